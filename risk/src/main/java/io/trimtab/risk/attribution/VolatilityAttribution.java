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
     * @throws IllegalArgumentException if the universes differ
     */
    public static EulerContributions of(RiskModel model, Weights weights) {
        Check.notNull(model, "model")
                .universe()
                .requireSame(Check.notNull(weights, "weights").universe(), "weights");
        double[] w = weights.toArray();
        double[] product = new double[w.length];
        model.multiplyInto(w, product);
        double variance = 0;
        for (int i = 0; i < w.length; i++) {
            variance += w[i] * product[i];
        }
        if (variance <= 0) {
            return EulerContributions.of("volatility", weights, new double[w.length], 0);
        }
        double sigma = Math.sqrt(variance);
        for (int i = 0; i < w.length; i++) {
            product[i] /= sigma;
        }
        return EulerContributions.of("volatility", weights, product, sigma);
    }
}
