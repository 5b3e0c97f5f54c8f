package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Compensated;
import java.util.Arrays;

/**
 * Computes free weights and multipliers from nothing but S, A and the working set, in ascending order of codes.
 *
 * <p>Solves {@code S_FF w_F - A_WF' y = -(q_F + S_FN w_N)}, {@code A_WF w_F = b_W - A_WN w_N} by LU factors, then
 * corrects the solution twice with residuals in doubled precision. A free weight that comes to lie within rounding of
 * a bound is put on it. The factors are kept for the next call with the same working set.
 */
final class Polish {
    private static final double ON_BOUND = 1e-15;

    private final QuadraticProgram p;
    private final Iterate at;
    private final WorkingSet set;
    private final Columns columns;
    private final DenseFactor factor = new DenseFactor();
    private int[] codes = new int[0];
    private int[] previous = new int[0];
    private int previousCount = -1;
    private double[] k = new double[0];
    private double[] rhs = new double[0];
    private double[] x = new double[0];
    private double[] r = new double[0];
    /** The assets that are at a bound other than zero; before that the members. */
    private final int[] bounded;

    Polish(QuadraticProgram p, Iterate at, WorkingSet set, Columns columns) {
        this.p = p;
        this.at = at;
        this.set = set;
        this.columns = columns;
        bounded = new int[p.n + p.m + 1];
    }

    void reset() {
        previousCount = -1;
    }

    /** Returns false, leaving the point as it is, if the matrix is singular or a free weight comes out of its box. */
    boolean run() {
        int size = members();
        if (!factored(size)) {
            return false;
        }
        rightHandSide(size);
        refine(size);
        return accept(codes, x, size);
    }

    /** x solves K x = rhs. */
    private void refine(int size) {
        System.arraycopy(rhs, 0, x, 0, size);
        factor.solve(x, 0);
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < size; i++) {
                x[size] = -1;
                System.arraycopy(k, i * size, r, 0, size);
                r[size] = rhs[i];
                rhs2[i] = -Compensated.dot(size + 1, r, 0, x, 0);
            }
            factor.solve(rhs2, 0);
            for (int i = 0; i < size; i++) {
                x[i] += rhs2[i];
            }
        }
    }

    /**
     * How the free weights respond to the tilt while the working set is held; all others do not.
     *
     * @return false if the matrix is singular
     */
    boolean tiltResponse(double[] out) {
        for (int j = 0; j < p.n; j++) {
            if (at.state[j] == Iterate.FREE) {
                columns.fetch(j);
            }
        }
        int size = members();
        Arrays.fill(out, 0, p.n, 0);
        if (!factored(size)) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            rhs[i] = codes[i] < p.n ? -at.segments.q[codes[i]] / p.tilt : 0;
        }
        refine(size);
        for (int i = 0; i < size; i++) {
            if (codes[i] < p.n) {
                out[codes[i]] = x[i];
            }
        }
        return true;
    }

    private int members() {
        int count = 0; // in order, without the objects that sorting makes on newer JDKs, and without branches
        for (int j = 0; j < p.n; j++) {
            bounded[count] = j;
            count += at.state[j] == Iterate.FREE ? 1 : 0;
        }
        for (int i = 0; i < p.m; i++) {
            bounded[count] = p.n + i;
            count += at.rowState[i] != Iterate.SLACK ? 1 : 0;
        }
        reserve(count);
        System.arraycopy(bounded, 0, codes, 0, count);
        return count;
    }

    private double[] rhs2 = new double[0];

    private void reserve(int size) {
        if (codes.length < size) {
            int room = 2 * size;
            codes = new int[room];
            previous = new int[room];
            previousCount = -1;
            rhs = new double[room + 1];
            rhs2 = new double[room + 1];
            x = new double[room + 1];
            r = new double[room + 1];
        }
        if (k.length < size * size) {
            k = new double[(size + 8) * (size + 8)];
            previousCount = -1;
        }
    }

    private boolean factored(int size) {
        if (size == previousCount && Arrays.equals(codes, 0, size, previous, 0, size)) {
            return true;
        }
        previousCount = -1;
        double[] room = factor.room(size);
        set.assemble(codes, size, room, factor.scaling());
        System.arraycopy(room, 0, k, 0, size * size);
        if (!factor.factor()) {
            return false;
        }
        System.arraycopy(codes, 0, previous, 0, size);
        previousCount = size;
        return true;
    }

    private void rightHandSide(int size) {
        constantsInto(codes, size, rhs);
        for (int i = 0; i < size; i++) {
            int code = codes[i];
            rhs[i] = (code < p.n ? -at.segments.q[code] : at.rowBound(code - p.n)) - rhs[i];
        }
    }

    /**
     * The part of the weights that are not free in each member's equation; of a kinked row, which is affine and not
     * linear on the segments where the weights are, its constant part as well.
     */
    void constantsInto(int[] members, int size, double[] out) {
        int n = p.n;
        int count = 0;
        for (int j = 0; j < n; j++) {
            bounded[count] = j;
            count += at.w[j] != 0 && at.state[j] != Iterate.FREE ? 1 : 0;
        }
        for (int i = 0; i < size; i++) {
            int code = members[i];
            double sum = 0;
            if (code < n) {
                double[] column = columns.column(columns.fetch(code));
                for (int k = 0; k < count; k++) {
                    sum = Math.fma(column[bounded[k]], at.w[bounded[k]], sum);
                }
            } else {
                for (int k = 0; k < count; k++) {
                    sum = Math.fma(at.segments.a[bounded[k] * p.m + code - n], at.w[bounded[k]], sum);
                }
            }
            out[i] = sum;
        }
        for (int i = 0; i < size && at.segments.kinked(); i++) {
            if (members[i] >= n) {
                for (int j = 0; j < n; j++) {
                    out[i] += at.segments.offset(members[i] - n, j);
                }
            }
        }
    }

    /** Takes over a solution, unless a free weight is out of its box. */
    boolean accept(int[] members, double[] x, int size) {
        int n = p.n;
        for (int i = 0; i < size; i++) {
            int j = members[i];
            if (!Double.isFinite(x[i])) {
                return false;
            }
            if (j < n && !(x[i] >= at.segments.lower[j] - 1e-11 && x[i] <= at.segments.upper[j] + 1e-11)) {
                return false;
            }
        }
        for (int i = 0; i < size; i++) {
            int code = members[i];
            if (code < n) {
                double w = x[i];
                double lo = at.segments.lower[code];
                double hi = at.segments.upper[code];
                at.w[code] = isOn(lo, w - lo) ? lo : isOn(hi, hi - w) ? hi : w + 0.0;
            } else {
                at.y[code - n] = -x[i];
            }
        }
        return true;
    }

    private static boolean isOn(double bound, double distance) {
        return distance <= ON_BOUND * Math.max(1, Math.abs(bound)) && Double.isFinite(bound);
    }
}
