package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.time.Progress;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Asks <em>which</em> of many strategies are really better than the benchmark, with a bound on calling any of the others so.
 *
 * <pre>{@code
 * StepwiseResult result = StepwiseTest.romanoWolf(Resampling.automatic(trials, 7)).test(trials);
 * result.superior(Confidence.of(0.95)); // in 95 of 100 such searches, none of them is there by luck
 * }</pre>
 *
 * <p>Statistics are means in units of their standard errors under independence, the standard deviation over sqrt(T): dependence over time is
 * in the drawn series, not in the unit. (A unit that estimates it as well, as {@link SuperiorPredictiveAbility} has, is so much noisier that the largest of
 * a thousand statistics is often the one whose unit came out too small: measured, one search in nine without skill instead of one in
 * twenty.) The best is compared with the largest of all on drawn series; what is
 * above the critical value is taken out, and the rest is compared with the largest of the rest, until nothing more is taken out. That
 * is what the adjusted p-values say for every level at once: in descending order, p(j) is the larger of p(j-1) and
 * the share of draws whose largest statistic among trial j and all below it reaches that of trial j.
 *
 * <p>Sources: Romano and Wolf, Stepwise Multiple Testing as Formalized Data Snooping, Econometrica 73 (2005) 1237-1282, and
 * Efficient Computation of Adjusted p-Values for Resampling-Based Stepdown Multiple Testing, Statistics and Probability Letters 113 (2016)
 * 38-40; for trials that are clearly worse than the benchmark, Hsu, Hsu and Kuan, Testing the Predictive Ability of Technical Analysis Using a
 * New Stepwise Test without Data Snooping Bias, Journal of Empirical Finance 17 (2010) 471-484. O(N T B). Immutable and thread-safe.
 */
public final class StepwiseTest {
    private final Resampling resampling;
    private final boolean forgivesTheWorse;

    private StepwiseTest(Resampling resampling, boolean forgivesTheWorse) {
        this.resampling = Check.notNull(resampling, "resampling");
        this.forgivesTheWorse = forgivesTheWorse;
    }

    /**
     * StepM: every trial counts as if its mean were zero. Bad ones cost power.
     *
     * @param resampling draws what luck might have shown
     * @return the test
     */
    public static StepwiseTest romanoWolf(Resampling resampling) {
        return new StepwiseTest(resampling, false);
    }

    /**
     * Step-SPA: trials that are clearly worse than the benchmark count as that, as in the consistent p-value of
     * {@link SuperiorPredictiveAbility}.
     *
     * @param resampling draws what luck might have shown
     * @return the test
     */
    public static StepwiseTest superiorAbility(Resampling resampling) {
        return new StepwiseTest(resampling, true);
    }

    /**
     * Tests.
     *
     * @param trials performance above the benchmark
     * @return an adjusted p-value for each
     * @throws IllegalArgumentException if a trial gains the same in every period
     */
    public StepwiseResult test(Trials trials) {
        return test(trials, Progress.unheard());
    }

    /**
     * Tests, and says how far it is.
     *
     * @param trials performance above the benchmark
     * @param progress hears how many series are drawn; may stop the work
     * @return an adjusted p-value for each
     * @throws IllegalArgumentException if a trial gains the same in every period
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public StepwiseResult test(Trials trials, Progress progress) {
        Check.notNull(trials, "trials");
        return test(DrawnMeans.draw(trials, resampling, Check.notNull(progress, "progress")));
    }

    StepwiseResult test(DrawnMeans drawn) {
        int n = drawn.trials.size();
        double[] statistics = new double[n];
        Integer[] ascending = new Integer[n];
        for (int k = 0; k < n; k++) {
            ascending[k] = k;
            statistics[k] = drawn.isStill(k) ? Double.NEGATIVE_INFINITY : drawn.means[k] / drawn.spreads[k];
        }
        Arrays.sort(ascending, Comparator.comparingDouble(k -> statistics[k]));
        double[] shares = new double[n];
        double[] largest = new double[drawn.replications];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int k : ascending) {
            if (drawn.errors[k] > 0) {
                raise(largest, drawn, k);
            }
            shares[k] = DrawnMeans.share(statistics[k], largest);
        }
        double[] adjusted = new double[n];
        double last = 0;
        for (int j = n - 1; j >= 0; j--) {
            last = Math.max(last, shares[ascending[j]]);
            adjusted[ascending[j]] = last;
        }
        return new StepwiseResult(drawn.trials.ids(), statistics, adjusted);
    }

    private void raise(double[] largest, DrawnMeans drawn, int trial) {
        boolean worse = forgivesTheWorse && SuperiorPredictiveAbility.clearlyWorse(drawn, trial);
        double shift = worse ? drawn.means[trial] : 0;
        int from = trial * largest.length;
        for (int b = 0; b < largest.length; b++) {
            largest[b] = Math.max(largest[b], (drawn.deviations[from + b] + shift) / drawn.spreads[trial]);
        }
    }

    @Override
    public String toString() {
        return "StepwiseTest[" + (forgivesTheWorse ? "superior ability, " : "Romano-Wolf, ") + resampling + "]";
    }
}
