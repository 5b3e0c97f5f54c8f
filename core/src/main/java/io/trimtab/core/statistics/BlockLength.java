package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Compensated;
import java.io.Serializable;

/**
 * How long the blocks of a {@link BlockBootstrap} should be for the mean of a series, chosen from the series.
 *
 * <pre>{@code
 * BlockBootstrap bootstrap = BlockBootstrap.circular(BlockLength.of(returns).circular());
 * }</pre>
 *
 * <p>The length that minimises the mean squared error of the variance of the mean: b = (2 G^2 / D)^(1/3) n^(1/3), where
 * G = sum lambda(k/M) |k| R(k), g = sum lambda(k/M) R(k) over lags from -M to M, D = 2 g^2 for stationary and 4/3 g^2 for
 * circular blocks, R the autocovariances, and lambda the flat-top kernel: 1 up to 1/2, then falling to 0 at 1. M is twice
 * the smallest lag m after which K = max(5, ceil(sqrt(log10 n))) autocorrelations are all below 2 sqrt(log10 n / n).
 * Sources: Politis and White, Automatic block-length selection for the dependent bootstrap, Econometric Reviews 23 (2004)
 * 53-70, and its correction by Patton, Politis and White, Econometric Reviews 28 (2009) 372-375, which D is from.
 *
 * <p>A series without correlation, one that never moves, and one shorter than 8 get blocks of 1. For another statistic
 * than the mean the length is a rule of thumb. O(n sqrt n).
 *
 * @param stationary the mean length of stationary blocks, from 1 to {@code min(3 sqrt(n), n/3)}
 * @param circular the length of circular blocks, rounded to the nearest, from 1 to the same bound
 */
public record BlockLength(double stationary, int circular) implements Serializable {
    private static final int FEWEST = 8;

    public BlockLength {
        Check.within(stationary, 1, Double.MAX_VALUE, "stationary");
        Check.atLeast(circular, 1, "circular");
    }

    /**
     * Chooses the lengths for a series.
     *
     * @param series at least one observation, all finite
     * @return the lengths
     * @throws IllegalArgumentException if the series is empty or not finite
     */
    public static BlockLength of(double[] series) {
        Check.allFinite(Check.notNull(series, "series"), "series");
        Check.atLeast(series.length, 1, "number of observations");
        int n = series.length;
        double[] centred = centred(series);
        double variance = n < FEWEST ? 0 : covariance(centred, 0);
        if (!(variance > 0)) {
            return new BlockLength(1, 1);
        }
        int window = Math.max(5, (int) Math.ceil(Math.sqrt(StrictMath.log10(n))));
        int furthest = Math.min(n - 1, (int) Math.ceil(Math.sqrt(n)) + window);
        double[] covariances = new double[furthest + 1];
        for (int k = 0; k <= furthest; k++) {
            covariances[k] = covariance(centred, k);
        }
        double negligible = 2 * Math.sqrt(StrictMath.log10(n) / n) * variance;
        int bandwidth = Math.min(2 * lastLag(covariances, negligible, window), furthest);
        double weighted = 0;
        double spectrum = variance;
        for (int k = 1; k <= bandwidth; k++) {
            double lambda = Math.min(1, 2 * (1 - (double) k / bandwidth));
            weighted += 2 * lambda * k * covariances[k];
            spectrum += 2 * lambda * covariances[k];
        }
        double longest = Math.max(1, Math.ceil(Math.min(3 * Math.sqrt(n), n / 3.0)));
        double stationary = length(weighted, 2 * spectrum * spectrum, n, longest);
        double circular = length(weighted, 4 * spectrum * spectrum / 3, n, longest);
        return new BlockLength(stationary, (int) Math.rint(circular));
    }

    /** Divided by the largest deviation, so that squares neither overflow nor vanish. */
    private static double[] centred(double[] series) {
        double mean = Compensated.mean(series.length, series, 0);
        double scale = 0;
        for (double x : series) {
            scale = Math.max(scale, Math.abs(x - mean));
        }
        if (!Double.isFinite(scale)) {
            throw new IllegalArgumentException("series must not be so large that its deviations overflow");
        }
        double[] centred = new double[series.length];
        for (int t = 0; t < centred.length && scale > 0; t++) {
            centred[t] = (series[t] - mean) / scale;
        }
        return centred;
    }

    private static double covariance(double[] centred, int lag) {
        double sum = 0;
        for (int t = lag; t < centred.length; t++) {
            sum += centred[t] * centred[t - lag];
        }
        return sum / centred.length;
    }

    /** The smallest m such that the next {@code window} lags are negligible; else the last lag that is not. */
    private static int lastLag(double[] covariances, double negligible, int window) {
        int quiet = 0;
        int last = 0;
        for (int k = 1; k < covariances.length; k++) {
            if (Math.abs(covariances[k]) < negligible) {
                if (++quiet == window) {
                    return k - window;
                }
            } else {
                quiet = 0;
                last = k;
            }
        }
        return last;
    }

    private static double length(double weighted, double d, int n, double longest) {
        double b = d > 0 ? StrictMath.cbrt(2 * weighted * weighted / d * n) : longest;
        return Math.max(1, Math.min(longest, b));
    }
}
