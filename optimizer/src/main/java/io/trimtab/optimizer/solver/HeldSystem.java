package io.trimtab.optimizer.solver;

/**
 * The equations of the minimum over some free weights with some rows held, in doubled precision and by a null space.
 *
 * <pre>
 *   S w + A'u = g,   A w = b
 * </pre>
 *
 * <p>Gauss elimination with complete pivoting of A (W rows, F columns) splits the weights into as many basic ones as
 * there are rows and the rest; {@code Z = [-A_B^-1 A_N; I]} spans the null space of A, and Cholesky's method factors
 * {@code Z'SZ}. Whether rows are dependent and whether a direction has no curvature are so two questions with a tolerance
 * each, and rows that differ by one part in 1e16 only cost sixteen of the digits: a factorisation of the whole matrix
 * would meet the square of that part. O(F^3).
 */
final class HeldSystem {
    /** What the system has. */
    enum Kind {
        REGULAR,
        /** Rows that imply each other. */
        DEPENDENT,
        /** A direction without curvature. */
        FLAT
    }

    /** Pivots below this part of what they would be without cancellation are the rounding of zero. */
    private static final double ZERO = 1e-24;

    private int f;
    private int w;
    private final Doubled x = new Doubled();
    /** A, row by row, later its factors; the columns and rows are permuted by index. */
    private double[] ah = new double[0];

    private double[] al = new double[0];
    /** S over the free weights, row by row. */
    private double[] sh = new double[0];

    private double[] sl = new double[0];
    private double[] th = new double[0];
    private double[] tl = new double[0];
    private double[] ph = new double[0];
    private double[] pl = new double[0];
    private double[] mh = new double[0];
    private double[] ml = new double[0];
    private double[] size = new double[0];
    private int[] col = new int[0];
    private int[] row = new int[0];
    private double[] vh = new double[0];
    private double[] vl = new double[0];
    private double[] zh = new double[0];
    private double[] zl = new double[0];

    /** Room for some free weights and held rows; elements are then to be written. */
    void begin(int free, int held) {
        f = free;
        w = held;
        int room = free + held;
        if (col.length < free) {
            col = new int[2 * free];
            size = new double[2 * free];
        }
        if (row.length < held) {
            row = new int[2 * held];
        }
        if (ah.length < free * held) {
            ah = new double[2 * free * held];
            al = new double[ah.length];
            th = new double[ah.length];
            tl = new double[ah.length];
        }
        if (sh.length < free * free) {
            sh = new double[2 * free * free];
            sl = new double[sh.length];
            ph = new double[sh.length];
            pl = new double[sh.length];
            mh = new double[sh.length];
            ml = new double[sh.length];
        }
        if (vh.length < room) {
            vh = new double[2 * room];
            vl = new double[2 * room];
            zh = new double[2 * room];
            zl = new double[2 * room];
        }
    }

    void row(int held, int free, double high, double low) {
        int at = held * f + free;
        ah[at] = high;
        al[at] = low;
    }

    void curvature(int first, int second, double high, double low) {
        sh[first * f + second] = high;
        sl[first * f + second] = low;
    }

    /** Factors what was written. */
    Kind factor() {
        if (w > f || !eliminate()) {
            return Kind.DEPENDENT;
        }
        substitute();
        reduce();
        return cholesky() ? Kind.REGULAR : Kind.FLAT;
    }

