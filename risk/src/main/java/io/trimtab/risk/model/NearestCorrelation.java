package io.trimtab.risk.model;

import io.trimtab.core.check.Interruption;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.numeric.SymmetricEigen;

/**
 * The nearest positive semidefinite matrix of a given diagonal, by a semismooth Newton method on the dual.
 *
 * <p>min |X - A|^2 / 2 over X >= 0 with diagonal b has the dual min theta(y) = |(A + Diag y)+|^2 / 2 - b'y, convex and smooth, with
 * gradient diag (A + Diag y)+ - b (Malick 2004); Newton's method on it converges quadratically (Qi and Sun, "A quadratically
 * convergent Newton method for computing the nearest correlation matrix", SIAM J. Matrix Anal. Appl. 28 (2006), 360-385;
 * Borsdorf and Higham, IMA J. Numer. Anal. 30 (2010), 94-107, for the preconditioner), in about seven decompositions where
 * alternating projections (Higham 2002) take tens to hundreds.
 *
 * <p>Legend: A + Diag y = Q diag(w) Q'; P, the part of positive w; N, the rest. V h = diag(Q (O . (Q' Diag h Q)) Q') with O_kl = 1
 * where w_k and w_l are positive, w_k / (w_k - w_l) where only w_k is, 0 where neither. The products use the smaller of the two parts.
 * For any y, |X - A|^2 >= |P - A|^2 + 2 y'(b - diag P) for all admissible X: the bound of the certificate.
 */
final class NearestCorrelation {
    private static final int MOST_STEPS = 200;
    private static final int MOST_CONJUGATE_GRADIENTS = 200;
    /**
     * What is added to V, one after the other until a step helps. V vanishes where A + Diag y has no positive part; V <= I, the gradient
     * being Lipschitz with constant 1, so that the last of them always leads downwards at full length.
     */
    private static final double[] RIDGES = {1e-12, 1e-6, 1e-3, 1};

    private static final int MOST_HALVINGS = 12;

    private final int n;
    private final double[] a;
    private final double[] b;
    /** The eigenvectors, and the eigenvalues in ascending order. */
    private double[] q;

    private double[] w;
    /** How many eigenvalues are not positive. */
    private int rest;

    private double[] positive;
    private int decompositions;

    /**
     * A problem.
     *
     * @param n the order
     * @param a the matrix, n x n, symmetric
     * @param b the diagonal, positive
     */
    NearestCorrelation(int n, double[] a, double[] b) {
        this.n = n;
        this.a = a;
        this.b = b;
        this.q = new double[n * n];
        this.w = new double[n];
        this.positive = new double[n * n];
    }

    /**
     * The answer.
     *
     * @param x the nearest matrix, its diagonal b to the last bits
     * @param leastSquare a lower bound on the squared distance of every admissible matrix
     * @param decompositions how many eigenvalue decompositions it took
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and read within this package only
    record Nearest(double[] x, double leastSquare, int decompositions) {}

    Nearest solve() {
        double[] y = new double[n];
        double theta = evaluate(y);
        double[] gradient = gradient();
        double largest = 0;
        for (double value : b) {
            largest = Math.max(largest, value);
        }
        double tolerance = 16 * n * 0x1p-53 * Math.max(largest, Math.max(Math.abs(w[0]), Math.abs(w[n - 1])));
        for (int step = 0; step < MOST_STEPS; step++) {
            double norm = Kernels.norm2(n, gradient, 0);
            if (norm <= tolerance) {
                break;
            }
            Interruption.endIfRequested("repairing a correlation matrix");
            double[] trial = new double[n];
            double next = theta;
            double[] nextGradient = gradient;
            boolean better = false;
            for (int r = 0; r < RIDGES.length && !better; r++) {
                if (r > 0) {
                    evaluate(y);
                }
                double[] direction = conjugateGradients(gradient, Math.min(0.1, Math.max(1e-10, norm)), RIDGES[r]);
                double slope = Kernels.dot(n, gradient, 0, direction, 0);
                double length = 1;
                for (int halvings = 0; slope < 0 && halvings < MOST_HALVINGS && !better; halvings++) {
                    for (int i = 0; i < n; i++) {
                        trial[i] = y[i] + length * direction[i];
                    }
                    next = evaluate(trial);
                    nextGradient = gradient();
                    // close to the end theta cannot be told apart any more, but the gradient can
                    better = next <= theta + 1e-4 * length * slope
                            || (Math.abs(next - theta) <= 1e-13 * Math.abs(theta)
                                    && Kernels.norm2(n, nextGradient, 0) < 0.9 * norm);
                    length *= 0.5;
                }
            }
            if (!better) {
                evaluate(y);
                break;
            }
            y = trial;
            theta = next;
            gradient = nextGradient;
        }
        return new Nearest(scaled(), leastSquare(y), decompositions);
    }

    /** Decomposes A + Diag y; gives theta. */
    private double evaluate(double[] y) {
        System.arraycopy(a, 0, q, 0, q.length);
        for (int i = 0; i < n; i++) {
            q[i * n + i] += y[i];
        }
        decompositions++;
        if (!SymmetricEigen.decompose(n, q, 0, n, w, 0)) {
            throw new IllegalArgumentException("correlations must be finite to be repaired");
        }
        rest = 0;
        while (rest < n && !(w[rest] > 0)) {
            rest++;
        }
        projectPositive(y);
        double squares = 0;
        for (int k = rest; k < n; k++) {
            squares += w[k] * w[k];
        }
        return 0.5 * squares - Kernels.dot(n, b, 0, y, 0);
    }

