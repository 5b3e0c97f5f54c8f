package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;

/** Exponentially weighted mean squares of losses. */
final class WeightedVariance {
    private WeightedVariance() {}

    /** Over the first n losses, the newest heaviest, weights that sum to 1. */
    static double after(double[] losses, int n, double lambda) {
        double sum = 0;
        double weights = 0;
        for (int t = 0; t < n; t++) {
            sum = lambda * sum + losses[t] * losses[t];
            weights = lambda * weights + 1;
        }
        return sum / weights;
    }

    /** The losses after the first fifth, each times next volatility over the one forecast for it. */
    static double[] rescaled(double[] losses, double lambda) {
        int n = Check.atLeast(losses.length, 10, "window");
        int start = n / 5;
        double sum = 0;
        double weights = 0;
        double[] scaled = new double[n - start];
        for (int t = 0; t < n; t++) {
            if (t >= start) {
                double variance = Check.positive(sum / weights, "variance before window[" + t + "]");
                scaled[t - start] = losses[t] / Math.sqrt(variance);
            }
            sum = lambda * sum + losses[t] * losses[t];
            weights = lambda * weights + 1;
        }
        double next = Math.sqrt(sum / weights);
        for (int t = 0; t < scaled.length; t++) {
            scaled[t] *= next;
        }
        return scaled;
    }
}
