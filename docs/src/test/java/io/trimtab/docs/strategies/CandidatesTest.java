package io.trimtab.docs.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.LedoitWolf;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private static final int ROWS = 300;

    /** Five assets whose prices are functions of the day, counted back from today: 0 is today. */
    private static PriceHistory history(IntToDoubleFunction... byAge) {
        double[] values = new double[byAge.length * ROWS];
        for (int j = 0; j < byAge.length; j++) {
            for (int t = 0; t < ROWS; t++) {
                values[j * ROWS + t] = byAge[j].applyAsDouble(ROWS - 1 - t);
            }
        }
        List<String> ids =
                IntStream.range(0, byAge.length).mapToObj(j -> "a" + j).toList();
        List<LocalDate> dates =
                IntStream.range(0, ROWS).mapToObj(LocalDate.EPOCH::plusDays).toList();
        return PriceHistory.of(Universe.of(ids), dates, values);
    }

    private static double rising(int age) {
        return 200 - 0.2 * age;
    }

    private static double falling(int age) {
        return 100 + 0.2 * age;
    }

    private static double flat(int age) {
        return 100;
    }

    /** Rose for long, fell over the last month. */
    private static double turned(int age) {
        return age >= 21 ? 300 - age : 279 - (21 - age) * 0.5;
    }

    /** Moves up and down by one percent. */
    private static double wild(int age) {
        return age % 2 == 0 ? 100 : 101;
    }

    private static final PriceHistory HISTORY = history(
            CandidatesTest::rising,
            CandidatesTest::falling,
            CandidatesTest::flat,
            CandidatesTest::turned,
            CandidatesTest::wild);

    private static double[] target(CandidateStrategy strategy) {
        return strategy.targetAt(HISTORY).toArray();
    }

    @Test
    void momentumHoldsWhatRoseMost() {
        // over 12 months (252 days): rising 200/149.6, turned 268.5/48; over the last month turned fell
        assertThat(target(new Momentum(12, 0, 2))).containsExactly(0.5, 0, 0, 0.5, 0);
        assertThat(target(new Momentum(1, 0, 1))).containsExactly(1, 0, 0, 0, 0);
        assertThat(target(new Momentum(12, 1, 1))).containsExactly(0, 0, 0, 1, 0);
        assertThat(new Momentum(12, 1, 1).id()).isEqualTo("momentum-12-1m");
        assertThat(new Momentum(12, 1, 1).parameters())
                .containsEntry("months", "12")
                .containsEntry("skipped", "1");
    }

    @Test
    void dualMomentumLeavesTheSlotsOfLosersInCash() {
        // over one month the turned one fell, the wild one moved by -1/101 at 21 days; only one rose
        assertThat(target(new DualMomentum(1, 2))).containsExactly(0.5, 0, 0, 0, 0);
    }

    @Test
    void meanReversionAndValueHoldWhatFellMost() {
        // in 5 days: turned lost 2.5 of 271, wild and falling 1 of 101
        assertThat(target(new MeanReversion(5, 2))).containsExactly(0, 0.5, 0, 0, 0.5);
        assertThat(target(new LongTermReversal(1, 1))).containsExactly(0, 1, 0, 0, 0);
    }

    @Test
    void equalScoresPreferTheFirstAsset() {
        Weights weights = Rules.highest(HISTORY.universe(), new double[] {1, 2, 2, 2, 0}, 2);

        assertThat(weights.toArray()).containsExactly(0, 0.5, 0.5, 0, 0);
    }

    @Test
    void averagesThatCrossedHoldAShareEach() {
        assertThat(target(new MovingAverageCross(20, 100))).containsExactly(0.2, 0, 0, 0.2, 0);
    }

    @Test
    void aBreakoutHoldsUntilTheOppositeExit() {
        // rising makes a new high each day; falling a new low; flat never; turned fell below its 20-day low after its
        // high
        double[] held = target(new DonchianBreakout(20, 10));

        assertThat(held[0]).isEqualTo(0.2);
        assertThat(held[1]).isZero();
        assertThat(held[2]).isZero();
        assertThat(held[3]).isZero();
    }

    @Test
    void inverseVolatilityIsCappedAndSumsToOne() {
        double[] weights = target(new InverseVolatility(63, 0.4));

        assertThat(weights[2]).isEqualTo(0.4, within(1e-15));
        assertThat(IntStream.range(0, 5).mapToDouble(j -> weights[j]).sum()).isEqualTo(1, within(1e-12));
        assertThat(weights[4]).isLessThan(weights[0]);
    }

    @Test
    void proportionalSharesWhatTheCapCuts() {
        // oracle, by hand: 6:3:1 capped at 0.5 leaves 0.5 for 3:1; capped at 0.4 leaves 0.2 for the last
        Universe abc = Universe.of("A", "B", "C");
        assertThat(Rules.proportional(abc, new double[] {6, 3, 1}, 0.5).toArray())
                .containsExactly(new double[] {0.5, 0.375, 0.125}, within(1e-15));
        assertThat(Rules.proportional(abc, new double[] {6, 3, 1}, 0.4).toArray())
                .containsExactly(new double[] {0.4, 0.4, 0.2}, within(1e-15));
    }

    @Test
    void trendHoldsOnlyWhatRose() {
        double[] weights = target(new TimeSeriesMomentum(12, 0.5));

        assertThat(weights[0]).isPositive();
        assertThat(weights[1]).isZero();
        assertThat(weights[2]).isZero();
        assertThat(weights[3]).isPositive();
    }

    @Test
    void lowVolatilityHoldsTheCalmest() {
        assertThat(target(new LowVolatility(252, 1))).containsExactly(0, 0, 1, 0, 0);
    }

    @Test
    void minimumVarianceIsNoWorseThanAnyPortfolioNearIt() {
        PriceHistory prices = EcbHistory.load().firstRows(600);
        ReturnPanel returns = prices.lastRows(253).returns();
        CovarianceMatrix risk = LedoitWolf.constantCorrelation().estimate(returns);
        double[] best = new MinimumVariance(252, 0.15).targetAt(prices).toArray();
        double least = variance(risk, best);

        // oracle: no shift of weight between two assets within the bounds lowers the variance
        for (int i = 0; i < best.length; i++) {
            for (int j = 0; j < best.length; j++) {
                double step = Math.min(1e-3, Math.min(best[i], 0.15 - best[j]));
                double[] other = best.clone();
                other[i] -= step;
                other[j] += step;
                assertThat(variance(risk, other)).isGreaterThanOrEqualTo(least * (1 - 1e-12));
            }
        }
        assertThat(Weights.of(prices.universe(), best).net()).isEqualTo(1, within(1e-12));
        assertThat(Arrays.stream(best).max().orElseThrow()).isLessThanOrEqualTo(0.15 + 1e-12);
    }

    private static double variance(CovarianceMatrix risk, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                sum += weights[i] * risk.get(i, j) * weights[j];
            }
        }
        return sum;
    }

    @Test
    void volatilityIsManagedByExposure() {
        PriceHistory two = history(CandidatesTest::wild, CandidatesTest::wild);
        // oracle: 21 returns of about 1% of alternating sign; exposure = target / (sd sqrt(252))
        double up = 101.0 / 100 - 1;
        double down = 100.0 / 101 - 1;
        double mean = (11 * down + 10 * up) / 21;
        double variance = (11 * (down - mean) * (down - mean) + 10 * (up - mean) * (up - mean)) / 20;
        double exposure = 0.05 / Math.sqrt(252 * variance);

        Weights weights = new VolatilityManaged(21, 0.05).targetAt(two);

        assertThat(weights.net()).isEqualTo(exposure, within(1e-12));
        assertThat(new VolatilityManaged(21, 0.5).targetAt(two).net()).isEqualTo(1, within(1e-15));
    }

    @Test
    void candidatesAreManyAndNamedApart() {
        List<CandidateStrategy> all = Candidates.all();

        assertThat(all).hasSizeGreaterThanOrEqualTo(12);
        assertThat(all).extracting(CandidateStrategy::id).doesNotHaveDuplicates();
        assertThat(all.get(0).id()).isEqualTo("equal-weight");
        assertThat(all).allSatisfy(strategy -> {
            assertThat(strategy.family()).isNotBlank();
            assertThat(strategy.context().regime().isKnown()).isTrue();
            assertThat(strategy.minimumRows()).isPositive();
        });
    }
}
