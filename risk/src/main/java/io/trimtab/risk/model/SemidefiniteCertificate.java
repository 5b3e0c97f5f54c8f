package io.trimtab.risk.model;

import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.TriangularSolve;
import java.util.Locale;

/**
 * Proves a lower bound on the smallest eigenvalue of a covariance, relative to its diagonal.
 *
 * <p>Legend: D = diagonal of A; C = D^-1/2 A D^-1/2, unit diagonal; s = shift; u = 2^-53. If the floating-point
 * Cholesky factorisation of C + sI runs to completion, then lambda_min(C) >= -s - n (1 + s) (n + 1) u / (1 - (n + 1) u)
 * (Rump 2006, theorem 2.3); forming C and C + sI moves an eigenvalue by no more than n times 4u. Therefore
 * x'Ax >= -delta x'Dx with delta the sum of these. The same with a small negative s proves delta = 0; that is tried first,
 * and costs nothing more where it succeeds, which it does for every matrix that is not nearly singular. An asset of zero variance has a zero row, which is required and left
 * out. O(n^3 / 3) for each shift tried; a shift fails at the first pivot that is not positive.
 */
final class SemidefiniteCertificate {
    private static final double UNIT_ROUNDOFF = 0x1p-53;
    /** Each shift is so many times the one before: at most six are tried. */
    private static final double STEP = 32;

    private SemidefiniteCertificate() {}

    /**
     * The bound.
     *
     * @return delta, at most {@link CovarianceMatrix#LARGEST_INDEFINITENESS} and what rounding adds
     * @throws IllegalArgumentException naming a portfolio whose variance is clearly negative
     */
    static double of(Universe universe, double[] values) {
        int n = universe.size();
        int[] assets = new int[n];
        double[] c = new double[n * n];
        int m = scale(universe, values, assets, c);
        if (m == 0) {
            return 0;
        }
        double[] l = new double[m * m];
        if (definite(m, c, l)) {
            return 0;
        }
        double largest = CovarianceMatrix.LARGEST_INDEFINITENESS;
        for (double s = 0; ; s = Math.min(largest, s == 0 ? 4 * m * UNIT_ROUNDOFF : STEP * s)) {
            System.arraycopy(c, 0, l, 0, l.length);
            for (int a = 0; a < m; a++) {
                l[a * m + a] = 1 + s;
            }
            int outcome = Cholesky.factor(m, l, 0, m, 0);
            if (outcome == m) {
                return (s + rounding(m, s)) * (1 + 8 * UNIT_ROUNDOFF);
            }
            if (s >= largest) {
                throw indefinite(universe, values, assets, m, l, outcome);
            }
        }
    }

    /** Whether a shift downwards, by more than rounding, is factorised too: then no eigenvalue of A is negative. */
    private static boolean definite(int m, double[] c, double[] l) {
        double s = 2 * rounding(m, 0);
        if (!(s < 0.5)) {
            return false;
        }
        System.arraycopy(c, 0, l, 0, l.length);
        for (int a = 0; a < m; a++) {
            l[a * m + a] = 1 - s;
        }
        return Cholesky.factor(m, l, 0, m, 0) == m;
    }

    private static double rounding(int m, double s) {
        double gamma = (m + 1) * UNIT_ROUNDOFF / (1 - (m + 1) * UNIT_ROUNDOFF);
        return m * (1 + s) * gamma + m * 4 * UNIT_ROUNDOFF;
    }

    /** Fills the lower triangle of the leading m x m of {@code c} with the correlations of the m assets that vary; returns m. */
    private static int scale(Universe universe, double[] values, int[] assets, double[] c) {
        int n = universe.size();
        int m = 0;
        for (int i = 0; i < n; i++) {
            if (values[i * n + i] > 0) {
                assets[m++] = i;
            } else {
                requireZeroColumn(universe, values, i);
            }
        }
        double[] inverse = new double[m];
        for (int a = 0; a < m; a++) {
            inverse[a] = 1 / Math.sqrt(values[assets[a] * n + assets[a]]);
        }
        for (int b = 0; b < m; b++) {
            for (int a = 0; a < b; a++) {
                c[a * m + b] = values[assets[b] * n + assets[a]] * inverse[a] * inverse[b];
            }
        }
        return m;
    }

    private static void requireZeroColumn(Universe universe, double[] values, int i) {
        int n = universe.size();
        for (int k = 0; k < n; k++) {
            if (values[i * n + k] != 0) {
                throw new IllegalArgumentException("covariance of " + universe.id(k) + " and " + universe.id(i)
                        + " must be 0 because the variance of " + universe.id(i) + " is 0, was " + values[i * n + k]);
            }
        }
    }

    /** At a failing pivot j the vector (-L^-T l_j, 1) over the leading assets has a negative form. */
    private static IllegalArgumentException indefinite(
            Universe universe, double[] values, int[] assets, int m, double[] l, int outcome) {
        int n = universe.size();
        // a pivot of exactly zero at the largest shift: the whole of it is tried
        int j = outcome < 0 ? -(outcome + 1) : m - 1;
        double[] w = new double[n];
        double[] v = new double[j + 1];
        for (int k = 0; k < j; k++) {
            v[k] = -l[k * m + j];
        }
        v[j] = 1;
        TriangularSolve.lowerTransposed(j, l, 0, m, v, 0);
        double gross = 0;
        for (int i = 0; i <= j; i++) {
            w[assets[i]] = v[i] / Math.sqrt(values[assets[i] * n + assets[i]]);
            gross += Math.abs(w[assets[i]]);
        }
        double form = 0;
        for (int a = 0; a < n; a++) {
            w[a] /= gross;
        }
        for (int b = 0; b < n; b++) {
            for (int a = 0; a < n; a++) {
                form += w[a] * values[b * n + a] * w[b];
            }
        }
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "covariance must be positive semidefinite, but the portfolio %s has variance %.3g:"
                        + " estimate it from complete returns, shrink it, or give it at full precision",
                describe(universe, w),
                form));
    }

    /** The three largest positions. */
    private static String describe(Universe universe, double[] w) {
        StringBuilder text = new StringBuilder();
        double[] rest = w.clone();
        for (int round = 0; round < 3; round++) {
            int best = 0;
            for (int i = 1; i < rest.length; i++) {
                if (Math.abs(rest[i]) > Math.abs(rest[best])) {
                    best = i;
                }
            }
            if (rest[best] == 0) {
                break;
            }
            text.append(round == 0 ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%+.3f %s", rest[best], universe.id(best)));
            rest[best] = 0;
        }
        boolean complete = true;
        for (double w0 : rest) {
            complete &= w0 == 0;
        }
        return complete ? text.toString() : text + ", ...";
    }
}
