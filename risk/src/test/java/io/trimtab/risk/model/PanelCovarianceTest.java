package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.RiskModelContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PanelCovarianceTest extends RiskModelContract {
    @Override
    protected RiskModel model() {
        return PanelCovariance.of(Panels.of(Panels.random(12, 40, 1)));
    }

    private static void assertSame(RiskModel model, CovarianceMatrix expected) {
        int n = expected.universe().size();
        double[] column = new double[n];
        for (int j = 0; j < n; j++) {
            model.columnInto(j, column, 0);
            for (int i = 0; i < n; i++) {
                // oracle: the dense estimator; rounding of another order of summation
                double unit = Math.sqrt(expected.variance(i) * expected.variance(j));
                assertThat(column[i]).isCloseTo(expected.get(i, j), within(1e-13 * unit));
            }
        }
    }

    @Test
    void isTheSampleCovarianceWithFewerDatesOrMore() {
        for (int rows : new int[] {2, 7, 30, 90}) {
            ReturnPanel panel = Panels.of(Panels.random(rows, 20, rows));
            for (DegreesOfFreedom lost : DegreesOfFreedom.values()) {
                assertSame(
                        PanelCovariance.of(panel, lost),
                        SampleCovariance.with(lost).estimate(panel));
            }
        }
    }

    @Test
    void equalWeightsAreNoWeights() {
        ReturnPanel panel = Panels.of(Panels.random(25, 6, 9));
        double[] weights = new double[25];
        Arrays.fill(weights, 0.3);
        for (DegreesOfFreedom lost : DegreesOfFreedom.values()) {
            assertSame(
                    PanelCovariance.weighted(panel, lost, weights),
                    SampleCovariance.with(lost).estimate(panel));
        }
    }

    @Test
    void wholeWeightsCountObservationsSoManyTimes() {
        double[] x = {0.01, -0.02, 0.05, 0.03};
        double[] repeated = {0.01, -0.02, -0.02, 0.03, 0.03, 0.03};
        PanelCovariance weighted = PanelCovariance.weighted(Panels.of(x), DegreesOfFreedom.POPULATION, 1, 2, 0, 3);
        double expected = PanelCovariance.of(Panels.of(repeated), DegreesOfFreedom.POPULATION)
                .variance(0);
        assertThat(weighted.variance(0)).isCloseTo(expected, within(1e-15 * expected));
    }

    @Test
    void weightedVarianceMatchesHandCalculation() {
        // p = 1/4, 3/4; m = 0.25 * 4 + 0.75 * 8 = 7; sum p (x - m)^2 = 0.25 * 9 + 0.75 = 3; 1 - sum p^2 = 0.375
        ReturnPanel panel = Panels.of(new double[] {4, 8});
        assertThat(PanelCovariance.weighted(panel, DegreesOfFreedom.POPULATION, 1, 3)
                        .variance(0))
                .isCloseTo(3, within(1e-15));
        assertThat(PanelCovariance.weighted(panel, DegreesOfFreedom.SAMPLE, 10, 30)
                        .variance(0))
                .isCloseTo(8, within(1e-14));
    }

    @Test
    void scaleOfTheWeightsDoesNotMatter() {
        ReturnPanel panel = Panels.of(Panels.random(6, 3, 9));
        double[] w = {0.1, 0.2, 0.3, 0, 0.5, 0.7};
        double[] huge = Arrays.stream(w).map(x -> x * 0x1p1000).toArray();
        assertThat(PanelCovariance.weighted(panel, DegreesOfFreedom.SAMPLE, huge))
                .isEqualTo(PanelCovariance.weighted(panel, DegreesOfFreedom.SAMPLE, w))
                .hasSameHashCodeAs(PanelCovariance.weighted(panel, DegreesOfFreedom.SAMPLE, w));
    }

    @Test
    void assetThatNeverMovesHasNoCovarianceAtAll() {
        double[][] columns = Panels.random(30, 4, 5);
        Arrays.fill(columns[2], 0.0001);
        double[] weights = new double[30];
        Arrays.setAll(weights, t -> 1 + t);
        for (PanelCovariance c : new PanelCovariance[] {
            PanelCovariance.of(Panels.of(columns)),
            PanelCovariance.weighted(Panels.of(columns), DegreesOfFreedom.SAMPLE, weights)
        }) {
            double[] column = new double[4];
            c.columnInto(2, column, 0);
            assertThat(column).containsOnly(0);
        }
    }

    @Test
    void scalesWithTheSquareOfTheReturns() {
        ReturnPanel panel = Panels.of(Panels.random(10, 5, 3));
        PanelCovariance daily = PanelCovariance.of(panel);
        PanelCovariance annual = daily.annualised(PeriodsPerYear.DAILY);
        assertThat(annual.variance(3)).isCloseTo(252 * daily.variance(3), within(1e-13 * annual.variance(3)));
        assertThat(daily.scaled(0).variance(0)).isZero();
        assertThat(daily.scaled(16))
                .isEqualTo(daily.scaled(4).scaled(4).scaled(1))
                .isNotEqualTo(daily);
        assertThat(daily)
                .hasToString(daily.toString())
                .asString()
                .startsWith("PanelCovariance[5 assets, 10 dates, vol");
    }

    @Test
    void refusesWhatIsNoPanel() {
        ReturnPanel panel = Panels.of(Universe.of("SAP"), new double[] {0.1, 0.2, 0.3});
        assertThatThrownBy(() -> PanelCovariance.of(Panels.of(new double[] {0.1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2")
                .hasMessageContaining("had 1");
        assertThatThrownBy(() -> PanelCovariance.weighted(panel, DegreesOfFreedom.SAMPLE, 1, 2))
                .hasMessageContaining("observationWeights");
        assertThatThrownBy(() -> PanelCovariance.weighted(panel, DegreesOfFreedom.SAMPLE, 0, 2, 0))
                .hasMessageContaining("at least 2 observations of positive weight, had 1");
        assertThatThrownBy(() -> PanelCovariance.weighted(panel, DegreesOfFreedom.SAMPLE, 1, Double.NaN, 0))
                .hasMessageContaining("observation weight of 2020-01-02 must be at least 0 and finite, was NaN");
        assertThatThrownBy(() -> Panels.of(Universe.of("SAP"), new double[] {0.1, Double.NaN}))
                .hasMessageContaining("SAP")
                .hasMessageContaining("2020-01-02");
        assertThatThrownBy(() -> PanelCovariance.of(Panels.of(Universe.of("SAP"), new double[] {1e200, -1e200})))
                .hasMessageContaining("variance of SAP must be finite");
        assertThatThrownBy(() -> PanelCovariance.of(panel).scaled(-1)).hasMessageContaining("factor");
        assertThatThrownBy(PanelCovarianceTest::nullPanel)
                .isInstanceOf(NullPointerException.class)
                .hasMessage("returns");
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullPanel() {
        PanelCovariance.of(null);
    }

    @Test
    void survivesSerialization() throws Exception {
        PanelCovariance c = PanelCovariance.of(Panels.of(Panels.random(10, 5, 3)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(c);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(c);
        }
    }
}
