package io.trimtab.core.numeric;

/**
 * Matrix times matrix for any pair of strides, so that one algorithm serves A B, A' B, A B' and their symmetric forms.
 *
 * <p>Each element of the result is one chain c = beta c, then c = fma(a_ik, alpha b_kj, c) for k = 0, 1, ...
 */
final class MatrixProducts {
    private MatrixProducts() {}

    /** C = alpha A B + beta C, where element (i, k) of A is {@code a[ao + i * ra + k * ca]}, and likewise for B. */
    static void multiply(
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int ao,
            int ra,
            int ca,
            double[] b,
            int bo,
            int rb,
            int cb,
            double beta,
            double[] c,
            int co,
            int ldc) {
        for (int j = 0; j < n; j++) {
            int cj = co + j * ldc;
            MatrixVector.scaleResult(m, beta, c, cj);
            column(0, m, k, alpha, a, ao, ra, ca, b, bo + j * cb, rb, c, cj);
        }
    }

    /** C = alpha A A' + beta C with A n x k by strides: the lower triangle, then its mirror image. */
    static void symmetric(
            int n, int k, double alpha, double[] a, int ao, int ra, int ca, double beta, double[] c, int co, int ldc) {
        for (int j = 0; j < n; j++) {
            int cj = co + j * ldc;
            MatrixVector.scaleResult(n - j, beta, c, cj + j);
            column(j, n, k, alpha, a, ao, ra, ca, a, ao + j * ra, ca, c, cj);
            for (int i = j + 1; i < n; i++) {
                c[co + j + i * ldc] = c[cj + i];
            }
        }
    }

    private static void column(
            int from,
            int to,
            int k,
            double alpha,
            double[] a,
            int ao,
            int ra,
            int ca,
            double[] b,
            int bj,
            int rb,
            double[] c,
            int cj) {
        if (ra == 1) {
            for (int p = 0; p < k; p++) {
                double factor = alpha * b[bj + p * rb];
                int ap = ao + p * ca;
                for (int i = from; i < to; i++) {
                    c[cj + i] = Math.fma(a[ap + i], factor, c[cj + i]);
                }
            }
        } else {
            for (int i = from; i < to; i++) {
                double chain = c[cj + i];
                for (int p = 0; p < k; p++) {
                    chain = Math.fma(a[ao + i * ra + p * ca], alpha * b[bj + p * rb], chain);
                }
                c[cj + i] = chain;
            }
        }
    }
}
