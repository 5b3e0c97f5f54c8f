package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.testkit.Panels;
import java.util.Arrays;
import org.hipparchus.stat.regression.GLSMultipleLinearRegression;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

/** Oracle of regressions: Hipparchus. */
class FactorEstimatorsTest {
    private static final Universe FACTORS = Universe.of("market", "value", "size");

    private static double[][] rows(double[][] columns) {
        double[][] out = new double[columns[0].length][columns.length];
        for (int t = 0; t < out.length; t++) {
            for (int j = 0; j < columns.length; j++) {
                out[t][j] = columns[j][t];
            }
        }
        return out;
    }

    @Test
    void timeSeriesRegressionIsLeastSquares() {
        double[][] f = Panels.random(80, 3, 1);
        double[][] x = Panels.random(80, 6, 2);
        for (int t = 0; t < 80; t++) {
            x[0][t] += 0.7 * f[0][t] - 0.4 * f[2][t];
        }
        FactorCovariance ours = FactorRegression.on(Panels.of(FACTORS, f)).estimate(Panels.of(x));
        CovarianceMatrix omega = SampleCovariance.unbiased().estimate(Panels.of(FACTORS, f));
        assertThat(ours.factorCovariance()).isEqualTo(omega);
        for (int i = 0; i < 6; i++) {
            OLSMultipleLinearRegression ols = new OLSMultipleLinearRegression();
            ols.newSampleData(x[i], rows(f));
            double[] b = ols.estimateRegressionParameters();
            for (int k = 0; k < 3; k++) {
                assertThat(ours.exposure(i, k)).isCloseTo(b[k + 1], within(1e-12));
            }
            double variance = ols.estimateErrorVariance();
            assertThat(ours.specificVariance(i)).isCloseTo(variance, within(1e-12 * variance));
        }
    }

    @Test
    void maximumLikelihoodResidualsKeepTheSampleVariances() {
        double[][] x = Panels.random(40, 5, 3);
        FactorCovariance ours = FactorRegression.on(Panels.of(FACTORS, Panels.random(40, 3, 4)))
                .maximumLikelihoodResiduals()
                .estimate(Panels.of(x));
        CovarianceMatrix sample = SampleCovariance.unbiased().estimate(Panels.of(x));
        for (int i = 0; i < 5; i++) {
            assertThat(ours.variance(i)).isCloseTo(sample.variance(i), within(1e-13 * sample.variance(i)));
        }
    }

