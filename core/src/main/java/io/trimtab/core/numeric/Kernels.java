package io.trimtab.core.numeric;

/**
 * Dense vector and matrix kernels on column-major {@code double[]}, in the manner of the BLAS.
 *
 * <p>A vector is an array and the offset of its first element; its elements are adjacent. A matrix is an array, the
 * offset of its first element and a leading dimension: element (i, j) is {@code a[ao + i + j * lda]}.
 *
 * <pre>{@code
 * // C = A B, 2 x 2
 * Kernels.gemm(2, 2, 2, 1.0, a, 0, 2, b, 0, 2, 0.0, c, 0, 2);
 * }</pre>
 *
 * <p><b>Order.</b> Results are the same bits on every machine, JDK and implementation:
 *
 * <ul>
 *   <li>reductions ({@link #dot}, {@link #sum}, {@link #norm2}, {@link #gemvTransposed}) use eight interleaved lanes,
 *       element i in lane i mod 8, combined as {@code ((a0+a4)+(a2+a6)) + ((a1+a5)+(a3+a7))};
 *   <li>products ({@link #gemv}, {@link #symv}, {@link #gemm}, {@link #syrk}) are, for each element of the result, one
 *       sequential chain of fused multiply-adds over k = 0, 1, ... that starts at {@code beta * c}; {@code alpha} is
 *       multiplied to the right-hand factor first.
 * </ul>
 *
 * <p>A {@code beta} of zero means that the result is not read (it may hold NaN); an {@code alpha} of zero skips nothing,
 * so that NaN is never hidden. Errors obey the usual bounds: |result - exact| &lt;= g(n) |x|'|y| with
 * g(n) = n u / (1 - n u), u = 2^-53 (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1).
 *
 * <p><b>Aliasing.</b> A result must not overlap an argument; {@code dot} may be given the same vector twice.
 * Out-of-range extents throw {@link IndexOutOfBoundsException} before anything is written. Stateless and thread-safe.
 */
public final class Kernels {
    static {
        HardwareFma.warnIfMissing();
    }

    private Kernels() {}

    /**
     * The inner product x'y.
     *
     * @param n the number of elements
     * @param x the first vector
     * @param xo its offset
     * @param y the second vector
     * @param yo its offset
     * @return the inner product, 0 for n = 0
     */
    public static double dot(int n, double[] x, int xo, double[] y, int yo) {
        Extents.vector(n, x, xo);
        Extents.vector(n, y, yo);
        return Reductions.dot(n, x, xo, y, yo);
    }

    /**
     * The sum of the elements.
     *
     * @param n the number of elements
     * @param x the vector
     * @param xo its offset
     * @return the sum, 0 for n = 0
     */
    public static double sum(int n, double[] x, int xo) {
        Extents.vector(n, x, xo);
        return Reductions.sum(n, x, xo);
    }

    /**
     * The Euclidean norm, without overflow or underflow on the way.
     *
     * @param n the number of elements
     * @param x the vector
     * @param xo its offset
     * @return the norm, 0 for n = 0
     */
    public static double norm2(int n, double[] x, int xo) {
        Extents.vector(n, x, xo);
        return Reductions.norm2(n, x, xo);
    }

    /**
     * The largest magnitude.
     *
     * @param n the number of elements
     * @param x the vector
     * @param xo its offset
     * @return max |x_i|, NaN if an element is NaN, 0 for n = 0
     */
    public static double maxAbs(int n, double[] x, int xo) {
        Extents.vector(n, x, xo);
        return Reductions.maxAbs(n, x, xo);
    }

    /**
     * y = a x + y.
     *
     * @param n the number of elements
     * @param a the factor
     * @param x the vector added
     * @param xo its offset
     * @param y the vector changed
     * @param yo its offset
     */
    public static void axpy(int n, double a, double[] x, int xo, double[] y, int yo) {
        Extents.vector(n, x, xo);
        Extents.vector(n, y, yo);
        MatrixVector.axpy(n, a, x, xo, y, yo);
    }