    /** P A Q = L [U V]. */
    private boolean eliminate() {
        double[] natural = new double[w];
        for (int j = 0; j < f; j++) {
            col[j] = j;
        }
        for (int i = 0; i < w; i++) {
            row[i] = i;
            for (int j = 0; j < f; j++) {
                natural[i] = Math.max(natural[i], Math.abs(ah[i * f + j]));
            }
        }
        for (int k = 0; k < w; k++) {
            double best = 0;
            int pi = -1;
            int pj = -1;
            for (int i = k; i < w; i++) {
                for (int j = k; j < f; j++) {
                    double part = Math.abs(ah[row[i] * f + col[j]]);
                    if (part > best * natural[row[i]]) {
                        best = part / natural[row[i]];
                        pi = i;
                        pj = j;
                    }
                }
            }
            if (!(best > ZERO)) {
                return false;
            }
            swap(row, k, pi);
            swap(col, k, pj);
            int base = row[k] * f;
            for (int i = k + 1; i < w; i++) {
                int other = row[i] * f;
                int at = other + col[k];
                if (ah[at] == 0) {
                    continue;
                }
                x.set(ah, al, at);
                x.divide(ah[base + col[k]], al[base + col[k]]);
                x.store(ah, al, at);
                double fh = -x.high;
                double fl = -x.low;
                for (int j = k + 1; j < f; j++) {
                    int c = col[j];
                    x.set(ah, al, other + c);
                    x.addProduct(ah[base + c], al[base + c], fh, fl);
                    x.store(ah, al, other + c);
                }
            }
        }
        return true;
    }

    private static void swap(int[] list, int i, int j) {
        int t = list[i];
        list[i] = list[j];
        list[j] = t;
    }

    /** T = U^-1 V, so that Z = [-T; I]. */
    private void substitute() {
        int k = f - w;
        for (int c = 0; c < k; c++) {
            for (int i = w - 1; i >= 0; i--) {
                int base = row[i] * f;
                x.set(ah, al, base + col[w + c]);
                for (int j = i + 1; j < w; j++) {
                    x.addProduct(-ah[base + col[j]], -al[base + col[j]], th[j * k + c], tl[j * k + c]);
                }
                x.divide(ah[base + col[i]], al[base + col[i]]);
                x.store(th, tl, i * k + c);
            }
        }
    }

    /** M = Z'SZ, by P = SZ. */
    private void reduce() {
        int k = f - w;
        for (int i = 0; i < f; i++) {
            for (int c = 0; c < k; c++) {
                int at = col[i] * f + col[w + c];
                x.set(sh, sl, at);
                for (int b = 0; b < w; b++) {
                    int s = col[i] * f + col[b];
                    x.addProduct(-sh[s], -sl[s], th[b * k + c], tl[b * k + c]);
                }
                x.store(ph, pl, i * k + c);
            }
        }
        for (int c = 0; c < k; c++) {
            double natural = Math.sqrt(Math.abs(sh[col[w + c] * f + col[w + c]]));
            for (int b = 0; b < w; b++) {
                natural += Math.abs(th[b * k + c]) * Math.sqrt(Math.abs(sh[col[b] * f + col[b]]));
            }
            size[c] = natural * natural;
            for (int d = 0; d <= c; d++) {
                x.set(ph, pl, (w + c) * k + d);
                for (int b = 0; b < w; b++) {
                    x.addProduct(-th[b * k + c], -tl[b * k + c], ph[b * k + d], pl[b * k + d]);
                }
                x.store(mh, ml, c * k + d);
            }
        }
    }

    /** M = L D L', L and D in place of M. */
    private boolean cholesky() {
        int k = f - w;
        for (int j = 0; j < k; j++) {
            for (int i = j; i < k; i++) {
                x.set(mh, ml, i * k + j);
                for (int c = 0; c < j; c++) { // the upper triangle holds D L'
                    x.addProduct(-mh[i * k + c], -ml[i * k + c], mh[c * k + j], ml[c * k + j]);
                }
                if (i == j) {
                    if (!(x.high > ZERO * size[j])) {
                        return false;
                    }
                    x.store(mh, ml, j * k + j);
                } else {
                    x.store(mh, ml, j * k + i);
                    x.divide(mh[j * k + j], ml[j * k + j]);
                    x.store(mh, ml, i * k + j);
                }
            }
        }
        return true;
    }

