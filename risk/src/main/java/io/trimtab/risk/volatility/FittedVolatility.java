package io.trimtab.risk.volatility;

/**
 * The volatility of each return of a series as it was known the period before, and of those to come.
 *
 * <pre>{@code
 * FittedVolatility volatility = GarchModel.garch().fit(returns).fittedOrThrow();
 * double tomorrow = volatility.nextVolatility();
 * }</pre>
 *
 * <p>All values per period of the returns. Implementations are immutable and thread-safe.
 */
public non-sealed interface FittedVolatility extends VolatilityOutcome {
    /**
     * The number of returns.
     *
     * @return T
     */
    int observations();

    /**
     * The mean that was taken from each return.
     *
     * @return per period; 0 where the model has none
     */
    double mean();

    /**
     * The volatility of each return.
     *
     * @return a new array of T volatilities, oldest first, each positive
     */
    double[] volatilities();

    /**
     * The returns less their mean, each divided by its volatility.
     *
     * @return a new array of T numbers, oldest first
     */
    double[] standardisedResiduals();

    /**
     * The volatility of the return after the last.
     *
     * @return positive
     */
    default double nextVolatility() {
        return forecast(1).volatility(1);
    }

    /**
     * The variances of the returns after the last, as expected now.
     *
     * @param steps how many periods ahead, at least 1
     * @return one variance a period
     * @throws IllegalArgumentException if an expected variance is infinite under the model, or overflows
     */
    VolatilityForecast forecast(int steps);
}
