package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.SharpeEstimate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Adjustments, penalties, further factors and research. */
class PrudenceTest {
    private static final MarketConditions NOW = MarketConditions.of(Strategies.belief(0.7, 0.3));

    private record Uncertain(FactorDirection direction, double error) implements Factor {
        @Override
        public String name() {
            return "x";
        }

        @Override
        public double value(StrategyRecord strategy, MarketConditions conditions) {
            return 0;
        }

        @Override
        public double uncertainty(StrategyRecord strategy, MarketConditions conditions) {
            return error;
        }
    }

    private static double[] bound(FactorDirection direction, double error, double... raw) {
        List<StrategyRecord> records = List.of(Strategies.solid("a"), Strategies.solid("b"));
        return FactorAdjustment.lowerBound(Confidence.of(0.975))
                .adjust(new Uncertain(direction, error), records, NOW, raw);
    }

    @Test
    void aLowerBoundGoesToTheBadSide() {
        double z = 1.959963984540054; // of the standard normal distribution
        assertThat(bound(FactorDirection.benefit(), 0.1, 1, Double.NaN)[0]).isCloseTo(1 - 0.1 * z, within(1e-14));
        assertThat(bound(FactorDirection.benefit(), 0.1, 1, Double.NaN)[1]).isNaN();
        assertThat(bound(FactorDirection.cost(), 0.1, 1, 2)[1]).isCloseTo(2 + 0.1 * z, within(1e-14));
        double[] target = bound(FactorDirection.target(1.5), 0.1, 1, 2);
        assertThat(target[0]).isCloseTo(1 - 0.1 * z, within(1e-14));
        assertThat(target[1]).isCloseTo(2 + 0.1 * z, within(1e-14));
        assertThat(bound(FactorDirection.benefit(), Double.NaN, 1, 2)).containsOnly(Double.NaN);
        assertThatThrownBy(() -> bound(FactorDirection.benefit(), -1, 1, 2))
                .hasMessage("uncertainty of x for a must not be negative, was -1.0");
    }

    @Test
    void fewObservationsShrinkToTheCohort() {
        StrategyRecord known = Strategies.solid("a").toBuilder().usage(90, 1).build();
        StrategyRecord fresh = Strategies.solid("b").toBuilder().usage(10, 1).build();
        double[] out = FactorAdjustment.shrunkToCohort(StrategyRecord::usageCount, 10)
                .adjust(ReferenceFactors.risk(), List.of(known, fresh), NOW, new double[] {1, 3});
        // Credibility 0.9 and 0.5: the mean is (0.9 + 1.5) / 1.4.
        double mean = 2.4 / 1.4;
        assertThat(out[0]).isCloseTo(mean + 0.9 * (1 - mean), within(1e-15));
        assertThat(out[1]).isCloseTo(mean + 0.5 * (3 - mean), within(1e-15));
        double[] nobody = FactorAdjustment.shrunkToCohort(record -> 0, 10)
                .adjust(ReferenceFactors.risk(), List.of(known, fresh), NOW, new double[] {1, 3});
        assertThat(nobody).containsExactly(2, 2);
    }

    @Test
    void halfOfTheDistanceIsLeftAfterAHalfLife() {
        StrategyRecord today = Strategies.solid("a");
        StrategyRecord old = today.toBuilder()
                .dates(Strategies.DAY.minusDays(500), Strategies.DAY.minusDays(60))
                .build();
        double[] out = FactorAdjustment.halfLife(60)
                .adjust(ReferenceFactors.risk(), List.of(today, old, today), NOW, new double[] {1, 3, 1});
        assertThat(out).containsExactly(1, 2, 1);
    }

    @Test
    void anAdjustedFactorShowsTheRawValueAndScoresTheOther() {
        StrategyScorer scorer = StrategyScorer.builder()
                .factor(
                        Strategies.given("x", FactorDirection.benefit(), Map.of("a", 1.0, "b", 3.0)),
                        Normaliser.asIs(),
                        FactorAdjustment.shrunkToCohort(record -> 10, 10))
                .build();
        ScoreCard card = scorer.score(List.of(Strategies.solid("a"), Strategies.solid("b")), NOW)
                .first();
        assertThat(card.factor("x").raw()).isEqualTo(3);
        assertThat(card.factor("x").normalised()).isEqualTo(2.5);
    }

    @Test
    void stalenessIsTakenOffAndTheAllocationFreeFormAgrees() {
        StrategyRecord fresh = Strategies.solid("a");
        StrategyRecord stale = Strategies.solid("b").toBuilder()
                .dates(Strategies.DAY.minusDays(900), Strategies.DAY.minusDays(30 + 73))
                .build();
        StrategyScorer scorer = StrategyScorer.builder()
                .factor(
                        Strategies.given("x", FactorDirection.benefit(), Map.of("a", 0.50, "b", 0.55)),
                        Normaliser.asIs())
                .penalty(new StalenessPenalty(30, 0.5, 1))
                .build();
        Ranking ranking = scorer.score(List.of(fresh, stale), NOW);
        assertThat(ranking.first().id()).isEqualTo("a");
        ScoreCard last = ranking.cards().get(1);
        assertThat(last.total()).isCloseTo(0.45, within(1e-15)); // 73 days beyond grace are a fifth of a year
        assertThat(last.factor("staleness").rankWithout()).isEqualTo(1);
        assertThat(last.contributions())
                .containsEntry("staleness", last.factor("staleness").contribution());
        double[] totals = new double[2];
        scorer.scoreInto(
                scorer.tabulate(List.of(fresh, stale), NOW), NOW.belief(), totals, ScoreWorkspace.forFactors(1));
        assertThat(totals).containsExactly(ranking.first().total(), last.total());
        assertThatThrownBy(() -> StrategyScorer.builder()
                        .factor(ReferenceFactors.risk(), Normaliser.asIs())
                        .penalty(new StalenessPenalty(1, 1, 1))
                        .penalty(new StalenessPenalty(2, 1, 1))
                        .build())
                .hasMessage("penalties must have names of their own, but \"staleness\" is repeated");
    }

