package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.testkit.Fixtures;
import io.trimtab.risk.attribution.VolatilityAttribution;
import io.trimtab.risk.testkit.Panels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.Test;

class CovarianceMatrixTest {
    private static final Universe PAIR = Universe.of("SAP", "ASML");
    private static final Universe TRIPLE = Universe.of("SAP", "ASML", "NOVN");

    @Test
    void holdsWhatItWasGiven() {
        CovarianceMatrix c = CovarianceMatrix.of(PAIR, new double[][] {{0.04, 0.01}, {0.01, 0.09}});
        assertThat(c.universe()).isEqualTo(PAIR);
        assertThat(c.variance(1)).isEqualTo(0.09);
        assertThat(c.get(0, 1)).isEqualTo(0.01);
        assertThat(c.volatilities()).containsExactly(0.2, 0.3);
        assertThat(c.toArray()).containsExactly(0.04, 0.01, 0.01, 0.09);
        assertThat(c.correlation().get(0, 1)).isCloseTo(0.01 / 0.06, within(1e-16));
        assertThat(c).hasToString("CovarianceMatrix[2 assets, volatilities 0.2000 to 0.3000]");
    }

    @Test
    void answersWhatASolverAsks() {
        double[][] rows = {{4, 1, -1}, {1, 9, 2}, {-1, 2, 16}};
        CovarianceMatrix c = CovarianceMatrix.of(TRIPLE, rows);
        double[] out = new double[3];
        c.multiplyInto(new double[] {1, 2, 3}, out);
        assertThat(out).containsExactly(3, 25, 51);
        double[] column = new double[4];
        c.columnInto(2, column, 1);
        assertThat(column).containsExactly(0, -1, 2, 16);
        double[] block = new double[4];
        c.blockInto(new int[] {2, 0, 1}, 2, block);
        assertThat(block).containsExactly(16, -1, -1, 4);
        // w'Cw = 0.25 * 4 + 0.25 * 9 + 2 * 0.25 * 1 = 3.75
        assertThat(c.volatility(Weights.of(TRIPLE, 0.5, 0.5, 0))).isEqualTo(Math.sqrt(3.75));
    }

    @Test
    void copiesInAndOut() {
        double[] given = {1, 0, 0, 1};
        CovarianceMatrix c = CovarianceMatrix.of(PAIR, given);
        given[0] = 7;
        c.toArray()[0] = 8;
        assertThat(c.variance(0)).isEqualTo(1);
    }

    @Test
    void annualisesByMultiplication() {
        CovarianceMatrix c = CovarianceMatrix.of(PAIR, 1e-4, 0, 0, 4e-4).annualised(PeriodsPerYear.DAILY);
        assertThat(c.variance(1)).isCloseTo(0.1008, within(1e-16));
        assertThat(c.scaled(0).variance(0)).isZero();
        assertThatThrownBy(() -> c.scaled(-1)).hasMessageContaining("factor must be at least 0");
        assertThatThrownBy(() -> c.scaled(Double.MAX_VALUE).scaled(1e300))
                .hasMessageContaining("covariance of SAP and SAP must be finite");
    }

