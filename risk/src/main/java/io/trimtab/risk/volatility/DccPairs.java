package io.trimtab.risk.volatility;

import io.trimtab.core.check.Interruption;

/**
 * The composite likelihood of dynamic conditional correlations: the sum over all pairs of assets of the correlation part of
 * their own likelihood, divided by n - 1, the number of pairs that an asset is in; and its gradient.
 *
 * <p>Legend as in {@link DccRecursion}; of a pair, rho = q_ij / sqrt(q_i q_j) and the part is {@code -1/2 sum of (ln(1 - rho^2) +
 * (z_i^2 + z_j^2 - 2 rho z_i z_j) / (1 - rho^2) - z_i^2 - z_j^2)}. Diagonals of Q follow their own recursions, which are run once
 * for all pairs. A pair that always moves alike has no likelihood and says nothing about a and b: it is left out.
 */
final class DccPairs {
    /** Of a pair that moves alike, 1 - s^2 is less. */
    private static final double ALIKE = 1e-10;

    private static final double SMALL = 1e-200;

    private final int rows;
    private final int n;
    private final boolean corrected;
    /** n x T: z by columns of time. */
    private final double[] z;

    private final DccRecursion recursion;
    /** For each asset and time 1 / sqrt(q_i), and the derivatives of ln(q_i) / 2 by a and by b. */
    private final double[] inverse;

    private final double[] byA;
    private final double[] byB;

    DccPairs(int rows, int n, double[] byRows, boolean corrected, DccRecursion recursion) {
        this.rows = rows;
        this.n = n;
        this.corrected = corrected;
        this.recursion = recursion;
        this.z = new double[n * rows];
        for (int i = 0; i < n; i++) {
            for (int t = 0; t < rows; t++) {
                z[i * rows + t] = byRows[t * n + i];
            }
        }
        this.inverse = new double[n * rows];
        this.byA = new double[n * rows];
        this.byB = new double[n * rows];
    }

    /** Evaluates; the gradient only for Engle's form, whose S does not move with a and b. */
    double evaluate(double a, double b, double[] gradient) {
        double[] s = recursion.targetAt(a, b);
        diagonals(a, b);
        gradient[0] = 0;
        gradient[1] = 0;
        double sum = 0;
        for (int j = 1; j < n; j++) {
            Interruption.endIfRequested("fitting dynamic correlations");
            for (int i = 0; i < j; i++) {
                double target = s[j * n + i];
                if (1 - target * target > ALIKE) {
                    sum += pair(i * rows, j * rows, target, a, b, gradient);
                }
            }
        }
        gradient[0] /= n - 1;
        gradient[1] /= n - 1;
        return sum / (n - 1);
    }

    private void diagonals(double a, double b) {
        for (int i = 0; i < n; i++) {
            double q = 1;
            double qa = 0;
            double qb = 0;
            for (int k = i * rows; k < (i + 1) * rows; k++) {
                inverse[k] = 1 / Math.sqrt(q);
                byA[k] = 0.5 * qa / q;
                byB[k] = 0.5 * qb / q;
                double news = z[k] * z[k] * (corrected ? q : 1);
                qa = news - 1 + b * qa;
                qb = q - 1 + b * qb;
                q = 1 - a - b + a * news + b * q;
            }
        }
    }

    /** The part of one pair, whose residuals begin at x and y. */
    private double pair(int x, int y, double target, double a, double b, double[] gradient) {
        double q = target;
        double qa = 0;
        double qb = 0;
        double sum = 0;
        double determinants = 1;
        for (int t = 0; t < rows; t++) {
            double zx = z[x + t];
            double zy = z[y + t];
            double scale = inverse[x + t] * inverse[y + t];
            double rho = q * scale;
            double rest = 1 - rho * rho;
            double product = zx * zy;
            double squares = zx * zx + zy * zy;
            sum += (squares - 2 * rho * product) / rest - squares;
            determinants *= rest;
            if (determinants < SMALL) {
                sum += StrictMath.log(determinants);
                determinants = 1;
            }
            // d part / d rho
            double slope = (rho + (product * (1 + rho * rho) - rho * squares) / rest) / rest;
            gradient[0] += slope * (qa * scale - rho * (byA[x + t] + byA[y + t]));
            gradient[1] += slope * (qb * scale - rho * (byB[x + t] + byB[y + t]));
            double news = corrected ? product / scale : product;
            qa = news - target + b * qa;
            qb = q - target + b * qb;
            q = (1 - a - b) * target + a * news + b * q;
        }
        return -0.5 * (sum + StrictMath.log(determinants));
    }
}
