package io.trimtab.core.strategy.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.BlockBootstrap;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.HypothesisTest;
import io.trimtab.core.testkit.Campaign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Reality check, superior predictive ability and StepM, against recomputation and simulation. */
class SuperiorityTest {
    private static final Confidence SURE = Confidence.of(0.95);

    private static Resampling blocks(double length, int replications, long seed) {
        return new Resampling(BlockBootstrap.stationary(length), replications, seed);
    }

    /** The tests as they are told, series by series and trial by trial: slow, and nothing shared but the positions. */
    private static final class Told {
        final int n;
        final int periods;
        final double[] means;
        final double[][] drawnMeans;
        final double[] w;
        /** Standard deviations of single periods. */
        final double[] sd;

        Told(Trials trials, Resampling resampling) {
            n = trials.size();
            periods = trials.periods();
            means = new double[n];
            drawnMeans = new double[resampling.replications()][n];
            w = new double[n];
            sd = new double[n];
            for (int k = 0; k < n; k++) {
                means[k] = Arrays.stream(trials.performance(k)).average().orElseThrow();
            }
            SplittableRandom random = new SplittableRandom(resampling.seed());
            int[] positions = new int[periods];
            for (double[] drawn : drawnMeans) {
                resampling.bootstrap().positionsInto(periods, random, positions);
                for (int k = 0; k < n; k++) {
                    double[] values = trials.performance(k);
                    for (int position : positions) {
                        drawn[k] += values[position] / periods;
                    }
                }
            }
            for (int k = 0; k < n; k++) {
                for (double[] drawn : drawnMeans) {
                    w[k] += periods * (drawn[k] - means[k]) * (drawn[k] - means[k]) / drawnMeans.length;
                }
                w[k] = Math.sqrt(w[k]);
                double mean = means[k];
                sd[k] = Math.sqrt(Arrays.stream(trials.performance(k))
                        .map(x -> (x - mean) * (x - mean))
                        .average()
                        .orElseThrow());
            }
        }

        /** Hansen's recentring: g of his equation (1) ff. */
        double centre(int k, String kind) {
            double threshold = -w[k] / Math.sqrt(periods) * Math.sqrt(2 * Math.log(Math.log(periods)));
            return switch (kind) {
                case "lower" -> Math.max(0, means[k]);
                case "consistent" -> means[k] >= threshold ? means[k] : 0;
                default -> means[k];
            };
        }

        double spa(String kind, boolean studentized) {
            double observed = 0;
            for (int k = 0; k < n; k++) {
                observed = Math.max(observed, Math.sqrt(periods) * means[k] / (studentized ? w[k] : 1));
            }
            int reached = 1;
            for (double[] drawn : drawnMeans) {
                double largest = 0;
                for (int k = 0; k < n; k++) {
                    double moved = Math.sqrt(periods) * (drawn[k] - centre(k, kind));
                    largest = Math.max(largest, moved / (studentized ? w[k] : 1));
                }
                reached += largest >= observed ? 1 : 0;
            }
            return reached / (drawnMeans.length + 1.0);
        }

        /** StepM at a level: critical value, rejections, again with the rest. */
        List<Integer> stepM(double alpha) {
            List<Integer> left = new ArrayList<>();
            for (int k = 0; k < n; k++) {
                left.add(k);
            }
            List<Integer> rejected = new ArrayList<>();
            boolean more = true;
            while (more && !left.isEmpty()) {
                double[] largest = new double[drawnMeans.length];
                for (int b = 0; b < largest.length; b++) {
                    largest[b] = Double.NEGATIVE_INFINITY;
                    for (int k : left) {
                        largest[b] = Math.max(largest[b], Math.sqrt(periods) * (drawnMeans[b][k] - means[k]) / sd[k]);
                    }
                }
                Arrays.sort(largest);
                // a statistic is significant if with itself at most alpha (B + 1) reach it
                int allowed = (int) Math.floor(alpha * (largest.length + 1) + 1e-9) - 1;
                double critical = largest[largest.length - 1 - allowed];
                List<Integer> now = new ArrayList<>();
                for (int k : left) {
                    if (Math.sqrt(periods) * means[k] / sd[k] > critical) {
                        now.add(k);
                    }
                }
                more = !now.isEmpty();
                left.removeAll(now);
                rejected.addAll(now);
            }
            rejected.sort(null);
            return rejected;
        }
    }

