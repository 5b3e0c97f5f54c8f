package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Compensated;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A Sharpe ratio as an estimate: how sure one may be of it, and how long a record it takes.
 *
 * <pre>{@code
 * SharpeEstimate sharpe = SharpeEstimate.of(excessReturns).orElseThrow();
 * sharpe.probabilityAbove(0);                             // probabilistic Sharpe ratio
 * sharpe.deflated(new SharpeTrials(100, 0.002));          // after the best of 100 was picked
 * sharpe.minimumTrackRecord(0, Confidence.of(0.95));      // in periods
 * }</pre>
 *
 * <p>Every ratio here is <em>per period</em>, not annual: mean over standard deviation of returns above the risk-free one.
 * With s the ratio, T the observations, g3 the skewness and g4 the kurtosis (3 for a normal variable), its variance is
 * (1 - g3 s + (g4 - 1)/4 s^2) / T. Sources: Lo, The Statistics of Sharpe Ratios, Financial Analysts Journal 58 (2002), for
 * normal returns; Mertens, Comments on Variance of the IID estimator in Lo (2002), and Opdyke, Comparing Sharpe ratios,
 * Journal of Asset Management 8 (2007), for others. All assume returns that are independent over time; for those that are
 * not see {@link SerialSharpe}. Immutable and thread-safe.
 *
 * @param ratio s, per period
 * @param observations T, at least 2
 * @param skewness g3
 * @param kurtosis g4, not in excess; at least 1 + g3^2, as of every distribution
 */
public record SharpeEstimate(double ratio, int observations, double skewness, double kurtosis) implements Serializable {
    /** How far rounding may take the kurtosis of two values below its bound. */
    private static final double ROUNDING = 1e-9;

    public SharpeEstimate {
        Check.finite(ratio, "ratio");
        Check.atLeast(observations, 2, "observations");
        Check.finite(skewness, "skewness");
        Check.finite(kurtosis, "kurtosis");
        double least = 1 + skewness * skewness;
        if (!(kurtosis >= least * (1 - ROUNDING))) {
            throw new IllegalArgumentException("kurtosis must be at least 1 + skewness^2 = " + least + ", was "
                    + kurtosis + ": give the raw one, 3 for a normal variable, not the excess");
        }
    }

    /**
     * Estimates the ratio of a series.
     *
     * @param excessReturns at least two returns above the risk-free one, per period, all finite
     * @return the ratio of mean and standard deviation (divided by T - 1) with the moments' skewness and kurtosis (divided by
     *     T); empty when the returns never move
     * @throws IllegalArgumentException if there are fewer than two returns or one is not finite
     */
    public static Optional<SharpeEstimate> of(double[] excessReturns) {
        Check.allFinite(Check.notNull(excessReturns, "excessReturns"), "excessReturns");
        int n = Check.atLeast(excessReturns.length, 2, "number of returns");
        double mean = Compensated.mean(n, excessReturns, 0);
        double scale = 0;
        for (double r : excessReturns) {
            scale = Math.max(scale, Math.abs(r - mean));
        }
        if (scale == 0) {
            return Optional.empty();
        }
        Check.finite(scale, "largest deviation of the returns");
        double m2 = 0;
        double m3 = 0;
        double m4 = 0;
        for (double r : excessReturns) {
            double d = (r - mean) / scale;
            m2 += d * d;
            m3 += d * d * d;
            m4 += d * d * d * d;
        }
        double variance = m2 / n;
        double skewness = m3 / n / (variance * Math.sqrt(variance));
        double kurtosis = Math.max(m4 / n / (variance * variance), 1 + skewness * skewness);
        return Optional.of(new SharpeEstimate(mean / scale / Math.sqrt(m2 / (n - 1)), n, skewness, kurtosis));
    }

    /**
     * The same ratio over as many observations, as if returns were normal: without skewness, with a kurtosis of 3.
     *
     * @return the estimate
     */
    public SharpeEstimate asIfNormal() {
        return new SharpeEstimate(ratio, observations, 0, 3);
    }

    /** T times the variance of the ratio. */
    private double scaledVariance() {
        return Math.max(0, 1 - skewness * ratio + (kurtosis - 1) / 4 * ratio * ratio);
    }

    /**
     * The standard error of the ratio: {@code sqrt((1 - g3 s + (g4 - 1)/4 s^2) / T)}; Lo's {@code sqrt((1 + s^2/2) / T)} of
     * {@link #asIfNormal()}.
     *
     * @return at least 0
     */
    public double standardError() {
        return Math.sqrt(scaledVariance() / observations);
    }

    /**
     * The probabilistic Sharpe ratio: how likely it is that the true ratio lies above a benchmark,
     * {@code Phi((s - benchmark) sqrt(T - 1) / sqrt(1 - g3 s + (g4 - 1)/4 s^2))}; Bailey and Lopez de Prado, The Sharpe Ratio
     * Efficient Frontier, Journal of Risk 15 (2012) 3-44.
     *
     * @param benchmark a ratio per period
     * @return from 0 to 1
     * @throws IllegalArgumentException if the benchmark is not finite
     */
    public double probabilityAbove(double benchmark) {
        double above = ratio - Check.finite(benchmark, "benchmark");
        if (above == 0) {
            return 0.5;
        }
        return StandardNormal.cumulative(above * Math.sqrt(observations - 1.0) / Math.sqrt(scaledVariance()));
    }

    /**
     * The deflated Sharpe ratio: how likely it is that the true ratio is above what the best of some trials would show
     * without skill, {@code probabilityAbove(trials.expectedMaximum())}; Bailey and Lopez de Prado, The Deflated Sharpe
     * Ratio, Journal of Portfolio Management 40 (2014) 94-107.
     *
     * @param trials what was tried before this one was picked
     * @return from 0 to 1
     */
    public double deflated(SharpeTrials trials) {
        return probabilityAbove(Check.notNull(trials, "trials").expectedMaximum());
    }

    /**
     * The minimum track record length: how many periods of such returns it takes to be confident that the true ratio lies
     * above a benchmark, {@code 1 + (1 - g3 s + (g4 - 1)/4 s^2) (z / (s - benchmark))^2}; source as of
     * {@link #probabilityAbove}.
     *
     * @param benchmark a ratio per period
     * @param confidence how sure to be, one-sided, at least 1/2
     * @return periods, not rounded; empty when the ratio is not above the benchmark, so that no record is long enough
     * @throws IllegalArgumentException if the benchmark is not finite or the confidence below 1/2
     */
    public OptionalDouble minimumTrackRecord(double benchmark, Confidence confidence) {
        double above = ratio - Check.finite(benchmark, "benchmark");
        double z = StandardNormal.quantile(
                Check.within(Check.notNull(confidence, "confidence").level(), 0.5, 1, "confidence"));
        if (!(above > 0)) {
            return OptionalDouble.empty();
        }
        double periods = 1 + scaledVariance() * (z / above) * (z / above);
        return OptionalDouble.of(periods);
    }
}
