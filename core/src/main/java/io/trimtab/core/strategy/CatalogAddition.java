package io.trimtab.core.strategy;

/** What became of a strategy that was added to a catalog. */
public enum CatalogAddition {
    /** It is new. */
    ADDED,
    /** It replaced an older version of itself. */
    UPDATED,
    /** It replaced a worse record of the same fingerprint, whose id is gone. */
    REPLACED,
    /** It was not taken: the catalog knows a newer version, or a better record of the same fingerprint. */
    NOT_TAKEN
}
