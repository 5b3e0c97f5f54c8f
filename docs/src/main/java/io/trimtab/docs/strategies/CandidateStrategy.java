package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.util.SortedMap;

/**
 * A rule that turns the prices known on a day into the weights it would like to hold.
 *
 * <p>It is a function of its argument alone: same prices, same weights. It holds nothing short and borrows nothing; what
 * the weights leave of one is cash.
 */
public interface CandidateStrategy {
    /**
     * The name of this rule with its parameters.
     *
     * @return unique among the candidates
     */
    String id();

    /**
     * The idea that it shares with other rules.
     *
     * @return for example {@code momentum}
     */
    String family();

    /**
     * What kind of idea it is.
     *
     * @return a strategy type
     */
    StrategyType type();

    /**
     * The market it is made for, by what the literature says and not by what this history shows.
     *
     * @return a context
     */
    StrategyContext context();

    /**
     * Its parameters as text.
     *
     * @return parameters by name
     */
    SortedMap<String, String> parameters();

    /**
     * How much history it needs.
     *
     * @return rows of prices, at least 1
     */
    int minimumRows();

    /**
     * Decides.
     *
     * @param known prices up to and including the day of the decision, with no hole; at least {@link #minimumRows()}
     *     rows
     * @return weights over the same universe, none negative, summing to one or less
     */
    Weights targetAt(PriceHistory known);
}