    @Test
    void datesAreMatchedNotCounted() {
        ReturnPanel factors = Panels.of(FACTORS, Panels.random(60, 3, 5));
        ReturnPanel returns = Panels.of(Panels.random(60, 4, 6));
        FactorCovariance last = FactorRegression.on(factors).estimate(returns.lastRows(30));
        assertThat(last).isEqualTo(FactorRegression.on(factors.lastRows(30)).estimate(returns.lastRows(30)));
        assertThatThrownBy(() -> FactorRegression.on(factors.lastRows(30)).estimate(returns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2020-01-01");
    }

    @Test
    void factorCovarianceCanBeEstimatedOtherwise() {
        ReturnPanel factors = Panels.of(FACTORS, Panels.random(60, 3, 5));
        FactorCovariance shrunk = FactorRegression.on(factors)
                .factorCovariance(LedoitWolf.identity())
                .estimate(Panels.of(Panels.random(60, 4, 6)));
        assertThat(shrunk.factorCovariance()).isEqualTo(LedoitWolf.identity().estimate(factors));
    }

    @Test
    void dependentFactorsAreNamed() {
        double[][] f = Panels.random(60, 3, 5);
        f[2] = Arrays.stream(f[0]).map(v -> 2 * v + 0.1).toArray();
        ReturnPanel returns = Panels.of(Panels.random(60, 4, 6));
        assertThatThrownBy(() -> FactorRegression.on(Panels.of(FACTORS, f)).estimate(returns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("factor size");
        Arrays.fill(f[1], 0.01);
        assertThatThrownBy(() -> FactorRegression.on(Panels.of(FACTORS, f)).estimate(returns))
                .hasMessageContaining("factor value");
    }

    private static double[][] exposures(int n) {
        double[][] scores = Panels.random(n, 2, 7);
        double[][] b = new double[n][];
        for (int i = 0; i < n; i++) {
            b[i] = new double[] {1, 30 * scores[0][i], 30 * scores[1][i]};
        }
        return b;
    }

    @Test
    void crossSectionalRegressionIsWeightedLeastSquares() {
        int n = 12;
        double[][] b = exposures(n);
        double[][] x = Panels.random(25, n, 8);
        ReturnPanel returns = Panels.of(x);
        double[] w = new double[n];
        Arrays.setAll(w, i -> 1 + i % 4);
        double[][] errors = new double[n][n];
        for (int i = 0; i < n; i++) {
            errors[i][i] = 1 / w[i];
        }
        ReturnPanel f = FundamentalFactors.of(returns.universe(), FACTORS, b)
                .weightedBy(w)
                .factorReturns(returns);
        FactorCovariance model = FundamentalFactors.of(returns.universe(), FACTORS, b)
                .weightedBy(w)
                .estimate(returns);
        double[][] u = new double[n][25];
        for (int t = 0; t < 25; t++) {
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                y[i] = x[i][t];
            }
            GLSMultipleLinearRegression gls = new GLSMultipleLinearRegression();
            gls.setNoIntercept(true);
            gls.newSampleData(y, b, errors);
            double[] beta = gls.estimateRegressionParameters();
            double[] left = gls.estimateResiduals();
            for (int k = 0; k < 3; k++) {
                assertThat(f.get(t, k)).isCloseTo(beta[k], within(1e-13));
            }
            for (int i = 0; i < n; i++) {
                u[i][t] = left[i];
            }
        }
        CovarianceMatrix rest = SampleCovariance.unbiased().estimate(Panels.of(u));
        for (int i = 0; i < n; i++) {
            assertThat(model.specificVariance(i)).isCloseTo(rest.variance(i), within(1e-12 * rest.variance(i)));
            assertThat(model.exposure(i, 1)).isEqualTo(b[i][1]);
        }
        assertThat(model.factorCovariance())
                .isEqualTo(SampleCovariance.unbiased().estimate(f));
    }

    /** Returns made of known factor returns alone are explained without a rest. */
    @Test
    void exactFactorReturnsAreRecovered() {
        double[][] b = exposures(10);
        double[][] f = Panels.random(20, 3, 9);
        double[][] x = new double[10][20];
        for (int i = 0; i < 10; i++) {
            for (int t = 0; t < 20; t++) {
                x[i][t] = b[i][0] * f[0][t] + b[i][1] * f[1][t] + b[i][2] * f[2][t];
            }
        }
        FundamentalFactors model =
                FundamentalFactors.of(Panels.universe(10), FACTORS, b).weightedByPrecision();
        FactorCovariance c = model.estimate(Panels.of(x));
        for (int i = 0; i < 10; i++) {
            assertThat(c.specificVariance(i)).isLessThan(1e-28);
        }
        assertThat(model.factorReturns(Panels.of(x)).get(4, 1)).isCloseTo(f[1][4], within(1e-15));
    }

    @Test
    void precisionWeightsFollowTheQuietAssets() {
        double[][] b = exposures(30);
        double[][] f = Panels.random(120, 3, 10);
        double[][] noise = Panels.random(120, 30, 11);
        double[][] x = new double[30][120];
        for (int i = 0; i < 30; i++) {
            double loud = i % 2 == 0 ? 0.02 : 2;
            for (int t = 0; t < 120; t++) {
                x[i][t] = b[i][0] * f[0][t] + b[i][1] * f[1][t] + b[i][2] * f[2][t] + loud * noise[i][t];
            }
        }
        FundamentalFactors equal = FundamentalFactors.of(Panels.universe(30), FACTORS, b);
        assertThat(error(equal.weightedByPrecision().factorReturns(Panels.of(x)), f))
                .isLessThan(0.3 * error(equal.factorReturns(Panels.of(x)), f));
    }

    private static double error(ReturnPanel estimated, double[][] truth) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            for (int t = 0; t < estimated.rows(); t++) {
                double d = estimated.get(t, k) - truth[k][t];
                sum += d * d;
            }
        }
        return Math.sqrt(sum);
    }

    @Test
    void fundamentalFactorsRefuseWhatTheyCannotTellApart() {
        Universe universe = Panels.universe(3);
        double[][] dummies = {{1, 1, 0}, {1, 0, 1}, {1, 0, 1}};
        assertThatThrownBy(() -> FundamentalFactors.of(universe, FACTORS, dummies))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("factor size");
        assertThatThrownBy(() ->
                        FundamentalFactors.of(universe, Universe.of("F"), new double[][] {{1}, {Double.NaN}, {1}}))
                .hasMessageContaining("exposure of A1 to F must be finite");
        FundamentalFactors model = FundamentalFactors.of(universe, Universe.of("F"), new double[][] {{1}, {1}, {2}});
        assertThatThrownBy(() -> model.weightedBy(1, 0, 1)).hasMessageContaining("regression weight of A1");
        assertThatThrownBy(() -> model.estimate(Panels.of(Panels.random(1, 3, 1))))
                .hasMessageContaining("at least 2")
                .hasMessageContaining("had 1");
        assertThatThrownBy(() -> model.estimate(Panels.of(Panels.random(9, 4, 1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(model.factorCovariance(LedoitWolf.identity()).toString()).contains("IDENTITY");
        assertThat(FactorRegression.on(Panels.of(Panels.random(9, 2, 1))).toString())
                .contains("UNBIASED");
    }

    @Test
    void impliedVolatilitiesKeepCorrelationsAndStructure() {
        ReturnPanel panel = Panels.of(Panels.random(60, 3, 12));
        ImpliedVolatilities implied =
                ImpliedVolatilities.annual(panel.universe(), PeriodsPerYear.DAILY, 0.31, 0.18, 0.22);
        CovarianceMatrix sample = SampleCovariance.unbiased().estimate(panel);
        PanelCovariance structured = PanelCovariance.of(panel);
        for (RiskModel model : new RiskModel[] {
            implied.over(SampleCovariance.unbiased()).estimate(panel),
            implied.appliedTo(structured),
            implied.appliedTo(RiskModels.weightedSum(java.util.List.of(sample, structured), 0.5, 0.5))
        }) {
            double[] column = new double[3];
            model.columnInto(1, column, 0);
            assertThat(Math.sqrt(252 * model.variance(0))).isCloseTo(0.31, within(1e-14));
            assertThat(252 * column[2]).isCloseTo(sample.correlation().get(1, 2) * 0.18 * 0.22, within(1e-14));
        }
        assertThat(implied.appliedTo(structured)).isInstanceOf(FactorStructure.class);
        assertThat(implied.over(SampleCovariance.unbiased()).toString()).contains("SampleCovariance");
        assertThat(implied).hasToString("ImpliedVolatilities[3 assets]");
    }

    @Test
    void impliedVolatilitiesAreCheckedByAsset() {
        double[][] x = Panels.random(20, 2, 13);
        Arrays.fill(x[1], 0.01);
        Universe universe = Panels.universe(2);
        assertThatThrownBy(() -> ImpliedVolatilities.perPeriod(universe, 0.1, -0.2))
                .hasMessageContaining("volatility of A1");
        assertThatThrownBy(() -> ImpliedVolatilities.perPeriod(universe, 0.1)).hasMessageContaining("length 2");
        CovarianceMatrix sample = SampleCovariance.unbiased().estimate(Panels.of(x));
        assertThatThrownBy(
                        () -> ImpliedVolatilities.perPeriod(universe, 0.1, 0.2).appliedTo(sample))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("volatility of A1 must be 0");
        assertThat(ImpliedVolatilities.perPeriod(universe, 0.1, 0)
                        .appliedTo(sample)
                        .variance(1))
                .isZero();
    }
}
