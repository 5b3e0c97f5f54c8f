package io.trimtab.risk.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.HypothesisTest;
import io.trimtab.core.testkit.NullArguments;
import io.trimtab.core.time.Progress;
import io.trimtab.risk.measure.ExpectedShortfall;
import io.trimtab.risk.measure.ValueAtRisk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class RiskBacktestTest {
    private static final Confidence C95 = Confidence.of(0.95);
    private static final Confidence C99 = Confidence.of(0.99);

    private static double[] normals(int n, long seed) {
        double[] x = new double[n];
        NormalDraws.into(x, new SplittableRandom(seed));
        return x;
    }

    /** Calm for two thirds, then four times as wild. */
    private static double[] crisis() {
        double[] x = normals(900, 8);
        for (int t = 600; t < 900; t++) {
            x[t] *= 4;
        }
        return x;
    }

    @Test
    void aForecasterSeesTheWindowBeforeAndNothingElse() {
        double[] losses = normals(60, 1);
        List<double[]> windows = new ArrayList<>();
        BacktestReport report = RiskBacktest.of(
                        window -> {
                            windows.add(window.clone());
                            Arrays.fill(window, Double.NaN);
                            return LossDistribution.normal(0, 1);
                        },
                        20)
                .run(losses);
        assertThat(windows).hasSize(40);
        for (int t = 0; t < 40; t++) {
            assertThat(windows.get(t)).containsExactly(Arrays.copyOfRange(losses, t, t + 20));
        }
        // what it does to its window reaches nobody
        assertThat(report.losses()).containsExactly(Arrays.copyOfRange(losses, 20, 60));
    }

    /** Metamorphic: whatever happens from a day on, what was forecast up to that day stays the same. */
    @Test
    void theFutureDoesNotReachBack() {
        for (RiskForecaster forecaster : forecasters()) {
            double[] losses = normals(200, 2);
            BacktestReport before = RiskBacktest.of(forecaster, 50).at(C95).run(losses);
            double[] other = losses.clone();
            for (int t = 120; t < 200; t++) {
                other[t] = 100 * losses[t] + 7;
            }
            BacktestReport after = RiskBacktest.of(forecaster, 50).at(C95).run(other);
            // the forecast for loss 120 is made from 70 to 119
            assertThat(Arrays.copyOf(after.valueAtRisk(), 71)).containsExactly(Arrays.copyOf(before.valueAtRisk(), 71));
            assertThat(Arrays.copyOf(after.expectedShortfall(), 71))
                    .containsExactly(Arrays.copyOf(before.expectedShortfall(), 71));
            assertThat(after.valueAtRisk()[72]).isNotEqualTo(before.valueAtRisk()[72]);
        }
    }

    private static List<RiskForecaster> forecasters() {
        return List.of(
                RiskForecaster.historical(),
                RiskForecaster.normal(),
                RiskForecaster.exponentiallyWeighted(0.9),
                RiskForecaster.filteredHistorical(0.9));
    }

    /** A right forecaster fails one test in twenty, so the seed is one of the nineteen. */
    @Test
    void aRightForecasterPasses() {
        BacktestReport report = RiskBacktest.of(window -> LossDistribution.normal(0, 1), 10)
                .at(C95)
                .run(normals(1510, 32));
        assertThat(report.observations()).isEqualTo(1500);
        assertThat(report.window()).isEqualTo(10);
        assertThat(report.confidence()).isEqualTo(C95);
        assertThat(report.tests()).hasSize(8);
        assertThat(report.passedAt(C99)).isTrue();
        assertThat(report.trafficLight().zone()).isEqualTo(TrafficLight.Zone.GREEN);
        assertThat(report.exceedances()).isEqualTo(report.exceedancePositions().length);
        for (int t : report.exceedancePositions()) {
            assertThat(report.losses()[t]).isGreaterThan(report.valueAtRisk()[t]);
        }
        // the same numbers whoever calculates them
        assertThat(report.tests().get(0)).isEqualTo(Coverage.kupiec(1500, report.exceedances(), C95));
    }

    @Test
    void aForecasterThatDoesNotSeeTheCrisisFails() {
        BacktestReport slow = RiskBacktest.of(RiskForecaster.normal(), 500).run(crisis());
        assertThat(slow.passedAt(C95)).isFalse();
        assertThat(slow.rejectedAt(C99)).extracting(HypothesisTest::name).contains("unconditional coverage (Kupiec)");
        assertThat(slow.trafficLight().zone()).isEqualTo(TrafficLight.Zone.RED);
        BacktestReport quick =
                RiskBacktest.of(RiskForecaster.exponentiallyWeighted(0.94), 500).run(crisis());
        assertThat(quick.exceedances()).isLessThan(slow.exceedances());
        List<TrafficLight> lights = slow.trafficLights(100);
        assertThat(lights).hasSize(301);
        assertThat(lights.get(0).zone()).isEqualTo(TrafficLight.Zone.GREEN);
        assertThat(lights).anyMatch(light -> light.zone() == TrafficLight.Zone.RED);
        assertThat(slow.trafficLights(401)).isEmpty();
        assertThat(slow.toString())
                .contains("beyond the value at risk of 99% (4.0 expected): RED")
                .contains("unconditional coverage (Kupiec)")
                .contains("rejected");
    }

    /** Oracle: the measures themselves, window by window. */
    @Test
    void measuresCanForecast() {
        double[] losses = normals(80, 4);
        BacktestReport report = RiskBacktest.of(
                        RiskForecaster.of(ValueAtRisk::historical, ExpectedShortfall::historical), 40)
                .at(C95)
                .run(losses);
        assertThat(report.tests()).hasSize(3);
        for (int t = 0; t < 40; t++) {
            double[] window = Arrays.copyOfRange(losses, t, t + 40);
            assertThat(report.valueAtRisk()[t])
                    .isEqualTo(ValueAtRisk.historical(C95).ofLosses(window));
            assertThat(report.expectedShortfall()[t])
                    .isEqualTo(ExpectedShortfall.historical(C95).ofLosses(window));
        }
    }

    /** By hand: weights 1, 1/2, 1/4 over 7/4; and the scaled losses over the volatility before each. */
    @Test
    void weightedVariancesMatchHandCalculation() {
        double[] window = {1, 2, 4};
        assertThat(WeightedVariance.after(window, 3, 0.5)).isCloseTo((16 + 2 + 0.25) / 1.75, within(1e-14));
        double[] ten = {1, 1, 2, 2, 2, 2, 2, 2, 2, 2};
        double[] scaled = WeightedVariance.rescaled(ten, 0.5);
        assertThat(scaled).hasSize(8);
        double next = Math.sqrt(WeightedVariance.after(ten, 10, 0.5));
        assertThat(scaled[0]).isCloseTo(2 * next, within(1e-14));
        assertThat(scaled[1]).isCloseTo(2 / Math.sqrt(WeightedVariance.after(ten, 3, 0.5)) * next, within(1e-14));
    }

    @Test
    void theSeedDecidesAllDraws() {
        RiskBacktest backtest =
                RiskBacktest.of(RiskForecaster.historical(), 100).withSimulations(200, 5);
        BacktestReport report = backtest.run(crisis());
        assertThat(backtest.run(crisis())).isEqualTo(report).hasSameHashCodeAs(report);
        assertThat(backtest.withSimulations(200, 6).run(crisis())).isNotEqualTo(report);
    }

    @Test
    void longWorkReportsAndStops() {
        long[] last = {-1, 0};
        RiskBacktest.of(RiskForecaster.normal(), 100).run(crisis(), (done, total) -> {
            assertThat(done).isGreaterThanOrEqualTo(last[0]);
            last[0] = done;
            last[1] = total;
        });
        assertThat(last).containsExactly(1800, 1800);
        assertThatThrownBy(() -> RiskBacktest.of(RiskForecaster.normal(), 100).run(crisis(), (done, total) -> {
                    throw new CancellationException("enough");
                }))
                .isInstanceOf(CancellationException.class);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(
                            () -> RiskBacktest.of(RiskForecaster.normal(), 100).run(crisis()))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static LossForecast nothing(double[] window) {
        return null;
    }

    /** A rise without a loss has a negative expected shortfall, which nothing can be divided by: the rest is still tested. */
    @Test
    void afterGainsAloneCoverageIsTestedAndTheReportSaysWhatIsNot() {
        double[] gains = normals(60, 12);
        for (int t = 0; t < gains.length; t++) {
            gains[t] = -10 + gains[t];
        }
        BacktestReport report =
                RiskBacktest.of(RiskForecaster.historical(), 20).at(C95).run(gains);
        assertThat(report.tests()).hasSize(5);
        assertThat(report.omitted()).hasSize(1);
        assertThat(report.omitted().get(0)).contains("Acerbi-Szekely", "expected shortfall", "forecast 0");
        assertThat(report).asString().contains("not tested: Acerbi-Szekely");
        // losses that never change: nor do their probabilities
        double[] equal = new double[40];
        Arrays.fill(equal, 0.01);
        BacktestReport still =
                RiskBacktest.of(RiskForecaster.historical(), 20).at(C95).run(equal);
        assertThat(still.omitted()).singleElement().asString().contains("Berkowitz");
        assertThat(still.exceedances()).isZero();
        // the shortfall is positive, but the highest of twenty draws are gains on average
        double[] one = new double[60];
        Arrays.fill(one, -1);
        for (int t = 0; t < 60; t += 20) {
            one[t] = 0.001;
        }
        BacktestReport rare =
                RiskBacktest.of(RiskForecaster.historical(), 20).at(C95).run(one);
        assertThat(rare.omitted()).singleElement().asString().contains("highest ranks");
    }

    /** Ten equal losses after the seventh day: the first window of ten that never moves is named, and the way out. */
    @Test
    void aWindowThatNeverMovesIsNamed() {
        double[] losses = normals(40, 1);
        Arrays.fill(losses, 7, 17, 0.1);
        assertThatThrownBy(() -> RiskBacktest.of(RiskForecaster.normal(), 10).run(losses))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "no forecast from losses[7] to losses[16]: window must move, all its 10 losses are 0.1: a normal "
                                + "loss of no width forecasts nothing; take a longer window, or historical(), which needs none");
        Arrays.fill(losses, 7, 17, 0);
        assertThatThrownBy(() -> RiskBacktest.of(RiskForecaster.exponentiallyWeighted(0.9), 10)
                        .run(losses))
                .hasMessage(
                        "no forecast from losses[7] to losses[16]: window must have a loss or gain, the volatility of its "
                                + "10 losses is 0: take a longer window, or historical(), which needs none");
        assertThat(RiskBacktest.of(RiskForecaster.historical(), 10).run(losses).losses())
                .hasSize(30);
        assertThatThrownBy(() -> RiskForecaster.normal().forecast(new double[] {1}))
                .hasMessageContaining("number of losses in the window must be at least 2, was 1");
        // 0.1 has no exact mean: rounding is no movement, the last bit of a loss is
        double[] last = new double[10];
        Arrays.fill(last, 0.1);
        last[3] = Math.nextUp(0.1);
        assertThat(((LossDistribution) RiskForecaster.normal().forecast(last)).quantile(0.5))
                .isCloseTo(0.1, within(1e-16));
    }

    @Test
    void badInputIsRefused() {
        RiskBacktest backtest = RiskBacktest.of(RiskForecaster.normal(), 10);
        assertThatThrownBy(() -> backtest.run(new double[14]))
                .hasMessage("number of losses must be at least 15, was 14: 5 more than the window");
        assertThatThrownBy(() -> RiskBacktest.of(RiskForecaster.normal(), Integer.MAX_VALUE)
                        .run(new double[14]))
                .hasMessageContaining("at least 2147483652");
        assertThatThrownBy(() -> RiskBacktest.of(RiskBacktestTest::nothing, 10).run(normals(30, 1)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("forecast of forecaster");
        double[] broken = normals(30, 1);
        broken[3] = Double.NaN;
        assertThatThrownBy(() -> backtest.run(broken)).hasMessage("losses[3] must be finite, was NaN");
        assertThatThrownBy(() -> RiskBacktest.of(RiskForecaster.normal(), 0)).hasMessageContaining("window");
        assertThatThrownBy(() -> backtest.withSimulations(99, 1)).hasMessageContaining("histories");
        assertThatThrownBy(() -> RiskForecaster.exponentiallyWeighted(1)).hasMessageContaining("lambda");
        assertThatThrownBy(() -> RiskBacktest.of(RiskForecaster.filteredHistorical(0.9), 5)
                        .run(normals(30, 1)))
                .hasMessageContaining("window must be at least 10");
    }

    @Test
    void everyTypeNamesItsNullArguments() {
        BacktestReport report = RiskBacktest.of(RiskForecaster.normal(), 10).run(normals(40, 1));
        AcerbiSzekely tests = AcerbiSzekely.simulate(
                List.of(LossDistribution.normal(1, 1)), Confidence.of(0.5), 100, 1, Progress.unheard());
        NullArguments samples = new NullArguments()
                .with(new double[] {0.5, 0.6, 0.7, 0.2, 0.4}, double[].class)
                .with(Confidence.of(0.5), Confidence.class)
                .with("name", String.class)
                .with(new Transitions(1, 1, 1, 1), Transitions.class)
                .with(TrafficLight.of(5, 1, C99), TrafficLight.class)
                .with(new TrafficLight.Bounds(1, 2), TrafficLight.Bounds.class)
                .with(report, BacktestReport.class)
                .with(tests, AcerbiSzekely.class)
                .with(RiskBacktest.of(RiskForecaster.normal(), 10), RiskBacktest.class)
                .with(LossDistribution.normal(0, 1), LossDistribution.class)
                .named(
                        "java.util.List<? extends " + LossDistribution.class.getName() + ">",
                        List.of(LossDistribution.normal(0, 1)));
        assertThat(samples.problemsInPackageOf(RiskBacktest.class)).isEmpty();
    }
}
