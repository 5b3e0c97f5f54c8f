package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: the product of the factor, in exact arithmetic; tolerance: a small multiple of n u times the matrix's size. */
class RankOneTest {
    private static double worstRelativeError(int n, double[] l, double[] a, double[] x, double sign) {
        double worst = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double expected = a[i + j * n] + sign * x[i] * x[j];
                double actual = Exact.dot(j + 1, l, i, n, l, j, n).doubleValue();
                double size = Math.sqrt((a[i + i * n] + x[i] * x[i]) * (a[j + j * n] + x[j] * x[j]));
                worst = Math.max(worst, Math.abs(actual - expected) / size);
            }
        }
        return worst;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 40, 100})
    void updateAddsAndDowndateTakesAway(int n) {
        double[] a = Exact.definite(n, n);
        double[] x = Exact.random(n, 77);
        double[] l = a.clone();
        assertThat(Cholesky.factor(n, l, 0, n)).isEqualTo(n);
        RankOne.update(n, l, 0, n, x.clone(), 0);
        assertThat(worstRelativeError(n, l, a, x, 1)).isLessThan(8 * n * Exact.U);
        assertThat(RankOne.downdate(n, l, 0, n, x.clone(), 0)).isTrue();
        // undoing an update loses at most the condition of the step, modest here
        assertThat(worstRelativeError(n, l, a, new double[n], 1)).isLessThan(100 * n * Exact.U);
    }

    @Test
    void downdateToAnIndefiniteMatrixFailsAndLeavesTheFactor() {
        double[] l = {2, 1, 0, 3};
        double[] kept = l.clone();
        assertThat(RankOne.downdate(2, l, 0, 2, new double[] {2, 1}, 0)).isFalse(); // exactly singular
        assertThat(RankOne.downdate(2, l, 0, 2, new double[] {0, 4}, 0)).isFalse();
        assertThat(RankOne.downdate(2, l, 0, 2, new double[] {Double.NaN, 0}, 0))
                .isFalse();
        assertThat(l).containsExactly(kept);
    }

    @Test
    void updateFillsAZeroPivot() {
        double[] l = {2, 1, 2, 0}; // the factor of {{4, 2}, {2, 1}}, the upper element not part of it
        RankOne.update(2, l, 0, 2, new double[] {0, 3}, 0);
        assertThat(l).containsExactly(2, 1, 2, 3);
        double[] zero = new double[4];
        RankOne.update(2, zero, 0, 2, new double[] {3, 4}, 0);
        assertThat(zero).containsExactly(3, 4, 0, 0);
    }

    /** Oracle: scaling the matrix by s^2 and the vector by s scales the factor by s, exactly for powers of two. */
    @Test
    void scaleDoesNotMatter() {
        double[] l = {2, 1, 0, 3};
        double[] scaled = l.clone();
        Kernels.scale(4, 0x1p-300, scaled, 0);
        assertThat(RankOne.downdate(2, l, 0, 2, new double[] {1, 1}, 0)).isTrue();
        assertThat(RankOne.downdate(2, scaled, 0, 2, new double[] {0x1p-300, 0x1p-300}, 0))
                .isTrue();
        Kernels.scale(4, 0x1p300, scaled, 0);
        assertThat(scaled).containsExactly(l);
    }
}
