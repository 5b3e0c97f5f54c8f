package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;

/**
 * Expected shortfall: the mean loss beyond the value at risk, by the distribution that is assumed; also called conditional
 * value at risk.
 *
 * <pre>{@code
 * ExpectedShortfall.historical(Confidence.of(0.975)).of(returns);
 * }</pre>
 *
 * <p>Positive for a loss; at least the value at risk of the same model. Per period of the returns. Let alpha = 1 -
 * confidence, mean and sigma those of the returns. Thread-safe.
 */
public final class ExpectedShortfall {
    static final String OUTSIDE_DOMAIN = "skewness and kurtosis are outside the domain in which the Cornish-Fisher "
            + "expansion is a distribution; use another model, or the unchecked form by name";

    private ExpectedShortfall() {}

    /**
     * Of the returns as observed: the mean of the worst alpha T losses, the last of them with the fraction that remains;
     * Rockafellar and Uryasev, Journal of Banking and Finance 26 (2002), 1443-1471. Losses that tie at the boundary share
     * what remains of the tail: that is the subgradient taken.
     *
     * @param confidence 1 - alpha
     * @return the measure; the worst loss when alpha T is at most 1
     */
    public static RiskMeasure historical(Confidence confidence) {
        Check.notNull(confidence, "confidence");
        Measure measure =
                LossFunctional.measure("expected shortfall " + confidence, HistoricalTail.shortfall(confidence));
        return measure.whenSorted(series -> HistoricalTail.sortedShortfall(series.size(), series.sorted(), confidence))
                .weighableBy(WeightedTail.shortfall(measure.name(), confidence));
    }

    /**
     * Of a normal distribution: {@code -mean + sigma phi(z) / alpha}.
     *
     * @param confidence 1 - alpha
     * @param degreesOfFreedom the divisor of sigma
     * @return the measure
     */
    public static RiskMeasure gaussian(Confidence confidence, DegreesOfFreedom degreesOfFreedom) {
        double alpha = Check.notNull(confidence, "confidence").tail();
        double z = TailQuantiles.normal(alpha);
        return MomentTail.measure(
                "Gaussian expected shortfall " + confidence + MomentTail.divisor(degreesOfFreedom),
                Check.notNull(degreesOfFreedom, "degreesOfFreedom"),
                MomentTail.constant(TailQuantiles.normalDensity(z) / alpha));
    }

    /**
     * Of Student's distribution with the variance of the returns: {@code -mean + sigma sqrt((nu - 2) / nu) f(t) (nu + t^2)
     * / ((nu - 1) alpha)} with f its density.
     *
     * @param confidence 1 - alpha
     * @param nu degrees of freedom of the distribution, above 2
     * @param degreesOfFreedom the divisor of sigma
     * @return the measure
     * @throws IllegalArgumentException if nu is not above 2
     */
    public static RiskMeasure studentT(Confidence confidence, double nu, DegreesOfFreedom degreesOfFreedom) {
        double alpha = Check.notNull(confidence, "confidence").tail();
        Check.notNull(degreesOfFreedom, "degreesOfFreedom");
        Check.strictlyWithin(nu, 2, Double.POSITIVE_INFINITY, "nu");
        StudentDistribution student = StudentDistribution.of(nu);
        double t = student.exceededWith(alpha);
        double factor = student.density(t) * (nu + t * t) / ((nu - 1) * alpha);
        return MomentTail.measure(
                "Student-t expected shortfall " + confidence + " nu " + Text.number(nu)
                        + MomentTail.divisor(degreesOfFreedom),
                degreesOfFreedom,
                MomentTail.constant(factor * Math.sqrt((nu - 2) / nu)));
    }

