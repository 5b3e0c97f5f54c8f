package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.OrderStatistics;
import io.trimtab.core.statistics.Confidence;
import java.util.Locale;

/**
 * A generalised Pareto distribution fitted by maximum likelihood to the losses beyond a threshold, and the tail it implies.
 *
 * <pre>{@code
 * PeaksOverThreshold tail = PeaksOverThreshold.fit(TailThreshold.quantile(0.9, QuantileRule.TYPE_7), losses);
 * tail.shape();                            // 0.5: the tail falls like x^-2
 * tail.valueAtRisk(Confidence.of(0.999));  // beyond what was observed
 * }</pre>
 *
 * <p>With threshold u, shape xi, scale beta and k of n losses beyond u:
 *
 * <pre>
 * VaR = u + beta / xi ((n alpha / k)^-xi - 1)
 * ES  = (VaR + beta - xi u) / (1 - xi)            for xi &lt; 1
 * </pre>
 *
 * <p>Sources: Pickands, Annals of Statistics 3 (1975), 119-131; McNeil and Frey, Journal of Empirical Finance 7 (2000),
 * 271-300; the likelihood in one variable, Grimshaw, Technometrics 35 (1993), 185-191. Maximum likelihood is regular only
 * for xi above -1/2: a maximum below is not given. Immutable and thread-safe. O(n log n).
 */
public final class PeaksOverThreshold {
    /** Fewer excesses do not determine two parameters in any useful sense. */
    static final int FEWEST = 5;

    private static final double LEAST_SHAPE = -0.5;
    private static final int MOST_STEPS = 200;

    private final int observations;
    private final int excesses;
    private final double threshold;
    private final double shape;
    private final double scale;

    private PeaksOverThreshold(int observations, int excesses, double threshold, double shape, double scale) {
        this.observations = observations;
        this.excesses = excesses;
        this.threshold = threshold;
        this.shape = shape;
        this.scale = scale;
    }

    /**
     * Fits the tail of losses.
     *
     * @param threshold from where on a loss is extreme
     * @param losses positive for a loss, all finite; not changed
     * @return the fit
     * @throws IllegalArgumentException if a loss is not finite, fewer than 5 lie beyond the threshold, or the likelihood has
     *     no maximum with a shape above -1/2
     */
    public static PeaksOverThreshold fit(TailThreshold threshold, double... losses) {
        Check.notNull(threshold, "threshold");
        Check.allFinite(Check.notNull(losses, "losses"), "losses");
        Check.atLeast(losses.length, FEWEST + 1, "number of losses");
        int n = losses.length;
        double[] sorted = losses.clone();
        OrderStatistics.sort(n, sorted, 0);
        double u = threshold.of(n, sorted);
        int k = excessesInto(n, sorted, u);
        if (k < FEWEST) {
            throw new IllegalArgumentException("threshold must leave at least " + FEWEST + " losses beyond it, left "
                    + k + " of " + n + ": lower it");
        }
        double theta = profile(k, sorted, n - k);
        double xi = Double.isNaN(theta) ? Double.NaN : logMean(k, sorted, n - k, theta);
        if (!(xi > LEAST_SHAPE)) {
            throw new IllegalArgumentException(
                    "losses beyond the threshold have no maximum of the likelihood with a shape"
                            + " above -1/2: their tail ends; take another threshold, or historical simulation");
        }
        return new PeaksOverThreshold(n, k, u, xi, scale(k, sorted, n - k, theta, xi));
    }

    /** The measure, without allocating. */
    static RiskMeasure measure(Confidence confidence, TailThreshold threshold, boolean shortfall) {
        double alpha = Check.notNull(confidence, "confidence").tail();
        String name = "peaks-over-threshold " + (shortfall ? "expected shortfall " : "value at risk ") + confidence
                + " " + Check.notNull(threshold, "threshold");
        Homogeneity homogeneity = threshold.relative() ? Homogeneity.PROPORTIONAL : Homogeneity.NONE;
        return Measure.of(name, homogeneity, FEWEST + 1, series -> {
                    int n = series.size();
                    double[] sorted = series.scratch(0, n);
                    double[] returns = series.sorted();
                    for (int i = 0; i < n; i++) {
                        sorted[i] = 0.0 - returns[n - 1 - i];
                    }
                    double u = threshold.of(n, sorted);
                    int k = excessesInto(n, sorted, u);
                    if (k < FEWEST) {
                        return Double.NaN;
                    }
                    double theta = profile(k, sorted, n - k);
                    double xi = Double.isNaN(theta) ? Double.NaN : logMean(k, sorted, n - k, theta);
                    if (!(xi > LEAST_SHAPE)) {
                        return Double.NaN;
                    }
                    double beta = scale(k, sorted, n - k, theta, xi);
                    double quantile = quantile(u, xi, beta, alpha * n / k);
                    return shortfall ? shortfall(quantile, u, xi, beta) : quantile;
                })
                .undefinedBecause("the threshold must leave at least " + FEWEST
                        + " losses beyond it and more than alpha of all, whose likelihood has a maximum with a shape above"
                        + " -1/2" + (shortfall ? " and below 1" : ""));
    }

