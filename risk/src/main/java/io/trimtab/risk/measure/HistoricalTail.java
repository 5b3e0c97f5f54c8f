package io.trimtab.risk.measure;

import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.numeric.OrderStatistics;
import io.trimtab.core.statistics.Confidence;
import java.util.Arrays;

/**
 * Quantile and tail mean of equally likely losses, by selection, in place.
 *
 * <p>The one implementation behind {@link HistoricalSimulation} and the measures.
 */
final class HistoricalTail {
    private HistoricalTail() {}

    /** The quantile of the losses at a confidence. */
    static LossFunctional quantile(Confidence confidence, QuantileRule rule) {
        return new LossFunctional() {
            @Override
            public double value(int n, double[] losses, double[] scratch) {
                System.arraycopy(losses, 0, scratch, 0, n);
                return selectQuantile(n, scratch, confidence, rule);
            }

            @Override
            public double weightsInto(int n, double[] losses, double[] scratch, double[] q) {
                System.arraycopy(losses, 0, scratch, 0, n);
                return quantileWeightsInto(n, losses, scratch, confidence, rule, q);
            }
        };
    }

    /** The mean of the worst alpha T losses. */
    static LossFunctional shortfall(Confidence confidence) {
        return new LossFunctional() {
            @Override
            public double value(int n, double[] losses, double[] scratch) {
                System.arraycopy(losses, 0, scratch, 0, n);
                return selectShortfall(n, scratch, confidence);
            }

            @Override
            public double weightsInto(int n, double[] losses, double[] scratch, double[] q) {
                System.arraycopy(losses, 0, scratch, 0, n);
                double value = selectShortfall(n, scratch, confidence);
                shortfallWeightsInto(n, losses, scratch, confidence, q);
                return value;
            }
        };
    }

    /** As its name, of losses that are reordered. */
    static double selectQuantile(int n, double[] scratch, Confidence confidence, QuantileRule rule) {
        return rule.select(n, scratch, n - LossFunctional.tailCount(confidence, n), confidence.level());
    }

    /** As its name, of losses that are reordered: from the boundary of the tail on they are ascending. */
    static double selectShortfall(int n, double[] scratch, Confidence confidence) {
        double tail = Math.max(1, LossFunctional.tailCount(confidence, n));
        int boundary = n - (int) Math.ceil(tail);
        double least = OrderStatistics.select(n, scratch, 0, boundary);
        int beyond = n - 1 - boundary;
        if (beyond == 0) {
            return least;
        }
        // ascending and as excess over the boundary: the bits do not depend on how the tail was found, and a constant
        // tail is itself to the bit and never below the value at risk
        OrderStatistics.sort(beyond, scratch, boundary + 1);
        double excess = 0;
        for (int i = boundary + 1; i < n; i++) {
            excess += scratch[i] - least;
        }
        return least + excess / tail;
    }

    /** The same from returns in ascending order. */
    static double sortedShortfall(int n, double[] returns, Confidence confidence) {
        double tail = Math.max(1, LossFunctional.tailCount(confidence, n));
        int last = (int) Math.ceil(tail) - 1;
        double least = 0.0 - returns[last];
        double excess = 0;
        for (int i = last - 1; i >= 0; i--) {
            excess += -returns[i] - least;
        }
        return last == 0 ? least : least + excess / tail;
    }

    /** The quantile of the losses from returns in ascending order. */
    static double sortedQuantile(int n, double[] returns, Confidence confidence, QuantileRule rule) {
        double h = rule.position(n - LossFunctional.tailCount(confidence, n), confidence.level());
        int j = (int) Math.floor(h);
        double g = rule.weight(j, h - j);
        double below = 0.0 - returns[n - Math.max(1, Math.min(n, j))];
        double above = 0.0 - returns[n - Math.max(1, Math.min(n, j + 1))];
        return QuantileRule.between(below, above, g);
    }

    /**
     * The probability that each scenario has within the tail; ties at its boundary share what remains of it.
     *
     * @param scratch the losses partitioned by {@link #selectShortfall}
     */
    static void shortfallWeightsInto(int n, double[] losses, double[] scratch, Confidence confidence, double[] q) {
        double tail = Math.max(1, LossFunctional.tailCount(confidence, n));
        double boundary = scratch[n - (int) Math.ceil(tail)];
        int beyond = 0;
        int ties = 0;
        for (int t = 0; t < n; t++) {
            if (losses[t] > boundary) {
                beyond++;
            } else if (losses[t] == boundary) {
                ties++;
            }
        }
        double whole = 1 / tail;
        double shared = (tail - beyond) / ties / tail;
        for (int t = 0; t < n; t++) {
            q[t] = losses[t] > boundary ? whole : losses[t] == boundary ? shared : 0;
        }
    }

    /** The share of each scenario in the quantile, ties alike; returns the quantile. */
    static double quantileWeightsInto(
            int n, double[] losses, double[] scratch, Confidence confidence, QuantileRule rule, double[] q) {
        double h = rule.position(n - LossFunctional.tailCount(confidence, n), confidence.level());
        int j = (int) Math.floor(h);
        double g = rule.weight(j, h - j);
        double below = OrderStatistics.select(n, scratch, 0, Math.max(1, Math.min(n, j)) - 1);
        double above = OrderStatistics.select(n, scratch, 0, Math.max(1, Math.min(n, j + 1)) - 1);
        int atBelow = 0;
        int atAbove = 0;
        for (int t = 0; t < n; t++) {
            atBelow += losses[t] == below ? 1 : 0;
            atAbove += losses[t] == above ? 1 : 0;
        }
        for (int t = 0; t < n; t++) {
            q[t] = (losses[t] == below ? (1 - g) / atBelow : 0) + (losses[t] == above ? g / atAbove : 0);
        }
        return QuantileRule.between(below, above, g);
    }

    /** The mean of the losses, and its derivative. */
    static LossFunctional mean() {
        return new LossFunctional() {
            @Override
            public double value(int n, double[] losses, double[] scratch) {
                return Compensated.mean(n, losses, 0);
            }

            @Override
            public double weightsInto(int n, double[] losses, double[] scratch, double[] q) {
                Arrays.fill(q, 0, n, 1.0 / n);
                return Compensated.mean(n, losses, 0);
            }
        };
    }

    /** The largest loss; ties share its derivative. */
    static LossFunctional worst() {
        return new LossFunctional() {
            @Override
            public double value(int n, double[] losses, double[] scratch) {
                double worst = losses[0];
                for (int t = 1; t < n; t++) {
                    worst = Math.max(worst, losses[t]);
                }
                return worst;
            }

            @Override
            public double weightsInto(int n, double[] losses, double[] scratch, double[] q) {
                double worst = value(n, losses, scratch);
                int ties = 0;
                for (int t = 0; t < n; t++) {
                    ties += losses[t] == worst ? 1 : 0;
                }
                for (int t = 0; t < n; t++) {
                    q[t] = losses[t] == worst ? 1.0 / ties : 0;
                }
                return worst;
            }
        };
    }
}
