package io.trimtab.risk.volatility;

/**
 * A model of how the volatility of a series of returns changes over time.
 *
 * <p>The contract, which {@code VolatilityModelContract} of this module's test-jar checks: the volatility of each return is
 * known before it, from those before (but for parameters fitted to all of them); scaling the returns by c scales every
 * volatility by |c|; same returns, same bits. Implementations are immutable and thread-safe.
 */
@FunctionalInterface
public interface VolatilityModel {
    /**
     * Fits the model.
     *
     * @param returns simple returns of one asset or portfolio, oldest first, all finite; copied
     * @return the volatility of each return and the forecast, or why there is none
     * @throws IllegalArgumentException if there are too few returns, one is not finite, or they never move
     */
    VolatilityOutcome fit(double[] returns);
}
