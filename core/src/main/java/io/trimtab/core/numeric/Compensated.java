package io.trimtab.core.numeric;

/**
 * Sum and inner product as if calculated in twice the working precision and rounded once.
 *
 * <p>Source: T. Ogita, S. M. Rump and S. Oishi, Accurate sum and dot product, SIAM J. Sci. Comput. 26 (2005), algorithms
 * Sum2 and Dot2 (the latter with a fused multiply-add for the product's error). With u = 2^-53 and g(n) = n u / (1 - n u):
 *
 * <pre>
 * |sum - exact| &lt;= u |exact| + g(n-1)^2 sum |x_i|
 * |dot - exact| &lt;= u |exact| + g(n)^2   sum |x_i y_i|     (without underflow)
 * </pre>
 *
 * <p>One sequential chain, about four times the time of the plain reduction. If the plain result is not finite it is
 * returned, so that an overflow is an infinity of the right sign and never a NaN of the method's own making.
 */
public final class Compensated {
    private Compensated() {}

    /**
     * The sum of the elements.
     *
     * @param n the number of elements
     * @param x the vector
     * @param xo its offset
     * @return the sum, 0 for n = 0
     */
    public static double sum(int n, double[] x, int xo) {
        Extents.vector(n, x, xo);
        double high = 0;
        double low = 0;
        for (int i = xo; i < xo + n; i++) {
            double value = x[i];
            double total = high + value;
            double part = total - high;
            low += (high - (total - part)) + (value - part);
            high = total;
        }
        return finish(high, low);
    }

    /**
     * The arithmetic mean: the sum divided by n, within the smallest and the largest element.
     *
     * <p>So the mean of equal values is that value to the bit, and a series that never moves deviates from it by nothing.
     *
     * @param n the number of elements, at least 1
     * @param x the vector
     * @param xo its offset
     * @return the mean; not finite if the sum is not
     */
    public static double mean(int n, double[] x, int xo) {
        double total = sum(n, x, xo);
        if (!Double.isFinite(total)) {
            return total;
        }
        double low = x[xo];
        double high = x[xo];
        for (int i = xo + 1; i < xo + n; i++) {
            low = Math.min(low, x[i]);
            high = Math.max(high, x[i]);
        }
        return Math.max(low, Math.min(high, total / n));
    }

    /**
     * The inner product x'y.
     *
     * @param n the number of elements
     * @param x the first vector
     * @param xo its offset
     * @param y the second vector
     * @param yo its offset
     * @return the inner product, 0 for n = 0
     */
    public static double dot(int n, double[] x, int xo, double[] y, int yo) {
        Extents.vector(n, x, xo);
        Extents.vector(n, y, yo);
        double high = 0;
        double low = 0;
        for (int i = 0; i < n; i++) {
            double product = x[xo + i] * y[yo + i];
            double productError = Math.fma(x[xo + i], y[yo + i], -product);
            double total = high + product;
            double part = total - high;
            low += ((high - (total - part)) + (product - part)) + productError;
            high = total;
        }
        return finish(high, low);
    }

    private static double finish(double high, double low) {
        return Double.isFinite(high) ? high + low : high;
    }
}
