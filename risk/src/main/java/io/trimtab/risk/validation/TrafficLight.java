package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.StandardNormal;
import io.trimtab.core.time.Progress;
import java.util.Locale;
import java.util.SplittableRandom;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * The zone of the Basel traffic light that a number of exceedances is in.
 *
 * <pre>{@code
 * TrafficLight.of(250, 6, Confidence.of(0.99)).zone(); // YELLOW: five to nine of 250
 * }</pre>
 *
 * <p>Green while so many or fewer have a probability below 95% where the model is right, red from 99.99%, yellow between:
 * one-sided, for a model that overstates risk is no concern of a supervisor. Source: Basel Committee on Banking Supervision,
 * Supervisory Framework for the Use of Backtesting in Conjunction with the Internal Models Approach (1996).
 *
 * @param observations how many losses there were
 * @param exceedances how many exceeded the value at risk
 * @param confidence of the value at risk
 * @param probability of so many exceedances or fewer where the model is right
 * @param zone the zone
 */
public record TrafficLight(int observations, int exceedances, Confidence confidence, double probability, Zone zone) {
    private static final double YELLOW_FROM = 0.95;
    private static final double RED_FROM = 0.9999;
    private static final int MOST_LOSSES = 100_000_000;

    public TrafficLight {
        Check.atLeast(observations, 1, "observations");
        Check.index(exceedances, observations + 1, "exceedances");
        Check.notNull(confidence, "confidence");
        Check.within(probability, 0, 1, "probability");
        Check.notNull(zone, "zone");
    }

    /** The colours. */
    public enum Zone {
        /** As a right model may well have it. */
        GREEN,
        /** A right model has it in one case of twenty. */
        YELLOW,
        /** A right model has it in one case of ten thousand. */
        RED;

        private static Zone of(double probability) {
            return probability < YELLOW_FROM ? GREEN : probability < RED_FROM ? YELLOW : RED;
        }
    }

    /**
     * The light for losses that are independent over time.
     *
     * @param observations how many losses there were, at least 1
     * @param exceedances how many exceeded the value at risk
     * @param confidence of the value at risk
     * @return the light
     * @throws IllegalArgumentException if there is no observation or there are more exceedances
     */
    public static TrafficLight of(int observations, int exceedances, Confidence confidence) {
        Check.atLeast(observations, 1, "observations");
        Check.index(exceedances, observations + 1, "exceedances");
        double tail = Check.notNull(confidence, "confidence").tail();
        double probability = new BinomialDistribution(observations, tail).cumulativeProbability(exceedances);
        return of(observations, exceedances, confidence, probability);
    }

    private static TrafficLight of(int observations, int exceedances, Confidence confidence, double probability) {
        double within = Math.min(1, probability);
        // of no model does a loss that was not exceeded prove anything, however few there are
        Zone zone = exceedances == 0 ? Zone.GREEN : Zone.of(within);
        return new TrafficLight(observations, exceedances, confidence, within, zone);
    }

    /**
     * How many exceedances are green and yellow at most.
     *
     * @param greenAtMost the most that are green
     * @param yellowAtMost the most that are green or yellow
     */
    public record Bounds(int greenAtMost, int yellowAtMost) {
        public Bounds {
            Check.atLeast(greenAtMost, -1, "greenAtMost");
            Check.atLeast(yellowAtMost, greenAtMost, "yellowAtMost");
        }

        /**
         * The zone of a number of exceedances.
         *
         * @param exceedances at least 0
         * @return the zone
         * @throws IllegalArgumentException if the number is negative
         */
        public Zone zone(int exceedances) {
            Check.atLeast(exceedances, 0, "exceedances");
            return exceedances <= greenAtMost ? Zone.GREEN : exceedances <= yellowAtMost ? Zone.YELLOW : Zone.RED;
        }
    }

