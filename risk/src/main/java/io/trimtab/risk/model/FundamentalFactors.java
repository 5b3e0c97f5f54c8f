package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/**
 * A factor model by cross-sectional regression: exposures are known (industry, size, value scores), and on each date the
 * returns of all assets on them give the returns of the factors.
 *
 * <pre>{@code
 * FundamentalFactors model = FundamentalFactors.of(universe, Universe.of("market", "bank", "size"), exposures);
 * FactorCovariance risk = model.weightedBy(rootOfMarketValue).estimate(returns);
 * }</pre>
 *
 * <p>{@code r_t = B f_t + u_t}, {@code f_t = (B'WB)^-1 B'W r_t} with W a diagonal of regression weights; the covariance is
 * {@code B Omega B' + diag(d)} with Omega the covariance of the f_t (the sample's, unless {@link #factorCovariance} says
 * otherwise) and d_i the variance of u_it (divisor T - 1). Source: Fama and MacBeth (1973); Grinold and Kahn, Active Portfolio
 * Management, 2000, chapter 3. {@link #weightedByPrecision()} weighs assets by one over the specific variance that a first
 * regression found. Omega contains what the regressions could not tell from noise, about (B'WB)^-1 of it; with many assets a
 * factor that is little.
 *
 * <p>Exposures are those of today, taken for constant over the window. Factors that depend on others across the assets (a
 * market and all its industries) are refused by name. Semidefinite by construction. O(n k^2 + T n k). Immutable and
 * thread-safe.
 */
public final class FundamentalFactors implements RiskModelEstimator {
    private enum Weighting {
        GIVEN,
        PRECISION
    }

    private final Universe universe;
    private final Universe factors;
    /** B, n x k column by column. */
    private final double[] exposures;

    private final double[] weights;
    private final Weighting weighting;
    private final CovarianceEstimator omega;

    private FundamentalFactors(
            Universe universe,
            Universe factors,
            double[] exposures,
            double[] weights,
            Weighting weighting,
            CovarianceEstimator omega) {
        this.universe = universe;
        this.factors = factors;
        this.exposures = exposures;
        this.weights = weights;
        this.weighting = weighting;
        this.omega = omega;
    }

    /**
     * The estimator for given exposures, with equal regression weights.
     *
     * @param universe the n assets
     * @param factors the k factors, at most n
     * @param exposures n rows of k exposures; copied
     * @return the estimator with the sample covariance of the factors' returns
     * @throws IllegalArgumentException if a length differs, an exposure is not finite, or a factor's exposures depend on
     *     those of the factors before it
     */
    public static FundamentalFactors of(Universe universe, Universe factors, double[][] exposures) {
        int n = Check.notNull(universe, "universe").size();
        int k = Check.notNull(factors, "factors").size();
        Check.length(Check.notNull(exposures, "exposures").length, n, "exposures");
        double[] flat = new double[n * k];
        for (int i = 0; i < n; i++) {
            String row = "exposures of " + universe.id(i);
            Check.length(Check.notNull(exposures[i], row).length, k, row);
            for (int f = 0; f < k; f++) {
                flat[f * n + i] =
                        Check.finite(exposures[i][f], "exposure of " + universe.id(i) + " to " + factors.id(f));
            }
        }
        double[] equal = new double[n];
        Arrays.fill(equal, 1);
        FundamentalFactors made =
                new FundamentalFactors(universe, factors, flat, equal, Weighting.GIVEN, SampleCovariance.unbiased());
        made.projection(equal);
        return made;
    }

    /**
     * With regression weights, such as the square roots of market values.
     *
     * @param regressionWeights n numbers above 0; copied
     * @return the changed estimator
     * @throws IllegalArgumentException if the length differs, or a weight is not positive and finite
     */
    public FundamentalFactors weightedBy(double... regressionWeights) {
        double[] own = Check.notNull(regressionWeights, "regressionWeights").clone();
        Check.length(own.length, universe.size(), "regressionWeights");
        for (int i = 0; i < own.length; i++) {
            Check.positive(own[i], "regression weight of " + universe.id(i));
        }
        return new FundamentalFactors(universe, factors, exposures, own, Weighting.GIVEN, omega);
    }

    /**
     * With a second regression that weighs each asset by one over the specific variance found by the first; none counts more
     * than a hundred times the median asset.
     *
     * @return the changed estimator
     */
    public FundamentalFactors weightedByPrecision() {
        return new FundamentalFactors(universe, factors, exposures, weights, Weighting.PRECISION, omega);
    }

    /**
     * With another estimator of the factors' covariance.
     *
     * @param estimator what estimates Omega, from the returns of the factors
     * @return the changed estimator
     */
    public FundamentalFactors factorCovariance(CovarianceEstimator estimator) {
        return new FundamentalFactors(
                universe, factors, exposures, weights, weighting, Check.notNull(estimator, "estimator"));
    }

