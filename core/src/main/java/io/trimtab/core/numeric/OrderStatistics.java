package io.trimtab.core.numeric;

import io.trimtab.core.check.Check;

/**
 * The k-th smallest of n values by partial sorting in place, without allocation and without chance.
 *
 * <pre>{@code
 * double loss = OrderStatistics.select(n, scratch, 0, k); // scratch[0..k-1] <= scratch[k] <= scratch[k+1..n-1]
 * }</pre>
 *
 * <p>NaN is refused. Zeros of either sign are equal, and a zero result is +0.0, so that a result depends on the values
 * alone and not on their order.
 */
public final class OrderStatistics {
    private OrderStatistics() {}

    /**
     * Selects the k-th smallest and partitions the values around it.
     *
     * @param n the number of values, at least 1
     * @param x the values, reordered: the k smallest first, then the selected one, then the others
     * @param xo their offset
     * @param k the zero-based rank, 0 for the minimum, n - 1 for the maximum
     * @return the value of that rank
     * @throws IllegalArgumentException if a value is NaN or k is not below n
     */
    public static double select(int n, double[] x, int xo, int k) {
        Extents.vector(n, x, xo);
        if (k < 0 || k >= n) {
            throw new IllegalArgumentException("rank must be within [0, " + (n - 1) + "], was " + k);
        }
        for (int i = xo; i < xo + n; i++) {
            if (Double.isNaN(x[i])) {
                throw new IllegalArgumentException("x[" + i + "] must be a number, was NaN");
            }
        }
        return Selection.select(x, xo, xo + n - 1, xo + k) + 0.0;
    }

    /**
     * Sorts the values in ascending order, in place; zeros become +0.0.
     *
     * @param n the number of values
     * @param x the values
     * @param xo their offset
     * @throws IllegalArgumentException if a value is NaN
     */
    public static void sort(int n, double[] x, int xo) {
        Extents.vector(n, x, xo);
        for (int i = xo; i < xo + n; i++) {
            if (Double.isNaN(x[i])) {
                throw new IllegalArgumentException("x[" + i + "] must be a number, was NaN");
            }
            x[i] += 0.0;
        }
        QuickSort.sort(x, xo, xo + n - 1);
    }

    /**
     * The value at a fractional rank, interpolated linearly between its neighbours.
     *
     * <p>Every continuous quantile definition of R. J. Hyndman and Y. Fan (The American Statistician 50, 1996) is a
     * choice of position: type 7, for instance, is p (n - 1).
     *
     * @param n the number of values, at least 1
     * @param x the values, reordered
     * @param xo their offset
     * @param position the zero-based rank, within [0, n - 1]
     * @return x_(j) + (position - j) (x_(j+1) - x_(j)) with j the integer part of the position
     * @throws IllegalArgumentException if a value is NaN or the position is out of range
     */
    public static double interpolated(int n, double[] x, int xo, double position) {
        Check.within(position, 0, n - 1, "position");
        int k = (int) position;
        double below = select(n, x, xo, k);
        double fraction = position - k;
        if (fraction == 0) {
            return below;
        }
        double above = x[xo + k + 1];
        for (int i = xo + k + 2; i < xo + n; i++) {
            above = Math.min(above, x[i]);
        }
        if (below == above) {
            return below;
        }
        return Math.fma(fraction, above - below, below) + 0.0;
    }
}
