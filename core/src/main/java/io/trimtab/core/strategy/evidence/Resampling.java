package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.BlockBootstrap;
import io.trimtab.core.statistics.BlockLength;
import java.io.Serializable;

/**
 * How a test draws what luck might have shown: which bootstrap, how often, from which seed.
 *
 * <pre>{@code
 * Resampling resampling = Resampling.automatic(trials, 7); // 1,000 times in blocks of a length chosen from the data
 * }</pre>
 *
 * <p>All trials of a set are drawn together, so that what they have in common survives. The same resampling gives the same
 * bits on every machine. Immutable and thread-safe.
 *
 * @param bootstrap draws the periods
 * @param replications how often, at least 99; p-values are multiples of 1 / (replications + 1)
 * @param seed decides all draws
 */
public record Resampling(BlockBootstrap bootstrap, int replications, long seed) implements Serializable {
    public Resampling {
        Check.notNull(bootstrap, "bootstrap");
        Check.atLeast(replications, 99, "replications");
    }

    /**
     * The stationary bootstrap, 1,000 times, with blocks whose mean length is the average of those that {@link BlockLength}
     * chooses for each trial.
     *
     * @param trials what will be tested
     * @param seed decides all draws
     * @return the resampling
     */
    public static Resampling automatic(Trials trials, long seed) {
        return automatic(trials, 1_000, seed);
    }

    /**
     * The stationary bootstrap with blocks whose mean length is the average of those that {@link BlockLength} chooses for each
     * trial.
     *
     * @param trials what will be tested
     * @param replications how often, at least 99
     * @param seed decides all draws
     * @return the resampling
     * @throws IllegalArgumentException if there are fewer than 99 replications
     */
    public static Resampling automatic(Trials trials, int replications, long seed) {
        double sum = 0;
        for (int k = 0; k < Check.notNull(trials, "trials").size(); k++) {
            sum += BlockLength.of(trials.performance(k)).stationary();
        }
        return new Resampling(BlockBootstrap.stationary(sum / trials.size()), replications, seed);
    }
}
