package io.trimtab.core.numeric;

/**
 * The Cholesky factor of A + x x' and of A - x x' from that of A, in n^2 operations instead of n^3 / 3.
 *
 * <p>Method: Givens rotations (P. E. Gill, G. H. Golub, W. Murray and M. A. Saunders, Methods for modifying matrix
 * factorizations, Mathematics of Computation 28, 1974, methods C3 and C4; LINPACK's dchud and dchdd). A weight w is
 * applied by scaling x with the root of |w|.
 */
public final class RankOne {
    private RankOne() {}

    /**
     * L L' becomes L L' + x x'. Stable for every x; zero pivots of a semidefinite factor are filled where x fills them.
     *
     * @param n the order
     * @param l the factor, overwritten
     * @param lo its offset
     * @param ldl its leading dimension
     * @param x the vector, destroyed
     * @param xo its offset
     */
    public static void update(int n, double[] l, int lo, int ldl, double[] x, int xo) {
        Extents.matrix(n, n, l, lo, ldl, "l");
        Extents.vector(n, x, xo);
        for (int k = 0; k < n; k++) {
            int ck = lo + k * ldl;
            double head = x[xo + k];
            if (head == 0) {
                continue;
            }
            double root = StrictMath.hypot(l[ck + k], head);
            double c = l[ck + k] / root;
            double s = head / root;
            l[ck + k] = root;
            for (int i = k + 1; i < n; i++) {
                double kept = l[ck + i];
                double added = x[xo + i];
                l[ck + i] = Math.fma(c, kept, s * added);
                x[xo + i] = Math.fma(c, added, -(s * kept));
            }
        }
    }

    /**
     * L L' becomes L L' - x x', if that is safely positive definite: with L p = x, if 1 - p'p &gt; {@link
     * Cholesky#tolerance n eps}.
     *
     * @param n the order
     * @param l the factor of a positive definite matrix, overwritten on success, untouched on failure
     * @param lo its offset
     * @param ldl its leading dimension
     * @param x the vector, destroyed in either case
     * @param xo its offset
     * @return true on success; false if the result would not be positive definite or is not finite
     */
    public static boolean downdate(int n, double[] l, int lo, int ldl, double[] x, int xo) {
        TriangularSolve.lower(n, l, lo, ldl, x, xo);
        double norm = Reductions.norm2(n, x, xo);
        double rest = (1 - norm) * (1 + norm);
        if (!(rest > Cholesky.tolerance(n))) {
            return false;
        }
        double alpha = Math.sqrt(rest);
        // Slot i of x holds p_i until step i, and from then on row i of the vector that the rotations carry along.
        for (int i = n - 1; i >= 0; i--) {
            int ci = lo + i * ldl;
            double next = StrictMath.hypot(alpha, x[xo + i]);
            double c = alpha / next;
            double s = x[xo + i] / next;
            alpha = next;
            x[xo + i] = s * l[ci + i];
            l[ci + i] = c * l[ci + i];
            for (int j = i + 1; j < n; j++) {
                double carried = x[xo + j];
                double kept = l[ci + j];
                x[xo + j] = Math.fma(c, carried, s * kept);
                l[ci + j] = Math.fma(c, kept, -(s * carried));
            }
        }
        return true;
    }
}
