package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.regime.ChangePoints;
import io.trimtab.core.regime.GaussianHmm;
import io.trimtab.core.regime.HmmFit;
import io.trimtab.core.regime.HmmSettings;
import io.trimtab.core.regime.MarkovSwitching;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.regime.SwitchingFit;
import io.trimtab.core.regime.SwitchingSample;
import io.trimtab.core.regime.SwitchingSpec;
import io.trimtab.core.strategy.evidence.EvidenceReport;
import io.trimtab.core.strategy.evidence.EvidenceStudy;
import io.trimtab.core.strategy.evidence.TrackEvidence;
import io.trimtab.core.strategy.evidence.Trials;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Series and scores that are huge, tiny, constant, repeated or hardly there: an answer, or a refusal with its reason. */
class HostileNumbersTest {
    private static final double[] SCALES = {1, 1e-150, 1e150, 1e-300, 1e300, Double.MIN_VALUE};
    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);

    private static List<double[]> series() {
        List<double[]> all = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        double[] noise = random.doubles(150, -0.02, 0.021).toArray();
        for (double scale : SCALES) {
            all.add(Arrays.stream(noise).map(x -> x * scale).toArray());
        }
        all.add(Arrays.stream(noise).map(x -> x > 0 ? 0.01 : -0.01).toArray()); // two values
        all.add(Arrays.stream(noise).map(x -> 1e9 + x).toArray()); // a level that swallows digits
        all.add(Arrays.stream(noise).map(x -> x > 0.02 ? 1 : 0).toArray()); // hardly ever anything
        double[] jump = noise.clone();
        jump[75] = 1e6;
        all.add(jump);
        all.add(new double[150]);
        double[] constant = new double[150];
        Arrays.fill(constant, 0.1);
        all.add(constant);
        all.add(new double[] {0.01});
        all.add(new double[] {0.01, -0.01});
        return all;
    }

    @Test
    void regimesOfAnySeriesAreABeliefOrSayWhyNot() {
        for (double[] x : series()) {
            List<LocalDate> dates = new ArrayList<>();
            for (int t = 0; t < x.length; t++) {
                dates.add(DAY.plusDays(t));
            }
            for (int states : new int[] {1, 2, 3}) {
                HmmFit fit =
                        GaussianHmm.fit(x, dates, HmmSettings.states(states).withMinimum(Math.max(2 * states, 20), 3));
                double sum = 0;
                for (double p : fit.filter().latest().probabilities()) {
                    assertThat(p).isBetween(0.0, 1.0);
                    sum += p;
                }
                assertThat(sum).isCloseTo(1, within(1e-9));
                if (fit instanceof HmmFit.Converged converged) {
                    assertThat(converged.logLikelihood()).isFinite();
                    assertThat(converged.onlineFilter().forecastObservation(3).variance())
                            .isPositive();
                } else {
                    assertThat(((HmmFit.Failed) fit).message()).isNotBlank();
                }
            }
            SwitchingFit fit = MarkovSwitching.fit(
                    SwitchingSample.of(x), SwitchingSpec.states(2).withLags(1).switching("const", "variance"));
            if (fit instanceof SwitchingFit.Converged converged) {
                assertThat(converged.logLikelihood()).isFinite();
                assertThat(converged.onlineFilter().probability(0)).isBetween(0.0, 1.0);
            } else {
                assertThat(((SwitchingFit.Failed) fit).message()).isNotBlank();
            }
        }
    }

    @Test
    void changePointsFollowAnyFiniteSeriesOrRefuseTheBar() {
        for (double[] x : series()) {
            for (double variance : new double[] {1, 1e-300, 1e300}) {
                ChangePoints points = ChangePoints.expectingRunsOf(50).priorOf(0, variance);
                for (double value : x) {
                    long before = points.bars();
                    double length = points.expectedRun();
                    try {
                        points.update(value);
                    } catch (IllegalArgumentException refused) {
                        assertThat(refused).hasMessageContaining("within reach");
                        assertThat(points.bars()).isEqualTo(before);
                        assertThat(points.expectedRun()).isEqualTo(length);
                    }
                    assertThat(points.probabilityOfRunUpTo(1_000_000)).isCloseTo(1, within(1e-9));
                    assertThat(points.expectedRun()).isBetween(0.0, points.bars() + 1.0);
                }
            }
        }
    }

    @Test
    void scoresOfAnyFiniteFactorsAreFiniteAndTheBetterOneIsNotBehind() {
        List<Aggregator> all = List.of(
                Aggregator.weightedSum(),
                Aggregator.powerMean(-20),
                Aggregator.powerMean(0),
                Aggregator.powerMean(20),
                Aggregator.topsisByVector(),
                Aggregator.topsisByRange(),
                Aggregator.borda(),
                Aggregator.majorities());
        double[] beliefs = {1, 0, 0};
        RegimeBelief certain = RegimeBelief.of(List.of(Regime.BULL, Regime.BEAR, Regime.CRISIS), beliefs, "test", DAY);
        for (Aggregator aggregator : all) {
            StrategyScorer.Builder builder = StrategyScorer.builder().aggregatedBy(aggregator);
            ReferenceFactors.all().subList(0, 2).forEach(f -> builder.factor(f, Normaliser.asIs()));
            StrategyScorer scorer = builder.build();
            assertThat(scorer.weights().under(certain)).containsExactly(0.5, 0.5);
            for (double scale : SCALES) {
                // rows: worst, two alike, best
                double[] table = {scale, 2 * scale, 2 * scale, 4 * scale, scale, 3 * scale, 3 * scale, 4 * scale};
                double[] totals = new double[4];
                scorer.scoreInto(scorer.tableOf(4, table), certain, totals, ScoreWorkspace.forFactors(2));
                for (double total : totals) {
                    assertThat(total).as("%s at %s", aggregator.name(), scale).isFinite();
                }
                assertThat(totals[1]).isEqualTo(totals[2]).isBetween(totals[0], totals[3]);
            }
            double[] extremes = {Double.MAX_VALUE, -Double.MAX_VALUE, 0, 1};
            double[] totals = new double[2];
            scorer.scoreInto(scorer.tableOf(2, extremes), certain, totals, ScoreWorkspace.forFactors(2));
            assertThat(totals[0]).as(aggregator.name()).isNotNaN();
            double[] one = new double[1];
            scorer.scoreInto(scorer.tableOf(1, new double[] {3, 4}), certain, one, ScoreWorkspace.forFactors(2));
            assertThat(one[0]).as(aggregator.name()).isFinite();
            scorer.scoreInto(scorer.tableOf(0, new double[0]), certain, new double[0], ScoreWorkspace.forFactors(2));
        }
        double[] weights = FactorWeights.over(List.of("a", "b"), Double.MIN_VALUE, 1e150)
                .in(Regime.BULL, 1e-150, 0)
                .under(certain);
        assertThat(weights).containsExactly(1, 0);
    }

    @Test
    void evidenceOfAnyTrialsIsAProbabilityOrARefusalWithItsReason() {
        for (double[] x : series()) {
            for (double[][] pair : new double[][][] {{x}, {x, x}, {x, reversed(x)}, {x, new double[x.length]}}) {
                List<String> ids = List.of("a,\n/", "b").subList(0, pair.length);
                EvidenceReport report;
                try {
                    report =
                            EvidenceStudy.standard(1).replications(99).blocks(4).examine(Trials.of(ids, pair));
                } catch (IllegalArgumentException refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                    continue;
                }
                for (TrackEvidence evidence : report.evidence()) {
                    assertThat(evidence.luck()).isBetween(0.0, 1.0);
                    assertThat(Double.isInfinite(evidence.deflatedSharpe())).isFalse();
                }
                assertThat(report.overfitting().probability()).isBetween(0.0, 1.0);
            }
        }
    }

    private static double[] reversed(double[] x) {
        double[] out = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            out[t] = -x[x.length - 1 - t];
        }
        return out;
    }
}
