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
    /** Unknowns solved together before they are carried on to the others. */
    private static final int BLOCK = 8;

    /** The same with several right-hand sides. */
    private static final int PANEL = 16;

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
        for (int k0 = 0; k0 < n; k0 += BLOCK) {
            int end = Math.min(n, k0 + BLOCK);
            for (int k = k0; k < end; k++) {
                int ck = lo + k * ldl;
                double x = divide(b[bo + k], l[ck + k]);
                b[bo + k] = x;
                for (int i = k + 1; i < end; i++) {
                    b[bo + i] = Math.fma(-x, l[ck + i], b[bo + i]);
                }
            }
            MatrixVector.accumulate(n - end, end - k0, -1, l, lo + end + k0 * ldl, ldl, b, bo + k0, 1, b, bo + end);
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
        for (int end = n; end > 0; end -= BLOCK) {
            int from = Math.max(0, end - BLOCK);
            chainsDown(from, end, n, l, lo, ldl, b, bo);
            for (int j = end - 1; j >= from; j--) {
                double x = divide(b[bo + j], l[lo + j + j * ldl]);
                b[bo + j] = x;
                for (int i = from; i < j; i++) {
                    b[bo + i] = Math.fma(-x, l[lo + j + i * ldl], b[bo + i]);
                }
            }
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
        for (int end = n; end > 0; end -= BLOCK) {
            int from = Math.max(0, end - BLOCK);
            for (int k = end - 1; k >= from; k--) {
                int ck = uo + k * ldu;
                double x = divide(b[bo + k], u[ck + k]);
                b[bo + k] = x;
                for (int i = from; i < k; i++) {
                    b[bo + i] = Math.fma(-x, u[ck + i], b[bo + i]);
                }
            }
            // columns from the last to the first: the chain descends
            MatrixVector.accumulate(from, end - from, -1, u, uo + (end - 1) * ldu, -ldu, b, bo + end - 1, -1, b, bo);
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
        for (int from = 0; from < n; from += BLOCK) {
            int end = Math.min(n, from + BLOCK);
            chainsUp(from, end, u, uo, ldu, b, bo);
            for (int j = from; j < end; j++) {
                double x = divide(b[bo + j], u[uo + j + j * ldu]);
                b[bo + j] = x;
                for (int i = j + 1; i < end; i++) {
                    b[bo + i] = Math.fma(-x, u[uo + j + i * ldu], b[bo + i]);
                }
            }
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
        lowerRecursive(0, n, columns, l, lo, ldl, b, bo, ldb);
    }

    /** The first half of the unknowns, what they take from the second half, the second half. */
    private static void lowerRecursive(
            int from, int to, int columns, double[] l, int lo, int ldl, double[] b, int bo, int ldb) {
        if (to - from <= PANEL || columns == 1) {
            for (int j = 0; j < columns; j++) {
                lower(to - from, l, lo + from + from * ldl, ldl, b, bo + from + j * ldb);
            }
            return;
        }
        int middle = from + (to - from + PANEL) / (2 * PANEL) * PANEL;
        lowerRecursive(from, middle, columns, l, lo, ldl, b, bo, ldb);
        MatrixProducts.accumulate(
                to - middle,
                columns,
                middle - from,
                -1,
                l,
                lo + middle + from * ldl,
                1,
                ldl,
                b,
                bo + from,
                1,
                ldb,
                b,
                bo + middle,
                ldb,
                false);
        lowerRecursive(middle, to, columns, l, lo, ldl, b, bo, ldb);
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
        transposedRecursive(0, n, columns, l, lo, ldl, b, bo, ldb);
    }

    /** The second half of the unknowns, what they take from the first half, the first half. */
    private static void transposedRecursive(
            int from, int to, int columns, double[] l, int lo, int ldl, double[] b, int bo, int ldb) {
        if (to - from <= PANEL || columns == 1) {
            for (int j = 0; j < columns; j++) {
                lowerTransposed(to - from, l, lo + from + from * ldl, ldl, b, bo + from + j * ldb);
            }
            return;
        }
        int middle = from + (to - from + PANEL) / (2 * PANEL) * PANEL;
        transposedRecursive(middle, to, columns, l, lo, ldl, b, bo, ldb);
        // both factors run backwards, from the last unknown to the middle: the chain descends
        MatrixProducts.accumulate(
                middle - from,
                columns,
                to - middle,
                -1,
                l,
                lo + to - 1 + from * ldl,
                ldl,
                -1,
                b,
                bo + to - 1,
                -1,
                ldb,
                b,
                bo + from,
                ldb,
                false);
        transposedRecursive(from, middle, columns, l, lo, ldl, b, bo, ldb);
    }

    /** Four chains abreast: unknowns [from, end) lose those after them, from the last to the first. */
    private static void chainsDown(int from, int end, int n, double[] l, int lo, int ldl, double[] b, int bo) {
        int j = from;
        for (; j + 4 <= end; j += 4) {
            int c0 = lo + j * ldl;
            int c1 = c0 + ldl;
            int c2 = c1 + ldl;
            int c3 = c2 + ldl;
            double x0 = b[bo + j];
            double x1 = b[bo + j + 1];
            double x2 = b[bo + j + 2];
            double x3 = b[bo + j + 3];
            for (int k = n - 1; k >= end; k--) {
                double known = -b[bo + k];
                x0 = Math.fma(l[c0 + k], known, x0);
                x1 = Math.fma(l[c1 + k], known, x1);
                x2 = Math.fma(l[c2 + k], known, x2);
                x3 = Math.fma(l[c3 + k], known, x3);
            }
            b[bo + j] = x0;
            b[bo + j + 1] = x1;
            b[bo + j + 2] = x2;
            b[bo + j + 3] = x3;
        }
        for (; j < end; j++) {
            double x = b[bo + j];
            for (int k = n - 1; k >= end; k--) {
                x = Math.fma(-b[bo + k], l[lo + k + j * ldl], x);
            }
            b[bo + j] = x;
        }
    }

    /** Unknowns [from, end) lose those before them, from the first to the last. */
    private static void chainsUp(int from, int end, double[] u, int uo, int ldu, double[] b, int bo) {
        int j = from;
        for (; j + 4 <= end; j += 4) {
            int c0 = uo + j * ldu;
            int c1 = c0 + ldu;
            int c2 = c1 + ldu;
            int c3 = c2 + ldu;
            double x0 = b[bo + j];
            double x1 = b[bo + j + 1];
            double x2 = b[bo + j + 2];
            double x3 = b[bo + j + 3];
            for (int k = 0; k < from; k++) {
                double known = -b[bo + k];
                x0 = Math.fma(u[c0 + k], known, x0);
                x1 = Math.fma(u[c1 + k], known, x1);
                x2 = Math.fma(u[c2 + k], known, x2);
                x3 = Math.fma(u[c3 + k], known, x3);
            }
            b[bo + j] = x0;
            b[bo + j + 1] = x1;
            b[bo + j + 2] = x2;
            b[bo + j + 3] = x3;
        }
        for (; j < end; j++) {
            double x = b[bo + j];
            for (int k = 0; k < from; k++) {
                x = Math.fma(-b[bo + k], u[uo + k + j * ldu], x);
            }
            b[bo + j] = x;
        }
    }

    static double divide(double value, double diagonal) {
        return diagonal == 0 ? 0.0 : value / diagonal;
    }
}
