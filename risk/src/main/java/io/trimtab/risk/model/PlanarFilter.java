package io.trimtab.risk.model;

import java.util.Arrays;

/**
 * The triangulated maximally filtered graph of at least four assets with the weights r_ij^2 (Massara, Di Matteo and Aste
 * 2016): the order in which assets are put in, and the triangle that each is put into.
 *
 * <p>Legend: a face is a triangle that may still receive an asset; gain of an asset in a face, the sum of its three weights.
 * Each face remembers its best asset, which is looked for again only when another face took it. O(n^2) as a rule.
 */
final class PlanarFilter {
    /** The assets in order of insertion; the first four are connected with each other. */
    final int[] order;
    /** Three assets for each position in the order, from the fifth on. */
    final int[] triangle;

    private final int n;
    private final double[] r;
    private final int[] faces;
    private final int[] best;
    private final double[] gain;
    private final boolean[] placed;
    private int count;

    PlanarFilter(int n, double[] correlations) {
        this.n = n;
        this.r = correlations;
        this.order = new int[n];
        this.triangle = new int[3 * n];
        int most = 2 * n - 4;
        this.faces = new int[3 * most];
        this.best = new int[most];
        this.gain = new double[most];
        this.placed = new boolean[n];
        start();
        for (int k = 4; k < n; k++) {
            insert(k);
        }
    }

    private double weight(int i, int j) {
        double x = r[j * n + i];
        return x * x;
    }

    /** The four assets of the largest sums of weights that are above the average. */
    private void start() {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                sum += i == j ? 0 : weight(i, j);
            }
        }
        double mean = sum / ((double) n * (n - 1));
        double[] score = new double[n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                score[j] += i != j && weight(i, j) > mean ? weight(i, j) : 0;
            }
        }
        for (int k = 0; k < 4; k++) {
            int top = -1;
            for (int i = 0; i < n; i++) {
                if (!placed[i] && (top < 0 || score[i] > score[top])) {
                    top = i;
                }
            }
            order[k] = top;
            placed[top] = true;
        }
        for (int skip = 0; skip < 4; skip++) {
            int[] face = new int[3];
            int at = 0;
            for (int k = 0; k < 4; k++) {
                if (k != skip) {
                    face[at++] = order[k];
                }
            }
            setFace(count++, face[0], face[1], face[2]);
        }
    }

    private void setFace(int f, int a, int b, int c) {
        faces[3 * f] = a;
        faces[3 * f + 1] = b;
        faces[3 * f + 2] = c;
        search(f);
    }

    private void search(int f) {
        best[f] = -1;
        gain[f] = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < n; v++) {
            if (!placed[v]) {
                double g = weight(v, faces[3 * f]) + weight(v, faces[3 * f + 1]) + weight(v, faces[3 * f + 2]);
                if (g > gain[f]) {
                    gain[f] = g;
                    best[f] = v;
                }
            }
        }
    }

    private void insert(int k) {
        int chosen = 0;
        for (int f = 1; f < count; f++) {
            if (gain[f] > gain[chosen]) {
                chosen = f;
            }
        }
        int v = best[chosen];
        int[] t = Arrays.copyOfRange(faces, 3 * chosen, 3 * chosen + 3);
        order[k] = v;
        System.arraycopy(t, 0, triangle, 3 * k, 3);
        placed[v] = true;
        for (int f = 0; f < count; f++) {
            if (f != chosen && best[f] == v) {
                search(f);
            }
        }
        setFace(chosen, t[0], t[1], v);
        setFace(count++, t[0], t[2], v);
        setFace(count++, t[1], t[2], v);
    }
}
