package io.trimtab.optimizer.solver;

/**
 * Adds multiples of columns to a vector; every column is an array of its own.
 *
 * <p>Why not one array with offsets, as the kernels of core have it: the JIT compiler turns a loop into vector
 * instructions if all its arrays are read at the same index, and often does not if one array is read at several offsets.
 * At 22 to 500 elements that is a factor of three. Each element is one chain of fused multiply-adds in the order of the
 * columns, whatever the grouping: the bits are those of one column at a time.
 */
final class ColumnSums {
    private ColumnSums() {}

    /** y += x0 c0, over n elements. */
    static void add(int n, double x0, double[] c0, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(c0[i], x0, y[i]);
        }
    }

    /** y += x0 c0 + x1 c1. */
    static void add(int n, double x0, double[] c0, double x1, double[] c1, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(c1[i], x1, Math.fma(c0[i], x0, y[i]));
        }
    }

    /** y += x0 c0 + x1 c1 + x2 c2 + x3 c3. */
    static void add(
            int n,
            double x0,
            double[] c0,
            double x1,
            double[] c1,
            double x2,
            double[] c2,
            double x3,
            double[] c3,
            double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(c3[i], x3, Math.fma(c2[i], x2, Math.fma(c1[i], x1, Math.fma(c0[i], x0, y[i]))));
        }
    }

    /** y += sum of x_k c_k over the first {@code count} columns. */
    static void add(int n, int count, double[] x, double[][] c, double[] y) {
        int k = 0;
        for (; k + 4 <= count; k += 4) {
            add(n, x[k], c[k], x[k + 1], c[k + 1], x[k + 2], c[k + 2], x[k + 3], c[k + 3], y);
        }
        if (k + 2 <= count) {
            add(n, x[k], c[k], x[k + 1], c[k + 1], y);
            k += 2;
        }
        if (k < count) {
            add(n, x[k], c[k], y);
        }
    }

    /** high + low += x c in doubled precision (Ogita, Rump and Oishi 2005, Dot2). */
    static void addDoubled(int n, double x, double[] c, double[] high, double[] low) {
        for (int i = 0; i < n; i++) {
            double term = c[i] * x;
            double error = Math.fma(c[i], x, -term);
            double total = high[i] + term;
            double part = total - high[i];
            low[i] += (high[i] - (total - part)) + (term - part) + error;
            high[i] = total;
        }
    }
}
