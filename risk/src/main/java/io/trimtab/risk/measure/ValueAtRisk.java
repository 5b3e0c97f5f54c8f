package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;

/**
 * Value at risk: the loss that is not exceeded with a confidence, by the distribution that is assumed.
 *
 * <pre>{@code
 * ValueAtRisk.historical(Confidence.of(0.99)).of(returns);
 * ValueAtRisk.cornishFisher(Confidence.of(0.99)).of(returns);
 * }</pre>
 *
 * <p>Positive for a loss; negative when even the tail gains. Per period of the returns. {@link ExpectedShortfall} has the
 * same models, {@link HistoricalSimulation} both values at once with an interval. Let alpha = 1 - confidence, mean and sigma
 * those of the returns. Thread-safe.
 */
public final class ValueAtRisk {
    private ValueAtRisk() {}

    /**
     * Of the returns as observed: the smallest loss that at most floor(alpha T) exceed ({@link QuantileRule#TYPE_1}).
     *
     * @param confidence 1 - alpha
     * @return the measure
     */
    public static RiskMeasure historical(Confidence confidence) {
        return historical(confidence, QuantileRule.TYPE_1);
    }

    /**
     * Of the returns as observed. Losses that tie at the quantile share its derivative.
     *
     * @param confidence 1 - alpha
     * @param rule how the quantile of the losses is read
     * @return the measure
     */
    public static RiskMeasure historical(Confidence confidence, QuantileRule rule) {
        Check.notNull(confidence, "confidence");
        String suffix = Check.notNull(rule, "rule") == QuantileRule.TYPE_1 ? "" : " " + rule;
        LossFunctional functional = HistoricalTail.quantile(confidence, rule);
        Measure measure = LossFunctional.measure("value at risk " + confidence + suffix, functional);
        Measure sorted = measure.whenSorted(
                series -> HistoricalTail.sortedQuantile(series.size(), series.sorted(), confidence, rule));
        String refusal = WeightedTail.refusal(rule);
        return refusal == null
                ? sorted.weighableBy(WeightedTail.valueAtRisk(measure.name(), confidence, rule))
                : sorted.neverWeighable(refusal);
    }

    /**
     * Of a normal distribution: {@code -mean + z sigma}.
     *
     * @param confidence 1 - alpha
     * @param degreesOfFreedom the divisor of sigma
     * @return the measure
     */
    public static RiskMeasure gaussian(Confidence confidence, DegreesOfFreedom degreesOfFreedom) {
        double z = TailQuantiles.normal(Check.notNull(confidence, "confidence").tail());
        return MomentTail.measure(
                "Gaussian value at risk " + confidence + MomentTail.divisor(degreesOfFreedom),
                Check.notNull(degreesOfFreedom, "degreesOfFreedom"),
                MomentTail.constant(z));
    }

    /**
     * Of Student's distribution with the variance of the returns: {@code -mean + sigma t sqrt((nu - 2) / nu)}.
     *
     * @param confidence 1 - alpha
     * @param nu degrees of freedom of the distribution, above 2: the fewer, the fatter the tail
     * @param degreesOfFreedom the divisor of sigma
     * @return the measure
     * @throws IllegalArgumentException if nu is not above 2
     */
    public static RiskMeasure studentT(Confidence confidence, double nu, DegreesOfFreedom degreesOfFreedom) {
        Check.notNull(confidence, "confidence");
        Check.notNull(degreesOfFreedom, "degreesOfFreedom");
        Check.strictlyWithin(nu, 2, Double.POSITIVE_INFINITY, "nu");
        double t = StudentDistribution.of(nu).exceededWith(confidence.tail()) * Math.sqrt((nu - 2) / nu);
        return MomentTail.measure(
                "Student-t value at risk " + confidence + " nu " + Text.number(nu)
                        + MomentTail.divisor(degreesOfFreedom),
                degreesOfFreedom,
                MomentTail.constant(t));
    }

