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

    /**
     * {@code profit[t] += (changeHigh + changeLow) returns[t]}.
     *
     * <p>No offsets: with them the compiler must suspect that the arrays overlap, and does not use vectors.
     */
    static void add(int n, double changeHigh, double changeLow, double[] returns, double[] high, double[] low) {
        for (int t = 0; t < n; t++) {
            double r = returns[t];
            double product = changeHigh * r;
            double error = Math.fma(changeLow, r, Math.fma(changeHigh, r, -product));
            double h = high[t];
            double sum = h + product;
            double part = sum - h;
            double rest = ((h - (sum - part)) + (product - part)) + (low[t] + error);
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
