package io.trimtab.risk.stream;

/**
 * The loops over all scenarios of a book.
 *
 * <p>Profits are kept in two doubles each, normalised, so that {@code high} is the profit rounded once. One change of value
 * errs by at most 4 units of 2^-106 of the larger of profit and change: after 10^9 ticks of a book, and after positions a
 * billion times as large have come and gone, the first double is still right.
 */
final class ScenarioKernel {
    private ScenarioKernel() {}

    /** Scenarios at a time: three stretches of so many doubles stay in a first-level cache of 32 KB. */
    private static final int BLOCK = 512;

    /**
     * {@code profit[t] += (changeHigh + changeLow) returns[t]}.
     *
     * <p>Two short loops over each block, because the compiler uses vectors for each of them and not for one long loop; to the
     * bit the same. No offsets: with them the compiler must suspect that the arrays overlap.
     */
    static void add(int n, double changeHigh, double changeLow, double[] returns, double[] high, double[] low) {
        for (int from = 0; from < n; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            addProducts(from, to, changeHigh, changeLow, returns, high, low);
            normalise(from, to, high, low);
        }
    }

    /** The rounded products; and what rounding takes from the products and the sums, with the change's own low part. */
    private static void addProducts(
            int from, int to, double change, double changeLow, double[] returns, double[] high, double[] low) {
        for (int t = from; t < to; t++) {
            double r = returns[t];
            double product = change * r;
            double error = Math.fma(changeLow, r, Math.fma(change, r, -product));
            double h = high[t];
            double sum = h + product;
            double part = sum - h;
            high[t] = sum;
            low[t] = ((h - (sum - part)) + (product - part)) + (low[t] + error);
        }
    }

    private static void normalise(int from, int to, double[] high, double[] low) {
        for (int t = from; t < to; t++) {
            double sum = high[t];
            double rest = low[t];
            double rounded = sum + rest;
            high[t] = rounded;
            low[t] = rest - (rounded - sum);
        }
    }

    /** The profit of one scenario from nothing: {@code sum of value[j] returns[j][t]}. */
    static void fresh(int t, double[] value, double[][] returns, double[] high, double[] low) {
        double h = 0;
        double l = 0;
        for (int j = 0; j < value.length; j++) {
            double product = value[j] * returns[j][t];
            double error = Math.fma(value[j], returns[j][t], -product);
            double sum = h + product;
            double part = sum - h;
            double rest = ((h - (sum - part)) + (product - part)) + (l + error);
            h = sum + rest;
            l = rest - (h - sum);
        }
        high[t] = h;
        low[t] = l;
    }

    /** How many of n finite numbers are below a level that is a number: by the sign of the difference, so without a branch. */
    static int countBelow(int n, double[] x, double bound) {
        // less -0 nothing changes but -0, which becomes +0
        double level = bound == 0 ? -0.0 : bound;
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        int t = 0;
        for (; t + 4 <= n; t += 4) {
            a += signBit(x[t] - level);
            b += signBit(x[t + 1] - level);
            c += signBit(x[t + 2] - level);
            d += signBit(x[t + 3] - level);
        }
        for (; t < n; t++) {
            a += signBit(x[t] - level);
        }
        return (int) (a + b + c + d);
    }

    /** 1 below zero, 0 from +0 on; the difference of equal numbers is +0. */
    private static long signBit(double difference) {
        return Double.doubleToRawLongBits(difference) >>> 63;
    }
}
