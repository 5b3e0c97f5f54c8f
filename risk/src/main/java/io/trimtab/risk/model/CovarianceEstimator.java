package io.trimtab.risk.model;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.time.Progress;

/**
 * Estimates a covariance matrix from a panel of returns.
 *
 * <p>The contract, which {@code CovarianceEstimatorContract} of this module's test-jar checks: the result is over the
 * panel's universe and as of its last date, in squared returns per period of the panel; it does not depend on the order of the assets (to
 * rounding) nor on anything but the panel; scaling the returns by c scales it by c^2; adding a constant to an asset's
 * returns changes nothing, unless the estimator says that it measures from a given level; an asset that never moves has
 * variance 0; the same asset twice is allowed; two periods are enough, however many assets, unless the estimator names
 * another number; fewer are refused with an {@link IllegalArgumentException}. Implementations are immutable and
 * thread-safe.
 */
@FunctionalInterface
public interface CovarianceEstimator extends RiskModelEstimator {
    /**
     * Estimates the covariance of the returns.
     *
     * @param returns T returns of n assets, T at least 2
     * @return their covariance per period
     * @throws IllegalArgumentException if there are too few periods, or the result overflows
     */
    @Override
    CovarianceMatrix estimate(ReturnPanel returns);

    @Override
    default CovarianceMatrix estimate(ReturnPanel returns, Progress progress) {
        return Stages.whole(returns, progress, this::estimate);
    }
}
