package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.time.Progress;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class RobustCovarianceTest {
    private static double[][] gaussian(int rows, int n, long seed) {
        Random random = new Random(seed);
        double[][] x = new double[n][rows];
        for (double[] column : x) {
            Arrays.setAll(column, t -> 0.01 * random.nextGaussian());
        }
        return x;
    }

    /** Oracle: every set of h points, for samples so small that all can be tried. */
    @Test
    void findsTheSmallestDeterminantOfAll() {
        for (int seed = 0; seed < 6; seed++) {
            int rows = 11;
            int r = 2;
            int h = 7;
            SplittableRandom random = new SplittableRandom(seed);
            double[] z = random.doubles((long) rows * r, -1, 1).toArray();
            double least = Double.POSITIVE_INFINITY;
            for (int set = 0; set < 1 << rows; set++) {
                if (Integer.bitCount(set) == h) {
                    least = Math.min(least, determinant(z, rows, set));
                }
            }
            DeterminantSearch.Core core = Objects.requireNonNull(
                    DeterminantSearch.of(z, r, rows, h, 0, DeterminantSearch.stages(Progress.unheard())),
                    "every set is degenerate");
            assertThat(StrictMath.exp(core.logDeterminant())).isCloseTo(least, within(1e-10 * least));
        }
    }

    private static double determinant(double[] z, int rows, int set) {
        double[] mean = new double[2];
        int h = Integer.bitCount(set);
        for (int t = 0; t < rows; t++) {
            if ((set >> t & 1) == 1) {
                mean[0] += z[2 * t] / h;
                mean[1] += z[2 * t + 1] / h;
            }
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int t = 0; t < rows; t++) {
            if ((set >> t & 1) == 1) {
                double x = z[2 * t] - mean[0];
                double y = z[2 * t + 1] - mean[1];
                xx += x * x / h;
                xy += x * y / h;
                yy += y * y / h;
            }
        }
        return xx * yy - xy * xy;
    }

    /**
     * scikit-learn 1.9.1, MinCovDet on the first four hedge-fund styles with random states 0 to 4, stops between -5.2063 and
     * -5.2097 of the same objective (log determinant of h = 149 months relative to that of all).
     */
    @Test
    void determinantIsNoLargerThanScikitLearns() {
        RobustCovariance.Fit fit = RobustCovariance.minimumDeterminant().fit(Panels.of(ReferenceData.edhec(4)));
        assertThat(fit.core()).isEqualTo(149);
        assertThat(fit.logDeterminant()).isLessThanOrEqualTo(-5.2097267 + 1e-6);
    }

    @Test
    void fortyPercentOfOutliersDoNotMatter() {
        double[][] x = gaussian(200, 3, 1);
        double[][] spoilt = new double[3][];
        for (int j = 0; j < 3; j++) {
            spoilt[j] = x[j].clone();
            for (int t = 0; t < 80; t++) {
                spoilt[j][t] = 0.5 + x[j][t];
            }
        }
        RobustCovariance.Fit fit = RobustCovariance.minimumDeterminant().fit(Panels.of(spoilt));
        CovarianceMatrix plain = SampleCovariance.unbiased().estimate(Panels.of(spoilt));
        assertThat(fit.outliers()).hasSizeBetween(80, 90);
        for (int j = 0; j < 3; j++) {
            assertThat(Math.sqrt(fit.covariance().variance(j))).isCloseTo(0.01, within(0.002));
            assertThat(fit.location().get(j)).isCloseTo(0, within(0.003));
            assertThat(Math.sqrt(plain.variance(j))).isGreaterThan(0.2);
        }
    }

    /** Consistency: for normal returns both the variances and the correlations are right on average. */
    @Test
    void isConsistentForNormalReturns() {
        double sum = 0;
        for (int seed = 0; seed < 5; seed++) {
            CovarianceMatrix c = RobustCovariance.minimumDeterminant().estimate(Panels.of(gaussian(700, 3, seed)));
            for (int j = 0; j < 3; j++) {
                sum += c.variance(j) / 15;
            }
        }
        // fifteen variances of about 600 dates each: a standard error of 1.5%
        assertThat(sum).isCloseTo(1e-4, within(0.06 * 1e-4));
    }

    @Test
    void seedIsPartOfTheResultAndRepeatsIt() {
        ReturnPanel panel = Panels.of(Panels.random(90, 4, 2));
        RobustCovariance.Fit one =
                RobustCovariance.minimumDeterminant().seed(42).fit(panel);
        assertThat(one.seed()).isEqualTo(42);
        assertThat(RobustCovariance.minimumDeterminant().seed(42).fit(panel)).isEqualTo(one);
    }

    @Test
    void allDatesAsCoreIsTheSampleBeforeReweighting() {
        double[][] x = gaussian(60, 3, 5);
        RobustCovariance.Fit fit =
                RobustCovariance.minimumDeterminant().support(1).fit(Panels.of(x));
        assertThat(fit.core()).isEqualTo(60);
        assertThat(fit.logDeterminant()).isCloseTo(0, within(1e-12));
    }

    @Test
    void scaleOfOneAssetChangesNothingElse() {
        double[][] x = Panels.random(80, 4, 6);
        CovarianceMatrix plain = RobustCovariance.minimumDeterminant().estimate(Panels.of(x));
        x[2] = Arrays.stream(x[2]).map(v -> 1024 * v).toArray();
        CovarianceMatrix scaled = RobustCovariance.minimumDeterminant().estimate(Panels.of(x));
        assertThat(scaled.get(0, 1)).isEqualTo(plain.get(0, 1));
        assertThat(scaled.get(0, 2)).isEqualTo(1024 * plain.get(0, 2));
    }

    @Test
    void datesOnAPlaneAreRefused() {
        double[][] x = gaussian(50, 2, 7);
        for (int t = 0; t < 45; t++) {
            x[1][t] = x[0][t];
        }
        assertThatThrownBy(() -> RobustCovariance.minimumDeterminant().fit(Panels.of(x)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lie on a plane");
    }

    @Test
    void endsWhenInterrupted() {
        ReturnPanel panel = Panels.of(Panels.random(30, 3, 7));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> RobustCovariance.minimumDeterminant().fit(panel))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void settingsAreChecked() {
        for (double bad : new double[] {0.49, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> RobustCovariance.minimumDeterminant().support(bad))
                    .hasMessageContaining("share");
        }
        assertThat(RobustCovariance.minimumDeterminant()).hasToString("RobustCovariance[support 0.5, seed 0]");
    }
}
