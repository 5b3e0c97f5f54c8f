package io.trimtab.risk.attribution;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.RiskModel;

/**
 * Decomposes the volatility of a portfolio into its positions.
 *
 * <p>With sigma = sqrt(w'Cw) the marginal of asset i is (Cw)_i / sigma and its contribution w_i (Cw)_i / sigma. A
 * portfolio of no volatility has no gradient: its marginals are taken as 0. O(n^2) for a dense model.
 */
public final class VolatilityAttribution {
    private VolatilityAttribution() {}

    /**
     * The contributions to volatility.
     *
     * @param model the covariance
     * @param weights the portfolio, over the model's universe
     * @return contributions that sum to the volatility per period of the model
     * @throws IllegalArgumentException if the universes differ, or the model is not positive semidefinite
     */
    public static EulerContributions of(RiskModel model, Weights weights) {
        double sigma = Check.notNull(model, "model").volatility(weights);
        double[] marginals = new double[weights.universe().size()];
        if (sigma > 0) {
            model.multiplyInto(weights.toArray(), marginals);
            for (int i = 0; i < marginals.length; i++) {
                marginals[i] /= sigma;
            }
        }
        return EulerContributions.of("volatility", weights, marginals, sigma);
    }

    /**
     * The contributions to volatility with what each position is alone and what closing it would change.
     *
     * @param model the covariance
     * @param weights the portfolio, over the model's universe
     * @return the attribution
     * @throws IllegalArgumentException if the universes differ, or the model is not positive semidefinite
     */
    public static RiskAttribution explain(RiskModel model, Weights weights) {
        return RiskAttribution.of(of(model, weights), weights, model::volatility);
    }
}