    /**
     * The returns of the factors: those of portfolios with an exposure of one to their own factor and none to any other.
     *
     * @param returns T returns of the n assets
     * @return T returns of the k factors
     * @throws IllegalArgumentException if the universes differ
     */
    public ReturnPanel factorReturns(ReturnPanel returns) {
        Check.notNull(returns, "returns");
        universe.requireSame(returns.universe(), "returns");
        double[] r = values(returns);
        double[] w = weights;
        if (weighting == Weighting.PRECISION) {
            w = precision(residuals(r, returns.rows(), factorReturns(r, returns.rows(), weights)), returns.rows());
        }
        return ReturnPanel.of(factors, returns.dates(), factorReturns(r, returns.rows(), w));
    }

    /**
     * Estimates the factor model.
     *
     * @param returns T returns of the n assets, T at least 2
     * @return the factor model per period
     * @throws IllegalArgumentException if there are fewer than 2 periods, the universes differ, or the result overflows
     */
    @Override
    public FactorCovariance estimate(ReturnPanel returns) {
        int rows = Check.notNull(returns, "returns").rows();
        if (rows < 2) {
            throw new IllegalArgumentException(
                    "fundamental factors need at least 2 returns of each asset, had " + rows);
        }
        ReturnPanel f = factorReturns(returns);
        double[] u = residuals(values(returns), rows, values(f));
        int n = universe.size();
        int k = factors.size();
        double[][] b = new double[n][k];
        double[] specific = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < k; j++) {
                b[i][j] = exposures[j * n + i];
            }
            specific[i] = variance(u, i * rows, rows);
        }
        return FactorCovariance.of(universe, omega.estimate(f), b, specific);
    }

    private static double[] values(ReturnPanel panel) {
        double[] out = new double[panel.rows() * panel.columns()];
        for (int j = 0; j < panel.columns(); j++) {
            panel.columnInto(j, out, j * panel.rows());
        }
        return out;
    }

    private static double variance(double[] u, int at, int rows) {
        CentredReturns.centre(u, at, rows);
        double root = Kernels.norm2(rows, u, at);
        return root * root / (rows - 1);
    }

    /** F = R P', T x k. */
    private double[] factorReturns(double[] r, int rows, double[] w) {
        int n = universe.size();
        int k = factors.size();
        double[] f = new double[rows * k];
        Kernels.gemmTransposedRight(
                rows, k, n, 1, r, 0, Math.max(1, rows), projection(w), 0, k, 0, f, 0, Math.max(1, rows));
        return f;
    }

    /** U = R - FB', T x n. */
    private double[] residuals(double[] r, int rows, double[] f) {
        double[] u = r.clone();
        int n = universe.size();
        Kernels.gemmTransposedRight(
                rows, n, factors.size(), -1, f, 0, Math.max(1, rows), exposures, 0, n, 1, u, 0, Math.max(1, rows));
        return u;
    }

    /** P = (B'WB)^-1 B'W, k x n, from columns of sqrt(W) B of length one. */
    private double[] projection(double[] w) {
        int n = universe.size();
        int k = factors.size();
        double[] root = new double[n];
        double[] x = exposures.clone();
        double largest = Kernels.maxAbs(n, w, 0);
        for (int i = 0; i < n; i++) {
            root[i] = Math.sqrt(w[i] / largest);
            for (int f = 0; f < k; f++) {
                x[f * n + i] *= root[i];
            }
        }
        double[] scale = FactorRegression.standardise(x, n, k);
        double[] l = new double[k * k];
        Kernels.syrk(k, n, 1, x, 0, n, 0, l, 0, k);
        FactorRegression.requireIndependent(Cholesky.factor(k, l, 0, k, k * 0x1p-40), k, l, factors);
        double[] p = new double[k * n];
        for (int i = 0; i < n; i++) {
            for (int f = 0; f < k; f++) {
                p[i * k + f] = x[f * n + i] * root[i];
            }
        }
        Cholesky.solve(k, n, l, 0, k, p, 0, k);
        for (int i = 0; i < n; i++) {
            for (int f = 0; f < k; f++) {
                p[i * k + f] /= scale[f];
            }
        }
        return p;
    }

    /** One over the variances, those below a hundredth of the median taken for that. */
    private double[] precision(double[] u, int rows) {
        int n = universe.size();
        double[] out = new double[n];
        if (rows < 2) {
            return weights;
        }
        for (int i = 0; i < n; i++) {
            out[i] = Check.finite(variance(u, i * rows, rows), "specific variance of " + universe.id(i));
        }
        double[] sorted = out.clone();
        Arrays.sort(sorted);
        double median = sorted[n / 2];
        if (!(median > 0)) {
            return weights;
        }
        for (int i = 0; i < n; i++) {
            out[i] = median / Math.max(out[i], 0.01 * median);
        }
        return out;
    }

    @Override
    public String toString() {
        return "FundamentalFactors[" + factors + ", " + weighting + ", " + omega + "]";
    }
}
