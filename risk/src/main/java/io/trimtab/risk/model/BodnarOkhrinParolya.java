package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Kernels;

/**
 * Mean returns shrunk towards equal ones, with weights that are optimal when assets are as many as a fraction of the periods.
 *
 * <pre>{@code
 * ExpectedReturns mu = BodnarOkhrinParolya.optimal().estimate(returns);
 * }</pre>
 *
 * <p>{@code a m + c 1} with, for S the covariance and m the means,
 *
 * <pre>
 * a = ((m'S^-1 m - n / (T - n)) 1'S^-1 1 - (1'S^-1 m)^2) / (m'S^-1 m 1'S^-1 1 - (1'S^-1 m)^2)
 * c = (1 - a) 1'S^-1 m / 1'S^-1 1
 * </pre>
 *
 * <p>Source: Bodnar, Okhrin and Parolya, "Optimal shrinkage estimator for high-dimensional mean vector", Journal of
 * Multivariate Analysis 170 (2019), 63-79, equations 6 and 7. The size of the target does not matter, only its direction,
 * so there is no choice of one. The weight a may be negative where the means differ by less than their noise; it is then 0
 * (what remains is the mean return of the portfolio of least variance). skfolio and Riskfolio-Lib divide c by m'S^-1 m
 * instead, which does not minimise the loss, and keep a negative a. Needs T above n. O(T n^2 + n^3). Immutable and
 * thread-safe.
 */
public final class BodnarOkhrinParolya implements ExpectedReturnEstimator {
    private final CovarianceEstimator covariance;

    private BodnarOkhrinParolya(CovarianceEstimator covariance) {
        this.covariance = covariance;
    }

    /**
     * The estimator with the unbiased sample covariance.
     *
     * @return the estimator
     */
    public static BodnarOkhrinParolya optimal() {
        return new BodnarOkhrinParolya(SampleCovariance.unbiased());
    }

    /**
     * The same with another covariance.
     *
     * @param other estimates the covariance from the same returns
     * @return the estimator
     */
    public BodnarOkhrinParolya withCovariance(CovarianceEstimator other) {
        return new BodnarOkhrinParolya(Check.notNull(other, "covariance"));
    }

    @Override
    public ExpectedReturns estimate(ReturnPanel returns) {
        return shrink(returns).returns();
    }

    /**
     * Estimates, and says how much the means were shrunk.
     *
     * @param returns T returns of n assets, T above n and at least 2
     * @return the returns and the weights
     * @throws IllegalArgumentException if there are too few periods, or the covariance is singular
     */
    public ShrunkReturns shrink(ReturnPanel returns) {
        int n = Check.notNull(returns, "returns").columns();
        SampleMoments moments =
                new SampleMoments(returns, covariance, Math.max(2, n + 1), "Bodnar-Okhrin-Parolya mean");
        double[] ones = moments.ones();
        double[] solvedOnes = moments.solve(ones);
        double oo = Kernels.sum(n, solvedOnes, 0);
        double level = Kernels.dot(n, solvedOnes, 0, moments.mean, 0) / oo;
        // both numerator and denominator divided by 1'S^-1 1: the squared distance of the means from the level
        double[] deviations = moments.deviations(level);
        double distance = Kernels.dot(n, deviations, 0, moments.solve(deviations), 0);
        double noise = (double) n / (moments.rows - n);
        double a = distance > noise ? 1 - noise / distance : 0;
        return moments.combined(a, (1 - a) * level);
    }

    @Override
    public String toString() {
        return "BodnarOkhrinParolya[" + covariance + "]";
    }
}
