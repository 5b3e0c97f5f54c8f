package io.trimtab.optimizer.online;

import io.trimtab.core.check.Check;
import java.util.Arrays;

/** Price relatives, one plus the return, and the simplex of weights. */
final class Relatives {
    private Relatives() {}

    static int count(int assets) {
        return Check.atLeast(assets, 1, "assets");
    }

    static double[] equal(int assets) {
        double[] weights = new double[assets];
        Arrays.fill(weights, 1.0 / assets);
        return weights;
    }

    /** 1 + r, checked. */
    static double[] of(double[] returns, int assets) {
        Check.length(Check.notNull(returns, "returns").length, assets, "returns");
        double[] relatives = new double[assets];
        for (int i = 0; i < assets; i++) {
            Check.strictlyWithin(returns[i], -1, Double.MAX_VALUE, "returns[" + i + "]");
            relatives[i] = 1 + returns[i];
        }
        return relatives;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Squared distance from the mean. */
    static double spread(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }

    /**
     * The nearest point of the simplex: max(0, y - t) with the t for which it sums to one. Duchi, Shalev-Shwartz, Singer and Chandra,
     * Efficient Projections onto the l1-Ball, ICML 2008, figure 1. O(n log n).
     */
    static double[] project(double[] y) {
        double[] sorted = y.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double threshold = 0;
        for (int k = 1; k <= sorted.length; k++) {
            double value = sorted[sorted.length - k];
            sum += value;
            double candidate = (sum - 1) / k;
            if (value > candidate) {
                threshold = candidate;
            }
        }
        double[] weights = new double[y.length];
        double total = 0;
        for (int i = 0; i < y.length; i++) {
            weights[i] = Math.max(0, y[i] - threshold);
            total += weights[i];
        }
        for (int i = 0; i < y.length; i++) {
            weights[i] /= total; // the last bits
        }
        return weights;
    }
}
