package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
    /** Oracle: A itself; tolerance: Higham 2002, theorem 10.3, |A - L L'| <= g(n + 1) |L||L'|. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 33, 64, 65, 130})
    void productOfTheFactorIsTheMatrix(int n) {
        double[] a = Exact.definite(n, n);
        double[] l = a.clone();
        assertThat(Cholesky.factor(n, l, 0, Math.max(1, n))).isEqualTo(n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double bound = Exact.gamma(n + 1) * Exact.absoluteDot(j + 1, l, i, n, l, j, n);
                assertThat(Exact.error(a[i + j * n], Exact.dot(j + 1, l, i, n, l, j, n)))
                        .isLessThanOrEqualTo(bound);
                if (j < i) {
                    assertThat(l[j + i * n]).isEqualTo(a[j + i * n]);
                }
            }
        }
    }

    @Test
    void scaleOfTheMatrixDoesNotMatter() {
        for (double scale : new double[] {1e-200, 1e-16, 1e-8, 1e8, 1e200}) {
            double[] a = Exact.definite(20, 3);
            Kernels.scale(400, scale, a, 0);
            assertThat(Cholesky.factor(20, a, 0, 20)).isEqualTo(20);
        }
    }

    @Test
    void singularMatrixReportsItsRank() {
        double[] a = {4, 2, 2, 1};
        assertThat(Cholesky.factor(2, a, 0, 2)).isEqualTo(1);
        assertThat(a).containsExactly(2, 1, 2, 0);
        assertThat(Cholesky.factor(3, new double[9], 0, 3)).isZero();
    }

    @Test
    void indefiniteAndNotFiniteMatricesAreRefusedWithThePivot() {
        assertThat(Cholesky.factor(2, new double[] {1, 2, 2, 1}, 0, 2)).isEqualTo(-2);
        assertThat(Cholesky.factor(2, new double[] {0, 1, 1, 0}, 0, 2)).isEqualTo(-1);
        assertThat(Cholesky.factor(1, new double[] {-1}, 0, 1)).isEqualTo(-1);
        assertThat(Cholesky.factor(2, new double[] {1, Double.NaN, 0, 1}, 0, 2)).isEqualTo(-2);
        assertThat(Cholesky.factor(1, new double[] {Double.NaN}, 0, 1)).isEqualTo(-1);
        assertThat(Cholesky.factor(1, new double[] {Double.POSITIVE_INFINITY}, 0, 1))
                .isEqualTo(-1);
    }

    /** Oracle: A x = b by construction; tolerance: condition (below 1e4 here) times n u, generously. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 40})
    void solveInvertsTheProduct(int n) {
        double[] a = Exact.definite(n, 5);
        double[] x = Exact.random(n, 6);
        double[] b = new double[n];
        Kernels.symv(n, 1, a, 0, n, x, 0, 0, b, 0);
        assertThat(Cholesky.factor(n, a, 0, n)).isEqualTo(n);
        Cholesky.solve(n, a, 0, n, b, 0);
        for (int i = 0; i < n; i++) {
            assertThat(Math.abs(b[i] - x[i])).isLessThan(1e-10);
        }
    }
}
