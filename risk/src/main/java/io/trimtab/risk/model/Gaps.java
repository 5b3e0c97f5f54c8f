package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.GappedReturns;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Compensated;
import java.time.LocalDate;

/** Returns with gaps as arrays: the values less their mean, zero where there is none, and where there are any. */
final class Gaps {
    final Universe universe;
    final LocalDate last;
    final int rows;
    final int n;
    /** T x n, column by column: return less the mean of the returns that the asset has; 0 where there is none. */
    final double[] x;
    /** T x n: 1 where there is a return, 0 where there is none. */
    final double[] present;
    /** The mean of the returns that each asset has. */
    final double[] mean;

    final int[] observations;

    /** Refuses an asset with fewer than two returns. */
    Gaps(GappedReturns returns) {
        this.universe = Check.notNull(returns, "returns").universe();
        this.rows = returns.rows();
        this.last = returns.date(rows - 1);
        this.n = returns.columns();
        this.x = new double[rows * n];
        this.present = new double[rows * n];
        this.mean = new double[n];
        this.observations = new int[n];
        double[] known = new double[rows];
        for (int j = 0; j < n; j++) {
            returns.columnInto(j, x, j * rows);
            int count = 0;
            for (int t = 0; t < rows; t++) {
                double value = x[j * rows + t];
                if (!Double.isNaN(value)) {
                    known[count++] = value;
                }
            }
            if (count < 2) {
                throw new IllegalArgumentException(
                        universe.id(j) + " must have at least 2 returns, had " + count + ": leave it out");
            }
            observations[j] = count;
            mean[j] = Compensated.mean(count, known, 0);
            for (int t = 0; t < rows; t++) {
                int k = j * rows + t;
                present[k] = Double.isNaN(x[k]) ? 0 : 1;
                x[k] = Double.isNaN(x[k]) ? 0 : x[k] - mean[j];
            }
        }
    }

    boolean has(int row, int column) {
        return present[column * rows + row] != 0;
    }
}
