package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Oracles: the residual A Q - Q diag(w) and Q'Q - I in plain loops, and matrices whose eigenvalues are known. */
class SymmetricEigenTest {
    private static final double U = 0x1p-53;

    private static double[] random(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] a = new double[n * n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i <= j; i++) {
                a[j * n + i] = random.nextDouble() - 0.5;
                a[i * n + j] = a[j * n + i];
            }
        }
        return a;
    }

    private static double[] checked(int n, double[] a) {
        double[] q = a.clone();
        double[] w = new double[n];
        assertThat(SymmetricEigen.decompose(n, q, 0, n, w, 0)).isTrue();
        double norm = 0;
        for (double x : w) {
            norm = Math.max(norm, Math.abs(x));
        }
        for (int j = 0; j < n; j++) {
            assertThat(j == 0 || w[j] >= w[j - 1]).isTrue();
            for (int i = 0; i < n; i++) {
                double product = 0;
                double inner = 0;
                for (int k = 0; k < n; k++) {
                    product += a[k * n + i] * q[j * n + k];
                    inner += q[i * n + k] * q[j * n + k];
                }
                // tolerance: a modest multiple of n u, to which this check's own sums add as much
                assertThat(product - w[j] * q[j * n + i]).isCloseTo(0, within(8 * (n + 4) * U * norm));
                assertThat(inner).isCloseTo(i == j ? 1 : 0, within(8 * (n + 4) * U));
            }
        }
        return w;
    }

    @Test
    void decomposesRandomMatricesOfEveryOrderAroundThePanel() {
        for (int n : new int[] {1, 2, 3, 4, 5, 17, 31, 32, 33, 34, 35, 36, 63, 64, 65, 66, 67, 127, 128, 129, 150}) {
            checked(n, random(n, n));
        }
    }

    @Test
    void secondDifferencesHaveTheirKnownEigenvalues() {
        int n = 100;
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            a[i * n + i] = 2;
            if (i > 0) {
                a[i * n + i - 1] = -1;
                a[(i - 1) * n + i] = -1;
            }
        }
        double[] w = checked(n, a);
        for (int k = 0; k < n; k++) {
            // closed form 4 sin^2(k pi / (2 (n + 1)))
            double s = StrictMath.sin((k + 1) * Math.PI / (2 * (n + 1)));
            assertThat(w[k]).isCloseTo(4 * s * s, within(1e-14));
        }
    }

    @Test
    void constantCorrelationHasTwoEigenvalues() {
        int n = 70;
        double[] a = new double[n * n];
        Arrays.fill(a, 0.3);
        for (int i = 0; i < n; i++) {
            a[i * n + i] = 1;
        }
        double[] w = checked(n, a);
        for (int k = 0; k < n - 1; k++) {
            assertThat(w[k]).isCloseTo(0.7, within(1e-13));
        }
        assertThat(w[n - 1]).isCloseTo(0.7 + 0.3 * n, within(1e-12));
    }

    @Test
    void rankDeficientDiagonalZeroAndGradedMatricesConverge() {
        int n = 80;
        double[] x = new double[10 * n];
        SplittableRandom random = new SplittableRandom(3);
        Arrays.setAll(x, k -> random.nextDouble() - 0.5);
        double[] gram = new double[n * n];
        Kernels.syrk(n, 10, 1, x, 0, 10, 0, gram, 0, n);
        double[] w = checked(n, gram);
        for (int k = 0; k < n - 10; k++) {
            assertThat(w[k]).isCloseTo(0, within(1e-13 * w[n - 1]));
        }
        assertThat(w[n - 10]).isGreaterThan(0.1);
        assertThat(checked(5, new double[25])).containsOnly(0);
        double[] graded = random(40, 8);
        for (int j = 0; j < 40; j++) {
            for (int i = 0; i < 40; i++) {
                graded[j * 40 + i] *= Math.scalb(1.0, -12 * Math.max(i, j));
            }
        }
        checked(40, graded);
        double[] diagonal = new double[36];
        for (int i = 0; i < 6; i++) {
            diagonal[i * 6 + i] = 6 - i;
        }
        assertThat(checked(6, diagonal)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void powersOfTwoScaleExactly() {
        int n = 45;
        for (int power : new int[] {-1000, -40, 300, 1000}) {
            double[] a = random(n, 5);
            double[] b = Arrays.stream(a).map(x -> Math.scalb(x, power)).toArray();
            double[] wa = new double[n];
            double[] wb = new double[n];
            SymmetricEigen.decompose(n, a, 0, n, wa, 0);
            SymmetricEigen.decompose(n, b, 0, n, wb, 0);
            assertThat(b).isEqualTo(a);
            assertThat(wb)
                    .isEqualTo(Arrays.stream(wa).map(x -> Math.scalb(x, power)).toArray());
        }
    }

    @Test
    void offsetsAreRespected() {
        int n = 9;
        double[] a = random(n, 6);
        double[] wide = new double[3 + (n + 2) * n];
        Arrays.fill(wide, 7);
        for (int j = 0; j < n; j++) {
            System.arraycopy(a, j * n, wide, 3 + j * (n + 2), n);
        }
        double[] w = new double[n];
        double[] shifted = new double[n + 2];
        SymmetricEigen.decompose(n, a, 0, n, w, 0);
        SymmetricEigen.decompose(n, wide, 3, n + 2, shifted, 2);
        assertThat(Arrays.copyOfRange(shifted, 2, n + 2)).isEqualTo(w);
        assertThat(Arrays.copyOfRange(wide, 3 + (n + 2), 3 + (n + 2) + n)).isEqualTo(Arrays.copyOfRange(a, n, 2 * n));
        assertThat(wide[2]).isEqualTo(7);
        assertThat(wide[3 + n]).isEqualTo(7);
    }

    @Test
    void notFiniteIsReported() {
        double[] a = random(4, 1);
        a[5] = Double.NaN;
        assertThat(SymmetricEigen.decompose(4, a, 0, 4, new double[4], 0)).isFalse();
        a[5] = Double.POSITIVE_INFINITY;
        assertThat(SymmetricEigen.decompose(4, a, 0, 4, new double[4], 0)).isFalse();
        assertThatThrownBy(() -> SymmetricEigen.decompose(4, new double[15], 0, 4, new double[4], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
