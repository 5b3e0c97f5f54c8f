package io.trimtab.core.strategy;

/**
 * What is taken off a strategy's score for something no factor measures: implement this for a penalty of your own. A
 * penalty stands in the scorecard among the factors, with what it took off as a negative contribution.
 *
 * <p>A pure function: the same strategy and conditions give the same amount, from any thread.
 */
public interface ScorePenalty {
    /**
     * The penalty's name in scorecards.
     *
     * @return not blank, and different from every factor's
     */
    String name();

    /**
     * What is taken off.
     *
     * @param strategy the strategy
     * @param conditions the market it is scored for
     * @return in units of the score, at least 0 and finite
     */
    double amount(StrategyRecord strategy, MarketConditions conditions);
}