    /**
     * Of a normal distribution corrected for skewness S and excess kurtosis K, all moments divided by T: {@code -mean -
     * sigma (z + (z^2 - 1) S / 6 + (z^3 - 3 z) K / 24 - (2 z^3 - 5 z) S^2 / 36)} with z the normal quantile at alpha;
     * Favre and Galeano, Journal of Alternative Investments 5 (2002), 21-25.
     *
     * <p>Undefined where the correction is not a distribution at all: outside the domain of Maillard, "A user's guide to
     * the Cornish Fisher expansion" (2012), its quantiles fall as the probability rises.
     *
     * @param confidence 1 - alpha
     * @return the measure
     */
    public static RiskMeasure cornishFisher(Confidence confidence) {
        double z = TailQuantiles.normal(Check.notNull(confidence, "confidence").tail());
        return MomentTail.measure(
                        "Cornish-Fisher value at risk " + confidence,
                        DegreesOfFreedom.POPULATION,
                        MomentTail.withinDomain(MomentTail.cornishFisher(z)))
                .undefinedBecause(ExpectedShortfall.OUTSIDE_DOMAIN);
    }

    /**
     * As {@link #cornishFisher}, given also where it is not a distribution, as PerformanceAnalytics does.
     *
     * @param confidence 1 - alpha
     * @return the measure
     */
    public static RiskMeasure cornishFisherUnchecked(Confidence confidence) {
        double z = TailQuantiles.normal(Check.notNull(confidence, "confidence").tail());
        return MomentTail.measure(
                "Cornish-Fisher value at risk " + confidence + " unchecked",
                DegreesOfFreedom.POPULATION,
                MomentTail.cornishFisher(z));
    }

    /**
     * Of the returns as observed, with probabilities that fall off into the past: {@code lambda^(n-i) (1 - lambda) / (1 -
     * lambda^n)} for return i of n, the newest last; Boudoukh, Richardson and Whitelaw, Risk 11 (1998), 64-67. The first
     * loss from the worst down at which the probability reaches alpha.
     *
     * @param confidence 1 - alpha
     * @param decay lambda, strictly within (0, 1)
     * @return the measure; the order of the returns matters
     * @throws IllegalArgumentException if the decay is out of range
     */
    public static RiskMeasure timeWeighted(Confidence confidence, double decay) {
        Check.notNull(confidence, "confidence");
        Check.strictlyWithin(decay, 0, 1, "decay");
        String name = "time-weighted value at risk " + confidence + " decay " + Text.number(decay);
        return WeightedTail.valueAtRisk(name, confidence, QuantileRule.UPPER_INVERSE)
                .fading(decay);
    }

    /**
     * Of the returns scaled to today's volatility, an exponentially weighted one; Hull and White, Journal of Risk 1
     * (1998), 5-19. The k-th worst scaled loss with k = ceil(alpha T).
     *
     * @param confidence 1 - alpha
     * @param decay of the volatility, strictly within (0, 1), such as 0.94
     * @return the measure; the order of the returns matters
     * @throws IllegalArgumentException if the decay is out of range
     */
    public static RiskMeasure volatilityScaled(Confidence confidence, double decay) {
        Check.notNull(confidence, "confidence");
        Check.strictlyWithin(decay, 0, 1, "decay");
        return FilteredTail.exponentiallyWeighted(
                "volatility-scaled value at risk " + confidence + " decay " + Text.number(decay),
                decay,
                HistoricalTail.quantile(confidence, QuantileRule.UPPER_INVERSE));
    }

    /**
     * Of the returns scaled by a model of conditional volatility, such as GARCH; Barone-Adesi, Giannopoulos and Vosper,
     * Journal of Futures Markets 19 (1999), 583-602. The k-th worst scaled loss with k = ceil(alpha T).
     *
     * @param confidence 1 - alpha
     * @param model what forecasts the volatilities
     * @return the measure; the order of the returns matters
     */
    public static RiskMeasure filtered(Confidence confidence, ConditionalVolatility model) {
        Check.notNull(confidence, "confidence");
        return FilteredTail.measure(
                "filtered value at risk " + confidence + " "
                        + Check.notNull(model, "model").name(),
                model,
                HistoricalTail.quantile(confidence, QuantileRule.UPPER_INVERSE));
    }

    /**
     * Of a generalised Pareto distribution fitted to the losses beyond a threshold; see {@link PeaksOverThreshold}.
     *
     * @param confidence 1 - alpha, with alpha at most the fraction of losses beyond the threshold
     * @param threshold from where on a loss is extreme
     * @return the measure
     */
    public static RiskMeasure peaksOverThreshold(Confidence confidence, TailThreshold threshold) {
        return PeaksOverThreshold.measure(confidence, threshold, false);
    }
}
