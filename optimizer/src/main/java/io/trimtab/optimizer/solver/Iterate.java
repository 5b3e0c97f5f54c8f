package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/**
 * A point on its way to the optimum: weights, where each stands, row activities and multipliers.
 *
 * <p>Row activities, bounds and multipliers are in the scaled unit of the row. Multipliers have the sign of a derivative
 * of the minimum with respect to the row's bound: not negative at a lower bound, not positive at an upper one.
 */
final class Iterate {
    static final byte AT_LOWER = 0;
    static final byte AT_UPPER = 1;
    /** A member of the working set. */
    static final byte FREE = 2;
    /** Between its bounds (or without any) and not yet a member of the working set. */
    static final byte PARKED = 3;
    /** A row that is not held, wherever its activity is. */
    static final byte SLACK = 4;
    /** By state of an asset: what times its reduced cost is the gain of a unit of the move that it may make, if any. */
    static final double[] INWARDS = {-1, 1, 0};

    double[] w = new double[0];
    byte[] state = new byte[0];
    double[] activity = new double[0];
    byte[] rowState = new byte[0];
    double[] y = new double[0];
    final Segments segments;
    /** Counts what changes the working set or a weight outside it. */
    long moves;

    QuadraticProgram p;

    Iterate(QuadraticProgram p) {
        this.p = p;
        segments = new Segments(p);
        start(p);
    }

    void start(QuadraticProgram program) {
        p = program;
        segments.start(p);
        if (w.length < p.n) {
            w = new double[p.n];
            state = new byte[p.n];
        }
        if (activity.length < p.m) {
            activity = new double[p.m];
            rowState = new byte[p.m];
            y = new double[p.m];
        }
        Arrays.fill(rowState, 0, p.m, SLACK);
        Arrays.fill(y, 0, p.m, 0);
    }

    /**
     * Puts each asset at its breakpoint farthest from zero, which is what is held now wherever trading costs something;
     * one without breakpoints in its box at the bound nearest to zero; without bounds at zero; if they are equally
     * near, by q's sign.
     */
    void placeAtBounds() {
        for (int j = 0; j < p.n; j++) {
            double lo = p.lower[j];
            double hi = p.upper[j];
            boolean below = Math.abs(lo) < Math.abs(hi) || (Math.abs(lo) == Math.abs(hi) && !(p.q[j] < 0));
            if (lo == Double.NEGATIVE_INFINITY && hi == Double.POSITIVE_INFINITY) {
                place(j, 0);
            } else {
                place(j, below ? lo : hi);
            }
            if (segments.kinked(j)) {
                place(j, segments.start(j, w[j]));
            }
        }
    }

    /** Takes over weights, moved into the box where they are outside it. */
    void placeAt(double[] start) {
        for (int j = 0; j < p.n; j++) {
            place(j, start[j]);
        }
    }

    /** Puts an asset at a weight, or at the bound that it is beyond. */
    void place(int j, double x) {
        w[j] = !(x > p.lower[j]) ? p.lower[j] : Math.min(x, p.upper[j]);
        state[j] = segments.seat(j, w[j]);
    }

    /**
     * Moves what is at a bound to where that bound is now.
     *
     * @return false if a bound is gone, or if an asset's segment is no longer within its box
     */
    boolean follow() {
        moves++;
        for (int j = 0; j < p.n; j++) {
            if (!(segments.lower[j] <= segments.upper[j])) {
                return false;
            }
            if (state[j] == AT_LOWER) {
                w[j] = segments.lower[j];
            } else if (state[j] == AT_UPPER) {
                w[j] = segments.upper[j];
            }
            if (!Double.isFinite(w[j])) {
                return false;
            }
        }
        for (int i = 0; i < p.m; i++) {
            if (rowState[i] != SLACK && !Double.isFinite(rowBound(i))) {
                return false;
            }
        }
        return true;
    }

    void computeActivities() {
        if (!segments.kinked()) {
            if (p.m == 1) {
                activity[0] = Kernels.dot(p.n, p.a, 0, w, 0);
            } else {
                addActivities();
            }
            return;
        }
        Arrays.fill(activity, 0, p.m, 0);
        for (int j = 0; j < p.n; j++) {
            segments.addActivity(j, w[j], activity);
        }
    }

    /** Each asset counts in few rows. */
    private void addActivities() {
        int m = p.m;
        Arrays.fill(activity, 0, m, 0);
        for (int j = 0; j < p.n; j++) {
            double x = w[j];
            if (x != 0) {
                int end = p.rowsEnd(j);
                for (int k = p.rowsBegin(j); k < end; k++) {
                    int i = p.rowsOf[k];
                    activity[i] = Math.fma(p.a[j * m + i], x, activity[i]);
                }
            }
        }
    }

    /** What counts as rounding in the activity of a row whose weights are of order one. */
    static final double ROW_TOLERANCE = 1e-12;

    /** How far row i is out of its bounds: positive above, negative below, 0 within (up to rounding). */
    double violation(int i) {
        double low = p.rowLower[i];
        double high = p.rowUpper[i];
        double x = activity[i];
        if (x < low - ROW_TOLERANCE * Math.max(1, Math.abs(low))) {
            return x - low;
        }
        if (x > high + ROW_TOLERANCE * Math.max(1, Math.abs(high))) {
            return x - high;
        }
        return 0;
    }

    /** The direction in which an asset at the end of its segment can go on: -1 below, +1 above, 0 if it cannot. */
    int across(int j) {
        return switch (state[j]) {
            case AT_LOWER -> segments.opensBelow(j) ? -1 : 0;
            case AT_UPPER -> segments.opensAbove(j) ? 1 : 0;
            default -> 0;
        };
    }

    /** The end of an asset's segment that its weight is nearer to; {@link #PARKED} if both are infinitely far. */
    byte nearestEnd(int j) {
        double below = w[j] - segments.lower[j];
        double above = segments.upper[j] - w[j];
        if (Math.min(below, above) == Double.POSITIVE_INFINITY) {
            return PARKED;
        }
        return below <= above ? AT_LOWER : AT_UPPER;
    }

    double rowBound(int i) {
        return rowState[i] == AT_UPPER ? p.rowUpper[i] : p.rowLower[i];
    }

    /** Holds a row at a bound. */
    void hold(int i, byte side) {
        rowState[i] = side;
    }

    void release(int i) {
        rowState[i] = SLACK;
        y[i] = 0;
    }
}
