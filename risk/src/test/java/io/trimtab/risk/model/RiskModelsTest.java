package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.RiskModelContract;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RiskModelsTest {
    private static final Universe PAIR = Universe.of("SAP", "ASML");

    private static PanelCovariance panel(int rows, int n, long seed) {
        return PanelCovariance.of(Panels.of(Panels.random(rows, n, seed)));
    }

    private static CovarianceMatrix matrix(int rows, int n, long seed) {
        return SampleCovariance.unbiased().estimate(Panels.of(Panels.random(rows, n, seed)));
    }

    /** A model that is neither a matrix nor structured. */
    private static RiskModel hidden(RiskModel model) {
        return new RiskModel() {
            @Override
            public Universe universe() {
                return model.universe();
            }

            @Override
            public double variance(int index) {
                return model.variance(index);
            }

            @Override
            public void multiplyInto(double[] x, double[] out) {
                model.multiplyInto(x, out);
            }

            @Override
            public void columnInto(int index, double[] out, int offset) {
                model.columnInto(index, out, offset);
            }

            @Override
            public void blockInto(int[] assets, int count, double[] out) {
                model.blockInto(assets, count, out);
            }
        };
    }

    @Nested
    class DenseMatrix extends RiskModelContract {
        @Override
        protected RiskModel model() {
            return matrix(40, 11, 1);
        }
    }

    @Nested
    class SingularMatrix extends RiskModelContract {
        @Override
        protected RiskModel model() {
            return matrix(5, 11, 1);
        }
    }

    @Nested
    class CorrelationOfPanel extends RiskModelContract {
        @Override
        protected RiskModel model() {
            return RiskModels.correlation(panel(30, 8, 2));
        }
    }

    @Nested
    class CorrelationOfAnything extends RiskModelContract {
        @Override
        protected RiskModel model() {
            return RiskModels.correlation(hidden(matrix(30, 8, 2)));
        }
    }

    @Nested
    class PanelWithDiagonal extends RiskModelContract {
        @Override
        protected RiskModel model() {
            return RiskModels.withDiagonal(panel(3, 5, 3), 1e-4, 0, 2e-4, 1e-5, 0);
        }
    }

    @Nested
    class SumOfPanels extends RiskModelContract {
        @Override
        protected RiskModel model() {
            return RiskModels.weightedSum(List.of(panel(30, 9, 3), panel(4, 9, 4)), 0.3, 0.7);
        }
    }

    @Nested
    class SumOfMatrices extends RiskModelContract {
        @Override
        protected RiskModel model() {
            return RiskModels.weightedSum(List.of(matrix(30, 9, 3), matrix(4, 9, 4)), 0.3, 0.7);
        }
    }

    @Nested
    class SumOfDifferentKinds extends RiskModelContract {
        @Override
        protected RiskModel model() {
            return RiskModels.weightedSum(List.of(matrix(30, 9, 3), panel(4, 9, 4)), 2, 0.5);
        }
    }

    @Test
    void correlationsAreThoseOfTheMatrix() {
        CovarianceMatrix expected = matrix(30, 8, 2).correlation();
        for (RiskModel model : List.of(panel(30, 8, 2), hidden(matrix(30, 8, 2)))) {
            RiskModel correlation = RiskModels.correlation(model);
            double[] column = new double[8];
            for (int j = 0; j < 8; j++) {
                correlation.columnInto(j, column, 0);
                for (int i = 0; i < 8; i++) {
                    // oracle: the dense matrix, elements of order one
                    assertThat(column[i]).isCloseTo(expected.get(i, j), within(1e-13));
                }
            }
        }
        assertThat(RiskModels.correlation(matrix(30, 8, 2))).isEqualTo(expected);
    }

    @Test
    void sumsAddElements() {
        CovarianceMatrix a = matrix(30, 9, 3);
        CovarianceMatrix b = matrix(4, 9, 4);
        List<RiskModel> sums = List.of(
                RiskModels.weightedSum(List.of(a, b), 2, 0.5),
                RiskModels.weightedSum(List.of(a, panel(4, 9, 4)), 2, 0.5),
                RiskModels.weightedSum(List.of(panel(30, 9, 3), panel(4, 9, 4)), 2, 0.5));
        for (RiskModel sum : sums) {
            double[] column = new double[9];
            for (int j = 0; j < 9; j++) {
                sum.columnInto(j, column, 0);
                for (int i = 0; i < 9; i++) {
                    double unit = Math.sqrt(sum.variance(i) * sum.variance(j));
                    assertThat(column[i]).isCloseTo(2 * a.get(i, j) + 0.5 * b.get(i, j), within(1e-13 * unit));
                }
            }
        }
    }

    @Test
    void structureOutlivesSumsAndScaling() {
        RiskModel sum = RiskModels.weightedSum(List.of(panel(30, 9, 3), RiskModels.correlation(panel(4, 9, 4))), 1, 0);
        assertThat(sum)
                .isInstanceOfSatisfying(
                        FactorStructure.class, s -> assertThat(s.rank()).isEqualTo(34));
        assertThat(RiskModels.scaled(panel(5, 3, 1), 4).variance(2))
                .isCloseTo(4 * panel(5, 3, 1).variance(2), within(1e-18));
        assertThat(RiskModels.scaled(matrix(5, 3, 1), 4))
                .isEqualTo(matrix(5, 3, 1).scaled(4));
        assertThat(sum).hasToString(sum.toString()).asString().startsWith("RiskModel[9 assets, 34 squares, vol");
    }

    @Test
    void mixedSumStatesTheWorstIndefiniteness() {
        CovarianceMatrix a = matrix(5, 9, 3);
        RiskModel sum = RiskModels.weightedSum(List.of(a, panel(4, 9, 4)), 2, 0.5);
        assertThat(sum.indefiniteness()).isEqualTo(a.indefiniteness());
        assertThat(RiskModels.weightedSum(List.of(a, panel(4, 9, 4)), 0, 1).indefiniteness())
                .isZero();
        assertThat(RiskModels.correlation(hidden(a))).asString().startsWith("Rescaled[");
        assertThat(sum).asString().startsWith("WeightedSum[");
    }

    @Test
    void diagonalAddsToTheVariancesOnly() {
        PanelCovariance panel = panel(3, 2, 3);
        FactorStructure ridge = RiskModels.withDiagonal(panel, 0.5, 0.25);
        double[] column = new double[2];
        double[] before = new double[2];
        ridge.columnInto(1, column, 0);
        panel.columnInto(1, before, 0);
        assertThat(column).containsExactly(before[0], before[1] + 0.25);
        assertThat(ridge.residualVariance(0)).isEqualTo(0.5);
        assertThat(ridge).asString().endsWith("plus a diagonal");
        assertThatThrownBy(() -> RiskModels.withDiagonal(panel, 1)).hasMessageContaining("variances");
        assertThatThrownBy(() -> RiskModels.withDiagonal(panel, 1, Double.NaN))
                .hasMessage("variance of A1 must be at least 0 and finite, was NaN");
    }

    @Test
    void refusesWhatMakesNoSense() {
        CovarianceMatrix still = CovarianceMatrix.of(PAIR, 1, 0, 0, 0);
        assertThatThrownBy(() -> RiskModels.correlation(hidden(still)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ASML")
                .hasMessageContaining("undefined");
        assertThatThrownBy(() -> RiskModels.weightedSum(List.of()))
                .hasMessageContaining("models must hold at least one");
        assertThatThrownBy(() -> RiskModels.weightedSum(List.of(still), 1, 2)).hasMessageContaining("weights");
        assertThatThrownBy(() -> RiskModels.scaled(still, -1)).hasMessageContaining("weights[0] must be at least 0");
        assertThatThrownBy(() -> RiskModels.scaled(still, Double.NaN)).hasMessageContaining("weights[0]");
        assertThatThrownBy(() -> RiskModels.weightedSum(List.of(still, panel(4, 2, 1)), 1, 1))
                .hasMessageContaining("models[1] belongs to another universe")
                .hasMessageContaining("SAP");
        assertThatThrownBy(RiskModelsTest::nullModel).isInstanceOf(NullPointerException.class);
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullModel() {
        RiskModels.correlation(null);
    }
}
