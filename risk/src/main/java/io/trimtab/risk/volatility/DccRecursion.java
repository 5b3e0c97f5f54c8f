package io.trimtab.risk.volatility;

import io.trimtab.core.check.Interruption;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/**
 * The correlation part of the likelihood of dynamic conditional correlations, and its gradient.
 *
 * <p>Legend: z: standardised residuals, T x n by rows; Q(t) = (1 - a - b) S + a y(t-1) y(t-1)' + b Q(t-1) from Q(1) = S, with y = z (Engle)
 * or y = diag(Q)^(1/2) z (Aielli); R = diag(Q)^(-1/2) Q diag(Q)^(-1/2); u = R^-1 z; G = R^-1 - u u'. The part is {@code -1/2 sum of
 * (ln|R| + z'R^-1 z - z'z)}, and its derivative {@code -1/2 sum of (sum_ij G_ij dQ_ij / sqrt(q_i q_j) - sum_i (1 - u_i z_i) dq_i / q_i)}.
 */
final class DccRecursion {
    private final int rows;
    private final int n;
    private final double[] z;
    private final boolean corrected;

    /** S of the last evaluation. */
    private double[] target;

    private final double[] q;
    private final double[] r;
    private final double[] byA;
    private final double[] byB;
    private final double[] root;

    DccRecursion(int rows, int n, double[] z, boolean corrected) {
        this.rows = rows;
        this.n = n;
        this.z = z;
        this.corrected = corrected;
        this.target = correlation(z);
        this.q = new double[n * n];
        this.r = new double[n * n];
        this.byA = new double[n * n];
        this.byB = new double[n * n];
        this.root = new double[n];
    }

    /** The correlation about zero of T x n numbers by rows. */
    private double[] correlation(double[] y) {
        double[] s = new double[n * n];
        Kernels.syrkTransposed(n, rows, 1, y, 0, n, 0, s, 0, n);
        double[] inverse = new double[n];
        for (int i = 0; i < n; i++) {
            inverse[i] = 1 / Math.sqrt(s[i * n + i]);
        }
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                s[j * n + i] = i == j ? 1 : s[j * n + i] * inverse[i] * inverse[j];
            }
        }
        return s;
    }

    /** S, which for Aielli's form depends on a and b. */
    double[] target() {
        return target;
    }

    /** S for these parameters. */
    double[] targetAt(double a, double b) {
        if (corrected) {
            target = correctedTarget(a, b);
        }
        return target;
    }

    /** R after the last row. */
    double[] nextCorrelation(double a, double b) {
        System.arraycopy(targetAt(a, b), 0, q, 0, q.length);
        double[] y = new double[n];
        for (int t = 0; t < rows; t++) {
            newsInto(t, y);
            for (int j = 0; j < n; j++) {
                for (int i = 0; i < n; i++) {
                    int k = j * n + i;
                    q[k] = (1 - a - b) * target[k] + a * (y[i] * y[j]) + b * q[k];
                }
            }
        }
        normalise();
        return r.clone();
    }

    private void newsInto(int t, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = corrected ? Math.sqrt(q[i * n + i]) * z[t * n + i] : z[t * n + i];
        }
    }

    /**
     * Evaluates; Q is then that of the period after the last.
     *
     * @return the correlation part of the log-likelihood, NaN where an R is not definite
     */
    double evaluate(double a, double b, double[] gradient) {
        System.arraycopy(targetAt(a, b), 0, q, 0, q.length);
        Arrays.fill(byA, 0);
        Arrays.fill(byB, 0);
        gradient[0] = 0;
        gradient[1] = 0;
        double sum = 0;
        double[] u = new double[n];
        double[] y = new double[n];
        double[] l = new double[n * n];
        double[] g = new double[n * n];
        for (int t = 0; t < rows; t++) {
            if ((t & 15) == 0) {
                Interruption.endIfRequested("fitting dynamic correlations");
            }
            normalise();
            System.arraycopy(r, 0, l, 0, l.length);
            if (Cholesky.factor(n, l, 0, n) != n) {
                return Double.NaN;
            }
            System.arraycopy(z, t * n, u, 0, n);
            Cholesky.solve(n, l, 0, n, u, 0);
            double logarithm = 0;
            double square = 0;
            for (int i = 0; i < n; i++) {
                logarithm += 2 * StrictMath.log(l[i * n + i]);
                square += z[t * n + i] * (u[i] - z[t * n + i]);
            }
            newsInto(t, y);
            sum -= 0.5 * (logarithm + square);
            if (!corrected) {
                differentiate(l, u, t, g, gradient);
            }
            advance(a, b, y);
        }
        return sum;
    }

    private void normalise() {
        for (int i = 0; i < n; i++) {
            root[i] = Math.sqrt(q[i * n + i]);
        }
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                r[j * n + i] = i == j ? 1 : q[j * n + i] / (root[i] * root[j]);
            }
        }
    }

    private void differentiate(double[] l, double[] u, int t, double[] g, double[] gradient) {
        Arrays.fill(g, 0);
        for (int i = 0; i < n; i++) {
            g[i * n + i] = 1;
        }
        Cholesky.solve(n, n, l, 0, n, g, 0, n);
        double a = 0;
        double b = 0;
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                double weight = (g[j * n + i] - u[i] * u[j]) / (root[i] * root[j]);
                a += weight * byA[j * n + i];
                b += weight * byB[j * n + i];
            }
            double own = (1 - u[j] * z[t * n + j]) / q[j * n + j];
            a -= own * byA[j * n + j];
            b -= own * byB[j * n + j];
        }
        gradient[0] -= 0.5 * a;
        gradient[1] -= 0.5 * b;
    }

    private void advance(double a, double b, double[] y) {
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                int k = j * n + i;
                double news = y[i] * y[j];
                byA[k] = news - target[k] + b * byA[k];
                byB[k] = q[k] - target[k] + b * byB[k];
                q[k] = (1 - a - b) * target[k] + a * news + b * q[k];
            }
        }
    }

    /** The correlation of diag(Q)^(1/2) z, whose diagonal follows its own recursion (Aielli 2013, equation 9). */
    private double[] correctedTarget(double a, double b) {
        double[] y = new double[rows * n];
        for (int i = 0; i < n; i++) {
            double own = 1;
            for (int t = 0; t < rows; t++) {
                double value = z[t * n + i];
                y[t * n + i] = Math.sqrt(own) * value;
                own = (1 - a - b) + own * (a * value * value + b);
            }
        }
        return correlation(y);
    }
}
