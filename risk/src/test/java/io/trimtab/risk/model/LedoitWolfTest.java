package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.risk.testkit.CovarianceEstimatorContract;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import org.junit.jupiter.api.Test;

class LedoitWolfTest extends CovarianceEstimatorContract {
    @Override
    protected CovarianceEstimator estimator() {
        return LedoitWolf.constantCorrelation();
    }

    @Test
    void agreesWithThePapersFormulasWrittenOutTermByTerm() {
        for (int seed = 0; seed < 40; seed++) {
            int rows = 3 + seed * 5; // with two, correlations are all 1 or -1 and gamma may be rounding
            int n = 3 + seed % 7;
            check(Panels.random(rows, n, seed), rows, n);
        }
    }

    @Test
    void agreesWithThePapersFormulasOnHedgeFundReturns() {
        check(ReferenceData.edhec(13), 293, 13);
    }

    private static void check(double[][] columns, int rows, int n) {
        Slow slow = Slow.of(columns);
        Shrinkage ours = LedoitWolf.constantCorrelation().shrink(Panels.of(columns));
        // tolerance: O(T n^2) roundings; pi - rho cancels
        assertThat(ours.intensity()).as("T=%d n=%d", rows, n).isCloseTo(slow.intensity, within(1e-10));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertThat(ours.covariance().get(i, j))
                        .isCloseTo(slow.shrunk[i][j], within(1e-10 * Math.sqrt(slow.s[i][i] * slow.s[j][j])));
            }
        }
    }

    @Test
    void variancesAreThoseOfTheSample() {
        double[][] columns = Panels.random(30, 8, 11);
        CovarianceMatrix shrunk = LedoitWolf.constantCorrelation().estimate(Panels.of(columns));
        CovarianceMatrix sample = SampleCovariance.with(io.trimtab.core.statistics.DegreesOfFreedom.POPULATION)
                .estimate(Panels.of(columns));
        for (int i = 0; i < 8; i++) {
            assertThat(shrunk.variance(i)).isEqualTo(sample.variance(i));
        }
    }

    @Test
    void fewerPeriodsThanAssetsGiveAPositiveDefiniteMatrix() {
        Shrinkage shrinkage = LedoitWolf.constantCorrelation().shrink(Panels.of(Panels.random(12, 40, 3)));
        assertThat(shrinkage.intensity()).isPositive();
        assertThat(shrinkage.covariance().indefiniteness()).isLessThan(1e-12);
    }

    @Test
    void moreDataIsShrunkLess() {
        double few = LedoitWolf.constantCorrelation()
                .shrink(Panels.of(Panels.random(50, 10, 5)))
                .intensity();
        double many = LedoitWolf.constantCorrelation()
                .shrink(Panels.of(Panels.random(20000, 10, 5)))
                .intensity();
        assertThat(many).isLessThan(few / 10);
    }

    @Test
    void anAssetThatNeverMovesDoesNotChangeTheOthers() {
        double[][] columns = Panels.random(60, 5, 8);
        Shrinkage plain = LedoitWolf.constantCorrelation().shrink(Panels.of(columns));
        double[][] wider = java.util.Arrays.copyOf(columns, 6);
        wider[5] = new double[60];
        Shrinkage with = LedoitWolf.constantCorrelation().shrink(Panels.of(wider));
        assertThat(with.intensity()).isCloseTo(plain.intensity(), within(1e-14));
        assertThat(with.covariance().get(1, 3)).isCloseTo(plain.covariance().get(1, 3), within(1e-17));
    }

    @Test
    void twoAssetsOrNoneThatMovesNeedNoShrinkage() {
        assertThat(LedoitWolf.constantCorrelation()
                        .shrink(Panels.of(Panels.random(20, 2, 1)))
                        .intensity())
                .isZero();
        Shrinkage still = LedoitWolf.constantCorrelation().shrink(Panels.of(new double[3][10]));
        assertThat(still.intensity()).isZero();
    }

    @Test
    void resultRefusesAnIntensityOutsideItsRange() {
        CovarianceMatrix c = CovarianceMatrix.of(Panels.universe(1), 1.0);
        assertThatThrownBy(() -> new Shrinkage(c, 1.1)).hasMessageContaining("intensity");
    }

    /** The estimator as printed in the paper's appendix B: every sum written out, no factorisation. */
    private static final class Slow {
        double[][] s;
        double[][] shrunk;
        double intensity;

        static Slow of(double[][] x) {
            int n = x.length;
            int rows = x[0].length;
            double[][] y = new double[n][rows];
            for (int i = 0; i < n; i++) {
                double mean = 0;
                for (double v : x[i]) {
                    mean += v / rows;
                }
                for (int t = 0; t < rows; t++) {
                    y[i][t] = x[i][t] - mean;
                }
            }
            double[][] s = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int t = 0; t < rows; t++) {
                        s[i][j] += y[i][t] * y[j][t] / rows;
                    }
                }
            }
            double r = 0;
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    r += 2.0 / (n * (n - 1.0)) * s[i][j] / Math.sqrt(s[i][i] * s[j][j]);
                }
            }
            double pi = 0;
            double rho = 0;
            double gamma = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double piIj = 0;
                    double thetaIi = 0;
                    double thetaJj = 0;
                    for (int t = 0; t < rows; t++) {
                        double e = y[i][t] * y[j][t] - s[i][j];
                        piIj += e * e / rows;
                        thetaIi += (y[i][t] * y[i][t] - s[i][i]) * e / rows;
                        thetaJj += (y[j][t] * y[j][t] - s[j][j]) * e / rows;
                    }
                    pi += piIj;
                    rho += i == j
                            ? piIj
                            : r / 2 * (Math.sqrt(s[j][j] / s[i][i]) * thetaIi + Math.sqrt(s[i][i] / s[j][j]) * thetaJj);
                    double f = i == j ? s[i][i] : r * Math.sqrt(s[i][i] * s[j][j]);
                    gamma += (f - s[i][j]) * (f - s[i][j]);
                }
            }
            Slow out = new Slow(s, Math.max(0, Math.min((pi - rho) / gamma / rows, 1)));
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double f = i == j ? s[i][i] : r * Math.sqrt(s[i][i] * s[j][j]);
                    out.shrunk[i][j] = out.intensity * f + (1 - out.intensity) * s[i][j];
                }
            }
            return out;
        }

        Slow(double[][] s, double intensity) {
            this.s = s;
            this.shrunk = new double[s.length][s.length];
            this.intensity = intensity;
        }
    }
}
