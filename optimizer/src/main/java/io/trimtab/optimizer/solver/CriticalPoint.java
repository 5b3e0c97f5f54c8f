package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/**
 * The point that walks along the critical lines: t, weights and multipliers, with the gradient that goes with them.
 *
 * <p>Legend: q(t) = q0 + t q1 plus the slopes of the functions on the segments where the weights are; d = Sw + q(t) - A'y
 * the reduced costs. Along a line Sw, d and the row activities are linear
 * and move with the weights in O(n); every {@value #STEPS} steps, when t has halved or doubled, and whenever weights are corrected, they are computed
 * afresh from S and A. Corrections are Newton steps on the equations of the members, d_F = 0 and A_W w = b_W, whose
 * matrix the working set has inverted.
 */
final class CriticalPoint {
    /** Residuals above this multiple of the gradient are put right. */
    static final double DRIFT = 1e-14;
    /** Residuals above this multiple of the gradient are not accepted. */
    private static final double LARGEST = 1e-11;
    /** Times the smallest residual that is put right: what rounding leaves of terms that cancel. */
    private static final double ROUNDING = 0.05;
    /** Where the gradient vanishes, as at t = 0 without risk, this multiple of its largest size stands for it. */
    private static final double VANISHING = 1e-7;

    /** A weight of which less than this part is left is a zero. */
    private static final double DUST = 0x1p-49;

    /** The same of the largest weight, for what is no weight at all but the rounding of a rounding. */
    private static final double ROUNDED_TWICE = 0x1p-98;

    private static final int STEPS = 8;

    private final QuadraticProgram p;
    private final double[] base;
    private final double[] tilt;
    final Iterate at;
    private final Segments segments;
    private final boolean kinked;
    private final WorkingSet set;
    /** Sw. */
    final double[] product;
    /** The reduced costs. */
    final double[] d;

    private final Panel products;
    private double[] rhs = new double[0];
    private double[] step = new double[0];
    private int steps;
    private double freshAt;
    private final double largestBase;
    private final double largestTilt;
    private double largestScale;
    double t;
    /** What residuals are relative to: the size of the gradient. */
    double scale;

    double largestWeight;

    CriticalPoint(QuadraticProgram program, double[] base, double[] tilt, Iterate at, WorkingSet set, Columns columns) {
        p = program;
        this.base = base;
        this.tilt = tilt;
        this.at = at;
        this.segments = at.segments;
        this.kinked = segments.kinked();
        this.set = set;
        largestBase = Kernels.maxAbs(p.n, base, 0);
        largestTilt = Kernels.maxAbs(p.n, tilt, 0);
        product = new double[p.n];
        d = new double[p.n];
        products = new Panel(columns, p.n, product);
    }

    /** Forgets how large gradients have been. */
    void reset() {
        largestScale = Double.MIN_NORMAL;
    }

    /** Puts t elsewhere, and with it the program's q; the reduced costs must be computed afresh. */
    void moveTo(double next) {
        t = next;
        double[] q = p.linear();
        for (int j = 0; j < p.n; j++) {
            q[j] = Math.fma(t, tilt[j], base[j]);
        }
        p.kinks.at(t);
        segments.requote();
        steps = STEPS;
    }

    /** Moves along a line, t by a signed length. */
    void advance(CriticalSegment line, double length) {
        for (int k = 0; k < set.size(); k++) {
            int code = set.code(k);
            double change = length * line.rate[k];
            if (code < p.n) {
                at.w[code] += change;
            } else {
                at.y[code - p.n] -= change;
            }
        }
        for (int j = 0; j < p.n; j++) {
            product[j] = Math.fma(length, line.productRate[j], product[j]);
            d[j] = Math.fma(length, line.costRate[j], d[j]);
        }
        for (int i = 0; i < p.m; i++) {
            at.activity[i] = Math.fma(length, line.rowRate[i], at.activity[i]);
        }
        int before = steps;
        moveTo(t + length);
        steps = before + 1;
    }

    /** Goes on until the members' equations hold; false if they do not, or what is not a member is not optimal. */
    boolean correct() {
        return solveMembers() && holds();
    }

    private boolean solveMembers() {
        if (steps >= STEPS || t < freshAt / 2 || t > 2 * freshAt) {
            refresh();
        }
        double worst = Double.POSITIVE_INFINITY;
        boolean refactored = false;
        for (int pass = 0; pass < 8; pass++) {
            double residual = residual();
            if (!(residual > DRIFT * scale)) {
                return true;
            }
            if (!(residual < 0.25 * worst)) {
                if (residual <= LARGEST * scale || refactored || !set.refactor()) {
                    return residual <= LARGEST * scale;
                }
                refactored = true;
                residual = Double.POSITIVE_INFINITY;
            }
            worst = residual;
            newton();
        }
        return residual() <= LARGEST * scale;
    }

    /** Solves the members' equations once more where they hold already: what they then miss is one rounding. */
    void polish() {
        residual();
        newton();
    }

    /** Makes zeros of free weights of which nothing but rounding is left of what they were, or that never were any. */
    void dropDust(double[] before) {
        boolean dropped = false;
        for (int j = 0; j < p.n; j++) {
            double dust = Math.max(DUST * before[j], ROUNDED_TWICE * largestWeight);
            if (at.state[j] == Iterate.FREE && at.w[j] != 0 && Math.abs(at.w[j]) <= dust) {
                at.w[j] = 0;
                dropped = true;
            }
        }
        if (dropped) {
            refresh();
        }
    }

