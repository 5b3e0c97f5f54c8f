package io.trimtab.core.numeric;

import java.util.Arrays;

/** Matrix times vector: by columns (one chain per element of the result) and by inner products. */
final class MatrixVector {
    /** Elements of the matrix from which the vector form, once at work, is worth its call. */
    private static final int WORTH_VECTORS = 512;

    private MatrixVector() {}

    static void multiply(
            int m,
            int n,
            double alpha,
            double[] a,
            int ao,
            int lda,
            double[] x,
            int xo,
            double beta,
            double[] y,
            int yo) {
        scaleResult(m, beta, y, yo);
        accumulate(m, n, alpha, a, ao, lda, x, xo, 1, y, yo);
    }

    /** y += alpha A x, with x and the columns of A at any stride, negative ones included. */
    static void accumulate(
            int m, int n, double alpha, double[] a, int ao, int lda, double[] x, int xo, int xs, double[] y, int yo) {
        long elements = (long) m * n;
        if (elements >= WORTH_VECTORS) {
            VectorForm form = VectorForms.columns(2 * elements);
            if (form != null) {
                form.accumulate(m, n, alpha, a, ao, lda, x, xo, xs, y, yo);
                return;
            }
        }
        plainAccumulate(m, n, alpha, a, ao, lda, x, xo, xs, y, yo);
    }

    static void plainAccumulate(
            int m, int n, double alpha, double[] a, int ao, int lda, double[] x, int xo, int xs, double[] y, int yo) {
        int j = 0;
        for (; j + 4 <= n; j += 4) {
            int q = xo + j * xs;
            fourColumns(
                    m,
                    a,
                    ao + j * lda,
                    lda,
                    alpha * x[q],
                    alpha * x[q + xs],
                    alpha * x[q + 2 * xs],
                    alpha * x[q + 3 * xs],
                    y,
                    yo);
        }
        for (; j < n; j++) {
            axpy(m, alpha * x[xo + j * xs], a, ao + j * lda, y, yo);
        }
    }

    private static void fourColumns(
            int m, double[] a, int p0, int lda, double x0, double x1, double x2, double x3, double[] y, int yo) {
        int p1 = p0 + lda;
        int p2 = p1 + lda;
        int p3 = p2 + lda;
        for (int i = 0; i < m; i++) {
            double t = Math.fma(a[p1 + i], x1, Math.fma(a[p0 + i], x0, y[yo + i]));
            y[yo + i] = Math.fma(a[p3 + i], x3, Math.fma(a[p2 + i], x2, t));
        }
    }

    static void axpy(int n, double factor, double[] x, int xo, double[] y, int yo) {
        if ((xo | yo) == 0) {
            axpy(n, factor, x, y);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.fma(x[xo + i], factor, y[yo + i]);
        }
    }

    /** Without offsets the compiler knows that no element is written before another reads it, and uses vectors. */
    private static void axpy(int n, double factor, double[] x, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(x[i], factor, y[i]);
        }
    }

    static void multiplyTransposed(
            int m,
            int n,
            double alpha,
            double[] a,
            int ao,
            int lda,
            double[] x,
            int xo,
            double beta,
            double[] y,
            int yo) {
        for (int j = 0; j < n; j++) {
            double dot = Reductions.dot(m, a, ao + j * lda, x, xo);
            y[yo + j] = Math.fma(alpha, dot, beta == 0 ? 0.0 : beta * y[yo + j]);
        }
    }

    /** y = beta y, the start of each chain. */
    static void scaleResult(int m, double beta, double[] y, int yo) {
        if (m == 0) {
            // a column of no rows may begin beyond the end of the array
            return;
        }
        if (beta == 0) {
            Arrays.fill(y, yo, yo + m, 0.0);
        } else if (beta != 1) {
            for (int i = yo; i < yo + m; i++) {
                y[i] *= beta;
            }
        }
    }
}
