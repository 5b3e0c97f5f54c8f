package io.trimtab.optimizer.solver;

import io.trimtab.risk.model.RiskModel;

/**
 * The problem the engine solves: minimise {@code w'Sw / 2 + q'w} subject to {@code rowLower <= Aw <= rowUpper} and
 * {@code lower <= w <= upper}.
 *
 * <p>Bounds may be infinite; a row or an asset whose bounds coincide is an equality. The rows are stored multiplied by
 * powers of two (exactly, so that nothing is rounded) that bring the largest coefficient of each into [1, 2): the
 * tolerances of the engine then mean the same for a budget and for a row of daily expected returns. The arrays are not
 * copied: the program belongs to whoever made it, and only {@code q} may change between two solves.
 */
public final class QuadraticProgram {
    final RiskModel risk;
    final int n;
    final int m;
    final double[] q;
    /** Scaled coefficients, asset by asset: row i of asset j is at {@code j * m + i}. */
    final double[] a;
    /** Row i is stored multiplied by this power of two. */
    final double[] rowScale;

    final double[] rowLower;
    final double[] rowUpper;
    final double[] lower;
    final double[] upper;
    final double[] volatility;
    final double largestVolatility;

    /**
     * A program.
     *
     * @param risk the covariance S
     * @param q the n linear coefficients; kept, not copied
     * @param rows the m rows of A, n coefficients each; copied
     * @param rowLower the m bounds below, perhaps {@code -infinity}; copied
     * @param rowUpper the m bounds above, perhaps {@code infinity}; copied
     * @param lower the n bounds below; kept, not copied
     * @param upper the n bounds above; kept, not copied
     */
    public QuadraticProgram(
            RiskModel risk,
            double[] q,
            double[][] rows,
            double[] rowLower,
            double[] rowUpper,
            double[] lower,
            double[] upper) {
        this.risk = risk;
        this.n = q.length;
        this.m = rows.length;
        this.q = q;
        this.a = new double[n * m];
        this.rowScale = new double[m];
        this.rowLower = rowLower.clone();
        this.rowUpper = rowUpper.clone();
        this.lower = lower;
        this.upper = upper;
        for (int i = 0; i < m; i++) {
            scaleRow(i, rows[i]);
        }
        this.volatility = new double[n];
        double largest = 0;
        for (int j = 0; j < n; j++) {
            volatility[j] = Math.sqrt(risk.variance(j));
            largest = Math.max(largest, volatility[j]);
        }
        this.largestVolatility = largest;
    }

    private void scaleRow(int i, double[] row) {
        double largest = 0;
        for (double x : row) {
            largest = Math.max(largest, Math.abs(x));
        }
        double scale = largest > 0 ? Math.scalb(1.0, -Math.getExponent(largest)) : 1;
        rowScale[i] = scale;
        rowLower[i] *= scale;
        rowUpper[i] *= scale;
        for (int j = 0; j < n; j++) {
            a[j * m + i] = row[j] * scale;
        }
    }

    /**
     * The linear coefficients.
     *
     * @return q itself: what is written there counts from the next solve on
     */
    public double[] linear() {
        return q;
    }

    /**
     * The number of assets.
     *
     * @return n
     */
    public int assets() {
        return n;
    }

    /**
     * The number of rows.
     *
     * @return m
     */
    public int rows() {
        return m;
    }

    /** The activity of row i at w, in the row's scaled unit. */
    double activity(int i, double[] w) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum = Math.fma(a[j * m + i], w[j], sum);
        }
        return sum;
    }
}
