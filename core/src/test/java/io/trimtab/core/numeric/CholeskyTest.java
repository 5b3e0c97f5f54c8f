package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /**
     * Oracle: a covariance of T centred observations has rank T - 1 (or n); A itself for the product. Small enough idiosyncratic
     * risk makes rounding errors grow 10^5 times past n eps, which a fixed threshold would take for negative variance.
     */
    @ParameterizedTest
    @CsvSource({"10,3,1", "50,25,1", "50,49,0.01", "96,40,0.1", "97,40,0.1", "150,75,1", "150,149,0.01", "150,400,1"})
    void covarianceOfFewObservationsHasTheirRank(int n, int observations, double idiosyncratic) {
        for (int seed = 0; seed < 20; seed++) {
            double[] a = covariance(n, observations, idiosyncratic, seed);
            double[] l = a.clone();
            int rank = Math.min(n, observations - 1);
            assertThat(Cholesky.factor(n, l, 0, n)).isEqualTo(rank);
            double worst = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double product = Stated.chain(0, j + 1, 1, l, i, n, l, j, n);
                    worst = Math.max(worst, Math.abs(product - a[i + j * n]) / Math.sqrt(a[i + i * n] * a[j + j * n]));
                }
            }
            // what zero pivots leave out is bounded by 2 sqrt(t_j a_ii); the largest seen is 2.4e-10
            assertThat(worst).isLessThan(1e-7);
            // powers of two on the variables change no decision, and the factor exactly
            double[] scaled = a.clone();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    scaled[i + j * n] = Math.scalb(scaled[i + j * n], i % 7 - 40 + (j % 7 - 40));
                }
            }
            assertThat(Cholesky.factor(n, scaled, 0, n)).isEqualTo(rank);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    assertThat(scaled[i + j * n]).isEqualTo(Math.scalb(l[i + j * n], i % 7 - 40));
                }
            }
        }
    }

    private static double[] covariance(int n, int observations, double idiosyncratic, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] market = new double[observations];
        for (int t = 0; t < observations; t++) {
            market[t] = 0.01 * (random.nextDouble() + random.nextDouble() - 1);
        }
        double[] x = new double[observations * n];
        for (int i = 0; i < n; i++) {
            double beta = 0.5 + random.nextDouble();
            double mean = 0;
            for (int t = 0; t < observations; t++) {
                double noise = 0.02 * idiosyncratic * (random.nextDouble() + random.nextDouble() - 1);
                x[t + i * observations] = beta * market[t] + noise;
                mean += x[t + i * observations] / observations;
            }
            for (int t = 0; t < observations; t++) {
                x[t + i * observations] -= mean;
            }
        }
        double[] a = new double[n * n];
        Kernels.syrk(n, observations, 1.0 / (observations - 1), x, 0, observations, 0, a, 0, n);
        return a;
    }

    @Test
    void semidefiniteSystemIsSolvedWhereItCanBe() {
        double[] a = covariance(30, 12, 1, 3);
        double[] b = new double[30];
        Kernels.symv(30, 1, a, 0, 30, Exact.random(30, 4), 0, 0, b, 0);
        double[] x = b.clone();
        double[] l = a.clone();
        assertThat(Cholesky.factor(30, l, 0, 30)).isEqualTo(11);
        Cholesky.solve(30, l, 0, 30, x, 0);
        double[] residual = b.clone();
        Kernels.symv(30, -1, a, 0, 30, x, 0, 1, residual, 0);
        assertThat(Kernels.norm2(30, residual, 0)).isLessThan(1e-9 * Kernels.norm2(30, b, 0));
    }

    @Test
    void indefiniteMatrixBehindAZeroPivotIsFound() {
        // the pivot of row 1 is zero and what is left below it is not
        double[] a = {1, 1, 0, 1, 1, 0.5, 0, 0.5, 1};
        assertThat(Cholesky.factor(3, a, 0, 3)).isEqualTo(-2);
    }

    @Test
    void largeMatricesAreRefusedLikeSmallOnes() {
        double[] a = Exact.definite(200, 9);
        a[150 + 150 * 200] = -1;
        assertThat(Cholesky.factor(200, a, 0, 200)).isEqualTo(-151);
        double[] b = Exact.definite(200, 9);
        b[160 + 3 * 200] = Double.NaN;
        assertThat(Cholesky.factor(200, b, 0, 200)).isEqualTo(-161);
    }

    @Test
    void severalRightHandSidesAreSolvedAtOnce() {
        int n = 70;
        double[] a = Exact.definite(n, 8);
        double[] x = Exact.random(3 * n, 9);
        double[] b = new double[3 * n];
        Kernels.gemm(n, 3, n, 1, a, 0, n, x, 0, n, 0, b, 0, n);
        assertThat(Cholesky.factor(n, a, 0, n)).isEqualTo(n);
        Cholesky.solve(n, 3, a, 0, n, b, 0, n);
        for (int i = 0; i < 3 * n; i++) {
            assertThat(Math.abs(b[i] - x[i])).isLessThan(1e-10);
        }
    }
}
