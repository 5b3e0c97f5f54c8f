package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a statistic was on an observed series, and on series drawn like it.
 *
 * <pre>{@code
 * BootstrapDistribution d = BlockBootstrap.independent().replicate(losses, 10_000, 7, Statistics::shortfall);
 * d.interval(Confidence.of(0.95)).low();
 * }</pre>
 *
 * <p>Intervals are approximate: they cover with the stated probability as the series grows, not for every length.
 * Immutable and thread-safe; the seed is part of the value.
 */
public final class BootstrapDistribution implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double estimate;
    private final double[] ordered;
    private final long seed;

    /**
     * A distribution from its values.
     *
     * @param estimate the statistic of the observed series, finite
     * @param replicates its values on drawn series, at least one, in any order; not NaN
     * @param seed what decided the draws
     * @throws IllegalArgumentException if the estimate is not finite, there is no value, or one is NaN
     */
    public BootstrapDistribution(double estimate, double[] replicates, long seed) {
        this.estimate = Check.finite(estimate, "estimate");
        this.ordered = Check.notNull(replicates, "replicates").clone();
        Check.atLeast(ordered.length, 1, "number of replicates");
        for (int b = 0; b < ordered.length; b++) {
            if (Double.isNaN(ordered[b])) {
                throw new IllegalArgumentException("replicates[" + b + "] must be a number, was NaN");
            }
        }
        Arrays.sort(ordered);
        this.seed = seed;
    }

    /**
     * The statistic of the observed series.
     *
     * @return finite
     */
    public double estimate() {
        return estimate;
    }

    /**
     * What decided the draws.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /**
     * How many series were drawn.
     *
     * @return at least 1
     */
    public int replications() {
        return ordered.length;
    }

    /**
     * The statistic of every drawn series, in ascending order.
     *
     * @return a copy
     */
    public double[] replicates() {
        return ordered.clone();
    }

    /**
     * The standard deviation of the statistic over drawn series, divided by their number less one.
     *
     * @return at least 0; 0 for a single series; not finite if a replicate is not
     */
    public double standardError() {
        double mean = mean();
        double squares = 0;
        for (double value : ordered) {
            squares += (value - mean) * (value - mean);
        }
        return ordered.length == 1 ? 0 : Math.sqrt(squares / (ordered.length - 1));
    }

    /**
     * How far the drawn series' mean statistic lies above that of the observed one.
     *
     * @return the bootstrap's estimate of the statistic's bias
     */
    public double bias() {
        return mean() - estimate;
    }

    private double mean() {
        double sum = 0;
        for (double value : ordered) {
            sum += value;
        }
        return sum / ordered.length;
    }

    /**
     * The percentile interval: between the quantiles {@code (1 - coverage) / 2} and {@code (1 + coverage) / 2} of the
     * statistic over drawn series; Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
     *
     * @param coverage the two-sided probability of covering the true value, approximately
     * @return the interval
     */
    public Interval interval(Confidence coverage) {
        double outside = Check.notNull(coverage, "coverage").tail() / 2;
        return new Interval(quantile(outside), quantile(1 - outside));
    }

    /**
     * The basic interval: the percentile interval reflected about the estimate, {@code 2 estimate - quantile}; Davison and
     * Hinkley, Bootstrap Methods and their Application (1997), section 5.2. It corrects a bias that the percentile
     * interval doubles, and may leave the statistic's range.
     *
     * @param coverage the two-sided probability of covering the true value, approximately
     * @return the interval
     */
    public Interval basicInterval(Confidence coverage) {
        Interval percentile = interval(coverage);
        return new Interval(2 * estimate - percentile.high(), 2 * estimate - percentile.low());
    }

    /**
     * A quantile of the statistic over drawn series, by linear interpolation between ordered values at position
     * {@code p (B - 1)}.
     *
     * @param p the probability, from 0 to 1
     * @return the quantile
     * @throws IllegalArgumentException if p is out of range
     */
    public double quantile(double p) {
        double position = Check.within(p, 0, 1, "p") * (ordered.length - 1);
        int below = (int) Math.floor(position);
        double fraction = position - below;
        double low = ordered[below];
        if (fraction == 0 || low == ordered[below + 1]) {
            return low; // equal values are themselves to the bit, so that quantiles do not cross
        }
        return (1 - fraction) * low + fraction * ordered[below + 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BootstrapDistribution that
                && Double.compare(estimate, that.estimate) == 0
                && seed == that.seed
                && Arrays.equals(ordered, that.ordered);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Double.hashCode(estimate) + Arrays.hashCode(ordered)) + Long.hashCode(seed);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "BootstrapDistribution[%.4g, standard error %.2g, %d series, seed %d]",
                estimate,
                standardError(),
                ordered.length,
                seed);
    }

    /**
     * An interval that covers a statistic's true value with a stated probability, approximately.
     *
     * @param low its lower end
     * @param high its upper end, at least the lower
     */
    public record Interval(double low, double high) implements Serializable {
        public Interval {
            if (!(low <= high)) {
                throw new IllegalArgumentException("low must be at most high, was " + low + " above " + high);
            }
        }

        /**
         * Whether a value lies within, ends included.
         *
         * @param value the value
         * @return whether it does
         */
        public boolean contains(double value) {
            return low <= value && value <= high;
        }
    }
}