    /**
     * x = a x.
     *
     * @param n the number of elements
     * @param a the factor
     * @param x the vector changed
     * @param xo its offset
     */
    public static void scale(int n, double a, double[] x, int xo) {
        Extents.vector(n, x, xo);
        for (int i = xo; i < xo + n; i++) {
            x[i] *= a;
        }
    }

    /**
     * y = alpha A x + beta y.
     *
     * @param m the rows of A, the length of y
     * @param n the columns of A, the length of x
     * @param alpha the factor of the product
     * @param a the matrix
     * @param ao its offset
     * @param lda its leading dimension
     * @param x the vector multiplied
     * @param xo its offset
     * @param beta the factor of y; 0 means that y is not read
     * @param y the result
     * @param yo its offset
     */
    public static void gemv(
            int m,
            int n,
            double alpha,
            double[] a,
            int ao,
            int lda,
            double[] x,
            int xo,
            double beta,
            double[] y,
            int yo) {
        Extents.matrix(m, n, a, ao, lda, "a");
        Extents.vector(n, x, xo);
        Extents.vector(m, y, yo);
        MatrixVector.multiply(m, n, alpha, a, ao, lda, x, xo, beta, y, yo);
    }

    /**
     * y = alpha A' x + beta y, the inner products of x with the columns of A.
     *
     * <p>Each element is {@code fma(alpha, dot, beta * y)} with the eight-lane {@link #dot}.
     *
     * @param m the rows of A, the length of x
     * @param n the columns of A, the length of y
     * @param alpha the factor of the product
     * @param a the matrix
     * @param ao its offset
     * @param lda its leading dimension
     * @param x the vector multiplied
     * @param xo its offset
     * @param beta the factor of y; 0 means that y is not read
     * @param y the result
     * @param yo its offset
     */
    public static void gemvTransposed(
            int m,
            int n,
            double alpha,
            double[] a,
            int ao,
            int lda,
            double[] x,
            int xo,
            double beta,
            double[] y,
            int yo) {
        Extents.matrix(m, n, a, ao, lda, "a");
        Extents.vector(m, x, xo);
        Extents.vector(n, y, yo);
        MatrixVector.multiplyTransposed(m, n, alpha, a, ao, lda, x, xo, beta, y, yo);
    }

    /**
     * y = alpha A x + beta y for a symmetric A of which both triangles are stored; the same bits as {@link #gemv}.
     *
     * @param n the order of A
     * @param alpha the factor of the product
     * @param a the matrix
     * @param ao its offset
     * @param lda its leading dimension
     * @param x the vector multiplied
     * @param xo its offset
     * @param beta the factor of y; 0 means that y is not read
     * @param y the result
     * @param yo its offset
     */
    public static void symv(
            int n, double alpha, double[] a, int ao, int lda, double[] x, int xo, double beta, double[] y, int yo) {
        gemv(n, n, alpha, a, ao, lda, x, xo, beta, y, yo);
    }

    /**
     * C = alpha A B + beta C.
     *
     * @param m the rows of A and C
     * @param n the columns of B and C
     * @param k the columns of A, the rows of B
     * @param alpha the factor of the product
     * @param a the left matrix, m x k
     * @param ao its offset
     * @param lda its leading dimension
     * @param b the right matrix, k x n
     * @param bo its offset
     * @param ldb its leading dimension
     * @param beta the factor of C; 0 means that C is not read
     * @param c the result, m x n
     * @param co its offset
     * @param ldc its leading dimension
     */
    public static void gemm(
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int ao,
            int lda,
            double[] b,
            int bo,
            int ldb,
            double beta,
            double[] c,
            int co,
            int ldc) {
        Extents.matrix(m, k, a, ao, lda, "a");
        Extents.matrix(k, n, b, bo, ldb, "b");
        Extents.matrix(m, n, c, co, ldc, "c");
        MatrixProducts.multiply(m, n, k, alpha, a, ao, 1, lda, b, bo, 1, ldb, beta, c, co, ldc);
    }

