package io.trimtab.risk.stop;

/**
 * What closed a position. Where several stops are reached at one price, the one at the tightest level is named, and of equal
 * levels the first in this order; a stop by price comes before the one by time.
 */
public enum StopRule {
    /** The level set when the position was opened. */
    FIXED,
    /** The entry, once the position had gained enough. */
    BREAK_EVEN,
    /** The level that followed the best price. */
    TRAILING,
    /** The position was held for as long as it was meant to be. */
    TIME
}
