package io.trimtab.core.numeric;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Exact arithmetic by BigDecimal, a-priori error bounds, and seeded data for the tests of the kernels. */
final class Exact {
    /** Unit roundoff of round-to-nearest. */
    static final double U = 0x1p-53;

    private Exact() {}

    /** Higham's g(n) = n u / (1 - n u). */
    static double gamma(int n) {
        return n * U / (1 - n * U);
    }

    static BigDecimal dot(int n, double[] x, int xo, int xs, double[] y, int yo, int ys) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < n; i++) {
            sum = sum.add(new BigDecimal(x[xo + i * xs]).multiply(new BigDecimal(y[yo + i * ys])));
        }
        return sum;
    }

    /** Sum of |x_i y_i|. */
    static double absoluteDot(int n, double[] x, int xo, int xs, double[] y, int yo, int ys) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.abs(x[xo + i * xs] * y[yo + i * ys]);
        }
        return sum;
    }

    /** |calculated - exact|. */
    static double error(double calculated, BigDecimal exact) {
        return new BigDecimal(calculated).subtract(exact).abs().doubleValue();
    }

    /** Normal-looking values of mixed sign and magnitude. */
    static double[] random(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = Math.scalb(random.nextDouble() * 2 - 1, random.nextInt(5) - 2);
        }
        return values;
    }

    /** A positive definite matrix: B B' + diagonal, full storage with leading dimension n. */
    static double[] definite(int n, long seed) {
        double[] b = random(n * n, seed);
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? 0.1 * n : 0;
                for (int k = 0; k < n; k++) {
                    sum += b[i + k * n] * b[j + k * n];
                }
                a[i + j * n] = sum;
                a[j + i * n] = sum;
            }
        }
        return a;
    }

    static double[] filled(int n, double value) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return values;
    }
}
