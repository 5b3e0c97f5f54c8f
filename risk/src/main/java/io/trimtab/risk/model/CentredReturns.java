package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;

/**
 * Returns less their mean: T x n, column by column.
 *
 * <p>The mean is corrected by the mean of the residuals (Chan, Golub and LeVeque 1983), so that a level of any size
 * costs no digits of the variance; a column that never moves becomes exactly zero.
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

    private static void centre(double[] x, int offset, int rows) {
        double mean = mean(x, offset, rows);
        for (int t = 0; t < rows; t++) {
            x[offset + t] -= mean;
        }
    }

    /** The mean, in two passes; of equal values that value itself. */
    static double mean(double[] x, int offset, int rows) {
        double first = x[offset];
        double sum = 0;
        boolean constant = true;
        for (int t = 0; t < rows; t++) {
            sum += x[offset + t];
            constant &= x[offset + t] == first;
        }
        if (constant) {
            return first;
        }
        double mean = sum / rows;
        double residual = 0;
        for (int t = 0; t < rows; t++) {
            residual += x[offset + t] - mean;
        }
        return mean + residual / rows;
    }
}
