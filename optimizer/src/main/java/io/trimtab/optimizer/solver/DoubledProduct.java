package io.trimtab.optimizer.solver;

import java.util.Arrays;

/**
 * The product of a covariance with weights in doubled precision, from the columns of what is held.
 *
 * <p>Weights that are zero need no column: one pass over those of the others is all that a proof reads of the covariance.
 * Each element is summed in the order of assets, and elements do not meet: plain and vector code give the same bits.
 */
final class DoubledProduct {
    private final QuadraticProgram p;
    private final double[] column;

    /** With room for a column, which others may use in between. */
    DoubledProduct(QuadraticProgram program, double[] room) {
        p = program;
        column = room;
    }

    /**
     * high + low = (S + diag(d))w, low at most the rounding of high.
     *
     * @param held the assets whose weights are not zero, ascending
     */
    void into(double[] w, int[] held, int count, double[] high, double[] low) {
        int n = p.n;
        Arrays.fill(high, 0);
        Arrays.fill(low, 0);
        for (int k = 0; k < count; k++) {
            p.columnInto(held[k], column, 0);
            ColumnSums.addDoubled(n, w[held[k]], column, high, low);
        }
        for (int i = 0; i < n; i++) {
            double total = high[i] + low[i];
            low[i] += high[i] - total;
            high[i] = total;
        }
    }
}