    @Test
    void pValuesAreThoseOfTheTestsAsToldSeriesBySeries() {
        for (int seed = 0; seed < 8; seed++) {
            Trials trials = Searches.withCommonPart(6, 60, seed, 0.3, 0.15, -0.6, 0.1);
            Resampling resampling = blocks(3, 199, seed);
            Told told = new Told(trials, resampling);
            for (boolean studentized : new boolean[] {true, false}) {
                SpaResult result = (studentized
                                ? SuperiorPredictiveAbility.studentized(resampling)
                                : SuperiorPredictiveAbility.plain(resampling))
                        .test(trials);
                assertThat(result.lower()).isCloseTo(told.spa("lower", studentized), within(1e-12));
                assertThat(result.consistent()).isCloseTo(told.spa("consistent", studentized), within(1e-12));
                assertThat(result.upper()).isCloseTo(told.spa("upper", studentized), within(1e-12));
                assertThat(result.lower()).isLessThanOrEqualTo(result.consistent());
                assertThat(result.consistent()).isLessThanOrEqualTo(result.upper());
            }
            HypothesisTest white = RealityCheck.with(resampling).test(trials);
            double best = Arrays.stream(told.means).max().orElseThrow();
            assertThat(white.statistic()).isCloseTo(Math.sqrt(60) * best, within(1e-12));
            // with a best above the benchmark, the maximum with zero changes nothing
            assertThat(best).isPositive();
            assertThat(white.pValue()).isCloseTo(told.spa("upper", false), within(1e-12));
        }
    }

    /** Trap: flags named studentize that do not studentize. One trial varies ten times as much and decides the plain form alone. */
    @Test
    void studentizedAndPlainAreTwoTests() {
        Trials calm = Searches.normal(10, 500, 3, 0.2);
        double[][] columns = new double[11][];
        for (int k = 0; k < 10; k++) {
            columns[k] = calm.performance(k);
        }
        columns[10] = Arrays.stream(Searches.normal(1, 500, 4).performance(0))
                .map(x -> 10 * x)
                .toArray();
        Trials trials = Trials.of(Searches.names(11), columns);
        SpaResult studentized =
                SuperiorPredictiveAbility.studentized(blocks(1, 999, 1)).test(trials);
        SpaResult plain = SuperiorPredictiveAbility.plain(blocks(1, 999, 1)).test(trials);
        assertThat(studentized.best()).isEqualTo("s0");
        assertThat(studentized.consistent()).isLessThan(0.01);
        assertThat(plain.best()).isEqualTo("s10");
        assertThat(plain.consistent()).isGreaterThan(0.1);
        // in other units for one trial the studentized test says the same
        columns[0] = Arrays.stream(columns[0]).map(x -> 1000 * x).toArray();
        SpaResult scaled =
                SuperiorPredictiveAbility.studentized(blocks(1, 999, 1)).test(Trials.of(Searches.names(11), columns));
        assertThat(scaled.consistent()).isEqualTo(studentized.consistent());
        assertThat(scaled.statistic()).isCloseTo(studentized.statistic(), within(1e-9));
    }

    @Test
    void trialsThatAreClearlyWorseCostTheConsistentPValueNothing() {
        Trials good = Searches.normal(5, 400, 11, 0.12);
        double[][] columns = new double[205][];
        for (int k = 0; k < 5; k++) {
            columns[k] = good.performance(k);
        }
        Trials bad = Searches.normal(200, 400, 12);
        for (int k = 0; k < 200; k++) {
            columns[5 + k] =
                    Arrays.stream(bad.performance(k)).map(x -> x - 0.005).toArray();
        }
        Resampling resampling = blocks(2, 499, 5);
        SpaResult few = SuperiorPredictiveAbility.studentized(resampling).test(good);
        SpaResult many =
                SuperiorPredictiveAbility.studentized(resampling).test(Trials.of(Searches.names(205), columns));
        assertThat(many.consistent()).isEqualTo(few.consistent());
        assertThat(many.upper()).isGreaterThan(2 * few.upper());
        double stepwise = StepwiseTest.superiorAbility(resampling)
                .test(Trials.of(Searches.names(205), columns))
                .pValue("s0");
        double careful = StepwiseTest.romanoWolf(resampling)
                .test(Trials.of(Searches.names(205), columns))
                .pValue("s0");
        // the two differ only in their unit
        assertThat(stepwise).isCloseTo(many.consistent(), within(0.05));
        assertThat(careful).isCloseTo(many.upper(), within(0.1)).isGreaterThan(stepwise);
    }

