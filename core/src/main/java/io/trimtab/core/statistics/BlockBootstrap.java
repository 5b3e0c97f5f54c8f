package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.time.Progress;
import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Draws series like an observed one by joining blocks of it, so that dependence over time within a block survives.
 *
 * <pre>{@code
 * BlockBootstrap bootstrap = BlockBootstrap.stationary(BlockLength.of(returns).stationary());
 * BootstrapDistribution means = bootstrap.replicate(returns, 10_000, 7, r -> mean(r));
 * means.interval(Confidence.of(0.95)); // of the mean
 * }</pre>
 *
 * <p>Three ways, all over a series that is closed to a circle (after the last observation comes the first), so that every
 * observation is equally likely: <em>independent</em>, each observation on its own (Efron, Annals of Statistics 7, 1979);
 * <em>circular</em>, blocks of one length (Politis and Romano, in: Exploring the Limits of Bootstrap, 1992);
 * <em>stationary</em>, blocks of geometric length with a given mean (Politis and Romano, The Stationary Bootstrap, JASA
 * 89, 1994). {@link BlockLength} chooses a length from the data.
 *
 * <p>Positions are a function of the seed alone and the same on every platform and virtual machine: all draws come from
 * {@link SplittableRandom#nextLong()}. Immutable and thread-safe. O(n) a series.
 */
public final class BlockBootstrap implements Serializable {
    private static final long serialVersionUID = 1L;

    private enum Kind {
        INDEPENDENT,
        CIRCULAR,
        STATIONARY
    }

    private final Kind kind;
    private final double meanLength;

    private BlockBootstrap(Kind kind, double meanLength) {
        this.kind = kind;
        this.meanLength = meanLength;
    }

    /**
     * Draws every observation on its own: for series without dependence over time.
     *
     * @return the bootstrap
     */
    public static BlockBootstrap independent() {
        return new BlockBootstrap(Kind.INDEPENDENT, 1);
    }

    /**
     * Joins blocks of one length; the last is cut short.
     *
     * @param blockLength observations in a block, at least 1
     * @return the bootstrap
     * @throws IllegalArgumentException if the length is below 1
     */
    public static BlockBootstrap circular(int blockLength) {
        return new BlockBootstrap(Kind.CIRCULAR, Check.atLeast(blockLength, 1, "blockLength"));
    }

    /**
     * Joins blocks of geometric length, which leaves a stationary series stationary.
     *
     * @param meanBlockLength the mean number of observations in a block, at least 1
     * @return the bootstrap
     * @throws IllegalArgumentException if the mean length is below 1 or not finite
     */
    public static BlockBootstrap stationary(double meanBlockLength) {
        return new BlockBootstrap(
                Kind.STATIONARY, Check.within(meanBlockLength, 1, Double.MAX_VALUE, "meanBlockLength"));
    }

    /**
     * Draws positions, one set for all columns of a panel, so that dependence across columns survives as well.
     *
     * @param n the number of observations, at least 1
     * @param random where the draws come from
     * @param out receives n positions, each from 0 to {@code n - 1}, at its beginning
     * @throws IllegalArgumentException if n is below 1 or {@code out} is too short
     */
    public void positionsInto(int n, SplittableRandom random, int[] out) {
        Check.notNull(random, "random");
        room(n, Check.notNull(out, "out").length, "out");
        int position = 0;
        for (int t = 0; t < n; t++) {
            position = next(t, position, n, random);
            out[t] = position;
        }
    }

    /**
     * Draws one series like the observed one.
     *
     * @param n the number of observations, at least 1
     * @param series holds them at its beginning; not changed
     * @param random where the draws come from
     * @param out receives the n drawn values at its beginning; not {@code series}
     * @throws IllegalArgumentException if n is below 1 or an array is too short
     */
    public void resampleInto(int n, double[] series, SplittableRandom random, double[] out) {
        Check.notNull(random, "random");
        room(n, Check.notNull(series, "series").length, "series");
        room(n, Check.notNull(out, "out").length, "out");
        if (series == out) {
            throw new IllegalArgumentException("out must be another array than series: draws are read while written");
        }
        int position = 0;
        for (int t = 0; t < n; t++) {
            position = next(t, position, n, random);
            out[t] = series[position];
        }
    }

    /**
     * The values that a statistic takes on drawn series. Allocates nothing itself.
     *
     * @param n the number of observations, at least 1
     * @param series holds them at its beginning; not changed
     * @param random where the draws come from
     * @param statistic called with {@code scratch}, whose first n values it may reorder
     * @param scratch room for n values
     * @param out receives one value a replication, as many as it has elements
     * @throws IllegalArgumentException if n is below 1, an array is too short, or a value is NaN
     */
    public void replicateInto(
            int n,
            double[] series,
            SplittableRandom random,
            ToDoubleFunction<double[]> statistic,
            double[] scratch,
            double[] out) {
        Check.notNull(series, "series");
        Check.notNull(random, "random");
        Check.notNull(statistic, "statistic");
        Check.notNull(scratch, "scratch");
        Check.notNull(out, "out");
        for (int b = 0; b < out.length; b++) {
            resampleInto(n, series, random, scratch);
            out[b] = valid(statistic.applyAsDouble(scratch), b);
        }
    }

    /**
     * The distribution of a statistic over drawn series.
     *
     * @param series at least one observation, all finite
     * @param replications how many series are drawn, at least 1; 1,000 for a standard error, 10,000 for an interval
     * @param seed decides all draws
     * @param statistic called with an array that it may reorder
     * @return the statistic of the observed series and of every drawn one
     * @throws IllegalArgumentException if the series is empty or not finite, there is no replication, or the statistic is
     *     NaN for a drawn series or not finite for the observed one
     */
    public BootstrapDistribution replicate(
            double[] series, int replications, long seed, ToDoubleFunction<double[]> statistic) {
        return replicate(series, replications, seed, statistic, Progress.unheard());
    }

    /**
     * As {@link #replicate(double[], int, long, ToDoubleFunction)}, and says how far it is.
     *
     * @param series at least one observation, all finite
     * @param replications how many series are drawn, at least 1
     * @param seed decides all draws
     * @param statistic called with an array that it may reorder
     * @param progress hears how many series are done; may stop the work
     * @return the statistic of the observed series and of every drawn one
     * @throws IllegalArgumentException as without a listener
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public BootstrapDistribution replicate(
            double[] series, int replications, long seed, ToDoubleFunction<double[]> statistic, Progress progress) {
        Check.allFinite(Check.notNull(series, "series"), "series");
        Check.atLeast(series.length, 1, "number of observations");
        Check.atLeast(replications, 1, "replications");
        Check.notNull(statistic, "statistic");
        Check.notNull(progress, "progress");
        double estimate = Check.finite(statistic.applyAsDouble(series.clone()), "statistic of the series");
        SplittableRandom random = new SplittableRandom(seed);
        double[] scratch = new double[series.length];
        double[] values = new double[replications];
        int chunk = Math.max(1, 200_000 / series.length);
        for (int b = 0; b < replications; b++) {
            resampleInto(series.length, series, random, scratch);
            values[b] = valid(statistic.applyAsDouble(scratch), b);
            if ((b + 1) % chunk == 0 && b + 1 < replications) {
                Interruption.endIfRequested("bootstrap");
                progress.reached(b + 1, replications);
            }
        }
        progress.reached(replications, replications);
        return new BootstrapDistribution(estimate, values, seed);
    }

    private static double valid(double value, int replication) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("statistic of drawn series " + replication
                    + " is NaN: return a number for every series that can be drawn, such as one of equal values");
        }
        return value;
    }

    private static void room(int n, int length, String name) {
        Check.atLeast(n, 1, "n");
        if (length < n) {
            throw new IllegalArgumentException(name + " must have room for " + n + " values, had " + length);
        }
    }

    /** The position at time t: a new block's beginning, or the one after the last. */
    private int next(int t, int last, int n, SplittableRandom random) {
        boolean begins = switch (kind) {
            case INDEPENDENT -> true;
            case CIRCULAR -> t % (int) meanLength == 0;
            case STATIONARY -> t == 0 || (random.nextLong() >>> 11) * 0x1p-53 < 1 / meanLength;
        };
        if (begins) {
            return below(n, random);
        }
        return last + 1 == n ? 0 : last + 1;
    }

    /** From 0 to n - 1, each as likely as the others to 1 part in 2^63 / n. */
    private static int below(int n, SplittableRandom random) {
        return (int) Math.multiplyHigh(random.nextLong() >>> 1, 2L * n);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockBootstrap that && kind == that.kind && meanLength == that.meanLength;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind.name(), meanLength);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case INDEPENDENT -> "BlockBootstrap[independent]";
            case CIRCULAR -> "BlockBootstrap[circular, blocks of " + (int) meanLength + "]";
            case STATIONARY ->
                String.format(Locale.ROOT, "BlockBootstrap[stationary, blocks of %.1f on average]", meanLength);
        };
    }
}
