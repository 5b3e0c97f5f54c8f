package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Compensated;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The Sharpe ratio of returns that depend on each other over time: its standard error, and its value for a year.
 *
 * <pre>{@code
 * SerialSharpe sharpe = SerialSharpe.of(monthly, SerialSharpe.customaryLags(monthly.length)).orElseThrow();
 * sharpe.standardError();
 * SerialSharpe.horizonFactor(12, SerialSharpe.autocorrelations(monthly, 11)); // 3.46 if they were independent
 * }</pre>
 *
 * <p>The standard error is that of the generalised method of moments: with d = (r - mean) / sigma the influence of one return is
 * d - s (d^2 - 1) / 2, and the variance of the ratio is the long-run variance of that, estimated with Bartlett weights
 * (Newey and West, Econometrica 55, 1987), over T. Without lags it is the variance of {@link SharpeEstimate} for returns
 * that are independent. Source: Lo, The Statistics of Sharpe Ratios, Financial Analysts Journal 58 (2002) 36-52, equations
 * 17 to 22. O(T lags).
 *
 * @param ratio the ratio per period, with a standard deviation divided by T - 1
 * @param standardError of the ratio per period, at least 0
 * @param lags how many lags the standard error takes in
 */
public record SerialSharpe(double ratio, double standardError, int lags) implements Serializable {
    public SerialSharpe {
        Check.finite(ratio, "ratio");
        Check.notNegative(standardError, "standardError");
        Check.atLeast(lags, 0, "lags");
    }

    /**
     * Estimates the ratio of a series.
     *
     * @param excessReturns at least two returns above the risk-free one, per period, all finite
     * @param lags how many lags of dependence to take in, from 0 to T - 1
     * @return the estimate; empty when the returns never move
     * @throws IllegalArgumentException if there are fewer than two returns, one is not finite, or the lags are out of range
     */
    public static Optional<SerialSharpe> of(double[] excessReturns, int lags) {
        Optional<SharpeEstimate> plain = SharpeEstimate.of(excessReturns);
        int n = excessReturns.length;
        Check.within(lags, 0, n - 1, "lags");
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        double[] d = standardised(excessReturns);
        double s = plain.get().ratio();
        for (int t = 0; t < n; t++) {
            d[t] -= s * (d[t] * d[t] - 1) / 2;
        }
        double variance = lagged(d, 0);
        for (int k = 1; k <= lags; k++) {
            variance += 2 * (1 - k / (lags + 1.0)) * lagged(d, k);
        }
        return Optional.of(new SerialSharpe(s, Math.sqrt(Math.max(0, variance) / n), lags));
    }

    /**
     * The lags that are customary for a number of observations: {@code floor(4 (T / 100)^(2/9))}; Newey and West, Automatic
     * Lag Selection in Covariance Matrix Estimation, Review of Economic Studies 61 (1994).
     *
     * @param observations T, at least 2
     * @return the lags, at most T - 1
     * @throws IllegalArgumentException if there are fewer than two observations
     */
    public static int customaryLags(int observations) {
        Check.atLeast(observations, 2, "observations");
        return (int) Math.min(observations - 1.0, Math.floor(4 * StrictMath.pow(observations / 100.0, 2.0 / 9)));
    }

    /**
     * The autocorrelations of a series, from lag 1: sums of products of deviations from the mean of the whole series, over
     * the sum of their squares.
     *
     * @param series at least two observations, all finite, not all equal
     * @param lags how many, from 0 to T - 1
     * @return the autocorrelations at lags 1, 2, ..., each from -1 to 1
     * @throws IllegalArgumentException if the series is too short, not finite or never moves, or the lags are out of range
     */
    public static double[] autocorrelations(double[] series, int lags) {
        Check.allFinite(Check.notNull(series, "series"), "series");
        Check.atLeast(series.length, 2, "number of observations");
        Check.within(lags, 0, series.length - 1, "lags");
        double[] d = standardised(series);
        if (lagged(d, 0) == 0) {
            throw new IllegalArgumentException(
                    "series must move to have autocorrelations, was " + series[0] + " throughout");
        }
        double[] rho = new double[lags];
        for (int k = 1; k <= lags; k++) {
            rho[k - 1] = lagged(d, k) / lagged(d, 0);
        }
        return rho;
    }

    /**
     * What a ratio per period is multiplied by for a horizon of q periods: {@code q / sqrt(q + 2 sum (q - k) rho_k)}, k from 1
     * to q - 1; the square root of q when returns are independent. Source: Lo (2002), equation 15.
     *
     * @param periods q, at least 1
     * @param autocorrelations rho from lag 1; those beyond count as 0
     * @return the factor; empty when the autocorrelations leave no variance over the horizon
     * @throws IllegalArgumentException if there is no period or an autocorrelation is not from -1 to 1
     */
    public static OptionalDouble horizonFactor(int periods, double... autocorrelations) {
        Check.atLeast(periods, 1, "periods");
        Check.notNull(autocorrelations, "autocorrelations");
        double variance = periods;
        for (int k = 1; k <= autocorrelations.length; k++) {
            Check.within(autocorrelations[k - 1], -1, 1, "autocorrelations[" + (k - 1) + "]");
            variance += k < periods ? 2.0 * (periods - k) * autocorrelations[k - 1] : 0;
        }
        return variance > 0 ? OptionalDouble.of(periods / Math.sqrt(variance)) : OptionalDouble.empty();
    }

    /** In units of the standard deviation divided by T; zero throughout when nothing moves. */
    private static double[] standardised(double[] x) {
        int n = x.length;
        double mean = Compensated.mean(n, x, 0);
        double scale = 0;
        for (double v : x) {
            scale = Math.max(scale, Math.abs(v - mean));
        }
        double[] d = new double[n];
        double squares = 0;
        for (int t = 0; t < n && scale > 0; t++) {
            d[t] = (x[t] - mean) / scale;
            squares += d[t] * d[t];
        }
        double sigma = Math.sqrt(squares / n);
        for (int t = 0; t < n && scale > 0; t++) {
            d[t] /= sigma;
        }
        return d;
    }

    private static double lagged(double[] d, int k) {
        double sum = 0;
        for (int t = k; t < d.length; t++) {
            sum += d[t] * d[t - k];
        }
        return sum / d.length;
    }
}
