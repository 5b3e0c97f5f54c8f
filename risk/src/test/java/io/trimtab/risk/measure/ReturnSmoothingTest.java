package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class ReturnSmoothingTest {
    private static double[] smoothed(int n, double t0, double t1, double t2, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[n + 2];
        Arrays.setAll(x, t -> 0.01 + 0.03 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5));
        double[] r = new double[n];
        Arrays.setAll(r, t -> t0 * x[t + 2] + t1 * x[t + 1] + t2 * x[t]);
        return r;
    }

    /** Oracle: the weights that made the series; 20,000 returns tell them to about 0.01. */
    @Test
    void findsTheWeightsThatMadeTheSeries() {
        ReturnSmoothing fit =
                ReturnSmoothing.of(smoothed(20_000, 0.6, 0.3, 0.1, 3)).orElseThrow();
        assertThat(fit.theta0()).isCloseTo(0.6, within(0.02));
        assertThat(fit.theta1()).isCloseTo(0.3, within(0.02));
        assertThat(fit.theta2()).isCloseTo(0.1, within(0.02));
        assertThat(fit.index()).isCloseTo(0.46, within(0.02));
    }

    /**
     * Oracle: the Gaussian density of the whole series with its covariance matrix, decomposed at once. The fit has that
     * likelihood, and none of its neighbours a higher one.
     */
    @Test
    void theLikelihoodIsThatOfTheWholeMatrixAndHighest() {
        double[] r = smoothed(60, 0.5, 0.3, 0.2, 8);
        ReturnSmoothing fit = ReturnSmoothing.of(r).orElseThrow();
        double a = fit.theta1() / fit.theta0();
        double b = fit.theta2() / fit.theta0();
        assertThat(fit.logLikelihood()).isCloseTo(likelihood(r, a, b), within(1e-8));
        for (double step : new double[] {1e-3, -1e-3}) {
            assertThat(likelihood(r, a + step, b)).isLessThan(fit.logLikelihood());
            assertThat(likelihood(r, a, b + step)).isLessThan(fit.logLikelihood());
        }
    }

    private static double likelihood(double[] r, double a, double b) {
        int n = r.length;
        RealMatrix v = MatrixUtils.createRealMatrix(n, n);
        double[] gamma = {1 + a * a + b * b, a + a * b, b};
        for (int i = 0; i < n; i++) {
            for (int j = Math.max(0, i - 2); j <= Math.min(n - 1, i + 2); j++) {
                v.setEntry(i, j, gamma[Math.abs(i - j)]);
            }
        }
        CholeskyDecomposition cholesky = new CholeskyDecomposition(v);
        ArrayRealVector ones = new ArrayRealVector(n, 1.0);
        ArrayRealVector x = new ArrayRealVector(r);
        double mean = ones.dotProduct(cholesky.getSolver().solve(x))
                / ones.dotProduct(cholesky.getSolver().solve(ones));
        org.hipparchus.linear.RealVector d = x.subtract(ones.mapMultiply(mean));
        double variance = d.dotProduct(cholesky.getSolver().solve(d)) / n;
        return -0.5 * (n * (Math.log(2 * Math.PI * variance) + 1) + Math.log(cholesky.getDeterminant()));
    }

    @Test
    void whatIsNotSmoothedHasAnIndexOfOneOrNear() {
        double[] alternating = new double[50];
        Arrays.setAll(alternating, t -> (t % 2 == 0 ? 0.01 : -0.01) + 0.0001 * (t % 7));
        assertThat(ReturnSmoothing.of(alternating).orElseThrow().theta1()).isZero();
        assertThat(ReturnSmoothing.of(smoothed(5000, 1, 0, 0, 4)).orElseThrow().index())
                .isGreaterThan(0.93);
    }

    @Test
    void scaleAndLevelDoNotMatter() {
        double[] r = smoothed(200, 0.5, 0.3, 0.2, 6);
        ReturnSmoothing fit = ReturnSmoothing.of(r).orElseThrow();
        ReturnSmoothing other = ReturnSmoothing.of(
                        Arrays.stream(r).map(x -> 1000 * x + 3).toArray())
                .orElseThrow();
        assertThat(other.index()).isCloseTo(fit.index(), within(1e-6));
    }

    @Test
    void badInputIsRefused() {
        assertThat(ReturnSmoothing.of(new double[] {1, 1, 1, 1, 1})).isEmpty();
        assertThatThrownBy(() -> ReturnSmoothing.of(new double[] {1, 2, 3, 4})).hasMessageContaining("at least 5");
        assertThatThrownBy(() -> ReturnSmoothing.of(new double[] {1, 2, 3, 4, Double.NaN}))
                .hasMessageContaining("returns[4]");
        assertThatThrownBy(() -> new ReturnSmoothing(0.5, 0.1, 0.1, 0)).hasMessageContaining("sum of theta");
    }
}