    /** Turns the losses beyond u, the last k of n in order, into excesses over it; returns k. */
    private static int excessesInto(int n, double[] sorted, double u) {
        int k = 0;
        while (k < n && sorted[n - 1 - k] > u) {
            sorted[n - 1 - k] -= u;
            k++;
        }
        return k;
    }

    /** mean ln(1 + theta y): the shape that maximises the likelihood for theta = xi / beta. */
    private static double logMean(int k, double[] y, int from, double theta) {
        double sum = 0;
        for (int i = from; i < from + k; i++) {
            sum += StrictMath.log1p(theta * y[i]);
        }
        return sum / k;
    }

    private static double scale(int k, double[] y, int from, double theta, double xi) {
        return theta == 0 ? mean(k, y, from) : xi / theta;
    }

    private static double mean(int k, double[] y, int from) {
        double sum = 0;
        for (int i = from; i < from + k; i++) {
            sum += y[i];
        }
        return sum / k;
    }

    /**
     * The theta at which the profile of minus the log-likelihood, ln(xi / theta) + xi with xi = mean ln(1 + theta y), has
     * the minimum that continues the one of exponential excesses (theta = 0); NaN when there is none.
     */
    private static double profile(int k, double[] y, int from) {
        double mean = mean(k, y, from);
        double most = y[from + k - 1];
        double atZero = slope(k, y, from, 0);
        double low = 0;
        double high = 0;
        if (atZero == 0) {
            return 0;
        }
        if (atZero < 0) {
            for (double step = 0.125 / mean; high == 0; step *= 2) {
                if (slope(k, y, from, step) >= 0) {
                    high = step;
                } else {
                    low = step;
                    if (step > 1e12 / mean) {
                        return Double.NaN;
                    }
                }
            }
        } else {
            for (double left = 0.5; low == 0; left /= 2) {
                double theta = (left - 1) / most;
                if (slope(k, y, from, theta) < 0) {
                    low = theta;
                } else {
                    high = theta;
                    if (logMean(k, y, from, theta) < LEAST_SHAPE || left < 1e-12) {
                        return Double.NaN;
                    }
                }
            }
        }
        return root(k, y, from, low, high);
    }

    /** The root of the slope between two points, by false position in the manner of Illinois. */
    private static double root(int k, double[] y, int from, double below, double above) {
        double a = below;
        double b = above;
        double fa = slope(k, y, from, a);
        double fb = slope(k, y, from, b);
        int kept = 0;
        for (int step = 0; step < MOST_STEPS && Math.abs(b - a) > 4e-16 * Math.max(Math.abs(a), Math.abs(b)); step++) {
            double x = step % 8 == 7 ? a + (b - a) / 2 : b - fb * (b - a) / (fb - fa);
            if (!(x > Math.min(a, b) && x < Math.max(a, b))) {
                x = a + (b - a) / 2;
                if (x == a || x == b) {
                    break;
                }
            }
            double fx = slope(k, y, from, x);
            if (fx == 0) {
                return x;
            }
            if (fx > 0) {
                b = x;
                fb = fx;
                fa = kept == 1 ? fa / 2 : fa;
                kept = 1;
            } else {
                a = x;
                fa = fx;
                fb = kept == -1 ? fb / 2 : fb;
                kept = -1;
            }
        }
        return a + (b - a) / 2;
    }

