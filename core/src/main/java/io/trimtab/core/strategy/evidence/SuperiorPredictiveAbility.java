package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.time.Progress;
import java.util.Arrays;

/**
 * Asks whether the best of many strategies is really better than the benchmark, or only the luckiest: Hansen's test.
 *
 * <pre>{@code
 * SpaResult result = SuperiorPredictiveAbility.studentized(Resampling.automatic(trials, 7)).test(trials);
 * result.consistent(); // p-value: the best of as many without skill does as well in 0.31 of all histories
 * }</pre>
 *
 * <p>The hypothesis is that no trial has a mean above zero. With d the observed mean of a trial over T periods and w the
 * standard error of sqrt(T) d, the statistic is max(0, max over trials of sqrt(T) d / w); w is 1 in the plain form. It is compared with
 * the same maximum over drawn series, whose means are moved to what the hypothesis allows: to zero for all trials (<em>upper</em>
 * p-value); to zero but for those that are clearly worse, d below -w sqrt(2 log log T / T) (<em>consistent</em>, the one to
 * use); or to min(0, d) (<em>lower</em>). The plain form lets the trial with the largest variance decide; studentized is the better
 * choice unless all vary alike. w is the standard deviation of the drawn means. Its
 * own noise makes the studentized test too ready to reject among many hundred trials over few hundred periods; {@link StepwiseTest} is not.
 *
 * <p>Source: Hansen, A Test for Superior Predictive Ability, Journal of Business and Economic Statistics 23 (2005) 365-380. A
 * p-value counts the observed history among the drawn ones and is never 0. A trial that never moves takes no part; one that gains the
 * same in every period is refused. O(N T B). Immutable and thread-safe.
 */
public final class SuperiorPredictiveAbility {
    private final Resampling resampling;
    private final boolean studentized;

    private SuperiorPredictiveAbility(Resampling resampling, boolean studentized) {
        this.resampling = Check.notNull(resampling, "resampling");
        this.studentized = studentized;
    }

    /**
     * With each trial's mean in units of its standard error.
     *
     * @param resampling draws what luck might have shown
     * @return the test
     */
    public static SuperiorPredictiveAbility studentized(Resampling resampling) {
        return new SuperiorPredictiveAbility(resampling, true);
    }

    /**
     * With the means as they are.
     *
     * @param resampling draws what luck might have shown
     * @return the test
     */
    public static SuperiorPredictiveAbility plain(Resampling resampling) {
        return new SuperiorPredictiveAbility(resampling, false);
    }

    /**
     * Tests.
     *
     * @param trials performance above the benchmark
     * @return the p-values
     * @throws IllegalArgumentException if a trial gains the same in every period
     */
    public SpaResult test(Trials trials) {
        return test(trials, Progress.unheard());
    }

    /**
     * Tests, and says how far it is.
     *
     * @param trials performance above the benchmark
     * @param progress hears how many series are drawn; may stop the work
     * @return the p-values
     * @throws IllegalArgumentException if a trial gains the same in every period
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public SpaResult test(Trials trials, Progress progress) {
        Check.notNull(trials, "trials");
        Check.notNull(progress, "progress");
        return test(DrawnMeans.draw(trials, resampling, progress));
    }

    SpaResult test(DrawnMeans drawn) {
        int n = drawn.trials.size();
        double best = 0;
        int winner = -1;
        double[][] largest = new double[3][drawn.replications];
        for (int k = 0; k < n; k++) {
            if (drawn.isStill(k)) {
                continue;
            }
            double unit = studentized ? drawn.errors[k] : 1;
            double statistic = drawn.means[k] / unit;
            if (winner < 0 || statistic > drawn.means[winner] / (studentized ? drawn.errors[winner] : 1)) {
                winner = k;
            }
            best = Math.max(best, statistic);
            raise(largest[0], drawn, k, Math.min(0, drawn.means[k]), unit);
            raise(largest[1], drawn, k, clearlyWorse(drawn, k) ? drawn.means[k] : 0, unit);
            raise(largest[2], drawn, k, 0, unit);
        }
        if (winner < 0) {
            return new SpaResult(drawn.trials.ids().get(0), 0, 1, 1, 1);
        }
        double scale = studentized ? 1 : Math.sqrt(drawn.trials.periods());
        return new SpaResult(
                drawn.trials.ids().get(winner),
                scale * best,
                DrawnMeans.share(best, largest[0]),
                DrawnMeans.share(best, largest[1]),
                DrawnMeans.share(best, largest[2]));
    }

    /** Below zero by more than the law of the iterated logarithm lets a mean of zero stray. */
    static boolean clearlyWorse(DrawnMeans drawn, int trial) {
        double loglog = StrictMath.log(StrictMath.log(drawn.trials.periods()));
        return drawn.means[trial] < -drawn.errors[trial] * Math.sqrt(2 * loglog);
    }

    private static void raise(double[] largest, DrawnMeans drawn, int trial, double shift, double unit) {
        double[] deviations = drawn.deviations;
        int from = trial * largest.length;
        for (int b = 0; b < largest.length; b++) {
            largest[b] = Math.max(largest[b], (deviations[from + b] + shift) / unit);
        }
    }

    @Override
    public String toString() {
        return "SuperiorPredictiveAbility[" + (studentized ? "studentized, " : "plain, ") + resampling + "]";
    }

    /** White's: without studentizing, and with a maximum that may be negative. */
    static double[] realityCheck(DrawnMeans drawn) {
        double[] largest = new double[drawn.replications];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        double best = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < drawn.trials.size(); k++) {
            drawn.isStill(k);
            best = Math.max(best, drawn.means[k]);
            raise(largest, drawn, k, 0, 1);
        }
        return new double[] {Math.sqrt(drawn.trials.periods()) * best, DrawnMeans.share(best, largest)};
    }
}
