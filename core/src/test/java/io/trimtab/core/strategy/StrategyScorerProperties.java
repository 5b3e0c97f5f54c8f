package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.testkit.Campaign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;

/** What must hold of every score. */
class StrategyScorerProperties {
    private static final FactorWeights WEIGHTS =
            FactorWeights.reference().in(Regime.CRISIS, 1, 0.5, 2, 4, 1).in(Regime.BULL, 1, 4, 0, 1, 0);

    private static List<StrategyScorer> scorers() {
        StrategyScorer.Builder ranks = StrategyScorer.builder();
        StrategyScorer.Builder robust = StrategyScorer.builder();
        for (Factor factor : ReferenceFactors.all()) {
            ranks.factor(factor, Normaliser.rank());
            robust.factor(factor, Normaliser.median(3));
        }
        return List.of(
                StrategyScorer.reference().withWeights(WEIGHTS),
                ranks.weights(WEIGHTS).missing(MissingPolicy.COHORT_MEDIAN, 0.3).build(),
                robust.weights(WEIGHTS).missing(MissingPolicy.NEUTRAL, 0.3).build());
    }

    /** About one in five without Sortino ratio or success rate. */
    private static List<StrategyRecord> withGaps(int count, SplittableRandom random) {
        return Strategies.random(count, random).stream()
                .map(s -> random.nextInt(5) > 0
                        ? s
                        : s.toBuilder()
                                .usage(s.usageCount(), Double.NaN)
                                .performance(PerformanceSummary.builder()
                                        .sharpe(s.performance().sharpe())
                                        .cagr(0.1)
                                        .maxDrawdown(0.1)
                                        .consistency(0.5)
                                        .build())
                                .build())
                .toList();
    }

