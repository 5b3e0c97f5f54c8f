package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Kernels;

/**
 * The explicit inverse H of a symmetric matrix that grows and shrinks by one row and column at a time.
 *
 * <p>With {@code u = Hv} and {@code s = d - v'u}, the inverse of the matrix bordered by the column v and the diagonal d
 * is {@code [H + uu'/s, -u/s; -u'/s, 1/s]}; deleting position p is {@code H - h h'/h_pp} with h the p-th column. Both
 * cost O(N^2), as does a product, and need nothing of the matrix: unlike triangular factors the inverse does not mind
 * an indefinite matrix with a singular leading block, which is what a cash asset makes of a Karush-Kuhn-Tucker matrix.
 * The price is accuracy, which the solver buys back by refinement and by a fresh factorisation at the end. Both
 * triangles are stored, so that columns are contiguous.
 */
final class KktInverse {
    private double[] h = new double[16 * 16];
    private int ld = 16;
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    double get(int i, int j) {
        return h[j * ld + i];
    }

    void columnInto(int p, double[] out) {
        System.arraycopy(h, p * ld, out, 0, size);
    }

    /** out = H v. */
    void multiply(double[] v, double[] out) {
        Kernels.gemv(size, size, 1, h, 0, ld, v, 0, 0, out, 0);
    }

    /** {@code high + low -= H x} in doubled precision. */
    void subtractProduct(double[] x, double[] high, double[] low) {
        for (int k = 0; k < size; k++) {
            double xk = -x[k];
            int base = k * ld;
            for (int i = 0; i < size; i++) {
                double hik = h[base + i];
                double term = hik * xk;
                double error = Math.fma(hik, xk, -term);
                double total = high[i] + term;
                double part = total - high[i];
                low[i] += (high[i] - (total - part)) + (term - part) + error;
                high[i] = total;
            }
        }
    }

    /** H += f u u'. */
    void update(double f, double[] u) {
        for (int k = 0; k < size; k++) {
            double fk = f * u[k];
            if (fk != 0) {
                Kernels.axpy(size, fk, u, 0, h, k * ld);
            }
        }
    }

    /** H += f11 u1 u1' + f12 (u1 u2' + u2 u1') + f22 u2 u2'. */
    void update(double f11, double f12, double f22, double[] u1, double[] u2) {
        for (int k = 0; k < size; k++) {
            Kernels.axpy(size, f11 * u1[k] + f12 * u2[k], u1, 0, h, k * ld);
            Kernels.axpy(size, f12 * u1[k] + f22 * u2[k], u2, 0, h, k * ld);
        }
    }

    /** Adds a row and column at the end. */
    void append(double[] column, double diagonal) {
        if (size == ld) {
            grow(size + 1);
        }
        for (int k = 0; k < size; k++) {
            h[size * ld + k] = column[k];
            h[k * ld + size] = column[k];
        }
        h[size * ld + size] = diagonal;
        size++;
    }

    /** Writes a row and column. */
    void replace(int p, double[] column, double diagonal) {
        for (int k = 0; k < size; k++) {
            h[p * ld + k] = column[k];
            h[k * ld + p] = column[k];
        }
        h[p * ld + p] = diagonal;
    }

    /** Deletes a row and column whose influence is gone; the last takes its place. */
    void delete(int p) {
        int last = size - 1;
        if (p != last) {
            for (int k = 0; k < last; k++) {
                h[p * ld + k] = h[last * ld + k];
            }
            h[p * ld + p] = h[last * ld + last];
            for (int k = 0; k < last; k++) {
                h[k * ld + p] = h[p * ld + k];
            }
        }
        size = last;
    }

    /** Takes over an inverse computed elsewhere, N x N with leading dimension N. */
    void set(double[] inverse, int order) {
        resize(order);
        for (int k = 0; k < order; k++) {
            System.arraycopy(inverse, k * order, h, k * ld, order);
        }
    }

    /** Changes the size only; the content is for {@link #set} to give. */
    void resize(int order) {
        if (order > ld) {
            size = 0;
            grow(order);
        }
        size = order;
    }

    private void grow(int atLeast) {
        int wider = Math.max(atLeast, ld + ld / 2);
        double[] larger = new double[wider * wider];
        for (int k = 0; k < size; k++) {
            System.arraycopy(h, k * ld, larger, k * wider, size);
        }
        h = larger;
        ld = wider;
    }
}
