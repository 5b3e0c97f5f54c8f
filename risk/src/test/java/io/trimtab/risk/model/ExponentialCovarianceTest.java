package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExponentialCovarianceTest {
    @Test
    void agreesWithTheReferenceVariances() {
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/garch_ewma.csv")) {
            if (!row[0].startsWith("ewma_var")) {
                continue;
            }
            ExponentialCovariance estimator = ExponentialCovariance.decay(
                            Double.parseDouble(row[2].replace("lambda=", "")))
                    .aroundZero();
            if (row[0].equals("ewma_var_after_last")) {
                estimator = estimator.startedAtFirst();
            }
            double expected = Double.parseDouble(row[3]);
            // the rows carry fifteen digits
            assertThat(estimator
                            .estimate(Panels.of(ReferenceData.column("edhec", row[1])))
                            .variance(0))
                    .as(row[0] + " " + row[1])
                    .isCloseTo(expected, within(1e-14 * expected));
            checked++;
        }
        assertThat(checked).isEqualTo(3);
    }

    /** skfolio's EWCovariance is normalised and around zero: its Mahalanobis distances of the first five days. */
    @Test
    void agreesWithSkfoliosMahalanobisDistances() {
        double[][] x = ReferenceData.returnsOfPrices("optimizer/skfolio/sp500_dataset.csv.gz", "2014-01-01");
        double[] l = ExponentialCovariance.decay(0.97)
                .aroundZero()
                .estimate(Panels.of(x))
                .toArray();
        Cholesky.factor(20, l, 0, 20);
        double[] expected = {11.99974801, 26.86418476, 47.18668954, 19.60064144, 16.60156827};
        for (int t = 0; t < 5; t++) {
            double[] b = new double[20];
            for (int j = 0; j < 20; j++) {
                b[j] = x[j][t];
            }
            double[] r = b.clone();
            Cholesky.solve(20, l, 0, 20, b, 0);
            double distance = 0;
            for (int j = 0; j < 20; j++) {
                distance += r[j] * b[j];
            }
            assertThat(distance).isCloseTo(expected[t], within(1e-7));
        }
    }

    /** Oracle: the recursion itself. */
    @Test
    void startedAtFirstIsTheRecursion() {
        double[][] x = Panels.random(40, 2, 3);
        double s = x[0][0] * x[1][0];
        for (int t = 1; t < 40; t++) {
            s = 0.9 * s + 0.1 * x[0][t] * x[1][t];
        }
        CovarianceMatrix ours =
                ExponentialCovariance.decay(0.9).aroundZero().startedAtFirst().estimate(Panels.of(x));
        double scale = Math.sqrt(ours.variance(0) * ours.variance(1));
        assertThat(ours.get(0, 1)).isCloseTo(s, within(1e-14 * scale));
    }

    /** Oracle: a weight counts an observation so many times; the closed form of 1 - sum p^2 for geometric weights. */
    @Test
    void correctionIsThatOfTheWeights() {
        ReturnPanel panel = Panels.of(Panels.random(25, 3, 5));
        double lambda = 0.8;
        double power = StrictMath.pow(lambda, 25);
        double squares = (1 - lambda) / (1 + lambda) * (1 + power) / (1 - power);
        ExponentialCovariance unbiased = ExponentialCovariance.decay(lambda);
        CovarianceMatrix with = unbiased.estimate(panel);
        CovarianceMatrix without = unbiased.with(DegreesOfFreedom.POPULATION).estimate(panel);
        assertThat(with.variance(1)).isCloseTo(without.variance(1) / (1 - squares), within(1e-14 * with.variance(1)));
    }

    @Test
    void longHalfLifeIsTheSampleCovariance() {
        ReturnPanel panel = Panels.of(Panels.random(25, 3, 5));
        double expected = SampleCovariance.unbiased().estimate(panel).get(0, 2);
        assertThat(ExponentialCovariance.halfLife(1e9).estimate(panel).get(0, 2))
                .isCloseTo(expected, within(1e-7 * Math.abs(expected)));
    }

    @Test
    void panelIsTheSameCovariance() {
        for (ExponentialCovariance estimator : new ExponentialCovariance[] {
            ExponentialCovariance.halfLife(20),
            ExponentialCovariance.decay(0.97).aroundZero(),
            ExponentialCovariance.halfLife(20).correlationHalfLife(50)
        }) {
            ReturnPanel returns = Panels.of(Panels.random(15, 40, 6));
            CovarianceMatrix dense = estimator.estimate(returns);
            PanelCovariance panel = estimator.panel(returns);
            double[] column = new double[40];
            panel.columnInto(7, column, 0);
            assertThat(panel.rank()).isEqualTo(15);
            for (int i = 0; i < 40; i++) {
                double scale = Math.sqrt(dense.variance(i) * dense.variance(7));
                assertThat(column[i]).isCloseTo(dense.get(i, 7), within(1e-14 * scale));
            }
        }
    }

    @Test
    void twoHalfLivesTakeVolatilitiesFromOneAndCorrelationsFromTheOther() {
        ReturnPanel panel = Panels.of(Panels.random(80, 3, 7));
        CovarianceMatrix both =
                ExponentialCovariance.halfLife(10).correlationHalfLife(60).estimate(panel);
        CovarianceMatrix fast = ExponentialCovariance.halfLife(10).estimate(panel);
        CovarianceMatrix slow = ExponentialCovariance.halfLife(60).estimate(panel);
        for (int i = 0; i < 3; i++) {
            assertThat(both.variance(i)).isCloseTo(fast.variance(i), within(1e-14 * fast.variance(i)));
            for (int j = 0; j < i; j++) {
                assertThat(both.correlation().get(i, j))
                        .isCloseTo(slow.correlation().get(i, j), within(1e-14));
            }
        }
    }

    @Test
    void longPanelsForgetWithoutUnderflow() {
        CovarianceMatrix c = ExponentialCovariance.decay(0.5).estimate(Panels.of(Panels.random(5000, 2, 8)));
        CovarianceMatrix last = ExponentialCovariance.decay(0.5)
                .estimate(Panels.of(Panels.random(5000, 2, 8)).lastRows(100));
        assertThat(c.variance(1)).isCloseTo(last.variance(1), within(1e-15 * c.variance(1)));
    }

    @Test
    void settingsAreChecked() {
        for (double bad : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThatThrownBy(() -> ExponentialCovariance.decay(bad)).hasMessageContaining("lambda");
        }
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e20, 1e-5}) {
            assertThatThrownBy(() -> ExponentialCovariance.halfLife(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("periods");
        }
        assertThat(ExponentialCovariance.halfLife(1).lambda()).isCloseTo(0.5, within(1e-15));
        assertThat(ExponentialCovariance.decay(0.97))
                .hasToString("ExponentialCovariance[0.970000, WEIGHTED_MEAN, NORMALISED, SAMPLE]");
        assertThat(Arrays.asList(ExponentialCovariance.halfLife(10)
                        .correlationHalfLife(20)
                        .toString()
                        .split("correlations")))
                .hasSize(2);
    }
}
