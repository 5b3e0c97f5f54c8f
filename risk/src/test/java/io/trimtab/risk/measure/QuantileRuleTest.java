package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuantileRuleTest {
    @Test
    void allNineTypesAgreeWithR() {
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/quantile_types.csv")) {
            double[] values = ReferenceData.column(row[1].startsWith("HAM") ? "managers" : "edhec", row[1]);
            String[] key = row[2].split(" p=");
            QuantileRule rule = QuantileRule.valueOf(key[0].replace("type", "TYPE_"));
            double expected = Double.parseDouble(row[3]);
            // tolerance: the file prints 15 digits
            assertThat(rule.quantile(values, Double.parseDouble(key[1])))
                    .as(row[1] + " " + row[2])
                    .isCloseTo(expected, within(1e-14));
            checked++;
        }
        assertThat(checked).isEqualTo(108);
    }

    @Test
    void everyRuleIsMonotoneInTheProbabilityAndStaysWithinTheValues() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 1; n < 40; n++) {
            double[] values = random.doubles(n, -1, 1).toArray();
            double min = Arrays.stream(values).min().getAsDouble();
            double max = Arrays.stream(values).max().getAsDouble();
            for (QuantileRule rule : QuantileRule.values()) {
                double before = Double.NEGATIVE_INFINITY;
                for (double p = 0.005; p < 1; p += 0.01) {
                    double q = rule.quantile(values, p);
                    assertThat(q).isBetween(min, max).isGreaterThanOrEqualTo(before);
                    before = q;
                }
            }
        }
    }

    @Test
    void everyRuleScalesAndTranslates() {
        SplittableRandom random = new SplittableRandom(2);
        double[] values = random.doubles(37, -1, 1).toArray();
        double[] moved = Arrays.stream(values).map(v -> 4 * v + 1).toArray();
        for (QuantileRule rule : QuantileRule.values()) {
            for (double p : new double[] {0.01, 0.3, 0.5, 0.99}) {
                assertThat(rule.quantile(moved, p)).isCloseTo(4 * rule.quantile(values, p) + 1, within(1e-14));
            }
        }
    }

    @Test
    void aProductThatOughtToBeAnIntegerIsOne() {
        double[] values = new double[100];
        Arrays.setAll(values, i -> i + 1);
        // 100 * (1 - 0.95) is 5.000000000000004 in doubles
        assertThat(QuantileRule.TYPE_1.quantile(values, 1 - 0.95)).isEqualTo(5);
        assertThat(QuantileRule.TYPE_2.quantile(values, 1 - 0.95)).isEqualTo(5.5);
        assertThat(QuantileRule.TYPE_4.quantile(values, 1 - 0.95)).isEqualTo(5);
        assertThat(QuantileRule.UPPER_INVERSE.quantile(values, 1 - 0.95)).isEqualTo(6);
    }

    @Test
    void leavesItsInputAlone() {
        double[] values = {3, 1, 2};
        QuantileRule.TYPE_7.quantile(values, 0.5);
        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> QuantileRule.TYPE_7.quantile(new double[0], 0.5))
                .hasMessage("number of values must be at least 1, was 0");
        assertThatThrownBy(() -> QuantileRule.TYPE_7.quantile(new double[] {1, Double.NaN}, 0.5))
                .hasMessage("values[1] must be finite, was NaN");
        assertThatThrownBy(() -> QuantileRule.TYPE_7.quantile(new double[] {1}, 1))
                .hasMessageContaining("p must be");
        assertThatThrownBy(() -> QuantileRule.TYPE_7.quantile(new double[] {1}, Double.NaN))
                .hasMessageContaining("p must be");
    }

    @Test
    void quantilesStayBetweenTheValuesWhenTheirDifferenceOverflows() {
        double[] far = {-1.5e308, 1.5e308};
        for (QuantileRule rule : QuantileRule.values()) {
            assertThat(rule.quantile(far, 0.5)).as(rule.name()).isBetween(-1.5e308, 1.5e308);
        }
        assertThat(QuantileRule.TYPE_7.quantile(far, 0.5)).isZero();
    }
}
