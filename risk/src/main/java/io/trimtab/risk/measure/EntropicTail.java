package io.trimtab.risk.measure;

import io.trimtab.core.statistics.Confidence;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * Entropic value at risk: the largest expected loss under probabilities whose relative entropy to equal ones is at most
 * ln(1 / alpha).
 *
 * <pre>
 * EVaR = min over z &gt; 0 of z (ln mean exp(L / z) + ln(1 / alpha))
 *      = max over q of sum q_i L_i with sum q_i ln(T q_i) &lt;= ln(1 / alpha)
 * </pre>
 *
 * <p>Ahmadi-Javid, "Entropic value-at-risk", Journal of Optimization Theory and Applications 155 (2012), 1105-1123. The
 * optimal q is the exponential tilt q_i ~ exp(theta L_i), theta = 1 / z, and its entropy D(theta) grows from 0 to ln(T / m),
 * m the number of losses that equal the worst. So either alpha T &lt;= m and the value is the worst loss, or theta is the
 * root of D(theta) = ln(1 / alpha): a root in one variable, found by Newton's method on sqrt(2 D), which is a straight line
 * for normal losses, kept within a bracket.
 */
final class EntropicTail implements LossFunctional {
    private static final int MOST_STEPS = 200;

    private final Confidence confidence;

    EntropicTail(Confidence confidence) {
        this.confidence = confidence;
    }

    @Override
    public double value(int n, double[] losses, double[] scratch) {
        return solve(n, losses, null, scratch, scratch, false);
    }

    @Override
    public double weightsInto(int n, double[] losses, double[] scratch, double[] q) {
        return solve(n, losses, null, scratch, q, true);
    }

    /** The measure under the probabilities p of a series: relative entropy to p, and p_i exp(theta L_i) for the tilt. */
    Measure weighed(String name) {
        return Measure.of(name, Homogeneity.PROPORTIONAL, 1, series -> {
                    int n = series.size();
                    double[] x = series.scratch(0, n);
                    return solve(n, LossFunctional.losses(series), series.weights(), x, x, false);
                })
                .withGradient((series, out) -> {
                    int n = series.size();
                    double[] losses = LossFunctional.losses(series);
                    double value = solve(n, losses, series.weights(), series.scratch(0, n), out, true);
                    for (int t = 0; t < n; t++) {
                        out[t] = 0.0 - out[t];
                    }
                    return value;
                });
    }

    private double solve(int n, double[] losses, double @Nullable [] p, double[] x, double[] q, boolean weights) {
        double worst = Double.NEGATIVE_INFINITY;
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            boolean counts = p == null || p[i] > 0;
            worst = counts ? Math.max(worst, losses[i]) : worst;
            best = counts ? Math.min(best, losses[i]) : best;
        }
        double range = worst - best;
        double total = p == null ? n : 1;
        double tail = p == null ? LossFunctional.tailCount(confidence, n) : confidence.tail();
        deficitsInto(n, losses, worst, range, x);
        double ties = weightOfWorst(n, x, p);
        if (tail <= ties) {
            return weights ? share(n, x, p, worst, ties, q) : worst;
        }
        double theta = tilt(n, x, p, FastMath.log(total / tail), FastMath.log(total));
        double s0 = 0;
        double s1 = 0;
        for (int i = 0; i < n; i++) {
            double deficit = x[i];
            double e = p == null ? FastMath.exp(-theta * deficit) : term(p[i], theta, deficit);
            s0 += e;
            s1 += e == 0 ? 0 : e * deficit;
            q[i] = e; // x and q may be one array: the deficit is not needed again
        }
        if (weights) {
            for (int i = 0; i < n; i++) {
                q[i] /= s0;
            }
        }
        return worst - range * (s1 / s0);
    }

    /** p exp(-theta x); 0 for what has no probability, however large its loss. */
    private static double term(double p, double theta, double x) {
        return p > 0 ? p * FastMath.exp(-theta * x) : 0;
    }

    private static double weightOfWorst(int n, double[] x, double @Nullable [] p) {
        double ties = 0;
        for (int i = 0; i < n; i++) {
            ties += x[i] == 0 ? (p == null ? 1 : p[i]) : 0;
        }
        return ties;
    }

    /** The probabilities of the worst losses, given that it is one of them. */
    static double share(int n, double[] x, double @Nullable [] p, double worst, double ties, double[] q) {
        for (int i = 0; i < n; i++) {
            q[i] = x[i] == 0 ? (p == null ? 1 : p[i]) / ties : 0;
        }
        return worst;
    }

    /** (worst - L) / range into x; returns how many are 0. */
    static int deficitsInto(int n, double[] losses, double worst, double range, double[] x) {
        int ties = 0;
        for (int i = 0; i < n; i++) {
            x[i] = range > 0 ? (worst - losses[i]) / range : 0;
            ties += x[i] == 0 ? 1 : 0;
        }
        return ties;
    }

    /** The root of ln n - ln S0 - theta S1 / S0 = target, with S_k = sum x^k exp(-theta x). */
    static double tilt(int n, double[] x, double target, double logCount) {
        return tilt(n, x, null, target, logCount);
    }

    /** The same with a factor p in each sum, and ln sum p in the place of ln n. */
    private static double tilt(int n, double[] x, double @Nullable [] p, double target, double logCount) {
        double slope = Math.sqrt(2 * target);
        double theta = slope / spread(n, x, p);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MOST_STEPS; step++) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            for (int i = 0; i < n; i++) {
                double e = p == null ? FastMath.exp(-theta * x[i]) : term(p[i], theta, x[i]);
                double ex = e == 0 ? 0 : e * x[i];
                s0 += e;
                s1 += ex;
                s2 += ex * x[i];
            }
            double mean = s1 / s0;
            double entropy = logCount - FastMath.log(s0) - theta * mean;
            double excess = entropy - target;
            if (excess == 0) {
                return theta;
            }
            if (excess > 0) {
                high = theta;
            } else {
                low = theta;
            }
            double root = Math.sqrt(2 * Math.max(entropy, 0));
            double next = theta - (root - slope) * root / (theta * (s2 / s0 - mean * mean));
            // written so that NaN, from a tilt that has lost all but one loss, takes the middle
            if (!(next > low && next < high)) {
                next = high == Double.POSITIVE_INFINITY ? 2 * theta : low == 0 ? high / 4 : Math.sqrt(low * high);
            }
            double change = Math.abs(next - theta);
            theta = next;
            if (change <= 1e-11 * theta) {
                return theta; // quadratic convergence: the next step would be below the last bit
            }
        }
        return theta;
    }

    private static double spread(int n, double[] x, double @Nullable [] p) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double weight = p == null ? 1 : p[i];
            sum += weight == 0 ? 0 : weight * x[i];
            squares += weight == 0 ? 0 : weight * x[i] * x[i];
        }
        double total = p == null ? n : 1;
        return Math.sqrt(Math.max(squares / total - (sum / total) * (sum / total), 1e-30));
    }
}
