package io.trimtab.risk.model;

import io.trimtab.core.market.ReturnPanel;

/**
 * Estimates expected returns from a panel of returns.
 *
 * <p>The contract: the result is over the panel's universe, in simple returns per period of the panel, and depends on
 * nothing but the panel. Implementations are immutable and thread-safe.
 */
@FunctionalInterface
public interface ExpectedReturnEstimator {
    /**
     * Estimates the expected returns.
     *
     * @param returns T returns of n assets
     * @return one expected return per period for each asset
     * @throws IllegalArgumentException if there are too few periods
     */
    ExpectedReturns estimate(ReturnPanel returns);
}
