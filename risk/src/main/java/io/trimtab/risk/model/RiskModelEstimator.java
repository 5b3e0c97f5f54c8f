package io.trimtab.risk.model;

import io.trimtab.core.market.ReturnPanel;

/**
 * Estimates a covariance in whatever form suits it: a matrix, a factor model, a panel.
 *
 * <p>What a {@link CovarianceEstimator} promises holds here too, but for the form of the result: an estimator of factor
 * models returns {@link FactorCovariance}, so that an optimizer keeps its structure. Implementations are immutable and
 * thread-safe.
 */
@FunctionalInterface
public interface RiskModelEstimator {
    /**
     * Estimates the covariance of the returns.
     *
     * @param returns T returns of n assets
     * @return their covariance per period
     * @throws IllegalArgumentException if there are too few periods, or the result overflows
     */
    RiskModel estimate(ReturnPanel returns);
}
