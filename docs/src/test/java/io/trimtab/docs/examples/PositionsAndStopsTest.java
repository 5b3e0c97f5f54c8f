package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.position.PositionReport;
import io.trimtab.risk.position.PositionRisk;
import io.trimtab.risk.position.Sizing;
import io.trimtab.risk.stop.PriceBar;
import io.trimtab.risk.stop.StopOutcome;
import io.trimtab.risk.stop.StopRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The examples of positions and stops answer on real currencies, and by hand. */
class PositionsAndStopsTest {
    private static final ReturnPanel RETURNS = EcbHistory.load().returns().lastRows(1_000);
    private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void theBookHasItsVolatilityOrSaysWhyNot() {
        Sizing sizing = PositionsAndStops.tenPerCent(RETURNS, Weights.equal(RETURNS.universe()));
        double volatility = Math.sqrt(PeriodsPerYear.DAILY.count())
                * LedoitWolf.constantCorrelation().estimate(RETURNS).volatility(sizing.weights());
        // at the target unless a cap, which is then named, holds it below
        assertThat(volatility).isLessThanOrEqualTo(0.10 * (1 + 1e-12));
        assertThat(sizing.notes().isEmpty()).isEqualTo(volatility > 0.10 * (1 - 1e-9));
    }

    @Test
    void aTradeCostsOnePerCentAtItsStop() {
        // 5% to the stop and 0.2% beyond it: 0.01 / 0.052 of a million at 50 are 3,846 units
        assertThat(PositionsAndStops.onePerCent(1_000_000, 50, 47.5)).isEqualTo(3_800);
        assertThat(PositionsAndStops.onePerCent(1_000_000, 50, 52.5)).isEqualTo(-3_800);
        assertThat(PositionsAndStops.halfKelly()).isCloseTo(0.05, within(1e-15));
    }

    @Test
    void contributionsAddUpToTheBook() {
        TreeMap<String, Double> stops = new TreeMap<>();
        stops.put("GBP", 0.9);
        double[] prices = new double[RETURNS.columns()];
        Arrays.fill(prices, 1);
        Weights equal = Weights.equal(RETURNS.universe());
        PositionReport report = PositionsAndStops.report(RETURNS, equal, prices, stops);
        assertThat(report.positions().stream()
                        .mapToDouble(PositionRisk::riskContribution)
                        .sum())
                .isCloseTo(report.volatility(), within(1e-12));
        assertThat(report.beta().orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(report.of("GBP").lossAtStop().orElseThrow()).isCloseTo(0.1 / 17, within(1e-15));
        assertThat(report.toString()).contains("GBP long");
    }

    @Test
    void theTrailingStopClosesWhatTheFixedOneLeft() {
        List<PriceBar> bars = List.of(
                new PriceBar(MORNING.plus(Duration.ofDays(1)), 100, 103, 99, 103),
                new PriceBar(MORNING.plus(Duration.ofDays(2)), 103, 106, 103, 106),
                new PriceBar(MORNING.plus(Duration.ofDays(3)), 99, 101, 98, 100));
        StopOutcome outcome = PositionsAndStops.follow(100, MORNING, 2, bars);
        // break-even is armed at 104, in force at 100; the best price less three ranges of about 2 is about 100 too
        assertThat(outcome).isInstanceOfSatisfying(StopOutcome.Stopped.class, stopped -> {
            assertThat(stopped.price()).isEqualTo(99);
            assertThat(stopped.isGap()).isTrue();
            assertThat(stopped.rule()).isIn(StopRule.BREAK_EVEN, StopRule.TRAILING);
        });
    }

    @Test
    void aDepositHidesNoLoss() {
        // 2% before the deposit, then from 1.48 to 1.45 of the morning's equity
        assertThat(PositionsAndStops.acrossMidnight(MORNING, 100_000)).isCloseTo(1 - 0.98 * 1.45 / 1.48, within(1e-14));
    }

    @Test
    void theReferenceLimitsAreABook() {
        assertThat(PositionsAndStops.limits(new TreeMap<>(), new TreeMap<>()).hardLimits())
                .hasSize(9);
    }
}
