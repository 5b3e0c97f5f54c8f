package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: the same formula in exact arithmetic; tolerance: the a-priori bound g(n) |x|'|y|. */
class KernelsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 100, 1000})
    void reductionsStayWithinTheirBoundAtAnyOffset(int n) {
        for (int offset = 0; offset < 4; offset++) {
            double[] x = Exact.random(n + 8, 17L * n + offset);
            double[] y = Exact.random(n + 8, 31L * n + offset);
            double[] ones = Exact.filled(n + 8, 1);
            assertThat(Exact.error(Kernels.dot(n, x, offset, y, 3), Exact.dot(n, x, offset, 1, y, 3, 1)))
                    .isLessThanOrEqualTo(Exact.gamma(n) * Exact.absoluteDot(n, x, offset, 1, y, 3, 1));
            assertThat(Exact.error(Kernels.sum(n, x, offset), Exact.dot(n, x, offset, 1, ones, 0, 1)))
                    .isLessThanOrEqualTo(Exact.gamma(n) * Exact.absoluteDot(n, x, offset, 1, ones, 0, 1));
            double norm = Kernels.norm2(n, x, offset);
            double exact = Math.sqrt(Exact.dot(n, x, offset, 1, x, offset, 1).doubleValue());
            assertThat(norm).isBetween(exact * (1 - Exact.gamma(n + 2)), exact * (1 + Exact.gamma(n + 2)));
        }
    }

    @Test
    void lanesAreCombinedInTheStatedOrder() {
        double[] x = {1e16, 1, 1, 1, -1e16, 1, 1, 1, 3};
        double[] ones = Exact.filled(9, 1);
        // lane 0: 1e16 + 3 = 1e16 + 4 (even), lane 4: -1e16; the tree adds these two first
        double expected = (((1e16 + 3) + -1e16) + (1.0 + 1.0)) + ((1.0 + 1.0) + (1.0 + 1.0));
        assertThat(Kernels.sum(9, x, 0)).isEqualTo(expected);
        assertThat(Kernels.dot(9, x, 0, ones, 0)).isEqualTo(expected);
    }

    @Test
    void normNeitherOverflowsNorUnderflows() {
        assertThat(Kernels.norm2(2, new double[] {0x3p700, 0x4p700}, 0)).isEqualTo(0x5p700);
        assertThat(Kernels.norm2(2, new double[] {0x3p-700, 0x4p-700}, 0)).isEqualTo(0x5p-700);
        assertThat(Kernels.norm2(9, new double[] {0, 3, 4, 0, 0, 0, 0, 0, 0}, 0))
                .isEqualTo(5);
        assertThat(Kernels.norm2(2, new double[] {3 * Double.MIN_VALUE, 4 * Double.MIN_VALUE}, 0))
                .isEqualTo(5 * Double.MIN_VALUE);
        assertThat(Kernels.norm2(12, Exact.filled(12, Double.MAX_VALUE), 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Kernels.norm2(1, new double[] {Double.MAX_VALUE}, 0)).isEqualTo(Double.MAX_VALUE);
        assertThat(Kernels.norm2(3, new double[3], 0)).isZero();
        assertThat(Kernels.norm2(2, new double[] {Double.NaN, 1}, 0)).isNaN();
        assertThat(Kernels.norm2(2, new double[] {1, Double.NEGATIVE_INFINITY}, 0))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Kernels.maxAbs(3, new double[] {1, -7, 2}, 0)).isEqualTo(7);
    }

    @Test
    void axpyAndScaleTouchOnlyTheirElements() {
        double[] x = {9, 1, 2, 3, 9};
        double[] y = {7, 10, 20, 30, 7};
        Kernels.axpy(3, 2, x, 1, y, 1);
        assertThat(y).containsExactly(7, 12, 24, 36, 7);
        Kernels.scale(3, 0.5, y, 1);
        assertThat(y).containsExactly(7, 6, 12, 18, 7);
    }

    @ParameterizedTest
    @CsvSource({"0,3", "3,0", "1,1", "5,3", "7,9", "8,8", "9,7", "33,17", "64,100"})
    void matrixTimesVectorStaysWithinItsBound(int m, int n) {
        int lda = m + 3;
        double[] a = Exact.random(5 + lda * Math.max(n, 1), m * 100L + n);
        double[] x = Exact.random(n + 2, 1);
        double[] y = Exact.random(m + 4, 2);
        double[] result = y.clone();
        Kernels.gemv(m, n, 1.0, a, 5, lda, x, 2, 1.0, result, 4);
        for (int i = 0; i < m; i++) {
            double bound = Exact.absoluteDot(n, a, 5 + i, lda, x, 2, 1) + Math.abs(y[4 + i]);
            assertThat(Exact.error(
                            result[4 + i],
                            Exact.dot(n, a, 5 + i, lda, x, 2, 1).add(new java.math.BigDecimal(y[4 + i]))))
                    .isLessThanOrEqualTo(Exact.gamma(n + 1) * bound);
        }
        double[] xt = Exact.random(m + 1, 3);
        double[] yt = Exact.filled(n + 1, Double.NaN);
        Kernels.gemvTransposed(m, n, -2.0, a, 5, lda, xt, 1, 0.0, yt, 1);
        for (int j = 0; j < n; j++) {
            assertThat(yt[1 + j]).isEqualTo(-2.0 * Kernels.dot(m, a, 5 + j * lda, xt, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,1,1", "1,1,1", "2,3,0", "7,8,9", "9,7,8", "33,17,40", "64,65,66"})
    void matrixTimesMatrixIsOneChainPerElement(int m, int n, int k) {
        int lda = m + 1;
        int ldb = k + 2;
        int ldc = m + 3;
        double[] a = Exact.random(2 + lda * (k + 1), 4);
        double[] b = Exact.random(3 + ldb * (n + 1), 5);
        double[] c = Exact.random(4 + ldc * (n + 1), 6);
        double[] expected = c.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double chain = -0.5 * c[4 + i + j * ldc];
                for (int p = 0; p < k; p++) {
                    chain = Math.fma(a[2 + i + p * lda], 1.5 * b[3 + p + j * ldb], chain);
                }
                expected[4 + i + j * ldc] = chain;
            }
        }
        double[] result = c.clone();
        Kernels.gemm(m, n, k, 1.5, a, 2, lda, b, 3, ldb, -0.5, result, 4, ldc);
        assertThat(result).containsExactly(expected);
    }

    @Test
    void zeroBetaDoesNotReadTheResult() {
        double[] a = {1, 2, 3, 4};
        double[] c = Exact.filled(4, Double.NaN);
        Kernels.gemm(2, 2, 2, 1, a, 0, 2, a, 0, 2, 0, c, 0, 2);
        assertThat(c).containsExactly(7, 10, 15, 22);
    }

    @Test
    void extentsAreCheckedBeforeAnythingIsWritten() {
        double[] a = new double[6];
        assertThatThrownBy(() -> Kernels.gemm(2, 2, 2, 1, a, 0, 1, a, 0, 2, 0, a, 0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("matrix a: 2 x 2 at offset 0 with leading dimension 1");
        assertThatThrownBy(() -> Kernels.gemm(2, 2, 2, 1, a, 0, 2, a, 0, 2, 0, a, 3, 2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("matrix c");
        assertThatThrownBy(() -> Kernels.dot(7, a, 0, a, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Kernels.dot(-1, a, 0, a, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
