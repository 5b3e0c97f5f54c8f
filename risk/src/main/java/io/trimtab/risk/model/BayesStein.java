package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Kernels;

/**
 * Mean returns shrunk towards a common one by Jorion's empirical Bayes rule: the less the means differ, measured in their
 * standard errors, the more they are shrunk.
 *
 * <pre>{@code
 * ExpectedReturns mu = BayesStein.jorion().estimate(returns);
 * }</pre>
 *
 * <p>{@code (1 - w) m + w b 1} with {@code w = (n + 2) / (n + 2 + T (m - b 1)'S^-1 (m - b 1))}. Source: Jorion, "Bayes-Stein
 * estimation for portfolio analysis", Journal of Financial and Quantitative Analysis 21 (1986), 279-292, equations 14 and
 * 17: b is the mean return of the portfolio of least variance and S the unbiased covariance times {@code (T - 1) / (T - n - 2)}.
 * {@link #towards} has another target and takes the covariance as it is, as skfolio and Riskfolio-Lib do. O(T n^2 +
 * n^3). Immutable and thread-safe.
 */
public final class BayesStein implements ExpectedReturnEstimator {
    private static final BayesStein JORION =
            new BayesStein(ReturnTarget.VOLATILITY_WEIGHTED_MEAN, SampleCovariance.unbiased());

    private final ReturnTarget target;
    private final CovarianceEstimator covariance;

    private BayesStein(ReturnTarget target, CovarianceEstimator covariance) {
        this.target = target;
        this.covariance = covariance;
    }

    /**
     * The estimator as published.
     *
     * @return the estimator; it needs at least n + 3 returns of each asset
     */
    public static BayesStein jorion() {
        return JORION;
    }

    /**
     * The estimator with another target and the unbiased sample covariance as it is.
     *
     * @param target what is shrunk towards
     * @return the estimator
     */
    public static BayesStein towards(ReturnTarget target) {
        return new BayesStein(Check.notNull(target, "target"), SampleCovariance.unbiased());
    }

    /**
     * The same target with another covariance, taken as it is.
     *
     * @param other estimates the covariance from the same returns
     * @return the estimator
     */
    public BayesStein withCovariance(CovarianceEstimator other) {
        return new BayesStein(target, Check.notNull(other, "covariance"));
    }

    @Override
    public ExpectedReturns estimate(ReturnPanel returns) {
        return shrink(returns).returns();
    }

    /**
     * Estimates, and says how much the means were shrunk.
     *
     * @param returns T returns of n assets
     * @return the returns and the weights
     * @throws IllegalArgumentException if there are too few periods, or the covariance is singular
     */
    public ShrunkReturns shrink(ReturnPanel returns) {
        int n = Check.notNull(returns, "returns").columns();
        SampleMoments moments = new SampleMoments(returns, covariance, this == JORION ? n + 3 : 2, "Bayes-Stein mean");
        double b = moments.target(target);
        double[] deviations = moments.deviations(b);
        double distance = Kernels.dot(n, deviations, 0, moments.solve(deviations), 0);
        int rows = moments.rows;
        if (this == JORION) {
            distance *= (double) (rows - n - 2) / (rows - 1);
        }
        return moments.towards(b, (n + 2) / (n + 2 + rows * Math.max(0, distance)));
    }

    @Override
    public String toString() {
        return this == JORION ? "BayesStein[Jorion]" : "BayesStein[" + target + ", " + covariance + "]";
    }
}
