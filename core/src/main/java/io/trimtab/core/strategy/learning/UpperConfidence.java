package io.trimtab.core.strategy.learning;

import java.io.Serializable;

/**
 * Trusts a strategy by what it earned when it was run, plus what it may yet be worth because it was run so seldom (UCB1).
 *
 * <pre>{@code
 * UpperConfidence learner = UpperConfidence.over(3, 0.05).observe(0.01, Double.NaN, Double.NaN); // only the first was run
 * learner.scores(); // the two that never ran are first now
 * }</pre>
 *
 * <p>With rewards 1/2 + r / (2 R) from 0 to 1 (returns beyond the range from -R to R count as its ends), the score is mean reward +
 * sqrt(2 ln t / n), n the times it was run in t periods; one that never ran comes before all that did. Running the best score each
 * time, the expected regret after T periods is at most the sum of 8 ln T / d + (1 + pi^2 / 3) d over the strategies whose
 * expected reward is less than the best's by d. Source: Auer, Cesa-Bianchi and Fischer, Machine Learning 47 (2002) 235-256, theorem 1;
 * for rewards that are independent over time. Takes NaN for what was not run. O(N) a period. Immutable and thread-safe.
 */
public final class UpperConfidence implements StrategyLearner, Serializable {
    private static final long serialVersionUID = 1L;

    private final BanditMemory memory;

    private UpperConfidence(BanditMemory memory) {
        this.memory = memory;
    }

    /**
     * A learner that knows nothing.
     *
     * @param strategies how many, at least 1
     * @param range R: returns of a period are expected from -R to R; positive
     * @return the learner
     */
    public static UpperConfidence over(int strategies, double range) {
        return new UpperConfidence(BanditMemory.over(strategies, range));
    }

    @Override
    public int size() {
        return memory.runs.length;
    }

    @Override
    public double[] scores() {
        double log = 2 * StrictMath.log(Math.max(1, memory.periods));
        double[] scores = new double[size()];
        for (int i = 0; i < scores.length; i++) {
            int runs = memory.runs[i];
            scores[i] = runs == 0 ? 2 + Math.sqrt(log) : memory.rewards[i] / runs + Math.sqrt(log / runs);
        }
        return scores;
    }

    @Override
    public UpperConfidence observe(double... returns) {
        return new UpperConfidence(memory.observe(returns));
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
        return "UpperConfidence[" + size() + " strategies after " + memory.periods + " periods]";
    }
}
