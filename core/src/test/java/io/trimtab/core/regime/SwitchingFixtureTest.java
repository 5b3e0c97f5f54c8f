package io.trimtab.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.trimtab.core.json.Json;
import io.trimtab.core.testkit.Fixtures;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stata's examples of Markov-switching models (manual of mswitch), Hamilton (1989) and Filardo (1994): likelihood and
 * probabilities at the stored parameters, and own fits, which must reach at least the stored likelihood.
 */
class SwitchingFixtureTest {
    /** The stored cases; parameters are stored in the order of ours. */
    enum Case {
        TestHamiltonAR4(
                "rgnp_hamilton1989_1951q2_1984q4", SwitchingSpec.states(2).withMeanAdjustedLags(4)),
        TestHamiltonAR1Switch(
                "rgnp_hamilton1989_1951q2_1984q4",
                SwitchingSpec.states(2).withMeanAdjustedLags(1).switching("const", "L1")),
        FedFundsConst("fedfunds", SwitchingSpec.states(2)),
        FedFundsConstL1("fedfunds", SwitchingSpec.states(2).withLags(1).switching("const", "L1")),
        AreturnsConstL1Variance("areturns", SwitchingSpec.states(2).withLags(1).switching("const", "L1", "variance"));

        final String file;

        @SuppressWarnings("ImmutableEnumChecker") // immutable, which only its Javadoc says
        final SwitchingSpec spec;

        Case(String file, SwitchingSpec spec) {
            this.file = file;
            this.spec = spec;
        }

        SwitchingSample sample() {
            return SwitchingSample.of(column("strategy/statsmodels/" + file + ".csv", 0, 1));
        }

        Json expected() {
            return Json.parse(Fixtures.text("strategy/expected/regime_expected.json")
                            .replace("NaN", "null"))
                    .member("cases")
                    .member(name());
        }

        MarkovSwitching stored() {
            double[] parameters = expected().member("params").asList().stream()
                    .mapToDouble(Json::number)
                    .toArray();
            return MarkovSwitching.of(spec, parameters);
        }
    }

