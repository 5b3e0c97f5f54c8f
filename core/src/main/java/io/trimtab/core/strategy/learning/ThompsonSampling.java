package io.trimtab.core.strategy.learning;

import io.trimtab.core.statistics.StandardNormal;
import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * Trusts a strategy by a draw from what it may be worth, given what it earned when it was run.
 *
 * <pre>{@code
 * ThompsonSampling learner = ThompsonSampling.over(3, 0.05, 7).observe(0.01, Double.NaN, Double.NaN);
 * learner.scores(); // the same each time it is asked, until something new is observed
 * }</pre>
 *
 * <p>With rewards 1/2 + r / (2 R) from 0 to 1 (returns beyond the range from -R to R count as its ends), a score is drawn from a normal
 * distribution with mean (sum of rewards) / (n + 1) and variance 1 / (n + 1), n the times it was run. Running the best score
 * each time, the expected regret after T periods grows as sqrt(N T ln N). Source: Agrawal and Goyal, Further Optimal Regret Bounds for
 * Thompson Sampling, AISTATS 2013, theorem 3; for rewards that are independent over time. All draws are a function of the seed and the number
 * of periods. Takes NaN for what was not run. O(N) a period. Immutable and thread-safe.
 */
public final class ThompsonSampling implements StrategyLearner, Serializable {
    private static final long serialVersionUID = 1L;

    private final BanditMemory memory;
    private final long seed;

    private ThompsonSampling(BanditMemory memory, long seed) {
        this.memory = memory;
        this.seed = seed;
    }

    /**
     * A learner that knows nothing.
     *
     * @param strategies how many, at least 1
     * @param range R: returns of a period are expected from -R to R; positive
     * @param seed decides all draws
     * @return the learner
     */
    public static ThompsonSampling over(int strategies, double range, long seed) {
        return new ThompsonSampling(BanditMemory.over(strategies, range), seed);
    }

    @Override
    public int size() {
        return memory.runs.length;
    }

    @Override
    public double[] scores() {
        SplittableRandom random = new SplittableRandom(scattered(memory.periods));
        double[] scores = new double[size()];
        for (int i = 0; i < scores.length; i++) {
            double uniform = ((random.nextLong() >>> 11) + 0.5) * 0x1p-53;
            double posterior = memory.runs[i] + 1.0;
            scores[i] = memory.rewards[i] / posterior + StandardNormal.quantile(uniform) / Math.sqrt(posterior);
        }
        return scores;
    }

    /**
     * A seed for each number of periods. Scattered, because generators whose seeds differ by a multiple of their own step run
     * through the same numbers one after the other. Steele and Vigna, Computationally easy, spectrally good multipliers
     * (2022), for the multiplier; Stafford's mix 13 for the rest.
     */
    private long scattered(int periods) {
        long z = seed + periods * 0xD1342543DE82EF95L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public ThompsonSampling observe(double... returns) {
        return new ThompsonSampling(memory.observe(returns), seed);
    }

    /**
     * How often each strategy was run.
     *
     * @return a new array
     */
    public int[] runs() {
        return memory.runs.clone();
    }

    @Override
    public String toString() {
        return "ThompsonSampling[" + size() + " strategies after " + memory.periods + " periods, seed " + seed + "]";
    }
}
