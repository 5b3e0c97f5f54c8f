package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.DegreesOfFreedom;

/**
 * Measures of how far returns scatter: about their mean, about each other, from lowest to highest.
 *
 * <pre>{@code
 * Dispersion.volatility(DegreesOfFreedom.SAMPLE).of(returns);
 * Dispersion.giniMeanDifference().contributions(scenarios, weights);
 * }</pre>
 *
 * <p>All per period and at least 0; equal returns give exactly 0, and contributions of 0. Measures about a fixed target are
 * in {@link PartialMoments}. Thread-safe.
 */
public final class Dispersion {
    private Dispersion() {}

    /**
     * The standard deviation: {@code sqrt(sum (r - mean)^2 / d)}.
     *
     * @param degreesOfFreedom whether d is n - 1 or n
     * @return the measure
     */
    public static RiskMeasure volatility(DegreesOfFreedom degreesOfFreedom) {
        int fewest = Check.notNull(degreesOfFreedom, "degreesOfFreedom").fewestObservations();
        return Measure.of(
                        "volatility" + divisor(degreesOfFreedom),
                        Homogeneity.PROPORTIONAL,
                        fewest,
                        series -> series.volatility(degreesOfFreedom))
                .withGradient((series, out) -> {
                    double sigma = series.volatility(degreesOfFreedom);
                    double scale = sigma > 0 ? 1 / (sigma * series.divisor(degreesOfFreedom)) : 0;
                    deviationsInto(series, scale, out);
                    return sigma;
                })
                .weighable();
    }

    /**
     * The variance: {@code sum (r - mean)^2 / d}.
     *
     * @param degreesOfFreedom whether d is n - 1 or n
     * @return the measure, in squared returns
     */
    public static RiskMeasure variance(DegreesOfFreedom degreesOfFreedom) {
        int fewest = Check.notNull(degreesOfFreedom, "degreesOfFreedom").fewestObservations();
        return Measure.of(
                        "variance" + divisor(degreesOfFreedom),
                        Homogeneity.SQUARED,
                        fewest,
                        series -> series.centralMoment(2) * series.total() / series.divisor(degreesOfFreedom))
                .withGradient((series, out) -> {
                    deviationsInto(series, 2.0 / series.divisor(degreesOfFreedom), out);
                    return series.centralMoment(2) * series.total() / series.divisor(degreesOfFreedom);
                })
                .weighable();
    }

    private static String divisor(DegreesOfFreedom degreesOfFreedom) {
        return degreesOfFreedom == DegreesOfFreedom.SAMPLE ? " (n - 1)" : " (n)";
    }

    private static void deviationsInto(MeasuredSeries series, double scale, double[] out) {
        double[] weights = series.weights();
        for (int t = 0; t < series.size(); t++) {
            out[t] = scale * (weights == null ? 1 : weights[t]) * series.deviation(t);
            out[t] = weights != null && weights[t] == 0 ? 0 : out[t]; // also where the deviation has no number
        }
    }

    /**
     * The semideviation: {@code sqrt(sum min(0, r - mean)^2 / d)}, of returns below their mean only.
     *
     * @param basis what d is: all returns, those below the mean, or all less one
     * @return the measure
     */
    public static RiskMeasure semideviation(DownsideBasis basis) {
        int fewest = Check.notNull(basis, "basis") == DownsideBasis.ALL_OBSERVATIONS_LESS_ONE ? 2 : 1;
        return Measure.of(
                        "semideviation " + basis.words(),
                        Homogeneity.PROPORTIONAL,
                        fewest,
                        series -> Math.sqrt(semivariance(series, basis)))
                .withGradient((series, out) -> {
                    double deviation = Math.sqrt(semivariance(series, basis));
                    semivarianceGradientInto(series, basis, deviation > 0 ? 0.5 / deviation : 0, out);
                    return deviation;
                })
                .weighable();
    }

    /**
     * The semivariance: {@code sum min(0, r - mean)^2 / d}.
     *
     * @param basis what d is: all returns, those below the mean, or all less one
     * @return the measure, in squared returns
     */
    public static RiskMeasure semivariance(DownsideBasis basis) {
        int fewest = Check.notNull(basis, "basis") == DownsideBasis.ALL_OBSERVATIONS_LESS_ONE ? 2 : 1;
        return Measure.of(
                        "semivariance " + basis.words(),
                        Homogeneity.SQUARED,
                        fewest,
                        series -> semivariance(series, basis))
                .withGradient((series, out) -> {
                    semivarianceGradientInto(series, basis, 1, out);
                    return semivariance(series, basis);
                })
                .weighable();
    }

