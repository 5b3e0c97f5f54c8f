package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.attribution.RiskAttribution;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;

/**
 * Value at risk and expected shortfall of a portfolio whose returns have an elliptical distribution with a given covariance
 * and mean: the variance-covariance method.
 *
 * <pre>{@code
 * ModelTail tail = ModelTail.gaussian(riskModel, expectedReturns, Confidence.of(0.99));
 * tail.valueAtRisk(weights);
 * tail.contributions(weights); // to the expected shortfall
 * }</pre>
 *
 * <p>Both are {@code -w'mu + c sqrt(w'Cw)}, with c the standardised quantile or tail mean; the marginal of asset i is
 * {@code -mu_i + c (Cw)_i / sqrt(w'Cw)}. Source: Jorion, "Value at Risk", 3rd edition, chapter 7. A portfolio of no
 * volatility has marginals {@code -mu_i}. Immutable and thread-safe. O(n^2) for a dense model.
 */
public final class ModelTail {
    private final RiskModel model;
    private final ExpectedReturns mean;
    private final String words;
    private final double quantile;
    private final double tailMean;

    private ModelTail(RiskModel model, ExpectedReturns mean, String words, double quantile, double tailMean) {
        this.model = Check.notNull(model, "model");
        this.mean = Check.notNull(mean, "mean");
        model.universe().requireSame(mean.universe(), "mean");
        this.words = words;
        this.quantile = quantile;
        this.tailMean = tailMean;
    }

    /**
     * Normal returns.
     *
     * @param model the covariance
     * @param mean expected returns of the same period, over the same universe
     * @param confidence 1 - alpha
     * @return the tail
     * @throws IllegalArgumentException if the universes differ
     */
    public static ModelTail gaussian(RiskModel model, ExpectedReturns mean, Confidence confidence) {
        double alpha = Check.notNull(confidence, "confidence").tail();
        double z = TailQuantiles.normal(alpha);
        return new ModelTail(model, mean, "Gaussian %s " + confidence, z, TailQuantiles.normalDensity(z) / alpha);
    }

    /**
     * Returns of a multivariate Student distribution with that covariance.
     *
     * @param model the covariance
     * @param mean expected returns of the same period, over the same universe
     * @param confidence 1 - alpha
     * @param nu degrees of freedom, above 2: the fewer, the fatter the tail
     * @return the tail
     * @throws IllegalArgumentException if the universes differ, or nu is not above 2
     */
    public static ModelTail studentT(RiskModel model, ExpectedReturns mean, Confidence confidence, double nu) {
        double alpha = Check.notNull(confidence, "confidence").tail();
        Check.notNull(model, "model");
        Check.notNull(mean, "mean");
        Check.strictlyWithin(nu, 2, Double.POSITIVE_INFINITY, "nu");
        double scale = Math.sqrt((nu - 2) / nu);
        StudentDistribution student = StudentDistribution.of(nu);
        double t = student.exceededWith(alpha);
        double beyond = student.density(t) * (nu + t * t) / ((nu - 1) * alpha);
        return new ModelTail(
                model, mean, "Student-t %s " + confidence + " nu " + Text.number(nu), scale * t, scale * beyond);
    }

    /**
     * The value at risk.
     *
     * @param weights the portfolio
     * @return positive for a loss, in fractions of equity
     * @throws IllegalArgumentException if the universes differ
     */
    public double valueAtRisk(Weights weights) {
        return at(weights, quantile);
    }

    /**
     * The expected shortfall.
     *
     * @param weights the portfolio
     * @return positive for a loss, in fractions of equity
     * @throws IllegalArgumentException if the universes differ
     */
    public double expectedShortfall(Weights weights) {
        return at(weights, tailMean);
    }

    /**
     * The contributions to the expected shortfall.
     *
     * @param weights the portfolio
     * @return contributions that sum to it
     * @throws IllegalArgumentException if the universes differ
     */
    public EulerContributions contributions(Weights weights) {
        return decompose(weights, tailMean, "expected shortfall");
    }

    /**
     * The contributions to the value at risk.
     *
     * @param weights the portfolio
     * @return contributions that sum to it
     * @throws IllegalArgumentException if the universes differ
     */
    public EulerContributions valueAtRiskContributions(Weights weights) {
        return decompose(weights, quantile, "value at risk");
    }

    /**
     * Where the value at risk comes from.
     *
     * @param weights the portfolio
     * @return contributions, standalone and incremental values
     * @throws IllegalArgumentException if the universes differ
     */
    public RiskAttribution valueAtRiskAttribution(Weights weights) {
        return RiskAttribution.of(valueAtRiskContributions(weights), weights, this::valueAtRisk);
    }

    private double at(Weights weights, double factor) {
        return factor * model.volatility(weights) - mean.of(weights);
    }

    private EulerContributions decompose(Weights weights, double factor, String measure) {
        double sigma = model.volatility(weights);
        double[] marginals = new double[weights.universe().size()];
        if (sigma > 0) {
            model.multiplyInto(weights.toArray(), marginals);
        }
        for (int i = 0; i < marginals.length; i++) {
            marginals[i] = (sigma > 0 ? factor * marginals[i] / sigma : 0) - mean.get(i);
        }
        return EulerContributions.of(words.replace("%s", measure), weights, marginals, at(weights, factor));
    }

    @Override
    public String toString() {
        return "ModelTail[" + words.replace("%s", "tail") + "]";
    }
}
