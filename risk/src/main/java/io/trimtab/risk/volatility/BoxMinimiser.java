package io.trimtab.risk.volatility;

import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/**
 * A minimum of a smooth function of a few variables within a box: quasi-Newton steps until close, then Newton's.
 *
 * <p>Variables at a bound whose gradient, or whose step, points outwards are held; the others take the step {@code -B^-1 g},
 * shortened at the first bound and by halves until the function falls enough (Armijo). B is first what the caller gives,
 * updated by the damped BFGS formula (Nocedal and Wright, Numerical Optimization, 2006, procedure 18.2), and close to the
 * minimum the Hessian by central differences of the gradient, made definite by a multiple of its diagonal where it is not.
 * The Newton decrement {@code g'H^-1 g} over the variables not held tells how far from the minimum it ended: twice the
 * decrease that a quadratic function would still allow.
 */
final class BoxMinimiser {
    private static final int QUASI_NEWTON_STEPS = 200;
    private static final int NEWTON_STEPS = 100;
    private static final double ARMIJO = 1e-4;

    private final Objective objective;
    private final double[] lower;
    private final double[] upper;
    private final int k;
    /** A decrease of the function by so little does not matter to the caller. */
    private final double negligible;
    /** For each variable how far apart differences of its gradient are taken, in units of sqrt(negligible / curvature). */
    private final double[] reach;

    private double[] x;
    private double value;
    private double[] gradient;
    private double[] trial;
    private double[] trialGradient;
    private double[] b;
    private final double[] step;
    private final boolean[] held;
    private double decrement;
    private int evaluations;

    /** What is minimised. */
    interface Objective {
        /** The value, NaN where there is none; fills the gradient. */
        double at(double[] x, double[] gradient);
    }

    /**
     * Where a search ended.
     *
     * @param x the point
     * @param value the function there
     * @param hessian the Hessian there, k x k
     * @param decrement g'H^-1 g over the variables not held
     * @param evaluations the number of evaluations
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and read within this package only
    record End(double[] x, double value, double[] hessian, double decrement, int evaluations) {}

    BoxMinimiser(Objective objective, double[] lower, double[] upper, double negligible, double[] reach) {
        this.objective = objective;
        this.lower = lower;
        this.upper = upper;
        this.k = lower.length;
        this.negligible = negligible;
        this.reach = reach;
        this.x = new double[k];
        this.gradient = new double[k];
        this.trial = new double[k];
        this.trialGradient = new double[k];
        this.b = new double[k * k];
        this.step = new double[k];
        this.held = new boolean[k];
    }

    /** Quasi-Newton steps from a point with a first guess of the Hessian, k x k. */
    End approach(double[] start, double[] hessian) {
        x = clamp(start);
        b = hessian.clone();
        value = evaluate(x, gradient);
        for (int round = 0; round < QUASI_NEWTON_STEPS && Double.isFinite(value); round++) {
            direction();
            if (decrement <= 1e4 * negligible || !search(0)) {
                break;
            }
            update();
            accept();
        }
        return new End(x.clone(), value, b.clone(), decrement, evaluations);
    }

    /** Newton steps from where a search ended. */
    End refine(End end) {
        x = end.x().clone();
        b = end.hessian().clone();
        value = evaluate(x, gradient);
        int idle = 0;
        for (int round = 0; round < NEWTON_STEPS && idle < 12; round++) {
            differentiate();
            direction();
            // as far below what matters as rounding allows: steps that gain nothing any more end it
            if (decrement <= 1e-8 * negligible || !search(8 * Math.ulp(value))) {
                break;
            }
            idle = trialValue < value - 1e-3 * negligible ? 0 : idle + 1;
            accept();
        }
        return new End(x.clone(), value, b.clone(), decrement, evaluations);
    }

    private double evaluate(double[] at, double[] into) {
        evaluations++;
        return objective.at(at, into);
    }

    private double[] clamp(double[] point) {
        double[] out = point.clone();
        for (int i = 0; i < k; i++) {
            out[i] = Math.max(lower[i], Math.min(upper[i], out[i]));
        }
        return out;
    }

    /** Solves for the step over the variables not held, and the decrement. */
    private void direction() {
        for (int i = 0; i < k; i++) {
            held[i] = (x[i] <= lower[i] && gradient[i] > 0) || (x[i] >= upper[i] && gradient[i] < 0);
        }
        while (true) {
            solve();
            boolean again = false;
            for (int i = 0; i < k; i++) {
                boolean outwards = (x[i] <= lower[i] && step[i] < 0) || (x[i] >= upper[i] && step[i] > 0);
                again |= outwards && !held[i];
                held[i] |= outwards;
            }
            if (!again) {
                break;
            }
        }
        decrement = Math.max(0, -Kernels.dot(k, gradient, 0, step, 0));
    }

