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
     * <p>Three short loops over each block, because the compiler uses vectors for each of them and not for one long loop (7 us
     * against 16 for 10,000 scenarios); to the bit the same. No offsets: with them the compiler must suspect that the arrays
     * overlap.
     */
    static void add(int n, double changeHigh, double changeLow, double[] returns, double[] high, double[] low) {
        for (int from = 0; from < n; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            addErrors(from, to, changeHigh, changeLow, returns, low);
            addProducts(from, to, changeHigh, returns, high, low);
            normalise(from, to, high, low);
        }
    }

    /** What rounding takes from the products, and the change's own low part. */
    private static void addErrors(int from, int to, double high, double low, double[] returns, double[] errors) {
        for (int t = from; t < to; t++) {
            double r = returns[t];
            errors[t] = errors[t] + Math.fma(low, r, Math.fma(high, r, -(high * r)));
        }
    }

    /** The rounded products, and what rounding takes from the sums. */
    private static void addProducts(int from, int to, double change, double[] returns, double[] high, double[] low) {
        for (int t = from; t < to; t++) {
            double product = change * returns[t];
            double h = high[t];
            double sum = h + product;
            double part = sum - h;
            high[t] = sum;
            low[t] = ((h - (sum - part)) + (product - part)) + low[t];
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

    /** How many are below a level. */
    static int countBelow(int n, double[] x, double level) {
        int a = 0;
        int b = 0;
        int c = 0;
        int d = 0;
        int t = 0;
        for (; t + 4 <= n; t += 4) {
            a += x[t] < level ? 1 : 0;
            b += x[t + 1] < level ? 1 : 0;
            c += x[t + 2] < level ? 1 : 0;
            d += x[t + 3] < level ? 1 : 0;
        }
        for (; t < n; t++) {
            a += x[t] < level ? 1 : 0;
        }
        return a + b + c + d;
    }
}
