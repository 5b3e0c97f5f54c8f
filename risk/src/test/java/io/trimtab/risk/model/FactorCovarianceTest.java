package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.RiskModelContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FactorCovarianceTest {
    private static final Universe PAIR = Universe.of("SAP", "ASML");
    private static final Universe FACTORS = Universe.of("market", "value");
    private static final CovarianceMatrix OMEGA = CovarianceMatrix.of(FACTORS, 0.04, 0.006, 0.006, 0.01);
    private static final double[][] B = {{1, 0.5}, {1.2, -0.25}};

    /** Any Omega given by its estimator's panel: singular when rows is at most k. */
    private static CovarianceMatrix omega(int k, int rows) {
        String[] names = new String[k];
        for (int f = 0; f < k; f++) {
            names[f] = "factor " + f;
        }
        return SampleCovariance.unbiased().estimate(Panels.of(Universe.of(names), Panels.random(rows, k, k)));
    }

    private static double[][] exposures(int n, int k, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] b = new double[n][k];
        for (double[] row : b) {
            for (int f = 0; f < k; f++) {
                row[f] = f == 0 ? 1 + random.nextDouble() : random.nextDouble() - 0.5;
            }
        }
        return b;
    }

    private static double[] specific(int n, double largest) {
        double[] d = new double[n];
        for (int i = 0; i < n; i++) {
            d[i] = i % 3 == 0 ? 0 : largest * i / n;
        }
        return d;
    }

    private static FactorCovariance model(int n, int k, int rows) {
        return FactorCovariance.of(Panels.universe(n), omega(k, rows), exposures(n, k, n), specific(n, 1e-4));
    }

    @Nested
    class OrdinaryModel extends RiskModelContract {
        @Override
        protected RiskModel model() {
            return FactorCovarianceTest.model(30, 4, 60);
        }
    }

    @Nested
    class MoreFactorsThanAssets extends RiskModelContract {
        @Override
        protected RiskModel model() {
            return FactorCovarianceTest.model(5, 9, 60);
        }
    }

    @Nested
    class SingularFactors extends RiskModelContract {
        @Override
        protected RiskModel model() {
            return FactorCovarianceTest.model(20, 9, 4);
        }
    }

    @Nested
    class CorrelationOfModel extends RiskModelContract {
        @Override
        protected RiskModel model() {
            return RiskModels.correlation(FactorCovarianceTest.model(20, 3, 40));
        }
    }

    @Test
    void matchesHandCalculation() {
        FactorCovariance c = FactorCovariance.of(PAIR, OMEGA, B, 0.02, 0.03);
        // b1'Omega b1 = 0.04 + 2 * 0.5 * 0.006 + 0.25 * 0.01 = 0.0485
        assertThat(c.variance(0)).isCloseTo(0.0685, within(1e-16));
        // 1.44 * 0.04 - 2 * 1.2 * 0.25 * 0.006 + 0.0625 * 0.01 = 0.054625
        assertThat(c.variance(1)).isCloseTo(0.084625, within(1e-16));
        // 1.2 * 0.04 + (0.6 - 0.25) * 0.006 - 0.125 * 0.01 = 0.04885
        double[] column = new double[2];
        c.columnInto(1, column, 0);
        assertThat(column[0]).isCloseTo(0.04885, within(1e-16));
        assertThat(c.exposure(1, 0)).isEqualTo(1.2);
        assertThat(c.specificVariance(1)).isEqualTo(0.03);
        assertThat(c.factorCovariance()).isEqualTo(OMEGA);
        assertThat(c.exposures(Weights.of(PAIR, 0.5, 0.5))).containsExactly(new double[] {1.1, 0.125}, within(1e-16));
        double[] row = new double[3];
        c.exposuresOfInto(1, row, 1);
        assertThat(row).containsExactly(0, 1.2, -0.25);
        assertThat(c).hasToString("FactorCovariance[2 assets, 2 factors, volatilities 0.2617 to 0.2909]");
    }

    @Test
    void agreesWithTheTripleProduct() {
        for (int[] shape : new int[][] {{30, 4, 60}, {20, 9, 4}, {5, 9, 60}, {7, 1, 30}, {1, 1, 30}}) {
            int n = shape[0];
            int k = shape[1];
            FactorCovariance c = model(n, k, shape[2]);
            double[][] b = exposures(n, k, n);
            double[] column = new double[n];
            for (int j = 0; j < n; j++) {
                c.columnInto(j, column, 0);
                for (int i = 0; i < n; i++) {
                    double sum = i == j ? specific(n, 1e-4)[i] : 0;
                    double terms = sum;
                    for (int f = 0; f < k; f++) {
                        for (int g = 0; g < k; g++) {
                            double term = b[i][f] * c.factorCovariance().get(f, g) * b[j][g];
                            sum += term;
                            terms += Math.abs(term);
                        }
                    }
                    // oracle: the definition; B Omega B' in another order, relative to what cancels
                    assertThat(column[i]).isCloseTo(sum, within(1e-12 * terms));
                }
            }
        }
    }

    @Test
    void rankIsThatOfOmega() {
        assertThat(model(20, 4, 60).rank()).isEqualTo(4);
        assertThat(model(20, 9, 4).rank()).isEqualTo(3);
        CovarianceMatrix still = CovarianceMatrix.of(FACTORS, 0, 0, 0, 0);
        FactorCovariance diagonal = FactorCovariance.of(PAIR, still, B, 0.02, 0.03);
        assertThat(diagonal.rank()).isZero();
        double[] out = new double[2];
        diagonal.multiplyInto(new double[] {2, -1}, out);
        assertThat(out).containsExactly(0.04, -0.03);
        diagonal.columnInto(1, out, 0);
        assertThat(out).containsExactly(0, 0.03);
        double[] block = new double[4];
        diagonal.blockInto(new int[] {1, 0}, 2, block);
        assertThat(block).containsExactly(0.03, 0, 0, 0.02);
    }

    @Test
    void roundedFactorCovarianceIsTakenForSemidefinite() {
        // smallest eigenvalue of the correlation is about -4e-10: rounded input that CovarianceMatrix accepts
        double r = 1 + 4e-10;
        FactorCovariance c = FactorCovariance.of(
                PAIR, CovarianceMatrix.of(FACTORS, 1, r, r, 1), new double[][] {{1, 0}, {0, 1}}, 0, 0);
        double[] out = new double[2];
        c.multiplyInto(new double[] {1, -1}, out);
        assertThat(out[0] - out[1]).isBetween(0.0, 1e-8);
        assertThat(c.variance(0)).isCloseTo(1, within(1e-8));
    }

    @Test
    void unitsDoNotMatter() {
        for (double unit : new double[] {1e-16, 1e-8, 1e8, 1e16}) {
            FactorCovariance plain = model(10, 3, 40);
            FactorCovariance scaled = plain.scaled(unit);
            double[] a = new double[10];
            double[] b = new double[10];
            for (int j = 0; j < 10; j++) {
                plain.columnInto(j, a, 0);
                scaled.columnInto(j, b, 0);
                for (int i = 0; i < 10; i++) {
                    double scale = Math.sqrt(scaled.variance(i) * scaled.variance(j));
                    assertThat(b[i]).isCloseTo(unit * a[i], within(1e-13 * scale));
                }
            }
        }
        assertThat(model(10, 3, 40).annualised(PeriodsPerYear.MONTHLY))
                .isEqualTo(model(10, 3, 40).scaled(12));
    }

    @Test
    void copiesInAndComparesByContent() {
        double[][] b = {{1, 0.5}, {1.2, -0.25}};
        double[] d = {0.02, 0.03};
        FactorCovariance c = FactorCovariance.of(PAIR, OMEGA, b, d);
        b[0][0] = 7;
        d[0] = 8;
        assertThat(c.exposure(0, 0)).isEqualTo(1);
        assertThat(c.specificVariance(0)).isEqualTo(0.02);
        FactorCovariance same = FactorCovariance.of(PAIR, OMEGA, B, 0.02, 0.03);
        assertThat(c)
                .isEqualTo(same)
                .hasSameHashCodeAs(same)
                .isNotEqualTo(c.scaled(2))
                .isNotEqualTo("c");
    }

    @Test
    void refusesWhatIsNoFactorModelNamingAssetAndFactor() {
        assertThatThrownBy(() -> FactorCovariance.of(PAIR, OMEGA, new double[][] {{1, 2}, {1, Double.NaN}}, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("exposure of ASML to value must be finite, was NaN");
        assertThatThrownBy(() -> FactorCovariance.of(PAIR, OMEGA, B, 0.1, -0.1))
                .hasMessage("specific variance of ASML must be at least 0 and finite, was -0.1");
        assertThatThrownBy(() -> FactorCovariance.of(PAIR, OMEGA, B, 0.1)).hasMessageContaining("specificVariances");
        assertThatThrownBy(() -> FactorCovariance.of(PAIR, OMEGA, new double[][] {{1, 2}}, 0, 0))
                .hasMessageContaining("exposures");
        assertThatThrownBy(() -> FactorCovariance.of(PAIR, OMEGA, new double[][] {{1, 2}, {1}}, 0, 0))
                .hasMessageContaining("exposures of ASML");
        assertThatThrownBy(() -> FactorCovariance.of(PAIR, OMEGA, new double[][] {{1, 2}, {1e200, 1}}, 0, 0))
                .hasMessageContaining("variance of ASML must be finite");
        assertThatThrownBy(() -> model(4, 2, 9).scaled(Double.POSITIVE_INFINITY))
                .hasMessageContaining("factor");
        assertThatThrownBy(FactorCovarianceTest::nullOmega)
                .isInstanceOf(NullPointerException.class)
                .hasMessage("factorCovariance");
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullOmega() {
        FactorCovariance.of(PAIR, null, B, 0, 0);
    }

    @Test
    void survivesSerialization() throws Exception {
        FactorCovariance c = FactorCovariance.of(PAIR, OMEGA, B, 0.02, 0.03);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(c);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            FactorCovariance back = (FactorCovariance) in.readObject();
            assertThat(back).isEqualTo(c);
            assertThat(back.factorCovariance()).isEqualTo(OMEGA);
        }
    }
}
