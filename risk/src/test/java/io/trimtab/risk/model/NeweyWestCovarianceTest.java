package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.testkit.Panels;
import org.junit.jupiter.api.Test;

class NeweyWestCovarianceTest {
    /** Oracle: the formula as printed, with weights 1 - l / (L + 1). */
    @Test
    void isTheWeightedSumOfAutocovariances() {
        int rows = 30;
        double[][] x = Panels.random(rows, 4, 1);
        for (int lags = 0; lags < rows; lags += 7) {
            CovarianceMatrix ours = NeweyWestCovariance.lags(lags).estimate(Panels.of(x));
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    double sum = 0;
                    for (int l = -lags; l <= lags; l++) {
                        sum += (1 - Math.abs(l) / (lags + 1.0)) * autocovariance(x[i], x[j], l);
                    }
                    double scale = Math.sqrt(autocovariance(x[i], x[i], 0) * autocovariance(x[j], x[j], 0));
                    assertThat(ours.get(i, j)).isCloseTo(sum, within(1e-13 * scale));
                }
            }
        }
    }

    private static double autocovariance(double[] x, double[] y, int lag) {
        double mx = 0;
        double my = 0;
        for (int t = 0; t < x.length; t++) {
            mx += x[t] / x.length;
            my += y[t] / x.length;
        }
        double sum = 0;
        for (int t = Math.max(0, lag); t < x.length + Math.min(0, lag); t++) {
            sum += (x[t] - mx) * (y[t - lag] - my) / x.length;
        }
        return sum;
    }

    @Test
    void noLagsAreTheSampleCovariance() {
        ReturnPanel panel = Panels.of(Panels.random(20, 3, 2));
        double expected = SampleCovariance.with(DegreesOfFreedom.POPULATION)
                .estimate(panel)
                .get(0, 1);
        assertThat(NeweyWestCovariance.lags(0).estimate(panel).get(0, 1))
                .isCloseTo(expected, within(1e-14 * Math.abs(expected)));
    }

    @Test
    void bouncesCancelAndTrendsAdd() {
        double[] bounce = new double[200];
        double[] trend = new double[200];
        for (int t = 0; t < 200; t++) {
            bounce[t] = t % 2 == 0 ? 0.01 : -0.01;
            trend[t] = t % 20 < 10 ? 0.01 : -0.01;
        }
        CovarianceMatrix c = NeweyWestCovariance.lags(5).estimate(Panels.of(bounce, trend));
        assertThat(c.variance(0)).isLessThan(0.1 * 1e-4);
        assertThat(c.variance(1)).isGreaterThan(3 * 1e-4);
    }

    @Test
    void automaticIsTheRuleOfThumb() {
        ReturnPanel panel = Panels.of(Panels.random(250, 3, 3));
        // 4 (250 / 100)^(2/9) = 4.90
        assertThat(NeweyWestCovariance.automatic().estimate(panel))
                .isEqualTo(NeweyWestCovariance.lags(4).estimate(panel));
        assertThat(NeweyWestCovariance.automatic().panel(panel).rank()).isEqualTo(254);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> NeweyWestCovariance.lags(-1)).hasMessageContaining("lags");
        assertThatThrownBy(() -> NeweyWestCovariance.lags(5).panel(Panels.of(Panels.random(5, 2, 1))))
                .hasMessageContaining("NeweyWestCovariance[5 lags] needs at least 6")
                .hasMessageContaining("had 5");
        assertThat(NeweyWestCovariance.automatic()).hasToString("NeweyWestCovariance[automatic lags]");
    }
}
