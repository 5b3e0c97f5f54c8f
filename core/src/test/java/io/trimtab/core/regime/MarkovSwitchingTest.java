package io.trimtab.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Allocation;
import io.trimtab.core.time.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class MarkovSwitchingTest {
    private static final SwitchingSpec TWO = SwitchingSpec.states(2).switching("const", "variance");

    @Test
    void parametersHaveNames() {
        SwitchingSpec spec = SwitchingSpec.states(2)
                .withMeanAdjustedLags(1)
                .withRegressors("carry")
                .withTransitionCovariates("leading")
                .switching("const", "variance");
        assertThat(spec.coefficients()).containsExactly("const", "L1", "carry", "variance");
        assertThat(spec.parameterNames())
                .containsExactly(
                        "logit[0->0].const",
                        "logit[0->0].leading",
                        "logit[1->0].const",
                        "logit[1->0].leading",
                        "const[0]",
                        "const[1]",
                        "carry",
                        "variance[0]",
                        "variance[1]",
                        "L1");
        assertThat(SwitchingSpec.states(3).withLags(1).parameterNames())
                .containsExactly(
                        "p[0->0]",
                        "p[0->1]",
                        "p[1->0]",
                        "p[1->1]",
                        "p[2->0]",
                        "p[2->1]",
                        "const[0]",
                        "const[1]",
                        "const[2]",
                        "L1",
                        "variance");
    }

    @Test
    void aModelOfMeansAndVariancesIsTheHiddenMarkovModel() {
        double[] x = Hmms.twoVolatilities(400, 5);
        GaussianHmm hmm = GaussianHmm.stationary(
                new double[] {0.97, 0.03, 0.06, 0.94}, new double[] {0.001, -0.001}, new double[] {0.00005, 0.0009});
        MarkovSwitching same = MarkovSwitching.of(TWO, 0.97, 0.06, 0.001, -0.001, 0.00005, 0.0009);
        double[] smoothed = new double[800];
        hmm.smoothInto(x, smoothed);
        SwitchingPath path = same.path(SwitchingSample.of(x));
        assertThat(path.logLikelihood()).isCloseTo(hmm.logLikelihood(x), within(1e-9));
        for (int t = 0; t < 400; t++) {
            assertThat(path.smoothed(t, 1)).isCloseTo(smoothed[2 * t + 1], within(1e-10));
        }
        // Two algorithms for one maximum: EM alone there, quasi-Newton here.
        SwitchingFit.Converged own = fitted(SwitchingSample.of(x), TWO);
        HmmFit.Converged other = (HmmFit.Converged)
                GaussianHmm.fit(x, Hmms.dates(400), HmmSettings.states(2).withStopping(5000, 1e-9));
        assertThat(own.logLikelihood()).isCloseTo(other.logLikelihood(), within(1e-5));
        assertThat(own.model().coefficient("variance", 1))
                .isCloseTo(
                        other.model().variance(1), within(1e-3 * other.model().variance(1)));
    }

    @Test
    void aLagGivenAsARegressorIsThatLag() {
        double[] x = Hmms.twoVolatilities(300, 8);
        double[] before = new double[299];
        System.arraycopy(x, 0, before, 0, 299);
        SwitchingSample shifted =
                SwitchingSample.of(Arrays.copyOfRange(x, 1, 300)).withRegressor("before", before);
        SwitchingSpec spec = TWO.withRegressors("before").switching("const", "before", "variance");
        double[] parameters = {0.9, 0.1, 0.001, -0.001, 0.2, -0.1, 0.0001, 0.001};
        assertThat(MarkovSwitching.of(spec, parameters).logLikelihood(shifted))
                .isCloseTo(
                        MarkovSwitching.of(TWO.withLags(1).switching("const", "L1", "variance"), parameters)
                                .logLikelihood(SwitchingSample.of(x)),
                        within(1e-9));
    }

    @Test
    void theUnitOfTheSeriesDoesNotMatter() {
        double[] x = Hmms.twoVolatilities(300, 3);
        SwitchingFit.Converged one = fitted(SwitchingSample.of(x), TWO);
        SwitchingFit.Converged scaled =
                fitted(SwitchingSample.of(Arrays.stream(x).map(v -> v * 1e6).toArray()), TWO);
        assertThat(scaled.model().coefficient("variance", 0) / 1e12)
                .isCloseTo(one.model().coefficient("variance", 0), within(1e-9));
        assertThat(scaled.logLikelihood()).isCloseTo(one.logLikelihood() - 300 * Math.log(1e6), within(1e-4));
        ParameterErrors a = one.standardErrors(InformationMethod.OBSERVED);
        ParameterErrors b = scaled.standardErrors(InformationMethod.OBSERVED);
        assertThat(b.of("const[0]") / 1e6).isCloseTo(a.of("const[0]"), within(1e-4 * a.of("const[0]")));
        assertThat(b.of("p[0->0]")).isCloseTo(a.of("p[0->0]"), within(1e-4 * a.of("p[0->0]")));
    }

    @Test
    void statesKeepTheirOrderFromFitToFit() {
        double[] x = Hmms.twoVolatilities(700, 11);
        for (int from = 0; from <= 300; from += 60) {
            SwitchingFit.Converged fit = fitted(SwitchingSample.of(Arrays.copyOfRange(x, from, from + 400)), TWO);
            assertThat(fit.model().coefficient("variance", 0)).isLessThan(2e-4);
            assertThat(fit.model().coefficient("variance", 1)).isGreaterThan(4e-4);
        }
    }

    @Test
    void knownParametersAreFoundAgainWithinTheirStandardErrors() {
        SwitchingSpec spec = SwitchingSpec.states(2).withLags(1).switching("const", "variance");
        SplittableRandom random = new SplittableRandom(73);
        double[] y = new double[3000];
        int state = 0;
        for (int t = 1; t < y.length; t++) {
            state = random.nextDouble() < (state == 0 ? 0.03 : 0.08) ? 1 - state : state;
            y[t] = (state == 0 ? 0.5 : -1) + 0.4 * y[t - 1] + (state == 0 ? 0.6 : 1.5) * Hmms.gaussian(random);
        }
        SwitchingFit.Converged fit = fitted(SwitchingSample.of(y), spec);
        double[] truth = {0.97, 0.08, 0.5, -1, 0.4, 0.36, 2.25};
        for (InformationMethod method : InformationMethod.values()) {
            ParameterErrors errors = fit.standardErrors(method);
            List<String> names = spec.parameterNames();
            for (int i = 0; i < truth.length; i++) {
                // The seed is fixed: four standard errors leave room for rounding alone.
                assertThat(fit.model().parameters()[i])
                        .as(names.get(i))
                        .isCloseTo(truth[i], within(4 * errors.of(names.get(i))));
                assertThat(errors.of(names.get(i))).isBetween(1e-4, 0.3);
            }
        }
    }

    @Test
    void forecastsGoToTheLongRun() {
        MarkovSwitching model = MarkovSwitching.of(TWO, 0.97, 0.06, 0, 0, 1, 2);
        assertThat(model.forecast(new double[] {1, 0}, 1)[1]).isCloseTo(0.03, within(1e-15));
        double[] far = model.forecast(new double[] {1, 0}, 100_000);
        assertThat(far[0]).isCloseTo(2.0 / 3, within(1e-12));
        MarkovSwitching varying = MarkovSwitching.of(TWO.withTransitionCovariates("z"), 2, 1, -2, 0.5, 0, 0, 1, 2);
        double[] two = varying.forecast(new double[] {1, 0}, new double[][] {{0.5}, {-1}});
        double stay = 1 / (1 + Math.exp(-2.5));
        double stayAfter = 1 / (1 + Math.exp(-1));
        double back = 1 / (1 + Math.exp(2.5));
        assertThat(two[0]).isCloseTo(stay * stayAfter + (1 - stay) * back, within(1e-12));
        assertThatThrownBy(() -> varying.forecast(new double[] {1, 0}, 2))
                .hasMessageContaining("give their values for each bar ahead");
    }

    @Test
    void badFitsSayWhy() {
        assertThat(MarkovSwitching.fit(SwitchingSample.of(new double[10]), TWO))
                .isEqualTo(new SwitchingFit.Failed(
                        HmmFit.Failed.Cause.TOO_LITTLE_DATA,
                        "10 observations, at least 60 needed for 2 states and 6 parameters"));
        assertThat(MarkovSwitching.fit(SwitchingSample.of(new double[100]), TWO))
                .isInstanceOfSatisfying(
                        SwitchingFit.Failed.class,
                        failed -> assertThat(failed.cause()).isEqualTo(HmmFit.Failed.Cause.NO_VARIATION));
        double[] gap = Hmms.twoVolatilities(100, 1);
        gap[7] = Double.NaN;
        assertThat(MarkovSwitching.fit(SwitchingSample.of(gap), TWO))
                .isEqualTo(new SwitchingFit.Failed(HmmFit.Failed.Cause.NOT_FINITE, "observation 7 is NaN"));
        assertThat(MarkovSwitching.fit(
                        SwitchingSample.of(Hmms.twoVolatilities(300, 1)),
                        TWO,
                        SwitchingSettings.standard().withStopping(1, 1e-12),
                        Progress.unheard()))
                .isInstanceOfSatisfying(
                        SwitchingFit.Failed.class,
                        failed -> assertThat(failed.cause()).isEqualTo(HmmFit.Failed.Cause.NOT_CONVERGED));
    }

    @Test
    void aRegressorThatIsAlwaysTheSameHasNoStandardError() {
        double[] x = Hmms.twoVolatilities(300, 4);
        SwitchingSpec spec = TWO.withRegressors("flat");
        double[] flat = new double[300];
        Arrays.fill(flat, 1);
        MarkovSwitching model = MarkovSwitching.of(spec, 0.97, 0.06, 0.001, -0.001, 0, 0.00005, 0.0009);
        ParameterErrors errors = model.standardErrors(
                SwitchingSample.of(x).withRegressor("flat", flat), InformationMethod.OUTER_PRODUCT);
        assertThat(errors.isAvailable()).isFalse();
        assertThat(errors.note()).contains("not positive definite");
        assertThat(errors.of("flat")).isNaN();
    }

    @Test
    void misuseIsRefusedByName() {
        assertThatThrownBy(() -> SwitchingSpec.states(1)).hasMessage("states must be at least 2, was 1");
        assertThatThrownBy(() -> TWO.switching("beta"))
                .hasMessage("switching must name coefficients of [const, variance], was \"beta\"");
        assertThatThrownBy(() -> TWO.withRegressors("L1").withLags(1))
                .hasMessage("coefficients must have different names, but \"L1\" is repeated");
        assertThatThrownBy(() -> SwitchingSpec.states(4).withMeanAdjustedLags(8))
                .hasMessageContaining("states^(lags + 1) must be at most 4096");
        assertThatThrownBy(() -> MarkovSwitching.of(TWO, 1, 2)).hasMessageContaining("must have length 6, had 2");
        assertThatThrownBy(() -> MarkovSwitching.of(TWO, 1.5, 0, 0, 0, 1, 1))
                .hasMessage("p[0->0] must be within [0.0, 1.0], was 1.5");
        assertThatThrownBy(() -> MarkovSwitching.of(TWO, 1, 0, 0, 0, 1, 1))
                .hasMessageContaining("single long-run distribution");
        assertThatThrownBy(() -> MarkovSwitching.of(TWO, .5, .5, 0, 0, 1, 0))
                .hasMessage("variance[1] must be positive and finite, was 0.0");
        MarkovSwitching model = MarkovSwitching.of(TWO.withRegressors("carry"), .5, .5, 0, 0, 0, 1, 1);
        assertThatThrownBy(() -> model.logLikelihood(SwitchingSample.of(new double[5])))
                .hasMessage("sample must have the regressor \"carry\", has []");
        assertThatThrownBy(() -> model.onlineFilter().update(1)).hasMessage("regressors must have length 1, had 0");
        SwitchingFilter filter = MarkovSwitching.of(TWO, .5, .5, 0, 0, 1, 1).onlineFilter();
        assertThatThrownBy(() -> filter.probability(0)).hasMessageContaining("1 more observations needed");
        filter.update(0.3);
        double before = filter.probability(0);
        assertThatThrownBy(() -> filter.update(Double.NaN)).hasMessageContaining("observation must be finite");
        assertThatThrownBy(() -> filter.update(1e200)).hasMessageContaining("within reach");
        assertThat(filter.probability(0)).isEqualTo(before);
        assertThat(filter.bars()).isEqualTo(1);
    }

    @Test
    void aBarAllocatesNothing() {
        SwitchingFilter filter = MarkovSwitching.of(
                        SwitchingSpec.states(2).withMeanAdjustedLags(2), .9, .1, 0.5, -0.5, 1, 0.2, 0.1)
                .onlineFilter();
        Runnable bars = () -> {
            for (int i = 0; i < 1000; i++) {
                filter.update(0.1);
            }
        };
        bars.run();
        assertThat(Allocation.bytesIn(bars)).isLessThan(1000);
    }

    @Test
    void aListenerHearsAndAnInterruptStops() {
        double[] last = new double[2];
        MarkovSwitching.fit(
                SwitchingSample.of(Hmms.twoVolatilities(100, 2)), TWO, SwitchingSettings.standard(), (done, all) -> {
                    last[0] = done;
                    last[1] = all;
                });
        assertThat(last[0]).isEqualTo(last[1]).isPositive();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> MarkovSwitching.fit(SwitchingSample.of(Hmms.twoVolatilities(100, 2)), TWO))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static SwitchingFit.Converged fitted(SwitchingSample sample, SwitchingSpec spec) {
        SwitchingFit fit = MarkovSwitching.fit(sample, spec);
        assertThat(fit).isInstanceOf(SwitchingFit.Converged.class);
        return (SwitchingFit.Converged) fit;
    }
}
