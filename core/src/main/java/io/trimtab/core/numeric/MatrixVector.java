package io.trimtab.core.numeric;

/** Matrix times vector: by columns (one chain per element of the result) and by inner products. */
final class MatrixVector {
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
        int j = 0;
        for (; j + 4 <= n; j += 4) {
            double x0 = alpha * x[xo + j];
            double x1 = alpha * x[xo + j + 1];
            double x2 = alpha * x[xo + j + 2];
            double x3 = alpha * x[xo + j + 3];
            int p0 = ao + j * lda;
            int p1 = p0 + lda;
            int p2 = p1 + lda;
            int p3 = p2 + lda;
            for (int i = 0; i < m; i++) {
                double t = Math.fma(a[p1 + i], x1, Math.fma(a[p0 + i], x0, y[yo + i]));
                y[yo + i] = Math.fma(a[p3 + i], x3, Math.fma(a[p2 + i], x2, t));
            }
        }
        for (; j < n; j++) {
            double x0 = alpha * x[xo + j];
            int p0 = ao + j * lda;
            for (int i = 0; i < m; i++) {
                y[yo + i] = Math.fma(a[p0 + i], x0, y[yo + i]);
            }
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
        if (beta == 0) {
            java.util.Arrays.fill(y, yo, yo + m, 0.0);
        } else if (beta != 1) {
            for (int i = yo; i < yo + m; i++) {
                y[i] *= beta;
            }
        }
    }
}
