package io.trimtab.optimizer.solver;

import java.util.Arrays;

/**
 * The explicit inverse H of a symmetric matrix that grows and shrinks by one row and column at a time.
 *
 * <p>With {@code u = Hv} and {@code s = d - v'u}, the inverse of the matrix bordered by the column v and the diagonal d
 * is {@code [H + uu'/s, -u/s; -u'/s, 1/s]}; deleting position p is {@code H - h h'/h_pp} with h the p-th column. Both
 * cost O(N^2), as does a product, and need nothing of the matrix: unlike triangular factors the inverse does not mind
 * an indefinite matrix with a singular leading block, which is what a cash asset makes of a Karush-Kuhn-Tucker matrix.
 * The price is accuracy, which the solver buys back by refinement and by a fresh factorisation at the end. Both
 * triangles are stored, so that columns are whole; each is an array of its own (see {@link ColumnSums}).
 */
final class KktInverse {
    private double[][] h = new double[0][];
    private int room;
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    double get(int i, int j) {
        return h[j][i];
    }

    void columnInto(int p, double[] out) {
        System.arraycopy(h[p], 0, out, 0, size);
    }

    /** out = H v. */
    void multiply(double[] v, double[] out) {
        Arrays.fill(out, 0, size, 0);
        ColumnSums.add(size, size, v, h, out);
    }

    /** {@code high + low -= H x} in doubled precision. */
    void subtractProduct(double[] x, double[] high, double[] low) {
        for (int k = 0; k < size; k++) {
            ColumnSums.addDoubled(size, -x[k], h[k], high, low);
        }
    }

    /** H += f u u'. */
    void update(double f, double[] u) {
        int whole = whole(u);
        for (int k = 0; k < size; k++) {
            double fk = f * u[k];
            if (fk != 0) {
                ColumnSums.add(whole, fk, u, h[k]);
            }
        }
    }

    /** The size rounded up to whole vectors, which have no rest to be done one by one; u becomes zero there. */
    private int whole(double[] u) {
        int whole = Math.min((size + 7) & -8, Math.min(room, u.length));
        for (int i = size; i < whole; i++) {
            u[i] = 0;
        }
        return whole;
    }

    /** H += f11 u1 u1' + f12 (u1 u2' + u2 u1') + f22 u2 u2'. */
    void update(double f11, double f12, double f22, double[] u1, double[] u2) {
        int whole = Math.min(whole(u1), whole(u2));
        for (int k = 0; k < size; k++) {
            ColumnSums.add(whole, f11 * u1[k] + f12 * u2[k], u1, f12 * u1[k] + f22 * u2[k], u2, h[k]);
        }
    }

    /** Adds a row and column at the end. */
    void append(double[] column, double diagonal) {
        reserve(size + 1);
        double[] last = column(size);
        for (int k = 0; k < size; k++) {
            last[k] = column[k];
            h[k][size] = column[k];
        }
        last[size] = diagonal;
        size++;
    }

    /** Deletes a row and column whose influence is gone; the last takes its place. */
    void delete(int p) {
        int last = size - 1;
        if (p != last) {
            double[] gone = h[p];
            h[p] = h[last];
            h[last] = gone;
            for (int k = 0; k < last; k++) {
                h[k][p] = h[k][last];
            }
        }
        size = last;
    }

    /** Takes over an inverse computed elsewhere, N x N with leading dimension N. */
    void set(double[] inverse, int order) {
        resize(order);
        for (int k = 0; k < order; k++) {
            System.arraycopy(inverse, k * order, h[k], 0, order);
        }
    }

    /** Takes over another. */
    void set(KktInverse other) {
        resize(other.size);
        for (int k = 0; k < size; k++) {
            System.arraycopy(other.h[k], 0, h[k], 0, size);
        }
    }

    /** Changes the size only; the content is for {@link #set} to give. */
    void resize(int order) {
        if (order > room) {
            size = 0;
        }
        reserve(order);
        for (int k = 0; k < order; k++) {
            column(k);
        }
        size = order;
    }

    private void reserve(int wanted) {
        if (wanted <= room) {
            return;
        }
        int wider = (Math.max(32, Math.max(wanted, room + room / 2)) + 7) & -8;
        h = Arrays.copyOf(h, wider);
        for (int k = 0; k < size; k++) {
            h[k] = Arrays.copyOf(h[k], wider);
        }
        room = wider;
    }

    /** Made when it is needed first: most solves from nothing need few. */
    private double[] column(int k) {
        if (h[k] == null || h[k].length < room) {
            h[k] = new double[room];
        }
        return h[k];
    }
}
