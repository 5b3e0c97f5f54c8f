package io.trimtab.core.cycle;

/** The parts whose health makes the status of the system. */
public enum ComponentName {
    /** Prices. */
    MARKET_DATA,
    /** The account and its orders. */
    EXECUTION,
    /** The regime model. */
    REGIME,
    /** The catalog, the scorer and the selector. */
    STRATEGY_SELECTOR,
    /** The allocator. */
    OPTIMIZER,
    /** The risk gate. */
    RISK,
    /** The performance tracker. */
    PERFORMANCE,
    /** The alert sink. */
    ALERTS
}