    private static double[] column(String file, int column, int skip) {
        return Fixtures.lines(file).stream()
                .skip(skip)
                .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[column]))
                .toArray();
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    void likelihoodAndProbabilitiesAtTheGivenParametersAreTheStoredOnes(Case stored) {
        Json expected = stored.expected();
        SwitchingPath path = stored.stored().path(stored.sample());
        assertThat(path.size())
                .isEqualTo((int) expected.member("nobs_effective").number());
        assertThat(path.logLikelihood())
                .isCloseTo(expected.member("llf_at_params_computed").number(), within(1e-8));
        assertThat(path.logLikelihood()).isCloseTo(expected.member("llf").number(), within(1e-4));
        List<String> rows = Fixtures.lines("strategy/expected/regime_" + stored + "_probs.csv");
        assertThat(rows).as("a row for each bar").hasSize(path.size() + 1);
        for (int t = 0; t < path.size(); t++) {
            String[] cells = rows.get(t + 1).split(",", -1);
            for (int s = 0; s < 2; s++) {
                assertThat(path.filtered(t, s))
                        .as("filtered at %d", t)
                        .isCloseTo(Double.parseDouble(cells[1 + s]), within(1e-6));
                assertThat(path.smoothed(t, s))
                        .as("smoothed at %d", t)
                        .isCloseTo(Double.parseDouble(cells[3 + s]), within(1e-6));
            }
        }
        for (int s = 0; s < 2; s++) {
            assertThat(stored.stored().expectedDuration(s))
                    .isCloseTo(
                            expected.member("expected_durations")
                                    .asList()
                                    .get(s)
                                    .number(),
                            within(1e-9));
        }
    }

    @Test
    void everyStoredCaseIsHeldAgainst() {
        Json cases = Json.parse(
                        Fixtures.text("strategy/expected/regime_expected.json").replace("NaN", "null"))
                .member("cases");
        assertThat(cases.asMap().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Case.values()).map(Case::name).toList());
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    void anOwnFitReachesAtLeastTheStoredLikelihood(Case stored) {
        SwitchingFit fit = MarkovSwitching.fit(stored.sample(), stored.spec);
        assertThat(fit).isInstanceOf(SwitchingFit.Converged.class);
        SwitchingFit.Converged best = (SwitchingFit.Converged) fit;
        double llf = stored.expected().member("llf_fit").number();
        assertThat(best.logLikelihood()).isGreaterThanOrEqualTo(llf - 1e-5);
        assertThat(best.aic())
                .isLessThanOrEqualTo(stored.expected().member("aic").number() + 1e-4);
        assertThat(best.bic())
                .isLessThanOrEqualTo(stored.expected().member("bic").number() + 1e-4);
    }

    @Test
    void filardosTransitionsFollowTheLeadingIndicator() {
        double[] growth = column("strategy/statsmodels/mar_filardo.csv", 0, 2);
        double[] leading = column("strategy/statsmodels/mar_filardo.csv", 1, 1);
        SwitchingSample sample =
                SwitchingSample.of(growth).withTransitionCovariate("leading", Arrays.copyOf(leading, growth.length));
        SwitchingSpec spec = SwitchingSpec.states(2).withMeanAdjustedLags(4).withTransitionCovariates("leading");
        // as statsmodels' tests print Filardo's estimates
        double sd = Math.exp(-0.362469);
        MarkovSwitching model = MarkovSwitching.of(
                spec,
                4.35941747,
                1.7702123,
                -1.6493936,
                0.9945672,
                0.517298,
                -0.865888,
                sd * sd,
                0.189474,
                0.079344,
                0.110944,
                0.122251);
        SwitchingPath path = model.path(sample);
        assertThat(path.logLikelihood()).isCloseTo(-586.5718, within(1e-4));
        List<String> rows = Fixtures.lines("strategy/statsmodels/mar_filardo.csv");
        for (int t = 0; t < path.size(); t++) {
            String[] cells = rows.get(t + 6).split(",", -1);
            double[] p = model.transition(leading[t + 4]);
            // Stored with six decimals, from parameters of about eight digits.
            assertThat(p[0]).isCloseTo(Double.parseDouble(cells[2]), within(1e-6));
            assertThat(p[2]).isCloseTo(Double.parseDouble(cells[3]), within(1e-6));
            assertThat(path.filtered(t, 0))
                    .as("filtered at %d", t)
                    .isCloseTo(Double.parseDouble(cells[4]), within(1e-5));
            assertThat(path.smoothed(t, 0))
                    .as("smoothed at %d", t)
                    .isCloseTo(Double.parseDouble(cells[5]), within(1e-5));
            assertThat(model.expectedDuration(0, leading[t + 4]))
                    .isCloseTo(Double.parseDouble(cells[6]), withinPercentage(1e-2));
            assertThat(model.expectedDuration(1, leading[t + 4]))
                    .isCloseTo(Double.parseDouble(cells[7]), withinPercentage(1e-2));
        }
        SwitchingFit fit = MarkovSwitching.fit(sample, spec);
        assertThat(fit).isInstanceOf(SwitchingFit.Converged.class);
        assertThat(((SwitchingFit.Converged) fit).logLikelihood()).isGreaterThanOrEqualTo(-586.5718 - 1e-4);
    }

    @Test
    void standardErrorsFromTheObservedInformationAreStatas() {
        SwitchingFit.Converged fit =
                (SwitchingFit.Converged) MarkovSwitching.fit(Case.TestHamiltonAR4.sample(), Case.TestHamiltonAR4.spec);
        ParameterErrors errors = fit.standardErrors(InformationMethod.OBSERVED);
        List<Json> stored = Case.TestHamiltonAR4.expected().member("bse_oim").asList();
        List<String> names = fit.model().spec().parameterNames();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equals("variance")) { // not stored
                // Stata's optimum differs from ours in the sixth digit.
                assertThat(errors.of(names.get(i)))
                        .as(names.get(i))
                        .isCloseTo(stored.get(i).number(), within(2e-6));
            }
        }
        ParameterErrors products = fit.standardErrors(InformationMethod.OUTER_PRODUCT);
        assertThat(products.isAvailable()).isTrue();
        assertThat(products.of("const[1]")).isCloseTo(errors.of("const[1]"), withinPercentage(50));
    }

    @Test
    void oneStepPredictionsOfTheFundsRateAreStatas() {
        SwitchingPath path = Case.FedFundsConst.stored().path(Case.FedFundsConst.sample());
        double[] stored = column("strategy/statsmodels/results_predict_fedfunds.csv", 8, 1);
        for (int t = 0; t < path.size(); t++) {
            // Stored with seven digits, from parameters with more than Stata prints.
            assertThat(path.expected(t)).as("at %d", t).isCloseTo(stored[t], within(1e-5));
        }
    }
}
