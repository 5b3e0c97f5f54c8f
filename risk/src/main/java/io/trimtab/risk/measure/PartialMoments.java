package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;

/**
 * Measures of returns that fall short of a target, or exceed it.
 *
 * <pre>{@code
 * PartialMoments.downsideDeviation(0, DownsideBasis.ALL_OBSERVATIONS).of(returns);
 * }</pre>
 *
 * <p>Source: Fishburn, "Mean-risk analysis with risk associated with below-target returns", American Economic Review 67
 * (1977), 116-126. The target is per period, like the returns. Only with a target of 0 do these measures grow in
 * proportion to the portfolio. Thread-safe.
 */
public final class PartialMoments {
    private PartialMoments() {}

    /**
     * The lower partial moment: {@code sum max(0, target - r)^k / d}.
     *
     * @param order k, from 1 to 4
     * @param target the return below which a shortfall counts, per period
     * @param basis what d is
     * @return the measure; 0 when no return falls short
     * @throws IllegalArgumentException if the order is out of range or the target is not finite
     */
    public static RiskMeasure lower(int order, double target, DownsideBasis basis) {
        return Measure.of(
                        "lower partial moment " + requireOrder(order) + about(target, basis),
                        target == 0 ? Homogeneity.ofDegree(order) : Homogeneity.NONE,
                        fewest(basis),
                        series -> lower(series, order, target, basis))
                .weighable();
    }

    /**
     * The upper partial moment: {@code sum max(0, r - target)^k / d}.
     *
     * @param order k, from 1 to 4
     * @param target the return above which an excess counts, per period
     * @param basis what d is, with excesses in the place of shortfalls
     * @return the measure; 0 when no return exceeds the target
     * @throws IllegalArgumentException if the order is out of range or the target is not finite
     */
    public static RiskMeasure upper(int order, double target, DownsideBasis basis) {
        return Measure.of(
                        "upper partial moment " + requireOrder(order) + about(target, basis),
                        target == 0 ? Homogeneity.ofDegree(order) : Homogeneity.NONE,
                        fewest(basis),
                        series -> upper(series, order, target, basis))
                .preferring(Preference.MORE_IS_BETTER)
                .weighable();
    }

    /**
     * The downside deviation: {@code sqrt(sum max(0, target - r)^2 / d)}.
     *
     * @param target the minimum acceptable return, per period
     * @param basis what d is
     * @return the measure; 0 when no return falls short
     * @throws IllegalArgumentException if the target is not finite
     */
    public static RiskMeasure downsideDeviation(double target, DownsideBasis basis) {
        Measure plain = Measure.of(
                "downside deviation" + about(target, basis),
                target == 0 ? Homogeneity.PROPORTIONAL : Homogeneity.NONE,
                fewest(basis),
                series -> lowerRoot(series, 2, target, basis));
        return plain.withGradient((series, out) -> {
                    double deviation = lowerRoot(series, 2, target, basis);
                    int n = series.size();
                    double[] weights = series.weights();
                    double below = 0;
                    for (int t = 0; t < n; t++) {
                        double weight = weights == null ? 1 : weights[t];
                        out[t] = Math.min(0, series.array()[t] - target) * weight;
                        below += out[t] < 0 ? weight : 0;
                    }
                    double scale = deviation > 0 ? 1 / (deviation * series.divisor(basis, below)) : 0;
                    for (int t = 0; t < n; t++) {
                        out[t] *= scale;
                    }
                    return deviation;
                })
                .weighable();
    }

    /**
     * The upside deviation: {@code sqrt(sum max(0, r - target)^2 / d)}.
     *
     * @param target the return above which an excess counts, per period
     * @param basis what d is, with excesses in the place of shortfalls
     * @return the measure; 0 when no return exceeds the target
     * @throws IllegalArgumentException if the target is not finite
     */
    public static RiskMeasure upsideDeviation(double target, DownsideBasis basis) {
        return Measure.of(
                        "upside deviation" + about(target, basis),
                        target == 0 ? Homogeneity.PROPORTIONAL : Homogeneity.NONE,
                        fewest(basis),
                        series -> upperRoot(series, 2, target, basis))
                .preferring(Preference.MORE_IS_BETTER)
                .weighable();
    }

    /**
     * A lower partial moment about the mean: {@code sum max(0, mean - r)^k / d}.
     *
     * @param order k, from 1 to 4
     * @param basis what d is
     * @return the measure; 0 for equal returns
     * @throws IllegalArgumentException if the order is out of range
     */
    public static RiskMeasure belowMean(int order, DownsideBasis basis) {
        return Measure.of(
                        "lower partial moment " + requireOrder(order) + " about the mean "
                                + Check.notNull(basis, "basis").words(),
                        Homogeneity.ofDegree(order),
                        fewest(basis),
                        series -> lower(series, order, series.mean(), basis))
                .weighable();
    }

