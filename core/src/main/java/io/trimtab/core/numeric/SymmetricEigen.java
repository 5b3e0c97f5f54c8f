package io.trimtab.core.numeric;

import java.util.Arrays;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: A = Q diag(w) Q', in place.
 *
 * <pre>{@code
 * double[] w = new double[n];
 * SymmetricEigen.decompose(n, a, 0, n, w, 0); // a becomes Q, column k belonging to w[k]; w ascends
 * }</pre>
 *
 * <p>The matrix is scaled by a power of two, reduced to a tridiagonal one by Householder reflections in panels of
 * {@value #PANEL} columns (Dongarra, Sorensen and Hammarling, "Block reduction of matrices to condensed forms", JCAM 27
 * (1989), 215-227), and that is diagonalised by the implicit QL method with Wilkinson's shift (Golub and Van Loan, Matrix
 * Computations, 2013, section 8.3). The rotations of many sweeps are gathered and applied to strips of rows that stay in
 * the cache.
 *
 * <p>Backward stable: each eigenvalue is off by a modest multiple of n u |A|, u = 2^-53, so that what is below it is
 * rounding, and Q is orthogonal to the same order. Equal eigenvalues have any orthonormal basis of their space; the sign
 * of a vector is not determined. Powers of two on A change nothing but w, exactly. O(n^3): about 9 n^3 operations.
 */
public final class SymmetricEigen {
    private static final int PANEL = 32;
    private static final int STRIP = 128;
    /** QL takes fewer than two sweeps an eigenvalue; more than this many means that the matrix is not finite. */
    private static final int SWEEPS = 60;

    private SymmetricEigen() {}

    /**
     * Decomposes a matrix.
     *
     * @param n the order
     * @param a the matrix, both triangles, overwritten with the eigenvectors as columns
     * @param ao its offset
     * @param lda its leading dimension
     * @param w receives the eigenvalues in ascending order
     * @param wo the offset of the first
     * @return whether it succeeded; false only if the matrix is not finite, and then a and w hold nothing of use
     */
    public static boolean decompose(int n, double[] a, int ao, int lda, double[] w, int wo) {
        Extents.matrix(n, n, a, ao, lda, "a");
        Extents.vector(n, w, wo);
        double[] q = new double[n * n];
        double[] d = new double[n];
        int exponent = scaled(n, a, ao, lda, q);
        if (exponent == Integer.MAX_VALUE) {
            return false;
        }
        double[] e = new double[n];
        Strips strips = new Strips(n, tridiagonalise(n, q, d, e));
        if (!diagonalise(n, d, e, strips)) {
            return false;
        }
        strips.flush();
        int[] order = ascending(d);
        for (int k = 0; k < n; k++) {
            w[wo + k] = Math.scalb(d[order[k]], exponent);
            strips.columnInto(order[k], a, ao + k * lda);
        }
        return true;
    }

