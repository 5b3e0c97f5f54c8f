package io.trimtab.core.regime;

import java.util.Arrays;

/** The long-run distribution of a Markov chain and how it answers to its transitions. */
final class StationaryChain {
    private StationaryChain() {}

    /**
     * The stationary distribution by the elimination of Grassmann, Taksar and Heyman (1985), which subtracts nothing
     * and so loses no digits to cancellation. O(K^3).
     *
     * @param k the number of states
     * @param transition row-major
     * @return the distribution
     * @throws IllegalArgumentException if there is no single one
     */
    static double[] distribution(int k, double[] transition) {
        double[] distribution = new double[k];
        int closed = eliminate(k, transition.clone(), distribution);
        if (closed > 0) {
            // That state leads to no earlier one: if the chain has one closed class it lies there, so begin with it.
            double[] relabelled = transition.clone();
            for (int j = 0; j < k; j++) {
                swap(relabelled, j, closed * k + j);
            }
            for (int i = 0; i < k; i++) {
                swap(relabelled, i * k, i * k + closed);
            }
            if (eliminate(k, relabelled, distribution) > 0) {
                throw new IllegalArgumentException(
                        "transition must have a single long-run distribution, but no state is"
                                + " reached from every other: " + Arrays.toString(transition));
            }
            swap(distribution, 0, closed);
        }
        return distribution;
    }

    /** Fills the distribution and gives 0, or gives a state that cannot be left for an earlier one. */
    private static int eliminate(int k, double[] p, double[] distribution) {
        for (int n = k - 1; n > 0; n--) {
            double leaving = 0;
            for (int j = 0; j < n; j++) {
                leaving += p[n * k + j];
            }
            if (!(leaving > 0)) {
                return n;
            }
            for (int i = 0; i < n; i++) {
                p[i * k + n] /= leaving;
                for (int j = 0; j < n; j++) {
                    p[i * k + j] += p[i * k + n] * p[n * k + j];
                }
            }
        }
        Arrays.fill(distribution, 0);
        distribution[0] = 1;
        double sum = 1;
        for (int j = 1; j < k; j++) {
            for (int i = 0; i < j; i++) {
                distribution[j] += distribution[i] * p[i * k + j];
            }
            sum += distribution[j];
        }
        for (int j = 0; j < k; j++) {
            distribution[j] /= sum;
        }
        return 0;
    }

    /**
     * h of d(sum_k g_k log pi_k) / d p_ij = pi_i h_j, up to a constant: h solves (I - P + 1 pi') h = g / pi. From
     * d pi (I - P) = pi dP and d pi 1 = 0; see Schweitzer (1968), "Perturbation theory and finite Markov chains".
     *
     * @param k the number of states
     * @param transition row-major, all positive
     * @param pi its stationary distribution
     * @param g weights
     * @return h
     */
    static double[] sensitivity(int k, double[] transition, double[] pi, double[] g) {
        double[] a = new double[k * k];
        double[] h = new double[k];
        for (int i = 0; i < k; i++) {
            h[i] = g[i] / pi[i];
            for (int j = 0; j < k; j++) {
                a[i * k + j] = (i == j ? 1 : 0) - transition[i * k + j] + pi[j];
            }
        }
        for (int c = 0; c < k; c++) {
            int pivot = c;
            for (int i = c + 1; i < k; i++) {
                if (Math.abs(a[i * k + c]) > Math.abs(a[pivot * k + c])) {
                    pivot = i;
                }
            }
            swapRows(a, h, k, c, pivot);
            for (int i = c + 1; i < k; i++) {
                double factor = a[i * k + c] / a[c * k + c];
                h[i] -= factor * h[c];
                for (int j = c; j < k; j++) {
                    a[i * k + j] -= factor * a[c * k + j];
                }
            }
        }
        for (int i = k - 1; i >= 0; i--) {
            for (int j = i + 1; j < k; j++) {
                h[i] -= a[i * k + j] * h[j];
            }
            h[i] /= a[i * k + i];
        }
        return h;
    }

    private static void swapRows(double[] a, double[] h, int k, int i, int j) {
        swap(h, i, j);
        for (int c = 0; c < k; c++) {
            swap(a, i * k + c, j * k + c);
        }
    }

    private static void swap(double[] a, int i, int j) {
        double kept = a[i];
        a[i] = a[j];
        a[j] = kept;
    }
}