    /** The derivative of the profile: a' / a + xi', with a = xi / theta; by series where the difference would cancel. */
    private static double slope(int k, double[] y, int from, double theta) {
        double most = y[from + k - 1];
        double small = theta * most;
        if (Math.abs(small) < 1e-4) {
            // in units of the largest excess, whose powers stay within the range of numbers
            double m1 = 0;
            double m2 = 0;
            double m3 = 0;
            double m4 = 0;
            for (int i = from; i < from + k; i++) {
                double x = y[i] / most;
                double square = x * x;
                m1 += x;
                m2 += square;
                m3 += square * x;
                m4 += square * square;
            }
            double a = (m1 - small * (m2 / 2 - small * (m3 / 3 - small * m4 / 4))) / k;
            double change = (-m2 / 2 + small * (2 * m3 / 3 - small * 3 * m4 / 4)) / k;
            return most * (change / a + a + small * change);
        }
        double logs = 0;
        double ratios = 0;
        for (int i = from; i < from + k; i++) {
            double ty = theta * y[i];
            logs += StrictMath.log1p(ty);
            ratios += y[i] / (1 + ty);
        }
        double a = logs / k / theta;
        double xi = ratios / k;
        return (xi - a) / theta / a + xi;
    }

    /** u + beta (p^-xi - 1) / xi with p the fraction of excesses that may lie beyond; NaN when that is more than all. */
    private static double quantile(double u, double xi, double beta, double p) {
        if (!(p <= 1)) {
            return Double.NaN;
        }
        double log = -StrictMath.log(p);
        return u + beta * (xi == 0 ? log : StrictMath.expm1(xi * log) / xi);
    }

    private static double shortfall(double quantile, double u, double xi, double beta) {
        return xi < 1 ? (quantile + beta - xi * u) / (1 - xi) : Double.NaN;
    }

    /**
     * The number of losses.
     *
     * @return n
     */
    public int observations() {
        return observations;
    }

    /**
     * The number of losses beyond the threshold.
     *
     * @return k, at least 5
     */
    public int excesses() {
        return excesses;
    }

    /**
     * The threshold.
     *
     * @return u, a loss
     */
    public double threshold() {
        return threshold;
    }

    /**
     * The shape: 1 over the power by which the tail falls; 0 for an exponential tail, negative for one that ends.
     *
     * @return xi, above -1/2
     */
    public double shape() {
        return shape;
    }

    /**
     * The scale of the excesses.
     *
     * @return beta, positive, in the unit of losses
     */
    public double scale() {
        return scale;
    }

    /**
     * The asymptotic standard error of the shape: {@code (1 + xi) / sqrt(k)}; Smith, Biometrika 72 (1985), 67-90.
     *
     * @return positive
     */
    public double shapeError() {
        return (1 + shape) / Math.sqrt(excesses);
    }

    /**
     * The asymptotic standard error of the scale: {@code beta sqrt(2 (1 + xi) / k)}.
     *
     * @return positive
     */
    public double scaleError() {
        return scale * Math.sqrt(2 * (1 + shape) / excesses);
    }

    /**
     * The log-likelihood of the excesses at the fit: {@code -k (ln beta + 1 + xi)}.
     *
     * @return the maximum
     */
    public double logLikelihood() {
        return -excesses * (StrictMath.log(scale) + 1 + shape);
    }

    /**
     * The value at risk, also beyond what was observed.
     *
     * @param confidence 1 - alpha, with alpha at most k / n
     * @return a loss, at least the threshold
     * @throws IllegalArgumentException if the quantile lies within the threshold
     */
    public double valueAtRisk(Confidence confidence) {
        double p = Check.notNull(confidence, "confidence").tail() * observations / excesses;
        double value = quantile(threshold, shape, scale, p);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("confidence must be at least "
                    + Text.percent(1 - (double) excesses / observations)
                    + ", the fraction of losses within the threshold,"
                    + " was " + confidence + ": lower the threshold");
        }
        return value;
    }

    /**
     * The expected shortfall, also beyond what was observed.
     *
     * @param confidence 1 - alpha, with alpha at most k / n
     * @return a loss, at least the value at risk
     * @throws IllegalArgumentException if the quantile lies within the threshold, or the shape is at least 1: such a tail
     *     has no mean
     */
    public double expectedShortfall(Confidence confidence) {
        double value = shortfall(valueAtRisk(confidence), threshold, shape, scale);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(
                    "shape must be below 1 for an expected shortfall, was " + shape + ": the tail has no mean");
        }
        return value;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "PeaksOverThreshold[%d of %d losses beyond %.4g: shape %.3f (%.3f), scale %.4g (%.2g)]",
                excesses,
                observations,
                threshold,
                shape,
                shapeError(),
                scale,
                scaleError());
    }
}