    /** Copies A divided by a power of two that makes its largest element about one; returns the exponent. */
    private static int scaled(int n, double[] a, int ao, int lda, double[] out) {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            double column = Kernels.maxAbs(n, a, ao + j * lda);
            if (!(column < Double.POSITIVE_INFINITY)) {
                return Integer.MAX_VALUE;
            }
            largest = Math.max(largest, column);
        }
        int exponent = largest > 0 ? Math.getExponent(largest) + 1 : 0;
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                out[j * n + i] = Math.scalb(a[ao + j * lda + i], -exponent);
            }
        }
        return exponent;
    }

    /*
     * A = Q T Q' with T of diagonal d and subdiagonal e; returns Q. Legend: column i of a panel that starts at column p is
     * reflected by H = I - tau v v', v zero down to row i; with the earlier columns of the panel in V and W the trailing
     * matrix is A - V W' - W V', which is carried out once per panel. The reflections of a panel together are
     * I - V S V' with S upper triangular.
     */
    private static double[] tridiagonalise(int n, double[] a, double[] d, double[] e) {
        double[] tau = new double[n];
        double[] v = new double[n * PANEL];
        double[] w = new double[n * PANEL];
        double[] left = new double[PANEL];
        double[] right = new double[PANEL];
        for (int p = 0; p < n - 2; p += PANEL) {
            int columns = Math.min(PANEL, n - 2 - p);
            Arrays.fill(v, 0);
            Arrays.fill(w, 0);
            for (int k = 0; k < columns; k++) {
                int i = p + k;
                for (int q = 0; q < k; q++) {
                    Kernels.axpy(n - i, -w[q * n + i], v, q * n + i, a, i * n + i);
                    Kernels.axpy(n - i, -v[q * n + i], w, q * n + i, a, i * n + i);
                }
                d[i] = a[i * n + i];
                int m = n - i - 1;
                int at = i * n + i + 1;
                tau[i] = reflector(m, a, at, e, i);
                int to = k * n + i + 1;
                System.arraycopy(a, at, v, to, m);
                Kernels.gemv(m, m, tau[i], a, (i + 1) * n + i + 1, n, v, to, 0, w, to);
                if (k > 0) {
                    Kernels.gemvTransposed(m, k, tau[i], w, i + 1, n, v, to, 0, left, 0);
                    Kernels.gemvTransposed(m, k, tau[i], v, i + 1, n, v, to, 0, right, 0);
                    Kernels.gemv(m, k, -1, v, i + 1, n, left, 0, 1, w, to);
                    Kernels.gemv(m, k, -1, w, i + 1, n, right, 0, 1, w, to);
                }
                Kernels.axpy(m, -0.5 * tau[i] * Kernels.dot(m, w, to, v, to), v, to, w, to);
            }
            int r = p + columns;
            int m = n - r;
            Kernels.gemmTransposedRight(m, m, columns, -1, v, r, n, w, r, n, 1, a, r * n + r, n);
            Kernels.gemmTransposedRight(m, m, columns, -1, w, r, n, v, r, n, 1, a, r * n + r, n);
        }
        for (int i = Math.max(0, n - 2); i < n; i++) {
            d[i] = a[i * n + i];
        }
        if (n > 1) {
            e[n - 2] = a[(n - 2) * n + n - 1];
        }
        return reflections(n, a, tau, v, w);
    }

    /** Replaces x by v, v_0 = 1, with (I - tau v v') x = (beta, 0, ...); stores beta and returns tau. */
    private static double reflector(int m, double[] x, int xo, double[] beta, int bo) {
        double alpha = x[xo];
        double rest = Kernels.norm2(m - 1, x, xo + 1);
        x[xo] = 1;
        if (rest == 0) {
            beta[bo] = alpha;
            return 0;
        }
        double b = -Math.copySign(Kernels.norm2(2, new double[] {alpha, rest}, 0), alpha);
        for (int i = 1; i < m; i++) {
            x[xo + i] /= alpha - b;
        }
        beta[bo] = b;
        return (b - alpha) / b;
    }

    /** The product of all reflections, whose vectors stand below the diagonal of a. */
    private static double[] reflections(int n, double[] a, double[] tau, double[] v, double[] work) {
        double[] q = new double[n * n];
        for (int i = 0; i < n; i++) {
            q[i * n + i] = 1;
        }
        double[] s = new double[PANEL * PANEL];
        double[] x = new double[PANEL * n];
        for (int p = Math.floorDiv(n - 3, PANEL) * PANEL; p >= 0; p -= PANEL) {
            int columns = Math.min(PANEL, n - 2 - p);
            int r = p + 1;
            int m = n - r;
            Arrays.fill(v, 0);
            Arrays.fill(s, 0);
            for (int k = 0; k < columns; k++) {
                int i = p + k;
                System.arraycopy(a, i * n + i + 1, v, k * n + i + 1, n - i - 1);
                s[k * PANEL + k] = tau[i];
                if (k > 0) {
                    Kernels.gemvTransposed(m, k, -tau[i], v, r, n, v, k * n + r, 0, work, 0);
                    Kernels.gemv(k, k, 1, s, 0, PANEL, work, 0, 0, s, k * PANEL);
                }
            }
            Kernels.gemmTransposedLeft(columns, m, m, 1, v, r, n, q, r * n + r, n, 0, x, 0, PANEL);
            Kernels.gemm(columns, m, columns, 1, s, 0, PANEL, x, 0, PANEL, 0, work, 0, PANEL);
            Kernels.gemm(m, m, columns, -1, v, r, n, work, 0, PANEL, 1, q, r * n + r, n);
        }
        return q;
    }

    /** Implicit QL on diagonal d and subdiagonal e; every rotation of two columns goes to the strips. */
    private static boolean diagonalise(int n, double[] d, double[] e, Strips strips) {
        double norm = 0;
        for (int i = 0; i < n; i++) {
            norm = Math.max(norm, Math.abs(d[i]) + Math.abs(e[i]));
        }
        double negligible = 0x1p-55 * norm;
        for (int l = 0; l < n; l++) {
            for (int sweep = 0; ; sweep++) {
                int m = l;
                while (m < n - 1) {
                    double size = Math.abs(e[m]);
                    if (size <= negligible || size <= 0x1p-53 * (Math.abs(d[m]) + Math.abs(d[m + 1]))) {
                        break;
                    }
                    m++;
                }
                if (m == l) {
                    break;
                }
                if (sweep == SWEEPS) {
                    return false;
                }
                sweep(l, m, d, e, strips);
            }
        }
        return true;
    }

    /* Legend: c, s the rotation that chases the bulge g from position m up to l; p what the diagonal still lacks. */
    private static void sweep(int l, int m, double[] d, double[] e, Strips strips) {
        double half = (d[l + 1] - d[l]) / (2 * e[l]);
        double g = d[m] - d[l] + e[l] / (half + Math.copySign(length(half, 1), half));
        double s = 1;
        double c = 1;
        double p = 0;
        for (int i = m - 1; i >= l; i--) {
            double f = s * e[i];
            double b = c * e[i];
            double r = length(f, g);
            e[i + 1] = r;
            if (r == 0) {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }
            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            strips.rotate(i, c, s);
        }
        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    /** sqrt(x^2 + y^2) without overflow or underflow on the way. */
    private static double length(double x, double y) {
        double squares = x * x + y * y;
        if (squares > 0x1p-900 && squares < 0x1p900) {
            return Math.sqrt(squares);
        }
        double largest = Math.max(Math.abs(x), Math.abs(y));
        if (!(largest > 0)) {
            return largest;
        }
        double u = x / largest;
        double v = y / largest;
        return largest * Math.sqrt(u * u + v * v);
    }

    /** Insertion of each value into what is sorted by merging; stable, so that equal values keep their order. */
    private static int[] ascending(double[] d) {
        int n = d.length;
        int[] order = new int[n];
        int[] other = new int[n];
        Arrays.setAll(order, i -> i);
        for (int width = 1; width < n; width *= 2) {
            for (int from = 0; from < n; from += 2 * width) {
                int middle = Math.min(n, from + width);
                int end = Math.min(n, from + 2 * width);
                int i = from;
                int j = middle;
                for (int k = from; k < end; k++) {
                    boolean left = j >= end || (i < middle && d[order[i]] <= d[order[j]]);
                    other[k] = left ? order[i++] : order[j++];
                }
            }
            int[] swap = order;
            order = other;
            other = swap;
        }
        return order;
    }

    /** The columns of Q cut into strips of rows, and the rotations that are still to be applied to them. */
    private static final class Strips {
        private final int n;
        private final double[][][] strips;
        private final int[] column;
        private final double[] cosine;
        private final double[] sine;
        private int pending;

        Strips(int n, double[] q) {
            this.n = n;
            this.strips = new double[(n + STRIP - 1) / STRIP][n][STRIP];
            int capacity = Math.max(1024, 16 * n);
            this.column = new int[capacity];
            this.cosine = new double[capacity];
            this.sine = new double[capacity];
            for (int b = 0; b < strips.length; b++) {
                for (int j = 0; j < n; j++) {
                    System.arraycopy(q, j * n + b * STRIP, strips[b][j], 0, Math.min(STRIP, n - b * STRIP));
                }
            }
        }

        void rotate(int i, double c, double s) {
            column[pending] = i;
            cosine[pending] = c;
            sine[pending++] = s;
            if (pending == column.length) {
                flush();
            }
        }

        void flush() {
            for (double[][] strip : strips) {
                for (int k = 0; k < pending; k++) {
                    rotate(strip[column[k]], strip[column[k] + 1], cosine[k], sine[k]);
                }
            }
            pending = 0;
        }

        private static void rotate(double[] x, double[] y, double c, double s) {
            for (int i = 0; i < STRIP; i++) {
                double u = x[i];
                double v = y[i];
                x[i] = c * u - s * v;
                y[i] = s * u + c * v;
            }
        }

        void columnInto(int j, double[] out, int offset) {
            for (int b = 0; b < strips.length; b++) {
                System.arraycopy(strips[b][j], 0, out, offset + b * STRIP, Math.min(STRIP, n - b * STRIP));
            }
        }
    }
}
