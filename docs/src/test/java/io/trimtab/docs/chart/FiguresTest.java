package io.trimtab.docs.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void numbersAreGroupedAndRoundedHalfToEvenFromTheirExactValue() {
        assertThat(Figures.fixed(1234567.125, 2)).isEqualTo("1,234,567.12");
        assertThat(Figures.fixed(-1234.5, 0)).isEqualTo("-1,234");
        assertThat(Figures.fixed(999, 0)).isEqualTo("999");
        assertThat(Figures.count(-1_234_567)).isEqualTo("-1,234,567");
        assertThat(Figures.fixed(1000, 3)).isEqualTo("1,000.000");
        // 2.675 is a little below 2.675 in binary
        assertThat(Figures.fixed(2.675, 2)).isEqualTo("2.67");
    }

    @Test
    void whatRoundsToZeroHasNoSign() {
        assertThat(Figures.fixed(-0.0, 1)).isEqualTo("0.0");
        assertThat(Figures.fixed(-0.04, 1)).isEqualTo("0.0");
        assertThat(Figures.signedPercent(1e-9, 1)).isEqualTo("0.0%");
        assertThat(Figures.signedPercent(-1e-9, 1)).isEqualTo("0.0%");
    }

    @Test
    void percentagesCarryTheirSignWhenAsked() {
        assertThat(Figures.percent(0.0712, 1)).isEqualTo("7.1%");
        assertThat(Figures.signedPercent(0.0712, 1)).isEqualTo("+7.1%");
        assertThat(Figures.signedPercent(-0.5, 0)).isEqualTo("-50%");
    }

    @Test
    void scientificNumbersHaveTwoDigits() {
        assertThat(Figures.scientific(3.14e-15)).isEqualTo("3.1e-15");
        assertThat(Figures.scientific(-9.96e20)).isEqualTo("-1.0e21");
        assertThat(Figures.scientific(0)).isEqualTo("0");
        assertThat(Figures.scientific(1)).isEqualTo("1.0e0");
    }

    @Test
    void whatIsNotFiniteIsSaidToBeUnavailable() {
        assertThat(Figures.fixed(Double.NaN, 2)).isEqualTo("n/a");
        assertThat(Figures.percent(Double.POSITIVE_INFINITY, 2)).isEqualTo("n/a");
        assertThat(Figures.scientific(Double.NEGATIVE_INFINITY)).isEqualTo("n/a");
    }
}
