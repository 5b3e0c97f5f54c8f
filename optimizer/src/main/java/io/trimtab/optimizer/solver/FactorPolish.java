package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Compensated;
import java.util.Arrays;

/**
 * Free weights and multipliers to the last digits, for the partition that {@link FactorNewton} settled on.
 *
 * <p>Refines the solution of
 *
 * <pre>
 * d_j w_j + c_j'l - a_j'y = -q_j   (free j),     C'w - l = 0,     Aw = b   (rows held)
 * </pre>
 *
 * with residuals in doubled precision, corrected through {@link FactorSystem}; l stays an unknown of its own, so that
 * nothing n x n is needed. A free weight that leaves its box goes to the bound, and the rest is refined again. O(|F| (r
 * + m)) for each pass.
 */
final class FactorPolish {
    private static final int PASSES = 6;
    /** Corrections of this part of the largest weight end the refinement. */
    private static final double SMALL = 0x1p-52;

    private final FactorNewton at;
    private final QuadraticProgram p;
    private final int r;
    /** For each free asset: its loadings, d, q and minus its coefficients in the rows held. */
    private double[] equations = new double[0];

    private final double[] unknowns;
    private final double[] high;
    private final double[] low;
    private final double[] fixedHigh;
    private final double[] fixedLow;
    private final double[] loadings;
    private final double[] rhs;
    private final double[] single = new double[1];
    private double[] residual = new double[0];

    FactorPolish(FactorNewton at) {
        this.at = at;
        p = at.p;
        r = at.r;
        int size = r + p.m;
        unknowns = new double[size + 2];
        high = new double[size];
        low = new double[size];
        fixedHigh = new double[size];
        fixedLow = new double[size];
        loadings = new double[r];
        rhs = new double[size];
    }

    /** Returns false if rounding won, or nothing is left to be refined. */
    boolean run() {
        for (int round = 0; round < 4; round++) {
            if (!at.factorPartition()) {
                return false;
            }
            gather();
            if (!refine()) {
                return false;
            }
            if (toBounds() == 0) {
                return true;
            }
        }
        return false;
    }

    /** Free assets that lie outside their boxes go to the bound. */
    private int toBounds() {
        int kept = 0;
        int before = at.freeCount;
        for (int k = 0; k < before; k++) {
            int j = at.free[k];
            if (at.w[j] < at.segments.lower[j]) {
                at.w[j] = at.segments.lower[j];
                at.state[j] = Iterate.AT_LOWER;
            } else if (at.w[j] > at.segments.upper[j]) {
                at.w[j] = at.segments.upper[j];
                at.state[j] = Iterate.AT_UPPER;
            } else {
                at.free[kept++] = j;
            }
        }
        at.freeCount = kept;
        return before - kept;
    }

    private int width() {
        return r + 2 + at.heldCount;
    }

    private void gather() {
        int width = width();
        int m = p.m;
        if (equations.length < width * at.freeCount) {
            equations = new double[width * at.freeCount + width * at.freeCount / 2];
        }
        if (residual.length < at.freeCount) {
            residual = new double[2 * at.freeCount];
        }
        for (int k = 0; k < at.freeCount; k++) {
            int j = at.free[k];
            int row = k * width;
            at.s.loadingsInto(j, equations, row);
            equations[row + r] = at.d[j];
            equations[row + r + 1] = at.segments.q[j];
            for (int h = 0; h < at.heldCount; h++) {
                equations[row + r + 2 + h] = -at.segments.a[j * m + at.held[h]];
            }
        }
        Arrays.fill(high, 0);
        Arrays.fill(low, 0);
        for (int j = 0; j < p.n; j++) {
            if (at.w[j] != 0 && at.state[j] != Iterate.FREE) {
                at.s.loadingsInto(j, loadings, 0);
                add(loadings, 0, at.w[j], 0, r);
                for (int h = 0; h < at.heldCount; h++) {
                    add(at.segments.a, j * m + at.held[h], at.w[j], r + h, 1);
                }
            }
        }
        offsets();
        System.arraycopy(high, 0, fixedHigh, 0, high.length);
        System.arraycopy(low, 0, fixedLow, 0, low.length);
    }

