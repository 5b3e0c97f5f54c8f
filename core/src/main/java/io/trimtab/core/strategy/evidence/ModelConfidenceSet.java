package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.time.Progress;
import java.util.Arrays;

/**
 * The trials among which the best one is, with a stated confidence: those that cannot be told apart from it.
 *
 * <pre>{@code
 * ConfidenceSetResult set = ModelConfidenceSet.range(Resampling.automatic(trials, 7)).of(trials);
 * set.members(Confidence.of(0.90)); // the others are worse than one of these
 * }</pre>
 *
 * <p>Needs no benchmark: trials are compared with each other. As long as the hypothesis that all trials left are equally good is
 * rejected, the worst of them goes. With d(i, j) the difference of two means and t(i, j) the same in units of its standard error, the
 * statistic and the one who goes are
 *
 * <ul>
 *   <li>{@link #range}, T_R: the largest |t(i, j)|; the trial that some other beats by the largest t(i, j);
 *   <li>{@link #maximum}, T_max: the largest t(i), by how much the average of the trials left beats one; that one.
 * </ul>
 *
 * <p>A trial's p-value is the largest p-value of the tests up to the one after which it went; that of the last is 1. Source: Hansen,
 * Lunde and Nason, The Model Confidence Set, Econometrica 79 (2011) 453-497. O(N T B), and O(N^3 B) for the range, O(N^2 B)
 * for the maximum: the range is for up to some hundred trials. Immutable and thread-safe.
 */
public final class ModelConfidenceSet {
    private final Resampling resampling;
    private final boolean range;

    private ModelConfidenceSet(Resampling resampling, boolean range) {
        this.resampling = Check.notNull(resampling, "resampling");
        this.range = range;
    }

    /**
     * By the largest difference between two trials.
     *
     * @param resampling draws what luck might have shown
     * @return the test
     */
    public static ModelConfidenceSet range(Resampling resampling) {
        return new ModelConfidenceSet(resampling, true);
    }

    /**
     * By the largest difference between a trial and the average.
     *
     * @param resampling draws what luck might have shown
     * @return the test
     */
    public static ModelConfidenceSet maximum(Resampling resampling) {
        return new ModelConfidenceSet(resampling, false);
    }

    /**
     * Finds the set.
     *
     * @param trials performance, above a benchmark or not
     * @return a p-value for each
     * @throws IllegalArgumentException if two trials differ by the same in every period
     */
    public ConfidenceSetResult of(Trials trials) {
        return of(trials, Progress.unheard());
    }

    /**
     * Finds the set, and says how far it is.
     *
     * @param trials performance, above a benchmark or not
     * @param progress hears how many series are drawn and trials sent away; may stop the work
     * @return a p-value for each
     * @throws IllegalArgumentException if two trials differ by the same in every period
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public ConfidenceSetResult of(Trials trials, Progress progress) {
        Check.notNull(trials, "trials");
        Check.notNull(progress, "progress");
        long total = (long) resampling.replications() + trials.size();
        DrawnMeans drawn =
                DrawnMeans.draw(trials, resampling, (done, all) -> progress.reached(Math.min(done, total - 1), total));
        int n = trials.size();
        double[] pValues = new double[n];
        int[] left = new int[n];
        Arrays.setAll(left, k -> k);
        double largest = 0;
        for (int size = n; size > 1; size--) {
            Round round = range ? byRange(drawn, left, size) : byMaximum(drawn, left, size);
            largest = Math.max(largest, round.pValue);
            pValues[left[round.worst]] = largest;
            System.arraycopy(left, round.worst + 1, left, round.worst, size - round.worst - 1);
            Interruption.endIfRequested("model confidence set");
            progress.reached(total - size, total);
        }
        pValues[left[0]] = 1;
        progress.reached(total, total);
        return new ConfidenceSetResult(trials.ids(), pValues);
    }

    /** One test: its p-value, and where among those left the one stands that goes. */
    private static final class Round {
        private final int worst;
        private final double pValue;

        private Round(int worst, double pValue) {
            this.worst = worst;
            this.pValue = pValue;
        }
    }

    private static Round byRange(DrawnMeans drawn, int[] left, int size) {
        int replications = drawn.replications;
        double[] largest = new double[replications];
        double best = 0;
        int worst = size - 1;
        for (int a = 1; a < size; a++) {
            for (int c = 0; c < a; c++) {
                int i = left[a];
                int j = left[c];
                double difference = drawn.means[j] - drawn.means[i];
                double error = errorOfDifference(drawn, i, j);
                if (!(error > 0)) {
                    refuseRiskless(drawn, i, j, difference);
                    continue;
                }
                for (int b = 0; b < replications; b++) {
                    double moved = drawn.deviations[b + j * replications] - drawn.deviations[b + i * replications];
                    largest[b] = Math.max(largest[b], Math.abs(moved) / error);
                }
                if (Math.abs(difference) / error > best) {
                    best = Math.abs(difference) / error;
                    worst = difference > 0 ? a : c;
                }
            }
        }
        return new Round(worst, DrawnMeans.share(best, largest));
    }

    private static double errorOfDifference(DrawnMeans drawn, int i, int j) {
        int replications = drawn.replications;
        double squares = 0;
        for (int b = 0; b < replications; b++) {
            double moved = drawn.deviations[b + j * replications] - drawn.deviations[b + i * replications];
            squares += moved * moved;
        }
        return Math.sqrt(squares / replications);
    }

    private static Round byMaximum(DrawnMeans drawn, int[] left, int size) {
        int replications = drawn.replications;
        double mean = 0;
        double[] average = new double[replications];
        for (int a = 0; a < size; a++) {
            mean += drawn.means[left[a]] / size;
            for (int b = 0; b < replications; b++) {
                average[b] += drawn.deviations[b + left[a] * replications] / size;
            }
        }
        double[] largest = new double[replications];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        double best = Double.NEGATIVE_INFINITY;
        int worst = size - 1;
        for (int a = 0; a < size; a++) {
            int from = left[a] * replications;
            double squares = 0;
            for (int b = 0; b < replications; b++) {
                double moved = average[b] - drawn.deviations[from + b];
                squares += moved * moved;
            }
            double error = Math.sqrt(squares / replications);
            if (!(error > 0)) {
                refuseRiskless(drawn, left[a], left[a == 0 ? 1 : 0], mean - drawn.means[left[a]]);
                continue;
            }
            for (int b = 0; b < replications; b++) {
                largest[b] = Math.max(largest[b], (average[b] - drawn.deviations[from + b]) / error);
            }
            if ((mean - drawn.means[left[a]]) / error > best) {
                best = (mean - drawn.means[left[a]]) / error;
                worst = a;
            }
        }
        return best == Double.NEGATIVE_INFINITY
                ? new Round(worst, 1)
                : new Round(worst, DrawnMeans.share(best, largest));
    }

    private static void refuseRiskless(DrawnMeans drawn, int i, int j, double difference) {
        if (difference != 0) {
            throw new IllegalArgumentException(
                    "performance of " + drawn.trials.ids().get(i) + " and "
                            + drawn.trials.ids().get(j) + " must not differ by the same in every period, was "
                            + Math.abs(difference) + ": one is better without doubt");
        }
    }

    @Override
    public String toString() {
        return "ModelConfidenceSet[" + (range ? "range, " : "maximum, ") + resampling + "]";
    }
}
