package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.util.Arrays;

/**
 * Bayesian online change-point detection: how long the current run of a series has lasted, bar by bar, where within a run
 * observations are normal with a mean and a variance of their own.
 *
 * <p>Adams and MacKay (2007), "Bayesian Online Changepoint Detection", with the normal-inverse-gamma prior, under which
 * the next observation of a run is Student's t, and a constant hazard. Run lengths whose probability falls below the
 * pruning mass are dropped, and at most a bounded number is kept, so that a bar costs O(run lengths kept) and allocates
 * nothing; {@link #discardedMass()} says how much probability was dropped altogether. Not thread-safe.
 *
 * <pre>{@code
 * ChangePoints points = ChangePoints.expectingRunsOf(100).priorOf(0, 1e-4);
 * points.update(todaysReturn);
 * points.probabilityOfRunUpTo(5); // that the market changed within the last five bars
 * }</pre>
 */
public final class ChangePoints {
    private static final double DEFAULT_PRUNING = 1e-8;
    private static final int DEFAULT_KEPT = 1000;
    private static final double PRIOR_WEIGHT = 1;
    /** Alpha of the prior: the variance of a run has a finite expectation, and next to no weight. */
    private static final double PRIOR_ALPHA = 2;

    /** By length of run, for sixteen years of days; longer runs calculate theirs. */
    private static final double[] CONSTANTS = new double[4096];

    static {
        for (int i = 0; i < CONSTANTS.length; i++) {
            CONSTANTS[i] = constant(i);
        }
    }

    private final double hazard;
    private final double priorMean;
    private final double priorBeta;
    private final double pruning;
    /** The newest run first: lengths ascend. */
    private final int[] length;

    private final double[] mass;
    private final double[] mean;
    private final double[] beta;
    private final double[] logBeta;
    /** Beta of each run with the observation, and its logarithm. */
    private final double[] next;

    private final double[] logNext;
    private final double[] density;
    private final double logPriorBeta;
    private int kept;
    private long bars;
    private double discarded;
    private double logEvidence;

    private ChangePoints(double hazard, double priorMean, double priorBeta, double pruning, int most) {
        this.hazard = hazard;
        this.priorMean = priorMean;
        this.priorBeta = priorBeta;
        this.pruning = pruning;
        this.length = new int[most + 1];
        this.mass = new double[most + 1];
        this.mean = new double[most + 1];
        this.beta = new double[most + 1];
        this.logBeta = new double[most + 1];
        this.next = new double[most + 1];
        this.logNext = new double[most + 1];
        this.density = new double[most + 1];
        this.logPriorBeta = StrictMath.log(priorBeta);
        this.kept = 1;
        this.mass[0] = 1;
        this.mean[0] = priorMean;
        this.beta[0] = priorBeta;
        this.logBeta[0] = logPriorBeta;
    }

    /**
     * A detector whose prior is normal with mean zero and variance one: for a standardised series.
     *
     * @param expected how many bars a run lasts on average, above 1: the hazard is its inverse
     * @return a detector before its first bar
     */
    public static ChangePoints expectingRunsOf(double expected) {
        if (!(expected > 1 && expected < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected must be above 1 and finite, was " + expected);
        }
        return new ChangePoints(1 / expected, 0, priorBeta(1), DEFAULT_PRUNING, DEFAULT_KEPT);
    }

    /**
     * A fresh detector with another prior, which counts as much as one observation of the mean.
     *
     * @param mean the expected mean of a run
     * @param variance the expected variance of a run, positive
     * @return a detector before its first bar
     */
    public ChangePoints priorOf(double mean, double variance) {
        return new ChangePoints(
                hazard,
                Check.finite(mean, "mean"),
                priorBeta(Check.positive(variance, "variance")),
                pruning,
                length.length - 1);
    }

    /**
     * A fresh detector that keeps other run lengths.
     *
     * @param leastMass a run length of less probability is dropped, within [0, 0.01]
     * @param most the largest number of run lengths, at least 2
     * @return a detector before its first bar
     */
    public ChangePoints keeping(double leastMass, int most) {
        return new ChangePoints(
                hazard,
                priorMean,
                priorBeta,
                Check.within(leastMass, 0, 0.01, "leastMass"),
                Check.atLeast(most, 2, "most"));
    }

    private static double priorBeta(double variance) {
        return variance * (PRIOR_ALPHA - 1);
    }

    /**
     * Takes one observation.
     *
     * @param observation a finite value
     * @return the log of its density given those before
     * @throws IllegalArgumentException if the observation is not finite or beyond all reach; the detector is then as before
     */
    public double update(double observation) {
        Check.finite(observation, "observation");
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < kept; i++) {
            next[i] = updatedBeta(i, observation);
            logNext[i] = StrictMath.log(next[i]);
            density[i] = logPredictive(i);
            largest = Math.max(largest, density[i]);
        }
        if (!(largest > Double.NEGATIVE_INFINITY && largest < Double.POSITIVE_INFINITY)) {
            throw GaussianHmm.refused("observation", observation);
        }
        double total = 0;
        for (int i = 0; i < kept; i++) {
            density[i] = mass[i] * StrictMath.exp(density[i] - largest);
            total += density[i];
        }
        // Runs grow from place i to i + 1; what changes becomes the run of length 0 in place 0.
        for (int i = kept - 1; i >= 0; i--) {
            beta[i + 1] = next[i];
            logBeta[i + 1] = logNext[i];
            mean[i + 1] = mean[i] + (observation - mean[i]) / (PRIOR_WEIGHT + length[i] + 1);
            length[i + 1] = length[i] + 1;
            mass[i + 1] = density[i] / total * (1 - hazard);
        }
        mass[0] = hazard;
        mean[0] = priorMean;
        beta[0] = priorBeta;
        logBeta[0] = logPriorBeta;
        length[0] = 0;
        kept++;
        prune();
        bars++;
        double gain = StrictMath.log(total) + largest;
        logEvidence += gain;
        return gain;
    }

