package io.trimtab.core.cycle;

/** What a cycle came to. */
public enum CycleOutcome {
    /** Orders went out. */
    TRADED,
    /** Orders are proposed and wait for approval, or for a person to place them. */
    PROPOSED,
    /** All is well and there is nothing to trade. */
    UNCHANGED,
    /** Something failed or objected, and nothing was traded. */
    BLOCKED,
    /** Safety code failed, now or earlier: nothing trades until the host resets the cycle. */
    HALTED
}
