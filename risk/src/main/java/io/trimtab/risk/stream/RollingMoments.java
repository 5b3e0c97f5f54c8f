package io.trimtab.risk.stream;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.DegreesOfFreedom;

/**
 * Mean, variance, skewness and kurtosis of the latest values, with exact eviction.
 *
 * <pre>{@code
 * RollingMoments moments = RollingMoments.over(250);
 * moments.add(dailyReturn);
 * moments.standardDeviation(DegreesOfFreedom.SAMPLE);
 * }</pre>
 *
 * <p>A rolling variance that subtracts what leaves keeps the rounding of every huge value that was ever inside. Here the
 * values are the leaves of a binary tree whose nodes hold the moments of the leaves below; a new value replaces its leaf
 * and the nodes above are merged anew, so nothing of the old value remains. Merging follows P. Pébay, "Formulas for robust,
 * one-pass parallel computation of covariances and arbitrary-order statistical moments", Sandia Report SAND2008-6212 (2008),
 * equations 2.1 and 3.1, with the mean in two doubles, so that a level far above the spread costs no digits.
 *
 * <p>O(log T) to add, O(1) to read, no allocation after construction; 80 bytes per value. Not thread-safe: one thread
 * writes and reads.
 */
public final class RollingMoments {
    /** The fourth power of a deviation stays finite. */
    private static final double LARGEST = 1e70;

    private static final double LEAST_VARIANCE = 1e-140;
    private static final int WIDEST = 10_000_000;

    private final int window;
    /** Node i has the children 2 i and 2 i + 1; the leaves are the nodes from {@code window} on; node 1 has them all. */
    private final int[] n;

    private final double[] mean;
    private final double[] meanLow;
    private final double[] m2;
    private final double[] m3;
    private final double[] m4;
    private int next;

    private RollingMoments(int window) {
        this.window = window;
        n = new int[2 * window];
        mean = new double[2 * window];
        meanLow = new double[2 * window];
        m2 = new double[2 * window];
        m3 = new double[2 * window];
        m4 = new double[2 * window];
    }

    /**
     * An empty window.
     *
     * @param window how many values it holds, from 1 to 10 million
     * @return the window
     * @throws IllegalArgumentException if the window is out of range
     */
    public static RollingMoments over(int window) {
        return new RollingMoments(Windows.checked(window, WIDEST));
    }

    /**
     * Adds the newest value; if the window is full the oldest leaves.
     *
     * @param value finite, at most 1e70 in size
     * @throws IllegalArgumentException if it is not; nothing has changed then
     */
    public void add(double value) {
        Check.within(value, -LARGEST, LARGEST, "value");
        int leaf = window + next;
        n[leaf] = 1;
        mean[leaf] = value + 0.0;
        for (int node = leaf >> 1; node > 0; node >>= 1) {
            merge(node, 2 * node, 2 * node + 1);
        }
        next = next + 1 == window ? 0 : next + 1;
    }

    private void merge(int to, int a, int b) {
        if (n[a] == 0 || n[b] == 0) {
            int one = n[a] == 0 ? b : a;
            n[to] = n[one];
            mean[to] = mean[one];
            meanLow[to] = meanLow[one];
            m2[to] = m2[one];
            m3[to] = m3[one];
            m4[to] = m4[one];
            return;
        }
        double na = n[a];
        double nb = n[b];
        double all = na + nb;
        // exact where the means are of a size
        double delta = (mean[b] - mean[a]) + (meanLow[b] - meanLow[a]);
        double step = delta / all;
        double d2 = delta * step;
        double shift = step * nb;
        double sum = mean[a] + shift;
        double part = sum - mean[a];
        double rest = ((mean[a] - (sum - part)) + (shift - part)) + meanLow[a];
        n[to] = n[a] + n[b];
        mean[to] = sum + rest;
        meanLow[to] = rest - (mean[to] - sum);
        double m2a = m2[a];
        double m2b = m2[b];
        double pairs = na * nb;
        m4[to] = m4[a]
                + m4[b]
                + d2 * step * step * pairs * (na * na - pairs + nb * nb)
                + 6 * step * step * (na * na * m2b + nb * nb * m2a)
                + 4 * step * (na * m3[b] - nb * m3[a]);
        m3[to] = m3[a] + m3[b] + d2 * step * pairs * (na - nb) + 3 * step * (na * m2b - nb * m2a);
        m2[to] = m2a + m2b + d2 * pairs;
    }

    /**
     * How many values there are.
     *
     * @return from 0 to the window
     */
    public int size() {
        return n[1];
    }

    /**
     * How many values the window holds.
     *
     * @return at least 1
     */
    public int window() {
        return window;
    }

    /**
     * The arithmetic mean.
     *
     * @return in the unit of the values
     * @throws IllegalStateException if there is no value yet
     */
    public double mean() {
        filled(1, "mean");
        return mean[1];
    }

    /**
     * The variance about the mean.
     *
     * @param degreesOfFreedom what the sum of squared deviations is divided by
     * @return in the square of the unit; exactly 0 if all values are equal
     * @throws IllegalStateException if there are fewer values than the divisor needs
     */
    public double variance(DegreesOfFreedom degreesOfFreedom) {
        int values = filled(Check.notNull(degreesOfFreedom, "degreesOfFreedom").fewestObservations(), "variance");
        return m2[1] / degreesOfFreedom.divisor(values);
    }

    /**
     * The root of the variance: the volatility per period, where the values are returns.
     *
     * @param degreesOfFreedom what the sum of squared deviations is divided by
     * @return in the unit of the values
     * @throws IllegalStateException if there are fewer values than the divisor needs
     */
    public double standardDeviation(DegreesOfFreedom degreesOfFreedom) {
        return Math.sqrt(variance(degreesOfFreedom));
    }

    /**
     * Whether the values differ enough for skewness and kurtosis: by more than 1e-70 on average.
     *
     * @return false also for an empty window
     */
    public boolean hasSpread() {
        return m2[1] > n[1] * LEAST_VARIANCE;
    }

    /**
     * The skewness {@code m3 / m2^1.5}, with m_k the mean of the k-th powers of deviations from the mean.
     *
     * @return without unit
     * @throws IllegalStateException if {@link #hasSpread()} is false
     */
    public double skewness() {
        double variance = spread("skewness");
        return m3[1] / n[1] / variance / Math.sqrt(variance);
    }

    /**
     * The kurtosis in excess of a normal distribution's, {@code m4 / m2^2 - 3}.
     *
     * @return without unit, at least -2
     * @throws IllegalStateException if {@link #hasSpread()} is false
     */
    public double excessKurtosis() {
        double variance = spread("kurtosis");
        return m4[1] / n[1] / variance / variance - 3;
    }

    private double spread(String what) {
        filled(1, what);
        if (!hasSpread()) {
            throw new IllegalStateException(what + " is undefined: all " + n[1] + " values are equal");
        }
        return m2[1] / n[1];
    }

    private int filled(int least, String what) {
        if (n[1] < least) {
            throw new IllegalStateException(what + " needs at least " + least + " values, the window has " + n[1]);
        }
        return n[1];
    }

    @Override
    public String toString() {
        return "RollingMoments[" + n[1] + " of " + window + " values]";
    }
}