    /** What the rows' functions leave out of coefficient times weight. */
    private void offsets() {
        for (int h = 0; h < at.heldCount; h++) {
            if (Arrays.binarySearch(p.kinks.rows, at.held[h]) >= 0) {
                for (int j = 0; j < p.n; j++) {
                    single[0] = at.segments.offset(at.held[h], j);
                    add(single, 0, 1, r + h, 1);
                }
            }
        }
    }

    /** Adds a multiple of a vector to the doubled sums from a place on. */
    private void add(double[] x, int offset, double factor, int place, int count) {
        for (int i = 0; i < count; i++) {
            double term = x[offset + i] * factor;
            double error = Math.fma(x[offset + i], factor, -term);
            double before = high[place + i];
            double total = before + term;
            double part = total - before;
            low[place + i] += (before - (total - part)) + (term - part) + error;
            high[place + i] = total;
        }
    }

    private boolean refine() {
        double last = Double.POSITIVE_INFINITY;
        for (int pass = 0; pass < PASSES; pass++) {
            residuals();
            double change = correct();
            if (!(change < Double.POSITIVE_INFINITY)) {
                return false;
            }
            if (change <= SMALL || change > 0.5 * last) {
                return true;
            }
            last = change;
        }
        return true;
    }

    private void residuals() {
        int width = width();
        System.arraycopy(at.dual, 0, unknowns, 0, r);
        unknowns[r + 1] = 1;
        for (int h = 0; h < at.heldCount; h++) {
            unknowns[r + 2 + h] = at.dual[r + at.held[h]];
        }
        System.arraycopy(fixedHigh, 0, high, 0, high.length);
        System.arraycopy(fixedLow, 0, low, 0, low.length);
        for (int k = 0; k < at.freeCount; k++) {
            double x = at.w[at.free[k]];
            int row = k * width;
            unknowns[r] = x;
            residual[k] = -Compensated.dot(width, equations, row, unknowns, 0);
            add(equations, row, x, 0, r);
            add(equations, row + r + 2, -x, r, at.heldCount);
        }
        for (int i = 0; i < r; i++) {
            rhs[i] = (high[i] - at.dual[i]) + low[i];
        }
        for (int h = 0; h < at.heldCount; h++) {
            rhs[r + h] = (at.bound[at.held[h]] - high[r + h]) - low[r + h];
        }
    }

    /** Corrects weights and multipliers; returns the largest change of a weight relative to the largest weight. */
    private double correct() {
        int width = width();
        for (int k = 0; k < at.freeCount; k++) {
            double scaled = residual[k] / at.d[at.free[k]];
            int row = k * width;
            for (int i = 0; i < r; i++) {
                rhs[i] = Math.fma(equations[row + i], scaled, rhs[i]);
            }
            for (int h = 0; h < at.heldCount; h++) {
                rhs[r + h] = Math.fma(equations[row + r + 2 + h], scaled, rhs[r + h]);
            }
        }
        at.system.solve(rhs);
        double largest = 0;
        double change = 0;
        for (int k = 0; k < at.freeCount; k++) {
            int j = at.free[k];
            int row = k * width;
            double sum = residual[k];
            for (int i = 0; i < r; i++) {
                sum = Math.fma(-equations[row + i], rhs[i], sum);
            }
            for (int h = 0; h < at.heldCount; h++) {
                sum = Math.fma(-equations[row + r + 2 + h], rhs[r + h], sum);
            }
            double step = sum / at.d[j];
            at.w[j] += step;
            largest = Math.max(largest, Math.abs(at.w[j]));
            change = Math.max(change, Math.abs(step));
            if (!Double.isFinite(at.w[j])) {
                return Double.NaN;
            }
        }
        for (int i = 0; i < r; i++) {
            at.dual[i] += rhs[i];
        }
        for (int h = 0; h < at.heldCount; h++) {
            at.dual[r + at.held[h]] += rhs[r + h];
        }
        return largest > 0 ? change / largest : 0;
    }
}
