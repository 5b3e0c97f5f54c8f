package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.json.Json;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.testkit.Fixtures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AggregatorTest {
    static final List<Aggregator> ALL = List.of(
            Aggregator.weightedSum(),
            Aggregator.powerMean(-2),
            Aggregator.powerMean(0),
            Aggregator.powerMean(1),
            Aggregator.powerMean(3),
            Aggregator.topsisByVector(),
            Aggregator.topsisByRange(),
            Aggregator.borda(),
            Aggregator.majorities());

    /** Totals of rows of factors with one set of weights. */
    private static double[] totals(Aggregator aggregator, double[] weights, double[]... rows) {
        return result(aggregator, weights, rows)[0];
    }

    private static double[][] result(Aggregator aggregator, double[] weights, double[]... rows) {
        int n = rows.length;
        double[] values = new double[n * weights.length];
        double[] own = new double[n * weights.length];
        for (int i = 0; i < n; i++) {
            for (int f = 0; f < weights.length; f++) {
                values[f * n + i] = rows[i][f];
                own[f * n + i] = weights[f];
            }
        }
        double[] totals = new double[n];
        double[] contributions = new double[n * weights.length];
        aggregator.aggregateInto(ScoreMatrix.of(n, weights.length, values, own), totals, contributions);
        return new double[][] {totals, contributions};
    }

    /** topsis.json: the published and recomputed closeness of three problems, each by vector and by range. */
    @Test
    void closenessIsThatOfTheStoredProblems() {
        List<Json> cases =
                Json.parse(Fixtures.text("strategy/expected/topsis.json")).asList();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(6);
        for (Json stored : cases) {
            List<Json> matrix = stored.member("matrix").asList();
            double[] weights = stored.member("weights").asList().stream()
                    .mapToDouble(Json::number)
                    .toArray();
            List<Json> types = stored.member("types").asList();
            // Through the whole scorer: costs are costs, and factors as they are.
            List<String> names = new ArrayList<>();
            StrategyScorer.Builder builder = StrategyScorer.builder();
            List<StrategyRecord> records = new ArrayList<>();
            for (int i = 0; i < matrix.size(); i++) {
                records.add(Strategies.solid("s" + i));
            }
            for (int f = 0; f < weights.length; f++) {
                Map<String, Double> values = new LinkedHashMap<>();
                for (int i = 0; i < matrix.size(); i++) {
                    values.put("s" + i, matrix.get(i).asList().get(f).number());
                }
                names.add("f" + f);
                FactorDirection direction =
                        types.get(f).number() > 0 ? FactorDirection.benefit() : FactorDirection.cost();
                builder.factor(Strategies.given("f" + f, direction, values), Normaliser.asIs());
            }
            boolean vector = stored.member("normalisation").string().equals("vector");
            Ranking ranking = builder.weights(FactorWeights.over(names, weights))
                    .aggregatedBy(vector ? Aggregator.topsisByVector() : Aggregator.topsisByRange())
                    .build()
                    .score(records, Strategies.belief(0.7, 0.3));
            for (ScoreCard card : ranking.cards()) {
                int i = Integer.parseInt(card.id().substring(1));
                assertThat(card.total())
                        .as(stored.member("name").string())
                        .isCloseTo(stored.member("score").asList().get(i).number(), within(1e-12));
                assertThat(card.rank())
                        .isEqualTo((int) stored.member("rank").asList().get(i).number());
            }
        }
    }

    @Property(tries = 100)
    void contributionsSumToTheTotalAndTheOrderOfStrategiesDoesNotMatter(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 1 + random.nextInt(8);
        double[] weights = {0.5, 0.3, 0.2};
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            // Some ties.
            rows.add(new double[] {random.nextInt(4) / 3.0, random.nextDouble(), random.nextDouble()});
        }
        List<double[]> reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);
        for (Aggregator aggregator : ALL) {
            double[][] result = result(aggregator, weights, rows.toArray(new double[0][]));
            double[] other = totals(aggregator, weights, reversed.toArray(new double[0][]));
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int f = 0; f < 3; f++) {
                    sum += result[1][f * n + i];
                }
                assertThat(sum).as(aggregator.name()).isCloseTo(result[0][i], within(1e-12));
                assertThat(other[n - 1 - i]).as(aggregator.name()).isCloseTo(result[0][i], within(1e-12));
                assertThat(result[0][i]).as(aggregator.name()).isBetween(-1e-12, 1 + 1e-12);
            }
        }
    }

    @Property(tries = 100)
    void betterInEverythingIsBetterAndBetterInOneIsNotWorse(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] weights = {0.5, 0.3, 0.2};
        double[] low = {random.nextDouble(0.1, 0.5), random.nextDouble(0.1, 0.5), random.nextDouble(0.1, 0.5)};
        double[] high = {low[0] + 0.1, low[1] + 0.2, low[2] + 0.3};
        double[] third = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
        double[] raised = third.clone();
        raised[random.nextInt(3)] += 0.2;
        for (Aggregator aggregator : ALL) {
            double[] totals = totals(aggregator, weights, low, high, third);
            assertThat(totals[1]).as(aggregator.name()).isGreaterThan(totals[0]);
            if (!aggregator.name().startsWith("TOPSIS")) {
                assertThat(totals(aggregator, weights, low, high, raised)[2])
                        .as(aggregator.name())
                        .isGreaterThanOrEqualTo(totals[2] - 1e-15);
            }
        }
    }

    @Test
    void powerMeansAreTheKnownMeans() {
        double[] half = {0.5, 0.5};
        double[] row = {0.2, 0.8};
        assertThat(totals(Aggregator.powerMean(1), half, row)[0]).isCloseTo(0.5, within(1e-15));
        assertThat(totals(Aggregator.powerMean(0), half, row)[0]).isCloseTo(0.4, within(1e-15));
        assertThat(totals(Aggregator.powerMean(-1), half, row)[0]).isCloseTo(0.32, within(1e-15));
        assertThat(totals(Aggregator.powerMean(2), half, row)[0]).isCloseTo(Math.sqrt(0.34), within(1e-15));
        // Nothing makes up for a zero where p is not positive.
        assertThat(totals(Aggregator.powerMean(0), half, new double[] {0, 0.9})[0])
                .isZero();
        assertThat(totals(Aggregator.powerMean(-3), half, new double[] {0, 0.9})[0])
                .isZero();
        assertThat(totals(Aggregator.powerMean(-3), half, new double[] {-1, 0.9})[0])
                .isZero();
        assertThatThrownBy(() -> Aggregator.powerMean(21))
                .hasMessage("exponent must be within [-20.0, 20.0], was 21.0");
    }

    @Test
    void aWinnerOfEveryPairComesFirstByMajoritiesEvenIfBordaPrefersAnother() {
        // Three of five factors put a before b; the other two put a last: Borda prefers b.
        double[] weights = {0.2, 0.2, 0.2, 0.2, 0.2};
        double[] a = {3, 3, 3, 1, 1};
        double[] b = {2, 2, 2, 3, 3};
        double[] c = {1, 1, 1, 2, 2};
        double[] byMajority = totals(Aggregator.majorities(), weights, a, b, c);
        assertThat(byMajority).containsExactly(1, 0.5, 0);
        double[] byBorda = totals(Aggregator.borda(), weights, a, b, c);
        assertThat(byBorda[1]).isGreaterThan(byBorda[0]);
    }

    @Test
    void aScorerOfEveryAggregatorExplainsItself() {
        SplittableRandom random = new SplittableRandom(9);
        List<StrategyRecord> candidates = Strategies.random(15, random);
        for (Aggregator aggregator : ALL) {
            StrategyScorer.Builder builder = StrategyScorer.builder().aggregatedBy(aggregator);
            ReferenceFactors.all().forEach(factor -> builder.factor(factor, Normaliser.rank()));
            StrategyScorer scorer = builder.weights(FactorWeights.reference())
                    .missing(MissingPolicy.RENORMALISE, 0.5)
                    .penalty(new StalenessPenalty(30, 0.1, 0.05))
                    .build();
            Ranking ranking = scorer.score(candidates, Strategies.randomBelief(random));
            assertThat(ranking.size()).isEqualTo(15);
            for (ScoreCard card : ranking.cards()) {
                double sum = card.factors().stream()
                        .mapToDouble(FactorScore::contribution)
                        .sum();
                assertThat(sum).as(aggregator.name()).isCloseTo(card.total(), within(1e-12));
                FactorScore staleness = card.factor("staleness");
                assertThat(staleness.source()).isEqualTo(FactorScore.Source.PENALTY);
                assertThat(staleness.contribution())
                        .isEqualTo(0 - staleness.raw())
                        .isBetween(-0.05, 0.0);
            }
        }
    }

    @Test
    void theRankWithoutAFactorIsTheRankOfAScorerWithoutIt() {
        SplittableRandom random = new SplittableRandom(10);
        List<StrategyRecord> candidates = Strategies.random(12, random);
        for (Aggregator aggregator : ALL) {
            StrategyScorer.Builder all = StrategyScorer.builder().aggregatedBy(aggregator);
            StrategyScorer.Builder fewer = StrategyScorer.builder().aggregatedBy(aggregator);
            for (Factor factor : ReferenceFactors.all()) {
                all.factor(factor, Normaliser.rank());
                if (!factor.name().equals("performance")) {
                    fewer.factor(factor, Normaliser.rank());
                }
            }
            Ranking ranking = all.build().score(candidates, Strategies.belief(0.7, 0.3));
            Ranking without = fewer.build().score(candidates, Strategies.belief(0.7, 0.3));
            for (ScoreCard card : ranking.cards()) {
                double own = without.cards().stream()
                        .filter(other -> other.id().equals(card.id()))
                        .findFirst()
                        .orElseThrow()
                        .total();
                long better = without.cards().stream()
                        .filter(other -> other.total() > own + 1e-12)
                        .count();
                long notWorse = without.cards().stream()
                        .filter(other -> other.total() > own - 1e-12)
                        .count();
                assertThat((long) card.factor("performance").rankWithout())
                        .as(aggregator.name())
                        .isBetween(better + 1, notWorse);
            }
        }
    }

    /** Oracle: aggregateInto of the rows that score, each with weights divided by what is measured of them. */
    @Test
    void theBatchFormIsTheAggregatorOverTheRowsThatScoreWhateverTheWorkspaceHeldBefore() {
        SplittableRandom random = new SplittableRandom(12);
        ScoreWorkspace used = ScoreWorkspace.forFactors(3);
        for (int n = 0; n < Campaign.tries(60, 2000); n++) {
            int rows = random.nextInt(30);
            double[] columns = new double[3 * rows];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = random.nextInt(6) == 0 ? Double.NaN : random.nextInt(5) / 4.0;
            }
            for (Aggregator aggregator : ALL) {
                StrategyScorer.Builder builder =
                        StrategyScorer.builder().aggregatedBy(aggregator).missing(MissingPolicy.RENORMALISE, 0.5);
                for (int f = 0; f < 3; f++) {
                    builder.factor(ReferenceFactors.all().get(f), Normaliser.asIs());
                }
                StrategyScorer scorer = builder.build();
                double[] totals = new double[rows];
                scorer.scoreInto(scorer.tableOf(rows, columns), Strategies.belief(0.7, 0.3), totals, used);
                double[] byHand = byHand(aggregator, rows, columns);
                for (int row = 0; row < rows; row++) {
                    int i = row;
                    // The weighted sum divides by what is measured once, at the end.
                    assertThat(totals[i])
                            .as(aggregator.name())
                            .matches(total -> Double.isNaN(total)
                                    ? Double.isNaN(byHand[i])
                                    : Math.abs(total - byHand[i]) <= 4e-16);
                }
            }
        }
    }

    private static double[] byHand(Aggregator aggregator, int rows, double[] columns) {
        List<Integer> scored = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int present = 0;
            for (int f = 0; f < 3; f++) {
                present += Double.isNaN(columns[f * rows + i]) ? 0 : 1;
            }
            if (present >= 2) {
                scored.add(i);
            }
        }
        int n = scored.size();
        double[] values = new double[3 * n];
        double[] weights = new double[3 * n];
        for (int k = 0; k < n; k++) {
            double third = 1.0 / 3;
            double covered = 0;
            for (int f = 0; f < 3; f++) {
                covered += Double.isNaN(columns[f * rows + scored.get(k)]) ? 0 : third;
            }
            for (int f = 0; f < 3; f++) {
                double x = columns[f * rows + scored.get(k)];
                values[f * n + k] = Double.isNaN(x) ? 0 : x;
                weights[f * n + k] = Double.isNaN(x) ? 0 : covered > 0.99 ? third : third / covered;
            }
        }
        double[] totals = new double[n];
        aggregator.aggregateInto(ScoreMatrix.of(n, 3, values, weights), totals, new double[3 * n]);
        double[] out = new double[rows];
        Arrays.fill(out, Double.NaN);
        for (int k = 0; k < n; k++) {
            out[scored.get(k)] = totals[k];
        }
        return out;
    }

    /** Oracle: logarithms, for the powers that are taken without. */
    @Test
    void wholeAndHalfPowersAreThoseOfTheLogarithm() {
        SplittableRandom random = new SplittableRandom(13);
        double[] w = {0.5, 0.3, 0.2};
        for (double p : new double[] {-3, -2.2, -2, -1, -0.5, 0.5, 0.7, 1, 2, 3, 7}) {
            double[] x = random.doubles(3, 0.01, 1).toArray();
            double sum = 0;
            for (int f = 0; f < 3; f++) {
                sum += w[f] * Math.exp(p * Math.log(x[f]));
            }
            assertThat(totals(Aggregator.powerMean(p), w, x)[0]).isCloseTo(Math.exp(Math.log(sum) / p), within(1e-13));
        }
    }

    /** An aggregator of one's own may keep the matrix it was shown. */
    @Test
    void aMatrixThatAnAggregatorKeepsDoesNotChange() {
        List<ScoreMatrix> kept = new ArrayList<>();
        Aggregator keeper = new Aggregator() {
            @Override
            public String name() {
                return "first factor";
            }

            @Override
            public void aggregateInto(ScoreMatrix matrix, double[] totals, double[] contributions) {
                kept.add(matrix);
                for (int i = 0; i < totals.length; i++) {
                    totals[i] = matrix.value(i, 0);
                    contributions[i] = totals[i];
                }
            }
        };
        StrategyScorer.Builder builder = StrategyScorer.builder().aggregatedBy(keeper);
        ReferenceFactors.all().subList(0, 2).forEach(factor -> builder.factor(factor, Normaliser.asIs()));
        StrategyScorer scorer = builder.build();
        ScoreWorkspace workspace = ScoreWorkspace.forFactors(2);
        double[] totals = new double[2];
        RegimeBelief belief = Strategies.belief(0.7, 0.3);
        scorer.scoreInto(scorer.tableOf(2, new double[] {1, 2, 3, 4}), belief, totals, workspace);
        scorer.scoreInto(scorer.tableOf(2, new double[] {5, 6, 7, 8}), belief, totals, workspace);
        assertThat(totals).containsExactly(5, 6);
        assertThat(kept.get(0).value(1, 1)).isEqualTo(4);
        assertThat(kept.get(0).weight(1, 1)).isEqualTo(0.5);
    }

    @Test
    void aMatrixRefusesWhatIsNoScore() {
        double[] one = {1};
        assertThatThrownBy(() -> ScoreMatrix.of(1, 1, new double[] {Double.NaN}, one))
                .hasMessage("values[0] must be finite, was NaN");
        assertThatThrownBy(() -> ScoreMatrix.of(1, 1, one, new double[] {0.9}))
                .hasMessage("weights of row 0 must sum to 1, were 0.9");
        assertThatThrownBy(() -> ScoreMatrix.of(2, 1, one, one)).hasMessage("values must have length 2, had 1");
    }
}