    private void newton() {
        set.solve(rhs, step);
        for (int k = 0; k < set.size(); k++) {
            int code = set.code(k);
            if (code < p.n) {
                at.w[code] += step[k];
            } else {
                at.y[code - p.n] -= step[k];
            }
        }
        refresh();
    }

    /** Whether what is not a member is as it should be at an optimum. */
    private boolean holds() {
        double wrong = LARGEST * scale;
        double far = LARGEST * largestWeight;
        for (int j = 0; j < p.n; j++) {
            byte state = at.state[j];
            if (state == Iterate.FREE) {
                if (!(at.w[j] >= segments.lower[j] - far && at.w[j] <= segments.upper[j] + far)) {
                    return false;
                }
            } else if (p.lower[j] != p.upper[j]) {
                double allowed = kinked ? wrong + segments.rounding(j) : wrong;
                if (state == Iterate.AT_LOWER ? d[j] < -allowed : d[j] > allowed) {
                    return false;
                }
                int across = kinked ? at.across(j) : 0;
                if (across != 0 && across * (d[j] + segments.costChange(j, across, at.y)) < -allowed) {
                    return false;
                }
            }
        }
        for (int i = 0; i < p.m; i++) {
            double violation = at.rowState[i] == Iterate.SLACK ? at.violation(i) : 0;
            double bound = violation > 0 ? p.rowUpper[i] : p.rowLower[i];
            if (violation != 0 && Math.abs(violation) > LARGEST * Math.max(1, Math.abs(bound))) {
                return false;
            }
        }
        return true;
    }

    /** Computes Sw, the reduced costs and the activities from S, A and the weights alone. */
    void refresh() {
        steps = 0;
        freshAt = t;
        Arrays.fill(product, 0);
        for (int j = 0; j < p.n; j++) {
            products.add(at.w[j], j);
        }
        products.finish();
        double[] q = segments.q;
        for (int j = 0; j < p.n; j++) {
            d[j] = product[j] + q[j];
        }
        double[] a = segments.a;
        for (int i = 0; i < p.m; i++) {
            double y = at.y[i];
            if (at.rowState[i] != Iterate.SLACK && y != 0) {
                for (int j = 0; j < p.n; j++) {
                    d[j] = Math.fma(-y, a[j * p.m + i], d[j]);
                }
            }
        }
        at.computeActivities();
        measure();
    }

    /** What the tilt favours: {@code -q1'w} less the functions that it multiplies. */
    double gain() {
        double gain = -Kernels.dot(p.n, tilt, 0, at.w, 0);
        for (int j = 0; j < p.n && segments.kinked(); j++) {
            gain -= p.kinks.tiltValue(j, at.w[j]);
        }
        return gain;
    }

    /** Twice what does not depend on t: {@code w'Sw + 2 q0'w} and twice the functions that it does not multiply. */
    double cost() {
        double form = Math.max(0, Kernels.dot(p.n, at.w, 0, product, 0));
        if (largestBase == 0 && !segments.kinked()) {
            return form;
        }
        double linear = Kernels.dot(p.n, base, 0, at.w, 0);
        for (int j = 0; j < p.n && segments.kinked(); j++) {
            linear += p.kinks.baseValue(j, at.w[j]);
        }
        return Math.fma(2, linear, form);
    }

    /** Takes the measure of weights and gradient; good until t has halved or doubled. */
    private void measure() {
        double spread = 0;
        for (int j = 0; j < p.n; j++) {
            spread = Math.fma(p.volatility[j], Math.abs(at.w[j]), spread);
        }
        double cancelled = p.largestVolatility * spread;
        for (int i = 0; i < p.m; i++) {
            cancelled += Math.abs(at.y[i]);
        }
        largestWeight = Math.max(1, Kernels.maxAbs(p.n, at.w, 0));
        double largest = Math.max(largestBase, Math.max(t * largestTilt, Kernels.maxAbs(p.n, product, 0)));
        for (int k = 0; k < set.size() && segments.kinked(); k++) {
            largest = set.code(k) < p.n ? Math.max(largest, Math.abs(segments.q[set.code(k)])) : largest;
        }
        largestScale = Math.max(largestScale, largest);
        scale = Math.max(Math.max(largest, ROUNDING * cancelled), VANISHING * largestScale);
    }

    /** The largest residual of the members' equations, in the unit of the gradient; rhs receives what is to be solved. */
    private double residual() {
        int size = set.size();
        if (rhs.length < size) {
            rhs = new double[2 * size];
            step = new double[2 * size];
        }
        double worst = 0;
        for (int k = 0; k < size; k++) {
            int code = set.code(k);
            if (code < p.n) {
                rhs[k] = -d[code];
                worst = Math.max(worst, Math.abs(d[code]));
            } else {
                int i = code - p.n;
                double bound = at.rowBound(i);
                rhs[k] = bound - at.activity[i];
                worst = Math.max(worst, 0.1 * scale * Math.abs(rhs[k]) / Math.max(1, Math.abs(bound)));
            }
        }
        return worst;
    }
}
