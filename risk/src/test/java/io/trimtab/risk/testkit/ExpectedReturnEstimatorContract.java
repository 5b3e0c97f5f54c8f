package io.trimtab.risk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.ExpectedReturnEstimator;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ExpectedReturnEstimator} promises: extend this class and return yours.
 *
 * <pre>{@code
 * class MyEstimatorTest extends ExpectedReturnEstimatorContract {
 *     protected ExpectedReturnEstimator estimator(Universe universe) {
 *         return new MyEstimator();
 *     }
 * }
 * }</pre>
 */
public abstract class ExpectedReturnEstimatorContract {
    /** For whoever implements an estimator. */
    protected ExpectedReturnEstimatorContract() {}

    /**
     * The estimator to be checked.
     *
     * @param universe the assets of the panels it will be given; most estimators do not care
     * @return an estimator; asked for once by each test
     */
    protected abstract ExpectedReturnEstimator estimator(Universe universe);

    /**
     * How the result grows with the unit of returns: the returns times c give the result times c to this power.
     *
     * @return 1 unless overridden; 0 for none (the check is then left out)
     */
    protected int degree() {
        return 1;
    }

    /**
     * Whether the order of the assets is of no consequence (weights given by position move with their assets).
     *
     * @return true unless overridden
     */
    protected boolean symmetric() {
        return true;
    }

    @Test
    void resultIsOverThePanelsUniverse() {
        Universe universe = Universe.of("SAP", "ASML", "NOVN");
        ReturnPanel panel = Panels.of(universe, Panels.random(40, 3, 1));
        assertThat(estimator(universe).estimate(panel).universe()).isEqualTo(universe);
    }

    @Test
    void sameReturnsGiveTheSameBits() {
        ReturnPanel panel = Panels.of(Panels.random(60, 7, 2));
        ExpectedReturnEstimator estimator = estimator(panel.universe());
        assertThat(estimator.estimate(panel)).isEqualTo(estimator.estimate(panel));
        assertThat(estimator(panel.universe()).estimate(panel)).isEqualTo(estimator.estimate(panel));
    }

    @Test
    void orderOfAssetsDoesNotMatter() {
        if (!symmetric()) {
            return;
        }
        double[][] columns = Panels.random(80, 6, 4);
        List<String> ids = new ArrayList<>();
        double[][] reversed = new double[6][];
        for (int j = 0; j < 6; j++) {
            reversed[j] = columns[5 - j];
            ids.add("A" + (5 - j));
        }
        Universe universe = Universe.of(ids);
        ExpectedReturns plain = estimator(Panels.universe(6)).estimate(Panels.of(columns));
        ExpectedReturns other = estimator(universe).estimate(Panels.of(universe, reversed));
        for (int j = 0; j < 6; j++) {
            // tolerance: sums in another order, relative to returns of a percent
            assertThat(other.of("A" + j)).isCloseTo(plain.of("A" + j), within(1e-13));
        }
    }

    @Test
    void unitOfReturnsCarriesOver() {
        if (degree() == 0) {
            return;
        }
        double[][] columns = Panels.random(80, 5, 3);
        Universe universe = Panels.universe(5);
        double[] plain = estimator(universe).estimate(Panels.of(columns)).toArray();
        for (double[] column : columns) {
            for (int t = 0; t < column.length; t++) {
                column[t] *= 0.25;
            }
        }
        double[] scaled = estimator(universe).estimate(Panels.of(columns)).toArray();
        for (int j = 0; j < plain.length; j++) {
            double expected = plain[j] * (degree() == 1 ? 0.25 : 0.0625);
            // tolerance: rounding of what is not a product of the returns
            assertThat(scaled[j]).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
        }
    }

    @Test
    void onlyThePanelsOwnRowsCount() {
        double[][] columns = Panels.random(90, 4, 8);
        ReturnPanel whole = Panels.of(columns);
        double[][] late = new double[4][60];
        for (int j = 0; j < 4; j++) {
            System.arraycopy(columns[j], 30, late[j], 0, 60);
        }
        ReturnPanel copy = ReturnPanel.of(whole.universe(), whole.lastRows(60).dates(), Panels.flat(late));
        ExpectedReturnEstimator estimator = estimator(whole.universe());
        assertThat(estimator.estimate(whole.lastRows(60))).isEqualTo(estimator.estimate(copy));
    }

    @Test
    void anEmptyPanelIsRefusedWithTheNumbersNamed() {
        Universe universe = Panels.universe(2);
        assertThatThrownBy(() -> estimator(universe).estimate(ReturnPanel.of(universe, List.of(), new double[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least")
                .hasMessageContaining("had 0");
    }

    @Test
    void nullIsRefused() {
        assertThatThrownBy(() -> nullPanel(estimator(Panels.universe(2)))).isInstanceOf(NullPointerException.class);
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullPanel(ExpectedReturnEstimator estimator) {
        estimator.estimate(null);
    }
}
