package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * Every kernel equals its stated order bit for bit, for any shape, offset and leading dimension.
 *
 * <p>The build runs this class twice, without the incubator module and with it, so that the plain and the vector form are
 * both held to the same bits.
 */
class SummationOrderProperties {
    private static final double[] FACTORS = {1, -1, 0, 0.1, -3.7};

    @Property(tries = 300)
    void reductions(
            @ForAll @IntRange(max = 700) int n,
            @ForAll @IntRange(max = 9) int xo,
            @ForAll @IntRange(max = 9) int yo,
            @ForAll @LongRange(min = 0) long seed) {
        double[] x = Exact.random(n + xo, seed);
        double[] y = Exact.random(n + yo, seed + 1);
        assertSameBits(Kernels.dot(n, x, xo, y, yo), Stated.dot(n, x, xo, y, yo));
        assertSameBits(Kernels.sum(n, x, xo), Stated.sum(n, x, xo));
        if (n > 0) {
            assertSameBits(Kernels.norm2(n, x, xo), Math.sqrt(Stated.dot(n, x, xo, x, xo)));
        }
    }

    @Property(tries = 150)
    void matrixTimesVector(
            @ForAll @IntRange(max = 130) int m,
            @ForAll @IntRange(max = 60) int n,
            @ForAll @IntRange(max = 5) int gap,
            @ForAll @IntRange(max = 4) int alphaIndex,
            @ForAll @IntRange(max = 4) int betaIndex,
            @ForAll @LongRange(min = 0) long seed) {
        double alpha = FACTORS[alphaIndex];
        double beta = FACTORS[betaIndex];
        int lda = Math.max(1, m + gap);
        double[] a = Exact.random(gap + lda * (n + 1), seed);
        double[] x = Exact.random(Math.max(m, n) + gap, seed + 1);
        double[] y = Exact.random(m + gap, seed + 2);
        double[] expected = y.clone();
        for (int i = 0; i < m; i++) {
            expected[gap + i] = Stated.chain(Stated.start(beta, y[gap + i]), n, alpha, a, gap + i, lda, x, gap, 1);
        }
        Kernels.gemv(m, n, alpha, a, gap, lda, x, gap, beta, y, gap);
        assertSameBits(y, expected);

        double[] z = Exact.random(n + gap, seed + 3);
        expected = z.clone();
        for (int j = 0; j < n; j++) {
            double dot = Stated.dot(m, a, gap + j * lda, x, gap);
            expected[gap + j] = Math.fma(alpha, dot, Stated.start(beta, z[gap + j]));
        }
        Kernels.gemvTransposed(m, n, alpha, a, gap, lda, x, gap, beta, z, gap);
        assertSameBits(z, expected);
    }

    @Property(tries = 120)
    void matrixTimesMatrix(
            @ForAll @IntRange(max = 70) int m,
            @ForAll @IntRange(max = 50) int n,
            @ForAll @IntRange(max = 70) int k,
            @ForAll @IntRange(max = 3) int gap,
            @ForAll @IntRange(max = 2) int form,
            @ForAll @IntRange(max = 4) int alphaIndex,
            @ForAll @IntRange(max = 4) int betaIndex,
            @ForAll @LongRange(min = 0) long seed) {
        checkProduct(m, n, k, gap, form, FACTORS[alphaIndex], FACTORS[betaIndex], seed);
    }

    @Property(tries = 6)
    void matrixTimesMatrixAcrossBlocks(
            @ForAll @IntRange(min = 185, max = 230) int m,
            @ForAll @IntRange(min = 1, max = 30) int n,
            @ForAll @IntRange(min = 185, max = 530) int k,
            @ForAll @IntRange(max = 2) int form,
            @ForAll @LongRange(min = 0) long seed) {
        checkProduct(m, n, k, 1, form, -1, 1, seed);
        checkProduct(n, 1030, m, 1, form, 1, 0, seed);
    }