    /** P, from whichever part has fewer eigenvalues: directly, or as A + Diag y - N. */
    private void projectPositive(double[] y) {
        boolean direct = n - rest <= rest;
        int from = direct ? rest : 0;
        int count = direct ? n - rest : rest;
        double[] part = new double[n * count];
        for (int k = 0; k < count; k++) {
            double root = Math.sqrt(Math.abs(w[from + k]));
            for (int i = 0; i < n; i++) {
                part[k * n + i] = root * q[(from + k) * n + i];
            }
        }
        if (direct) {
            Kernels.syrkTransposed(n, count, 1, part, 0, n, 0, positive, 0, n);
            return;
        }
        System.arraycopy(a, 0, positive, 0, positive.length);
        for (int i = 0; i < n; i++) {
            positive[i * n + i] += y[i];
        }
        // N is minus the sum of squares of these columns
        Kernels.syrkTransposed(n, count, 1, part, 0, n, 1, positive, 0, n);
    }

    private double[] gradient() {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = positive[i * n + i] - b[i];
        }
        return out;
    }

    /** Solves (V + ridge I) d = -gradient to a relative residual. */
    private double[] conjugateGradients(double[] gradient, double accuracy, double ridge) {
        double[] d = new double[n];
        double[] residual = gradient.clone();
        Kernels.scale(n, -1, residual, 0);
        double[] preconditioner = diagonal(ridge);
        double[] z = new double[n];
        double[] p = new double[n];
        double target = accuracy * Kernels.norm2(n, residual, 0);
        double old = 0;
        for (int step = 0; step < MOST_CONJUGATE_GRADIENTS; step++) {
            for (int i = 0; i < n; i++) {
                z[i] = residual[i] / preconditioner[i];
            }
            double rho = Kernels.dot(n, residual, 0, z, 0);
            double beta = step == 0 ? 0 : rho / old;
            for (int i = 0; i < n; i++) {
                p[i] = z[i] + beta * p[i];
            }
            Interruption.endIfRequested("repairing a correlation matrix");
            double[] vp = apply(p, ridge);
            double curvature = Kernels.dot(n, p, 0, vp, 0);
            if (!(curvature > 0)) {
                break;
            }
            Kernels.axpy(n, rho / curvature, p, 0, d, 0);
            Kernels.axpy(n, -rho / curvature, vp, 0, residual, 0);
            old = rho;
            if (Kernels.norm2(n, residual, 0) <= target) {
                break;
            }
        }
        return d;
    }

    /** V h plus a little of h, which keeps the system definite. */
    private double[] apply(double[] h, double ridge) {
        boolean direct = n - rest <= rest;
        int from = direct ? rest : 0;
        int count = direct ? n - rest : rest;
        double[] hq = new double[n * n];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                hq[k * n + i] = h[i] * q[k * n + i];
            }
        }
        // the rows of Q' Diag h Q that belong to the smaller part: count x n
        double[] m = new double[count * n];
        Kernels.gemmTransposedLeft(count, n, n, 1, q, from * n, n, hq, 0, n, 0, m, 0, Math.max(1, count));
        for (int l = 0; l < n; l++) {
            boolean otherPart = direct ? l < rest : l >= rest;
            for (int k = 0; k < count; k++) {
                // the mixed block stands for its transpose as well
                m[l * count + k] *= otherPart ? 2 * mixed(from + k, l, direct) : 1;
            }
        }
        double[] product = new double[n * n];
        Kernels.gemm(n, n, count, 1, q, from * n, n, m, 0, Math.max(1, count), 0, product, 0, n);
        double[] out = new double[n];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                out[i] += product[k * n + i] * q[k * n + i];
            }
        }
        for (int i = 0; i < n; i++) {
            out[i] = (direct ? out[i] : h[i] - out[i]) + ridge * h[i];
        }
        return out;
    }

    /** O_kl of a mixed pair, or 1 - O_kl where the part that is not positive is the smaller. */
    private double mixed(int k, int l, boolean direct) {
        double up = direct ? w[k] : w[l];
        double down = direct ? w[l] : w[k];
        return direct ? up / (up - down) : -down / (up - down);
    }

    /** The diagonal of V: sum over k, l of O_kl q_ik^2 q_il^2. */
    private double[] diagonal(double ridge) {
        double[] s = new double[n * n];
        for (int k = 0; k < s.length; k++) {
            s[k] = q[k] * q[k];
        }
        double[] o = new double[n * n];
        for (int l = 0; l < n; l++) {
            for (int k = 0; k < n; k++) {
                boolean upK = k >= rest;
                boolean upL = l >= rest;
                o[l * n + k] = upK && upL ? 1 : upK ? w[k] / (w[k] - w[l]) : upL ? w[l] / (w[l] - w[k]) : 0;
            }
        }
        double[] so = new double[n * n];
        Kernels.gemm(n, n, n, 1, s, 0, n, o, 0, n, 0, so, 0, n);
        double[] out = new double[n];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                out[i] += so[k * n + i] * s[k * n + i];
            }
        }
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(out[i] + ridge, 1e-8);
        }
        return out;
    }

    /** P with its diagonal brought to b by a congruence, which keeps it semidefinite. */
    private double[] scaled() {
        double[] factor = new double[n];
        for (int i = 0; i < n; i++) {
            double diagonal = positive[i * n + i];
            factor[i] = diagonal > 0 ? Math.sqrt(b[i] / diagonal) : 1;
        }
        double[] x = positive.clone();
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                x[j * n + i] *= factor[i] * factor[j];
            }
            x[j * n + j] = b[j];
        }
        return x;
    }

    private double leastSquare(double[] y) {
        double sum = 0;
        for (int k = 0; k < positive.length; k++) {
            double change = positive[k] - a[k];
            sum += change * change;
        }
        for (int i = 0; i < n; i++) {
            sum += 2 * y[i] * (b[i] - positive[i * n + i]);
        }
        return Math.max(0, sum);
    }
}
