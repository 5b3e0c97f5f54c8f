package io.trimtab.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Fixtures;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The federal funds rate with a switching mean and one variance: Stata's manual of mswitch, example 1; probabilities by
 * statsmodels 0.13.5 at Stata's parameters. The other stored models have regressors or lags, which this model has not.
 */
class GaussianHmmFixtureTest {
    private static final double STATA_LOG_LIKELIHOOD = -508.63592;

    @Test
    void likelihoodAndProbabilitiesAtTheGivenParametersMatchStataAndStatsmodels() {
        double[] rate = rate();
        GaussianHmm model = GaussianHmm.stationary(
                new double[] {0.9820939, 1 - 0.9820939, 0.0503587, 1 - 0.0503587},
                new double[] {3.70877, 9.556793},
                new double[] {4.441817583844001, 4.441817583844001});
        double[] filtered = new double[rate.length * 2];
        double likelihood = model.filterInto(rate, filtered);
        assertThat(likelihood).isCloseTo(computed(), within(1e-9));
        assertThat(likelihood).isCloseTo(STATA_LOG_LIKELIHOOD, within(1e-4));
        assertThat(model.logLikelihood(rate)).isEqualTo(likelihood);
        double[] smoothed = new double[rate.length * 2];
        model.smoothInto(rate, smoothed);
        List<String> expected = Fixtures.lines("strategy/expected/regime_FedFundsConst_probs.csv");
        assertThat(expected).hasSize(rate.length + 1);
        for (int t = 0; t < rate.length; t++) {
            String[] cells = expected.get(t + 1).split(",", -1);
            for (int k = 0; k < 2; k++) {
                // Stored with ten decimals.
                assertThat(filtered[2 * t + k])
                        .as("filtered at %d", t)
                        .isCloseTo(Double.parseDouble(cells[1 + k]), within(1e-9));
                assertThat(smoothed[2 * t + k])
                        .as("smoothed at %d", t)
                        .isCloseTo(Double.parseDouble(cells[3 + k]), within(1e-9));
            }
        }
        assertThat(model.expectedDuration(0)).isCloseTo(55.846890165920996, within(1e-9));
        assertThat(model.expectedDuration(1)).isCloseTo(19.85754199373694, within(1e-9));
    }

    @Test
    void anOwnFitReachesAtLeastTheStoredLikelihood() {
        double[] rate = rate();
        HmmFit fit = GaussianHmm.fit(
                rate, Hmms.dates(rate.length), HmmSettings.states(2).withCommonVariance());
        assertThat(fit).isInstanceOf(HmmFit.Converged.class);
        HmmFit.Converged best = (HmmFit.Converged) fit;
        // Stata prints five decimals; the tolerance of the fit is 1e-6.
        assertThat(best.logLikelihood()).isGreaterThanOrEqualTo(STATA_LOG_LIKELIHOOD - 1e-5);
        assertThat(best.logLikelihood()).isCloseTo(STATA_LOG_LIKELIHOOD, within(1e-4));
        assertThat(best.model().mean(0)).isCloseTo(3.70877, within(1e-3));
        assertThat(best.model().mean(1)).isCloseTo(9.556793, within(1e-3));
        assertThat(best.model().transition(0, 0)).isCloseTo(0.9820939, within(1e-4));
        assertThat(best.model().variance(0)).isCloseTo(4.441817583844001, within(1e-3));
        assertThat(best.stateRegimes()).containsExactly(Regime.BEAR, Regime.BULL);
    }

    @Test
    void aFreeFirstBarCanOnlyRaiseTheLikelihood() {
        double[] rate = rate();
        HmmSettings settings = HmmSettings.states(2).withCommonVariance();
        HmmFit.Converged chain = (HmmFit.Converged) GaussianHmm.fit(rate, Hmms.dates(rate.length), settings);
        HmmFit.Converged free = (HmmFit.Converged)
                GaussianHmm.fit(rate, Hmms.dates(rate.length), settings.withInitial(InitialDistribution.ESTIMATED));
        assertThat(free.logLikelihood()).isGreaterThan(chain.logLikelihood());
    }

    private static double[] rate() {
        return Fixtures.lines("strategy/statsmodels/fedfunds.csv").stream()
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static double computed() {
        String text = Fixtures.text("strategy/expected/regime_expected.json");
        Matcher found = Pattern.compile("\"llf_at_params_computed\":\\s*(-?[0-9.]+)")
                .matcher(text.substring(text.indexOf("\"FedFundsConst\"")));
        assertThat(found.find()).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
