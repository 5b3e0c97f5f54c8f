package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Kernels;

/**
 * The long-run covariance of autocorrelated returns: covariances between one period and the next few count too.
 *
 * <pre>{@code
 * CovarianceMatrix risk = NeweyWestCovariance.lags(5).estimate(returns); // stale or asynchronous prices, up to a week
 * }</pre>
 *
 * <p>{@code S = G_0 + sum over l = 1..L of (1 - l / (L + 1)) (G_l + G_l')} with {@code G_l = 1/T sum_t x_t x_(t-l)'} of the
 * centred returns x. Source: Newey and West, "A simple, positive semi-definite, heteroskedasticity and autocorrelation
 * consistent covariance matrix", Econometrica 55 (1987), 703-708. It is what a period contributes to the variance of a
 * long holding, so annualise it as any other. It is calculated as {@code sum_s m_s m_s' / (T (L + 1))} with m_s the sums of
 * L + 1 adjacent x (zero beyond the ends), which is the same number and positive semidefinite by construction.
 *
 * <p>With an L that is not small beside T it is mostly noise. O(T n^2), as a panel O(T n). Immutable and thread-safe.
 */
public final class NeweyWestCovariance implements CovarianceEstimator {
    /** Stands for the rule of thumb. */
    private static final int AUTOMATIC = -1;

    private final int lags;

    private NeweyWestCovariance(int lags) {
        this.lags = lags;
    }

    /**
     * The estimator with a given number of lags.
     *
     * @param lags L, at least 0; 0 is the sample covariance with divisor T
     * @return the estimator
     * @throws IllegalArgumentException if L is negative
     */
    public static NeweyWestCovariance lags(int lags) {
        return new NeweyWestCovariance(Check.atLeast(lags, 0, "lags"));
    }

    /**
     * The estimator with the usual number of lags for T periods: the whole part of {@code 4 (T / 100)^(2/9)}, at most T - 1
     * (Newey and West, "Automatic lag selection in covariance matrix estimation", Review of Economic Studies 61 (1994),
     * 631-653).
     *
     * @return the estimator
     */
    public static NeweyWestCovariance automatic() {
        return new NeweyWestCovariance(AUTOMATIC);
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        double[] x = loadings(returns);
        int n = returns.columns();
        int rows = x.length / n;
        double[] s = new double[n * n];
        Kernels.syrk(n, rows, 1, x, 0, rows, 0, s, 0, n);
        CovarianceMatrix covariance = rows > n
                ? CovarianceMatrix.estimated(returns.universe(), s)
                : CovarianceMatrix.estimated(returns.universe(), s, SampleCovariance.rounding(rows, n));
        return covariance.datedAs(returns);
    }

    /**
     * The same covariance, kept as a panel of T + L sums.
     *
     * @param returns T returns of n assets, T at least 2 and above L
     * @return the covariance per period
     * @throws IllegalArgumentException if there are too few returns, or a variance overflows
     */
    public PanelCovariance panel(ReturnPanel returns) {
        double[] x = loadings(returns);
        return PanelCovariance.estimated(returns, x.length / returns.columns(), x);
    }

    private double[] loadings(ReturnPanel returns) {
        int rows = Check.notNull(returns, "returns").rows();
        int fewest = Math.max(2, lags + 1);
        double[] x = CentredReturns.of(returns, fewest, toString());
        int span = lags == AUTOMATIC ? usual(rows) : lags;
        int n = returns.columns();
        int height = rows + span;
        double root = Math.sqrt((double) rows * (span + 1));
        double[] sums = new double[Math.multiplyExact(height, n)];
        for (int j = 0; j < n; j++) {
            // each sum on its own: a running one would carry the rounding of a large return along
            for (int l = 0; l <= span; l++) {
                Kernels.axpy(rows, 1, x, j * rows, sums, j * height + l);
            }
            for (int t = j * height; t < (j + 1) * height; t++) {
                sums[t] /= root;
            }
        }
        return sums;
    }

    private static int usual(int rows) {
        return (int) Math.min(rows - 1, 4 * StrictMath.pow(rows / 100.0, 2.0 / 9));
    }

    @Override
    public String toString() {
        return "NeweyWestCovariance[" + (lags == AUTOMATIC ? "automatic" : lags) + " lags]";
    }
}
