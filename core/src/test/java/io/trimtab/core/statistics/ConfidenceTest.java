package io.trimtab.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfidenceTest {
    @Test
    void readsAsAPercentageWithAllTheDigitsItWasGiven() {
        for (int percent = 1; percent < 100; percent++) {
            assertThat(Confidence.of(percent / 100.0)).hasToString(percent + "%");
        }
        assertThat(Confidence.of(0.9975)).hasToString("99.75%");
        assertThat(Confidence.of(0.9999)).hasToString("99.99%");
        assertThat(Confidence.of(0.999999999)).hasToString("99.9999999%");
        assertThat(Confidence.of(1e-5)).hasToString("0.001%");
    }

    @Test
    void refusesWhatIsNoProbabilityInside() {
        for (double level : new double[] {0, 1, -0.1, 95, Double.NaN}) {
            assertThatThrownBy(() -> Confidence.of(level)).hasMessageContaining("confidence must be strictly within");
        }
    }
}
