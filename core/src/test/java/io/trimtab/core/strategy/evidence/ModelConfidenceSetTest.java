package io.trimtab.core.strategy.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.BlockBootstrap;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.testkit.Campaign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModelConfidenceSetTest {
    private static Resampling blocks(double length, int replications, long seed) {
        return new Resampling(BlockBootstrap.stationary(length), replications, seed);
    }

    /** The procedure in losses, as in the paper, with drawn series measured afresh: oracle for both statistics. */
    private static double[] told(Trials trials, Resampling resampling, boolean range) {
        int n = trials.size();
        int periods = trials.periods();
        double[] loss = new double[n];
        double[][] drawn = new double[resampling.replications()][n];
        for (int k = 0; k < n; k++) {
            loss[k] = -Arrays.stream(trials.performance(k)).average().orElseThrow();
        }
        SplittableRandom random = new SplittableRandom(resampling.seed());
        int[] positions = new int[periods];
        for (double[] row : drawn) {
            resampling.bootstrap().positionsInto(periods, random, positions);
            for (int k = 0; k < n; k++) {
                double[] values = trials.performance(k);
                for (int position : positions) {
                    row[k] -= values[position] / periods;
                }
            }
        }
        List<Integer> left = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            left.add(k);
        }
        double[] p = new double[n];
        double sofar = 0;
        while (left.size() > 1) {
            double best = Double.NEGATIVE_INFINITY;
            int worst = -1;
            double[] largest = new double[drawn.length];
            Arrays.fill(largest, Double.NEGATIVE_INFINITY);
            for (int i : left) {
                for (int j : range ? left : List.of(-1)) {
                    if (i == j) {
                        continue;
                    }
                    double d = loss[i] - (j < 0 ? mean(loss, left) : loss[j]);
                    double[] moved = new double[drawn.length];
                    double variance = 0;
                    for (int b = 0; b < moved.length; b++) {
                        double now = drawn[b][i] - (j < 0 ? mean(drawn[b], left) : drawn[b][j]);
                        moved[b] = now - d;
                        variance += moved[b] * moved[b] / moved.length;
                    }
                    for (int b = 0; b < moved.length; b++) {
                        double size = (range ? Math.abs(moved[b]) : moved[b]) / Math.sqrt(variance);
                        largest[b] = Math.max(largest[b], size);
                    }
                    if (d / Math.sqrt(variance) > best) {
                        best = d / Math.sqrt(variance);
                        worst = i;
                    }
                }
            }
            int reached = 1;
            for (double value : largest) {
                reached += value >= best ? 1 : 0;
            }
            sofar = Math.max(sofar, reached / (largest.length + 1.0));
            p[worst] = sofar;
            left.remove(Integer.valueOf(worst));
        }
        p[left.get(0)] = 1;
        return p;
    }

    private static double mean(double[] values, List<Integer> of) {
        return of.stream().mapToDouble(k -> values[k]).average().orElseThrow();
    }

    @Test
    void pValuesAreThoseOfTheProcedureAsTold() {
        for (int seed = 0; seed < 6; seed++) {
            Trials trials = Searches.withCommonPart(5, 60, 50 + seed, 0.4, 0.3, 0.25, -0.2);
            Resampling resampling = blocks(3, 199, seed);
            assertThat(ModelConfidenceSet.range(resampling).of(trials).pValues())
                    .containsExactly(told(trials, resampling, true), within(1e-12));
            assertThat(ModelConfidenceSet.maximum(resampling).of(trials).pValues())
                    .containsExactly(told(trials, resampling, false), within(1e-12));
        }
    }

    /** Coverage: the best of eight is in its 90% set in at least nine of ten searches; bound: binomial. */
    @Test
    void theBestIsInTheSetAsOftenAsStated() {
        int searches = Campaign.tries(60, 500);
        int missedByRange = 0;
        int missedByMaximum = 0;
        double sizes = 0;
        for (int s = 0; s < searches; s++) {
            Trials trials = Searches.withCommonPart(8, 400, 800 + s, 0.3, 0.1, 0.09, 0.08);
            ConfidenceSetResult range =
                    ModelConfidenceSet.range(blocks(1, 199, s)).of(trials);
            ConfidenceSetResult maximum =
                    ModelConfidenceSet.maximum(blocks(1, 199, s)).of(trials);
            missedByRange += range.members(Confidence.of(0.9)).contains("s0") ? 0 : 1;
            missedByMaximum += maximum.members(Confidence.of(0.9)).contains("s0") ? 0 : 1;
            sizes += (double) range.members(Confidence.of(0.9)).size() / searches;
        }
        assertThat(missedByRange).isLessThanOrEqualTo(Searches.binomialBound(searches, 0.1));
        assertThat(missedByMaximum).isLessThanOrEqualTo(Searches.binomialBound(searches, 0.1));
        assertThat(sizes).as("and the sets are smaller than everything").isLessThan(7.5);
    }

    @Test
    void aClearWinnerStandsAlone() {
        Trials trials = Searches.normal(10, 500, 3, 0.6);
        assertThat(ModelConfidenceSet.range(blocks(1, 199, 1)).of(trials).members(Confidence.of(0.95)))
                .containsExactly("s0");
        assertThat(ModelConfidenceSet.maximum(blocks(1, 199, 1)).of(trials).members(Confidence.of(0.95)))
                .contains("s0")
                .hasSizeLessThan(10);
    }

    @Test
    void copiesCannotBeToldApartAndRisklessDifferencesAreRefused() {
        double[] noise = Searches.normal(1, 50, 6).performance(0);
        Trials copies = Trials.of(List.of("a", "b"), noise, noise);
        assertThat(ModelConfidenceSet.range(blocks(1, 99, 1)).of(copies).members(Confidence.of(0.5)))
                .containsExactly("a", "b");
        assertThat(ModelConfidenceSet.maximum(blocks(1, 99, 1)).of(copies).members(Confidence.of(0.5)))
                .containsExactly("a", "b");
        Trials apart = Trials.of(
                List.of("cash", "bond"),
                new double[50],
                Trials.of(List.of("x"), new double[50]).aboveRate(-0.001).performance(0));
        assertThatThrownBy(() -> ModelConfidenceSet.range(blocks(1, 99, 1)).of(apart))
                .hasMessageContaining("must not differ by the same in every period");
        assertThatThrownBy(() -> ModelConfidenceSet.maximum(blocks(1, 99, 1)).of(apart))
                .hasMessageContaining("must not differ by the same in every period");
        ConfidenceSetResult alone = ModelConfidenceSet.range(blocks(1, 99, 1)).of(Trials.of(List.of("a"), noise));
        assertThat(alone.members(Confidence.of(0.99))).containsExactly("a");
    }

    @Test
    void theListenerHearsTheEnd() {
        List<Long> heard = new ArrayList<>();
        ModelConfidenceSet.range(blocks(1, 99, 1)).of(Searches.normal(4, 30, 1), (done, all) -> {
            assertThat(all).isEqualTo(103);
            heard.add(done);
        });
        assertThat(heard).isSorted().endsWith(103L);
    }
}
