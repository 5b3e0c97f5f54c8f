package io.trimtab.risk.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.StandardNormal;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.Progress;
import io.trimtab.risk.measure.ExpectedShortfall;
import io.trimtab.risk.measure.QuantileRule;
import io.trimtab.risk.measure.ValueAtRisk;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ShortfallTestsTest {
    private static final Confidence C975 = Confidence.of(0.975);
    private static final Confidence C95 = Confidence.of(0.95);
    private static final Confidence C99 = Confidence.of(0.99);
    private static final LossDistribution NORMAL = LossDistribution.normal(0, 1);

    private static double expected(String group, String name) {
        return ReferenceData.rows("risk/expected/extra_models.csv").stream()
                .filter(row -> row[0].equals(group) && row[2].equals(name))
                .mapToDouble(row -> Double.parseDouble(row[3]))
                .findFirst()
                .orElseThrow();
    }

    private static List<LossDistribution> same(LossDistribution distribution, int n) {
        return Collections.nCopies(n, distribution);
    }

    private static double[] normals(int n, long seed) {
        double[] x = new double[n];
        NormalDraws.into(x, new SplittableRandom(seed));
        return x;
    }

    /** Oracle: the reference file's ten profits against a standard normal. */
    @Test
    void theStatisticsAreThoseOfThePaper() {
        double[] profits = {0.5, -2.5, 0.1, -1, -3, 0.2, -0.3, 1.1, -2.1, 0.4};
        double[] losses = Arrays.stream(profits).map(x -> -x).toArray();
        double[] var = new double[10];
        double[] es = new double[10];
        Arrays.fill(var, NORMAL.valueAtRisk(C975));
        Arrays.fill(es, NORMAL.expectedShortfall(C975));
        assertThat(AcerbiSzekely.z2(losses, var, es, C975))
                .isCloseTo(expected("AcerbiSzekely_small", "Z2"), within(1e-10));
        assertThat(AcerbiSzekely.z1(losses, var, es).orElseThrow())
                .isCloseTo(expected("AcerbiSzekely_small", "Z1"), within(1e-11));
        double[] calm = new double[10];
        assertThat(AcerbiSzekely.z1(calm, var, es)).isEmpty();
        assertThat(AcerbiSzekely.z2(calm, var, es, C975)).isEqualTo(1);
    }

    /**
     * Oracle: the reference file's 200,000 histories, and -0.70 of the paper for 250 days at 97.5%. With 20,000 histories the
     * 5% quantile scatters by 0.012 (two standard errors).
     */
    @Test
    void theCriticalValueIsThatOfThePaper() {
        int simulations = Campaign.tries(20_000, 200_000);
        AcerbiSzekely tests = AcerbiSzekely.simulate(same(NORMAL, 250), C975, simulations, 7, Progress.unheard());
        assertThat(tests.criticalValue(AcerbiSzekely.Statistic.Z2, C95))
                .isCloseTo(expected("AcerbiSzekely_Z2", "critical value 0.05"), within(0.02));
        assertThat(tests.criticalValue(AcerbiSzekely.Statistic.Z2, Confidence.of(0.9999)))
                .isCloseTo(expected("AcerbiSzekely_Z2", "critical value 0.0001"), within(0.25));
    }

    /** Oracle: MathWorks' esbacktest, Student's t with 3 degrees of freedom, 1,966 days at 97.5%, 1% critical value. */
    @Test
    void theCriticalValueOfFatTailsIsThePublishedOne() {
        AcerbiSzekely tests = AcerbiSzekely.simulate(
                same(LossDistribution.studentT(0, 1, 3), 1966),
                C975,
                Campaign.tries(2000, 20_000),
                5,
                Progress.unheard());
        assertThat(tests.criticalValue(AcerbiSzekely.Statistic.Z2, C99)).isCloseTo(-0.42986, within(0.06));
    }

    /**
     * Oracle: the definition of Z3 with every expectation by brute force: normal forecasts of changing size, T = 40, k = 4,
     * the expected mean of the 4 highest of 40 by simulation of 100,000.
     */
    @Test
    void theRankStatisticIsItsDefinition() {
        int n = 40;
        LossDistribution[] forecasts = new LossDistribution[n];
        Arrays.setAll(forecasts, t -> LossDistribution.normal(0.1 * (t % 3), 1 + 0.5 * (t % 4)));
        double[] losses = normals(n, 3);
        double[] u = new double[n];
        Arrays.setAll(u, t -> forecasts[t].cumulative(losses[t]));
        double[] sorted = u.clone();
        Arrays.sort(sorted);
        SplittableRandom random = new SplittableRandom(12);
        double[] top = new double[4];
        double[] draw = new double[n];
        int tries = 100_000;
        for (int s = 0; s < tries; s++) {
            NormalDraws.into(draw, random);
            Arrays.sort(draw);
            for (int i = 0; i < 4; i++) {
                top[i] += draw[n - 4 + i] / tries;
            }
        }
        double unit = Arrays.stream(top).average().orElseThrow();
        double mean = 0;
        for (int t = 0; t < n; t++) {
            double size = 1 + 0.5 * (t % 4);
            double level = 0.1 * (t % 3);
            double ranks = 0;
            for (int i = 0; i < 4; i++) {
                ranks += forecasts[t].quantile(sorted[n - 4 + i]) / 4;
            }
            mean += ranks / (level + size * unit) / n;
        }
        AcerbiSzekely tests =
                AcerbiSzekely.simulate(List.of(forecasts), Confidence.of(0.9), 100, 1, Progress.unheard());
        assertThat(tests.statistic(AcerbiSzekely.Statistic.Z3, losses).orElseThrow())
                .isCloseTo(1 - mean, within(2e-3));
    }

    /** Oracle: under a right forecast p-values are uniform: of 400 histories 5% are rejected, standard error 1.1%. */
    @Test
    void aRightForecastIsRejectedAsOftenAsStated() {
        AcerbiSzekely tests = AcerbiSzekely.simulate(same(NORMAL, 250), C975, 4000, 9, Progress.unheard());
        int[] rejected = new int[3];
        int tries = 400;
        for (int k = 0; k < tries; k++) {
            double[] losses = normals(250, 5000 + k);
            for (AcerbiSzekely.Statistic statistic : AcerbiSzekely.Statistic.values()) {
                boolean bad = tests.test(statistic, losses)
                        .map(test -> test.rejectedAt(C95))
                        .orElse(false);
                rejected[statistic.index()] += bad ? 1 : 0;
            }
        }
        for (int count : rejected) {
            assertThat(count / (double) tries).isBetween(0.015, 0.09);
        }
    }

    /**
     * Oracle: exchangeability. A loss from the same distribution as the 500 of a window exceeds the 5th worst of them with
     * probability 5 / 501, so historical simulation at 99% is right, and its statistics scatter about 0: over 60 histories of
     * 250 losses, each with its window, the mean of Z2 is within four standard errors, and few p-values are small.
     */
    @Test
    void discreteForecastsAreNotRejectedForBeingDiscrete() {
        int tries = 60;
        int rejected = 0;
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < tries; k++) {
            double[] all = normals(500 + 250, 900 + k);
            LossDistribution window = LossDistribution.empirical(Arrays.copyOf(all, 500));
            double[] losses = Arrays.copyOfRange(all, 500, 750);
            AcerbiSzekely tests = AcerbiSzekely.simulate(same(window, 250), C95, 200, k, Progress.unheard());
            double z = tests.statistic(AcerbiSzekely.Statistic.Z2, losses).orElseThrow();
            sum += z;
            squares += z * z;
            rejected +=
                    tests.test(AcerbiSzekely.Statistic.Z2, losses).orElseThrow().rejectedAt(C99) ? 1 : 0;
        }
        double error = Math.sqrt(squares) / tries;
        assertThat(sum / tries).isCloseTo(0, within(4 * error));
        // one window for a whole history has an error of its own, so more than one in a hundred, but not one in five
        assertThat(rejected).isLessThan(tries / 5);
        // the mean of the draws, as that of their quantiles; 4,000 of a variance near 0.5 have an error of 0.011
        AcerbiSzekely drawn = AcerbiSzekely.simulate(
                same(LossDistribution.empirical(normals(500, 1)), 250), C99, 4000, 3, Progress.unheard());
        double mean = 0;
        for (int i = 0; i < 200; i++) {
            Confidence above = Confidence.of((i + 0.5) / 200);
            mean += drawn.criticalValue(AcerbiSzekely.Statistic.Z2, above) / 200;
        }
        assertThat(mean).isCloseTo(0, within(0.05));
    }

    /** Student's tails of the same variance are found by all three, and a risk stated too high by none. */
    @Test
    void aForecastWithThinTailsIsFoundOut() {
        AcerbiSzekely tests = AcerbiSzekely.simulate(same(NORMAL, 2000), C975, 1000, 2, Progress.unheard());
        LossDistribution fat = LossDistribution.studentT(0, 1 / Math.sqrt(3), 3);
        SplittableRandom random = new SplittableRandom(77);
        double[] losses = new double[2000];
        Arrays.setAll(losses, t -> fat.quantile(NormalDraws.uniform(random)));
        double[] calm = Arrays.stream(normals(2000, 4)).map(x -> 0.5 * x).toArray();
        for (AcerbiSzekely.Statistic statistic : AcerbiSzekely.Statistic.values()) {
            assertThat(tests.test(statistic, losses).orElseThrow().pValue())
                    .as(statistic.toString())
                    .isLessThan(0.05);
        }
        assertThat(tests.test(AcerbiSzekely.Statistic.Z2, calm).orElseThrow().pValue())
                .isGreaterThan(0.9);
        assertThat(tests.test(AcerbiSzekely.Statistic.Z3, calm).orElseThrow().pValue())
                .isGreaterThan(0.9);
    }

    /** Oracle: numeric integration of the quantile over the tail, 200,000 midpoints. */
    @Test
    void shortfallsAreTheMeansOfTheirTails() {
        for (LossDistribution distribution :
                List.of(LossDistribution.normal(0.3, 2), LossDistribution.studentT(-0.1, 0.5, 4))) {
            for (Confidence confidence : List.of(Confidence.of(0.8), Confidence.of(0.6))) {
                int steps = 200_000;
                double sum = 0;
                for (int i = 0; i < steps; i++) {
                    sum += distribution.quantile(1 - confidence.tail() * (i + 0.5) / steps);
                }
                assertThat(distribution.expectedShortfall(confidence)).isCloseTo(sum / steps, within(3e-4));
                double q = distribution.valueAtRisk(confidence);
                assertThat(distribution.cumulative(q)).isCloseTo(confidence.level(), within(1e-9));
            }
        }
    }

    @Test
    void theEmpiricalLossIsHistoricalSimulation() {
        double[] losses = normals(237, 5);
        LossDistribution empirical = LossDistribution.empirical(losses);
        for (Confidence confidence : List.of(C99, C975, C95, Confidence.of(0.999))) {
            assertThat(empirical.valueAtRisk(confidence))
                    .isEqualTo(ValueAtRisk.historical(confidence, QuantileRule.UPPER_INVERSE)
                            .ofLosses(losses));
            assertThat(empirical.quantile(confidence.level()))
                    .isCloseTo(QuantileRule.TYPE_6.quantile(losses, confidence.level()), within(1e-14));
            assertThat(empirical.expectedShortfall(confidence))
                    .isCloseTo(ExpectedShortfall.historical(confidence).ofLosses(losses), within(1e-14));
        }
        // ranks in the middle of where the loss could stand: never 0 or 1
        LossDistribution three = LossDistribution.empirical(new double[] {1, 2, 2});
        assertThat(three.cumulative(0)).isEqualTo(0.125);
        assertThat(three.cumulative(2)).isEqualTo(0.625);
        assertThat(three.cumulative(9)).isEqualTo(0.875);
        assertThat(three)
                .isEqualTo(LossDistribution.empirical(new double[] {2, 1, 2}))
                .hasSameHashCodeAs(LossDistribution.empirical(new double[] {2, 1, 2}))
                .hasToString("EmpiricalLoss[3 losses]");
    }

    @Test
    void probabilitiesOfFarLossesHaveANormalQuantile() {
        for (LossDistribution distribution : List.of(NORMAL, LossDistribution.studentT(0, 1, 200))) {
            assertThat(StandardNormal.quantile(distribution.cumulative(1e9))).isFinite();
            assertThat(StandardNormal.quantile(distribution.cumulative(-1e9))).isFinite();
        }
    }

    @Test
    void badInputIsRefused() {
        double[] one = {1};
        assertThatThrownBy(() -> AcerbiSzekely.z2(one, one, new double[] {0}, C95))
                .hasMessageContaining("expectedShortfall[0] must be positive");
        assertThatThrownBy(() -> AcerbiSzekely.z2(one, one, new double[2], C95))
                .hasMessageContaining("length 1, had 2");
        assertThatThrownBy(() -> AcerbiSzekely.z2(new double[0], one, one, C95))
                .hasMessageContaining("number of losses");
        assertThatThrownBy(() -> AcerbiSzekely.simulate(List.of(), C95, 100, 1, Progress.unheard()))
                .hasMessageContaining("number of forecasts");
        assertThatThrownBy(() -> AcerbiSzekely.simulate(same(NORMAL, 3), C95, 99, 1, Progress.unheard()))
                .hasMessageContaining("simulations");
        assertThatThrownBy(() -> AcerbiSzekely.simulate(
                        same(LossDistribution.normal(-10, 1), 3), C95, 100, 1, Progress.unheard()))
                .hasMessageContaining("expected shortfall of forecasts[0] must be positive");
        AcerbiSzekely tests = AcerbiSzekely.simulate(same(NORMAL, 3), C95, 100, 1, Progress.unheard());
        assertThatThrownBy(() -> tests.test(AcerbiSzekely.Statistic.Z2, one)).hasMessageContaining("length 3, had 1");
        assertThatThrownBy(() -> AcerbiSzekely.simulate(same(NORMAL, 3), C95, 100, 1, (done, total) -> {
                    throw new CancellationException("enough");
                }))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> LossDistribution.studentT(0, 1, 1)).hasMessageContaining("nu");
        assertThatThrownBy(() -> LossDistribution.normal(0, 0)).hasMessageContaining("sigma");
        assertThatThrownBy(() -> LossDistribution.empirical(new double[0])).hasMessageContaining("number of losses");
    }

    /** Twenty losses at 95%: the value at risk is the worst, and no loss drawn from them exceeds it. */
    @Test
    void withoutAnExceedanceInAnyHistoryThereIsNoZ1() {
        double[] losses = normals(20, 5);
        List<LossDistribution> forecasts = same(LossDistribution.empirical(losses), 30);
        Confidence c95 = Confidence.of(0.95);
        AcerbiSzekely tests = AcerbiSzekely.simulate(forecasts, c95, 200, 1, Progress.unheard());
        double[] after = new double[30];
        after[3] = 100;
        assertThat(tests.statistic(AcerbiSzekely.Statistic.Z1, after)).isPresent();
        assertThat(tests.test(AcerbiSzekely.Statistic.Z1, after)).isEmpty();
        assertThatThrownBy(() -> tests.criticalValue(AcerbiSzekely.Statistic.Z1, c95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no history drawn from the forecasts has an exceedance");
        // the other statistics stand
        assertThat(tests.test(AcerbiSzekely.Statistic.Z2, after).orElseThrow().pValue())
                .isLessThan(0.01);
    }

    /** Metamorphic: losses and forecasts in another unit. Oracle of the table: the distribution asked quantile by quantile. */
    @Test
    void statisticsDoNotDependOnTheUnitNorOnHowQuantilesAreTabulated() {
        double[] losses = normals(250, 6);
        double[] scaled = Arrays.stream(losses).map(x -> 0x1p-80 * x).toArray();
        Confidence c = Confidence.of(0.975);
        for (LossDistribution one : List.of(NORMAL, LossDistribution.studentT(0.1, 0.7, 3.5))) {
            LossDistribution small = one == NORMAL
                    ? LossDistribution.normal(0, 0x1p-80)
                    : LossDistribution.studentT(0.1 * 0x1p-80, 0.7 * 0x1p-80, 3.5);
            LossDistribution plain = new LossDistribution() {
                @Override
                public double cumulative(double loss) {
                    return one.cumulative(loss);
                }

                @Override
                public double quantile(double probability) {
                    return one.quantile(probability);
                }

                @Override
                public double expectedShortfall(Confidence confidence) {
                    return one.expectedShortfall(confidence);
                }
            };
            AcerbiSzekely tests = AcerbiSzekely.simulate(same(one, 250), c, 100, 1, Progress.unheard());
            AcerbiSzekely other = AcerbiSzekely.simulate(same(small, 250), c, 100, 1, Progress.unheard());
            AcerbiSzekely asked = AcerbiSzekely.simulate(same(plain, 250), c, 100, 1, Progress.unheard());
            for (AcerbiSzekely.Statistic statistic : AcerbiSzekely.Statistic.values()) {
                double z = tests.statistic(statistic, losses).orElseThrow();
                assertThat(other.statistic(statistic, scaled).orElseThrow()).isCloseTo(z, within(1e-12));
                assertThat(asked.statistic(statistic, losses).orElseThrow()).isCloseTo(z, within(1e-12));
            }
        }
    }
}
