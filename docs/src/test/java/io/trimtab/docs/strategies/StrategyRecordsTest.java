package io.trimtab.docs.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.strategy.PerformanceSummary;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.StrategyType;
import io.trimtab.docs.ecb.EcbHistory;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategyRecordsTest {
    private static final List<LocalDate> DATES = List.of(
            LocalDate.of(2023, 11, 30),
            LocalDate.of(2023, 12, 1),
            LocalDate.of(2023, 12, 29),
            LocalDate.of(2024, 1, 2),
            LocalDate.of(2024, 1, 3));
    private static final double[] OWN = {0.02, -0.01, 0.03, -0.02, 0.01};
    private static final double[] BENCHMARK = {0.01, -0.01, 0.02, -0.01, 0.00};
    private static final PeriodsPerYear YEAR = PeriodsPerYear.of(100);

    private static TrackRecord track(CandidateStrategy strategy, double[] returns) {
        return new TrackRecord(strategy, DATES.subList(0, returns.length), returns, List.of());
    }

    private static final TrackRecord EQUAL = track(Candidates.benchmark(), BENCHMARK);
    private static final TrackRecord MOMENTUM = track(new Momentum(12, 1, 5), OWN);

    @Test
    void measuresAreThoseOfTheirDefinitions() {
        PerformanceSummary summary = StrategyRecords.against(EQUAL, YEAR).performance(MOMENTUM);

        // oracle: written out
        double mean = 0.006;
        double sd = Math.sqrt((0.014 * 0.014 + 0.016 * 0.016 + 0.024 * 0.024 + 0.026 * 0.026 + 0.004 * 0.004) / 4);
        double wealth = 1.02 * 0.99 * 1.03 * 0.98 * 1.01;
        double growth = StrictMath.pow(wealth, 100.0 / 5) - 1;
        assertThat(summary.sharpe()).isEqualTo(10 * mean / sd, within(1e-12));
        assertThat(summary.cagr()).isEqualTo(growth, within(1e-12));
        assertThat(summary.maxDrawdown()).isEqualTo(0.02, within(1e-15));
        assertThat(summary.calmar()).isEqualTo(growth / 0.02, within(1e-11));
        assertThat(summary.sortino()).isEqualTo(10 * mean / Math.sqrt((0.01 * 0.01 + 0.02 * 0.02) / 5), within(1e-12));
        // November +2%, December 0.99 x 1.03, January 0.98 x 1.01
        assertThat(summary.winRate()).isEqualTo(2.0 / 3);
        assertThat(summary.consistency()).isEqualTo(1.0 / 2);
        // benchmark's mean is 0.002: deviations .008 -.012 .018 -.012 -.002; own .014 -.016 .024 -.026 .004
        double beta = (0.014 * 0.008 + 0.016 * 0.012 + 0.024 * 0.018 + 0.026 * 0.012 - 0.004 * 0.002)
                / (0.008 * 0.008 + 0.012 * 0.012 + 0.018 * 0.018 + 0.012 * 0.012 + 0.002 * 0.002);
        assertThat(summary.beta()).isEqualTo(beta, within(1e-12));
        assertThat(summary.alpha()).isEqualTo(100 * (0.006 - beta * 0.002), within(1e-12));
        // active returns .01 0 .01 -.01 .01: mean .004, deviations .006 -.004 .006 -.014 .006
        double error = Math.sqrt((3 * 0.006 * 0.006 + 0.004 * 0.004 + 0.014 * 0.014) / 4);
        assertThat(summary.informationRatio()).isEqualTo(10 * 0.004 / error, within(1e-12));
    }

    @Test
    void aRecordKnowsNothingOfLaterDays() {
        StrategyRecords records = StrategyRecords.against(EQUAL, YEAR);
        double[] otherFuture = OWN.clone();
        otherFuture[3] = 0.5;
        otherFuture[4] = -0.5;
        LocalDate asOf = LocalDate.of(2023, 12, 31);

        StrategyRecord record = records.asOf(MOMENTUM, asOf);

        assertThat(records.asOf(track(new Momentum(12, 1, 5), otherFuture), asOf))
                .isEqualTo(record);
        assertThat(record.id()).isEqualTo("momentum-12-1m");
        assertThat(record.family()).isEqualTo("momentum");
        assertThat(record.type()).isEqualTo(StrategyType.MOMENTUM);
        assertThat(record.parameters()).containsEntry("months", "12");
        assertThat(record.usageCount()).isEqualTo(2);
        assertThat(record.successRate()).isEqualTo(1);
        assertThat(record.discovered()).isEqualTo(DATES.get(0));
        assertThat(record.lastUpdate()).isEqualTo(asOf);
        assertThat(record.performance()).isEqualTo(records.performance(MOMENTUM.upTo(asOf)));
    }

    @Test
    void withoutTwoDaysNothingIsMeasured() {
        StrategyRecords records = StrategyRecords.against(EQUAL, YEAR);

        StrategyRecord early = records.asOf(MOMENTUM, LocalDate.of(2000, 1, 1));
        assertThat(early.performance()).isEqualTo(PerformanceSummary.builder().build());
        assertThat(early.usageCount()).isZero();
        assertThat(early.successRate()).isNaN();
        assertThat(records.asOf(MOMENTUM, DATES.get(0)).performance())
                .isEqualTo(PerformanceSummary.builder().build());
    }

    @Test
    void whatHasNoDenominatorIsNotMeasured() {
        TrackRecord cash = track(new EqualWeight(), new double[5]);

        PerformanceSummary summary = StrategyRecords.against(cash, YEAR).performance(cash);

        assertThat(summary.sharpe()).isNaN();
        assertThat(summary.beta()).isNaN();
        assertThat(summary.informationRatio()).isNaN();
        assertThat(summary.calmar()).isNaN();
        assertThat(summary.cagr()).isZero();
    }

    @Test
    void aBenchmarkThatIsTooShortIsRefused() {
        TrackRecord brief = track(Candidates.benchmark(), Arrays.copyOf(BENCHMARK, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StrategyRecords.against(brief, YEAR).performance(MOMENTUM))
                .withMessageContaining("lacks days of TrackRecord[momentum-12-1m");
    }

    @Test
    void everyCandidateHasARecordOnTheRealHistory() {
        WalkForward walk = WalkForward.over(EcbHistory.load()).costing(0.0002);
        TrackRecord benchmark = walk.run(Candidates.benchmark());
        StrategyRecords records = StrategyRecords.against(benchmark, EcbHistory.YEAR);
        for (TrackRecord track : walk.runAll(Candidates.all())) {
            StrategyRecord record = records.asOf(track, LocalDate.of(2023, 2, 21));

            assertThat(record.performance().sharpe()).isBetween(-2.0, 2.0);
            assertThat(record.performance().cagr()).isBetween(-0.1, 0.1);
            assertThat(record.performance().maxDrawdown()).isBetween(0.01, 0.8);
            assertThat(record.performance().beta()).isBetween(0.0, 2.0);
            assertThat(record.performance().trades()).isPositive();
            assertThat(record.usageCount()).isGreaterThan(200);
        }
    }
}
