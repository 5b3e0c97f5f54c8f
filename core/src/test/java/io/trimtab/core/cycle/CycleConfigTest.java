package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CycleConfigTest {
    private static Properties properties(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    private static String preset(CycleConfig config) {
        return config.selectionInterval().toSeconds() + "/"
                + config.riskInterval().toSeconds() + "/"
                + config.performanceInterval().toSeconds() + " " + config.maxStrategies() + " "
                + config.minConfidence() + " " + config.mode();
    }

    @Test
    void thePresetsAreThoseOfTheReference() {
        assertThat(preset(CycleConfig.normal())).isEqualTo("3600/300/600 5 0.7 SEMI_AUTOMATED");
        assertThat(preset(CycleConfig.highVolatility())).isEqualTo("1800/60/300 3 0.8 SEMI_AUTOMATED");
        assertThat(preset(CycleConfig.crisis())).isEqualTo("900/30/120 1 0.9 MANUAL");
        assertThat(preset(CycleConfig.lowLiquidity())).isEqualTo("7200/600/1200 3 0.7 SEMI_AUTOMATED");
        assertThat(CycleConfig.from(properties("cycle.preset", "crisis"))).isEqualTo(CycleConfig.crisis());
        assertThat(CycleConfig.from(properties("cycle.preset", "high-volatility")))
                .isEqualTo(CycleConfig.highVolatility());
        assertThat(CycleConfig.from(properties("cycle.preset", "low-liquidity")))
                .isEqualTo(CycleConfig.lowLiquidity());
        assertThat(CycleConfig.from(new Properties())).isEqualTo(CycleConfig.normal());
    }

    @Test
    void everyKeyIsRead() {
        CycleConfig config = CycleConfig.from(properties(
                "cycle.mode", "automated",
                "cycle.selection-interval", "60",
                "cycle.risk-interval", "PT10S",
                "cycle.performance-interval", "20",
                "cycle.max-strategies", "7",
                "cycle.min-confidence", "0.5",
                "cycle.min-weight-change", "0.02",
                "cycle.alert-weight-change", "0.1",
                "cycle.quantity-decimals", "0",
                "cycle.approval-time", "PT2H",
                "cycle.phase-deadline", "1",
                "cycle.stop-timeout", "2",
                "cycle.history-size", "9",
                "cycle.closures", "held_back"));
        assertThat(config)
                .isEqualTo(new CycleConfig(
                        CycleMode.AUTOMATED,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        7,
                        0.5,
                        0.02,
                        0.1,
                        0,
                        Duration.ofHours(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        9,
                        CycleConfig.ClosurePolicy.HELD_BACK));
        assertThat(config.toBuilder().build()).isEqualTo(config);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CycleConfig.normal().toBuilder()
                        .minConfidence(1.5)
                        .maxStrategies(0)
                        .phaseDeadline(Duration.ZERO)
                        .alertWeightChange(Double.NaN)
                        .build())
                .withMessage("the configuration has 4 errors: phaseDeadline must be longer than zero and at most 366"
                        + " days, was PT0S; maxStrategies must be from 1 to 100000, was 0; minConfidence must be from 0"
                        + " to 1, was 1.5; alertWeightChange must be from 0 to 10, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CycleConfig.from(properties(
                        "cycle.preset", "calm",
                        "cycle.mode", "auto",
                        "cycle.min-confidence", "high",
                        "cycle.risk-interval", "soon",
                        "cycle.max-strategy", "3",
                        "cycle.max-strategies", "0")))
                .withMessageStartingWith("the configuration has 6 errors: ")
                .withMessageContaining(
                        "cycle.preset must be normal, high-volatility, crisis or low-liquidity, was \"calm\"")
                .withMessageContaining("cycle.mode must be one of [AUTOMATED, SEMI_AUTOMATED, MANUAL], was \"auto\"")
                .withMessageContaining("cycle.min-confidence must be a number, was \"high\"")
                .withMessageContaining(
                        "cycle.risk-interval must be whole seconds, or a duration such as PT5S, was \"soon\"")
                .withMessageContaining("unknown key cycle.max-strategy, known are cycle.preset and [cycle.")
                .withMessageContaining("maxStrategies must be from 1 to 100000, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CycleConfig.from(properties("cycle.typo", "1")))
                .withMessageStartingWith("the configuration has 1 error: unknown key cycle.typo");
    }

    @Test
    void everyNumberIsCheckedBelowAtAndAboveItsBounds() {
        for (double fine : new double[] {0, 0.01, 1}) {
            assertThat(CycleConfig.normal().toBuilder()
                            .minConfidence(fine)
                            .build()
                            .minConfidence())
                    .isEqualTo(fine);
        }
        refuse(CycleConfig.normal().toBuilder().minConfidence(-1e-9));
        refuse(CycleConfig.normal().toBuilder().minConfidence(Math.nextUp(1.0)));
        refuse(CycleConfig.normal().toBuilder().minConfidence(Double.NaN));
        refuse(CycleConfig.normal().toBuilder().minWeightChange(-0.01));
        refuse(CycleConfig.normal().toBuilder().minWeightChange(0.06));
        refuse(CycleConfig.normal().toBuilder().alertWeightChange(10.5));
        refuse(CycleConfig.normal().toBuilder().quantityDecimals(-1));
        refuse(CycleConfig.normal().toBuilder().quantityDecimals(13));
        refuse(CycleConfig.normal().toBuilder().historySize(0));
        refuse(CycleConfig.normal().toBuilder().historySize(1_000_001));
        refuse(CycleConfig.normal().toBuilder().maxStrategies(100_001));
        refuse(CycleConfig.normal().toBuilder().stopTimeout(Duration.ofDays(367)));
        refuse(CycleConfig.normal().toBuilder().approvalTime(Duration.ofSeconds(-1)));
    }

    private static void refuse(CycleConfig.Builder builder) {
        assertThatIllegalArgumentException().isThrownBy(builder::build);
    }
}
