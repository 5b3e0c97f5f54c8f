package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Kernels;

/**
 * LU factors with partial pivoting of a symmetric indefinite matrix, equilibrated by powers of two.
 *
 * <p>The matrix {@code D K D} has elements of at most about one whatever the units of S and A, so the pivot order, and
 * with it the answer, does not depend on them. O(N^3 2/3).
 */
final class DenseFactor {
    private double[] lu = new double[0];
    private int[] pivot = new int[0];
    private double[] d = new double[0];
    private double[] scratch = new double[0];
    private int order;

    /** The room for a matrix of this order: column-major, leading dimension {@code order}. */
    double[] room(int n) {
        order = n;
        if (lu.length < n * n) {
            lu = new double[Math.max((n + 8) * (n + 8), 2 * lu.length)];
        }
        if (pivot.length < n) {
            pivot = new int[2 * n];
            d = new double[2 * n];
            scratch = new double[2 * n];
        }
        return lu;
    }

    /** The scaling of each row, to be filled before {@link #factor}: roughly one over the root of its size. */
    double[] scaling() {
        return d;
    }

    /**
     * Factors what was written into the room.
     *
     * @return false if the matrix is singular to working accuracy
     */
    boolean factor() {
        int n = order;
        double[] a = lu;
        for (int j = 0; j < n; j++) {
            d[j] = d[j] > 0 && d[j] < Double.POSITIVE_INFINITY ? Math.scalb(1.0, Math.getExponent(d[j])) : 1;
        }
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                a[j * n + i] *= d[i] * d[j];
            }
        }
        for (int k = 0; k < n; k++) {
            int p = k;
            double best = Math.abs(a[k * n + k]);
            for (int i = k + 1; i < n; i++) {
                double size = Math.abs(a[k * n + i]);
                if (size > best) {
                    best = size;
                    p = i;
                }
            }
            if (!(best > 1e-15)) {
                return false;
            }
            pivot[k] = p;
            if (p != k) {
                for (int j = 0; j < n; j++) {
                    double t = a[j * n + k];
                    a[j * n + k] = a[j * n + p];
                    a[j * n + p] = t;
                }
            }
            double inverse = 1 / a[k * n + k];
            for (int i = k + 1; i < n; i++) {
                a[k * n + i] *= inverse;
            }
            for (int j = k + 1; j < n; j++) {
                double f = a[j * n + k];
                if (f != 0) {
                    Kernels.axpy(n - k - 1, -f, a, k * n + k + 1, a, j * n + k + 1);
                }
            }
        }
        return true;
    }

    /** Solves K x = b in place, b at an offset. */
    void solve(double[] b, int offset) {
        int n = order;
        double[] a = lu;
        double[] x = scratch;
        for (int i = 0; i < n; i++) {
            x[i] = b[offset + i] * d[i];
        }
        for (int k = 0; k < n; k++) {
            int p = pivot[k];
            double t = x[p];
            x[p] = x[k];
            x[k] = t;
        }
        for (int k = 0; k < n; k++) {
            if (x[k] != 0) {
                Kernels.axpy(n - k - 1, -x[k], a, k * n + k + 1, x, k + 1);
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            x[k] /= a[k * n + k];
            Kernels.axpy(k, -x[k], a, k * n, x, 0);
        }
        for (int i = 0; i < n; i++) {
            b[offset + i] = x[i] * d[i];
        }
    }
}
