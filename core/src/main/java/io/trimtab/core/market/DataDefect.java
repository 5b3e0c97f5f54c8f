package io.trimtab.core.market;

/** What can be wrong with the prices of one asset. */
public enum DataDefect {
    /** A date on which the asset has no price (NaN). */
    MISSING,
    /** An infinite price. */
    INFINITE,
    /** A price of zero or below. */
    NOT_POSITIVE,
    /** A date that arrived more than once; the history holds the last arrival. */
    DUPLICATE_DATE,
    /** A date that arrived after a later one; the history holds it in order. */
    OUT_OF_ORDER_DATE,
    /** A price dated later than the moment for which the data is judged. */
    AFTER_AS_OF,
    /** More calendar days between two neighbouring prices than the policy allows; dated where prices resume. */
    GAP,
    /** A last price older than the policy allows, dated at the last price; or no price at all, which excludes under any policy. */
    STALE,
    /** The same price on more dates in a row than the policy allows; dated where the run begins. */
    UNCHANGED,
    /** A logarithmic return whose robust z-score is beyond the policy's limit; dated where the return ends. */
    OUTLIER
}
