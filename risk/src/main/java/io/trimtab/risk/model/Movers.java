package io.trimtab.risk.model;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Kernels;

/**
 * The centred returns of the assets that move, T x m column by column, divided by one power of two.
 *
 * <p>What is estimated from them is the same to the bit whatever power of two the returns are multiplied by, and no square
 * overflows on the way. Assets that never move have no part in it: {@link #covariance} gives them a row of zeros.
 */
final class Movers {
    /** Centred and scaled; owned by whoever asked, who may overwrite it. */
    final double[] x;
    /** T. */
    final int rows;
    /** m, at most n. */
    final int count;
    /** By which the returns were divided. */
    final double unit;

    private final Universe universe;
    private final int[] assets;
    private final ReturnPanel returns;

    private Movers(ReturnPanel returns, double[] x, int rows, int count, double unit, int[] assets) {
        this.returns = returns;
        this.universe = returns.universe();
        this.x = x;
        this.rows = rows;
        this.count = count;
        this.unit = unit;
        this.assets = assets;
    }

    /**
     * Centres a panel.
     *
     * @throws IllegalArgumentException if the panel has fewer rows than {@code fewest}
     */
    static Movers of(ReturnPanel returns, int fewest, String estimator) {
        double[] x = CentredReturns.of(returns, fewest, estimator);
        int rows = returns.rows();
        int n = returns.columns();
        double largest = Kernels.maxAbs(x.length, x, 0);
        double unit =
                largest > 0 && largest < Double.POSITIVE_INFINITY ? Math.scalb(1.0, Math.getExponent(largest)) : 1;
        if (unit != 1) {
            for (int k = 0; k < x.length; k++) {
                x[k] /= unit;
            }
        }
        int[] assets = new int[n];
        int m = 0;
        for (int j = 0; j < n; j++) {
            if (!(Kernels.dot(rows, x, j * rows, x, j * rows) <= 0)) {
                System.arraycopy(x, j * rows, x, m * rows, rows);
                assets[m++] = j;
            }
        }
        return new Movers(returns, x, rows, m, unit, assets);
    }

    /** The position in the universe of the k-th asset that moves. */
    int asset(int k) {
        return assets[k];
    }

    /** As of the last date of the returns. */
    CovarianceMatrix dated(CovarianceMatrix covariance) {
        return covariance.datedAs(returns);
    }

    Universe universe() {
        return universe;
    }

    /** X'X / divisor, m x m. */
    double[] moments(double divisor) {
        double[] s = new double[count * count];
        Kernels.syrk(count, rows, 1, x, 0, rows, 0, s, 0, Math.max(1, count));
        if (divisor != 1) {
            for (int k = 0; k < s.length; k++) {
                s[k] /= divisor;
            }
        }
        return s;
    }

    /** Divides each column by the root of its mean square, divisor T; returns those roots, in units. */
    double[] standardise() {
        double[] sigma = new double[count];
        for (int j = 0; j < count; j++) {
            sigma[j] = Math.sqrt(Kernels.dot(rows, x, j * rows, x, j * rows) / rows);
            for (int t = j * rows; t < (j + 1) * rows; t++) {
                x[t] /= sigma[j];
            }
        }
        return sigma;
    }

    /**
     * The covariance over the whole universe from that of the movers, in units; takes the array over.
     *
     * @throws IllegalArgumentException if it overflows
     */
    CovarianceMatrix covariance(double[] s) {
        return CovarianceMatrix.estimated(universe, expanded(s)).datedAs(returns);
    }

    /** The same, where the estimator knows how indefinite rounding may have made it. */
    CovarianceMatrix covariance(double[] s, double indefiniteness) {
        return CovarianceMatrix.estimated(universe, expanded(s), indefiniteness).datedAs(returns);
    }

    /** S = diag(sigma) C diag(sigma) over the whole universe from a correlation of the movers; takes C over. */
    CovarianceMatrix covariance(double[] c, double[] sigma) {
        rescale(c, sigma);
        return covariance(c);
    }

    /** C becomes diag(sigma) C diag(sigma), symmetric to the bit where C is. */
    static void rescale(double[] c, double[] sigma) {
        int m = sigma.length;
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < m; i++) {
                c[j * m + i] *= sigma[i] * sigma[j];
            }
        }
    }

    private double[] expanded(double[] s) {
        int n = universe.size();
        double square = unit * unit;
        if (count == n) {
            if (square != 1) {
                for (int k = 0; k < s.length; k++) {
                    s[k] *= square;
                }
            }
            return s;
        }
        double[] out = new double[n * n];
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < count; i++) {
                out[assets[j] * n + assets[i]] = s[j * count + i] * square;
            }
        }
        return out;
    }
}
