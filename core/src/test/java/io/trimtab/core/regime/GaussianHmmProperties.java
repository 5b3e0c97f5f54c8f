package io.trimtab.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;

/** Passes against the sum over all paths, and what must hold of every fit. */
class GaussianHmmProperties {
    @Example
    void passesEqualTheSumOverAllPathsOfStates() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < Campaign.tries(150, 2000); n++) {
            int k = 1 + random.nextInt(3);
            GaussianHmm model = Hmms.random(k, random);
            double[] x = Hmms.simulate(model, 1 + random.nextInt(7), random);
            Hmms.BruteForce truth = Hmms.BruteForce.of(model, x);
            double[] filtered = new double[x.length * k];
            double[] smoothed = new double[x.length * k];
            assertThat(model.filterInto(x, filtered)).isCloseTo(truth.logLikelihood, within(1e-11));
            model.smoothInto(x, smoothed);
            for (int i = 0; i < k; i++) {
                assertThat(filtered[(x.length - 1) * k + i]).isCloseTo(truth.filteredAtEnd[i], within(1e-12));
            }
            for (int i = 0; i < smoothed.length; i++) {
                assertThat(smoothed[i]).isCloseTo(truth.smoothed[i], within(1e-12));
            }
        }
    }

    @Example
    void theOnlineFilterGivesTheBitsOfTheFilter() {
        SplittableRandom random = new SplittableRandom(2);
        for (int n = 0; n < 50; n++) {
            int k = 1 + random.nextInt(4);
            GaussianHmm model = Hmms.random(k, random);
            double[] x = Hmms.simulate(model, 60, random);
            double[] filtered = new double[x.length * k];
            double likelihood = model.filterInto(x, filtered);
            OnlineFilter online = model.onlineFilter();
            double[] now = new double[k];
            for (int t = 0; t < x.length; t++) {
                online.updateInto(x[t], now);
                for (int i = 0; i < k; i++) {
                    assertThat(now[i]).isEqualTo(filtered[t * k + i]);
                }
            }
            assertThat(online.logLikelihood()).isEqualTo(likelihood);
        }
    }

    @Example
    void aSkippedBarIsAForecastAndForecastsCompose() {
        SplittableRandom random = new SplittableRandom(3);
        GaussianHmm model = Hmms.random(3, random);
        OnlineFilter filter = model.onlineFilter();
        for (double x : Hmms.simulate(model, 20, random)) {
            filter.update(x);
        }
        double[] five = filter.forecast(5);
        for (int h = 0; h < 5; h++) {
            filter.skip();
        }
        for (int i = 0; i < 3; i++) {
            assertThat(filter.probability(i)).isEqualTo(five[i]);
        }
        // Far ahead, only the chain's long-run distribution is left: pi = pi P.
        double[] far = filter.forecast(2000);
        double[] next = model.forecast(far, 1);
        for (int i = 0; i < 3; i++) {
            assertThat(next[i]).isCloseTo(far[i], within(1e-14));
        }
    }

    @Example
    void theLikelihoodRisesWithEveryStepAllowed() {
        for (InitialDistribution initial : InitialDistribution.values()) {
            double[] x = Hmms.twoVolatilities(200, 9);
            double before = Double.NEGATIVE_INFINITY;
            for (int steps = 1; steps < 25; steps++) {
                HmmSettings settings = HmmSettings.states(2)
                        .withStarts(1)
                        .withInitial(initial)
                        .withStopping(steps, 1e9)
                        .withMinimum(3, 0);
                HmmFit fit = GaussianHmm.fit(x, Hmms.dates(x.length), settings.withStopping(steps, 1e-300));
                if (fit instanceof HmmFit.Failed failed) {
                    assertThat(failed.message()).contains("still rising").doesNotContain("by -");
                }
                HmmFit settled = GaussianHmm.fit(x, Hmms.dates(x.length), settings);
                if (settled instanceof HmmFit.Converged converged) {
                    assertThat(converged.logLikelihood()).isGreaterThanOrEqualTo(before - 1e-9);
                    before = converged.logLikelihood();
                }
            }
        }
    }

    @Example
    void theTruthIsFoundAgainAndCannotBeatTheFit() {
        SplittableRandom random = new SplittableRandom(5);
        GaussianHmm truth = GaussianHmm.stationary(
                new double[] {0.98, 0.015, 0.005, 0.03, 0.95, 0.02, 0.02, 0.08, 0.90},
                new double[] {0.0006, 0.0, -0.002},
                new double[] {0.00002, 0.0002, 0.0018});
        double[] x = Hmms.simulate(truth, 4000, random);
        HmmFit.Converged fit = (HmmFit.Converged) GaussianHmm.fit(x, Hmms.dates(x.length), HmmSettings.states(3));
        assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(truth.logLikelihood(x));
        assertThat(fit.stateRegimes()).containsExactly(Regime.SIDEWAYS, Regime.VOLATILE, Regime.CRISIS);
        for (int k = 0; k < 3; k++) {
            // About four standard errors of a standard deviation from several hundred observations.
            assertThat(Math.sqrt(fit.model().variance(k) / truth.variance(k))).isBetween(0.85, 1.15);
            assertThat(fit.model().transition(k, k)).isCloseTo(truth.transition(k, k), within(0.05));
        }
    }

    @Example
    void scaleAndShiftOfTheDataMoveTheModelAndNotTheBelief() {
        double[] x = Hmms.twoVolatilities(400, 11);
        HmmFit.Converged fit = (HmmFit.Converged) GaussianHmm.fit(x, Hmms.dates(400), HmmSettings.states(2));
        double[] y = new double[400];
        for (int t = 0; t < 400; t++) {
            y[t] = -1e-9 * x[t];
        }
        HmmFit.Converged tiny = (HmmFit.Converged) GaussianHmm.fit(y, Hmms.dates(400), HmmSettings.states(2));
        for (int t = 0; t < 400; t++) {
            // Both fits stop within 1e-6 of the top of the log-likelihood; beliefs then differ by about its root.
            assertThat(tiny.filter().probability(t, 1)).isCloseTo(fit.filter().probability(t, 1), within(1e-3));
        }
        assertThat(tiny.model().variance(1) / fit.model().variance(1)).isCloseTo(1e-18, within(1e-21));
        assertThat(tiny.logLikelihood()).isCloseTo(fit.logLikelihood() + 400 * Math.log(1e9), within(1e-5));
    }

    @Example
    void statesKeepTheirOrderWhateverTheSeedAndWhicheverDayIsAdded() {
        double[] x = Hmms.twoVolatilities(450, 13);
        for (int end = 400; end < 450; end += 5) {
            double[] known = Arrays.copyOf(x, end);
            HmmFit.Converged fit = (HmmFit.Converged) GaussianHmm.fit(
                    known, Hmms.dates(end), HmmSettings.states(2).withSeed(end));
            assertThat(fit.model().variance(0)).isLessThan(fit.model().variance(1));
            assertThat(fit.stateRegimes()).containsExactly(Regime.SIDEWAYS, Regime.VOLATILE);
        }
    }
}
