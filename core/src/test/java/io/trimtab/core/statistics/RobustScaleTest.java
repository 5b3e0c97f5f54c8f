package io.trimtab.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RobustScaleTest {
    /** Oracle: the deviations of a normal sample at its quantiles; their median is Phi^-1(3/4), their mean sqrt(2 / pi). */
    @Test
    void ofANormalSampleItIsTheStandardDeviation() {
        int n = 10_001;
        double[] deviations = new double[n];
        for (int i = 0; i < n; i++) {
            deviations[i] = 3 * Math.abs(StandardNormal.quantile((i + 0.5) / n));
        }
        // the quantile has a relative error of 1.2e-9, a sample of n is 1 / n apart
        assertThat(RobustScale.ofDeviations(n, deviations)).isCloseTo(3, within(5e-4));
    }

    /** Oracle: by hand. */
    @Test
    void theMeanDeviationTakesThePlaceOfAMedianOfZero() {
        assertThat(RobustScale.ofDeviations(5, new double[] {0, 0, 0, 1, 4}))
                .isCloseTo(Math.sqrt(Math.PI / 2), within(1e-15));
        assertThat(RobustScale.ofDeviations(4, new double[] {1, 2, 4, 8}))
                .isCloseTo(3 * 1.4826022185056018, within(1e-15));
    }

    @Test
    void itIsZeroOnlyIfNothingVaries() {
        assertThat(RobustScale.ofDeviations(3, new double[3])).isZero();
        assertThat(RobustScale.ofDeviations(3, new double[] {0, 0, Double.MIN_NORMAL}))
                .isPositive();
    }

    @Test
    void onlyTheFirstDeviationsCount() {
        assertThat(RobustScale.ofDeviations(1, new double[] {1, 99})).isEqualTo(1.4826022185056018);
    }

    @Test
    void whatIsNoSampleIsRefused() {
        assertThatThrownBy(() -> RobustScale.ofDeviations(0, new double[1])).hasMessage("n must be at least 1, was 0");
        assertThatThrownBy(() -> RobustScale.ofDeviations(2, new double[1]))
                .hasMessage("n must be at most the number of deviations, 1, was 2");
        assertThatThrownBy(() -> RobustScale.ofDeviations(1, new double[] {Double.NaN}))
                .hasMessage("deviations[0] must be at least 0, was NaN");
        assertThatThrownBy(() -> RobustScale.ofDeviations(1, new double[] {-1}))
                .hasMessage("deviations[0] must be at least 0, was -1.0");
    }
}