    private static double semivariance(MeasuredSeries series, DownsideBasis basis) {
        return PartialMoments.lower(series, 2, series.mean(), basis);
    }

    private static void semivarianceGradientInto(
            MeasuredSeries series, DownsideBasis basis, double scale, double[] out) {
        int n = series.size();
        double[] weights = series.weights();
        double mean = series.mean();
        double sum = 0;
        double below = 0;
        for (int t = 0; t < n; t++) {
            double weight = weights == null ? 1 : weights[t];
            out[t] = weight * Math.min(0, series.array()[t] - mean);
            sum += out[t];
            below += out[t] < 0 ? weight : 0;
        }
        double factor = 2 * scale / series.divisor(basis, below);
        double each = sum / series.total();
        for (int t = 0; t < n; t++) {
            out[t] = factor * (out[t] - (weights == null ? each : weights[t] * each));
        }
    }

    /**
     * The mean absolute deviation: {@code mean |r - mean|}; Konno and Yamazaki, Management Science 37 (1991), 519-531.
     *
     * <p>A return at the mean counts with a derivative of 0.
     *
     * @return the measure
     */
    public static RiskMeasure meanAbsoluteDeviation() {
        return Measure.of(
                        "mean absolute deviation",
                        Homogeneity.PROPORTIONAL,
                        1,
                        series -> absoluteDeviation(series, series.mean()))
                .withGradient((series, out) -> {
                    int n = series.size();
                    double[] weights = series.weights();
                    double mean = series.mean();
                    double total = series.total();
                    double signs = 0;
                    for (int t = 0; t < n; t++) {
                        out[t] = Math.signum(series.array()[t] - mean) * (weights == null ? 1 : weights[t]);
                        signs += out[t];
                    }
                    for (int t = 0; t < n; t++) {
                        double each = signs / total * (weights == null ? 1 : weights[t]);
                        out[t] = (out[t] - each) / total;
                    }
                    return absoluteDeviation(series, mean);
                })
                .weighable();
    }

    private static double absoluteDeviation(MeasuredSeries series, double centre) {
        double[] weights = series.weights();
        double sum = 0;
        for (int t = 0; t < series.size(); t++) {
            double weight = weights == null ? 1 : weights[t];
            sum += weight == 0 ? 0 : weight * Math.abs(series.array()[t] - centre);
        }
        return sum / series.total();
    }

    /**
     * The mean absolute difference of two different returns: {@code sum over i < j |r_i - r_j| 2 / (n (n - 1))}; Gini
     * 1912, Yitzhaki, American Economic Review 72 (1982), 178-185. Under probabilities {@code sum p_i p_j |r_i - r_j| / (1 -
     * sum p^2)}, which is the same with equal ones. O(n log n).
     *
     * @return the measure
     */
    public static RiskMeasure giniMeanDifference() {
        return OrderWeighted.measure(
                "Gini mean difference",
                2,
                (below, here, above, series) ->
                        2 * here * (below - above) / (series.total() * series.divisor(DegreesOfFreedom.SAMPLE)));
    }

    /**
     * An L-moment: the expected contrast of ordered returns, estimated without bias; Hosking, Journal of the Royal
     * Statistical Society B 52 (1990), 105-124. The first is the mean, the second half the Gini mean difference.
     *
     * @param order from 1 to 4
     * @return the measure, in the unit of returns; needs as many returns as its order
     * @throws IllegalArgumentException if the order is out of range
     */
    public static RiskMeasure lMoment(int order) {
        if (order < 1 || order > 4) {
            throw new IllegalArgumentException("order of an L-moment must be from 1 to 4, was " + order);
        }
        Measure moment = OrderWeighted.measure(
                        "L-moment " + order,
                        order,
                        (below, here, above, series) -> lCoefficient(order, below, series.size()))
                .neverWeighable("its estimate without bias counts observations, as no probability does");
        return moment.preferring(order == 2 || order == 4 ? Preference.LESS_IS_BETTER : Preference.MORE_IS_BETTER);
    }

