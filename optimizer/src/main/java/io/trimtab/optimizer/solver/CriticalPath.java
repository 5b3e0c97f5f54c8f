package io.trimtab.optimizer.solver;

import java.util.Arrays;

/**
 * The minimisers {@code w(t)} of {@code cost(w) / 2 - t gain(w)} for all t, as a chain of points between which weights,
 * t and gain are linear; t falls from the first point to the last, which has t = 0. See {@link CriticalLine}.
 *
 * <p>The first point has t = infinity if the weights stay the same from the next one on; otherwise, where nothing
 * bounds them, they go on along a ray. What is stored is, asset by asset, the weights at those points at which they may
 * change course: for k assets free between two points O(k) a point, not O(n).
 */
public final class CriticalPath {
    private static final double VANISHING = 1e-4;

    private final int n;
    /** Assets and rows. */
    private final int codes;

    private final double middle;
    private final double[] t;
    private final double[] gain;
    private final double[] cost;
    /** Knots of code j: from start[j] to start[j + 1], points ascending. */
    private final int[] start;

    private final int[] point;
    /** A weight, or minus the multiplier of a row. */
    private final double[] value;
    /** Changes at point k: from changeStart[k] to changeStart[k + 1]. */
    private final int[] changeStart;

    private final int[] changeCode;
    private final byte[] above;
    private final byte[] below;
    private final int[] rayCode;
    private final double[] rayRate;
    private final double rayGain;
    private final boolean moving;

    /**
     * Joins two halves.
     *
     * @param up the points met with t rising
     * @param down the points met with t falling
     * @param values the weights of assets that never moved, and 0 for each row
     * @param middle a t at which cost and gain weigh about the same
     */
    CriticalPath(int n, PathRecorder up, PathRecorder down, double[] values, double middle) {
        this.n = n;
        this.middle = middle;
        codes = values.length;
        rayCode = up.rayCode;
        rayRate = up.rayRate;
        rayGain = up.rayGain;
        moving = up.moving;
        int points = up.points + down.points;
        t = new double[points];
        gain = new double[points];
        cost = new double[points];
        for (int k = 0; k < up.points; k++) {
            copy(up, up.points - 1 - k, k);
        }
        for (int k = 0; k < down.points; k++) {
            copy(down, k, up.points + k);
        }
        start = new int[codes + 1];
        countKnots(up);
        countKnots(down);
        for (int j = 0; j < codes; j++) {
            start[j + 1] += start[j] + (start[j + 1] == 0 ? 1 : 0);
        }
        point = new int[start[codes]];
        value = new double[start[codes]];
        joinKnots(up, down, values);
        changeStart = new int[points + 1];
        changeCode = new int[up.changes + down.changes];
        above = new byte[changeCode.length];
        below = new byte[changeCode.length];
        joinChanges(up, down);
    }

    private void copy(PathRecorder from, int k, int to) {
        t[to] = from.t[k];
        gain[to] = from.gain[k];
        cost[to] = from.cost[k];
    }

    private void countKnots(PathRecorder half) {
        for (int k = 0; k < half.knots; k++) {
            start[half.knotCode[k] + 1]++;
        }
    }

    private void joinKnots(PathRecorder up, PathRecorder down, double[] values) {
        int[] next = Arrays.copyOf(start, codes);
        for (int k = up.knots - 1; k >= 0; k--) {
            knot(next[up.knotCode[k]]++, up.points - 1 - up.knotPoint[k], up.knotValue[k]);
        }
        for (int k = 0; k < down.knots; k++) {
            knot(next[down.knotCode[k]]++, up.points + down.knotPoint[k], down.knotValue[k]);
        }
        for (int j = 0; j < codes; j++) {
            if (next[j] == start[j]) {
                knot(start[j], 0, values[j]);
            }
        }
    }

    private void knot(int to, int where, double here) {
        point[to] = where;
        value[to] = here;
    }

