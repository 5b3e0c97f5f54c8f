package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.testkit.Panels;
import org.junit.jupiter.api.Test;

class SemiCovarianceTest {
    @Test
    void matchesHandCalculation() {
        // falls below 0.01: 0, -0.03, -0.01 and -0.02, 0, -0.04; products summed over four periods
        ReturnPanel panel = Panels.of(new double[] {0.02, -0.02, 0.00, 0.05}, new double[] {-0.01, 0.03, -0.03, 0.02});
        CovarianceMatrix c = SemiCovariance.below(0.01).estimate(panel);
        assertThat(c.variance(0)).isCloseTo(0.0010 / 4, within(1e-18));
        assertThat(c.variance(1)).isCloseTo(0.0020 / 4, within(1e-18));
        assertThat(c.get(0, 1)).isCloseTo(0.0004 / 4, within(1e-18));
        assertThat(SemiCovariance.below(0.01)
                        .with(DegreesOfFreedom.SAMPLE)
                        .estimate(panel)
                        .get(0, 1))
                .isCloseTo(0.0004 / 3, within(1e-18));
    }

    @Test
    void belowEverythingIsTheSecondMoment() {
        double[][] x = Panels.random(30, 2, 1);
        double sum = 0;
        for (int t = 0; t < 30; t++) {
            sum += (x[0][t] - 1) * (x[1][t] - 1) / 30;
        }
        assertThat(SemiCovariance.below(1).estimate(Panels.of(x)).get(0, 1)).isCloseTo(sum, within(1e-14));
    }

    /** Estrada's bound: the matrix never understates the portfolio's own semivariance. */
    @Test
    void boundsTheSemivarianceOfLongOnlyPortfolios() {
        double[][] x = Panels.random(200, 4, 2);
        ReturnPanel panel = Panels.of(x);
        double[] w = {0.4, 0.3, 0.2, 0.1};
        double own = 0;
        for (int t = 0; t < 200; t++) {
            double r = 0;
            for (int j = 0; j < 4; j++) {
                r += w[j] * x[j][t];
            }
            own += Math.min(r, 0) * Math.min(r, 0) / 200;
        }
        double volatility = SemiCovariance.below(0).estimate(panel).volatility(Weights.of(panel.universe(), w));
        assertThat(volatility * volatility).isGreaterThan(own);
    }

    @Test
    void steadyLossIsRiskWhereALibraryThatSubtractsTheMeanOfLossesSeesNone() {
        double[] loser = new double[20];
        java.util.Arrays.fill(loser, -0.01);
        assertThat(SemiCovariance.below(0).estimate(Panels.of(loser)).variance(0))
                .isCloseTo(1e-4, within(1e-18));
        assertThat(SemiCovariance.belowMean().estimate(Panels.of(loser)).variance(0))
                .isZero();
    }

    @Test
    void panelIsTheSameCovariance() {
        ReturnPanel returns = Panels.of(Panels.random(15, 40, 6));
        CovarianceMatrix dense = SemiCovariance.belowMean().estimate(returns);
        double[] column = new double[40];
        SemiCovariance.belowMean().panel(returns).columnInto(7, column, 0);
        for (int i = 0; i < 40; i++) {
            assertThat(column[i])
                    .isCloseTo(dense.get(i, 7), within(1e-14 * Math.sqrt(dense.variance(i) * dense.variance(7))));
        }
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> SemiCovariance.below(Double.NaN)).hasMessageContaining("level must be finite");
        assertThat(SemiCovariance.belowMean()).hasToString("SemiCovariance[below mean, POPULATION]");
        assertThat(SemiCovariance.below(0)).asString().startsWith("SemiCovariance[below 0");
    }
}
