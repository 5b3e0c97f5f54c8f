package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The other targets, beside their papers' formulas written out term by term and published implementations. */
class LinearShrinkageTest {
    private static double[][] centred(double[][] x) {
        return Arrays.stream(x)
                .map(column -> {
                    double mean = Arrays.stream(column).average().orElseThrow();
                    return Arrays.stream(column).map(v -> v - mean).toArray();
                })
                .toArray(double[][]::new);
    }

    private static double[][] sample(double[][] y) {
        int n = y.length;
        double[][] s = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int t = 0; t < y[0].length; t++) {
                    s[i][j] += y[i][t] * y[j][t] / y[0].length;
                }
            }
        }
        return s;
    }

    private static void assertMixture(Shrinkage ours, double[][] s, double[][] f, double delta) {
        // tolerance: O(T n^2) roundings; pi - rho cancels
        assertThat(ours.intensity()).isCloseTo(delta, within(1e-10));
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                assertThat(ours.covariance().get(i, j))
                        .isCloseTo(
                                delta * f[i][j] + (1 - delta) * s[i][j], within(1e-10 * Math.sqrt(s[i][i] * s[j][j])));
            }
        }
    }

    /** Ledoit and Wolf 2003, equations 8 to 10 and the estimators of section 2.6.2. */
    @Test
    void singleFactorAgreesWithThePaperTermByTerm() {
        for (int seed = 0; seed < 25; seed++) {
            int rows = 3 + 6 * seed;
            int n = 2 + seed % 6;
            double[][] y = centred(Panels.random(rows, n, seed));
            double[] m = new double[rows];
            for (int t = 0; t < rows; t++) {
                for (double[] column : y) {
                    m[t] += column[t] / n;
                }
            }
            double[][] s = sample(y);
            double[] c = new double[n];
            double v = 0;
            for (int t = 0; t < rows; t++) {
                v += m[t] * m[t] / rows;
                for (int i = 0; i < n; i++) {
                    c[i] += m[t] * y[i][t] / rows;
                }
            }
            double[][] f = new double[n][n];
            double pi = 0;
            double rho = 0;
            double gamma = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    f[i][j] = i == j ? s[i][i] : c[i] * c[j] / v;
                    double p = 0;
                    double r = 0;
                    for (int t = 0; t < rows; t++) {
                        double e = y[i][t] * y[j][t] - s[i][j];
                        p += e * e / rows;
                        r += ((c[j] * v * y[i][t] + c[i] * v * y[j][t] - c[i] * c[j] * m[t])
                                                / (v * v)
                                                * m[t]
                                                * y[i][t]
                                                * y[j][t]
                                        - f[i][j] * s[i][j])
                                / rows;
                    }
                    pi += p;
                    rho += i == j ? p : r;
                    gamma += (f[i][j] - s[i][j]) * (f[i][j] - s[i][j]);
                }
            }
            double delta = Math.max(0, Math.min(1, (pi - rho) / gamma / rows));
            assertMixture(LedoitWolf.singleFactor().shrink(Panels.of(y)), s, f, delta);
        }
    }

    @Test
    void marketThatNeverMovesLeavesTheVariancesAsTarget() {
        double[] x = Panels.random(30, 1, 3)[0];
        double[] mirrored = Arrays.stream(x).map(v -> -v).toArray();
        Shrinkage shrinkage = LedoitWolf.singleFactor().shrink(Panels.of(x, mirrored));
        double variance = shrinkage.covariance().variance(0);
        assertThat(shrinkage.covariance().get(0, 1))
                .isCloseTo(-(1 - shrinkage.intensity()) * variance, within(1e-12 * variance));
    }

    /** Ledoit and Wolf 2004 (JMVA), lemmas 3.2 to 3.4. */
    @Test
    void identityAgreesWithThePaperTermByTerm() {
        for (int seed = 0; seed < 25; seed++) {
            int rows = 3 + 6 * seed;
            int n = 2 + seed % 6;
            double[][] y = centred(Panels.random(rows, n, seed));
            double[][] s = sample(y);
            double m = 0;
            for (int i = 0; i < n; i++) {
                m += s[i][i] / n;
            }
            double[][] f = new double[n][n];
            double d2 = 0;
            double b2 = 0;
            for (int i = 0; i < n; i++) {
                f[i][i] = m;
                for (int j = 0; j < n; j++) {
                    d2 += (s[i][j] - f[i][j]) * (s[i][j] - f[i][j]);
                    for (int t = 0; t < rows; t++) {
                        double e = y[i][t] * y[j][t] - s[i][j];
                        b2 += e * e / rows / rows;
                    }
                }
            }
            assertMixture(LedoitWolf.identity().shrink(Panels.of(y)), s, f, Math.min(b2, d2) / d2);
        }
    }

    /** Oracle: scikit-learn 1.9.1, ledoit_wolf on the same 293 months of 13 hedge-fund styles. */
    @Test
    void identityAgreesWithScikitLearn() {
        Shrinkage ours = LedoitWolf.identity().shrink(Panels.of(ReferenceData.edhec(13)));
        assertThat(ours.intensity()).isCloseTo(0.041024217252477686, within(1e-14));
        assertThat(ours.covariance().get(0, 0)).isCloseTo(2.87440475e-04, within(5e-13));
        assertThat(ours.covariance().get(0, 2)).isCloseTo(2.17670049e-04, within(5e-13));
    }

    /** PyPortfolioOpt's case hrp_ledoit_wolf_vol, which takes 0 for a missing return. */
    @Test
    void identityAgreesWithPyPortfolioOpt() {
        double[][] returns = ReferenceData.returnsOfPrices("optimizer/pypfopt/stock_prices.csv", "");
        assertThat(returns[0]).hasSize(7125);
        assertThat(LedoitWolf.identity().shrink(Panels.of(returns)).intensity())
                .isCloseTo(0.006256103367537104, within(1e-14));
    }

    /** Oracle: the paper's equation 23 evaluated by NumPy 2.4.6 on the matrices of NumPy. */
    @Test
    void oracleApproximatingIsThatOfThePaperWhereScikitLearnLeavesOutItsSmallTerms() {
        Shrinkage thirteen = OracleApproximatingShrinkage.estimator().shrink(Panels.of(ReferenceData.edhec(13)));
        assertThat(thirteen.intensity()).isCloseTo(0.012495458603277219, within(1e-14));
        Shrinkage five = OracleApproximatingShrinkage.estimator().shrink(Panels.of(ReferenceData.edhec(5)));
        assertThat(five.intensity()).isCloseTo(0.015698820574253577, within(1e-14));
        // scikit-learn 1.9.1, oas: (tr(S^2) + tr(S)^2) / ((T + 1)(tr(S^2) - tr(S)^2 / n)), 15% more shrinkage for five
        // assets
        assertThat(0.01801205194582428 / five.intensity()).isGreaterThan(1.14);
    }

    @Test
    void identityTargetsKeepTheTotalVariance() {
        double[][] columns = Panels.random(15, 8, 11);
        CovarianceMatrix sample =
                SampleCovariance.with(DegreesOfFreedom.POPULATION).estimate(Panels.of(columns));
        double total = Arrays.stream(sample.volatilities()).map(v -> v * v).sum();
        for (CovarianceEstimator estimator :
                new CovarianceEstimator[] {LedoitWolf.identity(), OracleApproximatingShrinkage.estimator()}) {
            CovarianceMatrix shrunk = estimator.estimate(Panels.of(columns));
            double trace = 0;
            for (int i = 0; i < 8; i++) {
                trace += shrunk.variance(i);
            }
            assertThat(trace).isCloseTo(total, within(1e-14 * total));
        }
        CovarianceMatrix market = LedoitWolf.singleFactor().estimate(Panels.of(columns));
        for (int i = 0; i < 8; i++) {
            assertThat(market.variance(i)).isCloseTo(sample.variance(i), within(1e-15 * sample.variance(i)));
        }
    }

    @Test
    void oneAssetNeedsNoShrinkage() {
        double[][] one = Panels.random(20, 1, 4);
        for (LedoitWolf estimator :
                new LedoitWolf[] {LedoitWolf.identity(), LedoitWolf.singleFactor(), LedoitWolf.constantCorrelation()}) {
            assertThat(estimator.shrink(Panels.of(one)).intensity()).isZero();
        }
        assertThat(OracleApproximatingShrinkage.estimator()
                        .shrink(Panels.of(one))
                        .intensity())
                .isZero();
    }

    @Test
    void identitiesAreDefiniteWithFewerPeriodsThanAssets() {
        for (Shrinkage shrinkage : new Shrinkage[] {
            LedoitWolf.identity().shrink(Panels.of(Panels.random(12, 40, 3))),
            OracleApproximatingShrinkage.estimator().shrink(Panels.of(Panels.random(12, 40, 3)))
        }) {
            assertThat(shrinkage.intensity()).isPositive();
            assertThat(shrinkage.covariance().indefiniteness()).isZero();
        }
    }

    @Test
    void describeThemselves() {
        assertThat(LedoitWolf.identity()).hasToString("LedoitWolf[IDENTITY]");
        assertThat(OracleApproximatingShrinkage.estimator()).hasToString("OracleApproximatingShrinkage");
    }
}