    /**
     * The bounds for losses that are independent over time.
     *
     * @param observations how many losses there are, at least 1
     * @param confidence of the value at risk
     * @return the bounds; 4 and 9 of 250 at 99%
     * @throws IllegalArgumentException if there is no observation
     */
    public static Bounds bounds(int observations, Confidence confidence) {
        Check.atLeast(observations, 1, "observations");
        BinomialDistribution count = new BinomialDistribution(
                observations, Check.notNull(confidence, "confidence").tail());
        return atLeastNone(fewest(observations, count, YELLOW_FROM) - 1, fewest(observations, count, RED_FROM) - 1);
    }

    /** The fewest exceedances of which so many or fewer have a probability, by halves. */
    private static int fewest(int observations, BinomialDistribution count, double probability) {
        int low = 0;
        int high = observations;
        while (low < high) {
            int middle = low + (high - low) / 2;
            if (count.cumulativeProbability(middle) < probability) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** No exceedance is green, however few losses there are. */
    private static Bounds atLeastNone(int green, int yellow) {
        return new Bounds(Math.max(0, green), Math.max(0, yellow));
    }

    /**
     * The bounds for losses over several days that overlap, so that one bad day is in many of them: by simulation of
     * independent normal days.
     *
     * @param observations how many overlapping losses there are, at least 1
     * @param days how many days each is over, at least 1
     * @param confidence of the value at risk
     * @param simulations how many histories are drawn, at least 10,000; the bound of the red zone has one in ten thousand
     *     of them beyond it, so a million makes it firm
     * @param seed decides all draws
     * @param progress hears how many histories are done; may stop the work
     * @return the bounds
     * @throws IllegalArgumentException if a number is too small, or there are too many observations and days
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public static Bounds overlappingBounds(
            int observations, int days, Confidence confidence, int simulations, long seed, Progress progress) {
        Check.atLeast(observations, 1, "observations");
        Check.atLeast(days, 1, "days");
        Check.notNull(confidence, "confidence");
        Check.notNull(progress, "progress");
        Check.atLeast(simulations, 10_000, "simulations");
        if ((long) observations + days > MOST_LOSSES) {
            throw new IllegalArgumentException("observations and days must sum to at most " + MOST_LOSSES + ", were "
                    + observations + " and " + days);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double limit = -StandardNormal.quantile(confidence.tail()) * Math.sqrt(days);
        double[] losses = new double[observations + days - 1];
        int[] histories = new int[observations + 1];
        // a few million draws apart, however long a history is
        int apart = Math.max(1, Math.min(4096, 4_000_000 / losses.length));
        for (int s = 0; s < simulations; s++) {
            NormalDraws.into(losses, random);
            histories[exceedances(losses, days, limit)]++;
            if (s % apart == apart - 1) {
                Interruption.endIfRequested("simulation of overlapping losses");
                progress.reached(s, simulations);
            }
        }
        progress.reached(simulations, simulations);
        return bounds(histories, simulations);
    }

    private static int exceedances(double[] losses, int days, double limit) {
        double sum = 0;
        int count = 0;
        for (int t = 0; t < losses.length; t++) {
            sum += losses[t];
            if (t >= days) {
                sum -= losses[t - days];
            }
            count += t >= days - 1 && sum > limit ? 1 : 0;
        }
        return count;
    }

    private static Bounds bounds(int[] histories, int simulations) {
        int green = -1;
        int yellow = -1;
        long sofar = 0;
        for (int count = 0; count < histories.length; count++) {
            sofar += histories[count];
            double probability = (double) sofar / simulations;
            if (probability < YELLOW_FROM) {
                green = count;
            }
            if (probability < RED_FROM) {
                yellow = count;
            }
        }
        return atLeastNone(green, yellow);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "TrafficLight[%s: %d exceedances of %s in %d, so many or fewer with probability %.4f]",
                zone,
                exceedances,
                confidence,
                observations,
                probability);
    }
}
