package io.trimtab.risk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.time.Progress;
import io.trimtab.risk.model.CovarianceEstimator;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.RiskModel;
import io.trimtab.risk.model.RiskModelEstimator;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CovarianceEstimator} promises, and every other {@link RiskModelEstimator}: extend this class and
 * return yours.
 *
 * <pre>{@code
 * class MyEstimatorTest extends CovarianceEstimatorContract {
 *     protected CovarianceEstimator estimator() {
 *         return new MyEstimator();
 *     }
 * }
 * }</pre>
 *
 * <p>An estimator that documents an exception overrides the method that asks for it.
 */
public abstract class CovarianceEstimatorContract {
    /** For whoever implements an estimator. */
    protected CovarianceEstimatorContract() {}

    /**
     * The estimator to be checked.
     *
     * @return an estimator; asked for once by each test
     */
    protected abstract RiskModelEstimator estimator();

    /**
     * How many periods the estimator needs.
     *
     * @param assets the number of assets
     * @return the fewest it accepts, at least 2
     */
    protected int fewestPeriods(int assets) {
        return 2;
    }

    /**
     * Whether it measures from each asset's own level.
     *
     * @return false for one that measures from a level given, such as zero
     */
    protected boolean ignoresTheLevelOfReturns() {
        return true;
    }

    /**
     * Rounding, relative to the product of two volatilities; more for an estimator that iterates.
     *
     * @return the tolerance of everything that is not exact to the bit
     */
    protected double tolerance() {
        return 1e-12;
    }

    /**
     * Whether the same asset may be given twice.
     *
     * @return false for one that refuses it, naming the remedy
     */
    protected boolean acceptsTheSameAssetTwice() {
        return true;
    }

    /**
     * Whether powers of two scale to the bit.
     *
     * @return false for one whose search does not end at the same bits
     */
    protected boolean scalesExactly() {
        return true;
    }

    /**
     * Whether what an asset did decides alone whether it has risk.
     *
     * @return false for one that is told what moves an asset
     */
    protected boolean riskIsMeasuredFromMovesAlone() {
        return true;
    }

    private static double[] dense(RiskModel model) {
        int n = model.universe().size();
        double[] out = new double[n * n];
        for (int j = 0; j < n; j++) {
            model.columnInto(j, out, j * n);
        }
        return out;
    }

    /** Nothing later than the panel's last date went into the result, and it says so. */
    @Test
    void theResultIsAsOfThePanelsLastDate() {
        ReturnPanel returns = Panels.of(Panels.random(40 + fewestPeriods(3), 3, 71));
        assertThat(estimator().estimate(returns).asOf()).contains(returns.date(returns.rows() - 1));
    }

    private double[] estimated(double[][] columns) {
        return dense(estimator().estimate(Panels.of(columns)));
    }

