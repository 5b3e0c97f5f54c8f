package io.trimtab.core.strategy.learning;

/**
 * Learns from the returns of strategies, period by period, how much to trust each: implement this to learn in a way of your own.
 *
 * <p>Contract: immutable; the same returns in the same order give the same scores to the bit; O(N) memory, however many periods.
 */
public interface StrategyLearner {
    /**
     * The number of strategies.
     *
     * @return at least 1
     */
    int size();

    /**
     * How much each is trusted now.
     *
     * @return a new array of finite numbers, one a strategy, larger is better; weights that sum to one where the learner makes
     *     portfolios
     */
    double[] scores();

    /**
     * Learns from one period.
     *
     * @param returns simple returns of the period, one a strategy, above -1; NaN for one that was not run, where the learner
     *     says that it takes that
     * @return the learner after it
     * @throws IllegalArgumentException if there are not as many returns as strategies, or one is not allowed
     */
    StrategyLearner observe(double... returns);
}
