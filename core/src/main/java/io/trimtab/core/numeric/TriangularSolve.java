package io.trimtab.core.numeric;

/**
 * Solutions of triangular systems, in place.
 *
 * <p>Each unknown is one chain x_i = b_i, then x_i = fma(-l_ik, x_k, x_i) over k in the order in which the x_k become
 * known (ascending for {@code lower} and {@code upperTransposed}, descending for the others), then one division by the
 * diagonal. An exact zero on the diagonal, which {@link Cholesky} writes for a dependent row, sets the unknown to zero.
 * The other triangle is not read. Backward error: (L + E) x = b with |E| &lt;= g(n) |L| (Higham 2002, theorem 8.5). Cost
 * n^2/2 fused multiply-adds per right-hand side.
 *
 * <pre>{@code
 * TriangularSolve.lower(n, l, 0, n, b, 0);           // L y = b
 * TriangularSolve.lowerTransposed(n, l, 0, n, b, 0); // L' x = y
 * }</pre>
 */
public final class TriangularSolve {
    private TriangularSolve() {}

    /**
     * Solves L x = b.
     *
     * @param n the order
     * @param l the lower triangular matrix
     * @param lo its offset
     * @param ldl its leading dimension
     * @param b the right-hand side, overwritten with x
     * @param bo its offset
     */
    public static void lower(int n, double[] l, int lo, int ldl, double[] b, int bo) {
        Extents.matrix(n, n, l, lo, ldl, "l");
        Extents.vector(n, b, bo);
        for (int k = 0; k < n; k++) {
            int ck = lo + k * ldl;
            double x = divide(b[bo + k], l[ck + k]);
            b[bo + k] = x;
            for (int i = k + 1; i < n; i++) {
                b[bo + i] = Math.fma(-x, l[ck + i], b[bo + i]);
            }
        }
    }

    /**
     * Solves L' x = b.
     *
     * @param n the order
     * @param l the lower triangular matrix
     * @param lo its offset
     * @param ldl its leading dimension
     * @param b the right-hand side, overwritten with x
     * @param bo its offset
     */
    public static void lowerTransposed(int n, double[] l, int lo, int ldl, double[] b, int bo) {
        Extents.matrix(n, n, l, lo, ldl, "l");
        Extents.vector(n, b, bo);
        for (int j = n - 1; j >= 0; j--) {
            int cj = lo + j * ldl;
            double chain = b[bo + j];
            for (int k = n - 1; k > j; k--) {
                chain = Math.fma(-l[cj + k], b[bo + k], chain);
            }
            b[bo + j] = divide(chain, l[cj + j]);
        }
    }

    /**
     * Solves U x = b.
     *
     * @param n the order
     * @param u the upper triangular matrix
     * @param uo its offset
     * @param ldu its leading dimension
     * @param b the right-hand side, overwritten with x
     * @param bo its offset
     */
    public static void upper(int n, double[] u, int uo, int ldu, double[] b, int bo) {
        Extents.matrix(n, n, u, uo, ldu, "u");
        Extents.vector(n, b, bo);
        for (int k = n - 1; k >= 0; k--) {
            int ck = uo + k * ldu;
            double x = divide(b[bo + k], u[ck + k]);
            b[bo + k] = x;
            for (int i = 0; i < k; i++) {
                b[bo + i] = Math.fma(-x, u[ck + i], b[bo + i]);
            }
        }
    }

    /**
     * Solves U' x = b.
     *
     * @param n the order
     * @param u the upper triangular matrix
     * @param uo its offset
     * @param ldu its leading dimension
     * @param b the right-hand side, overwritten with x
     * @param bo its offset
     */
    public static void upperTransposed(int n, double[] u, int uo, int ldu, double[] b, int bo) {
        Extents.matrix(n, n, u, uo, ldu, "u");
        Extents.vector(n, b, bo);
        for (int j = 0; j < n; j++) {
            int cj = uo + j * ldu;
            double chain = b[bo + j];
            for (int k = 0; k < j; k++) {
                chain = Math.fma(-u[cj + k], b[bo + k], chain);
            }
            b[bo + j] = divide(chain, u[cj + j]);
        }
    }

    /**
     * Solves L X = B for several right-hand sides; the same bits as one at a time.
     *
     * @param n the order
     * @param columns the number of right-hand sides
     * @param l the lower triangular matrix
     * @param lo its offset
     * @param ldl its leading dimension
     * @param b the right-hand sides, n x columns, overwritten with X
     * @param bo its offset
     * @param ldb its leading dimension
     */
    public static void lower(int n, int columns, double[] l, int lo, int ldl, double[] b, int bo, int ldb) {
        Extents.matrix(n, columns, b, bo, ldb, "b");
        for (int j = 0; j < columns; j++) {
            lower(n, l, lo, ldl, b, bo + j * ldb);
        }
    }

    /**
     * Solves L' X = B for several right-hand sides; the same bits as one at a time.
     *
     * @param n the order
     * @param columns the number of right-hand sides
     * @param l the lower triangular matrix
     * @param lo its offset
     * @param ldl its leading dimension
     * @param b the right-hand sides, n x columns, overwritten with X
     * @param bo its offset
     * @param ldb its leading dimension
     */
    public static void lowerTransposed(int n, int columns, double[] l, int lo, int ldl, double[] b, int bo, int ldb) {
        Extents.matrix(n, columns, b, bo, ldb, "b");
        for (int j = 0; j < columns; j++) {
            lowerTransposed(n, l, lo, ldl, b, bo + j * ldb);
        }
    }

    static double divide(double value, double diagonal) {
        return diagonal == 0 ? 0.0 : value / diagonal;
    }
}
