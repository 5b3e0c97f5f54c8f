package io.trimtab.core.numeric;

/**
 * The factor L of a symmetric positive semidefinite matrix, A = L L', lower triangular, in place.
 *
 * <pre>{@code
 * int outcome = Cholesky.factor(n, a, 0, n);
 * if (outcome == n) {
 *     Cholesky.solve(n, a, 0, n, b, 0); // b becomes the solution of A x = b
 * }
 * }</pre>
 *
 * <p><b>Pivot rule.</b> No rows are exchanged. The pivot d_j = a_jj - sum l_jk^2 is judged against its own diagonal
 * element: with t_j = tolerance * a_jj, d_j &gt; t_j is a pivot, |d_j| &lt;= t_j is a zero (row j depends on those before
 * it; column j of L becomes zero), and d_j &lt; -t_j means that A is indefinite. A zero pivot is accepted only if the rest
 * of its column is negligible too, |s_ij| &lt;= sqrt(t_i a_jj) + sqrt(t_j a_ii): otherwise A is indefinite. The rule is free
 * of scale: D A D with a diagonal D of powers of two gives the same decisions and exactly D L, and any other factor on
 * A changes nothing but rounding.
 *
 * <p>The factor satisfies |A - L L'| &lt;= g(n + 1) |L||L'| for a definite matrix (Higham 2002, theorem 10.3). Cost n^3/3
 * fused multiply-adds. Each element is one chain over k, then one division; blocking does not show in the bits.
 * Stateless, thread-safe, throws nothing but {@link IndexOutOfBoundsException}.
 */
public final class Cholesky {
    private Cholesky() {}

    /**
     * Factors with the tolerance {@link #tolerance n eps}.
     *
     * @param n the order
     * @param a the matrix, of which the lower triangle is read and overwritten with L; the upper is untouched
     * @param ao its offset
     * @param lda its leading dimension
     * @return n if positive definite; the rank, 0 to n - 1, if semidefinite; -(j + 1) if the matrix is indefinite or
     *     not finite, as found at pivot j (L is then incomplete)
     */
    public static int factor(int n, double[] a, int ao, int lda) {
        return factor(n, a, ao, lda, tolerance(n));
    }

    /**
     * Factors with a given tolerance.
     *
     * @param n the order
     * @param a the matrix, of which the lower triangle is read and overwritten with L; the upper is untouched
     * @param ao its offset
     * @param lda its leading dimension
     * @param tolerance the fraction of a diagonal element below which its pivot counts as zero, at least 0
     * @return n if positive definite; the rank, 0 to n - 1, if semidefinite; -(j + 1) if the matrix is indefinite or
     *     not finite, as found at pivot j (L is then incomplete)
     */
    public static int factor(int n, double[] a, int ao, int lda, double tolerance) {
        Extents.matrix(n, n, a, ao, lda, "a");
        int rank = 0;
        for (int j = 0; j < n; j++) {
            int cj = ao + j * lda;
            double diagonal = a[cj + j];
            for (int k = 0; k < j; k++) {
                int ck = ao + k * lda;
                double factor = -a[ck + j];
                for (int i = j; i < n; i++) {
                    a[cj + i] = Math.fma(a[ck + i], factor, a[cj + i]);
                }
            }
            double pivot = a[cj + j];
            double threshold = tolerance * diagonal;
            if (pivot > threshold && pivot <= Double.MAX_VALUE) {
                double root = Math.sqrt(pivot);
                a[cj + j] = root;
                for (int i = j + 1; i < n; i++) {
                    a[cj + i] /= root;
                }
                rank++;
            } else if (Math.abs(pivot) <= threshold && threshold <= Double.MAX_VALUE) {
                for (int i = j + 1; i < n; i++) {
                    double bound = 2 * Math.sqrt(tolerance) * Math.sqrt(diagonal) * rowNorm(j, i, a, ao, lda);
                    if (!(Math.abs(a[cj + i]) <= bound)) {
                        return -(j + 1);
                    }
                }
                java.util.Arrays.fill(a, cj + j, cj + n, 0.0);
            } else {
                return -(j + 1);
            }
        }
        return rank;
    }

    private static double rowNorm(int j, int i, double[] a, int ao, int lda) {
        double square = Math.max(0, a[ao + i + i * lda]);
        for (int k = 0; k < j; k++) {
            square = Math.fma(a[ao + i + k * lda], a[ao + i + k * lda], square);
        }
        return Math.sqrt(square);
    }

    /**
     * The default tolerance.
     *
     * @param n the order
     * @return n times 2^-52, twice the bound on the rounding error of a pivot relative to its diagonal element
     */
    public static double tolerance(int n) {
        return n * 0x1p-52;
    }

    /**
     * Solves A x = b with the factor of A. Variables of zero pivots are set to zero: for a semidefinite A the result is
     * a solution if one exists, so check the residual.
     *
     * @param n the order
     * @param l the factor
     * @param lo its offset
     * @param ldl its leading dimension
     * @param b the right-hand side, overwritten with the solution
     * @param bo its offset
     */
    public static void solve(int n, double[] l, int lo, int ldl, double[] b, int bo) {
        TriangularSolve.lower(n, l, lo, ldl, b, bo);
        TriangularSolve.lowerTransposed(n, l, lo, ldl, b, bo);
    }

    /**
     * Solves A X = B with the factor of A, for several right-hand sides; the same bits as one at a time.
     *
     * @param n the order
     * @param columns the number of right-hand sides
     * @param l the factor
     * @param lo its offset
     * @param ldl its leading dimension
     * @param b the right-hand sides, n x columns, overwritten with the solutions
     * @param bo its offset
     * @param ldb its leading dimension
     */
    public static void solve(int n, int columns, double[] l, int lo, int ldl, double[] b, int bo, int ldb) {
        TriangularSolve.lower(n, columns, l, lo, ldl, b, bo, ldb);
        TriangularSolve.lowerTransposed(n, columns, l, lo, ldl, b, bo, ldb);
    }
}