    /** Oracle: the same estimator on returns that must give the same, up to the factor. */
    private void assertSame(double[] actual, double[] expected, double factor, double slack) {
        int n = (int) Math.round(Math.sqrt(expected.length));
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                double scale = factor * Math.sqrt(expected[i * n + i] * expected[j * n + j]);
                assertThat(actual[j * n + i])
                        .as("%d, %d", i, j)
                        .isCloseTo(factor * expected[j * n + i], within(slack * tolerance() * scale));
            }
        }
    }

    @Test
    void resultIsOverThePanelsUniverse() {
        Universe universe = Universe.of("SAP", "ASML", "NOVN");
        ReturnPanel panel = Panels.of(universe, Panels.random(40, 3, 1));
        assertThat(estimator().estimate(panel).universe()).isEqualTo(universe);
    }

    @Test
    void sameReturnsGiveTheSameBits() {
        double[][] columns = Panels.random(60, 7, 2);
        assertThat(estimated(columns)).isEqualTo(estimated(columns));
    }

    @Test
    void resultIsSymmetricToTheBitAndSemidefinite() {
        for (int rows : new int[] {2, 3, 10, 16, 200}) {
            if (rows < fewestPeriods(9)) {
                continue;
            }
            RiskModel model = estimator().estimate(Panels.of(Panels.random(rows, 9, rows)));
            double[] c = dense(model);
            for (int i = 0; i < 9; i++) {
                assertThat(c[i * 9 + i]).isNotNegative();
                for (int j = 0; j < i; j++) {
                    assertThat(c[i * 9 + j]).isEqualTo(c[j * 9 + i]);
                }
            }
            assertThat(model.indefiniteness()).isBetween(0.0, CovarianceMatrix.LARGEST_INDEFINITENESS);
            // independent of what the model says of itself: a matrix that is given is certified
            assertThat(CovarianceMatrix.of(model.universe(), c).indefiniteness())
                    .isLessThanOrEqualTo(CovarianceMatrix.LARGEST_INDEFINITENESS);
        }
    }

    @Test
    void moreAssetsThanPeriodsAreEstimatedOrRefused() {
        double[][] columns = Panels.random(20, 30, 11);
        int fewest = fewestPeriods(30);
        if (fewest > 20) {
            assertThatThrownBy(() -> estimated(columns))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least " + fewest)
                    .hasMessageContaining("had 20");
            return;
        }
        RiskModel model = estimator().estimate(Panels.of(columns));
        assertThat(model.indefiniteness()).isBetween(0.0, CovarianceMatrix.LARGEST_INDEFINITENESS);
        assertThat(CovarianceMatrix.of(model.universe(), dense(model)).indefiniteness())
                .isLessThanOrEqualTo(CovarianceMatrix.LARGEST_INDEFINITENESS);
    }

    @Test
    void scalingReturnsByAPowerOfTwoScalesExactly() {
        double[][] columns = Panels.random(50, 5, 3);
        double[] plain = estimated(columns);
        for (double[] column : columns) {
            for (int t = 0; t < column.length; t++) {
                column[t] *= 0.25;
            }
        }
        double[] scaled = estimated(columns);
        for (int k = 0; k < plain.length; k++) {
            assertThat(scaled[k]).isEqualTo(plain[k] / 16);
        }
    }

    @Test
    void tinyAndHugeReturnsAreEstimatedAlike() {
        double[][] columns = Panels.random(50, 5, 3);
        double[] plain = estimated(columns);
        for (double factor : new double[] {1e-9, 1e-4, 100, 1e7}) {
            double[][] other = new double[5][];
            for (int j = 0; j < 5; j++) {
                other[j] = Arrays.stream(columns[j]).map(x -> x * factor).toArray();
            }
            assertSame(estimated(other), plain, factor * factor, 1);
        }
    }

    @Test
    void orderOfAssetsDoesNotMatter() {
        double[][] columns = Panels.random(50, 6, 4);
        double[][] reversed = new double[6][];
        for (int j = 0; j < 6; j++) {
            reversed[j] = columns[5 - j];
        }
        double[] plain = estimated(columns);
        double[] other = estimated(reversed);
        double[] back = new double[36];
        for (int k = 0; k < 36; k++) {
            back[k] = other[35 - k];
        }
        assertSame(back, plain, 1, 1);
    }

    @Test
    void levelOfReturnsDoesNotMatterIfItMeasuresFromTheirMean() {
        if (!ignoresTheLevelOfReturns()) {
            return;
        }
        double[][] columns = Panels.random(50, 5, 12);
        double[] plain = estimated(columns);
        for (int j = 0; j < 5; j++) {
            for (int t = 0; t < 50; t++) {
                columns[j][t] += 0.125 * (j - 2);
            }
        }
        // the shift itself costs the last bits of the returns
        assertSame(estimated(columns), plain, 1, 100);
    }

    @Test
    void assetThatNeverMovesHasZeroVarianceAndCovariance() {
        if (!riskIsMeasuredFromMovesAlone()) {
            return;
        }
        double[][] columns = Panels.random(30, 4, 5);
        Arrays.fill(columns[2], 0.0001);
        if (!ignoresTheLevelOfReturns()) {
            Arrays.fill(columns[2], 0);
        }
        RiskModel model = estimator().estimate(Panels.of(columns));
        double[] c = dense(model);
        for (int i = 0; i < 4; i++) {
            assertThat(c[i * 4 + 2]).isZero();
            assertThat(c[2 * 4 + i]).isZero();
        }
        assertThat(c[4 + 1]).isPositive();
        assertThat(model.indefiniteness()).isLessThanOrEqualTo(CovarianceMatrix.LARGEST_INDEFINITENESS);
    }

    @Test
    void assetsOfWhichNoneMovesHaveNoRisk() {
        assertThat(estimated(new double[3][40])).containsOnly(0);
    }

    @Test
    void sameAssetTwiceIsTreatedAlike() {
        double[][] columns = Panels.random(60, 6, 13);
        columns[4] = columns[1].clone();
        if (!acceptsTheSameAssetTwice()) {
            assertThatThrownBy(() -> estimated(columns))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("leave");
            return;
        }
        RiskModel model = estimator().estimate(Panels.of(columns));
        double[] c = dense(model);
        double unit = c[7];
        assertThat(c[4 * 6 + 4]).isCloseTo(unit, within(tolerance() * unit));
        for (int i = 0; i < 6; i++) {
            if (i != 1 && i != 4) {
                double scale = Math.sqrt(unit * c[i * 6 + i]);
                assertThat(c[4 * 6 + i]).as("%d", i).isCloseTo(c[6 + i], within(tolerance() * scale));
            }
        }
        assertThat(CovarianceMatrix.of(model.universe(), c).indefiniteness())
                .isLessThanOrEqualTo(CovarianceMatrix.LARGEST_INDEFINITENESS);
    }

    @Test
    void fewestPeriodsAreEnough() {
        int rows = fewestPeriods(5);
        double variance =
                estimator().estimate(Panels.of(Panels.random(rows, 5, 6))).variance(0);
        assertThat(variance).isNotNegative().isFinite();
        // no loss in two periods is no risk to one that measures from zero
        assertThat(variance > 0 || !ignoresTheLevelOfReturns()).isTrue();
    }

    @Test
    void onePeriodFewerIsRefusedWithTheNumbersNamed() {
        int fewest = fewestPeriods(3);
        for (int rows : new int[] {fewest - 1, 1, 0}) {
            assertThatThrownBy(() -> estimated(Panels.random(rows, 3, 7)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least " + fewest)
                    .hasMessageContaining("had " + rows);
        }
    }

    @Test
    void oneAssetIsEnough() {
        double[][] columns = Panels.random(Math.max(3, fewestPeriods(1)), 1, 8);
        assertThat(estimated(columns)[0]).isPositive();
    }

    @Test
    void returnsThatOverflowAreRefused() {
        double[][] columns = Panels.random(Math.max(3, fewestPeriods(2)), 2, 9);
        columns[0] = Arrays.stream(columns[0]).map(x -> x * 1e200).toArray();
        assertThatThrownBy(() -> estimated(columns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite");
    }

    @Test
    void missingReturnsDoNotEvenMakeAPanel() {
        double[][] columns = Panels.random(20, 3, 10);
        columns[1][6] = Double.NaN;
        assertThatThrownBy(() -> estimated(columns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A1")
                .hasMessageContaining("2020-01-07");
    }

    @Test
    void workIsReportedAndCanBeStopped() {
        ReturnPanel panel = Panels.of(Panels.random(Math.max(60, fewestPeriods(6)), 6, 14));
        long[] last = {-1, -1};
        RiskModel reported = estimator().estimate(panel, (done, total) -> {
            assertThat(done).isBetween(Math.max(0, last[0]), total);
            last[0] = done;
            last[1] = total;
        });
        assertThat(last[0]).isPositive().isEqualTo(last[1]);
        assertThat(dense(reported)).isEqualTo(dense(estimator().estimate(panel)));
        CancellationException enough = new CancellationException("enough");
        assertThatThrownBy(() -> estimator().estimate(panel, (done, total) -> {
                    throw enough;
                }))
                .isSameAs(enough);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> estimator().estimate(panel, Progress.unheard()))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void nullIsRefused() {
        assertThatThrownBy(() -> nullPanel(estimator()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("returns");
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullPanel(RiskModelEstimator estimator) {
        estimator.estimate(null);
    }
}
