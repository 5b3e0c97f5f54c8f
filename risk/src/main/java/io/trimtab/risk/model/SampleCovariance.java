package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.statistics.DegreesOfFreedom;

/**
 * The sample covariance: {@code 1 / (T - lost) * sum over t of (r_it - mean_i)(r_jt - mean_j)}.
 *
 * <pre>{@code
 * CovarianceMatrix risk = SampleCovariance.unbiased().estimate(returns);
 * }</pre>
 *
 * <p>With fewer than n + 1 periods it is singular, and with not many more its smallest eigenvalues are far too small:
 * an optimizer will seek them out. See {@link LedoitWolf}. O(T n^2). Immutable and thread-safe.
 */
public final class SampleCovariance implements CovarianceEstimator {
    private final DegreesOfFreedom degreesOfFreedom;

    private SampleCovariance(DegreesOfFreedom degreesOfFreedom) {
        this.degreesOfFreedom = degreesOfFreedom;
    }

    /**
     * The estimator that divides by {@code T - 1}.
     *
     * @return the unbiased sample covariance
     */
    public static SampleCovariance unbiased() {
        return with(DegreesOfFreedom.SAMPLE);
    }

    /**
     * The estimator with a stated divisor.
     *
     * @param degreesOfFreedom {@code T - 1} or {@code T}
     * @return the sample covariance
     */
    public static SampleCovariance with(DegreesOfFreedom degreesOfFreedom) {
        return new SampleCovariance(Check.notNull(degreesOfFreedom, "degreesOfFreedom"));
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        double[] x = CentredReturns.of(returns, 2, "sample covariance");
        int rows = returns.rows();
        int n = returns.columns();
        double[] s = moments(x, rows, n, degreesOfFreedom.divisor(rows));
        CovarianceMatrix covariance = rows > n
                ? CovarianceMatrix.estimated(returns.universe(), s)
                : CovarianceMatrix.estimated(returns.universe(), s, rounding(rows, n));
        return covariance.datedAs(returns);
    }

    /**
     * How indefinite rounding can make X'X / divisor, relative to its diagonal: each element is one chain of T fused
     * multiply-adds and a division, off by at most (T + 2) u of the product of the two volatilities, and
     * (sum v_i |x_i|)^2 <= n sum v_i^2 x_i^2.
     */
    static double rounding(int rows, int n) {
        return 1.01 * n * (rows + 4) * 0x1p-53;
    }

    /** X'X / divisor with X of T x n. */
    static double[] moments(double[] x, int rows, int n, double divisor) {
        double[] out = new double[n * n];
        Kernels.syrk(n, rows, 1, x, 0, rows, 0, out, 0, n);
        for (int k = 0; k < out.length; k++) {
            out[k] /= divisor;
        }
        return out;
    }

    @Override
    public String toString() {
        return "SampleCovariance[" + degreesOfFreedom + "]";
    }
}