    private void joinChanges(PathRecorder up, PathRecorder down) {
        int to = 0;
        for (int k = up.changes - 1; k >= 0; k--) {
            changeStart[up.points - up.changePoint[k]]++;
            changeCode[to] = up.changeCode[k];
            above[to] = up.stateAfter[k];
            below[to++] = up.stateBefore[k];
        }
        for (int k = 0; k < down.changes; k++) {
            changeStart[up.points + down.changePoint[k] + 1]++;
            changeCode[to] = down.changeCode[k];
            above[to] = down.stateBefore[k];
            below[to++] = down.stateAfter[k];
        }
        for (int k = 0; k < t.length; k++) {
            changeStart[k + 1] += changeStart[k];
        }
    }

    /**
     * The number of points.
     *
     * @return at least 1
     */
    public int points() {
        return t.length;
    }

    /**
     * The tilt at a point.
     *
     * @param k the point
     * @return t, perhaps infinite at the first point
     */
    public double tilt(int k) {
        return t[k];
    }

    /**
     * What the tilt favours: {@code -q1'w} less the functions that it multiplies.
     *
     * @param k the point
     * @return its value there
     */
    public double gain(int k) {
        return gain[k];
    }

    /**
     * Twice what the tilt does not multiply: {@code w'Sw + 2 q0'w} and twice the functions of the base.
     *
     * @param k the point
     * @return its value there
     */
    public double cost(int k) {
        return cost[k];
    }

    /**
     * Whether the weights go on changing beyond the first point for ever.
     *
     * @return true if they do
     */
    public boolean hasRay() {
        return moving;
    }

    /**
     * The change of the gain along the ray, per unit of t.
     *
     * @return its rate; 0 without a ray
     */
    public double rayGain() {
        return rayGain;
    }

    /**
     * The weights beyond the first point of finite t.
     *
     * @param further by how much t exceeds that of the point
     * @param out receives n weights
     */
    public void rayInto(double further, double[] out) {
        weightsInto(firstFinite(), 0, out);
        for (int k = 0; moving && k < rayCode.length; k++) {
            if (rayCode[k] < n) {
                out[rayCode[k]] += further * rayRate[k];
            }
        }
    }

    /**
     * The first point whose t is not infinite.
     *
     * @return 0 or 1
     */
    public int firstFinite() {
        return t[0] == Double.POSITIVE_INFINITY ? 1 : 0;
    }

    /**
     * The weights between two points.
     *
     * @param k the point above
     * @param fraction how far on the way to the point below, in [0, 1]
     * @param out receives n weights
     */
    public void weightsInto(int k, double fraction, double[] out) {
        for (int j = 0; j < n; j++) {
            out[j] = valueAt(j, k, fraction);
        }
    }

    /**
     * The multipliers of the rows between two points of finite t, in the engine's scaled unit.
     *
     * @param k the point above
     * @param fraction how far on the way to the point below, in [0, 1]
     * @param out receives m multipliers
     */
    void multipliersInto(int k, double fraction, double[] out) {
        for (int i = 0; i < codes - n; i++) {
            out[i] = 0 - valueAt(n + i, k, fraction);
        }
    }

