package io.trimtab.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StandardNormalTest {
    /** Oracle: R's qnorm. The tolerance is the stated relative error of 1.2e-9. */
    @Test
    void theQuantileMatchesTables() {
        double[][] table = {
            {0.975, 1.959963984540054},
            {0.999, 3.090232306167813},
            {0.01, -2.326347874040841},
            {0.6, 0.2533471031357997},
            {1e-10, -6.361340902404056}
        };
        for (double[] row : table) {
            assertThat(StandardNormal.quantile(row[0])).isCloseTo(row[1], within(1.3e-9 * Math.abs(row[1])));
        }
    }

    @Test
    void theQuantileIsOddAboutOneHalf() {
        assertThat(StandardNormal.quantile(0.5)).isZero();
        assertThat(StandardNormal.quantile(0.25)).isEqualTo(-StandardNormal.quantile(0.75));
    }

    @Test
    void whatIsNoProbabilityInsideIsRefused() {
        for (double p : new double[] {0, 1, -0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> StandardNormal.quantile(p)).hasMessageContaining("p must be strictly within (0.0");
        }
    }
}
