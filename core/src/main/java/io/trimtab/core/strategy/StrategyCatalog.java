package io.trimtab.core.strategy;

import java.util.List;
import java.util.Optional;

/**
 * Knows the candidate strategies: implement this to keep them in a store of your own.
 *
 * <p>The contract, which the test kit {@code StrategyCatalogContract} of the core test-jar checks: two records of one
 * {@link StrategyRecord#fingerprint() fingerprint} never stand beside each other; lists come in an order that does not
 * depend on the order of additions; every method may be called from any thread, and a list is a snapshot.
 */
public interface StrategyCatalog {
    /**
     * Adds a strategy.
     *
     * <p>A record whose id is known brings that strategy up to date, for better or worse, unless it is older than what
     * is known. A record with a new id but a known fingerprint is the same strategy found again: the better of both
     * stays ({@link StrategyQuery#betterFirst()}).
     *
     * @param record the strategy
     * @return what became of it
     */
    CatalogAddition add(StrategyRecord record);

    /**
     * Finds strategies.
     *
     * @param query what is asked for
     * @return at most the query's limit, the better ones first ({@link StrategyQuery#betterFirst()})
     */
    List<StrategyRecord> find(StrategyQuery query);

    /**
     * Finds one strategy.
     *
     * @param id its id
     * @return the strategy, if it is known
     */
    Optional<StrategyRecord> byId(String id);

    /**
     * All strategies.
     *
     * @return all, in the order of their ids
     */
    List<StrategyRecord> candidates();
}