    private double updatedBeta(int i, double x) {
        double k = PRIOR_WEIGHT + length[i];
        double d = x - mean[i];
        return beta[i] + k * d * d / (2 * (k + 1));
    }

    /**
     * Student's t with 2 alpha degrees of freedom around the mean, of squared scale 2 beta (k + 1) / k. Its 1 + d^2 / scale is
     * the updated beta over beta, so that one logarithm a run is all that a bar takes; the rest depends on the length alone.
     */
    private double logPredictive(int i) {
        double alpha = PRIOR_ALPHA + 0.5 * length[i];
        double constant = length[i] < CONSTANTS.length ? CONSTANTS[length[i]] : constant(length[i]);
        return constant - 0.5 * logBeta[i] - (alpha + 0.5) * (logNext[i] - logBeta[i]);
    }

    private static double constant(int length) {
        double k = PRIOR_WEIGHT + length;
        double alpha = PRIOR_ALPHA + 0.5 * length;
        return LogGamma.of(alpha + 0.5) - LogGamma.of(alpha) - 0.5 * StrictMath.log(2 * Math.PI * (k + 1) / k);
    }

    private void prune() {
        double threshold = pruning;
        if (kept > length.length - 1) {
            // One too many: the least probable of the older ones goes.
            double least = Double.POSITIVE_INFINITY;
            for (int i = 1; i < kept; i++) {
                least = Math.min(least, mass[i]);
            }
            threshold = Math.max(threshold, Math.nextUp(least));
        }
        int to = 1;
        double dropped = 0;
        for (int i = 1; i < kept; i++) {
            if (mass[i] < threshold) {
                dropped += mass[i];
            } else {
                mass[to] = mass[i];
                mean[to] = mean[i];
                beta[to] = beta[i];
                logBeta[to] = logBeta[i];
                length[to] = length[i];
                to++;
            }
        }
        if (to == 1) {
            // Never forget every run: the longest stays.
            to = 2;
            mass[1] = mass[kept - 1];
            mean[1] = mean[kept - 1];
            beta[1] = beta[kept - 1];
            logBeta[1] = logBeta[kept - 1];
            length[1] = length[kept - 1];
            dropped -= mass[1];
        }
        kept = to;
        if (dropped > 0) {
            discarded += dropped;
            double sum = 0;
            for (int i = 0; i < kept; i++) {
                sum += mass[i];
            }
            for (int i = 0; i < kept; i++) {
                mass[i] /= sum;
            }
        }
    }

    /**
     * The probability that the current run has lasted at most some bars. A run of length 0 begins with the next bar.
     *
     * @param most not negative
     * @return the probability
     */
    public double probabilityOfRunUpTo(int most) {
        Check.atLeast(most, 0, "most");
        double sum = 0;
        for (int i = 0; i < kept && length[i] <= most; i++) {
            sum += mass[i];
        }
        return Math.min(1, sum);
    }

    /**
     * The most probable length of the current run.
     *
     * @return bars, from 0; the shortest of equals
     */
    public int mostLikelyRun() {
        return length[largest()];
    }

    /**
     * The expected length of the current run.
     *
     * @return bars
     */
    public double expectedRun() {
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += mass[i] * length[i];
        }
        return sum;
    }

    /**
     * The expected mean of the current run.
     *
     * @return averaged over run lengths
     */
    public double runMean() {
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += mass[i] * mean[i];
        }
        return sum;
    }

    /**
     * The expected variance within the current run.
     *
     * @return averaged over run lengths
     */
    public double runVariance() {
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += mass[i] * variance(i);
        }
        return sum;
    }

    /**
     * The number of run lengths that are followed.
     *
     * @return at least 1
     */
    public int runsKept() {
        return kept;
    }

    /**
     * The number of bars taken.
     *
     * @return not negative
     */
    public long bars() {
        return bars;
    }

    /**
     * How much probability was dropped altogether, each time as a share of what there was: a bound on what pruning can
     * have moved.
     *
     * @return not negative
     */
    public double discardedMass() {
        return discarded;
    }

    /**
     * The log of the density of all observations taken.
     *
     * @return 0 before the first
     */
    public double logEvidence() {
        return logEvidence;
    }

    double mass(int i) {
        return mass[i];
    }

    double mean(int i) {
        return mean[i];
    }

    /** The expectation of the variance, beta / (alpha - 1). */
    double variance(int i) {
        return beta[i] / (PRIOR_ALPHA + 0.5 * length[i] - 1);
    }

    int length(int i) {
        return length[i];
    }

    private int largest() {
        int best = 0;
        for (int i = 1; i < kept; i++) {
            if (mass[i] > mass[best]) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public String toString() {
        return "ChangePoints[" + bars + " bars, most likely run " + mostLikelyRun() + ", runs kept "
                + Arrays.toString(Arrays.copyOf(length, Math.min(kept, 10))) + "]";
    }
}