    /**
     * The fraction of returns below a target.
     *
     * @param target a return, per period
     * @return the measure, from 0 to 1
     * @throws IllegalArgumentException if the target is not finite
     */
    public static RiskMeasure shortfallFrequency(double target) {
        return Measure.of(
                        "frequency below " + Text.number(Check.finite(target, "target")),
                        target == 0 ? Homogeneity.SCALE_FREE : Homogeneity.NONE,
                        1,
                        series -> {
                            double[] weights = series.weights();
                            double below = 0;
                            for (int t = 0; t < series.size(); t++) {
                                double weight = weights == null ? 1 : weights[t];
                                below += series.array()[t] < target ? weight : 0;
                            }
                            return below / series.total();
                        })
                .weighable();
    }

    static double lower(MeasuredSeries series, int order, double target, DownsideBasis basis) {
        int n = series.size();
        double[] weights = series.weights();
        double sum = 0;
        double below = 0;
        for (int t = 0; t < n; t++) {
            double shortfall = target - series.array()[t];
            if (shortfall > 0) {
                double weight = weights == null ? 1 : weights[t];
                sum += weight == 0 ? 0 : weight * power(shortfall, order);
                below += weight;
            }
        }
        return sum / series.divisor(basis, below);
    }

    static double upper(MeasuredSeries series, int order, double target, DownsideBasis basis) {
        int n = series.size();
        double[] weights = series.weights();
        double sum = 0;
        double above = 0;
        for (int t = 0; t < n; t++) {
            double excess = series.array()[t] - target;
            if (excess > 0) {
                double weight = weights == null ? 1 : weights[t];
                sum += weight == 0 ? 0 : weight * power(excess, order);
                above += weight;
            }
        }
        return sum / series.divisor(basis, above);
    }

    /** The k-th root of a lower partial moment, also where the moment is too small or too large for a number. */
    static double lowerRoot(MeasuredSeries series, int order, double target, DownsideBasis basis) {
        double moment = lower(series, order, target, basis);
        return ordinary(moment) ? root(moment, order) : scaledRoot(series, order, target, basis, 1);
    }

    /** The k-th root of an upper partial moment, also where the moment is too small or too large for a number. */
    static double upperRoot(MeasuredSeries series, int order, double target, DownsideBasis basis) {
        double moment = upper(series, order, target, basis);
        return ordinary(moment) ? root(moment, order) : scaledRoot(series, order, target, basis, -1);
    }

    /** Whether what underflowed in a sum cannot matter, and nothing overflowed. */
    private static boolean ordinary(double moment) {
        return moment > 0x1p-900 && moment < 0x1p900;
    }

    /** The root of the moment of deviations over a power of two near the largest of them. */
    private static double scaledRoot(
            MeasuredSeries series, int order, double target, DownsideBasis basis, int direction) {
        int n = series.size();
        double[] weights = series.weights();
        double largest = 0;
        for (int t = 0; t < n; t++) {
            boolean counts = weights == null || weights[t] > 0;
            largest = counts ? Math.max(largest, direction * (target - series.array()[t])) : largest;
        }
        if (!(largest > 0)) {
            return direction > 0 ? lower(series, order, target, basis) : upper(series, order, target, basis);
        }
        int exponent = Math.max(-1000, Math.min(1000, Math.getExponent(largest)));
        double unit = Math.scalb(1.0, -exponent);
        double sum = 0;
        double count = 0;
        for (int t = 0; t < n; t++) {
            double deviation = direction * (target - series.array()[t]);
            if (deviation > 0) {
                double weight = weights == null ? 1 : weights[t];
                sum += weight == 0 ? 0 : weight * power(deviation * unit, order);
                count += weight;
            }
        }
        return Math.scalb(root(sum / series.divisor(basis, count), order), exponent);
    }

    private static double root(double x, int order) {
        return switch (order) {
            case 1 -> x;
            case 2 -> Math.sqrt(x);
            case 3 -> StrictMath.cbrt(x);
            default -> Math.sqrt(Math.sqrt(x));
        };
    }

    private static double power(double x, int order) {
        return switch (order) {
            case 1 -> x;
            case 2 -> x * x;
            case 3 -> x * x * x;
            default -> (x * x) * (x * x);
        };
    }

    private static int requireOrder(int order) {
        if (order < 1 || order > 4) {
            throw new IllegalArgumentException("order of a partial moment must be from 1 to 4, was " + order);
        }
        return order;
    }

    private static String about(double target, DownsideBasis basis) {
        return " about " + Text.number(Check.finite(target, "target")) + " "
                + Check.notNull(basis, "basis").words();
    }

    private static int fewest(DownsideBasis basis) {
        return basis == DownsideBasis.ALL_OBSERVATIONS_LESS_ONE ? 2 : 1;
    }
}
