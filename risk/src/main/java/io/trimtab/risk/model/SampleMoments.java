package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/** Mean returns, a covariance of the same panel, and products with its inverse. */
final class SampleMoments {
    final int rows;
    final int n;
    final double[] mean;
    final CovarianceMatrix covariance;

    private final ReturnPanel returns;
    private final String estimator;
    private double[] factor = new double[0];

    SampleMoments(ReturnPanel returns, CovarianceEstimator covariances, int fewest, String estimator) {
        this.rows = Check.notNull(returns, "returns").rows();
        if (rows < fewest) {
            throw new IllegalArgumentException(
                    estimator + " needs at least " + fewest + " returns of each asset, had " + rows);
        }
        this.returns = returns;
        this.n = returns.columns();
        this.estimator = estimator;
        this.mean = MeanReturns.equallyWeighted().estimate(returns).toArray();
        this.covariance = covariances.estimate(returns);
        returns.universe().requireSame(covariance.universe(), "covariance");
    }

    /** {@code S^-1 x}, a new array. */
    double[] solve(double[] x) {
        if (factor.length == 0) {
            factor = covariance.toArray();
            if (Cholesky.factor(n, factor, 0, n) != n) {
                throw new IllegalArgumentException(estimator + " needs a positive definite covariance, but that of " + n
                        + " assets from " + rows
                        + " returns is singular: shrink it, or leave out assets that never move");
            }
        }
        double[] out = x.clone();
        Cholesky.solve(n, factor, 0, n, out, 0);
        return out;
    }

    double target(ReturnTarget target) {
        return switch (target) {
            case GRAND_MEAN -> Kernels.sum(n, mean, 0) / n;
            case VOLATILITY_WEIGHTED_MEAN -> {
                double[] weights = solve(ones());
                yield Kernels.dot(n, weights, 0, mean, 0) / Kernels.sum(n, weights, 0);
            }
            case MEAN_SQUARED_ERROR -> {
                double trace = 0;
                for (int i = 0; i < n; i++) {
                    trace += covariance.variance(i);
                }
                yield trace / rows;
            }
        };
    }

    double[] ones() {
        double[] out = new double[n];
        Arrays.fill(out, 1);
        return out;
    }

    /** Each mean less a number. */
    double[] deviations(double target) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = mean[i] - target;
        }
        return out;
    }

    /** {@code (1 - intensity) mean + intensity target}. */
    ShrunkReturns towards(double target, double intensity) {
        return combined(1 - intensity, intensity * target);
    }

    ShrunkReturns combined(double sampleWeight, double level) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = sampleWeight * mean[i] + level;
        }
        return new ShrunkReturns(ExpectedReturns.of(returns.universe(), out), sampleWeight, level);
    }
}
