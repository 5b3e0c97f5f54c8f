package io.trimtab.core.strategy;

import static io.trimtab.core.strategy.Strategies.DAY;
import static io.trimtab.core.strategy.Strategies.belief;
import static io.trimtab.core.strategy.Strategies.given;
import static io.trimtab.core.strategy.Strategies.solid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.testkit.Allocation;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StrategyScorerTest {
    private static final RegimeBelief BELIEF = belief(0.8, 0.2);
    private static final FactorDirection MORE = FactorDirection.benefit();
    private static final Map<String, Double> X = Map.of("a", 0.9, "b", 0.1, "c", 0.5);
    private static final Map<String, Double> Y = Map.of("a", 0.2, "b", 0.8);

    private static StrategyScorer scorer(MissingPolicy policy, double floor) {
        return StrategyScorer.builder()
                .factor(given("x", MORE, X), Normaliser.asIs())
                .factor(given("y", MORE, Y), Normaliser.asIs())
                .weights(FactorWeights.over(List.of("x", "y"), 3, 1))
                .missing(policy, floor)
                .build();
    }

    private static List<StrategyRecord> abc() {
        return List.of(solid("c"), solid("b"), solid("a"));
    }

    @Test
    void aScorecardSaysWhatEachFactorDid() {
        Ranking ranking = scorer(MissingPolicy.RENORMALISE, 0.5).score(abc(), BELIEF);
        ScoreCard a = ranking.first();
        assertThat(a.id()).isEqualTo("a");
        assertThat(a.total()).isCloseTo(0.75 * 0.9 + 0.25 * 0.2, within(1e-15));
        assertThat(a.factor("x").contribution()).isCloseTo(0.675, within(1e-15));
        assertThat(a.factor("y").weight()).isEqualTo(0.25);
        assertThat(a.factor("x").rankWithout())
                .as("without x, y ranks b (.8) and c (none) ahead")
                .isEqualTo(2);
        assertThat(a.contributions().keySet()).containsExactly("x", "y");
        assertThat(a.regimeMix()).isEqualTo(BELIEF);
        assertThat(a.coverage()).isEqualTo(1);
        assertThat(a.confidence()).isEqualTo(1);
        assertThat(a).hasToString("#1 a 0.725 = [x 0.68, y 0.05]");
        assertThatThrownBy(() -> a.factor("z")).hasMessage("factor must be one of [x, y], was \"z\"");
    }

    @Test
    void aMissingFactorIsLeftOutAndTheOthersShareItsWeight() {
        ScoreCard c = card(scorer(MissingPolicy.RENORMALISE, 0.5), "c");
        assertThat(c.total()).isCloseTo(0.5, within(1e-15));
        assertThat(c.factor("x").weight()).isEqualTo(1);
        assertThat(c.factor("y").weight()).isZero();
        assertThat(c.factor("y").source()).isEqualTo(FactorScore.Source.LEFT_OUT);
        assertThat(c.factor("y").raw()).isNaN();
        assertThat(c.coverage()).isEqualTo(0.75);
        assertThat(c).hasToString("#2 c 0.500 = [x 0.50, y 0.00 (LEFT_OUT)]");
    }

    @Test
    void aMissingFactorMayCountAsNeutralOrAsTheCohortsMedian() {
        ScoreCard neutral = card(scorer(MissingPolicy.NEUTRAL, 0.5), "c");
        assertThat(neutral.total()).isCloseTo(0.75 * 0.5 + 0.25 * 0.5, within(1e-15));
        assertThat(neutral.factor("y").source()).isEqualTo(FactorScore.Source.NEUTRAL);
        ScoreCard median = card(scorer(MissingPolicy.COHORT_MEDIAN, 0.5), "c");
        assertThat(median.factor("y").normalised()).isCloseTo(0.5, within(1e-15));
        assertThat(median.factor("y").source()).isEqualTo(FactorScore.Source.COHORT_MEDIAN);
        assertThat(median.factor("y").weight()).isEqualTo(0.25);
        Ranking alone = scorer(MissingPolicy.COHORT_MEDIAN, 0.5).score(List.of(solid("c")), BELIEF);
        assertThat(alone.first().factor("y").source()).as("no cohort").isEqualTo(FactorScore.Source.NEUTRAL);
    }

    @Test
    void aMissingFactorMayRejectAndTooLittleCoverageAlwaysDoes() {
        assertThat(scorer(MissingPolicy.REJECT, 0).score(abc(), BELIEF).unscored())
                .extracting(Rejection::text)
                .containsExactly("c: no value for y");
        Ranking covered = scorer(MissingPolicy.NEUTRAL, 0.8).score(abc(), BELIEF);
        assertThat(covered.unscored())
                .extracting(Rejection::text)
                .containsExactly("c: coverage 0.75 < 0.80 (no value for y)");
        assertThat(covered.unscored().get(0).code()).isEqualTo(RejectionCode.COVERAGE_TOO_LOW);
        assertThat(covered.size()).isEqualTo(2);
        Ranking nothing = scorer(MissingPolicy.RENORMALISE, 0).score(List.of(solid("unheard-of")), BELIEF);
        assertThat(nothing.unscored())
                .extracting(Rejection::text)
                .containsExactly("unheard-of: no factor that counts was measured");
        assertThatThrownBy(nothing::first)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unheard-of: no factor");
    }

    @Test
    void aStrategyUpdatedAfterTheDateIsNotScoredAndMovesNobody() {
        StrategyRecord future =
                solid("z").toBuilder().dates(DAY, DAY.plusDays(1)).build();
        StrategyScorer ranks = StrategyScorer.builder()
                .factor(ReferenceFactors.performance(), Normaliser.rank())
                .build();
        Ranking without = ranks.score(List.of(solid("a"), solid("b")), BELIEF);
        Ranking with = ranks.score(List.of(future, solid("a"), solid("b")), BELIEF);
        assertThat(with.cards()).isEqualTo(without.cards());
        assertThat(with.unscored())
                .containsExactly(new Rejection(
                        "z",
                        RejectionCode.UPDATED_AFTER_AS_OF,
                        Double.NaN,
                        Double.NaN,
                        "z: updated on 2024-06-01, after the scoring date 2024-05-31"));
    }

    @Test
    void anInfiniteFactorIsReportedAndMovesNobody() {
        StrategyScorer scorer = StrategyScorer.builder()
                .factor(
                        given("x", MORE, Map.of("a", 1.0, "b", 2.0, "c", Double.NEGATIVE_INFINITY)),
                        Normaliser.zScore(0))
                .build();
        Ranking ranking = scorer.score(abc(), BELIEF);
        assertThat(ranking.unscored())
                .extracting(Rejection::text)
                .containsExactly("c: x must be finite, was -Infinity");
        assertThat(ranking.first().total()).isCloseTo(1, within(1e-15));
    }

    @Test
    void equalScoresRankByIdWhateverTheOrderOfCandidates() {
        Ranking one = StrategyScorer.reference().score(List.of(solid("b"), solid("c"), solid("a")), BELIEF);
        Ranking other = StrategyScorer.reference().score(List.of(solid("a"), solid("b"), solid("c")), BELIEF);
        assertThat(one.cards()).extracting(ScoreCard::id).containsExactly("a", "b", "c");
        assertThat(one).isEqualTo(other);
        assertThat(one.cards()).extracting(ScoreCard::rank).containsExactly(1, 2, 3);
        assertThat(one.cards().get(2).factor("risk").rankWithout()).isEqualTo(1);
    }

    @Test
    void theRegimeFactorIsContinuousWhereTheMostLikelyRegimeChanges() {
        StrategyContext bull = StrategyContext.of(Regime.BULL, AssetClass.FX);
        double before = ReferenceFactors.regimeMatch(bull, MarketConditions.of(belief(0.5 + 1e-9, 0.5 - 1e-9)));
        double after = ReferenceFactors.regimeMatch(bull, MarketConditions.of(belief(0.5 - 1e-9, 0.5 + 1e-9)));
        assertThat(after).isCloseTo(before, within(1e-8));
        RegimeBelief nothing = RegimeBelief.unknown(List.of(), "m", DAY, "no model");
        assertThat(ReferenceFactors.regimeMatch(StrategyContext.UNKNOWN, MarketConditions.of(nothing)))
                .as("unknown matches nothing, not even unknown")
                .isZero();
    }

    @Test
    void weightsOfTheRegimeMoveTheRanking() {
        StrategyScorer scorer = scorer(MissingPolicy.RENORMALISE, 0.5);
        FactorWeights weights = scorer.weights().in(Regime.BEAR, 0, 1);
        assertThat(scorer.withWeights(weights)
                        .score(abc(), belief(1, 0))
                        .first()
                        .id())
                .isEqualTo("a");
        assertThat(scorer.withWeights(weights)
                        .score(abc(), belief(0, 1))
                        .first()
                        .id())
                .isEqualTo("b");
    }

    @Test
    void misuseIsRefusedByName() {
        StrategyScorer scorer = StrategyScorer.reference();
        assertThatThrownBy(() -> scorer.score(List.of(solid("a"), solid("b"), solid("a")), BELIEF))
                .hasMessage("candidates must have unique ids, but \"a\" is repeated");
        assertThatThrownBy(() -> scorer.score(List.of(), BELIEF, DAY.minusDays(1)))
                .hasMessage("belief must not be from after asOf (2024-05-30), was as of 2024-05-31: scoring must not"
                        + " look ahead");
        assertThatThrownBy(() -> scorer.withWeights(FactorWeights.equal(List.of("x"))))
                .hasMessage("weights must be for the factors [regime, performance, confidence, risk, adaptation] in"
                        + " this order, were for [x]");
        assertThatThrownBy(() -> scorer.withMissing(MissingPolicy.REJECT, 1.5))
                .hasMessage("coverage floor must be within [0.0, 1.0], was 1.5");
        assertThatThrownBy(() -> StrategyScorer.builder().build()).hasMessageContaining("number of factors");
        assertThatThrownBy(() -> scorer.tableOf(2, new double[9]))
                .hasMessage("normalised factors must have length 10, had 9");
        FactorTable table = scorer.tableOf(2, new double[10]);
        assertThatThrownBy(() -> scorer.scoreInto(table, BELIEF, new double[3], ScoreWorkspace.forFactors(5)))
                .hasMessage("out must have length 2, had 3");
        assertThatThrownBy(() -> scorer.scoreInto(table, BELIEF, new double[2], ScoreWorkspace.forFactors(4)))
                .hasMessage("workspace must have length 5, had 4");
        assertThatThrownBy(() -> scorer(MissingPolicy.REJECT, 0)
                        .scoreInto(table, BELIEF, new double[2], ScoreWorkspace.forFactors(5)))
                .hasMessageStartingWith("table must be of the factors [x, y] in this order");
        assertThatThrownBy(() -> scorer.score(List.of(), BELIEF).first())
                .hasMessage("no strategy has a score; there were no candidates");
        assertThat(scorer.toString()).contains("missing RENORMALISE, coverage floor 0.50");
    }

    @Test
    void recordsAndSummariesRefuseNonsenseByName() {
        PerformanceSummary.Builder performance = PerformanceSummary.builder();
        assertThatThrownBy(() -> performance.sharpe(Double.POSITIVE_INFINITY).build())
                .hasMessage("sharpe must be finite, or NaN if not measured, was Infinity");
        assertThatThrownBy(() -> PerformanceSummary.builder().maxDrawdown(-0.1).build())
                .hasMessage("maxDrawdown must be a positive loss (0.15 for 15%) or NaN, was -0.1");
        assertThatThrownBy(() -> PerformanceSummary.builder().cagr(-1.5).build())
                .hasMessage("cagr must be at least -1 (a total loss) or NaN, was -1.5");
        assertThatThrownBy(() -> PerformanceSummary.builder().winRate(50).build())
                .hasMessage("winRate must be within [0.0, 1.0], was 50.0");
        assertThatThrownBy(() ->
                        solid("a").toBuilder().dates(DAY, DAY.minusDays(1)).build())
                .hasMessage("lastUpdate of a must not be before discovered (2024-05-31), was 2024-05-30");
        assertThatThrownBy(() -> solid("a").toBuilder().usage(-1, 0.5).build())
                .hasMessage("usageCount must be at least 0, was -1");
        assertThatThrownBy(() -> StrategyRecord.builder(" ", StrategyType.OTHER))
                .hasMessage("id must not be blank, was \" \"");
        assertThatThrownBy(() -> StrategyType.of("momentum")).hasMessageStartingWith("strategy type must be capital");
        assertThatThrownBy(() -> AssetClass.of("fx")).hasMessageStartingWith("asset class must be capital");
        PerformanceSummary full = PerformanceSummary.builder()
                .winRate(0.5)
                .trades(12)
                .calmar(1)
                .informationRatio(0.3)
                .alpha(0.01)
                .build();
        assertThat(full.trades()).isEqualTo(12);
        assertThat(full.sharpe()).isNaN();
        StrategyRecord tagged = solid("a").toBuilder().tag("z").tag("b").build();
        assertThat(tagged.tags()).containsExactly("b", "z");
        assertThat(tagged.toBuilder().build()).isEqualTo(tagged);
    }

    @Test
    void fingerprintsTellStrategiesApartAndIgnoreTheirRecord() {
        StrategyRecord one = solid("a");
        assertThat(one.toBuilder().usage(3, 0.1).build().fingerprint()).isEqualTo(one.fingerprint());
        assertThat(StrategyRecord.builder("x", StrategyType.OTHER)
                        .parameter("a", "b1:c")
                        .build()
                        .fingerprint())
                .isNotEqualTo(StrategyRecord.builder("x", StrategyType.OTHER)
                        .parameter("a", "b")
                        .parameter("c", "")
                        .build()
                        .fingerprint());
    }

    @Test
    void levelsHaveTheDocumentedBounds() {
        assertThat(List.of(0.0, 0.149, 0.15, 0.25, 0.349, 0.35, 3.0))
                .extracting(VolatilityLevel::of)
                .containsExactly(
                        VolatilityLevel.LOW,
                        VolatilityLevel.LOW,
                        VolatilityLevel.MEDIUM,
                        VolatilityLevel.HIGH,
                        VolatilityLevel.HIGH,
                        VolatilityLevel.EXTREME,
                        VolatilityLevel.EXTREME);
        assertThat(List.of(-1.0, 0.29, 0.3, 0.6, 1.0))
                .extracting(CorrelationLevel::of)
                .containsExactly(
                        CorrelationLevel.LOW,
                        CorrelationLevel.LOW,
                        CorrelationLevel.MEDIUM,
                        CorrelationLevel.HIGH,
                        CorrelationLevel.HIGH);
        assertThatThrownBy(() -> VolatilityLevel.of(Double.NaN)).hasMessageContaining("annualised volatility");
        assertThatThrownBy(() -> CorrelationLevel.of(1.1)).hasMessageContaining("average correlation");
        MarketConditions full = MarketConditions.of(BELIEF)
                .withVolatility(VolatilityLevel.LOW)
                .withCorrelation(CorrelationLevel.HIGH)
                .withAssetClass(AssetClass.FX);
        StrategyContext match =
                StrategyContext.of(Regime.BULL, AssetClass.FX).withLevels(VolatilityLevel.LOW, CorrelationLevel.HIGH);
        assertThat(ReferenceFactors.regimeMatch(match, full)).isCloseTo(0.8, within(1e-15));
    }

    @Test
    void confidenceFadesWithAgeAndIsUnknownForTheFuture() {
        StrategyRecord s = solid("a");
        assertThat(ReferenceFactors.confidence(s, DAY.plusDays(365))).isCloseTo(0.8, within(1e-15));
        assertThat(ReferenceFactors.confidence(s, DAY.plusDays(3650))).isCloseTo(0.8, within(1e-15));
        assertThat(ReferenceFactors.confidence(s, DAY.minusDays(1))).isNaN();
        assertThat(ReferenceFactors.confidence(
                        s.toBuilder().usage(5, Double.NaN).build(), LocalDate.of(2025, 1, 1)))
                .isNaN();
    }

    @Test
    void theBatchFormAllocatesNothing() {
        SplittableRandom random = new SplittableRandom(1);
        double[] columns = random.doubles(5 * 2000).toArray();
        columns[17] = Double.NaN;
        StrategyScorer scorer = StrategyScorer.reference();
        scorer = scorer.withWeights(scorer.weights().in(Regime.BULL, 1, 2, 3, 4, 5));
        FactorTable table = scorer.tableOf(2000, columns);
        double[] totals = new double[2000];
        ScoreWorkspace workspace = ScoreWorkspace.forFactors(5);
        StrategyScorer warm = scorer;
        Runnable thousand = () -> {
            for (int i = 0; i < 1000; i++) {
                warm.scoreInto(table, BELIEF, totals, workspace);
            }
        };
        thousand.run();
        // Less than a byte a call: what is left is the counting itself.
        assertThat(Allocation.bytesIn(thousand)).isLessThan(1000);
    }

    @Test
    void theBatchFormOfEveryAggregatorAndPolicyAllocatesNothing() {
        SplittableRandom random = new SplittableRandom(1);
        double[] columns = random.doubles(5 * 300).toArray();
        for (int i = 0; i < columns.length; i += 7) {
            columns[i] = i % 2 == 0 ? Double.NaN : Math.rint(4 * columns[i]) / 4;
        }
        columns[11] = Double.POSITIVE_INFINITY;
        for (Aggregator aggregator : AggregatorTest.ALL) {
            for (MissingPolicy policy : MissingPolicy.values()) {
                StrategyScorer.Builder builder =
                        StrategyScorer.builder().aggregatedBy(aggregator).missing(policy, 0.5);
                ReferenceFactors.all().forEach(factor -> builder.factor(factor, Normaliser.asIs()));
                builder.penalty(new StalenessPenalty(30, 0.1, 0.05));
                StrategyScorer scorer = builder.weights(
                                FactorWeights.reference().in(Regime.BULL, 1, 2, 3, 4, 5))
                        .build();
                FactorTable table = scorer.tableOf(300, columns);
                double[] totals = new double[300];
                ScoreWorkspace workspace = ScoreWorkspace.forFactors(5);
                Runnable twenty = () -> {
                    for (int i = 0; i < 20; i++) {
                        scorer.scoreInto(table, BELIEF, totals, workspace);
                    }
                };
                twenty.run();
                // Twenty calls that made as much as one object each would exceed it: what is left is the counting
                // itself.
                assertThat(Allocation.bytesIn(twenty))
                        .as(aggregator.name() + ", " + policy)
                        .isLessThan(300);
            }
        }
    }

    private static ScoreCard card(StrategyScorer scorer, String id) {
        return scorer.score(abc(), BELIEF).cards().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void strategiesThatDifferInOneFactorTieWithoutIt() {
        SplittableRandom random = new SplittableRandom(1);
        for (int k = 0; k < 200; k++) {
            double second = random.nextDouble();
            double third = random.nextDouble();
            Ranking ranking = StrategyScorer.builder()
                    .factor(
                            benefit("first", Map.of("a", random.nextDouble(), "b", random.nextDouble())),
                            Normaliser.asIs())
                    .factor(benefit("second", Map.of("a", second, "b", second)), Normaliser.asIs())
                    .factor(benefit("third", Map.of("a", third, "b", third)), Normaliser.asIs())
                    .build()
                    .score(List.of(Strategies.solid("a"), Strategies.solid("b")), Strategies.belief(0.7, 0.3));
            assertThat(ranking.cards()).allMatch(card -> card.factor("first").rankWithout() == 1);
        }
    }

    @Test
    void eightTenthsCoverAFloorOfEightTenths() {
        // ten weights of 0.1, eight of which add up to 0.7999999999999999
        StrategyScorer.Builder builder = StrategyScorer.builder();
        for (int f = 0; f < 10; f++) {
            builder.factor(benefit("f" + f, f < 8 ? Map.of("a", 0.5) : Map.of()), Normaliser.asIs());
        }
        StrategyScorer scorer = builder.missing(MissingPolicy.RENORMALISE, 0.8).build();
        List<StrategyRecord> one = List.of(Strategies.solid("a"));
        assertThat(scorer.score(one, Strategies.belief(0.7, 0.3)).size()).isEqualTo(1);
        assertThat(scorer.withMissing(MissingPolicy.RENORMALISE, 0.81)
                        .score(one, Strategies.belief(0.7, 0.3))
                        .unscored())
                .hasSize(1);
    }

    @Test
    void aNegativeNumberOfCandidatesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StrategyScorer.reference().tableOf(-1, new double[0]))
                .withMessage("candidates must be at least 0, was -1");
    }

    @Test
    void aRankingHoldsItsCardsInOrderAndOnce() {
        Ranking ranking = Strategies.ranking("a", 0.5, "b", 0.4);
        List<ScoreCard> turned = List.of(ranking.cards().get(1), ranking.cards().get(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ranking(turned, List.of(), ranking.conditions()))
                .withMessage(
                        "cards must be in the order of rank from 1, each strategy once, but #2 b is at position 0");
    }

    private static Factor benefit(String name, Map<String, Double> values) {
        return Strategies.given(name, FactorDirection.benefit(), values);
    }
}
