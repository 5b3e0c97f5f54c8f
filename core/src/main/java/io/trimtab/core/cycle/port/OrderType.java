package io.trimtab.core.cycle.port;

/** How an order may be filled. */
public enum OrderType {
    /** At the next price there is. */
    MARKET,
    /** At the limit price or better. */
    LIMIT
}