    /**
     * The largest residual of the optimality conditions at any point of finite t, and of those of feasibility and of the
     * gap half way between any two, computed from the original data.
     *
     * @param program a program with the same S, rows and bounds; its q is overwritten
     * @param base q0
     * @param tilts q1
     * @return scaled as in {@link Residuals}; where the terms vanish, relative to a ten-thousandth of their largest size
     *     on the path, or of what a weight of one would make of them
     */
    public double scaledResidual(QuadraticProgram program, double[] base, double[] tilts) {
        Residuals residuals = new Residuals(program);
        double[] w = new double[n];
        double[] y = new double[codes - n];
        double largest = 0;
        for (int k = firstFinite(); k < t.length; k++) {
            largest = Math.max(largest, Math.max(Math.abs(cost[k]) / 2, Math.max(t[k], middle) * Math.abs(gain[k])));
        }
        double slope = Math.max(
                steepest(program, base, tilts, 0), steepest(program, base, tilts, Math.max(t[firstFinite()], middle)));
        largest = Math.max(largest, slope);
        double worst = 0;
        for (int half = 2 * firstFinite(); half < 2 * t.length - 1; half++) {
            int k = half / 2;
            double fraction = 0.5 * (half - 2 * k);
            weightsInto(k, fraction, w);
            multipliersInto(k, fraction, y);
            for (int i = 0; i < y.length; i++) {
                y[i] *= program.rowScale[i];
            }
            set(program, base, tilts, fraction == 0 ? t[k] : 0.5 * (t[k] + t[k + 1]));
            residuals.compute(w, y);
            worst = Math.max(worst, residuals.scaledPrimal());
            worst = Math.max(worst, relative(residuals.gap(), residuals.scaledGap(), largest));
            if (fraction == 0) {
                worst = Math.max(worst, relative(residuals.dual(), residuals.scaledDual(), slope));
                worst = Math.max(
                        worst, relative(residuals.complementarity(), residuals.scaledComplementarity(), largest));
            }
        }
        return worst;
    }

    private void set(QuadraticProgram program, double[] base, double[] tilts, double to) {
        for (int j = 0; j < n; j++) {
            program.q[j] = Math.fma(to, tilts[j], base[j]);
        }
        program.kinks.at(to);
    }

    /** The largest linear coefficient at a t. */
    private double steepest(QuadraticProgram program, double[] base, double[] tilts, double to) {
        set(program, base, tilts, to);
        double steepest = 0;
        for (int j = 0; j < n; j++) {
            steepest = Math.max(steepest, Math.abs(program.q[j]));
            for (int s = 0; s <= program.kinks.count(j) && !program.kinks.isEmpty(); s++) {
                steepest = Math.max(steepest, Math.abs(program.q[j] + program.kinks.slope(j, s)));
            }
        }
        return steepest;
    }

    private static double relative(double residual, double scaled, double largest) {
        return Math.min(scaled, residual == 0 ? 0 : residual / (VANISHING * largest));
    }

    private double valueAt(int code, int k, double fraction) {
        int low = start[code];
        int rest = start[code + 1] - low;
        while (rest > 1) { // always so many halvings, whatever is found: nothing to mispredict
            int half = rest >>> 1;
            low = point[low + half] <= k ? low + half : low;
            rest -= half;
        }
        double here = value[low];
        if (fraction > 0 && point[low] <= k && low + 1 < start[code + 1]) {
            double next = value[low + 1];
            if (next != here) {
                return fraction == 1 ? next : Math.fma(fraction, next - here, here);
            }
        }
        return here;
    }

    /**
     * How many states change at a point.
     *
     * @param k the point
     * @return at least 0
     */
    public int changes(int k) {
        return changeStart[k + 1] - changeStart[k];
    }

    /**
     * What changes its state.
     *
     * @param k the point
     * @param change which of its changes
     * @return an asset or, from n on, a row
     */
    public int code(int k, int change) {
        return changeCode[changeStart[k] + change];
    }

    /**
     * The state on the side of larger t.
     *
     * @param k the point
     * @param change which of its changes
     * @return a state
     */
    public Side above(int k, int change) {
        return side(above[changeStart[k] + change]);
    }

    /**
     * The state on the side of smaller t.
     *
     * @param k the point
     * @param change which of its changes
     * @return a state
     */
    public Side below(int k, int change) {
        return side(below[changeStart[k] + change]);
    }

    private static Side side(byte state) {
        return switch (state) {
            case Iterate.AT_LOWER -> Side.LOWER;
            case Iterate.AT_UPPER -> Side.UPPER;
            case PathRecorder.RESTING -> Side.BREAKPOINT;
            default -> Side.FREE;
        };
    }

    /** What holds a weight or a row. */
    public enum Side {
        /** Its bound below. */
        LOWER,
        /** Its bound above. */
        UPPER,
        /** A breakpoint: it is worth going neither up nor down from there. */
        BREAKPOINT,
        /** Nothing. */
        FREE
    }
}
