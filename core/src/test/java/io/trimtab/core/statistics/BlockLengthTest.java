package io.trimtab.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlockLengthTest {
    /**
     * Oracle: closed form. Of an AR(1) series with coefficient a, R(k) is proportional to a^k, so G / g = 2 a / (1 - a^2) and
     * the length is (2 a / (1 - a^2))^(2/3) n^(1/3), and (3/2)^(1/3) times that for circular blocks. Estimated from
     * 200,000 observations it is within 12% of that.
     */
    @Test
    void autoregressionsHaveAKnownLength() {
        int n = 200_000;
        for (double a : new double[] {0.3, 0.5, 0.7}) {
            double expected = Math.pow(2 * a / (1 - a * a), 2.0 / 3) * Math.cbrt(n);
            BlockLength length = BlockLength.of(BlockBootstrapTest.autoregressive(n, a, 21));
            assertThat(length.stationary()).isCloseTo(expected, within(0.12 * expected));
            assertThat((double) length.circular()).isCloseTo(Math.cbrt(1.5) * length.stationary(), within(0.5));
        }
    }

    /** Oracle: the formula calculated apart, with scaled autocovariances, in 30 digits. */
    @Test
    void aShortSeriesMatchesTheFormula() {
        double[] x = new double[40];
        Arrays.setAll(x, t -> ((7 * t * t + 3 * t) % 23) / 10.0 + (t / 5) % 3);
        BlockLength length = BlockLength.of(x);
        assertThat(length.stationary()).isCloseTo(SHORT_STATIONARY, within(1e-12));
        assertThat(length.circular()).isEqualTo(SHORT_CIRCULAR);
    }

    private static final double SHORT_STATIONARY = 2.0645919334323640;
    private static final int SHORT_CIRCULAR = 2;

    @Test
    void withoutDependenceBlocksAreShort() {
        assertThat(BlockLength.of(BlockBootstrapTest.autoregressive(2000, 0, 4)).stationary())
                .isLessThan(6);
    }

    @Test
    void scaleAndLevelDoNotMatter() {
        double[] x = BlockBootstrapTest.autoregressive(500, 0.5, 8);
        BlockLength length = BlockLength.of(x);
        double[] huge = Arrays.stream(x).map(v -> v * 0x1p900).toArray();
        double[] tiny = Arrays.stream(x).map(v -> v * 0x1p-900).toArray();
        assertThat(BlockLength.of(huge)).isEqualTo(length);
        assertThat(BlockLength.of(tiny)).isEqualTo(length);
        assertThat(BlockLength.of(Arrays.stream(x).map(v -> v + 100).toArray()).stationary())
                .isCloseTo(length.stationary(), within(1e-9));
    }

    @Test
    void whatCannotBeJudgedHasBlocksOfOne() {
        assertThat(BlockLength.of(new double[] {3})).isEqualTo(new BlockLength(1, 1));
        assertThat(BlockLength.of(new double[] {3, 4, 1})).isEqualTo(new BlockLength(1, 1));
        assertThat(BlockLength.of(new double[100])).isEqualTo(new BlockLength(1, 1));
    }

    /** A trend never stops correlating: the length stays within the bound of min(3 sqrt(n), n / 3). */
    @Test
    void theLengthIsBounded() {
        double[] x = new double[100];
        Arrays.setAll(x, t -> t);
        assertThat(BlockLength.of(x).stationary()).isBetween(5.0, 30.0);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> BlockLength.of(new double[0])).hasMessageContaining("number of observations");
        assertThatThrownBy(() -> BlockLength.of(new double[] {1, Double.POSITIVE_INFINITY}))
                .hasMessageContaining("series[1]");
        assertThatThrownBy(() -> BlockLength.of(
                        new double[] {1e308, -1e308, 1.7e308, -1.7e308, 1e308, -1.7e308, -1e308, 1e308, 1.7e308}))
                .hasMessageContaining("overflow");
        assertThatThrownBy(() -> new BlockLength(0, 1)).hasMessageContaining("stationary");
        assertThatThrownBy(() -> new BlockLength(1, 0)).hasMessageContaining("circular");
    }
}