    private void solve() {
        int m = 0;
        int[] free = new int[k];
        for (int i = 0; i < k; i++) {
            if (!held[i]) {
                free[m++] = i;
            }
        }
        double[] l = new double[m * m];
        double[] rhs = new double[m];
        for (double shift = 0; ; shift = Math.max(1e-9, 10 * shift)) {
            for (int c = 0; c < m; c++) {
                rhs[c] = -gradient[free[c]];
                for (int a = 0; a < m; a++) {
                    l[c * m + a] = b[free[c] * k + free[a]];
                }
                l[c * m + c] += shift * (Math.abs(l[c * m + c]) + 1e-8);
            }
            if (Cholesky.factor(m, l, 0, Math.max(1, m), 1e-12) == m) {
                break;
            }
            if (!(shift < 1e12)) {
                // no curvature to go by: straight down
                Arrays.fill(l, 0);
                for (int c = 0; c < m; c++) {
                    l[c * m + c] = 1;
                }
                break;
            }
        }
        Cholesky.solve(m, l, 0, Math.max(1, m), rhs, 0);
        Arrays.fill(step, 0);
        for (int c = 0; c < m; c++) {
            step[free[c]] = rhs[c];
        }
    }

    /** Finds a trial point along the step that is better by enough, where values may be off by {@code noise}. */
    private boolean search(double noise) {
        double longest = 1;
        int hit = -1;
        for (int i = 0; i < k; i++) {
            double room = step[i] > 0 ? upper[i] - x[i] : x[i] - lower[i];
            if (step[i] != 0 && room < longest * Math.abs(step[i])) {
                longest = room / Math.abs(step[i]);
                hit = i;
            }
        }
        double t = longest;
        for (int round = 0; round < 40; round++) {
            for (int i = 0; i < k; i++) {
                trial[i] = Math.max(lower[i], Math.min(upper[i], x[i] + t * step[i]));
            }
            if (hit >= 0 && round == 0) {
                trial[hit] = step[hit] > 0 ? upper[hit] : lower[hit];
            }
            double found = evaluate(trial, trialGradient);
            if (found <= value - ARMIJO * t * decrement + noise) {
                trialValue = found;
                return !Arrays.equals(trial, x);
            }
            t *= 0.5;
        }
        return false;
    }

    private double trialValue;

    private void accept() {
        double[] point = x;
        double[] slope = gradient;
        x = trial;
        gradient = trialGradient;
        value = trialValue;
        trial = point;
        trialGradient = slope;
    }

    /** The damped BFGS update from x to the trial point. */
    private void update() {
        double[] s = new double[k];
        double[] y = new double[k];
        double[] bs = new double[k];
        for (int i = 0; i < k; i++) {
            s[i] = trial[i] - x[i];
            y[i] = trialGradient[i] - gradient[i];
        }
        Kernels.symv(k, 1, b, 0, k, s, 0, 0, bs, 0);
        double sbs = Kernels.dot(k, s, 0, bs, 0);
        double sy = Kernels.dot(k, s, 0, y, 0);
        if (!(sbs > 0)) {
            return;
        }
        double theta = sy >= 0.2 * sbs ? 1 : 0.8 * sbs / (sbs - sy);
        for (int i = 0; i < k; i++) {
            y[i] = theta * y[i] + (1 - theta) * bs[i];
        }
        double sr = theta * sy + (1 - theta) * sbs;
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < k; i++) {
                b[j * k + i] += y[i] * y[j] / sr - bs[i] * bs[j] / sbs;
            }
        }
    }

    /** The Hessian by central differences, with steps of a small part of what changes the function noticeably. */
    private void differentiate() {
        double[] scale = new double[k];
        for (int i = 0; i < k; i++) {
            double curvature = Math.abs(b[i * k + i]);
            scale[i] = curvature > 0 ? Math.sqrt(negligible / curvature) : 1e-4;
        }
        double[] up = new double[k];
        double[] down = new double[k];
        double[] point = x.clone();
        for (int i = 0; i < k; i++) {
            double room = Math.min(upper[i] - x[i], x[i] - lower[i]);
            boolean inside = room > 0;
            double h = Math.min(reach[i] * scale[i], 0.1 * Math.max(1, Math.abs(x[i])));
            h = Math.max(inside ? Math.min(h, 0.5 * room) : h, Math.ulp(x[i]) * 1024);
            boolean atUpper = x[i] >= upper[i];
            point[i] = x[i] + (inside || !atUpper ? h : 0);
            double high = point[i];
            evaluate(point, up);
            point[i] = x[i] - (inside || atUpper ? h : 0);
            double low = point[i];
            evaluate(point, down);
            point[i] = x[i];
            for (int j = 0; j < k; j++) {
                b[i * k + j] = (up[j] - down[j]) / (high - low);
            }
        }
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < j; i++) {
                double mean = 0.5 * (b[j * k + i] + b[i * k + j]);
                b[j * k + i] = mean;
                b[i * k + j] = mean;
            }
        }
    }
}