    private static void checkProduct(int m, int n, int k, int gap, int form, double alpha, double beta, long seed) {
        boolean left = form == 1;
        boolean right = form == 2;
        int lda = Math.max(1, (left ? k : m) + gap);
        int ldb = Math.max(1, (right ? n : k) + gap);
        int ldc = Math.max(1, m + gap);
        double[] a = Exact.random(gap + lda * Math.max(1, left ? m : k), seed);
        double[] b = Exact.random(gap + ldb * Math.max(1, right ? k : n), seed + 1);
        double[] c = Exact.random(gap + ldc * Math.max(1, n), seed + 2);
        int ra = left ? lda : 1;
        int ca = left ? 1 : lda;
        int rb = right ? ldb : 1;
        int cb = right ? 1 : ldb;
        double[] expected = c.clone();
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < m; i++) {
                int at = gap + i + j * ldc;
                expected[at] =
                        Stated.chain(Stated.start(beta, c[at]), k, alpha, a, gap + i * ra, ca, b, gap + j * cb, rb);
            }
        }
        switch (form) {
            case 1 -> Kernels.gemmTransposedLeft(m, n, k, alpha, a, gap, lda, b, gap, ldb, beta, c, gap, ldc);
            case 2 -> Kernels.gemmTransposedRight(m, n, k, alpha, a, gap, lda, b, gap, ldb, beta, c, gap, ldc);
            default -> Kernels.gemm(m, n, k, alpha, a, gap, lda, b, gap, ldb, beta, c, gap, ldc);
        }
        assertSameBits(c, expected);
    }

    @Property(tries = 60)
    void symmetricProduct(
            @ForAll @IntRange(max = 90) int n,
            @ForAll @IntRange(max = 90) int k,
            @ForAll @IntRange(max = 3) int gap,
            @ForAll @IntRange(max = 1) int form,
            @ForAll @IntRange(max = 4) int alphaIndex,
            @ForAll @IntRange(max = 4) int betaIndex,
            @ForAll @LongRange(min = 0) long seed) {
        checkSymmetric(n, k, gap, form == 1, FACTORS[alphaIndex], FACTORS[betaIndex], seed);
    }

    @Property(tries = 3)
    void symmetricProductAcrossBlocks(
            @ForAll @IntRange(min = 190, max = 420) int n,
            @ForAll @IntRange(min = 1, max = 40) int k,
            @ForAll @LongRange(min = 0) long seed) {
        checkSymmetric(n, k, 0, false, 1.0 / 3, 0, seed);
    }

    private static void checkSymmetric(
            int n, int k, int gap, boolean transposed, double alpha, double beta, long seed) {
        int lda = Math.max(1, (transposed ? n : k) + gap);
        int ldc = Math.max(1, n + gap);
        int ra = transposed ? 1 : lda;
        int ca = transposed ? lda : 1;
        double[] a = Exact.random(gap + lda * Math.max(1, transposed ? k : n), seed);
        double[] c = Exact.random(gap + ldc * Math.max(1, n), seed + 1);
        double[] expected = c.clone();
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                int at = gap + i + j * ldc;
                expected[at] =
                        Stated.chain(Stated.start(beta, c[at]), k, alpha, a, gap + i * ra, ca, a, gap + j * ra, ca);
                expected[gap + j + i * ldc] = expected[at];
            }
        }
        if (transposed) {
            Kernels.syrkTransposed(n, k, alpha, a, gap, lda, beta, c, gap, ldc);
        } else {
            Kernels.syrk(n, k, alpha, a, gap, lda, beta, c, gap, ldc);
        }
        assertSameBits(c, expected);
    }

    @Property(tries = 25)
    void choleskyAndSolves(
            @ForAll @IntRange(min = 1, max = 150) int n,
            @ForAll @IntRange(min = 1, max = 40) int columns,
            @ForAll @LongRange(min = 0) long seed) {
        double[] a = Exact.definite(n, seed);
        double[] l = a.clone();
        assertThat(Cholesky.factor(n, l, 0, n)).isEqualTo(n);
        assertSameBits(l, Stated.cholesky(n, a));

        double[] b = Exact.random(n * columns, seed + 1);
        double[] lower = b.clone();
        double[] transposed = b.clone();
        TriangularSolve.lower(n, columns, l, 0, n, lower, 0, n);
        TriangularSolve.lowerTransposed(n, columns, l, 0, n, transposed, 0, n);
        for (int j = 0; j < columns; j++) {
            double[] one = java.util.Arrays.copyOfRange(b, j * n, (j + 1) * n);
            double[] expected = Stated.solve(n, l, 1, n, one, true);
            double[] expectedTransposed = Stated.solve(n, l, n, 1, one, false);
            assertSameBits(java.util.Arrays.copyOfRange(lower, j * n, (j + 1) * n), expected);
            assertSameBits(java.util.Arrays.copyOfRange(transposed, j * n, (j + 1) * n), expectedTransposed);
            if (j == 0) {
                double[] single = one.clone();
                TriangularSolve.lower(n, l, 0, n, single, 0);
                assertSameBits(single, expected);
                single = one.clone();
                TriangularSolve.lowerTransposed(n, l, 0, n, single, 0);
                assertSameBits(single, expectedTransposed);
                // the upper triangle of l still holds that of a
                single = one.clone();
                TriangularSolve.upper(n, l, 0, n, single, 0);
                assertSameBits(single, Stated.solve(n, l, 1, n, one, false));
                single = one.clone();
                TriangularSolve.upperTransposed(n, l, 0, n, single, 0);
                assertSameBits(single, Stated.solve(n, l, n, 1, one, true));
            }
        }
    }

    static void assertSameBits(double actual, double expected) {
        assertThat(Double.doubleToLongBits(actual)).isEqualTo(Double.doubleToLongBits(expected));
    }

    private static void assertSameBits(double[] actual, double[] expected) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int i = 0; i < actual.length; i++) {
            if (Double.doubleToLongBits(actual[i]) != Double.doubleToLongBits(expected[i])) {
                throw new AssertionError(
                        "element " + i + " of " + actual.length + ": " + actual[i] + " instead of " + expected[i]);
            }
        }
    }
}
