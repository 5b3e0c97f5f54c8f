package io.trimtab.optimizer.solver;

/**
 * A reference for more assets than can be enumerated: the alternating direction method of multipliers on
 * {@code min w'Sw/2 + q'w, z = (w, Aw), z in its box} (Boyd et al. 2011, as arranged by Stellato et al. 2020), in plain
 * loops that share nothing with the engine.
 *
 * <p>What it finds is not exact, but any point v and any multipliers y bound the optimum from below: with r = Sv + q - A'y,
 * convexity gives {@code f(w) >= -v'Sv/2 + sum_j min over the box of r_j w_j + sum_i (y_i > 0 ? y_i low_i : y_i high_i)}
 * for every feasible w.
 */
final class SplittingSolver {
    private static final int MOST_ROUNDS = 20_000;

    private final int n;
    private final int m;
    private final double[][] s;
    private final double[] q;
    private final double[][] a;
    private final double[] low;
    private final double[] high;
    private final double[] w;
    private final double[] z;
    private final double[] u;
    private double rho = 1;
    private double[][] factor = new double[0][];
    /** How far the point is out of its rows and box; how large the reduced costs are that should be zero. */
    double primal;

    double dual;

    /** Rows and variances of order one are taken for granted: the caller scales. */
    SplittingSolver(
            double[][] s, double[] q, double[][] rows, double[] rowLow, double[] rowHigh, double[] lo, double[] hi) {
        n = q.length;
        m = rows.length;
        this.s = s;
        this.q = q;
        a = new double[n + m][n];
        low = new double[n + m];
        high = new double[n + m];
        for (int j = 0; j < n; j++) {
            a[j][j] = 1;
            low[j] = lo[j];
            high[j] = hi[j];
        }
        for (int i = 0; i < m; i++) {
            a[n + i] = rows[i].clone();
            low[n + i] = rowLow[i];
            high[n + i] = rowHigh[i];
        }
        w = new double[n];
        z = new double[n + m];
        u = new double[n + m];
    }

    /** Runs until both residuals are below the tolerance, or gives up. */
    boolean solve(double tolerance) {
        factor();
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            step();
            if (round % 50 == 0) {
                measure();
                if (primal <= tolerance && dual <= tolerance) {
                    return true;
                }
                double ratio = Math.sqrt((primal + 1e-300) / (dual + 1e-300));
                if (round % 400 == 0 && (ratio > 3 || ratio < 1.0 / 3)) {
                    rho = Math.max(1e-6, Math.min(1e6, rho * Math.max(0.1, Math.min(10, ratio))));
                    factor();
                }
            }
        }
        return false;
    }

    /** Multipliers are rho-free: w minimises the Lagrangian with y = u. */
    private void step() {
        double[] rhs = new double[n];
        for (int j = 0; j < n; j++) {
            rhs[j] = 1e-6 * w[j] - q[j];
        }
        for (int i = 0; i < n + m; i++) {
            double t = rho * z[i] - u[i];
            for (int j = 0; j < n; j++) {
                rhs[j] += a[i][j] * t;
            }
        }
        solveInPlace(rhs);
        System.arraycopy(rhs, 0, w, 0, n);
        for (int i = 0; i < n + m; i++) {
            double x = 0;
            for (int j = 0; j < n; j++) {
                x += a[i][j] * w[j];
            }
            double next = Math.max(low[i], Math.min(high[i], x + u[i] / rho));
            u[i] += rho * (x - next);
            z[i] = next;
        }
    }

    private void factor() {
        factor = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = s[i][j] + (i == j ? 1e-6 : 0);
                for (double[] row : a) {
                    sum += rho * row[i] * row[j];
                }
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
            }
        }
    }

    private void solveInPlace(double[] b) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                b[i] -= factor[i][k] * b[k];
            }
            b[i] /= factor[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                b[i] -= factor[k][i] * b[k];
            }
            b[i] /= factor[i][i];
        }
    }

    private void measure() {
        primal = 0;
        for (int i = 0; i < n + m; i++) {
            double x = 0;
            for (int j = 0; j < n; j++) {
                x += a[i][j] * w[j];
            }
            primal = Math.max(primal, Math.abs(x - z[i]));
        }
        dual = 0;
        for (int j = 0; j < n; j++) {
            double d = q[j];
            for (int i = 0; i < n; i++) {
                d += s[j][i] * w[i];
            }
            for (int i = 0; i < n + m; i++) {
                d += a[i][j] * u[i];
            }
            dual = Math.max(dual, Math.abs(d));
        }
    }

    double objective() {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            double sw = 0;
            for (int i = 0; i < n; i++) {
                sw += s[j][i] * w[i];
            }
            sum += w[j] * (sw / 2 + q[j]);
        }
        return sum;
    }

    /** No feasible weights have a lower objective. */
    double lowerBound() {
        double bound = 0;
        for (int j = 0; j < n; j++) {
            double sw = 0;
            for (int i = 0; i < n; i++) {
                sw += s[j][i] * w[i];
            }
            bound -= w[j] * sw / 2;
            double r = sw + q[j];
            for (int i = 0; i < m; i++) {
                r += a[n + i][j] * y(i);
            }
            bound += r > 0 ? r * low[j] : r < 0 ? r * high[j] : 0;
        }
        for (int i = 0; i < m; i++) {
            double y = -y(i);
            bound += y > 0 ? y * low[n + i] : y < 0 ? y * high[n + i] : 0;
        }
        return bound;
    }

    /** The multiplier of a row, without what points at an infinite bound. */
    private double y(int i) {
        double y = u[n + i];
        return Double.isFinite(y > 0 ? high[n + i] : low[n + i]) ? y : 0;
    }
}
