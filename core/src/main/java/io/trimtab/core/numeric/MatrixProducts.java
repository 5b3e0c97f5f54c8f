package io.trimtab.core.numeric;

/**
 * Matrix times matrix for any pair of strides, so that one algorithm serves A B, A' B, A B' and their symmetric forms.
 *
 * <p>Each element of the result is one chain c = beta c, then c = fma(a_ik, alpha b_kj, c) for k = 0, 1, ...; small
 * products go without workspace, larger ones through {@link ColumnTiles} or the {@link VectorForm}.
 */
final class MatrixProducts {
    /** Multiply-adds up to which a product is done in place, without workspace. */
    private static final int IN_PLACE = 20_000;

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
            MatrixVector.scaleResult(m, beta, c, co + j * ldc);
        }
        accumulate(m, n, k, alpha, a, ao, ra, ca, b, bo, rb, cb, c, co, ldc, false);
    }

    /** C = alpha A A' + beta C with A n x k by strides: the lower triangle, then its mirror image. */
    static void symmetric(
            int n, int k, double alpha, double[] a, int ao, int ra, int ca, double beta, double[] c, int co, int ldc) {
        for (int j = 0; j < n; j++) {
            MatrixVector.scaleResult(n - j, beta, c, co + j * ldc + j);
        }
        accumulate(n, n, k, alpha, a, ao, ra, ca, a, ao, ca, ra, c, co, ldc, true);
        mirror(n, c, co, ldc);
    }

    /** C += alpha A B, optionally on the lower triangle alone, which leaves the other untouched. */
    static void accumulate(
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
            double[] c,
            int co,
            int ldc,
            boolean lower) {
        if ((long) m * n * k > IN_PLACE && m >= 8) {
            Product product = new Product(m, n, k, alpha, a, ao, ra, ca, b, bo, rb, cb, c, co, ldc, lower);
            VectorForm form = VectorForms.product(product.work());
            if (form != null) {
                form.multiply(product);
            } else {
                ColumnTiles.multiply(product);
            }
            return;
        }
        for (int j = 0; j < n; j++) {
            int first = lower ? j : 0;
            if (ra == 1) {
                MatrixVector.accumulate(
                        m - first, k, alpha, a, ao + first, ca, b, bo + j * cb, rb, c, co + j * ldc + first);
            } else {
                column(first, m, k, alpha, a, ao, ra, ca, b, bo + j * cb, rb, c, co + j * ldc);
            }
        }
    }

    /** One column of C where the rows of A are not adjacent: four chains abreast. */
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
        int i = from;
        for (; i + 4 <= to; i += 4) {
            int p = ao + i * ra;
            double c0 = c[cj + i];
            double c1 = c[cj + i + 1];
            double c2 = c[cj + i + 2];
            double c3 = c[cj + i + 3];
            for (int q = bj, step = 0; step < k; step++, q += rb, p += ca) {
                double factor = alpha * b[q];
                c0 = Math.fma(a[p], factor, c0);
                c1 = Math.fma(a[p + ra], factor, c1);
                c2 = Math.fma(a[p + 2 * ra], factor, c2);
                c3 = Math.fma(a[p + 3 * ra], factor, c3);
            }
            c[cj + i] = c0;
            c[cj + i + 1] = c1;
            c[cj + i + 2] = c2;
            c[cj + i + 3] = c3;
        }
        for (; i < to; i++) {
            double chain = c[cj + i];
            for (int p = 0; p < k; p++) {
                chain = Math.fma(a[ao + i * ra + p * ca], alpha * b[bj + p * rb], chain);
            }
            c[cj + i] = chain;
        }
    }

    /** Copies the lower triangle onto the upper, by blocks that fit the cache both ways. */
    private static void mirror(int n, double[] c, int co, int ldc) {
        int block = 32;
        for (int j0 = 0; j0 < n; j0 += block) {
            for (int i0 = j0; i0 < n; i0 += block) {
                int iEnd = Math.min(n, i0 + block);
                for (int j = j0; j < Math.min(n, j0 + block); j++) {
                    for (int i = Math.max(i0, j + 1); i < iEnd; i++) {
                        c[co + j + i * ldc] = c[co + i + j * ldc];
                    }
                }
            }
        }
    }
}
