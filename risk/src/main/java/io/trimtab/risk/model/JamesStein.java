package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.numeric.SymmetricEigen;

/**
 * Mean returns shrunk towards a common one by James and Stein's rule: with three or more assets the squared error of all
 * together is smaller, whatever the truth.
 *
 * <pre>{@code
 * ExpectedReturns mu = JamesStein.towards(ReturnTarget.GRAND_MEAN).estimate(returns);
 * }</pre>
 *
 * <p>{@code (1 - d) m + d b 1} with {@code d = (trace S - 2 lambda_max) / (T |m - b 1|^2)}, S the covariance and lambda_max its largest
 * eigenvalue (James and Stein 1961 for unequal variances, in the form of Meucci, Risk and Asset Allocation, 2005, equation
 * 4.138), cut to [0, 1], the positive part, which is better still. Where one direction has more than half of all variance,
 * as with fewer than three assets, nothing is shrunk. O(T n^2 + n^3). Immutable and thread-safe.
 */
public final class JamesStein implements ExpectedReturnEstimator {
    private final ReturnTarget target;
    private final CovarianceEstimator covariance;

    private JamesStein(ReturnTarget target, CovarianceEstimator covariance) {
        this.target = target;
        this.covariance = covariance;
    }

    /**
     * The estimator with the unbiased sample covariance.
     *
     * @param target what is shrunk towards
     * @return the estimator
     */
    public static JamesStein towards(ReturnTarget target) {
        return new JamesStein(Check.notNull(target, "target"), SampleCovariance.unbiased());
    }

    /**
     * The same with another covariance.
     *
     * @param other estimates the covariance from the same returns
     * @return the estimator
     */
    public JamesStein withCovariance(CovarianceEstimator other) {
        return new JamesStein(target, Check.notNull(other, "covariance"));
    }

    @Override
    public ExpectedReturns estimate(ReturnPanel returns) {
        return shrink(returns).returns();
    }

    /**
     * Estimates, and says how much the means were shrunk.
     *
     * @param returns T returns of n assets, T at least 2
     * @return the returns and the weights
     * @throws IllegalArgumentException if there are fewer than 2 periods, or the target needs a definite covariance and it is
     *     singular
     */
    public ShrunkReturns shrink(ReturnPanel returns) {
        SampleMoments moments = new SampleMoments(returns, covariance, 2, "James-Stein mean");
        int n = moments.n;
        double[] s = moments.covariance.toArray();
        double[] eigenvalues = new double[n];
        if (!SymmetricEigen.decompose(n, s, 0, n, eigenvalues, 0)) {
            throw new IllegalArgumentException("covariance must have eigenvalues, was " + moments.covariance);
        }
        double surplus = Kernels.sum(n, eigenvalues, 0) - 2 * eigenvalues[n - 1];
        double b = moments.target(target);
        double[] deviations = moments.deviations(b);
        double distance = moments.rows * Kernels.dot(n, deviations, 0, deviations, 0);
        if (!(surplus > 0)) {
            return moments.towards(b, 0);
        }
        return moments.towards(b, surplus < distance ? surplus / distance : 1);
    }

    @Override
    public String toString() {
        return "JamesStein[" + target + ", " + covariance + "]";
    }
}
