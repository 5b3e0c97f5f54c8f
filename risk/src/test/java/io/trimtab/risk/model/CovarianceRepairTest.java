package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.numeric.SymmetricEigen;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.Test;

class CovarianceRepairTest {
    private static RepairedCovariance nearest(double... matrix) {
        return CovarianceRepair.nearest().repair(Panels.universe((int) Math.sqrt(matrix.length)), matrix);
    }

    /** Higham 2002 and R's Matrix::nearPD to 1e-14, whose diagonal of 2 only adds to the distance. */
    @Test
    void nearestCorrelationIsTheReferences() {
        double[] tridiagonal = {1, -1, 0, 0, -1, 1, -1, 0, 0, -1, 1, -1, 0, 0, -1, 1};
        double[] contradictory = {1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1};
        List<String[]> rows = ReferenceData.rows("risk/expected/nearest_correlation.csv");
        assertThat(rows).hasSize(20);
        for (String[] row : rows) {
            boolean first = row[1].equals("higham2002_tridiag4");
            RepairedCovariance repaired = nearest(first ? tridiagonal : contradictory);
            double expected = Double.parseDouble(row[3]);
            RepairCertificate certificate = repaired.certificate();
            if (row[0].equals("nearest_corr") && !row[2].equals("frobenius_distance")) {
                int i = row[2].charAt(0) - '1';
                int j = row[2].charAt(2) - '1';
                // tolerance: the reference's own
                assertThat(repaired.covariance().get(i, j)).isCloseTo(expected, within(1e-8));
            } else if (row[2].equals("frobenius_distance")) {
                double square = expected * expected - (first ? 4 : 0);
                assertThat(certificate.distance()).isCloseTo(Math.sqrt(square), within(1e-8));
                assertThat(certificate.leastDistance())
                        .isBetween(certificate.distance() * (1 - 1e-12), certificate.distance());
            } else {
                assertThat(certificate.smallestEigenvalueBefore()).isCloseTo(expected - (first ? 1 : 0), within(1e-12));
            }
        }
        // published.csv, Higham 2002: four digits
        RepairedCovariance three = nearest(1, 1, 0, 1, 1, 1, 0, 1, 1);
        assertThat(three.covariance().get(0, 1)).isCloseTo(0.7607, within(5e-5));
        assertThat(three.covariance().get(0, 2)).isCloseTo(0.1573, within(5e-5));
        assertThat(three.certificate().toString()).startsWith("moved by 0.5");
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.replaceAll("[\\[\\]]", "").split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /**
     * skfolio's tests/test_utils/test_stats.py, every row: a matrix that is none to be repaired, one that is, what clipping and
     * Higham's projections give to eight digits, and how far they are. Its search for the nearest stops 2e-9 short.
     */
    @Test
    void clippedAndNearestMatricesAreThoseOfSkfolio() {
        List<String[]> rows = ReferenceData.rows("risk/expected/skfolio_cov_nearest.csv");
        assertThat(rows).hasSize(6);
        double[] semidefinite = numbers(rows.get(0)[4]);
        double clippedDistance = Double.parseDouble(rows.get(1)[4].replaceAll(".*, |\\)", ""));
        double nearestDistance = Double.parseDouble(rows.get(2)[4].replaceAll(".*, |\\)", ""));
        double[] x = numbers(rows.get(3)[4]);

        RepairedCovariance clipped = CovarianceRepair.clipping().repair(Panels.universe(6), x);
        assertThat(clipped.certificate().distance()).isCloseTo(clippedDistance, within(1e-7));
        assertThat(clipped.certificate().leastDistance()).isZero();
        assertThat(clipped.covariance().toArray()).containsExactly(numbers(rows.get(4)[4]), within(1e-7));

        RepairedCovariance best = nearest(x);
        assertThat(best.certificate().distance()).isLessThanOrEqualTo(nearestDistance + 1e-8);
        assertThat(best.certificate().leastDistance()).isCloseTo(nearestDistance, within(1e-6));
        assertThat(best.covariance().toArray()).containsExactly(numbers(rows.get(5)[4]), within(1e-6));

        RepairedCovariance untouched = nearest(semidefinite);
        assertThat(untouched.certificate().moved()).isFalse();
        assertThat(untouched.covariance().toArray()).isEqualTo(semidefinite);
        assertThat(untouched.certificate().toString()).startsWith("not moved; smallest eigenvalue");
    }

    /** PyPortfolioOpt issue of a 2 x 2 matrix (test_sample_cov_npd): variances stay, the correlation of 1.05 becomes 1. */
    @Test
    void variancesStay() {
        RepairedCovariance repaired = CovarianceRepair.nearest()
                .repair(Universe.of("A", "B"), 0.03818144, 0.04182824, 0.04182824, 0.04149209);
        assertThat(repaired.covariance().variance(0)).isEqualTo(0.03818144);
        assertThat(repaired.covariance().variance(1)).isEqualTo(0.04149209);
        assertThat(repaired.covariance().get(0, 1)).isCloseTo(Math.sqrt(0.03818144 * 0.04149209), within(1e-16));
    }

    private static double[] disturbed(int n, int rank, double size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] columns = new double[n * rank];
        Arrays.setAll(columns, k -> random.nextDouble() - 0.5);
        double[] c = new double[n * n];
        Kernels.syrkTransposed(n, rank, 1, columns, 0, n, 0, c, 0, n);
        double[] out = new double[n * n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < j; i++) {
                double r = c[j * n + i] / Math.sqrt(c[j * n + j] * c[i * n + i]) + size * (2 * random.nextDouble() - 1);
                out[j * n + i] = r;
                out[i * n + j] = r;
            }
            out[j * n + j] = 1;
        }
        return out;
    }

    /** Another algorithm: Higham's alternating projections with Dykstra's correction, until nothing moves. */
    private static double[] alternatingProjections(int n, double[] a) {
        double[] y = a.clone();
        double[] correction = new double[n * n];
        for (int round = 0; round < 20_000; round++) {
            double[] r = new double[n * n];
            for (int k = 0; k < r.length; k++) {
                r[k] = y[k] - correction[k];
            }
            double[] q = r.clone();
            double[] w = new double[n];
            SymmetricEigen.decompose(n, q, 0, n, w, 0);
            for (int k = 0; k < n; k++) {
                Kernels.scale(n, Math.sqrt(Math.max(0, w[k])), q, k * n);
            }
            double[] x = new double[n * n];
            Kernels.syrkTransposed(n, n, 1, q, 0, n, 0, x, 0, n);
            double change = 0;
            for (int k = 0; k < x.length; k++) {
                correction[k] = x[k] - r[k];
                double next = k % (n + 1) == 0 ? 1 : x[k];
                change = Math.max(change, Math.abs(next - y[k]));
                y[k] = next;
            }
            if (change < 1e-12) {
                break;
            }
        }
        return y;
    }

    @Test
    void newtonAndAlternatingProjectionsAgree() {
        for (int seed = 0; seed < 12; seed++) {
            int n = 3 + 3 * (seed % 5);
            double[] a = disturbed(n, 1 + n / 3, seed < 6 ? 0.3 : 1.2, seed);
            RepairedCovariance repaired = nearest(a);
            double[] other = alternatingProjections(n, a);
            for (int k = 0; k < a.length; k++) {
                // tolerance: where alternating projections stop
                assertThat(repaired.covariance().toArray()[k]).isCloseTo(other[k], within(1e-8));
            }
        }
    }

    /** The certificate: the distance is the Frobenius norm, and the dual bound proves it the least, to 1e-10. */
    @Test
    void certificateProvesTheDistance() {
        for (int n : new int[] {5, 40, 120}) {
            for (double floor : new double[] {0, 1e-3}) {
                double[] a = disturbed(n, n / 2, 0.5, n);
                RepairedCovariance repaired =
                        CovarianceRepair.nearest().withFloor(floor).repair(Panels.universe(n), a);
                RepairCertificate certificate = repaired.certificate();
                double[] c = repaired.covariance().toArray();
                double square = 0;
                double largest = 0;
                for (int k = 0; k < a.length; k++) {
                    square += (c[k] - a[k]) * (c[k] - a[k]);
                    largest = Math.max(largest, Math.abs(c[k] - a[k]));
                }
                assertThat(certificate.moved()).isTrue();
                assertThat(certificate.distance()).isCloseTo(Math.sqrt(square), within(1e-12 * Math.sqrt(square)));
                assertThat(certificate.largestChange()).isCloseTo(largest, within(1e-15));
                assertThat(certificate.leastDistance())
                        .isBetween(certificate.distance() * (1 - 1e-10), certificate.distance());
                assertThat(certificate.smallestEigenvalueAfter()).isCloseTo(floor, within(1e-12));
                assertThat(certificate.iterations()).isBetween(2, 25);
                assertThat(repaired.covariance().indefiniteness()).isLessThan(1e-8);
                RepairCertificate clipped = CovarianceRepair.clipping()
                        .withFloor(floor)
                        .repair(Panels.universe(n), a)
                        .certificate();
                assertThat(clipped.distance()).isGreaterThanOrEqualTo(certificate.leastDistance());
            }
        }
    }

    @Test
    void aHeavyAssetMovesLess() {
        double[] a = {1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1};
        RepairedCovariance even = nearest(a);
        RepairedCovariance heavy =
                CovarianceRepair.nearest().withWeights(100, 1, 1).repair(Panels.universe(3), a);
        assertThat(0.9 - heavy.covariance().get(0, 1))
                .isBetween(0.0, 0.1 * (0.9 - even.covariance().get(0, 1)));
        assertThat(heavy.certificate().leastDistance())
                .isCloseTo(
                        heavy.certificate().distance(),
                        within(1e-9 * heavy.certificate().distance()));
        assertThat(heavy.certificate().smallestEigenvalueAfter()).isCloseTo(0, within(1e-14));
        // equal weights are none
        assertThat(CovarianceRepair.nearest()
                        .withWeights(2, 2, 2)
                        .repair(Panels.universe(3), a)
                        .covariance()
                        .get(0, 1))
                .isCloseTo(even.covariance().get(0, 1), within(1e-12));
    }

    @Test
    void orderAndUnitsOfAssetsDoNotMatter() {
        int n = 8;
        double[] a = disturbed(n, 3, 0.4, 3);
        double[] scaled = new double[n * n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                scaled[j * n + i] = a[(n - 1 - j) * n + (n - 1 - i)] * (1 + i) * 1e-4 * (1 + j);
            }
        }
        double[] plain = nearest(a).covariance().toArray();
        double[] other = nearest(scaled).covariance().toArray();
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                double unit = (1 + i) * 1e-4 * (1 + j);
                assertThat(other[j * n + i])
                        .isCloseTo(plain[(n - 1 - j) * n + (n - 1 - i)] * unit, within(1e-10 * unit));
            }
        }
    }

    /** The trap: a zero on the diagonal of what a correlation is made from. */
    @Test
    void anAssetWithoutVarianceIsLeftOutOrRefused() {
        double[] a = {1, 0.9, 0, -0.9, 0.9, 1, 0, 0.9, 0, 0, 0, 0, -0.9, 0.9, 0, 1};
        for (CovarianceRepair repair :
                new CovarianceRepair[] {CovarianceRepair.nearest(), CovarianceRepair.clipping()}) {
            RepairedCovariance repaired = repair.repair(Panels.universe(4), a);
            assertThat(repaired.covariance().get(0, 1)).isCloseTo(0.5, within(1e-2));
            assertThat(repaired.covariance().variance(2)).isZero();
            assertThat(repaired.covariance().get(1, 2)).isZero();
        }
        a[2] = 0.1;
        a[8] = 0.1;
        assertThatThrownBy(() -> nearest(a))
                .hasMessageContaining("covariance of A0 and A2 must be 0 because the variance of A2 is 0")
                .hasMessageContaining("no correlation can be repaired");
        assertThat(nearest(0, 0, 0, 0).certificate().moved()).isFalse();
    }

    @Test
    void badInputIsRefusedByName() {
        assertThatThrownBy(() -> nearest(1, Double.NaN, 0, 1))
                .hasMessageContaining("covariance of A1 and A0 must be finite");
        assertThatThrownBy(() -> nearest(-1, 0, 0, 1)).hasMessageContaining("variance of A0");
        assertThatThrownBy(() -> nearest(1, 0.5, 0.6, 1)).hasMessageContaining("must be symmetric");
        assertThatThrownBy(() -> CovarianceRepair.nearest().repair(Universe.of("A"), 1, 2))
                .hasMessageContaining("length 1");
        assertThatThrownBy(() -> CovarianceRepair.nearest().withFloor(1)).hasMessageContaining("floor");
        assertThatThrownBy(() -> CovarianceRepair.nearest().withFloor(Double.NaN))
                .hasMessageContaining("floor");
        assertThatThrownBy(() -> CovarianceRepair.nearest().withWeights(1, 0)).hasMessageContaining("weights[1]");
        assertThatThrownBy(() -> CovarianceRepair.clipping().withWeights(1, 1)).hasMessageContaining("nearest()");
        assertThatThrownBy(() -> CovarianceRepair.nearest().withWeights(1).repair(Panels.universe(2), 1, 0, 0, 1))
                .hasMessageContaining("weights must have length 2");
        assertThat(CovarianceRepair.nearest().withWeights(1, 2).toString())
                .isEqualTo("CovarianceRepair[nearest, floor 0.00, weights [1.0, 2.0]]");
    }

    /**
     * A floor close to 1 leaves A + Diag y without a positive part for most y, where the Newton matrix vanishes: the search ended 0.4% to 2%
     * from the nearest, or in an exception, before its matrix was kept definite.
     */
    @Test
    void certificateProvesTheDistanceWhereNewtonStepsLeadNowhere() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 300; round++) {
            int n = 2 + random.nextInt(7);
            double size = new double[] {0.9, 1, 30, 1e8}[round % 4];
            double floor = new double[] {0, 0.5, 0.99, 1 - 1e-12}[random.nextInt(4)];
            double[] a = new double[n * n];
            for (int j = 0; j < n; j++) {
                a[j * n + j] = 1;
                for (int i = 0; i < j; i++) {
                    a[j * n + i] = size * (round % 8 < 4 ? 2 * random.nextInt(2) - 1 : 2 * random.nextDouble() - 1);
                    a[i * n + j] = a[j * n + i];
                }
            }
            RepairCertificate certificate = CovarianceRepair.nearest()
                    .withFloor(floor)
                    .repair(Panels.universe(n), a)
                    .certificate();
            // tolerance: of the dual bound, relative
            assertThat(certificate.leastDistance())
                    .as("%d assets, correlations to %s, floor %s", n, size, floor)
                    .isBetween(certificate.distance() * (1 - 1e-7), certificate.distance());
            assertThat(certificate.smallestEigenvalueAfter()).isGreaterThanOrEqualTo(floor - 1e-13);
        }
    }

    /** Weights ten orders of magnitude apart cost the light assets as many digits, which must not be taken from the floor. */
    @Test
    void theFloorHoldsHoweverFarWeightsAreApart() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 200; round++) {
            int n = 3 + random.nextInt(6);
            double floor = new double[] {1e-8, 1e-4, 0.1}[round % 3];
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                weights[i] = StrictMath.pow(10, 10 * (random.nextDouble() - 0.5));
            }
            double[] a = new double[n * n];
            for (int j = 0; j < n; j++) {
                a[j * n + j] = 1;
                for (int i = 0; i < j; i++) {
                    double near = -1.0 / (n - 1) * (1 + 1e-12 * random.nextDouble());
                    a[j * n + i] = round % 2 == 0 ? near : 2 * random.nextDouble() - 1;
                    a[i * n + j] = a[j * n + i];
                }
            }
            RepairedCovariance repaired = CovarianceRepair.nearest()
                    .withFloor(floor)
                    .withWeights(weights)
                    .repair(Panels.universe(n), a);
            assertThat(smallestEigenvalue(n, repaired.covariance().toArray()))
                    .isGreaterThanOrEqualTo(floor - 1e-14 * n);
            double square = 0;
            for (int j = 0; j < n; j++) {
                for (int i = 0; i < n; i++) {
                    double change = repaired.covariance().get(i, j) - a[j * n + i];
                    square += weights[i] * weights[j] * change * change;
                }
            }
            assertThat(repaired.certificate().distance())
                    .isCloseTo(Math.sqrt(square), within(1e-9 * Math.sqrt(square)));
        }
    }

    private static double smallestEigenvalue(int n, double[] columnMajor) {
        double[][] rows = new double[n][n];
        for (int k = 0; k < columnMajor.length; k++) {
            rows[k % n][k / n] = columnMajor[k];
        }
        double least = Double.POSITIVE_INFINITY;
        for (double value : new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(rows)).getEigenvalues()) {
            least = Math.min(least, value);
        }
        return least;
    }

    @Test
    void aRepairEndsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> nearest(1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
