package io.trimtab.risk.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Fixtures;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Published estimates for the daily Deutschmark / pound series of Bollerslev and Ghysels (1996), in percent. */
class GarchReferenceTest {
    static double[] demGbp() {
        return Fixtures.lines("risk/dem2gbp.csv").stream()
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static double reference(String group, String name) {
        for (String[] row : ReferenceData.rows("risk/expected/garch_ewma.csv")) {
            if (row[0].equals(group) && row[2].equals(name)) {
                return Double.parseDouble(row[3]);
            }
        }
        throw new IllegalArgumentException(group + " has no " + name);
    }

    /** Fiorentini, Calzolari and Panattoni (1996), table of the benchmark, to its six digits. */
    @Test
    void garchReproducesTheBenchmarkOfFiorentiniCalzolariAndPanattoni() {
        GarchFit fit = GarchModel.garch().fitOrThrow(demGbp());
        GarchParameters p = fit.parameters();
        assertThat(p.mean()).isCloseTo(-0.00619041, within(5e-9));
        assertThat(p.omega()).isCloseTo(0.0107613, within(1.5e-7));
        assertThat(p.alpha()).isCloseTo(0.153134, within(5e-7));
        assertThat(p.beta()).isCloseTo(0.805974, within(5e-7));
        assertThat(fit.logLikelihood()).isCloseTo(-1106.60788, within(1e-5));
        requireErrors(fit, GarchStandardErrors.Kind.HESSIAN, 0.00846212, 0.00285271, 0.0265228, 0.0335527);
        requireErrors(fit, GarchStandardErrors.Kind.ROBUST, 0.00918935, 0.00649319, 0.0535317, 0.0724614);
        assertThat(fit.boundaries()).isEmpty();
        assertThat(fit.agreeingStarts()).isEqualTo(5);
    }

    private static void requireErrors(
            GarchFit fit, GarchStandardErrors.Kind kind, double mean, double omega, double alpha, double beta) {
        GarchStandardErrors errors = fit.standardErrors(kind).orElseThrow();
        // tolerance: half a unit of the sixth digit printed
        assertThat(errors.mean()).isCloseTo(mean, within(1e-6 * mean));
        assertThat(errors.omega()).isCloseTo(omega, within(1e-6 * omega));
        assertThat(errors.alpha()).isCloseTo(alpha, within(2e-6 * alpha));
        assertThat(errors.beta()).isCloseTo(beta, within(2e-6 * beta));
        assertThat(errors.gamma()).isZero();
    }

    /** fGarch stops a little short of the maximum: ours must not be lower, and its parameters are close. */
    @Test
    void garchIsAtLeastAsLikelyAsThePeersAndForecastsTheSame() {
        GarchFit fit = GarchModel.garch().fitOrThrow(demGbp());
        String group = "garch11_normal";
        assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(-reference(group, "negLogLik") - 1e-9);
        // tolerance: a thousandth of a standard error
        assertThat(fit.parameters().mean()).isCloseTo(reference(group, "mu"), within(1e-6));
        assertThat(fit.parameters().omega()).isCloseTo(reference(group, "omega"), within(3e-6));
        assertThat(fit.parameters().beta()).isCloseTo(reference(group, "beta1"), within(3e-5));
        for (int step : new int[] {5, 8, 9}) {
            assertThat(fit.forecast(10).volatility(step))
                    .isCloseTo(reference(group, "forecast_sd_h" + step), within(1e-6));
        }
        // extra_models.csv, GARCH_FHS loglik: the same parameters, but with mean(e^2) for the first variance itself
        assertThat(logLikelihoodFromTheMeanSquare(fit.parameters(), demGbp()))
                .isCloseTo(-1106.58681114464, within(2e-5));
        // extra_models.csv, GARCH_FHS sigma_T+1, from the peer's parameters
        assertThat(fit.nextVolatility()).isCloseTo(0.383396029118935, within(1e-6));
    }

    private static double logLikelihoodFromTheMeanSquare(GarchParameters parameters, double[] returns) {
        double square = 0;
        for (double r : returns) {
            square += (r - parameters.mean()) * (r - parameters.mean()) / returns.length;
        }
        GarchFilter filter = parameters.filter(square);
        double sum = 0;
        for (double r : returns) {
            double e = r - parameters.mean();
            sum -= 0.5 * (StrictMath.log(2 * Math.PI * filter.nextVariance()) + e * e / filter.nextVariance());
            filter.observe(r);
        }
        return sum;
    }

    /** The peer does not bound persistence, which exceeds 1 here. */
    @Test
    void studentTWithoutABoundIsAtLeastAsLikelyAsThePeer() {
        GarchModel model = GarchModel.garch().withInnovations(Innovations.STUDENT_T);
        GarchFit fit = model.withPersistenceBound(PersistenceBound.NONE).fitOrThrow(demGbp());
        String group = "garch11_t";
        assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(-reference(group, "negLogLik") - 1e-6);
        assertThat(fit.parameters().mean()).isCloseTo(reference(group, "mu"), within(1e-5));
        assertThat(fit.parameters().omega()).isCloseTo(reference(group, "omega"), within(1e-6));
        assertThat(fit.parameters().beta()).isCloseTo(reference(group, "beta1"), within(1e-5));
        assertThat(fit.parameters().degreesOfFreedom()).isCloseTo(reference(group, "shape"), within(1e-4));
        assertThat(fit.parameters().persistence()).isGreaterThan(1);
        assertThat(fit.parameters().longRunVariance()).isEqualTo(Double.POSITIVE_INFINITY);
        GarchFit bounded = model.fitOrThrow(demGbp());
        assertThat(bounded.boundaries()).containsExactly(GarchBoundary.UNIT_PERSISTENCE);
        assertThat(bounded.parameters().persistence()).isCloseTo(1, within(1e-15));
        assertThat(bounded.logLikelihood()).isLessThan(fit.logLikelihood());
        assertThat(bounded.standardErrors(GarchStandardErrors.Kind.ROBUST)).isEmpty();
    }

    /** The peer's form is (|e| - g e)^2: a+ = a (1 - g)^2, a- = a (1 + g)^2; it starts from another variance. */
    @Test
    void gjrIsThePeersModelInItsOwnForm() {
        GarchFit fit = GarchModel.gjr().fitOrThrow(demGbp());
        GarchParameters p = fit.parameters();
        String group = "gjr_aparch2_normal";
        double rises = Math.sqrt(p.alpha());
        double falls = Math.sqrt(p.alpha() + p.gamma());
        double g = (falls - rises) / (falls + rises);
        // tolerance: the peer's start differs, which moves estimates by thousandths of a standard error
        assertThat(g).isCloseTo(reference(group, "gamma1"), within(1e-4));
        assertThat(p.mean()).isCloseTo(reference(group, "mu"), within(2e-5));
        assertThat(p.omega()).isCloseTo(reference(group, "omega"), within(1e-5));
        assertThat(p.beta()).isCloseTo(reference(group, "beta1"), within(1e-4));
        assertThat(fit.logLikelihood()).isCloseTo(-reference(group, "negLogLik"), within(2e-3));
        assertThat(fit.logLikelihood())
                .isGreaterThan(GarchModel.garch().fitOrThrow(demGbp()).logLikelihood());
    }

    @Test
    void movingAverageReproducesTheReference() {
        for (String name : new String[] {"Convertible Arbitrage", "Emerging Markets"}) {
            double[] returns = ReferenceData.column("edhec", name);
            double expected = 0;
            for (String[] row : ReferenceData.rows("risk/expected/garch_ewma.csv")) {
                if (row[0].equals("ewma_var_after_last") && row[1].equals(name)) {
                    expected = Double.parseDouble(row[3]);
                }
            }
            FittedVolatility average = EwmaVolatility.lambda(0.97)
                    .startingFrom(returns[0] * returns[0])
                    .fit(returns);
            // tolerance: the digits stored
            assertThat(average.forecast(3).variance(3)).isCloseTo(expected, within(1e-12 * expected));
        }
    }

    /** QuantLib's garch.cpp testCalculation: alpha .2, beta .3, long-run variance .4, ten returns of .1; all rows. */
    @Test
    void filterReproducesQuantLib() {
        GarchFilter filter = GarchParameters.garch(0, 0.5 * 0.4, 0.2, 0.3).filter(0.01);
        double[] volatilities = new double[10];
        Arrays.setAll(volatilities, t -> filter.observe(0.1));
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/published.csv")) {
            if (row[0].contains("/garch.cpp")) {
                int step = Integer.parseInt(row[2].replace("vol_", ""));
                assertThat(volatilities[step])
                        .as(row[2])
                        .isCloseTo(Double.parseDouble(row[3]), within(Double.parseDouble(row[4])));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(8);
    }

    /** The rows that the tests above read, so that none is added unread. */
    @Test
    void noParameterOfAPeerIsLeftUnread() {
        List<String> names = ReferenceData.rows("risk/expected/garch_ewma.csv").stream()
                .filter(row -> !row[0].startsWith("ewma"))
                .map(row -> row[0] + " " + row[2])
                .toList();
        List<String> read = new ArrayList<>();
        for (String name : List.of("mu", "omega", "beta1", "negLogLik")) {
            read.add("garch11_normal " + name);
            read.add("garch11_t " + name);
            read.add("gjr_aparch2_normal " + name);
        }
        read.addAll(List.of("garch11_t shape", "gjr_aparch2_normal gamma1"));
        for (int step : new int[] {5, 8, 9}) {
            read.add("garch11_normal forecast_sd_h" + step);
        }
        assertThat(names).containsExactlyInAnyOrderElementsOf(read);
    }
}