    @Test
    void refusesWhatIsNotFiniteNamingThePair() {
        assertThatThrownBy(() -> CovarianceMatrix.of(PAIR, 1, Double.NaN, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("covariance of ASML and SAP must be finite, was NaN");
        assertThatThrownBy(() -> CovarianceMatrix.of(PAIR, 1, 0, 0, Double.POSITIVE_INFINITY))
                .hasMessage("covariance of ASML and ASML must be finite, was Infinity");
    }

    @Test
    void refusesNegativeVarianceAsymmetryAndWrongLength() {
        assertThatThrownBy(() -> CovarianceMatrix.of(PAIR, 1, 0, 0, -1))
                .hasMessage("variance of ASML must be at least 0 and finite, was -1.0");
        assertThatThrownBy(() -> CovarianceMatrix.of(PAIR, 1, 0.1, 0.2, 1))
                .hasMessageContaining("symmetric")
                .hasMessageContaining("SAP and ASML")
                .hasMessageContaining("0.2 one way and 0.1 the other");
        assertThatThrownBy(() -> CovarianceMatrix.of(PAIR, 1, 0, 0))
                .hasMessage("covariances must have length 4, had 3");
        assertThatThrownBy(() -> CovarianceMatrix.of(PAIR, new double[][] {{1, 0}, {0}}))
                .hasMessage("rows[1] must have length 2, had 1");
        assertThatThrownBy(() -> CovarianceMatrix.of(PAIR, new double[][] {{1, 0}}))
                .hasMessage("rows must have length 2, had 1");
    }

    @Test
    void takesAsymmetryWithinRoundingForTheMean() {
        double a = 0.5;
        double b = 0.5 + 1e-13;
        CovarianceMatrix c = CovarianceMatrix.of(PAIR, 1, a, b, 1);
        assertThat(c.get(0, 1)).isEqualTo(c.get(1, 0)).isEqualTo(0.5 * a + 0.5 * b);
    }

    @Test
    void symmetryIsJudgedOnTheScaleOfTheData() {
        // daily variances of 1e-12: an absolute tolerance would let everything through
        assertThatThrownBy(() -> CovarianceMatrix.of(PAIR, 1e-12, 1e-13, 2e-13, 1e-12))
                .hasMessageContaining("symmetric");
        assertThatCode(() -> CovarianceMatrix.of(PAIR, 1e12, 1e11, 1e11 + 1e-3, 1e12))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesACorrelationBeyondOne() {
        assertThatThrownBy(() -> CovarianceMatrix.of(PAIR, 1, 1.1, 1.1, 1))
                .hasMessageContaining("SAP and ASML")
                .hasMessageContaining("exceeds the product 1.0 of their volatilities");
        assertThatThrownBy(() -> CovarianceMatrix.of(PAIR, 0, 0.1, 0.1, 1))
                .hasMessageContaining("exceeds the product 0.0");
    }

    @Test
    void refusesAClearlyIndefiniteMatrixNamingAPortfolioOfNegativeVariance() {
        double[][] c = {{1, 0.9, -0.9}, {0.9, 1, 0.9}, {-0.9, 0.9, 1}};
        assertThatThrownBy(() -> CovarianceMatrix.of(TRIPLE, c))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive semidefinite")
                .hasMessageContaining("SAP")
                .hasMessageContaining("NOVN")
                .hasMessageContaining("has variance -");
    }

    @Test
    void definitenessDoesNotDependOnTheScale() {
        for (double scale : new double[] {1e-16, 1e-8, 1, 1e8}) {
            double[][] good = {{scale, 0.5 * scale}, {0.5 * scale, scale}};
            assertThat(CovarianceMatrix.of(PAIR, good).indefiniteness()).isLessThan(1e-14);
            double[][] bad = {
                {scale, .9 * scale, -.9 * scale}, {.9 * scale, scale, .9 * scale}, {-.9 * scale, .9 * scale, scale}
            };
            assertThatThrownBy(() -> CovarianceMatrix.of(TRIPLE, bad)).hasMessageContaining("semidefinite");
        }
    }

    @Test
    void boundHoldsForSingularMatrices() {
        for (int rows : new int[] {2, 5, 19, 40}) {
            CovarianceMatrix c = SampleCovariance.unbiased().estimate(Panels.of(Panels.random(rows, 20, rows)));
            double delta = c.indefiniteness();
            double[] scaled = c.correlation().toArray();
            double smallest =
                    new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(square(scaled, 20))).getEigenvalue(19);
            // oracle: the smallest eigenvalue of the correlation matrix, itself known to about 1e-15
            assertThat(smallest).isGreaterThan(-delta);
            assertThat(delta).isBetween(0.0, 1e-12);
        }
    }

    private static double[][] square(double[] flat, int n) {
        double[][] out = new double[n][n];
        for (int k = 0; k < flat.length; k++) {
            out[k % n][k / n] = flat[k];
        }
        return out;
    }

    @Test
    void duplicatedAssetsAreSemidefiniteNotIndefinite() {
        double[][] ones = new double[12][12];
        for (double[] row : ones) {
            java.util.Arrays.fill(row, 1e-4);
        }
        assertThat(CovarianceMatrix.of(Panels.universe(12), ones).indefiniteness())
                .isLessThan(1e-12);
    }

    @Test
    void acceptsThePeersNinetyFiveAssetMatrix() {
        List<String> lines = Fixtures.lines("optimizer/pypfopt/cov_matrix.csv");
        int n = lines.size() - 1;
        double[][] c = new double[n][n];
        for (int i = 0; i < n; i++) {
            String[] cells = lines.get(i + 1).split(",", -1);
            for (int j = 0; j < n; j++) {
                c[i][j] = Double.parseDouble(cells[j + 1]);
            }
        }
        assertThat(CovarianceMatrix.of(Panels.universe(n), c).indefiniteness()).isLessThan(1e-11);
    }

    @Test
    void correlationWithAnAssetThatNeverMovesIsRefused() {
        CovarianceMatrix c = CovarianceMatrix.of(PAIR, 1, 0, 0, 0);
        assertThatThrownBy(c::correlation).hasMessageContaining("ASML").hasMessageContaining("variance is 0");
        assertThat(c.indefiniteness()).isLessThan(1e-15);
    }

    @Test
    void volatilityRefusesAnotherUniverse() {
        CovarianceMatrix c = CovarianceMatrix.of(PAIR, 1, 0, 0, 1);
        assertThatThrownBy(() -> c.volatility(Weights.equal(TRIPLE))).hasMessageContaining("another universe");
    }

    @Test
    void equalContentIsEqual() {
        CovarianceMatrix a = CovarianceMatrix.of(PAIR, 1, 0, 0, 1);
        CovarianceMatrix b = CovarianceMatrix.of(PAIR, 1, 0, 0, 1);
        assertThat(a)
                .isEqualTo(b)
                .hasSameHashCodeAs(b)
                .isNotEqualTo(b.scaled(2))
                .isNotEqualTo("a");
        assertThat(a).isNotEqualTo(CovarianceMatrix.of(Panels.universe(2), 1, 0, 0, 1));
    }

    @Test
    void survivesSerialization() throws Exception {
        CovarianceMatrix c = CovarianceMatrix.of(PAIR, 1, 0.5, 0.5, 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(c);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(c);
        }
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> nullUniverse())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("universe");
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullUniverse() {
        CovarianceMatrix.of(null, 1.0);
    }

    @Test
    void assetsThatNeverMoveAreACovarianceOfZeros() {
        CovarianceMatrix still = CovarianceMatrix.of(PAIR, 0, 0, 0, 0);
        assertThat(still.indefiniteness()).isZero();
        assertThat(still.volatility(Weights.equal(PAIR))).isZero();
        CovarianceMatrix estimated =
                SampleCovariance.unbiased().estimate(Panels.of(PAIR, new double[] {0.1, 0.1}, new double[] {0, 0}));
        assertThat(estimated.indefiniteness()).isLessThan(1e-14);
    }

    @Test
    void aModelThatIsNotSemidefiniteIsRefusedRatherThanFreeOfRisk() {
        assertThatThrownBy(() -> negative(0).volatility(Weights.of(PAIR, 0.5, 0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("risk model must be positive semidefinite")
                .hasMessageContaining("-0.5");
        assertThatThrownBy(() -> VolatilityAttribution.of(negative(0), Weights.of(PAIR, 0.5, 0.5)))
                .hasMessageContaining("risk model must be positive semidefinite");
        // what the model states of itself is taken for rounding
        assertThat(negative(1).volatility(Weights.of(PAIR, 0.5, 0.5))).isZero();
    }

    /** Minus the identity, which claims variances of one. */
    private static RiskModel negative(double indefiniteness) {
        return new RiskModel() {
            @Override
            public Universe universe() {
                return PAIR;
            }

            @Override
            public double variance(int index) {
                return 1;
            }

            @Override
            public void multiplyInto(double[] x, double[] out) {
                out[0] = -x[0];
                out[1] = -x[1];
            }

            @Override
            public void columnInto(int index, double[] out, int offset) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void blockInto(int[] assets, int count, double[] out) {
                throw new UnsupportedOperationException();
            }

            @Override
            public double indefiniteness() {
                return indefiniteness;
            }
        };
    }

    /** Known by construction: an estimate that is shrunk has no negative eigenvalue, one of too few periods a tiny one. */
    @Test
    void estimatesKnowHowIndefiniteRoundingMayHaveMadeThem() {
        ReturnPanel few = Panels.of(Panels.random(8, 20, 5));
        CovarianceMatrix flat = SampleCovariance.unbiased().estimate(few);
        assertThat(flat.indefiniteness()).isBetween(Double.MIN_VALUE, 1e-12);
        assertThat(LedoitWolf.constantCorrelation().estimate(few).indefiniteness())
                .isZero();
        CovarianceMatrix full = SampleCovariance.unbiased().estimate(Panels.of(Panels.random(80, 20, 5)));
        assertThat(full.indefiniteness()).isZero();
        assertThat(CovarianceMatrix.of(full.universe(), full.toArray()).indefiniteness())
                .isZero();
    }
}
