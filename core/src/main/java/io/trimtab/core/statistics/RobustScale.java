package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.numeric.OrderStatistics;

/**
 * The spread of a sample, from its absolute deviations from the median, in units of a normal standard deviation.
 *
 * <p>It is MAD / Phi^-1(3/4), where MAD is the median of the deviations: half of the sample may be arbitrary without
 * moving it far (Hampel, The Influence Curve and its Role in Robust Estimation, JASA 69, 1974). Where more than half of
 * the sample is equal the MAD is zero, and the mean deviation times sqrt(pi / 2) takes its place (Iglewicz and Hoaglin,
 * How to Detect and Handle Outliers, 1993).
 *
 * <pre>{@code
 * double sigma = RobustScale.ofDeviations(n, deviations); // deviations[i] = |x[i] - median|
 * }</pre>
 */
public final class RobustScale {
    /** 1 / Phi^-1(3/4). */
    private static final double NORMAL_PER_MAD = 1.4826022185056018;
    /** sqrt(pi / 2). */
    private static final double NORMAL_PER_MEAN_DEVIATION = 1.2533141373155003;

    private RobustScale() {}

    /**
     * The robust standard deviation. O(n) on average.
     *
     * @param n the number of deviations, at least 1
     * @param deviations the absolute deviations from the median, at its beginning, at least 0; reordered
     * @return at least 0; 0 only if all deviations are
     * @throws IllegalArgumentException if a deviation is negative or NaN, or n is not from 1 to the length
     */
    public static double ofDeviations(int n, double[] deviations) {
        Check.atLeast(n, 1, "n");
        if (n > Check.notNull(deviations, "deviations").length) {
            throw new IllegalArgumentException(
                    "n must be at most the number of deviations, " + deviations.length + ", was " + n);
        }
        for (int i = 0; i < n; i++) {
            if (!(deviations[i] >= 0)) {
                throw new IllegalArgumentException("deviations[" + i + "] must be at least 0, was " + deviations[i]);
            }
        }
        double mad = OrderStatistics.interpolated(n, deviations, 0, 0.5 * (n - 1));
        return mad > 0 ? NORMAL_PER_MAD * mad : NORMAL_PER_MEAN_DEVIATION * (Kernels.sum(n, deviations, 0) / n);
    }
}
