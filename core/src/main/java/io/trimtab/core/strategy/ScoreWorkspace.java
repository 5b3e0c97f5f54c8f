package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;

/**
 * Scratch for {@link StrategyScorer#scoreInto}, to be used again and again. By an aggregator other than the weighted sum it
 * grows to the largest table it has seen. Not thread-safe: one per thread.
 */
public final class ScoreWorkspace {
    /** Rows scored at a time: totals and coverage of a block stay in the first-level cache. */
    static final int BLOCK = 512;

    final double[] weights;
    final double[] coverage = new double[BLOCK];
    /** For aggregators other than the weighted sum; empty until one is used. */
    final ScoreSheet sheet = new ScoreSheet().unexplained();

    private ScoreWorkspace(int factors) {
        this.weights = new double[factors];
    }

    /**
     * Scratch for a number of factors.
     *
     * @param factors at least 1
     * @return a new workspace
     */
    public static ScoreWorkspace forFactors(int factors) {
        return new ScoreWorkspace(Check.atLeast(factors, 1, "factors"));
    }

    /**
     * The weights that the last scoring used.
     *
     * @return a copy, one weight a factor
     */
    public double[] weights() {
        return weights.clone();
    }
}
