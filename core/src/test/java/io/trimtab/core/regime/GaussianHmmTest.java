package io.trimtab.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.testkit.Allocation;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianHmmTest {
    private static final double[] TWO = {0.9, 0.1, 0.2, 0.8};

    @Test
    void badObservationsFailTheFitWithDateAndValueAndTheBeliefIsUnknown() {
        double[] x = Hmms.twoVolatilities(200, 1);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            x[17] = bad;
            HmmFit fit = GaussianHmm.fit(x, Hmms.dates(200), HmmSettings.states(2));
            assertThat(fit).isInstanceOf(HmmFit.Failed.class);
            HmmFit.Failed failed = (HmmFit.Failed) fit;
            assertThat(failed.cause()).isEqualTo(HmmFit.Failed.Cause.NOT_FINITE);
            assertThat(failed.message()).isEqualTo("observation of 2020-01-18 is " + bad);
            assertThat(fit.filter().latest().mostLikely()).isEqualTo(Regime.UNKNOWN);
            assertThat(fit.smooth().latest().note()).isEqualTo(failed.message());
            assertThat(fit.filter().size()).isEqualTo(200);
        }
    }

    @Test
    void dataThatOverflowDoNotCountAsConverged() {
        double[] x = Hmms.twoVolatilities(200, 1);
        for (int t = 0; t < x.length; t++) {
            x[t] *= 1e300;
        }
        assertThat(cause(x, HmmSettings.states(2))).isEqualTo(HmmFit.Failed.Cause.NOT_FINITE);
        for (int t = 0; t < x.length; t++) {
            x[t] *= 1e-320 / 1e300 * 1e20;
        }
        assertThat(cause(x, HmmSettings.states(2)))
                .isIn(HmmFit.Failed.Cause.NOT_FINITE, HmmFit.Failed.Cause.NO_VARIATION);
    }

    @Test
    void constantsFail() {
        double[] x = new double[200];
        assertThat(cause(x, HmmSettings.states(2))).isEqualTo(HmmFit.Failed.Cause.NO_VARIATION);
        Arrays.fill(x, 0.1);
        assertThat(cause(x, HmmSettings.states(2))).isEqualTo(HmmFit.Failed.Cause.NO_VARIATION);
    }

    @Test
    void aFitThatRunsOutOfStepsSaysSo() {
        double[] x = Hmms.twoVolatilities(200, 1);
        HmmFit fit = GaussianHmm.fit(x, Hmms.dates(200), HmmSettings.states(2).withStopping(3, 1e-9));
        assertThat(((HmmFit.Failed) fit).cause()).isEqualTo(HmmFit.Failed.Cause.NOT_CONVERGED);
        assertThat(((HmmFit.Failed) fit).message()).contains("still rising").endsWith("after 3 steps");
        assertThat(fit.filter().latest().isKnown()).isFalse();
    }

    @Test
    void aStateOfAFewPointsIsNoRegime() {
        // Three values only, two of them rare: a third state would live on one or two points.
        double[] x = Hmms.twoVolatilities(120, 4);
        HmmFit fit = GaussianHmm.fit(x, Hmms.dates(120), HmmSettings.states(3).withMinimum(90, 80));
        assertThat(((HmmFit.Failed) fit).cause()).isEqualTo(HmmFit.Failed.Cause.EMPTY_STATE);
        assertThat(((HmmFit.Failed) fit).message()).contains("at least 80.0 needed");
    }

    @Test
    void oneStateIsTheSampleMeanAndVariance() {
        double[] x = Hmms.twoVolatilities(500, 4);
        HmmFit.Converged fit = (HmmFit.Converged) GaussianHmm.fit(x, Hmms.dates(500), HmmSettings.states(1));
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance =
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        assertThat(fit.model().mean(0)).isCloseTo(mean, within(1e-15));
        assertThat(fit.model().variance(0)).isCloseTo(variance, within(1e-15));
        // Closed form of the maximum: -T/2 (log(2 pi v) + 1).
        assertThat(fit.logLikelihood()).isCloseTo(-250 * (Math.log(2 * Math.PI * variance) + 1), within(1e-8));
        assertThat(fit.filter().latest().certainty()).isEqualTo(1);
        assertThat(fit.filter().latest().durationBars()).isEqualTo(500);
    }

    @Test
    void filterSmootherAndOnlineFilterAgreeOnTheLastBar() {
        double[] x = Hmms.twoVolatilities(300, 6);
        HmmFit.Converged fit = (HmmFit.Converged) GaussianHmm.fit(x, Hmms.dates(300), HmmSettings.states(2));
        RegimeBelief filtered = fit.filter().latest();
        RegimeBelief smoothed = fit.smooth().latest();
        OnlineFilter online = fit.onlineFilter();
        assertThat(smoothed.probability(1)).isCloseTo(filtered.probability(1), within(1e-12));
        assertThat(online.belief(fit.stateRegimes(), HmmFit.NAME, filtered.asOf()))
                .isEqualTo(filtered);
        assertThat(online.bars()).isEqualTo(300);
        assertThat(Arrays.stream(fit.expectedBars()).sum()).isCloseTo(300, within(1e-9));
        assertThat(fit.toString()).startsWith("Converged[GaussianHmm[means");
    }

    @Test
    void aLongSeriesDoesNotUnderflow() {
        double[] x = new double[200_000];
        double[] some = Hmms.twoVolatilities(1000, 6);
        for (int t = 0; t < x.length; t++) {
            x[t] = some[t % 1000];
        }
        GaussianHmm model = GaussianHmm.stationary(TWO, new double[] {0, 0}, new double[] {0.00005, 0.0009});
        double[] smoothed = new double[2 * x.length];
        model.smoothInto(x, smoothed);
        assertThat(Arrays.stream(smoothed).allMatch(p -> p >= 0 && p <= 1)).isTrue();
        assertThat(model.logLikelihood(x)).isFinite();
    }

    @Test
    void statesThatCannotBeOccupiedStayEmptyHoweverWellTheyFit() {
        GaussianHmm model = GaussianHmm.of(
                new double[] {1, 0}, new double[] {1, 0, 0.5, 0.5}, new double[] {0, 40}, new double[] {1, 1});
        double[] x = {0, 40, 0};
        double[] filtered = new double[6];
        double[] smoothed = new double[6];
        assertThat(model.filterInto(x, filtered)).isFinite();
        model.smoothInto(x, smoothed);
        assertThat(filtered).containsExactly(1, 0, 1, 0, 1, 0);
        assertThat(smoothed).containsExactly(1, 0, 1, 0, 1, 0);
        assertThat(model.expectedDuration(0)).isInfinite();
    }

    @Test
    void theStationaryDistributionIsTheClosedFormOfTwoStates() {
        GaussianHmm model = GaussianHmm.stationary(TWO, new double[] {0, 1}, new double[] {1, 1});
        assertThat(model.initial()[0]).isCloseTo(2.0 / 3, within(1e-15));
        assertThatThrownBy(() ->
                        GaussianHmm.stationary(new double[] {1, 0, 0, 1}, new double[] {0, 1}, new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have a single long-run distribution");
    }

    @Test
    void badParametersAreRefusedByName() {
        double[] half = {0.5, 0.5};
        double[] means = {0, 1};
        double[] ones = {1, 1};
        assertThatThrownBy(() -> GaussianHmm.of(new double[] {0.5, 0.6}, TWO, means, ones))
                .hasMessage("initial must sum to 1, was 1.1");
        assertThatThrownBy(() -> GaussianHmm.of(half, new double[] {0.9, 0.1, 0.2, Double.NaN}, means, ones))
                .hasMessage("transition row 1 at 1 must be within [0.0, 1.0], was NaN");
        assertThatThrownBy(() -> GaussianHmm.of(half, TWO, means, new double[] {1, 0}))
                .hasMessage("variances[1] must be positive and finite, was 0.0");
        assertThatThrownBy(() -> GaussianHmm.of(half, TWO, new double[] {0, Double.NaN}, ones))
                .hasMessage("means[1] must be finite, was NaN");
        assertThatThrownBy(() -> GaussianHmm.of(half, new double[3], means, ones))
                .hasMessage("transition must have length 4, had 3");
        assertThatThrownBy(() -> GaussianHmm.of(new double[0], new double[0], new double[0], new double[0]))
                .hasMessage("number of states must be at least 1, was 0");
    }

    @Test
    void badObservationsAreRefusedOnlineAndLeaveTheFilterAsItWas() {
        GaussianHmm model = GaussianHmm.stationary(TWO, new double[] {0, 1}, new double[] {1, 1});
        OnlineFilter filter = model.onlineFilter();
        filter.update(0.3);
        double before = filter.probability(0);
        for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e200}) {
            assertThatThrownBy(() -> filter.update(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "observation must be finite and within reach of a state's normal distribution, was " + bad);
        }
        assertThat(filter.probability(0)).isEqualTo(before);
        assertThat(filter.bars()).isEqualTo(1);
        assertThatThrownBy(() -> filter.updateInto(0, new double[3])).hasMessage("out must have length 2, had 3");
        assertThatThrownBy(() -> model.logLikelihood(new double[] {0, Double.NaN}))
                .hasMessageStartingWith("series[1] must be finite");
    }

    @Test
    void theOnlineFilterAllocatesNothing() {
        OnlineFilter filter = Hmms.random(4, new SplittableRandom(1)).onlineFilter();
        double[] out = new double[4];
        Runnable thousand = () -> {
            for (int i = 0; i < 1000; i++) {
                filter.updateInto(0.001 * i, out);
                filter.skip();
            }
        };
        thousand.run();
        // Less than a byte a bar: what is left is the counting itself.
        assertThat(Allocation.bytesIn(thousand)).isLessThan(1000);
    }

    @Test
    void settingsAreCheckedByName() {
        assertThatThrownBy(() -> HmmSettings.states(0)).hasMessage("states must be at least 1, was 0");
        assertThatThrownBy(() -> HmmSettings.states(17)).hasMessage("states must be at most 16, was 17");
        assertThatThrownBy(() -> HmmSettings.states(2).withStarts(0)).hasMessage("starts must be at least 1, was 0");
        assertThatThrownBy(() -> HmmSettings.states(2).withStopping(0, 1))
                .hasMessage("maximumIterations must be at least 1, was 0");
        assertThatThrownBy(() -> HmmSettings.states(2).withStopping(5, Double.NaN))
                .hasMessage("tolerance must be positive and finite, was NaN");
        assertThatThrownBy(() -> HmmSettings.states(2).withMinimum(2, 5))
                .hasMessage("minimumObservations must be at least 3, was 2");
        assertThatThrownBy(() -> HmmSettings.states(2).withLabels(RegimeLabels.of(Regime.BULL)))
                .hasMessageContaining("must have length 2, had 1");
        assertThatThrownBy(() -> GaussianHmm.fit(new double[0], List.of(), HmmSettings.states(1)))
                .hasMessage("number of observations must be at least 1, was 0");
        assertThatThrownBy(() -> GaussianHmm.fit(new double[3], Hmms.dates(2), HmmSettings.states(1)))
                .hasMessage("dates must have length 3, had 2");
    }

    @Test
    void labelsFollowRankOrLevelAndEqualLabelsCountAsOne() {
        GaussianHmm model = GaussianHmm.of(
                new double[] {0.25, 0.25, 0.25, 0.25},
                new double[] {.25, .25, .25, .25, .25, .25, .25, .25, .25, .25, .25, .25, .25, .25, .25, .25},
                new double[] {0.001, -0.001, 0, 0.002},
                new double[] {0.0001, 0.00005, 0.0004, 0.001});
        assertThat(RegimeLabels.byVolatility().label(model))
                .containsExactly(Regime.VOLATILE, Regime.SIDEWAYS, Regime.VOLATILE, Regime.CRISIS);
        assertThat(RegimeLabels.byMean().label(model))
                .containsExactly(Regime.SIDEWAYS, Regime.BEAR, Regime.SIDEWAYS, Regime.BULL);
        assertThat(RegimeLabels.byLevels(PeriodsPerYear.DAILY).label(model))
                .containsExactly(Regime.TRENDING_UP, Regime.TRENDING_DOWN, Regime.VOLATILE, Regime.CRISIS);
        assertThat(RegimeLabels.byVolatility().vocabulary(2)).containsExactly(Regime.SIDEWAYS, Regime.VOLATILE);
        assertThat(RegimeLabels.byMean().vocabulary(1)).containsExactly(Regime.SIDEWAYS);
        assertThatThrownBy(() -> RegimeLabels.of(Regime.UNKNOWN)).hasMessageContaining("UNKNOWN");

        double[] x = Hmms.twoVolatilities(300, 6);
        HmmFit merged = GaussianHmm.fit(
                x,
                Hmms.dates(300),
                HmmSettings.states(2).withLabels(RegimeLabels.of(Regime.SIDEWAYS, Regime.SIDEWAYS)));
        assertThat(merged.filter().latest().regimes()).containsExactly(Regime.SIDEWAYS);
        assertThat(merged.filter().latest().probability(0)).isEqualTo(1);
    }

    private static HmmFit.Failed.Cause cause(double[] x, HmmSettings settings) {
        HmmFit fit = GaussianHmm.fit(x, Hmms.dates(x.length), settings);
        assertThat(fit).isInstanceOf(HmmFit.Failed.class);
        assertThat(fit.filter().latest().mostLikely()).isEqualTo(Regime.UNKNOWN);
        return ((HmmFit.Failed) fit).cause();
    }

    @Test
    void aStateOutsideIsRefused() {
        GaussianHmm model = GaussianHmm.stationary(TWO, new double[] {0, 1}, new double[] {1, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.transition(0, 2)) // would be that from state 1 to state 0
                .withMessage("to must be from 0 to 1, was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.mean(-1))
                .withMessage("state must be from 0 to 1, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.onlineFilter().probability(2))
                .withMessage("state must be from 0 to 1, was 2");
    }

    @Test
    void anAbsorbingStateIsTheLongRunWhateverItsNumber() {
        double[] two = {0, 1};
        double[] one = {1, 1};
        assertThat(GaussianHmm.stationary(new double[] {1, 0, 0.5, 0.5}, two, one)
                        .initial())
                .containsExactly(1, 0);
        assertThat(GaussianHmm.stationary(new double[] {0.5, 0.5, 0, 1}, two, one)
                        .initial())
                .containsExactly(0, 1);
        // states 1 and 2 are visited in turn and never left; 0 and 3 lead there
        double[] four = {0.5, 0.5, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0.2, 0, 0.3, 0.5};
        assertThat(GaussianHmm.stationary(four, new double[4], new double[] {1, 1, 1, 1})
                        .initial())
                .containsExactly(0, 0.5, 0.5, 0);
        double[] twoClosed = {1, 0, 0, 0, 1, 0, 0.3, 0.3, 0.4};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GaussianHmm.stationary(twoClosed, new double[3], new double[] {1, 1, 1}))
                .withMessageContaining("no state is reached from every other");
    }

    @Test
    void aVarianceWhosePrecisionOverflowsIsRefused() {
        double[] one = {1};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GaussianHmm.of(one, one, new double[] {0}, new double[] {1e-320}))
                .withMessageStartingWith("variances[0] must be at least 2.2250738585072014E-308, was ");
        GaussianHmm smallest = GaussianHmm.of(one, one, new double[] {0}, new double[] {Double.MIN_NORMAL});
        assertThat(smallest.logLikelihood(new double[] {0})).isFinite();
    }

    @Test
    void aForecastNeedsADistributionAndReachesTheLongRunAtOnce() {
        GaussianHmm model = GaussianHmm.stationary(TWO, new double[] {0, 1}, new double[] {1, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.forecast(new double[] {Double.NaN, 1}, 1))
                .withMessage("now at 0 must be within [0.0, 1.0], was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.forecast(new double[] {1, 1}, 1))
                .withMessage("now must sum to 1, was 2.0");
        double[] longRun = model.forecast(new double[] {1, 0}, Integer.MAX_VALUE);
        assertThat(longRun[0]).isCloseTo(2.0 / 3, within(1e-14));
    }

    @Test
    void labelsMustBeOneAState() {
        RegimeLabels one = new RegimeLabels() {
            @Override
            public List<Regime> vocabulary(int states) {
                return List.of(Regime.BULL);
            }

            @Override
            public List<Regime> label(GaussianHmm model) {
                return List.of(Regime.BULL);
            }
        };
        double[] series = Hmms.twoVolatilities(300, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GaussianHmm.fit(
                        series, Hmms.dates(300), HmmSettings.states(2).withLabels(one)))
                .withMessage("labels [BULL] must have length 2, had 1");
    }
}
