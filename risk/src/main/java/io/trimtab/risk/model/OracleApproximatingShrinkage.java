package io.trimtab.risk.model;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Kernels;

/**
 * Linear shrinkage towards a multiple of the identity with the intensity that is best for Gaussian returns.
 *
 * <pre>{@code
 * CovarianceMatrix risk = OracleApproximatingShrinkage.estimator().estimate(returns);
 * }</pre>
 *
 * <p>{@code delta m I + (1 - delta) S} with S the sample covariance (divisor T), m its average variance and
 *
 * <pre>
 * delta = min(1, ((1 - 2/n) tr(S^2) + tr(S)^2) / ((T + 1 - 2/n) (tr(S^2) - tr(S)^2 / n)))
 * </pre>
 *
 * <p>Source: Chen, Wiesel, Eldar and Hero, "Shrinkage algorithms for MMSE covariance estimation", IEEE Transactions on
 * Signal Processing 58 (2010), 5016-5029, equation 23. Some libraries leave out 2/n, which matters for few assets. Assets
 * that never move have no part in it and keep a row of zeros. For fat tails see {@link LedoitWolf#identity()}, which
 * measures the fourth moments instead of assuming them. Positive definite. O(T n^2). Immutable and thread-safe.
 */
public final class OracleApproximatingShrinkage implements CovarianceEstimator {
    private static final OracleApproximatingShrinkage INSTANCE = new OracleApproximatingShrinkage();

    private OracleApproximatingShrinkage() {}

    /**
     * The estimator.
     *
     * @return the estimator
     */
    public static OracleApproximatingShrinkage estimator() {
        return INSTANCE;
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        return shrink(returns).covariance();
    }

    /**
     * Estimates the covariance and says how much it was shrunk.
     *
     * @param returns T returns of n assets, T at least 2
     * @return the covariance and the intensity
     * @throws IllegalArgumentException if there are fewer than 2 periods, or the result overflows
     */
    public Shrinkage shrink(ReturnPanel returns) {
        Movers movers = Movers.of(returns, 2, "oracle approximating shrinkage");
        int m = movers.count;
        double[] s = movers.moments(movers.rows);
        LedoitWolf.IdentityTarget target = new LedoitWolf.IdentityTarget(s, m);
        double squares = Kernels.dot(s.length, s, 0, s, 0);
        double even = m * target.mean() * target.mean();
        double spread = 0;
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < m; i++) {
                double d = s[j * m + i] - target.element(i, j);
                spread += d * d;
            }
        }
        double above = (1 - 2.0 / m) * squares + m * even;
        double below = (movers.rows + 1 - 2.0 / m) * spread;
        // one asset, or equal variances without covariance: S is the target
        double delta = spread > squares * 0x1p-90 ? Math.min(1, above / below) : 0;
        return new Shrinkage(LedoitWolf.shrunk(movers, s, target, delta), delta);
    }

    @Override
    public String toString() {
        return "OracleApproximatingShrinkage";
    }
}
