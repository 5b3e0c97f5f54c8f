package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.OrderStatistics;
import io.trimtab.core.statistics.Confidence;
import java.util.List;
import org.hipparchus.special.Beta;

/**
 * The statistic Z3 of {@link AcerbiSzekely}: the forecasts' mean relative shortfall at the highest ranks.
 *
 * <p>With k = floor(T a) and u the probabilities that losses took: Z3 = 1 - (1/k) sum over the k highest u of G(u), where
 * G(u) = (1/T) sum over t of q_t(u) / D_t, q_t the forecast's quantile and D_t the expectation of the mean of the k highest
 * of T draws from it. G does not depend on the losses, so it is tabulated once over s = -log(1 - u), and a history costs
 * O(T). D_t = integral of q_t(1 - v) (T/k) I(1 - v; T - k, k) dv, I the regularised incomplete beta function.
 */
final class TailRanks {
    private static final int NODES = 768;
    /** exp(-20) is beyond what a double's distance from 1 is drawn at. */
    private static final double FURTHEST = 20;

    private static final double STEP = FURTHEST / (NODES - 1);

    private final int highest;
    private final double[] table;
    private final double[] scratch;

    private TailRanks(int highest, double[] table, int n) {
        this.highest = highest;
        this.table = table;
        this.scratch = new double[n];
    }

    static TailRanks of(List<LossDistribution> forecasts, Confidence confidence) {
        int n = forecasts.size();
        double expected = n * confidence.tail();
        double nearest = Math.rint(expected);
        int highest = Math.max(1, (int) (Math.abs(expected - nearest) <= 1e-9 ? nearest : Math.floor(expected)));
        double[] weights = weights(n, highest);
        double[] table = new double[NODES];
        double[] quantiles = new double[NODES];
        for (int t = 0; t < n; t++) {
            double mean = 0;
            for (int j = 0; j < NODES; j++) {
                // at j = 0 the lowest loss of all, which has no weight but where every draw is in the tail
                double tail = Math.min(1 - 0x1p-30, StrictMath.exp(-j * STEP));
                quantiles[j] = forecasts.get(t).quantile(1 - tail);
                mean += weights[j] * quantiles[j];
            }
            Check.positive(mean, "expected shortfall of the highest ranks of forecasts[" + t + "]");
            for (int j = 0; j < NODES; j++) {
                table[j] += quantiles[j] / mean / n;
            }
        }
        return new TailRanks(highest, table, n);
    }

    /** The trapezoid rule over s for the density of one of the k highest of n; they sum to 1. */
    private static double[] weights(int n, int k) {
        double[] weights = new double[NODES];
        double sum = 0;
        for (int j = 0; j < NODES; j++) {
            double v = StrictMath.exp(-j * STEP);
            double among = k == n ? 1 : Beta.regularizedBeta(1 - v, n - k, k);
            weights[j] = v * among * (j == 0 || j == NODES - 1 ? 0.5 : 1);
            sum += weights[j];
        }
        for (int j = 0; j < NODES; j++) {
            weights[j] /= sum;
        }
        return weights;
    }

    /** Z3 of the probabilities that losses took; not changed. */
    synchronized double statistic(double[] probabilities) {
        int n = probabilities.length;
        System.arraycopy(probabilities, 0, scratch, 0, n);
        OrderStatistics.select(n, scratch, 0, n - highest);
        double sum = 0;
        for (int i = n - highest; i < n; i++) {
            double position = Math.min(NODES - 1 - 1e-9, -StrictMath.log1p(-scratch[i]) / STEP);
            int below = (int) position;
            sum += table[below] + (position - below) * (table[below + 1] - table[below]);
        }
        return 1 - sum / highest;
    }
}