    /**
     * C = alpha A' B + beta C.
     *
     * @param m the columns of A, the rows of C
     * @param n the columns of B and C
     * @param k the rows of A and B
     * @param alpha the factor of the product
     * @param a the left matrix, stored k x m
     * @param ao its offset
     * @param lda its leading dimension
     * @param b the right matrix, k x n
     * @param bo its offset
     * @param ldb its leading dimension
     * @param beta the factor of C; 0 means that C is not read
     * @param c the result, m x n
     * @param co its offset
     * @param ldc its leading dimension
     */
    public static void gemmTransposedLeft(
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int ao,
            int lda,
            double[] b,
            int bo,
            int ldb,
            double beta,
            double[] c,
            int co,
            int ldc) {
        Extents.matrix(k, m, a, ao, lda, "a");
        Extents.matrix(k, n, b, bo, ldb, "b");
        Extents.matrix(m, n, c, co, ldc, "c");
        MatrixProducts.multiply(m, n, k, alpha, a, ao, lda, 1, b, bo, 1, ldb, beta, c, co, ldc);
    }

    /**
     * C = alpha A B' + beta C.
     *
     * @param m the rows of A and C
     * @param n the rows of B, the columns of C
     * @param k the columns of A and B
     * @param alpha the factor of the product
     * @param a the left matrix, m x k
     * @param ao its offset
     * @param lda its leading dimension
     * @param b the right matrix, stored n x k
     * @param bo its offset
     * @param ldb its leading dimension
     * @param beta the factor of C; 0 means that C is not read
     * @param c the result, m x n
     * @param co its offset
     * @param ldc its leading dimension
     */
    public static void gemmTransposedRight(
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int ao,
            int lda,
            double[] b,
            int bo,
            int ldb,
            double beta,
            double[] c,
            int co,
            int ldc) {
        Extents.matrix(m, k, a, ao, lda, "a");
        Extents.matrix(n, k, b, bo, ldb, "b");
        Extents.matrix(m, n, c, co, ldc, "c");
        MatrixProducts.multiply(m, n, k, alpha, a, ao, 1, lda, b, bo, ldb, 1, beta, c, co, ldc);
    }

    /**
     * C = alpha A' A + beta C, such as the covariance of T = k observations of n variables, at half the work of
     * {@link #gemm}.
     *
     * <p>The lower triangle of C is read and calculated, then mirrored: C comes out exactly symmetric.
     *
     * @param n the columns of A, the order of C
     * @param k the rows of A
     * @param alpha the factor of the product
     * @param a the matrix, k x n
     * @param ao its offset
     * @param lda its leading dimension
     * @param beta the factor of C; 0 means that C is not read
     * @param c the result, n x n, both triangles
     * @param co its offset
     * @param ldc its leading dimension
     */
    public static void syrk(
            int n, int k, double alpha, double[] a, int ao, int lda, double beta, double[] c, int co, int ldc) {
        Extents.matrix(k, n, a, ao, lda, "a");
        Extents.matrix(n, n, c, co, ldc, "c");
        MatrixProducts.symmetric(n, k, alpha, a, ao, lda, 1, beta, c, co, ldc);
    }

    /**
     * C = alpha A A' + beta C: {@link #syrk} for a matrix stored the other way round (observations in columns).
     *
     * @param n the rows of A, the order of C
     * @param k the columns of A
     * @param alpha the factor of the product
     * @param a the matrix, n x k
     * @param ao its offset
     * @param lda its leading dimension
     * @param beta the factor of C; 0 means that C is not read
     * @param c the result, n x n, both triangles
     * @param co its offset
     * @param ldc its leading dimension
     */
    public static void syrkTransposed(
            int n, int k, double alpha, double[] a, int ao, int lda, double beta, double[] c, int co, int ldc) {
        Extents.matrix(n, k, a, ao, lda, "a");
        Extents.matrix(n, n, c, co, ldc, "c");
        MatrixProducts.symmetric(n, k, alpha, a, ao, 1, lda, beta, c, co, ldc);
    }
}
