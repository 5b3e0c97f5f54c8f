package io.trimtab.core.numeric;

/**
 * Sums over one index, in the one order that every implementation keeps.
 *
 * <p>Element {@code i} belongs to lane {@code i mod 8}; a lane is one sequential chain that starts at zero. The eight
 * lanes a0..a7 are combined as {@code ((a0+a4)+(a2+a6)) + ((a1+a5)+(a3+a7))}: the tree that two vectors of four, or one
 * of eight, produce by halving. The last {@code n mod 8} elements go to lanes 0, 1, ... like all others.
 */
final class Reductions {
    /** Elements from which the vector form, once at work, is worth its call. */
    private static final int WORTH_VECTORS = 64;

    private Reductions() {}

    static double dot(int n, double[] x, int xo, double[] y, int yo) {
        if (n >= WORTH_VECTORS) {
            VectorForm form = VectorForms.reduction(2L * n);
            if (form != null) {
                return form.dot(n, x, xo, y, yo);
            }
        }
        return plainDot(n, x, xo, y, yo);
    }

    static double plainDot(int n, double[] x, int xo, double[] y, int yo) {
        double a0 = 0;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        double a4 = 0;
        double a5 = 0;
        double a6 = 0;
        double a7 = 0;
        int whole = n & ~7;
        for (int i = 0; i < whole; i += 8) {
            int p = xo + i;
            int q = yo + i;
            a0 = Math.fma(x[p], y[q], a0);
            a1 = Math.fma(x[p + 1], y[q + 1], a1);
            a2 = Math.fma(x[p + 2], y[q + 2], a2);
            a3 = Math.fma(x[p + 3], y[q + 3], a3);
            a4 = Math.fma(x[p + 4], y[q + 4], a4);
            a5 = Math.fma(x[p + 5], y[q + 5], a5);
            a6 = Math.fma(x[p + 6], y[q + 6], a6);
            a7 = Math.fma(x[p + 7], y[q + 7], a7);
        }
        return finishDot(n - whole, x, xo + whole, y, yo + whole, a0, a1, a2, a3, a4, a5, a6, a7);
    }

    /** The last elements, fewer than eight, and the tree. */
    static double finishDot(
            int rest,
            double[] x,
            int p,
            double[] y,
            int q,
            double a0,
            double a1,
            double a2,
            double a3,
            double a4,
            double a5,
            double a6,
            double a7) {
        double b0 = rest > 0 ? Math.fma(x[p], y[q], a0) : a0;
        double b1 = rest > 1 ? Math.fma(x[p + 1], y[q + 1], a1) : a1;
        double b2 = rest > 2 ? Math.fma(x[p + 2], y[q + 2], a2) : a2;
        double b3 = rest > 3 ? Math.fma(x[p + 3], y[q + 3], a3) : a3;
        double b4 = rest > 4 ? Math.fma(x[p + 4], y[q + 4], a4) : a4;
        double b5 = rest > 5 ? Math.fma(x[p + 5], y[q + 5], a5) : a5;
        double b6 = rest > 6 ? Math.fma(x[p + 6], y[q + 6], a6) : a6;
        return combine(b0, b1, b2, b3, b4, b5, b6, a7);
    }

    static double sum(int n, double[] x, int xo) {
        if (n >= WORTH_VECTORS) {
            VectorForm form = VectorForms.reduction(n);
            if (form != null) {
                return form.sum(n, x, xo);
            }
        }
        return plainSum(n, x, xo);
    }

    static double plainSum(int n, double[] x, int xo) {
        double a0 = 0;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        double a4 = 0;
        double a5 = 0;
        double a6 = 0;
        double a7 = 0;
        int whole = n & ~7;
        for (int i = 0; i < whole; i += 8) {
            int p = xo + i;
            a0 += x[p];
            a1 += x[p + 1];
            a2 += x[p + 2];
            a3 += x[p + 3];
            a4 += x[p + 4];
            a5 += x[p + 5];
            a6 += x[p + 6];
            a7 += x[p + 7];
        }
        return finishSum(n - whole, x, xo + whole, a0, a1, a2, a3, a4, a5, a6, a7);
    }

    /** The last elements, fewer than eight, and the tree. */
    static double finishSum(
            int rest,
            double[] x,
            int p,
            double a0,
            double a1,
            double a2,
            double a3,
            double a4,
            double a5,
            double a6,
            double a7) {
        double b0 = rest > 0 ? a0 + x[p] : a0;
        double b1 = rest > 1 ? a1 + x[p + 1] : a1;
        double b2 = rest > 2 ? a2 + x[p + 2] : a2;
        double b3 = rest > 3 ? a3 + x[p + 3] : a3;
        double b4 = rest > 4 ? a4 + x[p + 4] : a4;
        double b5 = rest > 5 ? a5 + x[p + 5] : a5;
        double b6 = rest > 6 ? a6 + x[p + 6] : a6;
        return combine(b0, b1, b2, b3, b4, b5, b6, a7);
    }

    static double combine(double a0, double a1, double a2, double a3, double a4, double a5, double a6, double a7) {
        return ((a0 + a4) + (a2 + a6)) + ((a1 + a5) + (a3 + a7));
    }

    /** The largest magnitude, NaN if there is a NaN: a maximum has no rounding, so its order does not matter. */
    static double maxAbs(int n, double[] x, int xo) {
        double largest = 0;
        for (int i = xo; i < xo + n; i++) {
            largest = Math.max(largest, Math.abs(x[i]));
        }
        return largest;
    }

    /** The root of the sum of squares, by way of a power-of-two scale where squares would leave the range. */
    static double norm2(int n, double[] x, int xo) {
        double square = dot(n, x, xo, x, xo);
        if (square >= 0x1p-960 && square <= Double.MAX_VALUE) {
            return Math.sqrt(square);
        }
        double largest = maxAbs(n, x, xo);
        if (!(largest > 0) || largest == Double.POSITIVE_INFINITY) {
            return largest;
        }
        int exponent = Math.getExponent(largest);
        // Two exact steps: the scale of a subnormal number does not fit into one double.
        double down = Math.scalb(1.0, -(exponent / 2));
        double rest = Math.scalb(1.0, -(exponent - exponent / 2));
        double a0 = 0;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        double a4 = 0;
        double a5 = 0;
        double a6 = 0;
        double a7 = 0;
        for (int i = 0; i < n; i++) {
            double v = x[xo + i] * down * rest;
            switch (i & 7) {
                case 0 -> a0 = Math.fma(v, v, a0);
                case 1 -> a1 = Math.fma(v, v, a1);
                case 2 -> a2 = Math.fma(v, v, a2);
                case 3 -> a3 = Math.fma(v, v, a3);
                case 4 -> a4 = Math.fma(v, v, a4);
                case 5 -> a5 = Math.fma(v, v, a5);
                case 6 -> a6 = Math.fma(v, v, a6);
                default -> a7 = Math.fma(v, v, a7);
            }
        }
        return Math.sqrt(combine(a0, a1, a2, a3, a4, a5, a6, a7)) / down / rest;
    }
}
