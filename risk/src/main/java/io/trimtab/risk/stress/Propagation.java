package io.trimtab.risk.stress;

/** What becomes of assets that a scenario does not name. */
public enum Propagation {
    /** They do not move. */
    NONE,
    /**
     * They move as the risk model expects them to, given the moves of those that are named: {@code S_uk S_kk^-1 x}; Kupiec,
     * "Stress testing in a value at risk framework", Journal of Derivatives 6 (1998), 7-24. Under the correlations of the
     * scenario, where it breaks them.
     */
    CONDITIONAL
}
