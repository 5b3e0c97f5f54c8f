package io.trimtab.risk.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.measure.ExpectedShortfall;
import io.trimtab.risk.measure.ModelTail;
import io.trimtab.risk.measure.RiskMeasure;
import io.trimtab.risk.measure.TailMeasures;
import io.trimtab.risk.measure.ValueAtRisk;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

class RiskAttributionTest {
    private static final Universe PAIR = Universe.of("A", "B");

    /** Positions of 2 and 1 with volatilities of 5% and 12%, uncorrelated, at 1.65 deviations. */
    @Test
    void componentValueAtRiskOfTheTextbook() {
        CovarianceMatrix covariance = CovarianceMatrix.of(PAIR, new double[][] {{0.0025, 0}, {0, 0.0144}});
        ModelTail tail = ModelTail.gaussian(
                covariance,
                ExpectedReturns.of(PAIR, 0, 0),
                Confidence.of(new NormalDistribution().cumulativeProbability(1.65)));
        Weights millions = Weights.of(PAIR, 2, 1);
        RiskAttribution why = tail.valueAtRiskAttribution(millions);
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/extra_models.csv")) {
            if (!row[0].equals("component_VaR")) {
                continue;
            }
            double expected = Double.parseDouble(row[3]);
            double actual = switch (row[2]) {
                case "portfolio VaR" -> 1e6 * why.total();
                case "individual A" -> 1e6 * why.of("A").standalone().orElseThrow();
                case "individual B" -> 1e6 * why.of("B").standalone().orElseThrow();
                case "marginal A" -> why.of("A").marginal();
                case "marginal B" -> why.of("B").marginal();
                case "component A" -> 1e6 * why.of("A").component();
                case "component B" -> 1e6 * why.of("B").component();
                case "incremental of +10000 A exact" ->
                    1e6 * (tail.valueAtRisk(Weights.of(PAIR, 2.01, 1)) - tail.valueAtRisk(millions));
                case "incremental of +10000 A first order" -> 1e4 * why.of("A").marginal();
                default -> throw new AssertionError(row[2]);
            };
            assertThat(actual).as(row[2]).isCloseTo(expected, within(1e-9 * expected));
            checked++;
        }
        assertThat(checked).isEqualTo(9);
        assertThat(why.of("A").incremental().orElseThrow()).isCloseTo(why.total() - 0.198, within(1e-12));
        assertThat(why.diversification().orElseThrow()).isCloseTo(0.165 + 0.198 - why.total(), within(1e-12));
        assertThat(why.explain("B"))
                .startsWith("B at 100.0% adds 0.1521 of Gaussian value at risk")
                .contains("closing it would take off");
        assertThat(why.of("B").name()).isEqualTo("B");
        assertThat(why.of("B").weight()).isEqualTo(1);
        assertThat(why.of("B").share() + why.of("A").share()).isCloseTo(1, within(1e-12));
        assertThat(why.of("B").toString()).startsWith("B 0.1521 (5");
        assertThat(why.toString()).contains("position", "incremental", "100.00%");
        assertThat(tail).hasToString("ModelTail[Gaussian tail 95.0528531966352%]");
    }

    @Test
    void hedgeTakesOffAndClosingItWouldAdd() {
        ReturnPanel panel = Panels.of(
                PAIR, new double[] {0.01, -0.10, 0.02, 0.01, 0.00}, new double[] {0.01, -0.08, 0.02, 0.01, 0.02});
        RiskAttribution why =
                ExpectedShortfall.historical(Confidence.of(0.8)).attribution(panel, Weights.of(PAIR, 1, -0.5));
        assertThat(why.total()).isCloseTo(0.06, within(1e-16));
        assertThat(why.of("B").component()).isCloseTo(-0.04, within(1e-16));
        assertThat(why.of("B").incremental().orElseThrow()).isCloseTo(-0.04, within(1e-16));
        assertThat(why.explain("B"))
                .isEqualTo(
                        "B at -50.0% takes off 0.04 of expected shortfall 80% 0.06 (-66.7%); closing it would add 0.04"
                                .replace("0.04 ", "0.04000 ")
                                .replace("0.06 ", "0.06000 ")
                                .replaceAll("0.04$", "0.04000"));
        assertThat(why.positions()).hasSize(2);
        assertThat(why.contributions().total()).isEqualTo(why.total());
    }

    @Test
    void measureThatIsUndefinedAloneIsSaidToBe() {
        double[] crash = new double[40];
        double[] calm = new double[40];
        Arrays.setAll(crash, t -> t == 7 ? -0.4 : 0.01 * Math.sin(t));
        Arrays.setAll(calm, t -> 0.05 * Math.cos(3.7 * t * t));
        ReturnPanel panel = Panels.of(
                PAIR, crash, Arrays.stream(calm).map(r -> r * r * r * 400).toArray());
        RiskMeasure measure = ValueAtRisk.cornishFisher(Confidence.of(0.9));
        assertThat(measure.ifDefined(crash)).isEmpty();
        Weights mostlyCalm = Weights.of(PAIR, 0.01, 1);
        if (measure.ifDefined(Arrays.stream(io.trimtab.risk.measure.ScenarioLosses.of(panel, mostlyCalm))
                        .map(l -> -l)
                        .toArray())
                .isPresent()) {
            RiskAttribution why = measure.attribution(panel, mostlyCalm);
            assertThat(why.of("A").standalone()).isEmpty();
            assertThat(why.diversification()).isEmpty();
            assertThat(why.toString()).contains("undefined");
        }
    }

    @Test
    void otherMeasureThanWasDecomposedIsRefused() {
        ReturnPanel panel = Panels.of(Panels.random(50, 2, 1));
        Weights weights = Weights.equal(panel.universe());
        EulerContributions parts = TailMeasures.worstLoss().contributions(panel, weights);
        assertThatThrownBy(() -> RiskAttribution.of(parts, weights, w -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("measure must be the one that was decomposed");
        assertThatThrownBy(() -> RiskAttribution.of(parts, Weights.equal(Panels.universe(3)), w -> 1))
                .hasMessageContaining("another universe");
    }

    @Test
    void factorsAndSpecificAddUpToTheVolatility() {
        Universe four = Universe.of("A", "B", "C", "D");
        Universe factors = Universe.of("MKT", "VALUE");
        FactorCovariance model = FactorCovariance.of(
                four,
                CovarianceMatrix.of(factors, new double[][] {{0.04, 0.006}, {0.006, 0.01}}),
                new double[][] {{1, 0.2}, {1.2, -0.5}, {0.8, 1}, {0.9, 0}},
                0.01,
                0.02,
                0.03,
                0.015);
        Weights weights = Weights.of(four, 0.4, 0.3, -0.2, 0.5);
        FactorAttribution parts = FactorAttribution.of(model, weights);
        double sigma = model.volatility(weights);
        assertThat(parts.total()).isCloseTo(sigma, within(1e-15));
        assertThat(parts.systematic() + parts.specific()).isCloseTo(sigma, within(1e-15));
        EulerContributions byAsset = VolatilityAttribution.of(model, weights);
        for (String id : four.ids()) {
            assertThat(parts.systematicOf(id) + parts.specificOf(id)).isCloseTo(byAsset.of(id), within(1e-15));
        }
        // by hand: exposure to the market .4 + .36 - .16 + .45
        assertThat(parts.exposure("MKT")).isCloseTo(1.05, within(1e-15));
        assertThat(parts.exposure("VALUE")).isCloseTo(0.08 - 0.15 - 0.2, within(1e-15));
        assertThat(parts.specific())
                .isCloseTo((0.16 * 0.01 + 0.09 * 0.02 + 0.04 * 0.03 + 0.25 * 0.015) / sigma, within(1e-15));
        assertThat(parts.byFactor().get(0).name()).isEqualTo("MKT");
        assertThat(parts.byFactor().stream().mapToDouble(c -> c.contribution()).sum())
                .isCloseTo(parts.systematic(), within(1e-16));
        assertThat(parts.toString()).startsWith("volatility 0.2").contains("MKT", "+ specific");
        FactorAttribution none = FactorAttribution.of(model, Weights.none(four));
        assertThat(none.total()).isZero();
        assertThat(none.byFactor().get(0).share()).isZero();
    }

    @Test
    void modelTailAgreesWithDifferencesAndClosedForms() {
        ReturnPanel panel = Panels.of(Panels.random(100, 3, 9));
        Universe universe = panel.universe();
        CovarianceMatrix covariance =
                io.trimtab.risk.model.SampleCovariance.unbiased().estimate(panel);
        ExpectedReturns mean = ExpectedReturns.of(universe, 0.001, -0.002, 0.0005);
        Weights weights = Weights.of(universe, 0.5, -0.3, 0.8);
        for (ModelTail tail : new ModelTail[] {
            ModelTail.gaussian(covariance, mean, Confidence.of(0.97)),
            ModelTail.studentT(covariance, mean, Confidence.of(0.97), 3.5)
        }) {
            assertThat(tail.expectedShortfall(weights)).isGreaterThan(tail.valueAtRisk(weights));
            EulerContributions parts = tail.contributions(weights);
            for (int i = 0; i < 3; i++) {
                double[] up = weights.toArray();
                double[] down = weights.toArray();
                up[i] += 1e-5;
                down[i] -= 1e-5;
                double slope = (tail.expectedShortfall(Weights.of(universe, up))
                                - tail.expectedShortfall(Weights.of(universe, down)))
                        / 2e-5;
                assertThat(parts.marginal(i)).isCloseTo(slope, within(1e-8));
            }
            double flat = tail.valueAtRisk(Weights.none(universe));
            assertThat(flat).isZero();
            assertThat(tail.valueAtRiskContributions(Weights.none(universe)).marginal(0))
                    .isEqualTo(-0.001);
        }
        assertThatThrownBy(() -> ModelTail.studentT(covariance, mean, Confidence.of(0.9), 2))
                .hasMessageContaining("nu must be");
        assertThatThrownBy(() -> ModelTail.gaussian(covariance, ExpectedReturns.of(PAIR, 0, 0), Confidence.of(0.9)))
                .hasMessageContaining("another universe");
    }

    /** Weights whose squares overflow or vanish had a volatility of NaN, or of zero; every part grows with the weights. */
    @Test
    void weightsOfAnySizeHaveTheirVolatility() {
        Universe universe = Universe.of("A", "B");
        FactorCovariance model = FactorCovariance.of(
                universe, CovarianceMatrix.of(Universe.of("F"), 0.04), new double[][] {{1}, {0.5}}, 0.01, 0.02);
        FactorAttribution plain = FactorAttribution.of(model, Weights.of(universe, 0.6, -0.4));
        for (int exponent : new int[] {-1000, -560, -301, -100, 100, 301, 520, 900}) {
            double size = Math.scalb(1.0, exponent);
            Weights weights = Weights.of(universe, 0.6 * size, -0.4 * size);
            FactorAttribution parts = FactorAttribution.of(model, weights);
            // a power of two changes no bit
            assertThat(parts.total() / size).isEqualTo(plain.total());
            assertThat(parts.systematic() / size).isEqualTo(plain.systematic());
            assertThat(parts.specificOf("B") / size).isEqualTo(plain.specificOf("B"));
            assertThat(parts.exposure("F") / size).isEqualTo(plain.exposure("F"));
            assertThat(model.volatility(weights) / size).isCloseTo(plain.total(), within(1e-15));
            EulerContributions contributions = VolatilityAttribution.of(model, weights);
            assertThat((contributions.get(0) + contributions.get(1)) / size).isCloseTo(plain.total(), within(1e-15));
        }
        assertThatThrownBy(() -> FactorAttribution.of(
                        FactorCovariance.of(
                                universe,
                                CovarianceMatrix.of(Universe.of("F"), 4e10),
                                new double[][] {{1}, {0.5}},
                                1,
                                1),
                        Weights.of(universe, 1e305, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("volatility must be finite");
    }
}
