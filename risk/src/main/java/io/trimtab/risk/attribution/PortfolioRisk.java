package io.trimtab.risk.attribution;

import io.trimtab.core.market.Weights;

/**
 * A measure of risk as a function of the portfolio: what an attribution asks when a position is changed.
 *
 * <p>Positive for a risk; NaN where it is undefined. Thread-safe unless it says otherwise.
 */
@FunctionalInterface
public interface PortfolioRisk {
    /**
     * The risk of a portfolio.
     *
     * @param weights the positions, in fractions of equity
     * @return the measure, or NaN where it is undefined
     */
    double of(Weights weights);
}