    /**
     * Solves in place.
     *
     * @param h g (free weights) and b (held rows) one after the other; receives w and u
     * @param l their low parts
     */
    void solve(double[] h, double[] l) {
        int k = f - w;
        basics(h, l);
        // g - S w_p over all free weights
        for (int i = 0; i < f; i++) {
            x.set(h, l, i);
            for (int b = 0; b < w; b++) {
                int s = i * f + col[b];
                x.addProduct(-sh[s], -sl[s], zh[col[b]], zl[col[b]]);
            }
            x.store(vh, vl, i);
        }
        // M w_N = Z'(g - S w_p)
        for (int c = 0; c < k; c++) {
            x.set(vh, vl, col[w + c]);
            for (int b = 0; b < w; b++) {
                x.addProduct(-th[b * k + c], -tl[b * k + c], vh[col[b]], vl[col[b]]);
            }
            for (int d = 0; d < c; d++) {
                x.addProduct(-mh[c * k + d], -ml[c * k + d], zh[col[w + d]], zl[col[w + d]]);
            }
            x.store(zh, zl, col[w + c]);
        }
        for (int c = k - 1; c >= 0; c--) {
            x.set(zh, zl, col[w + c]);
            x.divide(mh[c * k + c], ml[c * k + c]);
            for (int d = c + 1; d < k; d++) {
                x.addProduct(-mh[d * k + c], -ml[d * k + c], zh[col[w + d]], zl[col[w + d]]);
            }
            x.store(zh, zl, col[w + c]);
        }
        for (int b = 0; b < w; b++) {
            x.set(zh, zl, col[b]);
            for (int c = 0; c < k; c++) {
                x.addProduct(-th[b * k + c], -tl[b * k + c], zh[col[w + c]], zl[col[w + c]]);
            }
            x.store(zh, zl, col[b]);
        }
        prices(h, l);
        System.arraycopy(zh, 0, h, 0, f);
        System.arraycopy(zl, 0, l, 0, f);
    }

    /** z_B = A_B^-1 b, z_N = 0. */
    private void basics(double[] h, double[] l) {
        for (int i = 0; i < f; i++) {
            zh[i] = 0;
            zl[i] = 0;
        }
        for (int i = 0; i < w; i++) {
            int base = row[i] * f;
            x.set(h, l, f + row[i]);
            for (int j = 0; j < i; j++) {
                x.addProduct(-ah[base + col[j]], -al[base + col[j]], zh[col[j]], zl[col[j]]);
            }
            x.store(zh, zl, col[i]);
        }
        for (int i = w - 1; i >= 0; i--) {
            int base = row[i] * f;
            x.set(zh, zl, col[i]);
            for (int j = i + 1; j < w; j++) {
                x.addProduct(-ah[base + col[j]], -al[base + col[j]], zh[col[j]], zl[col[j]]);
            }
            x.divide(ah[base + col[i]], al[base + col[i]]);
            x.store(zh, zl, col[i]);
        }
    }

    /** A_B'u = (g - S w)_B; u into the places of b. */
    private void prices(double[] h, double[] l) {
        for (int i = 0; i < w; i++) {
            x.set(h, l, col[i]);
            for (int j = 0; j < f; j++) {
                int s = col[i] * f + j;
                x.addProduct(-sh[s], -sl[s], zh[j], zl[j]);
            }
            for (int j = 0; j < i; j++) {
                int at = row[j] * f + col[i];
                x.addProduct(-ah[at], -al[at], vh[j], vl[j]);
            }
            x.divide(ah[row[i] * f + col[i]], al[row[i] * f + col[i]]);
            x.store(vh, vl, i);
        }
        for (int i = w - 1; i >= 0; i--) {
            x.set(vh, vl, i);
            for (int j = i + 1; j < w; j++) {
                int at = row[j] * f + col[i];
                x.addProduct(-ah[at], -al[at], vh[j], vl[j]);
            }
            x.store(vh, vl, i);
        }
        for (int i = 0; i < w; i++) {
            h[f + row[i]] = vh[i];
            l[f + row[i]] = vl[i];
        }
    }
}
