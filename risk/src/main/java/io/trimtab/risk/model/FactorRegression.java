package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;

/**
 * A factor model by time-series regression: each asset's returns on those of given factors, by least squares.
 *
 * <pre>{@code
 * FactorCovariance risk = FactorRegression.on(factors).estimate(returns); // market, size, value, ...
 * FactorCovariance calm = FactorRegression.on(factors).factorCovariance(LedoitWolf.identity()).estimate(returns);
 * }</pre>
 *
 * <p>{@code r_it = a_i + b_i'f_t + e_it}; the covariance is {@code B Omega B' + diag(d)} with Omega the covariance of the
 * factors' returns (the sample's with divisor T - 1 unless {@link #factorCovariance} says otherwise) and {@code d_i = sum of
 * e_it^2 / (T - k - 1)}, unbiased. Source: Sharpe, "A simplified model for portfolio analysis", Management Science 9 (1963),
 * 277-293; Rosenberg and Marathe (1976) for several factors. With {@link #maximumLikelihoodResiduals()} the divisor is T - 1,
 * and each asset's variance then is that of the sample exactly.
 *
 * <p>The panel of factors must hold every date of the returns; others are left out of the estimate. Factors that are
 * dependent on others over these dates are refused by name, since no exposures to them can be told apart. Needs k + 2
 * periods. O(T (k^2 + n k)). Immutable and thread-safe.
 */
public final class FactorRegression implements RiskModelEstimator {
    private enum Residuals {
        UNBIASED,
        MAXIMUM_LIKELIHOOD
    }

    private final ReturnPanel factors;
    private final CovarianceEstimator omega;
    private final Residuals residuals;

    private FactorRegression(ReturnPanel factors, CovarianceEstimator omega, Residuals residuals) {
        this.factors = factors;
        this.omega = omega;
        this.residuals = residuals;
    }

    /**
     * The estimator on given factors.
     *
     * @param factors the returns of k factors, over dates that include those of the returns to be explained
     * @return the estimator with the sample covariance of the factors
     */
    public static FactorRegression on(ReturnPanel factors) {
        return new FactorRegression(Check.notNull(factors, "factors"), SampleCovariance.unbiased(), Residuals.UNBIASED);
    }

    /**
     * With another estimator of the factors' covariance.
     *
     * @param estimator what estimates Omega, from the factors' returns on the dates of the regression
     * @return the changed estimator
     */
    public FactorRegression factorCovariance(CovarianceEstimator estimator) {
        return new FactorRegression(factors, Check.notNull(estimator, "estimator"), residuals);
    }

    /**
     * With specific variances divided by T - 1 as all others are, instead of T - k - 1.
     *
     * @return the changed estimator
     */
    public FactorRegression maximumLikelihoodResiduals() {
        return new FactorRegression(factors, omega, Residuals.MAXIMUM_LIKELIHOOD);
    }

    /**
     * Estimates the factor model.
     *
     * @param returns T returns of n assets, T at least k + 2
     * @return the factor model per period, over the factors by name
     * @throws IllegalArgumentException if there are too few periods, a date has no factor returns, a factor depends on
     *     others, or the result overflows
     */
    @Override
    public FactorCovariance estimate(ReturnPanel returns) {
        int k = factors.columns();
        double[] y = CentredReturns.of(returns, k + 2, "factor regression on " + k + " factors");
        int rows = returns.rows();
        int n = returns.columns();
        ReturnPanel matched = matched(returns);
        double[] x = CentredReturns.of(matched, k + 2, "factor regression on " + k + " factors");
        double[] scale = standardise(x, rows, k);
        double[] l = new double[k * k];
        Kernels.syrk(k, rows, 1, x, 0, rows, 0, l, 0, k);
        requireIndependent(Cholesky.factor(k, l, 0, k, k * 0x1p-40), k, l, matched.universe());
        double[] b = new double[k * n];
        Kernels.gemmTransposedLeft(k, n, rows, 1, x, 0, rows, y, 0, rows, 0, b, 0, k);
        Cholesky.solve(k, n, l, 0, k, b, 0, k);
        Kernels.gemm(rows, n, k, -1, x, 0, rows, b, 0, k, 1, y, 0, rows);
        int divisor = residuals == Residuals.UNBIASED ? rows - k - 1 : rows - 1;
        double[][] exposures = new double[n][k];
        double[] specific = new double[n];
        for (int i = 0; i < n; i++) {
            for (int f = 0; f < k; f++) {
                exposures[i][f] = b[i * k + f] / scale[f];
            }
            double root = Kernels.norm2(rows, y, i * rows);
            specific[i] = root * root / divisor;
        }
        return FactorCovariance.of(returns.universe(), omega.estimate(matched), exposures, specific);
    }

    /** The factors on the dates of the returns. */
    private ReturnPanel matched(ReturnPanel returns) {
        int rows = returns.rows();
        int[] at = new int[rows];
        for (int t = 0, f = 0; t < rows; t++, f++) {
            while (f < factors.rows() && factors.date(f).isBefore(returns.date(t))) {
                f++;
            }
            if (f == factors.rows() || !factors.date(f).equals(returns.date(t))) {
                throw new IllegalArgumentException("factors must have a return on " + returns.date(t)
                        + ", a date of the returns: use the dates that both have");
            }
            at[t] = f;
        }
        if (rows == factors.rows()) {
            return factors;
        }
        int k = factors.columns();
        double[] values = new double[rows * k];
        for (int f = 0; f < k; f++) {
            for (int t = 0; t < rows; t++) {
                values[f * rows + t] = factors.get(at[t], f);
            }
        }
        return ReturnPanel.of(factors.universe(), returns.dates(), values);
    }

    /** Divides each column by its length; returns the lengths, 1 for a column of zeros. */
    static double[] standardise(double[] x, int rows, int k) {
        double[] scale = new double[k];
        for (int f = 0; f < k; f++) {
            double length = Kernels.norm2(rows, x, f * rows);
            scale[f] = length > 0 ? length : 1;
            for (int t = f * rows; t < (f + 1) * rows; t++) {
                x[t] /= scale[f];
            }
        }
        return scale;
    }

    static void requireIndependent(int outcome, int k, double[] l, Universe factors) {
        if (outcome == k) {
            return;
        }
        int dependent = outcome < 0 ? -(outcome + 1) : 0;
        while (outcome >= 0 && l[dependent * k + dependent] != 0) {
            dependent++;
        }
        throw new IllegalArgumentException(
                "factor " + factors.id(dependent) + " depends on those before it, or does not vary: leave it out");
    }

    @Override
    public String toString() {
        return "FactorRegression[" + factors.universe() + ", " + omega + ", " + residuals + "]";
    }
}
