package io.trimtab.core.regime;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Starting points for EM on a standardised series: two fixed ones by quantiles, then random ones. */
final class HmmStarts {
    private HmmStarts() {}

    static GaussianHmm model(double[] z, HmmSettings settings, int start, SplittableRandom random) {
        int k = settings.states();
        double[] means = new double[k];
        double[] variances = new double[k];
        double stay = 0.9;
        boolean common = settings.variance() == VarianceStructure.COMMON;
        if (start == 0 && !common) {
            byQuantile(z, true, means, variances);
        } else if (start <= 1) {
            byQuantile(z, false, means, variances);
        } else {
            for (int s = 0; s < k; s++) {
                means[s] = (common ? 1 : 0.3) * z[random.nextInt(z.length)];
                variances[s] = StrictMath.exp(random.nextDouble(-2, 1.5));
            }
            stay = random.nextDouble(0.6, 0.99);
        }
        double pooled = 0;
        for (int s = 0; s < k; s++) {
            variances[s] = Math.max(settings.varianceFloor(), variances[s]);
            pooled += variances[s] / k;
        }
        if (common) {
            Arrays.fill(variances, pooled);
        }
        double[] transition = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                transition[i * k + j] = k == 1 ? 1 : (i == j ? stay : (1 - stay) / (k - 1));
            }
        }
        double[] initial = new double[k];
        Arrays.fill(initial, 1.0 / k);
        return new GaussianHmm(initial, transition, means, variances);
    }

    /** Cuts the observations into K equal groups by value or by size, and takes mean and variance of each. */
    private static void byQuantile(double[] z, boolean bySize, double[] means, double[] variances) {
        int k = means.length;
        int n = z.length;
        double[] keys = new double[n];
        for (int t = 0; t < n; t++) {
            keys[t] = bySize ? Math.abs(z[t]) : z[t];
        }
        double[] sorted = keys.clone();
        Arrays.sort(sorted);
        int[] count = new int[k];
        double[] squares = new double[k];
        for (int t = 0; t < n; t++) {
            int group = 0;
            while (group < k - 1 && keys[t] >= sorted[(int) ((long) (group + 1) * n / k)]) {
                group++;
            }
            count[group]++;
            means[group] += z[t];
            squares[group] += z[t] * z[t];
        }
        for (int s = 0; s < k; s++) {
            int c = Math.max(1, count[s]);
            means[s] /= c;
            variances[s] = squares[s] / c - means[s] * means[s];
        }
    }
}
