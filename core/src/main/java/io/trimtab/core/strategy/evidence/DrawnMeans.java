package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Interruption;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.time.Progress;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The means of all trials on drawn series, less those on the observed one.
 *
 * <p>Legend: T periods, N trials, B replications; c(b, t) how often replication b drew period t; x(t, k) the centred
 * performance. The deviations are C X / T, one product of matrices whatever the bootstrap and the length of its blocks: with
 * block sums as differences of cumulative sums the same costs two additions a block instead of one a period, but leaves the
 * rounding of sums over the whole history in each block, and is slower below blocks of about eight (ADR 0075).
 */
final class DrawnMeans {
    /** Replications in one product of matrices. */
    private static final int CHUNK = 64;

    final Trials trials;
    final int replications;
    /** The observed means. */
    final double[] means;
    /** Replication b of trial k at {@code b + k * replications}. */
    final double[] deviations;
    /** The standard deviation of each trial's deviations; 0 for a trial that never moves. */
    final double[] errors;
    /** The standard error of each mean if periods were independent; 0 for a trial that never moves. */
    final double[] spreads;

    private DrawnMeans(Trials trials, int replications, double[] means, double[] deviations, double[] spreads) {
        this.spreads = spreads;
        this.trials = trials;
        this.replications = replications;
        this.means = means;
        this.deviations = deviations;
        this.errors = new double[means.length];
        for (int k = 0; k < errors.length; k++) {
            // about zero, the expected deviation, not about their mean
            errors[k] = Kernels.norm2(replications, deviations, k * replications) / Math.sqrt(replications);
        }
    }

    static DrawnMeans draw(Trials trials, Resampling resampling, Progress progress) {
        int n = trials.size();
        int periods = trials.periods();
        int replications = resampling.replications();
        double[] means = new double[n];
        double[] centred = new double[n * periods];
        double[] spreads = new double[n];
        for (int k = 0; k < n; k++) {
            means[k] = trials.mean(k);
            trials.centreInto(k, means[k], centred, k * periods);
            spreads[k] = Kernels.norm2(periods, centred, k * periods) / periods;
        }
        double[] deviations = new double[Math.multiplyExact(n, replications)];
        double[] counts = new double[CHUNK * periods];
        int[] positions = new int[periods];
        SplittableRandom random = new SplittableRandom(resampling.seed());
        for (int first = 0; first < replications; first += CHUNK) {
            int rows = Math.min(CHUNK, replications - first);
            Arrays.fill(counts, 0);
            for (int b = 0; b < rows; b++) {
                resampling.bootstrap().positionsInto(periods, random, positions);
                for (int position : positions) {
                    counts[b + position * rows]++;
                }
            }
            Kernels.gemm(
                    rows,
                    n,
                    periods,
                    1.0 / periods,
                    counts,
                    0,
                    rows,
                    centred,
                    0,
                    periods,
                    0,
                    deviations,
                    first,
                    replications);
            Interruption.endIfRequested("drawing the means of " + n + " trials");
            progress.reached(first + rows, replications);
        }
        return new DrawnMeans(trials, replications, means, deviations, spreads);
    }

    /**
     * Trials whose mean cannot be told from luck because it never changes.
     *
     * @throws IllegalArgumentException if such a trial is above the benchmark
     */
    boolean isStill(int trial) {
        if (errors[trial] > 0) {
            return false;
        }
        if (means[trial] > 0) {
            throw new IllegalArgumentException("performance of " + trials.ids().get(trial) + " must vary, was "
                    + means[trial] + " in every period drawn: a riskless gain cannot be tested, leave it out");
        }
        return true;
    }

    /** The share of replications that reach a statistic, the observed one counted among them: never 0. */
    static double share(double statistic, double[] drawn) {
        int reached = 1;
        for (double value : drawn) {
            reached += value >= statistic ? 1 : 0;
        }
        return reached / (drawn.length + 1.0);
    }
}
