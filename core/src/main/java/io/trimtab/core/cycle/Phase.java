package io.trimtab.core.cycle;

/** The steps of a cycle, in the order in which they run. */
public enum Phase {
    /** Prices are fetched and validated. */
    DATA,
    /** Orders still open are settled, positions are read and valued. */
    ACCOUNT,
    /** The market's regime is believed. */
    REGIME,
    /** Candidate strategies are scored. */
    SCORES,
    /** Strategies are selected. */
    SELECTION,
    /** Weights are found. */
    OPTIMIZATION,
    /** The orders that lead there are judged. */
    RISK_GATE,
    /** Orders go out. */
    EXECUTION,
    /** What was earned is measured. */
    PERFORMANCE,
    /** Whoever ought to know is told. */
    ALERTS,
    /** The cycle is written down. */
    RECORD
}
