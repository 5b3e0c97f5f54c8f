package io.trimtab.risk.model;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.time.Progress;

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

    /**
     * The same for many assets, where it may take long: says how far it has come, and can be stopped.
     *
     * <p>An estimator whose work comes in steps overrides this; as it stands, it hears the beginning and the end.
     *
     * @param returns T returns of n assets
     * @param progress hears how much is done; may stop the work
     * @return their covariance per period
     * @throws IllegalArgumentException if there are too few periods, or the result overflows
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    default RiskModel estimate(ReturnPanel returns, Progress progress) {
        return Stages.whole(returns, progress, this::estimate);
    }
}