    /** Trap: StepM stopping early. Oracle: the procedure as told, at four levels. */
    @Test
    void stepMGoesOnUntilNothingMoreIsRejected() {
        int laterSteps = 0;
        for (int seed = 0; seed < 12; seed++) {
            double[] skills = {0.6, 0.35, 0.28, 0.25, 0.22, 0.2, 0.18, 0.15};
            Trials trials = Searches.normal(16, 150, 100 + seed, skills);
            Resampling resampling = blocks(2, 199, seed);
            Told told = new Told(trials, resampling);
            StepwiseResult result = StepwiseTest.romanoWolf(resampling).test(trials);
            for (double alpha : new double[] {0.01, 0.05, 0.1, 0.25}) {
                List<String> expected =
                        told.stepM(alpha).stream().map(k -> "s" + k).toList();
                assertThat(result.superior(Confidence.of(1 - alpha + 1e-9))).isSubsetOf(expected);
                assertThat(result.superior(Confidence.of(1 - alpha - 1e-9))).isEqualTo(expected);
                laterSteps += expected.size() - firstStep(told, alpha);
            }
        }
        assertThat(laterSteps).as("rejections that a test of one step misses").isGreaterThan(3);
    }

    private static int firstStep(Told told, double alpha) {
        double[] largest = new double[told.drawnMeans.length];
        for (int b = 0; b < largest.length; b++) {
            largest[b] = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < told.n; k++) {
                largest[b] = Math.max(largest[b], (told.drawnMeans[b][k] - told.means[k]) / told.sd[k]);
            }
        }
        Arrays.sort(largest);
        int allowed = (int) Math.floor(alpha * (largest.length + 1) + 1e-9) - 1;
        double critical = largest[largest.length - 1 - allowed];
        int count = 0;
        for (int k = 0; k < told.n; k++) {
            count += told.means[k] / told.sd[k] > critical ? 1 : 0;
        }
        return count;
    }

    /** Size: with no skill at all, StepM calls any trial superior in at most 5% of searches; bound: binomial, one in a thousand. */
    @Test
    void withoutSkillAnyTrialIsCalledSuperiorNoMoreOftenThanStated() {
        int searches = Campaign.tries(150, 1000);
        int spa = 0;
        int stepwise = 0;
        for (int s = 0; s < searches; s++) {
            Trials trials = Searches.withCommonPart(50, 500, 7_000 + s, s % 2 == 0 ? 0 : 0.5);
            Resampling resampling = blocks(1, 199, s);
            DrawnMeans drawn = DrawnMeans.draw(trials, resampling, (done, all) -> {});
            spa += SuperiorPredictiveAbility.studentized(resampling).test(drawn).consistent() <= 0.05 ? 1 : 0;
            stepwise += StepwiseTest.romanoWolf(resampling)
                            .test(drawn)
                            .superior(SURE)
                            .isEmpty()
                    ? 0
                    : 1;
        }
        // the bootstrap is exact as T grows; for 500 days of normal returns one point is allowed for it
        assertThat(spa).isLessThanOrEqualTo(Searches.binomialBound(searches, 0.06));
        assertThat(stepwise).isLessThanOrEqualTo(Searches.binomialBound(searches, 0.06));
        assertThat(spa).as("and the test is not asleep").isGreaterThan(searches / 100);
    }

    /** Blocks of automatic length keep the size with returns that depend on each other; single days do not. */
    @Test
    void blocksKeepTheSizeWhereReturnsDependOnEachOther() {
        int searches = Campaign.tries(60, 400);
        int inBlocks = 0;
        int singly = 0;
        for (int s = 0; s < searches; s++) {
            Trials trials = Searches.autoregressive(10, 1000, 9_000 + s, 0.4);
            SuperiorPredictiveAbility blocks =
                    SuperiorPredictiveAbility.studentized(Resampling.automatic(trials, 199, s));
            inBlocks += blocks.test(trials).consistent() <= 0.05 ? 1 : 0;
            SuperiorPredictiveAbility days =
                    SuperiorPredictiveAbility.studentized(new Resampling(BlockBootstrap.independent(), 199, s));
            singly += days.test(trials).consistent() <= 0.05 ? 1 : 0;
        }
        assertThat(inBlocks).isLessThanOrEqualTo(Searches.binomialBound(searches, 0.09));
        assertThat(singly).isGreaterThan(searches / 6);
    }

    /** Power: five of 100 with an annual Sharpe ratio of 2.4 over four years (0.15 a day, 4.8 standard errors). */
    @Test
    void plantedSkillIsFound() {
        int searches = Campaign.tries(30, 200);
        int found = 0;
        for (int s = 0; s < searches; s++) {
            Trials trials = Searches.normal(100, 1000, 400 + s, 0.15, 0.15, 0.15, 0.15, 0.15);
            List<String> superior =
                    StepwiseTest.romanoWolf(blocks(1, 199, s)).test(trials).superior(SURE);
            found += (int) superior.stream().filter(Searches.names(5)::contains).count();
        }
        assertThat(found).isGreaterThan(searches * 5 * 85 / 100);
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherDoesNot() {
        Trials trials = Searches.normal(8, 100, 1, 0.1);
        StepwiseResult one = StepwiseTest.romanoWolf(blocks(4, 199, 5)).test(trials);
        assertThat(StepwiseTest.romanoWolf(blocks(4, 199, 5)).test(trials))
                .isEqualTo(one)
                .hasSameHashCodeAs(one);
        assertThat(StepwiseTest.romanoWolf(blocks(4, 199, 6)).test(trials)).isNotEqualTo(one);
    }

    @Test
    void copiesOfATrialChangeNothingAboutTheBest() {
        Trials trials = Searches.normal(3, 100, 2, 0.2);
        Trials doubled = Trials.of(
                List.of("a", "b", "c", "a2", "b2", "c2"),
                trials.performance(0),
                trials.performance(1),
                trials.performance(2),
                trials.performance(0),
                trials.performance(1),
                trials.performance(2));
        SuperiorPredictiveAbility spa = SuperiorPredictiveAbility.studentized(blocks(2, 199, 3));
        assertThat(spa.test(doubled).consistent()).isEqualTo(spa.test(trials).consistent());
        assertThat(spa.test(doubled).best()).isEqualTo("a");
    }

    @Test
    void noneAboveTheBenchmarkIsNoEvidenceAtAll() {
        Trials below = Searches.normal(4, 50, 6).aboveRate(1);
        SpaResult spa = SuperiorPredictiveAbility.studentized(blocks(1, 99, 1)).test(below);
        assertThat(spa.statistic()).isZero();
        assertThat(spa.consistent()).isEqualTo(1);
        assertThat(spa.test().pValue()).isEqualTo(1);
        assertThat(RealityCheck.with(blocks(1, 99, 1)).test(below).statistic()).isNegative();
    }

    @Test
    void cashTakesNoPartAndARisklessGainIsRefused() {
        double[] noise = Searches.normal(1, 50, 6).performance(0);
        Trials cash = Trials.of(List.of("a", "cash"), noise, new double[50]);
        SpaResult alone =
                SuperiorPredictiveAbility.studentized(blocks(1, 99, 1)).test(Trials.of(List.of("a"), noise));
        assertThat(SuperiorPredictiveAbility.studentized(blocks(1, 99, 1)).test(cash))
                .isEqualTo(alone);
        assertThat(StepwiseTest.romanoWolf(blocks(1, 99, 1)).test(cash).pValue("cash"))
                .isEqualTo(1);
        Trials onlyCash = Trials.of(List.of("cash"), new double[50]);
        assertThat(SuperiorPredictiveAbility.plain(blocks(1, 99, 1))
                        .test(onlyCash)
                        .consistent())
                .isEqualTo(1);
        double[] gain = new double[50];
        Arrays.fill(gain, 0.001);
        Trials riskless = Trials.of(List.of("a", "bond"), noise, gain);
        assertThatThrownBy(() -> RealityCheck.with(blocks(1, 99, 1)).test(riskless))
                .hasMessageContaining("performance of bond must vary");
        assertThatThrownBy(() -> new Resampling(BlockBootstrap.independent(), 98, 1))
                .hasMessageContaining("replications must be at least 99");
        assertThatThrownBy(() ->
                        StepwiseTest.romanoWolf(blocks(1, 99, 1)).test(cash).pValue("b"))
                .hasMessageContaining("one of the 2 trials");
    }

    @Test
    void theListenerHearsTheEndAndAnInterruptEndsTheWork() {
        Trials trials = Searches.normal(3, 64, 1);
        List<Long> heard = new ArrayList<>();
        RealityCheck.with(blocks(1, 200, 1)).test(trials, (done, all) -> heard.add(done));
        assertThat(heard).isSorted().endsWith(200L);
        Thread.currentThread().interrupt();
        assertThatThrownBy(
                        () -> SuperiorPredictiveAbility.plain(blocks(1, 200, 1)).test(trials))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("drawing the means of 3 trials");
        assertThat(Thread.interrupted()).isTrue();
    }
}
