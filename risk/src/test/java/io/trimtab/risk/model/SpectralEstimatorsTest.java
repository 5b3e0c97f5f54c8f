package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.testkit.Fixtures;
import io.trimtab.risk.model.RandomMatrixDenoising.Denoised;
import io.trimtab.risk.model.RandomMatrixDenoising.NoiseVariance;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** Estimators that change eigenvalues. Oracle of decompositions: Hipparchus, on matrices scaled to about one. */
class SpectralEstimatorsTest {
    private static final double ROOT5 = Math.sqrt(5);

    private static double[][] gaussian(int rows, int n, long seed) {
        java.util.Random random = new java.util.Random(seed);
        double[][] x = new double[n][rows];
        for (double[] column : x) {
            Arrays.setAll(column, t -> random.nextGaussian());
        }
        return x;
    }

    private static RealMatrix matrix(CovarianceMatrix c) {
        int n = c.universe().size();
        RealMatrix m = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                m.setEntry(i, j, c.get(i, j));
            }
        }
        return m;
    }

    private static double distance(CovarianceMatrix c, double[] variances) {
        double sum = 0;
        for (int i = 0; i < variances.length; i++) {
            for (int j = 0; j < variances.length; j++) {
                double d = c.get(i, j) - (i == j ? variances[i] : 0);
                sum += d * d;
            }
        }
        return Math.sqrt(sum);
    }

    /** The MATLAB function printed in the paper's supplement, transcribed in its own order of operations. */
    private static double[] asPrinted(double[] lambda, int n, int p) {
        double h = StrictMath.pow(n, -1.0 / 3);
        int r = lambda.length;
        double[] out = new double[p];
        double inverse = 0;
        for (int i = 0; i < r; i++) {
            double f = 0;
            double g = 0;
            for (int j = 0; j < r; j++) {
                double x = (lambda[i] - lambda[j]) / (h * lambda[j]);
                f += 3 / 4.0 / ROOT5 * Math.max(1 - x * x / 5, 0) / (h * lambda[j]) / r;
                double t = -3 / 10.0 / Math.PI * x;
                if (Math.abs(x) != ROOT5) {
                    t += 3
                            / 4.0
                            / ROOT5
                            / Math.PI
                            * (1 - x * x / 5)
                            * StrictMath.log(Math.abs((ROOT5 - x) / (ROOT5 + x)));
                }
                g += t / (h * lambda[j]) / r;
            }
            double c = (double) p / n;
            double level = Math.PI * c * lambda[i];
            out[p - r + i] = p <= n
                    ? lambda[i] / (level * f * level * f + (1 - c - level * g) * (1 - c - level * g))
                    : lambda[i] / (Math.PI * Math.PI * lambda[i] * lambda[i] * (f * f + g * g));
            inverse += 1 / lambda[i] / r;
        }
        if (p > n) {
            double at = 1
                    / Math.PI
                    * (3 / 10.0 / h / h
                            + 3
                                    / 4.0
                                    / ROOT5
                                    / h
                                    * (1 - 1 / 5.0 / h / h)
                                    * StrictMath.log((1 + ROOT5 * h) / (1 - ROOT5 * h)))
                    * inverse;
            for (int i = 0; i < p - r; i++) {
                out[i] = 1 / (Math.PI * (p - n) / n * at);
            }
        }
        return out;
    }

    /** The quadratic-inverse function printed in the paper of 2022, in its own order of operations, eigenvalues ascending. */
    private static double[] quadraticAsPrinted(double[] lambda, int n, int p) {
        double c = (double) p / n;
        double h = StrictMath.pow(Math.min(c * c, 1 / (c * c)), 0.35) / StrictMath.pow(p, 0.35);
        int r = Math.min(p, n);
        double[] inverse = new double[r];
        double total = 0;
        for (int i = 0; i < r; i++) {
            inverse[i] = 1 / lambda[i];
            total += lambda[i];
        }
        double[] delta = new double[p];
        double sum = 0;
        double meanOfInverse = Arrays.stream(inverse).average().orElseThrow();
        for (int i = 0; i < p; i++) {
            if (i < p - r) {
                delta[i] = 1 / ((c - 1) * meanOfInverse);
            } else {
                double own = inverse[i - (p - r)];
                double theta = 0;
                double conjugate = 0;
                for (double lj : inverse) {
                    double difference = lj - own;
                    double denominator = difference * difference + h * h * lj * lj;
                    theta += lj * difference / denominator / r;
                    conjugate += lj * (h * lj) / denominator / r;
                }
                double amplitude = theta * theta + conjugate * conjugate;
                delta[i] = p <= n
                        ? 1 / ((1 - c) * (1 - c) * own + 2 * c * (1 - c) * own * theta + c * c * own * amplitude)
                        : 1 / (own * amplitude);
            }
            sum += delta[i];
        }
        for (int i = 0; i < p; i++) {
            delta[i] *= total / sum;
        }
        return delta;
    }

    @Test
    void quadraticInverseShrinkageIsThatOfThePaper() {
        for (int[] size : new int[][] {{2, 3}, {13, 1}, {60, 8}, {31, 30}, {31, 31}, {41, 60}, {14, 40}}) {
            int rows = size[0];
            int p = size[1];
            ReturnPanel panel = Panels.of(gaussian(rows, p, rows + 100L));
            RealMatrix sample = matrix(SampleCovariance.unbiased().estimate(panel));
            EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(sample);
            int r = Math.min(p, rows - 1);
            double[] lambda = new double[r];
            for (int k = 0; k < r; k++) {
                lambda[k] = eigen.getEigenvalue(r - 1 - k);
            }
            double[] delta = quadraticAsPrinted(lambda, rows - 1, p);
            RealMatrix expected = new Array2DRowRealMatrix(p, p);
            for (int k = 0; k < p; k++) {
                RealMatrix u = MatrixUtils.createColumnRealMatrix(
                        eigen.getEigenvector(p - 1 - k).toArray());
                expected = expected.add(u.multiply(u.transpose()).scalarMultiply(delta[k]));
            }
            CovarianceMatrix ours = NonlinearShrinkage.quadraticInverse().estimate(panel);
            double trace = 0;
            for (int i = 0; i < p; i++) {
                trace += ours.variance(i);
                for (int j = 0; j < p; j++) {
                    assertThat(ours.get(i, j)).isCloseTo(expected.getEntry(i, j), within(1e-9));
                }
            }
            assertThat(trace).isCloseTo(sample.getTrace(), within(1e-10 * sample.getTrace()));
        }
    }

    /** Oracle: the truth, and the sample; mean over 20 draws of twice as many dates as assets, and of half as many. */
    @Test
    void bothFormsOfNonlinearShrinkageAreFarNearerToTheTruthThanTheSample() {
        int p = 40;
        double[] variances = new double[p];
        Arrays.setAll(variances, i -> i < 8 ? 1 : i < 24 ? 3 : 10);
        for (int rows : new int[] {20, 80}) {
            double sample = 0;
            double analytical = 0;
            double quadratic = 0;
            for (int draw = 0; draw < 20; draw++) {
                double[][] x = gaussian(rows, p, 1000L * rows + draw);
                for (int i = 0; i < p; i++) {
                    for (int t = 0; t < rows; t++) {
                        x[i][t] *= Math.sqrt(variances[i]);
                    }
                }
                ReturnPanel panel = Panels.of(x);
                sample += distance(SampleCovariance.unbiased().estimate(panel), variances);
                analytical += distance(NonlinearShrinkage.analytical().estimate(panel), variances);
                quadratic += distance(NonlinearShrinkage.quadraticInverse().estimate(panel), variances);
            }
            assertThat(analytical).isLessThan(0.65 * sample);
            assertThat(quadratic).isLessThan(0.65 * sample);
            assertThat(quadratic).isBetween(0.8 * analytical, 1.1 * analytical);
        }
    }

    /** An asset of a trillionth of the others' volatility: nothing is made up for it, and no scale matters to correlations. */
    @Test
    void assetsOfVolatilitiesBeyondRoundingAreRefusedOrShrunkByTheirCorrelations() {
        double[][] x = gaussian(60, 5, 3);
        double[][] small = x.clone();
        small[2] = Arrays.stream(x[2]).map(v -> 1e-12 * v).toArray();
        for (NonlinearShrinkage estimator :
                List.of(NonlinearShrinkage.analytical(), NonlinearShrinkage.quadraticInverse())) {
            assertThatThrownBy(() -> estimator.estimate(Panels.of(small)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("volatility of A2")
                    .hasMessageContaining("ofCorrelation()");
            CovarianceMatrix plain = estimator.ofCorrelation().estimate(Panels.of(x));
            CovarianceMatrix scaled = estimator.ofCorrelation().estimate(Panels.of(small));
            CovarianceMatrix sample = SampleCovariance.unbiased().estimate(Panels.of(small));
            assertThat(scaled.variance(2)).isCloseTo(sample.variance(2), within(1e-12 * sample.variance(2)));
            for (int i = 0; i < 5; i++) {
                double factor = i == 2 ? 1e-12 : 1;
                assertThat(scaled.get(i, 2) / (factor * 1e-12)).isCloseTo(plain.get(i, 2), within(1e-11));
                assertThat(Math.abs(plain.correlation().get(i, 2))).isLessThanOrEqualTo(1);
            }
        }
        assertThat(NonlinearShrinkage.quadraticInverse().ofCorrelation())
                .hasToString("NonlinearShrinkage[quadratic inverse of correlation]");
    }

    @Test
    void nonlinearShrinkageIsThatOfThePaper() {
        for (int[] size : new int[][] {{13, 1}, {60, 8}, {200, 30}, {31, 30}, {41, 60}, {14, 40}}) {
            int rows = size[0];
            int p = size[1];
            double[][] x = gaussian(rows, p, rows);
            ReturnPanel panel = Panels.of(x);
            RealMatrix s = matrix(SampleCovariance.unbiased().estimate(panel));
            EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(s, 1e-15, false);
            double[] all = eigen.getEigenvalues();
            double[] lambda = Arrays.copyOfRange(all, Math.max(0, p - (rows - 1)), p);
            double[] d = asPrinted(lambda, rows - 1, p);
            RealMatrix expected = eigen.getV()
                    .multiply(MatrixUtils.createRealDiagonalMatrix(d))
                    .multiply(eigen.getV().transpose());
            CovarianceMatrix ours = NonlinearShrinkage.analytical().estimate(panel);
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    // the printed form loses digits where eigenvalues are far apart; one that is nearly zero magnifies
                    // them
                    assertThat(ours.get(i, j)).as("%d x %d", rows, p).isCloseTo(expected.getEntry(i, j), within(1e-6));
                }
            }
        }
    }

    /** Where the printed form is accurate, and where it has lost everything: 1 / (pi x) far away. */
    @Test
    void hilbertTransformKeepsItsDigitsFarAway() {
        for (double x = -30; x <= 30; x += 0.37) {
            double printed = -3 / 10.0 / Math.PI * x
                    + 3 / 4.0 / ROOT5 / Math.PI * (1 - x * x / 5) * StrictMath.log(Math.abs((ROOT5 - x) / (ROOT5 + x)));
            assertThat(NonlinearShrinkage.transform(x)).isCloseTo(printed, within(1e-13));
        }
        assertThat(NonlinearShrinkage.transform(0)).isZero();
        assertThat(NonlinearShrinkage.transform(ROOT5)).isCloseTo(-0.3 * ROOT5 / Math.PI, within(1e-15));
        assertThat(NonlinearShrinkage.transform(-ROOT5)).isCloseTo(0.3 * ROOT5 / Math.PI, within(1e-15));
        assertThat(NonlinearShrinkage.transform(1e9)).isCloseTo(-1 / (Math.PI * 1e9), within(1e-24));
    }

    @Test
    void nonlinearShrinkageIsNearerToTheTruthThanSampleAndLinear() {
        int p = 60;
        double[] truth = new double[p];
        Arrays.setAll(truth, i -> i < 12 ? 1 : i < 36 ? 3 : 10);
        for (int rows : new int[] {40, 61, 150}) {
            double[][] x = gaussian(rows, p, rows);
            for (int i = 0; i < p; i++) {
                double sd = Math.sqrt(truth[i]);
                x[i] = Arrays.stream(x[i]).map(v -> sd * v).toArray();
            }
            ReturnPanel panel = Panels.of(x);
            double sample = distance(SampleCovariance.unbiased().estimate(panel), truth);
            double linear = distance(LedoitWolf.identity().estimate(panel), truth);
            double nonlinear = distance(NonlinearShrinkage.analytical().estimate(panel), truth);
            assertThat(nonlinear).isLessThan(0.8 * sample).isLessThan((rows < 100 ? 1.05 : 1) * linear);
        }
    }

    @Test
    void sameAssetTwiceHasOneRiskAndAFreeDifference() {
        double[][] x = gaussian(80, 5, 9);
        x[4] = x[1];
        CovarianceMatrix c = NonlinearShrinkage.analytical().estimate(Panels.of(x));
        assertThat(c.variance(1) + c.variance(4) - 2 * c.get(1, 4)).isCloseTo(0, within(1e-14));
    }

    /** Oracle: the sample covariance itself, and Hipparchus' decomposition of it. */
    @Test
    void allComponentsAreTheSampleCovarianceAndFewKeepItsVariances() {
        ReturnPanel panel = Panels.of(ReferenceData.edhec(13));
        CovarianceMatrix sample = SampleCovariance.unbiased().estimate(panel);
        FactorCovariance all = PrincipalComponents.of(13).estimate(panel);
        FactorCovariance two = PrincipalComponents.of(2).estimate(panel);
        EigenDecompositionSymmetric eigen =
                new EigenDecompositionSymmetric(matrix(sample).scalarMultiply(1e4));
        double[] column = new double[13];
        for (int j = 0; j < 13; j++) {
            all.columnInto(j, column, 0);
            for (int i = 0; i < 13; i++) {
                double scale = Math.sqrt(sample.variance(i) * sample.variance(j));
                assertThat(column[i]).isCloseTo(sample.get(i, j), within(1e-13 * scale));
            }
            assertThat(two.variance(j)).isCloseTo(sample.variance(j), within(1e-14 * sample.variance(j)));
            for (int f = 0; f < 2; f++) {
                assertThat(Math.abs(two.exposure(j, f)))
                        .isCloseTo(Math.abs(eigen.getEigenvector(f).getEntry(j)), within(1e-11));
            }
        }
        for (int f = 0; f < 2; f++) {
            assertThat(two.factorCovariance().variance(f)).isCloseTo(eigen.getEigenvalue(f) / 1e4, within(1e-15));
            double sum = 0;
            for (int j = 0; j < 13; j++) {
                sum += two.exposure(j, f);
            }
            assertThat(sum).isPositive();
        }
        assertThat(two.factorCovariance().universe().ids()).containsExactly("PC1", "PC2");
    }

    @Test
    void shareDecidesTheNumberOfComponents() {
        // variances 4, 2, 1, 1 of orthogonal columns
        double[][] x = new double[4][64];
        double[] sd = {2, Math.sqrt(2), 1, 1};
        for (int t = 0; t < 64; t++) {
            for (int j = 0; j < 4; j++) {
                x[j][t] = (t >> j) % 2 == 0 ? sd[j] : -sd[j];
            }
        }
        ReturnPanel panel = Panels.of(x);
        for (double[] pair : new double[][] {{0.4, 1}, {0.5, 1}, {0.6, 2}, {0.75, 2}, {0.8, 3}, {1, 4}}) {
            assertThat(PrincipalComponents.explaining(pair[0]).estimate(panel).rank())
                    .isEqualTo((int) pair[1]);
        }
        assertThat(PrincipalComponents.of(99).estimate(panel).rank()).isEqualTo(4);
    }

    /** Oracle: the dense route, which panels that are not so wide take. */
    @Test
    void fewDatesOfManyAssetsGiveTheSameComponents() {
        ReturnPanel wide = Panels.of(Panels.random(20, 45, 4));
        FactorCovariance ours = PrincipalComponents.of(3).estimate(wide);
        CovarianceMatrix sample = SampleCovariance.unbiased().estimate(wide);
        Spectrum dense = Spectrum.ofMatrix(sample.toArray(), 45, 20);
        assertThat(dense.rank()).isEqualTo(19);
        for (int f = 0; f < 3; f++) {
            assertThat(ours.factorCovariance().variance(f)).isCloseTo(dense.values[f], within(1e-13 * dense.values[0]));
            for (int i = 0; i < 45; i++) {
                assertThat(Math.abs(ours.exposure(i, f))).isCloseTo(Math.abs(dense.vectors[f * 45 + i]), within(1e-11));
            }
        }
    }

    /** skfolio's DetoneCovariance(DenoiseCovariance()), whose fitted edge also finds three signals; variances of T - 1. */
    @Test
    void denoisedAndDetonedAgreesWithSkfolio() {
        double[][] x = ReferenceData.returnsOfPrices("optimizer/skfolio/sp500_dataset.csv.gz", "2014-01-01");
        ReturnPanel panel = Panels.of(x);
        Denoised denoised = RandomMatrixDenoising.constantResidual().denoise(panel);
        assertThat(denoised.signals()).isEqualTo(3);
        double root = 1 + Math.sqrt(20 / 2263.0);
        assertThat(denoised.edge()).isCloseTo(root * root, within(1e-14));
        CovarianceMatrix ours =
                DetonedCovariance.of(RandomMatrixDenoising.constantResidual()).estimate(panel);
        double[] expected = skfolio("test_detone_covariance");
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 20; j++) {
                assertThat(ours.get(i, j)).isCloseTo(expected[i * 20 + j], within(5e-12));
            }
        }
    }

    /** The numbers of the first "expected" after a test's name. */
    static double[] skfolio(String test) {
        String text = Fixtures.text("optimizer/expected/skfolio_expected.json");
        int at = text.indexOf("\"expected\"", text.indexOf("\"" + test + "\""));
        String numbers = text.substring(text.indexOf('[', at), text.indexOf("\"decimals\"", at));
        return Arrays.stream(numbers.replaceAll("[\\[\\]\\s]", "").split(","))
                .filter(cell -> !cell.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void pureNoiseHasNoSignalsAndNoCorrelations() {
        double[][] x = gaussian(1000, 50, 3);
        Denoised denoised = RandomMatrixDenoising.constantResidual().denoise(Panels.of(x));
        assertThat(denoised.signals()).isZero();
        assertThat(denoised.covariance().get(3, 4)).isCloseTo(0, within(1e-15));
        FactorCovariance factors = RandomMatrixDenoising.constantResidual().factors(Panels.of(x));
        assertThat(factors.factorCovariance().variance(0)).isZero();
        assertThat(factors.variance(7)).isCloseTo(denoised.covariance().variance(7), within(1e-13));
    }

    @Test
    void factorFormIsTheSameCovariance() {
        for (int rows : new int[] {20, 200}) {
            for (NoiseVariance noise : NoiseVariance.values()) {
                ReturnPanel panel = Panels.of(Panels.random(rows, 45, rows));
                RandomMatrixDenoising estimator =
                        RandomMatrixDenoising.constantResidual().noise(noise);
                CovarianceMatrix dense = estimator.estimate(panel);
                FactorCovariance factors = estimator.factors(panel);
                double[] column = new double[45];
                for (int j = 0; j < 45; j++) {
                    factors.columnInto(j, column, 0);
                    for (int i = 0; i < 45; i++) {
                        double scale = Math.sqrt(dense.variance(i) * dense.variance(j));
                        assertThat(column[i]).isCloseTo(dense.get(i, j), within(1e-12 * scale));
                    }
                }
            }
        }
    }

    @Test
    void shareOfNoiseGoesFromFactorsOnlyToTheSample() {
        ReturnPanel panel = Panels.of(Panels.random(100, 12, 5));
        CovarianceMatrix sample = SampleCovariance.unbiased().estimate(panel);
        CovarianceMatrix all = RandomMatrixDenoising.targetedShrinkage(1).estimate(panel);
        Denoised none = RandomMatrixDenoising.targetedShrinkage(0).denoise(panel);
        CovarianceMatrix half = RandomMatrixDenoising.targetedShrinkage(0.5).estimate(panel);
        FactorCovariance components =
                PrincipalComponents.of(none.signals()).ofCorrelation().estimate(panel);
        double[] column = new double[12];
        for (int j = 0; j < 12; j++) {
            components.columnInto(j, column, 0);
            for (int i = 0; i < 12; i++) {
                double scale = Math.sqrt(sample.variance(i) * sample.variance(j));
                assertThat(all.get(i, j)).isCloseTo(sample.get(i, j), within(1e-13 * scale));
                assertThat(none.covariance().get(i, j)).isCloseTo(column[i], within(1e-12 * scale));
                assertThat(half.get(i, j)).isCloseTo(0.5 * column[i] + 0.5 * sample.get(i, j), within(1e-12 * scale));
            }
        }
    }

    @Test
    void volatilitiesAreThoseOfTheSample() {
        ReturnPanel panel = Panels.of(Panels.random(60, 9, 6));
        CovarianceMatrix sample = SampleCovariance.unbiased().estimate(panel);
        for (CovarianceEstimator estimator : new CovarianceEstimator[] {
            RandomMatrixDenoising.constantResidual(),
            RandomMatrixDenoising.targetedShrinkage(0.4).noise(NoiseVariance.WITHOUT_LARGEST),
            DetonedCovariance.of(SampleCovariance.unbiased()).components(2)
        }) {
            CovarianceMatrix c = estimator.estimate(panel);
            for (int i = 0; i < 9; i++) {
                assertThat(c.variance(i)).isCloseTo(sample.variance(i), within(1e-14 * sample.variance(i)));
            }
        }
    }

    /** After detoning the old market is not there: v'C_2 v = 0 in terms of what was removed. */
    @Test
    void detonedCorrelationIsSingular() {
        CovarianceMatrix c = DetonedCovariance.of(SampleCovariance.unbiased())
                .estimate(Panels.of(Panels.random(60, 9, 6)))
                .correlation();
        double[] eigenvalues = new EigenDecompositionSymmetric(matrix(c), 1e-14, false).getEigenvalues();
        assertThat(eigenvalues[0]).isCloseTo(0, within(1e-13));
        assertThat(eigenvalues[1]).isGreaterThan(1e-3);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> PrincipalComponents.of(0)).hasMessageContaining("components");
        assertThatThrownBy(() -> PrincipalComponents.explaining(0)).hasMessageContaining("share");
        assertThatThrownBy(() -> PrincipalComponents.explaining(1.1)).hasMessageContaining("share");
        assertThatThrownBy(() -> RandomMatrixDenoising.targetedShrinkage(Double.NaN))
                .hasMessageContaining("alpha");
        assertThatThrownBy(
                        () -> DetonedCovariance.of(SampleCovariance.unbiased()).components(0))
                .hasMessageContaining("components");
        assertThatThrownBy(
                        () -> RandomMatrixDenoising.targetedShrinkage(0.5).factors(Panels.of(Panels.random(20, 3, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("constantResidual()");
        assertThat(PrincipalComponents.of(3)).hasToString("PrincipalComponents[3 of COVARIANCE]");
        assertThat(RandomMatrixDenoising.constantResidual())
                .hasToString("RandomMatrixDenoising[constant residual, UNIT]");
        assertThat(DetonedCovariance.of(SampleCovariance.unbiased()))
                .hasToString("DetonedCovariance[SampleCovariance[SAMPLE] less 1]");
        assertThat(NonlinearShrinkage.analytical().toString().toLowerCase(Locale.ROOT))
                .contains("analytical");
    }

    @Test
    void spectrumRefusesWhatOverflows() {
        double[] huge = new SplittableRandom(1).doubles(9, 1e308, 1.7e308).toArray();
        assertThatThrownBy(() -> Spectrum.of(huge, 3, 3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite");
    }
}
