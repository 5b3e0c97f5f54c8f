package io.trimtab.core.numeric;

import java.util.Arrays;

/**
 * Cholesky column by column, with the pivot rule of {@link Cholesky}.
 *
 * <p>The original diagonal is read from wherever the caller kept it: element i is {@code diagonal[dof + i * ds]}, for the
 * indices not yet factored.
 */
final class CholeskyColumns {
    private CholeskyColumns() {}

    /**
     * Factors columns [from, to), of n rows, to which earlier columns have been applied.
     *
     * @return the number of pivots that are not zero, or -(j + 1) if A is found indefinite at pivot j
     */
    static int factor(
            int n,
            int from,
            int to,
            double[] a,
            int ao,
            int lda,
            double tolerance,
            double[] diagonal,
            int dof,
            int ds) {
        int rank = 0;
        for (int j = from; j < to; j++) {
            int cj = ao + j + j * lda;
            double original = diagonal[dof + j * ds];
            MatrixVector.accumulate(
                    n - j, j - from, -1, a, ao + j + from * lda, lda, a, ao + j + from * lda, lda, a, cj);
            double pivot = a[cj];
            double threshold =
                    pivot > Math.sqrt(tolerance) * original ? 0 : threshold(j, a, ao, lda, tolerance, original);
            if (pivot > threshold && pivot <= Double.MAX_VALUE) {
                double root = Math.sqrt(pivot);
                a[cj] = root;
                for (int i = cj + 1; i < cj + n - j; i++) {
                    a[i] /= root;
                }
                rank++;
            } else if (Math.abs(pivot) <= threshold && columnIsNegligible(n, j, a, cj, threshold, diagonal, dof, ds)) {
                Arrays.fill(a, cj, cj + n - j, 0.0);
            } else {
                return -(j + 1);
            }
        }
        return rank;
    }

    /** tolerance (a_jj + sum w_i^2 a_ii), with a_ii = sum_k l_ik^2 for the rows that L has overwritten. */
    private static double threshold(int j, double[] a, int ao, int lda, double tolerance, double original) {
        if (!(original >= 0 && original <= Double.MAX_VALUE)) {
            return Double.NaN;
        }
        double[] w = new double[j];
        for (int i = 0; i < j; i++) {
            w[i] = a[ao + j + i * lda];
        }
        TriangularSolve.lowerTransposed(j, a, ao, lda, w, 0);
        double weight = original;
        for (int i = 0; i < j; i++) {
            double variance = 0;
            for (int k = 0; k <= i; k++) {
                double factor = a[ao + i + k * lda];
                variance = Math.fma(factor, factor, variance);
            }
            weight = Math.fma(w[i] * w[i], variance, weight);
        }
        return tolerance * weight;
    }

    private static boolean columnIsNegligible(
            int n, int j, double[] a, int cj, double threshold, double[] diagonal, int dof, int ds) {
        double root = 2 * Math.sqrt(threshold);
        for (int i = j + 1; i < n; i++) {
            if (!(Math.abs(a[cj + i - j]) <= root * Math.sqrt(diagonal[dof + i * ds]))) {
                return false;
            }
        }
        return true;
    }
}
