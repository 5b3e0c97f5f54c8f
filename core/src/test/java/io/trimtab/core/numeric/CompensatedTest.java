package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Oracle: exact BigDecimal sums; tolerance: the bound of Ogita, Rump and Oishi. */
class CompensatedTest {
    @Property(tries = 200)
    void sumAndDotStayWithinTheirBoundUnderCancellation(
            @ForAll @IntRange(max = 400) int n,
            @ForAll @IntRange(max = 5) int offset,
            @ForAll @LongRange(min = 0) long seed) {
        double[] x = Exact.random(n + offset, seed);
        double[] y = Exact.random(n + offset, seed + 1);
        // the second half undoes the first but for a change far below it
        for (int i = 0; i < n / 2; i++) {
            x[offset + i] = Math.scalb(x[offset + i], 40);
            x[offset + n - 1 - i] = -x[offset + i] * (1 + 0x1p-50);
            y[offset + n - 1 - i] = y[offset + i];
        }
        double[] ones = Exact.filled(n + offset, 1);
        var exactSum = Exact.dot(n, x, offset, 1, ones, offset, 1);
        double g = Exact.gamma(n);
        assertThat(Exact.error(Compensated.sum(n, x, offset), exactSum))
                .isLessThanOrEqualTo(Exact.U * Math.abs(exactSum.doubleValue())
                        + g * g * Exact.absoluteDot(n, x, offset, 1, ones, offset, 1) * (1 + 1e-10));
        var exactDot = Exact.dot(n, x, offset, 1, y, offset, 1);
        assertThat(Exact.error(Compensated.dot(n, x, offset, y, offset), exactDot))
                .isLessThanOrEqualTo(Exact.U * Math.abs(exactDot.doubleValue())
                        + g * g * Exact.absoluteDot(n, x, offset, 1, y, offset, 1) * (1 + 1e-10));
    }

    @Test
    void cancellationThatDestroysAPlainSumIsHarmless() {
        double[] x = {1, 1, 1e100, -1e100};
        assertThat(Kernels.sum(4, x, 0)).isNotEqualTo(2);
        assertThat(Compensated.sum(4, x, 0)).isEqualTo(2);
        assertThat(Compensated.dot(4, x, 0, new double[] {1, 1, 1, 1}, 0)).isEqualTo(2);
    }

    @Test
    void overflowIsAnInfinityOfTheRightSignAndNaNStaysNaN() {
        double max = Double.MAX_VALUE;
        assertThat(Compensated.sum(3, new double[] {max, max, 1}, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Compensated.dot(2, new double[] {-max, 1}, 0, new double[] {2, 1}, 0))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Compensated.sum(2, new double[] {Double.NaN, 1}, 0)).isNaN();
        assertThat(Compensated.sum(2, new double[] {Double.NEGATIVE_INFINITY, 1}, 0))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Compensated.sum(0, new double[0], 0)).isZero();
    }

    @Test
    void meanOfEqualValuesIsThatValue() {
        SplittableRandom random = new SplittableRandom(7);
        for (int n = 1; n < 200; n++) {
            double value = (random.nextDouble() - 0.5) * 1e-3;
            double[] x = new double[n + 2];
            Arrays.fill(x, 1, n + 1, value);
            assertThat(Compensated.mean(n, x, 1)).isEqualTo(value);
        }
    }

    @Test
    void meanKeepsItsDigitsAtAnyLevelAndShowsOverflow() {
        // exact in binary
        assertThat(Compensated.mean(3, new double[] {1e16, 4, -1e16}, 0)).isEqualTo(4.0 / 3);
        assertThat(Compensated.mean(2, new double[] {1.5e308, 1.5e308}, 0)).isInfinite();
        assertThat(Compensated.mean(2, new double[] {1, Double.NaN}, 0)).isNaN();
    }
}
