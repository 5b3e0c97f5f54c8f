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
 * <p><b>Pivot rule.</b> No rows are exchanged. The pivot d_j = a_jj - sum l_jk^2 is the least value of y'Ay over vectors y
 * that end in y_j = 1 (the variance that the earlier positions cannot hedge). It is taken at its word if it exceeds
 * sqrt(tolerance) a_jj. A smaller one is compared with what rounding leaves of an exact zero,
 *
 * <pre>
 * t_j = tolerance * (a_jj + sum_(i&lt;j) w_i^2 a_ii),    w the solution of A_(1..j-1) w = a_j (zero pivots left out)
 * </pre>
 *
 * <p>d_j &gt; t_j is a pivot, |d_j| &lt;= t_j is a zero (row j depends on those before it, and column j of L becomes zero),
 * and d_j &lt; -t_j means that A is indefinite. So it does if a zero pivot has more than |s_ij| &lt;= sqrt(4 t_j a_ii) left
 * below it, since no semidefinite matrix can. (The weight 1 + |w|^2 is what N. J. Higham's analysis of the semidefinite
 * case, 2002, section 10.3, calls for; in 3,510 zero pivots of rank-deficient covariances of order 10 to 150 the rounding
 * error was at most 3.2 * 2^-52 of it, against a tolerance of n * 2^-52, while a fixed multiple of a_jj was missed by up to
 * 10^5 n 2^-52.) The rule is free of scale: powers of two on the variables give the same decisions and exactly the scaled
 * L; any other factor on A changes nothing but rounding.
 *
 * <p>The factor satisfies |A - L L'| &lt;= g(n + 1) |L||L'| for a definite matrix (Higham 2002, theorem 10.3). Cost n^3/3
 * fused multiply-adds; a zero or tiny pivot costs n^2/2 more. Each element is one chain over k, then one division, however
 * the matrix is blocked. No allocation for a definite matrix of order up to {@value #UNBLOCKED}. Stateless, thread-safe,
 * throws nothing but {@link IndexOutOfBoundsException}.
 */
public final class Cholesky {
    /** The order up to which columns are calculated one after the other, in place. */
    static final int UNBLOCKED = 96;

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
     * @param tolerance the relative size below which a pivot counts as zero, at least 0
     * @return n if positive definite; the rank, 0 to n - 1, if semidefinite; -(j + 1) if the matrix is indefinite or
     *     not finite, as found at pivot j (L is then incomplete)
     */
    public static int factor(int n, double[] a, int ao, int lda, double tolerance) {
        Extents.matrix(n, n, a, ao, lda, "a");
        if (n <= UNBLOCKED) {
            return CholeskyColumns.factor(n, 0, n, a, ao, lda, tolerance, a, ao, lda + 1);
        }
        double[] diagonal = new double[n];
        for (int i = 0; i < n; i++) {
            diagonal[i] = a[ao + i + i * lda];
        }
        return recursive(n, 0, n, a, ao, lda, tolerance, diagonal);
    }

    /**
     * Factors columns [from, to) of which all updates by earlier columns are done: the left half, its update of the right
     * half, the right half. Returns the number of pivots or the failure.
     */
    private static int recursive(
            int n, int from, int to, double[] a, int ao, int lda, double tolerance, double[] diagonal) {
        if (to - from <= 16) {
            return CholeskyColumns.factor(n, from, to, a, ao, lda, tolerance, diagonal, 0, 1);
        }
        int middle = from + (to - from) / 16 * 8;
        int left = recursive(n, from, middle, a, ao, lda, tolerance, diagonal);
        if (left < 0) {
            return left;
        }
        int block = ao + middle + from * lda;
        MatrixProducts.accumulate(
                n - middle,
                to - middle,
                middle - from,
                -1,
                a,
                block,
                1,
                lda,
                a,
                block,
                lda,
                1,
                a,
                ao + middle + middle * lda,
                lda,
                true);
        int right = recursive(n, middle, to, a, ao, lda, tolerance, diagonal);
        return right < 0 ? right : left + right;
    }

    /**
     * The default tolerance.
     *
     * @param n the order
     * @return n times 2^-52
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
