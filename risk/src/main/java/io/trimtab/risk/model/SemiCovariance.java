package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.statistics.DegreesOfFreedom;

/**
 * The semicovariance: what assets do together below a level.
 *
 * <pre>{@code
 * CovarianceMatrix downside = SemiCovariance.below(0).estimate(returns);
 * CovarianceMatrix aroundMeans = SemiCovariance.belowMean().estimate(returns);
 * }</pre>
 *
 * <p>{@code S_ij = 1 / (T - lost) sum over t of min(r_it - b, 0) min(r_jt - b, 0)}, over all periods, with the level b per
 * period (a risk-free rate, a target) or the mean of each asset. Source: Estrada, "Mean-semivariance optimization: a
 * heuristic approach", Journal of Applied Finance 18 (2008), 57-72. A sum of squares: positive semidefinite by
 * construction. {@link #below} depends on the level of the returns; an asset that always stands below b has a
 * semivariance even if it never moves.
 *
 * <p>What it is not: the semivariance of a portfolio. That is {@code mean(min(w'r - b, 0)^2)}, which no fixed matrix gives;
 * {@code w'Sw} counts the falls of one asset that another's gains have made up for, so it is an upper bound for a
 * long-only portfolio with weights that sum to one. Two other matrices of this name are not offered because they need
 * not be semidefinite: the co-lower partial moment {@code E min(r_i - b, 0)(r_j - b)} of Hogan and Warren (1974), which is
 * not even symmetric, and covariances of losses in mixed directions. Some libraries subtract the mean of the losses,
 * which is the covariance of the losses and not a semicovariance: an asset that loses the same every day would be free of
 * risk.
 *
 * <p>O(T n^2). Immutable and thread-safe.
 */
public final class SemiCovariance implements CovarianceEstimator {
    /** Stands for the mean of each asset. */
    private static final double MEAN = Double.NaN;

    private final double level;
    private final DegreesOfFreedom degreesOfFreedom;

    private SemiCovariance(double level, DegreesOfFreedom degreesOfFreedom) {
        this.level = level;
        this.degreesOfFreedom = degreesOfFreedom;
    }

    /**
     * The estimator below one level for all assets, divided by T.
     *
     * @param level b, a simple return per period of the panel
     * @return the estimator
     * @throws IllegalArgumentException if the level is not finite
     */
    public static SemiCovariance below(double level) {
        return new SemiCovariance(Check.finite(level, "level"), DegreesOfFreedom.POPULATION);
    }

    /**
     * The estimator below each asset's mean, divided by T.
     *
     * @return the estimator
     */
    public static SemiCovariance belowMean() {
        return new SemiCovariance(MEAN, DegreesOfFreedom.POPULATION);
    }

    /**
     * With a stated divisor.
     *
     * @param lost {@code T - 1} or {@code T}
     * @return the changed estimator
     */
    public SemiCovariance with(DegreesOfFreedom lost) {
        return new SemiCovariance(level, Check.notNull(lost, "degreesOfFreedom"));
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        double[] x = loadings(returns);
        int rows = returns.rows();
        int n = returns.columns();
        double[] s = new double[n * n];
        Kernels.syrk(n, rows, 1, x, 0, rows, 0, s, 0, n);
        return CovarianceMatrix.estimated(returns.universe(), s, SampleCovariance.rounding(rows, n))
                .datedAs(returns);
    }

    /**
     * The same covariance, kept as the panel of the falls.
     *
     * @param returns T returns of n assets, T at least 2
     * @return the covariance per period
     * @throws IllegalArgumentException if there are too few returns, or a variance overflows
     */
    public PanelCovariance panel(ReturnPanel returns) {
        double[] x = loadings(returns);
        return PanelCovariance.estimated(returns, returns.rows(), x);
    }

    private double[] loadings(ReturnPanel returns) {
        int rows = Check.notNull(returns, "returns").rows();
        int n = returns.columns();
        if (rows < 2) {
            throw new IllegalArgumentException("semicovariance needs at least 2 returns of each asset, had " + rows);
        }
        double root = Math.sqrt(degreesOfFreedom.divisor(rows));
        double[] x = new double[rows * n];
        for (int j = 0; j < n; j++) {
            returns.columnInto(j, x, j * rows);
            double b = Double.isNaN(level) ? Compensated.mean(rows, x, j * rows) : level;
            for (int t = j * rows; t < (j + 1) * rows; t++) {
                x[t] = Math.min(x[t] - b, 0) / root;
            }
        }
        return x;
    }

    @Override
    public String toString() {
        return "SemiCovariance[below " + (Double.isNaN(level) ? "mean" : level) + ", " + degreesOfFreedom + "]";
    }
}
