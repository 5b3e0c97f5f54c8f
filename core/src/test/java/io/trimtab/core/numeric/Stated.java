package io.trimtab.core.numeric;

/** The documented orders of summation, spelt out element by element: what every implementation must equal bit for bit. */
final class Stated {
    private Stated() {}

    static double dot(int n, double[] x, int xo, double[] y, int yo) {
        double[] lane = new double[8];
        for (int i = 0; i < n; i++) {
            lane[i % 8] = Math.fma(x[xo + i], y[yo + i], lane[i % 8]);
        }
        return tree(lane);
    }

    static double sum(int n, double[] x, int xo) {
        double[] lane = new double[8];
        for (int i = 0; i < n; i++) {
            lane[i % 8] += x[xo + i];
        }
        return tree(lane);
    }

    private static double tree(double[] a) {
        return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
    }

    /** The chain of one element: start, then fma(a_k, alpha b_k, .) over ascending k. */
    static double chain(double start, int k, double alpha, double[] a, int ao, int as, double[] b, int bo, int bs) {
        double value = start;
        for (int p = 0; p < k; p++) {
            value = Math.fma(a[ao + p * as], alpha * b[bo + p * bs], value);
        }
        return value;
    }

    static double start(double beta, double c) {
        return beta == 0 ? 0.0 : beta * c;
    }

    /** L of a definite matrix in column-major order with leading dimension n; the upper triangle is kept. */
    static double[] cholesky(int n, double[] a) {
        double[] l = a.clone();
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                l[i + j * n] = chain(l[i + j * n], j, -1, l, i, n, l, j, n);
            }
            l[j + j * n] = Math.sqrt(l[j + j * n]);
            for (int i = j + 1; i < n; i++) {
                l[i + j * n] /= l[j + j * n];
            }
        }
        return l;
    }

    /** Solves with a triangle whose element (i, k) is {@code t[i * rs + k * cs]}, unknowns in the order given. */
    static double[] solve(int n, double[] t, int rs, int cs, double[] b, boolean ascending) {
        double[] x = b.clone();
        for (int s = 0; s < n; s++) {
            int i = ascending ? s : n - 1 - s;
            for (int r = 0; r < s; r++) {
                int k = ascending ? r : n - 1 - r;
                x[i] = Math.fma(-t[i * rs + k * cs], x[k], x[i]);
            }
            x[i] = t[i * rs + i * cs] == 0 ? 0.0 : x[i] / t[i * rs + i * cs];
        }
        return x;
    }
}
