package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GerberCovarianceTest {
    /** Oracle: the dates counted one by one. */
    @Test
    void countsDates() {
        double[][] x = Panels.random(60, 5, 1);
        ReturnPanel panel = Panels.of(x);
        double[] vols = SampleCovariance.unbiased().estimate(panel).volatilities();
        for (double c : new double[] {0.2, 0.5, 0.9}) {
            double[] semidefinite = GerberCovariance.semidefinite().threshold(c).statistic(panel);
            double[] active = GerberCovariance.active().threshold(c).statistic(panel);
            double[] original = GerberCovariance.original().threshold(c).statistic(panel);
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 5; j++) {
                    int same = 0;
                    int opposite = 0;
                    int neutral = 0;
                    int movesI = 0;
                    int movesJ = 0;
                    for (int t = 0; t < 60; t++) {
                        boolean upI = x[i][t] >= c * vols[i];
                        boolean downI = x[i][t] <= -c * vols[i];
                        boolean upJ = x[j][t] >= c * vols[j];
                        boolean downJ = x[j][t] <= -c * vols[j];
                        same += (upI && upJ) || (downI && downJ) ? 1 : 0;
                        opposite += (upI && downJ) || (downI && upJ) ? 1 : 0;
                        neutral += !upI && !downI && !upJ && !downJ ? 1 : 0;
                        movesI += upI || downI ? 1 : 0;
                        movesJ += upJ || downJ ? 1 : 0;
                    }
                    double net = same - opposite;
                    assertThat(semidefinite[i * 5 + j]).isCloseTo(net / Math.sqrt(movesI * movesJ), within(1e-15));
                    assertThat(active[i * 5 + j]).isCloseTo(net / (60 - neutral), within(1e-15));
                    assertThat(original[i * 5 + j]).isCloseTo(net / (same + opposite), within(1e-15));
                }
            }
        }
    }

    /** skfolio's GerberCovariance() is the second variant with variances of divisor T. */
    @Test
    void agreesWithSkfolio() {
        double[][] x = ReferenceData.returnsOfPrices("optimizer/skfolio/sp500_dataset.csv.gz", "2014-01-01");
        CovarianceMatrix ours =
                GerberCovariance.active().with(DegreesOfFreedom.POPULATION).estimate(Panels.of(x));
        double[] expected = SpectralEstimatorsTest.skfolio("test_gerber_covariance");
        assertThat(expected).hasSize(400);
        for (int k = 0; k < 400; k++) {
            assertThat(ours.get(k / 20, k % 20)).isCloseTo(expected[k], within(5e-12));
        }
        // the form of the first edition is indefinite on the very same data: smallest eigenvalue -0.0069 (NumPy 2.4.6)
        assertThatThrownBy(() -> GerberCovariance.original()
                        .with(DegreesOfFreedom.POPULATION)
                        .estimate(Panels.of(x)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GerberCovariance.semidefinite()")
                .hasMessageContaining("portfolio");
        assertThat(GerberCovariance.semidefinite().estimate(Panels.of(x)).indefiniteness())
                .isZero();
    }

    @Test
    void outlierCountsAsOneMove() {
        double[][] x = Panels.random(100, 2, 3);
        double[] calm = GerberCovariance.semidefinite().statistic(Panels.of(x));
        double[][] wild = {x[0].clone(), x[1].clone()};
        // not so large that its own standard deviation hides the others' moves
        wild[0][50] = 3 * wild[0][50];
        wild[1][50] = -3 * wild[1][50];
        double[] stirred = GerberCovariance.semidefinite().threshold(0.4).statistic(Panels.of(wild));
        assertThat(Math.abs(stirred[1] - calm[1])).isLessThan(0.15);
    }

    @Test
    void alwaysNeutralAssetHasNoCorrelation() {
        double[] x = {0.01, -0.01};
        double[] y = {0.02, -0.01};
        // with two dates no return reaches its standard deviation, sqrt(2) times its size
        CovarianceMatrix c = GerberCovariance.semidefinite().threshold(1).estimate(Panels.of(x, y));
        assertThat(c.get(0, 1)).isZero();
        assertThat(c.variance(0)).isCloseTo(2e-4, within(1e-18));
        assertThat(Arrays.stream(GerberCovariance.original().threshold(1).statistic(Panels.of(x, y))))
                .containsExactly(1.0, 0.0, 0.0, 1.0);
    }

    @Test
    void settingsAreChecked() {
        for (double bad : new double[] {0, -0.5, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> GerberCovariance.active().threshold(bad)).hasMessageContaining("threshold");
        }
        assertThat(GerberCovariance.active()).hasToString("GerberCovariance[ACTIVE, threshold 0.5, SAMPLE]");
    }
}