    @Example
    void contributionsSumToTheTotalAndTheWeightsToOne() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < Campaign.tries(100, 3000); n++) {
            List<StrategyRecord> candidates = withGaps(1 + random.nextInt(20), random);
            for (StrategyScorer scorer : scorers()) {
                Ranking ranking = scorer.score(candidates, Strategies.randomBelief(random));
                assertThat(ranking.size() + ranking.unscored().size()).isEqualTo(candidates.size());
                for (ScoreCard card : ranking.cards()) {
                    double sum = 0;
                    double weights = 0;
                    for (FactorScore factor : card.factors()) {
                        sum += factor.contribution();
                        weights += factor.weight();
                    }
                    assertThat(sum).isCloseTo(card.total(), within(1e-12));
                    assertThat(weights).isCloseTo(1, within(1e-12));
                }
            }
        }
    }

    @Example
    void theBatchFormGivesTheBitsOfTheScorecards() {
        SplittableRandom random = new SplittableRandom(2);
        for (int n = 0; n < 20; n++) {
            // More than one block of rows.
            List<StrategyRecord> candidates = withGaps(500 + random.nextInt(700), random);
            RegimeBelief belief = Strategies.randomBelief(random);
            List<StrategyScorer> all = new ArrayList<>(scorers());
            for (Aggregator aggregator : n < 2 ? AggregatorTest.ALL : List.<Aggregator>of()) {
                StrategyScorer.Builder builder = StrategyScorer.builder().aggregatedBy(aggregator);
                ReferenceFactors.all().forEach(factor -> builder.factor(factor, Normaliser.rank()));
                all.add(builder.weights(WEIGHTS).build());
            }
            for (StrategyScorer scorer : all) {
                double[] totals = new double[candidates.size()];
                ScoreWorkspace workspace = ScoreWorkspace.forFactors(5);
                FactorTable table = scorer.tabulate(candidates, MarketConditions.of(belief));
                scorer.scoreInto(table, belief, totals, workspace);
                assertThat(workspace.weights()).containsExactly(WEIGHTS.under(belief));
                for (ScoreCard card : scorer.score(candidates, belief).cards()) {
                    int row = Integer.parseInt(card.id().substring(1));
                    assertThat(totals[row]).isEqualTo(card.total());
                }
            }
        }
    }

    @Example
    void totalsAreThePlainSumOfWeightTimesValue() {
        SplittableRandom random = new SplittableRandom(3);
        StrategyScorer scorer = StrategyScorer.reference().withMissing(MissingPolicy.RENORMALISE, 0.4);
        int rows = 1500;
        double[] columns = new double[rows * 5];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = random.nextInt(6) == 0 ? Double.NaN : random.nextDouble();
        }
        columns[7] = Double.POSITIVE_INFINITY;
        double[] totals = new double[rows];
        scorer.scoreInto(
                scorer.tableOf(rows, columns), Strategies.belief(0.4, 0.6), totals, ScoreWorkspace.forFactors(5));
        double[] w = {0.25, 1.0 / 3, 1.0 / 6, 1.0 / 12, 1.0 / 6};
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            double covered = 0;
            for (int f = 0; f < 5; f++) {
                double x = columns[f * rows + i];
                sum += Double.isNaN(x) ? 0 : w[f] * x;
                covered += Double.isNaN(x) ? 0 : w[f];
            }
            if (i == 7 || covered < 0.4 - 1e-12) {
                assertThat(totals[i]).isNaN();
            } else {
                assertThat(totals[i]).isCloseTo(sum / covered, within(1e-14));
            }
        }
    }

    @Example
    void aRowScoresTheSameBitsWhetherOrNotAnotherRowHasGaps() {
        SplittableRandom random = new SplittableRandom(4);
        StrategyScorer scorer = StrategyScorer.reference();
        double[] full = random.doubles(50).toArray();
        double[] gap = full.clone();
        gap[3] = Double.NaN;
        double[] one = new double[10];
        double[] other = new double[10];
        RegimeBelief belief = Strategies.belief(0.4, 0.6);
        scorer.scoreInto(scorer.tableOf(10, full), belief, one, ScoreWorkspace.forFactors(5));
        scorer.scoreInto(scorer.tableOf(10, gap), belief, other, ScoreWorkspace.forFactors(5));
        for (int i = 0; i < 10; i++) {
            assertThat(other[i] == one[i]).isEqualTo(i != 3);
        }
    }

    @Example
    void aBetterFactorNeverLowersAScoreAndTheOrderOfCandidatesDoesNotMatter() {
        SplittableRandom random = new SplittableRandom(5);
        for (int n = 0; n < Campaign.tries(200, 3000); n++) {
            List<StrategyRecord> candidates = Strategies.random(8, random);
            RegimeBelief belief = Strategies.randomBelief(random);
            StrategyRecord first = candidates.get(0);
            PerformanceSummary p = first.performance();
            StrategyRecord better = first.toBuilder()
                    .usage(first.usageCount() + 10, Math.min(1, first.successRate() + 0.1))
                    .performance(PerformanceSummary.builder()
                            .sharpe(p.sharpe() + 0.2)
                            .cagr(p.cagr() + 0.01)
                            .maxDrawdown(p.maxDrawdown() * 0.9)
                            .consistency(p.consistency())
                            .sortino(p.sortino() + 0.2)
                            .beta(p.beta())
                            .build())
                    .build();
            List<StrategyRecord> improved = new ArrayList<>(candidates.subList(1, 8));
            improved.add(better);
            for (StrategyScorer scorer : scorers()) {
                double before = total(scorer.score(candidates, belief), first.id());
                double after = total(scorer.score(improved, belief), first.id());
                assertThat(after).isGreaterThanOrEqualTo(before - 1e-14);
            }
        }
    }

    @Example
    void aSmallMoveOfTheBeliefIsASmallMoveOfTheScore() {
        SplittableRandom random = new SplittableRandom(6);
        List<StrategyRecord> candidates = Strategies.random(10, random);
        StrategyScorer scorer = scorers().get(0);
        for (int step = 0; step < 1000; step++) {
            double p = step / 1000.0;
            double[] here = totals(scorer.score(candidates, Strategies.belief(p, 1 - p)));
            double q = p + 1e-6;
            double[] there = totals(scorer.score(candidates, Strategies.belief(q, 1 - q)));
            for (int i = 0; i < here.length; i++) {
                // The slope of entropy is largest at the ends, ln(1e6) ~ 14 a unit of belief.
                assertThat(there[i]).isCloseTo(here[i], within(1e-4));
            }
        }
    }

    private static double[] totals(Ranking ranking) {
        double[] totals = new double[ranking.size()];
        ranking.cards().forEach(card -> totals[Integer.parseInt(card.id().substring(1))] = card.total());
        return totals;
    }

    private static double total(Ranking ranking, String id) {
        return Arrays.stream(ranking.cards().toArray(new ScoreCard[0]))
                .filter(card -> card.id().equals(id))
                .findFirst()
                .orElseThrow()
                .total();
    }
}