    @Test
    void expensiveStrategiesMeetACeiling() {
        ScorePenalty ceiling = FactorResearch.costCeiling(
                record -> record.performance().sharpe(),
                record -> record.id().equals("cheap") ? 0.3 : 0.75,
                1.0 / 3,
                0.8);
        assertThat(ceiling.amount(Strategies.solid("cheap"), NOW)).isZero();
        // Three quarters eaten: (0.75 - 1/3) / (2/3) of 0.8
        assertThat(ceiling.amount(Strategies.solid("dear"), NOW)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void furtherFactorsAreWhatTheySay() {
        SplittableRandom random = new SplittableRandom(3);
        double[] returns = new double[100];
        double[] book = new double[100];
        for (int t = 0; t < 100; t++) {
            returns[t] = (t < 50 ? 0.02 : -0.02) + 0.01 * random.nextDouble();
            book[t] = -2 * returns[t];
        }
        StrategyRecord strategy = Strategies.solid("a");
        assertThat(FurtherFactors.probabilisticSharpe(0.1, id -> returns).value(strategy, NOW))
                .isEqualTo(SharpeEstimate.of(returns).orElseThrow().probabilityAbove(0.1));
        assertThat(FurtherFactors.decay(id -> returns).value(strategy, NOW)).isLessThan(-20);
        assertThat(FurtherFactors.correlationToBook(id -> returns, book).value(strategy, NOW))
                .isCloseTo(-1, within(1e-12));
        assertThat(FurtherFactors.capacity(s -> 5e6, 2e7).value(strategy, NOW)).isEqualTo(0.25);
        assertThat(FurtherFactors.capacity(s -> 5e9, 2e7).value(strategy, NOW)).isEqualTo(1);
        assertThat(FurtherFactors.cost(s -> 12, 0.001).value(strategy, NOW)).isCloseTo(0.012, within(1e-15));
        for (Factor factor : List.of(
                FurtherFactors.probabilisticSharpe(0, id -> new double[0]),
                FurtherFactors.decay(id -> new double[0]),
                FurtherFactors.correlationToBook(id -> new double[0], book),
                FurtherFactors.capacity(s -> Double.NaN, 1),
                FurtherFactors.cost(s -> Double.NaN, 1))) {
            assertThat(factor.value(strategy, NOW)).as(factor.name()).isNaN();
        }
    }

    @Test
    void aFactorThatKnowsOnePeriodAheadShowsItThereAndLessBeyond() {
        SplittableRandom random = new SplittableRandom(5);
        int n = 20;
        int dates = 300;
        double[] values = new double[n * dates];
        double[] returns = new double[n * dates];
        for (int t = 1; t < dates; t++) {
            for (int i = 0; i < n; i++) {
                values[(t - 1) * n + i] = random.nextDouble() - 0.5;
                returns[t * n + i] = values[(t - 1) * n + i] + 2 * (random.nextDouble() - 0.5);
            }
        }
        List<InformationCoefficient> ahead = FactorResearch.byHorizon(values, returns, n, 1, 5);
        // The correlation is 1 / sqrt(1 + 4); over five periods 1 / sqrt(25).
        assertThat(ahead.get(0).mean()).isCloseTo(1 / Math.sqrt(5), within(0.03));
        assertThat(ahead.get(0).rankMean()).isCloseTo(0.43, within(0.04));
        assertThat(ahead.get(0).tStatistic()).isGreaterThan(10);
        assertThat(ahead.get(1).mean()).isCloseTo(0.2, within(0.04));
        assertThat(ahead.get(1).dates()).isEqualTo(295);
        values[0] = Double.NaN;
        assertThat(FactorResearch.byHorizon(values, returns, n, 1).get(0).dates())
                .isEqualTo(299);
        assertThat(FactorResearch.byHorizon(new double[60], new double[60], n, 1)
                        .get(0)
                        .mean())
                .isNaN();
    }

    @Test
    void diversificationMultipliesAndSmoothingFollows() {
        double[] even = {0.5, 0.5};
        assertThat(FactorResearch.diversificationMultiplier(even, new double[] {1, 0, 0, 1}, 2.5))
                .isCloseTo(Math.sqrt(2), within(1e-15));
        assertThat(FactorResearch.diversificationMultiplier(even, new double[] {1, 1, 1, 1}, 2.5))
                .isEqualTo(1);
        assertThat(FactorResearch.diversificationMultiplier(even, new double[] {1, -1, -1, 1}, 1.2))
                .isEqualTo(1.2);
        assertThatThrownBy(() -> FactorResearch.diversificationMultiplier(even, new double[] {1, 2, 0, 1}, 2))
                .hasMessage("correlations[1] must be within [-1.0, 1.0], was 2.0");
        assertThat(FactorResearch.smoothed(new double[] {1, 0}, new double[] {0, 1}, 1))
                .containsExactly(0.5, 0.5);
        double[] w = {1, 0};
        for (int step = 0; step < 10; step++) {
            w = FactorResearch.smoothed(w, new double[] {0, 1}, 10);
        }
        assertThat(w[0]).isCloseTo(0.5, within(1e-12));
    }
}