    /**
     * An L-moment over the second one: L-skewness or L-kurtosis, between -1 and 1.
     *
     * @param order 3 for skewness, 4 for kurtosis
     * @return the measure; undefined for equal returns
     * @throws IllegalArgumentException if the order is out of range
     */
    public static RiskMeasure lMomentRatio(int order) {
        if (order != 3 && order != 4) {
            throw new IllegalArgumentException("order of an L-moment ratio must be 3 or 4, was " + order);
        }
        OrderWeighted.Coefficients shape = (i, here, above, series) -> lCoefficient(order, i, series.size());
        OrderWeighted.Coefficients scale = (i, here, above, series) -> lCoefficient(2, i, series.size());
        return Measure.of(order == 3 ? "L-skewness" : "L-kurtosis", Homogeneity.SCALE_FREE, order, series -> {
                    boolean equal = series.ascending(0) == series.ascending(series.size() - 1);
                    return equal ? Double.NaN : OrderWeighted.value(series, shape) / OrderWeighted.value(series, scale);
                })
                .preferring(order == 3 ? Preference.MORE_IS_BETTER : Preference.LESS_IS_BETTER)
                .undefinedBecause("all returns are equal");
    }

    /**
     * The coefficient of the i-th of n ascending returns in an L-moment: shifted Legendre coefficients applied to the
     * probability-weighted moments b_k = mean of C(i, k) / C(n - 1, k) x_(i).
     */
    private static double lCoefficient(int order, double i, int n) {
        double b1 = i / (n - 1.0);
        return switch (order) {
            case 1 -> 1.0 / n;
            case 2 -> (2 * b1 - 1) / n;
            case 3 -> {
                double b2 = b1 * (i - 1) / (n - 2.0);
                yield (6 * b2 - 6 * b1 + 1) / n;
            }
            default -> {
                double b2 = b1 * (i - 1) / (n - 2.0);
                double b3 = b2 * (i - 2) / (n - 3.0);
                yield (20 * b3 - 30 * b2 + 12 * b1 - 1) / n;
            }
        };
    }

    /**
     * The range: highest return less lowest.
     *
     * @return the measure
     */
    public static RiskMeasure range() {
        return OrderWeighted.measure(
                "range", 1, (below, here, above, series) -> (above == 0 ? 1 : 0) - (below == 0 ? 1 : 0));
    }

    /**
     * The range between two quantiles: {@code quantile(p) - quantile(1 - p)} of the returns. With p = 0.75 the
     * interquartile range.
     *
     * @param p the upper probability, strictly within (0.5, 1)
     * @param rule how a quantile is read
     * @return the measure
     * @throws IllegalArgumentException if the probability is out of range
     */
    public static RiskMeasure quantileRange(double p, QuantileRule rule) {
        Check.notNull(rule, "rule");
        Check.strictlyWithin(p, 0.5, 1, "p");
        String name = "quantile range " + Text.percent(p) + " " + rule;
        Measure plain = Measure.of(
                name,
                Homogeneity.PROPORTIONAL,
                1,
                series -> rule.ofSorted(series.size(), series.sorted(), p)
                        - rule.ofSorted(series.size(), series.sorted(), 1 - p));
        String refusal = WeightedTail.refusal(rule);
        return refusal != null
                ? plain.neverWeighable(refusal)
                : plain.weighableBy(Measure.of(
                        name,
                        Homogeneity.PROPORTIONAL,
                        1,
                        series -> WeightedTail.quantile(series, p, rule) - WeightedTail.quantile(series, 1 - p, rule)));
    }

    /**
     * The median absolute deviation from the median, unscaled.
     *
     * @return the measure; times 1.4826 it estimates the volatility of normal returns
     */
    public static RiskMeasure medianAbsoluteDeviation() {
        Measure weighed = Measure.of(
                "median absolute deviation", Homogeneity.PROPORTIONAL, 1, WeightedTail::medianAbsoluteDeviation);
        return Measure.of("median absolute deviation", Homogeneity.PROPORTIONAL, 1, series -> {
                    int n = series.size();
                    double[] sorted = series.sorted();
                    double median = QuantileRule.TYPE_7.ofSorted(n, sorted, 0.5);
                    double[] deviations = series.scratch(0, n);
                    for (int t = 0; t < n; t++) {
                        deviations[t] = Math.abs(sorted[t] - median);
                    }
                    return QuantileRule.TYPE_7.select(n, deviations, n * 0.5, 0.5);
                })
                .weighableBy(weighed);
    }
}
