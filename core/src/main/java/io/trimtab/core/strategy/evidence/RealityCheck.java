package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.HypothesisTest;
import io.trimtab.core.time.Progress;

/**
 * White's reality check: whether the best of many strategies is better than the benchmark.
 *
 * <pre>{@code
 * RealityCheck.with(Resampling.automatic(trials, 7)).test(trials).pValue();
 * }</pre>
 *
 * <p>The statistic is the largest of sqrt(T) d over all trials, d the mean above the benchmark over T periods, compared with the
 * largest of sqrt(T) (d* - d) over drawn series. Bad trials make it blind, and the trial with the largest variance decides:
 * {@link SuperiorPredictiveAbility#studentized} mends both. Source: White, A Reality Check for Data Snooping, Econometrica 68
 * (2000) 1097-1126. O(N T B). Immutable and thread-safe.
 */
public final class RealityCheck {
    private final Resampling resampling;

    private RealityCheck(Resampling resampling) {
        this.resampling = Check.notNull(resampling, "resampling");
    }

    /**
     * The test.
     *
     * @param resampling draws what luck might have shown
     * @return the test
     */
    public static RealityCheck with(Resampling resampling) {
        return new RealityCheck(resampling);
    }

    /**
     * Tests.
     *
     * @param trials performance above the benchmark
     * @return the hypothesis that none is above it
     * @throws IllegalArgumentException if a trial gains the same in every period
     */
    public HypothesisTest test(Trials trials) {
        return test(trials, Progress.unheard());
    }

    /**
     * Tests, and says how far it is.
     *
     * @param trials performance above the benchmark
     * @param progress hears how many series are drawn; may stop the work
     * @return the hypothesis that none is above it
     * @throws IllegalArgumentException if a trial gains the same in every period
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public HypothesisTest test(Trials trials, Progress progress) {
        Check.notNull(trials, "trials");
        DrawnMeans drawn = DrawnMeans.draw(trials, resampling, Check.notNull(progress, "progress"));
        double[] found = SuperiorPredictiveAbility.realityCheck(drawn);
        return new HypothesisTest("reality check", found[0], found[1]);
    }

    @Override
    public String toString() {
        return "RealityCheck[" + resampling + "]";
    }
}
