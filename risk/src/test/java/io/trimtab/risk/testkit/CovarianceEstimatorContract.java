package io.trimtab.risk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.CovarianceEstimator;
import io.trimtab.risk.model.CovarianceMatrix;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CovarianceEstimator} promises: extend this class and return yours.
 *
 * <pre>{@code
 * class MyEstimatorTest extends CovarianceEstimatorContract {
 *     protected CovarianceEstimator estimator() {
 *         return new MyEstimator();
 *     }
 * }
 * }</pre>
 */
public abstract class CovarianceEstimatorContract {
    /** For whoever implements an estimator. */
    protected CovarianceEstimatorContract() {}

    /**
     * The estimator to be checked.
     *
     * @return an estimator; asked for once by each test
     */
    protected abstract CovarianceEstimator estimator();

    @Test
    void resultIsOverThePanelsUniverse() {
        Universe universe = Universe.of("SAP", "ASML", "NOVN");
        ReturnPanel panel = Panels.of(universe, Panels.random(40, 3, 1));
        assertThat(estimator().estimate(panel).universe()).isEqualTo(universe);
    }

    @Test
    void sameReturnsGiveTheSameBits() {
        ReturnPanel panel = Panels.of(Panels.random(60, 7, 2));
        assertThat(estimator().estimate(panel).toArray())
                .isEqualTo(estimator().estimate(panel).toArray());
    }

    @Test
    void resultIsSymmetricToTheBitAndSemidefinite() {
        for (int rows : new int[] {2, 3, 10, 200}) {
            CovarianceMatrix c = estimator().estimate(Panels.of(Panels.random(rows, 9, rows)));
            for (int i = 0; i < 9; i++) {
                assertThat(c.variance(i)).isNotNegative();
                for (int j = 0; j < i; j++) {
                    assertThat(c.get(i, j)).isEqualTo(c.get(j, i));
                }
            }
            assertThat(c.indefiniteness()).isBetween(0.0, CovarianceMatrix.LARGEST_INDEFINITENESS);
        }
    }

    @Test
    void scalingReturnsByAPowerOfTwoScalesExactly() {
        double[][] columns = Panels.random(50, 5, 3);
        double[] plain = estimator().estimate(Panels.of(columns)).toArray();
        for (double[] column : columns) {
            for (int t = 0; t < column.length; t++) {
                column[t] *= 0.25;
            }
        }
        double[] scaled = estimator().estimate(Panels.of(columns)).toArray();
        for (int k = 0; k < plain.length; k++) {
            assertThat(scaled[k]).isEqualTo(plain[k] / 16);
        }
    }

    @Test
    void orderOfAssetsDoesNotMatter() {
        double[][] columns = Panels.random(50, 6, 4);
        double[][] reversed = new double[6][];
        for (int j = 0; j < 6; j++) {
            reversed[j] = columns[5 - j];
        }
        CovarianceMatrix plain = estimator().estimate(Panels.of(columns));
        CovarianceMatrix other = estimator().estimate(Panels.of(reversed));
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                double scale = Math.sqrt(plain.variance(i) * plain.variance(j));
                // tolerance: sums in another order, relative to the volatilities
                assertThat(other.get(5 - i, 5 - j)).isCloseTo(plain.get(i, j), within(1e-12 * scale));
            }
        }
    }

    @Test
    void assetThatNeverMovesHasZeroVarianceAndCovariance() {
        double[][] columns = Panels.random(30, 4, 5);
        java.util.Arrays.fill(columns[2], 0.0001);
        CovarianceMatrix c = estimator().estimate(Panels.of(columns));
        for (int i = 0; i < 4; i++) {
            assertThat(c.get(i, 2)).isZero();
        }
        assertThat(c.variance(1)).isPositive();
        assertThat(c.indefiniteness()).isLessThanOrEqualTo(CovarianceMatrix.LARGEST_INDEFINITENESS);
    }

    @Test
    void twoPeriodsAreEnough() {
        CovarianceMatrix c = estimator().estimate(Panels.of(Panels.random(2, 5, 6)));
        assertThat(c.variance(0)).isPositive();
    }

    @Test
    void onePeriodIsRefusedWithTheNumbersNamed() {
        assertThatThrownBy(() -> estimator().estimate(Panels.of(Panels.random(1, 3, 7))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2")
                .hasMessageContaining("had 1");
    }

    @Test
    void oneAssetIsEnough() {
        CovarianceMatrix c = estimator().estimate(Panels.of(new double[][] {{0.01, -0.02, 0.03}}));
        assertThat(c.variance(0)).isPositive();
    }

    @Test
    void returnsThatOverflowAreRefused() {
        assertThatThrownBy(() ->
                        estimator().estimate(Panels.of(new double[] {1e200, -1e200, 1e200}, new double[] {.1, .2, .3})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite");
    }

    @Test
    void nullIsRefused() {
        assertThatThrownBy(() -> nullPanel(estimator())).isInstanceOf(NullPointerException.class);
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullPanel(CovarianceEstimator estimator) {
        estimator.estimate(null);
    }
}
