package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.concurrent.CancellationException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class GraphicalLassoTest {
    private static RealMatrix inverse(CovarianceMatrix correlation) {
        int n = correlation.universe().size();
        RealMatrix w = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                w.setEntry(i, j, correlation.get(i, j));
            }
        }
        return new LUDecomposition(w).getSolver().getInverse();
    }

    /** Oracle: the conditions of optimality, with Hipparchus' inverse. */
    @Test
    void satisfiesTheConditionsOfOptimality() {
        for (double alpha : new double[] {0.02, 0.1, 0.3, 0.6}) {
            for (int[] size : new int[][] {{200, 10}, {12, 25}, {40, 2}}) {
                ReturnPanel panel = Panels.of(Panels.random(size[0], size[1], size[0]));
                GraphicalLasso.Fit fit = GraphicalLasso.penalty(alpha).fit(panel);
                int n = size[1];
                assertThat(fit.dualityGap()).isBetween(0.0, GraphicalLasso.GAP * n);
                CovarianceMatrix w = fit.covariance().correlation();
                CovarianceMatrix c = SampleCovariance.unbiased().estimate(panel).correlation();
                RealMatrix q = inverse(w);
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < i; j++) {
                        double r = w.get(i, j) - c.get(i, j);
                        assertThat(Math.abs(r)).isLessThan(alpha + 1e-13);
                        if (Math.abs(q.getEntry(i, j)) > 1e-4) {
                            // the gap bounds how far a pair that counts may be from its bound
                            assertThat(r).isCloseTo(alpha * Math.signum(q.getEntry(i, j)), within(1e-5));
                        }
                    }
                }
                assertThat(fit.penalty()).isEqualTo(alpha);
            }
        }
    }

    /** Oracle: scikit-learn 1.9.1, graphical_lasso(corrcoef, alpha, tol=1e-12) on 293 months of 13 hedge-fund styles. */
    @Test
    void agreesWithScikitLearn() {
        ReturnPanel panel = Panels.of(ReferenceData.edhec(13));
        CovarianceMatrix w = GraphicalLasso.penalty(0.1).fit(panel).covariance().correlation();
        assertThat(w.get(0, 1)).isCloseTo(0.09309733, within(1e-6));
        assertThat(w.get(0, 2)).isCloseTo(0.64885112, within(1e-6));
        assertThat(w.get(0, 3)).isCloseTo(0.54970145, within(1e-6));
        GraphicalLasso.Fit wide = GraphicalLasso.penalty(0.3).fit(panel);
        assertThat(wide.covariance().correlation().get(0, 3)).isCloseTo(0.3326857, within(1e-6));
        assertThat(wide.pairs()).isEqualTo(42);
    }

    /** Two assets have a closed form: the correlation, moved towards zero by alpha. */
    @Test
    void twoAssetsAreASoftThreshold() {
        ReturnPanel panel = Panels.of(Panels.random(60, 2, 3));
        double r = SampleCovariance.unbiased().estimate(panel).correlation().get(0, 1);
        double alpha = Math.abs(r) / 3;
        double w = GraphicalLasso.penalty(alpha).estimate(panel).correlation().get(0, 1);
        assertThat(w).isCloseTo(r - Math.signum(r) * alpha, within(1e-10));
    }

    @Test
    void fullPenaltyLeavesVariancesOnly() {
        ReturnPanel panel = Panels.of(Panels.random(60, 5, 4));
        GraphicalLasso.Fit fit = GraphicalLasso.penalty(1).fit(panel);
        CovarianceMatrix sample = SampleCovariance.unbiased().estimate(panel);
        assertThat(fit.pairs()).isZero();
        assertThat(fit.sweeps()).isZero();
        assertThat(fit.covariance().get(0, 1)).isZero();
        assertThat(fit.covariance().variance(2)).isCloseTo(sample.variance(2), within(1e-14 * sample.variance(2)));
    }

    @Test
    void largerPenaltiesLeaveFewerPairs() {
        ReturnPanel panel = Panels.of(Panels.random(150, 20, 5));
        int few = GraphicalLasso.penalty(0.4).fit(panel).pairs();
        int many = GraphicalLasso.penalty(0.05).fit(panel).pairs();
        assertThat(few).isLessThan(many);
        assertThat(GraphicalLasso.universal().fit(panel).penalty())
                .isCloseTo(Math.sqrt(StrictMath.log(20) / 150), within(1e-15));
    }

    @Test
    void fewDatesAreDefinite() {
        assertThat(GraphicalLasso.universal()
                        .estimate(Panels.of(Panels.random(10, 40, 6)))
                        .indefiniteness())
                .isZero();
    }

    @Test
    void endsWhenInterrupted() {
        ReturnPanel panel = Panels.of(Panels.random(30, 6, 7));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> GraphicalLasso.penalty(0.1).fit(panel)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void settingsAreChecked() {
        for (double bad : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> GraphicalLasso.penalty(bad)).hasMessageContaining("alpha");
        }
        assertThat(GraphicalLasso.penalty(0.25)).hasToString("GraphicalLasso[penalty 0.25]");
        assertThat(GraphicalLasso.universal()).hasToString("GraphicalLasso[universal]");
    }

    /** A penalty that small on a singular correlation has an optimum that no number of passes reaches. */
    @Test
    void whatDoesNotConvergeEnds() {
        ReturnPanel panel = Panels.of(Panels.random(3, 7, 1));
        assertThatThrownBy(() -> GraphicalLasso.penalty(1e-6).estimate(panel))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alpha must be large enough");
    }
}
