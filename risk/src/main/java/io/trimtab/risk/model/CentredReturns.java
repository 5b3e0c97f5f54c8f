package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Compensated;

/**
 * Returns less their mean: T x n, column by column.
 *
 * <p>The mean is summed in twice the precision, so that a level of any size costs no digits of the variance; a column
 * that never moves becomes exactly zero.
 */
final class CentredReturns {
    private CentredReturns() {}

    /**
     * Centres a panel.
     *
     * @throws IllegalArgumentException if the panel has fewer rows than {@code fewest}
     */
    static double[] of(ReturnPanel returns, int fewest, String estimator) {
        int rows = Check.notNull(returns, "returns").rows();
        int n = returns.columns();
        if (rows < fewest) {
            throw new IllegalArgumentException(
                    estimator + " needs at least " + fewest + " returns of each asset, had " + rows);
        }
        double[] x = new double[rows * n];
        for (int j = 0; j < n; j++) {
            returns.columnInto(j, x, j * rows);
            centre(x, j * rows, rows);
        }
        return x;
    }

    static void centre(double[] x, int offset, int rows) {
        double mean = Compensated.mean(rows, x, offset);
        for (int t = 0; t < rows; t++) {
            x[offset + t] -= mean;
        }
    }
}
