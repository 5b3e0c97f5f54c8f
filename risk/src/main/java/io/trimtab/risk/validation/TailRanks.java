package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.numeric.OrderStatistics;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.StandardNormal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
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
        int highest = highest(n, confidence);
        double[] weights = weights(n, highest);
        double[] table = new double[NODES];
        Quantiles quantiles = new Quantiles();
        for (int t = 0; t < n; t++) {
            endIfRequested(t);
            double mean = quantiles.mean(forecasts.get(t), weights);
            Check.positive(mean, "expected shortfall of the highest ranks of forecasts[" + t + "]");
            for (int j = 0; j < NODES; j++) {
                table[j] += quantiles.at[j] / mean / n;
            }
        }
        return new TailRanks(highest, table, n);
    }

    /** Why there is no Z3 of some forecasts; empty if there is. */
    static Optional<String> obstacle(List<LossDistribution> forecasts, Confidence confidence) {
        int n = forecasts.size();
        double[] weights = weights(n, highest(n, confidence));
        Quantiles quantiles = new Quantiles();
        for (int t = 0; t < n; t++) {
            endIfRequested(t);
            double mean = quantiles.mean(forecasts.get(t), weights);
            if (!(mean > 0)) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "Acerbi-Szekely: they divide by the mean of the highest ranks, which is %.4g in forecast %d",
                        mean,
                        t));
            }
        }
        return Optional.empty();
    }

    /** Hundreds of quantiles of each forecast may take a millisecond. */
    private static void endIfRequested(int forecast) {
        if ((forecast & 15) == 0) {
            Interruption.endIfRequested("tabulation of forecasts");
        }
    }

    private static int highest(int n, Confidence confidence) {
        double expected = n * confidence.tail();
        double nearest = Math.rint(expected);
        return Math.max(1, (int) (Math.abs(expected - nearest) <= 1e-9 ? nearest : Math.floor(expected)));
    }

    /** The quantiles of a forecast at the nodes; those of a standard normal loss and of t are calculated once. */
    private static final class Quantiles {
        private final double[] at = new double[NODES];
        private final double[] standard = new double[NODES];
        /** Of the standard quantiles: degrees of freedom, infinite for a normal loss; NaN before the first. */
        private double nu = Double.NaN;

        /** Fills them, and returns their mean under some weights. */
        double mean(LossDistribution forecast, double[] weights) {
            if (forecast instanceof NormalLoss normal) {
                scaled(Double.POSITIVE_INFINITY, StandardNormal::quantile, normal.mean(), normal.sigma());
            } else if (forecast instanceof StudentLoss student) {
                scaled(student.nu(), student.t()::quantile, student.mean(), student.scale());
            } else {
                for (int j = 0; j < NODES; j++) {
                    at[j] = forecast.quantile(1 - tail(j));
                }
            }
            double mean = 0;
            for (int j = 0; j < NODES; j++) {
                mean += weights[j] * at[j];
            }
            return mean;
        }

        private void scaled(double degrees, DoubleUnaryOperator quantile, double mean, double scale) {
            if (nu != degrees) {
                nu = degrees;
                for (int j = 0; j < NODES; j++) {
                    standard[j] = quantile.applyAsDouble(1 - tail(j));
                }
            }
            for (int j = 0; j < NODES; j++) {
                at[j] = mean + scale * standard[j];
            }
        }

        /** At j = 0 the lowest loss of all, which has no weight but where every draw is in the tail. */
        private static double tail(int j) {
            return Math.min(1 - 0x1p-30, StrictMath.exp(-j * STEP));
        }
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