    /**
     * The mean of the Cornish-Fisher quantiles beyond alpha: {@code -mean + sigma phi(z) / alpha (1 + z S / 6 + (z^2 - 1) K
     * / 24 - (2 z^2 - 1) S^2 / 36)} with z the normal quantile at alpha; Maillard (2012). It belongs to {@link
     * ValueAtRisk#cornishFisher} and is undefined where that is.
     *
     * @param confidence 1 - alpha
     * @return the measure
     */
    public static RiskMeasure cornishFisher(Confidence confidence) {
        double alpha = Check.notNull(confidence, "confidence").tail();
        double z = TailQuantiles.normal(alpha);
        return MomentTail.measure(
                        "Cornish-Fisher expected shortfall " + confidence,
                        DegreesOfFreedom.POPULATION,
                        MomentTail.withinDomain(MomentTail.cornishFisherShortfall(z, alpha)))
                .undefinedBecause(OUTSIDE_DOMAIN);
    }

    /**
     * The mean beyond the Cornish-Fisher quantile of the Edgeworth density of second order, and that quantile itself
     * where the density leaves less; Boudt, Peterson and Croux, "Estimation and decomposition of downside risk for
     * portfolios with non-normal returns", Journal of Risk 11 (2008), 79-103. The density may be negative: nothing is
     * checked. It is the modified expected shortfall of PerformanceAnalytics.
     *
     * @param confidence 1 - alpha
     * @return the measure
     */
    public static RiskMeasure edgeworth(Confidence confidence) {
        double alpha = Check.notNull(confidence, "confidence").tail();
        return MomentTail.measure(
                "Edgeworth expected shortfall " + confidence,
                DegreesOfFreedom.POPULATION,
                MomentTail.edgeworth(TailQuantiles.normal(alpha), alpha));
    }

    /**
     * Of the returns as observed, with probabilities that fall off into the past, exactly alpha of them; see {@link
     * ValueAtRisk#timeWeighted}.
     *
     * @param confidence 1 - alpha
     * @param decay lambda, strictly within (0, 1)
     * @return the measure; the order of the returns matters
     * @throws IllegalArgumentException if the decay is out of range
     */
    public static RiskMeasure timeWeighted(Confidence confidence, double decay) {
        Check.notNull(confidence, "confidence");
        Check.strictlyWithin(decay, 0, 1, "decay");
        String name = "time-weighted expected shortfall " + confidence + " decay " + Text.number(decay);
        return WeightedTail.shortfall(name, confidence).fading(decay);
    }

    /**
     * Of the returns scaled to today's volatility; see {@link ValueAtRisk#volatilityScaled}.
     *
     * @param confidence 1 - alpha
     * @param decay of the volatility, strictly within (0, 1)
     * @return the measure; the order of the returns matters
     * @throws IllegalArgumentException if the decay is out of range
     */
    public static RiskMeasure volatilityScaled(Confidence confidence, double decay) {
        Check.notNull(confidence, "confidence");
        Check.strictlyWithin(decay, 0, 1, "decay");
        return FilteredTail.exponentiallyWeighted(
                "volatility-scaled expected shortfall " + confidence + " decay " + Text.number(decay),
                decay,
                HistoricalTail.shortfall(confidence));
    }

    /**
     * Of the returns scaled by a model of conditional volatility; see {@link ValueAtRisk#filtered}.
     *
     * @param confidence 1 - alpha
     * @param model what forecasts the volatilities
     * @return the measure; the order of the returns matters
     */
    public static RiskMeasure filtered(Confidence confidence, ConditionalVolatility model) {
        Check.notNull(confidence, "confidence");
        return FilteredTail.measure(
                "filtered expected shortfall " + confidence + " "
                        + Check.notNull(model, "model").name(),
                model,
                HistoricalTail.shortfall(confidence));
    }

    /**
     * Of a generalised Pareto distribution fitted to the losses beyond a threshold; see {@link PeaksOverThreshold}.
     *
     * @param confidence 1 - alpha, with alpha at most the fraction of losses beyond the threshold
     * @param threshold from where on a loss is extreme
     * @return the measure; undefined where the fitted tail has no mean
     */
    public static RiskMeasure peaksOverThreshold(Confidence confidence, TailThreshold threshold) {
        return PeaksOverThreshold.measure(confidence, threshold, true);
    }
}
