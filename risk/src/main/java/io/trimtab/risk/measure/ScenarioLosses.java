package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Kernels;

/**
 * What a portfolio would have lost in each scenario: {@code -R w}, in fractions of equity, positive for a loss.
 *
 * <p>O(T n).
 */
public final class ScenarioLosses {
    private ScenarioLosses() {}

    /**
     * The losses of fixed weights.
     *
     * @param scenarios simple returns, T rows
     * @param positions the portfolio, over the same universe
     * @return T losses, in the order of the rows
     * @throws IllegalArgumentException if the universes differ
     */
    public static double[] of(ReturnPanel scenarios, Weights positions) {
        Check.notNull(scenarios, "scenarios")
                .universe()
                .requireSame(Check.notNull(positions, "positions").universe(), "positions");
        return of(scenarios, positions.toArray());
    }

    static double[] of(ReturnPanel scenarios, double[] weights) {
        int rows = scenarios.rows();
        double[] losses = new double[rows];
        double[] column = new double[rows];
        for (int j = 0; j < weights.length; j++) {
            if (weights[j] != 0) {
                scenarios.columnInto(j, column, 0);
                Kernels.axpy(rows, -weights[j], column, 0, losses, 0);
            }
        }
        return losses;
    }
}
