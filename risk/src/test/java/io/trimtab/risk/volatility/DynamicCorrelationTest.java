package io.trimtab.risk.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.TriangularSolve;
import io.trimtab.core.time.Progress;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.testkit.Panels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class DynamicCorrelationTest {
    private static double normal(SplittableRandom random) {
        double u = 1 - random.nextDouble();
        return Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    /** Simulates the model itself: three assets, GARCH volatilities, correlations that move with a = 0.05, b = 0.90. */
    private static double[][] simulated(int rows, double a, double b, boolean corrected, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] s = {1, 0.6, 0.2, 0.6, 1, -0.3, 0.2, -0.3, 1};
        double[] q = s.clone();
        double[][] out = new double[3][rows];
        double[] h = {1e-4, 2e-4, 5e-5};
        double[] v = h.clone();
        for (int t = 0; t < rows; t++) {
            double[] l = new double[9];
            for (int k = 0; k < 9; k++) {
                l[k] = q[k] / Math.sqrt(q[k / 3 * 4] * q[k % 3 * 4]);
            }
            assertThat(Cholesky.factor(3, l, 0, 3)).isEqualTo(3);
            double[] e = {normal(random), normal(random), normal(random)};
            double[] z = new double[3];
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j <= i; j++) {
                    z[i] += l[j * 3 + i] * e[j];
                }
                out[i][t] = Math.sqrt(v[i]) * z[i];
                v[i] = 0.05 * h[i] + 0.07 * out[i][t] * out[i][t] + 0.88 * v[i];
            }
            double[] y = new double[3];
            for (int i = 0; i < 3; i++) {
                y[i] = corrected ? Math.sqrt(q[i * 4]) * z[i] : z[i];
            }
            for (int k = 0; k < 9; k++) {
                q[k] = (1 - a - b) * s[k] + a * y[k / 3] * y[k % 3] + b * q[k];
            }
        }
        return out;
    }

    private static double[] residuals(int rows, int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] z = new double[rows * n];
        for (int t = 0; t < rows; t++) {
            double common = normal(random);
            for (int i = 0; i < n; i++) {
                z[t * n + i] = 0.7 * common + 0.7 * normal(random);
            }
        }
        return z;
    }

    @Test
    void gradientIsThatOfTheLikelihood() {
        DccRecursion recursion = new DccRecursion(300, 4, residuals(300, 4, 3), false);
        double[] gradient = new double[2];
        double[] unused = new double[2];
        recursion.evaluate(0.05, 0.9, gradient);
        double h = 1e-6;
        double byA = (recursion.evaluate(0.05 + h, 0.9, unused) - recursion.evaluate(0.05 - h, 0.9, unused)) / (2 * h);
        double byB = (recursion.evaluate(0.05, 0.9 + h, unused) - recursion.evaluate(0.05, 0.9 - h, unused)) / (2 * h);
        // tolerance: third derivatives times h^2, and rounding over h
        assertThat(gradient[0]).isCloseTo(byA, within(1e-5 * Math.abs(byA) + 1e-5));
        assertThat(gradient[1]).isCloseTo(byB, within(1e-5 * Math.abs(byB) + 1e-5));
    }

    /** The correlation part of the likelihood by another calculation: row by row with the definition. */
    @Test
    void likelihoodIsTheDefinition() {
        int n = 3;
        int rows = 50;
        double[] z = residuals(rows, n, 5);
        for (boolean corrected : new boolean[] {false, true}) {
            DccRecursion recursion = new DccRecursion(rows, n, z, corrected);
            double found = recursion.evaluate(0.1, 0.8, new double[2]);
            double[] s = recursion.target();
            double[] q = s.clone();
            double sum = 0;
            for (int t = 0; t < rows; t++) {
                double[] l = new double[n * n];
                for (int k = 0; k < n * n; k++) {
                    l[k] = q[k] / Math.sqrt(q[k / n * (n + 1)] * q[k % n * (n + 1)]);
                }
                Cholesky.factor(n, l, 0, n);
                double[] x = Arrays.copyOfRange(z, t * n, t * n + n);
                double own = 0;
                for (double value : x) {
                    own += value * value;
                }
                TriangularSolve.lower(n, l, 0, n, x, 0);
                double square = 0;
                double logarithm = 0;
                for (int i = 0; i < n; i++) {
                    square += x[i] * x[i];
                    logarithm += 2 * StrictMath.log(l[i * n + i]);
                }
                sum -= 0.5 * (logarithm + square - own);
                double[] y = new double[n];
                for (int i = 0; i < n; i++) {
                    y[i] = z[t * n + i] * (corrected ? Math.sqrt(q[i * (n + 1)]) : 1);
                }
                for (int k = 0; k < n * n; k++) {
                    q[k] = 0.1 * s[k] + 0.1 * y[k / n] * y[k % n] + 0.8 * q[k];
                }
            }
            assertThat(found).isCloseTo(sum, within(1e-11));
            double[] next = recursion.nextCorrelation(0.1, 0.8);
            assertThat(next[1]).isCloseTo(q[1] / Math.sqrt(q[0] * q[n + 1]), within(1e-14));
        }
    }

    /** Oracle: the parameters simulated with, to four standard deviations of 40 repetitions (a: 0.0055, b: 0.0139). */
    @Test
    void knownParametersAreFoundAgain() {
        for (boolean corrected : new boolean[] {false, true}) {
            ReturnPanel panel = Panels.of(simulated(3000, 0.05, 0.90, corrected, 7));
            DynamicCorrelation model = corrected ? DynamicCorrelation.aielli() : DynamicCorrelation.engle();
            DynamicCorrelationFit fit = model.fit(panel);
            assertThat(fit.news()).isCloseTo(0.05, within(0.022));
            assertThat(fit.memory()).isCloseTo(0.90, within(0.056));
            assertThat(fit.correlationLogLikelihood())
                    .isGreaterThan(DynamicCorrelation.constant().fit(panel).correlationLogLikelihood() + 5);
            // neighbours are less likely, and so are other starts: the surface has one top here
            double[] z = new double[9000];
            for (int k = 0; k < 3; k++) {
                double[] residuals = fit.volatility("A" + k).standardisedResiduals();
                for (int t = 0; t < 3000; t++) {
                    z[t * 3 + k] = residuals[t];
                }
            }
            DccRecursion recursion = new DccRecursion(3000, 3, z, corrected);
            double best = fit.correlationLogLikelihood();
            for (double step : new double[] {-1e-3, 1e-3}) {
                assertThat(recursion.evaluate(fit.news() + step, fit.memory(), new double[2]))
                        .isLessThan(best);
                assertThat(recursion.evaluate(fit.news(), fit.memory() + step, new double[2]))
                        .isLessThan(best);
            }
        }
    }

    @Test
    void covarianceIsVolatilitiesTimesCorrelations() {
        ReturnPanel panel = Panels.of(simulated(600, 0.05, 0.90, false, 2));
        DynamicCorrelationFit fit = DynamicCorrelation.engle().fit(panel);
        CovarianceMatrix next = fit.nextCovariance();
        for (int i = 0; i < 3; i++) {
            assertThat(Math.sqrt(next.variance(i)))
                    .isCloseTo(fit.volatility("A" + i).nextVolatility(), within(1e-16));
        }
        assertThat(DynamicCorrelation.engle().estimate(panel)).isEqualTo(next);
        // far ahead: long-run volatilities and the mean correlation
        double far = fit.covariance(5000).correlation().get(0, 1);
        double[] z0 = fit.volatility("A0").standardisedResiduals();
        double[] z1 = fit.volatility("A1").standardisedResiduals();
        double sxy = 0;
        double sxx = 0;
        double syy = 0;
        for (int t = 0; t < 600; t++) {
            sxy += z0[t] * z1[t];
            sxx += z0[t] * z0[t];
            syy += z1[t] * z1[t];
        }
        assertThat(far).isCloseTo(sxy / Math.sqrt(sxx * syy), within(1e-12));
        assertThat(DynamicCorrelation.constant().estimate(panel).correlation().get(0, 1))
                .isCloseTo(sxy / Math.sqrt(sxx * syy), within(1e-12));
        assertThat(fit.toString()).startsWith("DynamicCorrelationFit[3 assets, a 0.0");
        assertThat(DynamicCorrelation.constant().toString()).startsWith("DynamicCorrelation[CONSTANT");
    }

    @Test
    void orderAndUnitOfAssetsDoNotMatter() {
        double[][] columns = simulated(400, 0.05, 0.90, false, 4);
        double[][] other = {columns[2].clone(), columns[0].clone(), columns[1].clone()};
        for (double[] column : other) {
            for (int t = 0; t < column.length; t++) {
                column[t] *= 100;
            }
        }
        CovarianceMatrix plain = DynamicCorrelation.engle().estimate(Panels.of(columns));
        CovarianceMatrix moved = DynamicCorrelation.engle().estimate(Panels.of(other));
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double scale = Math.sqrt(plain.variance(i) * plain.variance(j));
                // tolerance: parameters are found to much less than their standard errors
                assertThat(moved.get((i + 1) % 3, (j + 1) % 3) / 1e4).isCloseTo(plain.get(i, j), within(1e-5 * scale));
            }
        }
    }

    @Test
    void anAssetThatNeverMovesKeepsAZeroRow() {
        double[][] columns = simulated(300, 0.05, 0.90, false, 4);
        double[][] with = {columns[0], new double[300], columns[1]};
        DynamicCorrelationFit fit = DynamicCorrelation.engle().fit(Panels.of(with));
        assertThat(fit.nextCovariance().variance(1)).isZero();
        assertThat(fit.nextCovariance().get(0, 1)).isZero();
        assertThat(fit.nextCovariance().get(0, 2)).isNotZero();
        assertThatThrownBy(() -> fit.volatility("A1")).hasMessageContaining("A1 must move");
        // one asset has no correlation
        DynamicCorrelationFit alone = DynamicCorrelation.engle().fit(Panels.of(columns[0]));
        assertThat(alone.news()).isZero();
        assertThat(alone.correlationLogLikelihood()).isCloseTo(0, within(1e-12));
    }

    @Test
    void whatCannotBeFittedIsRefusedByName() {
        double[][] columns = simulated(300, 0.05, 0.90, false, 4);
        assertThatThrownBy(() -> DynamicCorrelation.engle().fit(Panels.of(Panels.random(1, 2, 1))))
                .hasMessageContaining("at least 3")
                .hasMessageContaining("had 1");
        assertThatThrownBy(() -> DynamicCorrelation.constant().fit(Panels.of(columns[0], columns[1], columns[0])))
                .hasMessageContaining("linearly independent");
        assertThatThrownBy(() -> DynamicCorrelation.engle().fit(Panels.of(columns[0], columns[0])))
                .hasMessageContaining("linearly independent");
        assertThatThrownBy(() -> DynamicCorrelation.engle()
                        .withVolatility(returns -> new NotFitted("too wild"))
                        .fit(Panels.of(columns)))
                .isInstanceOf(VolatilityNotFittedException.class)
                .hasMessage("A0: too wild");
        assertThatThrownBy(() -> DynamicCorrelation.constant()
                        .withVolatility(EwmaVolatility.lambda(0.94))
                        .fit(Panels.of(Panels.random(5, 6, 1))))
                .hasMessageContaining("at least 7 returns of each");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> DynamicCorrelation.engle().fit(Panels.of(columns), Progress.unheard()))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Oracle: for two assets the pairs are the whole; for more, the sum over panels of two. */
    @Test
    void compositeLikelihoodIsTheSumOverPairs() {
        int rows = 80;
        double[] z = residuals(rows, 4, 9);
        for (boolean corrected : new boolean[] {false, true}) {
            double[] gradient = new double[2];
            DccRecursion whole = new DccRecursion(rows, 4, z, corrected);
            double found = new DccPairs(rows, 4, z, corrected, whole).evaluate(0.06, 0.85, gradient);
            double sum = 0;
            double[] slopes = new double[2];
            for (int j = 0; j < 4; j++) {
                for (int i = 0; i < j; i++) {
                    double[] pair = new double[2 * rows];
                    for (int t = 0; t < rows; t++) {
                        pair[2 * t] = z[4 * t + i];
                        pair[2 * t + 1] = z[4 * t + j];
                    }
                    double[] own = new double[2];
                    sum += new DccRecursion(rows, 2, pair, corrected).evaluate(0.06, 0.85, own);
                    slopes[0] += own[0];
                    slopes[1] += own[1];
                }
            }
            assertThat(found).isCloseTo(sum / 3, within(1e-11));
            if (!corrected) {
                assertThat(gradient[0]).isCloseTo(slopes[0] / 3, within(1e-9 * Math.abs(slopes[0])));
                assertThat(gradient[1]).isCloseTo(slopes[1] / 3, within(1e-9 * Math.abs(slopes[1])));
            }
        }
    }

    /** Oracle: the parameters simulated with, within the same band as the whole likelihood, and the correlations of its recursion. */
    @Test
    void pairsFindTheSameModel() {
        ReturnPanel panel = Panels.of(simulated(3000, 0.05, 0.90, false, 7));
        for (DynamicCorrelation model :
                new DynamicCorrelation[] {DynamicCorrelation.engle(), DynamicCorrelation.aielli()}) {
            DynamicCorrelationFit whole = model.fit(panel);
            DynamicCorrelationFit pairs = model.ofPairs().fit(panel);
            assertThat(pairs.news()).isCloseTo(whole.news(), within(0.02));
            assertThat(pairs.memory()).isCloseTo(whole.memory(), within(0.05));
            for (int i = 0; i < 3; i++) {
                assertThat(pairs.nextCovariance().correlation().get(i, (i + 1) % 3))
                        .isCloseTo(whole.nextCovariance().correlation().get(i, (i + 1) % 3), within(0.03));
            }
        }
        assertThat(DynamicCorrelation.engle().ofPairs()).asString().endsWith(", pairs]");
        // two assets: the same likelihood and so the same maximum
        ReturnPanel two = Panels.of(Arrays.copyOf(simulated(800, 0.05, 0.90, false, 7), 2));
        assertThat(DynamicCorrelation.engle().ofPairs().fit(two).correlationLogLikelihood())
                .isCloseTo(DynamicCorrelation.engle().fit(two).correlationLogLikelihood(), within(1e-4));
    }

    /** More assets than periods, two of them the same: what the whole likelihood cannot have. */
    @Test
    void pairsTakeMoreAssetsThanPeriodsAndTheSameAssetTwice() {
        double[][] columns = Panels.random(60, 70, 21);
        columns[69] = columns[0].clone();
        DynamicCorrelation model = DynamicCorrelation.engle().withVolatility(EwmaVolatility.lambda(0.94));
        assertThatThrownBy(() -> model.fit(Panels.of(columns))).hasMessageContaining("ofPairs()");
        CovarianceMatrix next = model.ofPairs().estimate(Panels.of(columns));
        assertThat(next.indefiniteness()).isLessThanOrEqualTo(CovarianceMatrix.LARGEST_INDEFINITENESS);
        assertThat(next.correlation().get(0, 69)).isCloseTo(1, within(1e-12));
    }

    /** Short histories have several maxima: no point of a brute search may be more likely by more than a half. */
    @Test
    void noPointOfABruteSearchIsMoreLikely() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 2 + random.nextInt(3);
            int rows = 60 + random.nextInt(120);
            double[][] columns = new double[n][rows];
            for (int t = 0; t < rows; t++) {
                double common = random.nextDouble() - 0.5;
                for (double[] column : columns) {
                    boolean quiet = seed % 2 == 0 && random.nextInt(10) != 0;
                    column[t] = quiet ? 0 : 0.5 * common + random.nextDouble() - 0.5;
                }
            }
            DynamicCorrelationFit fit = DynamicCorrelation.engle()
                    .withVolatility(EwmaVolatility.lambda(0.94))
                    .fit(Panels.of(columns));
            double[] z = new double[rows * n];
            for (int j = 0; j < n; j++) {
                double[] residuals = fit.volatility("A" + j).standardisedResiduals();
                for (int t = 0; t < rows; t++) {
                    z[t * n + j] = residuals[t];
                }
            }
            DccRecursion recursion = new DccRecursion(rows, n, z, false);
            for (int draw = 0; draw < 80; draw++) {
                double p = draw % 2 == 0 ? random.nextDouble() : 1 - StrictMath.pow(10, -1 - 4 * random.nextDouble());
                double share = StrictMath.pow(10, -3 * random.nextDouble());
                assertThat(recursion.evaluate(p * share, p * (1 - share), new double[2]))
                        .as("seed %d", seed)
                        .isLessThan(fit.correlationLogLikelihood() + 0.5);
            }
        }
    }
}
