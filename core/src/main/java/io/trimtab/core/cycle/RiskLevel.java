package io.trimtab.core.cycle;

/** How much of the limits is used, by the limit that is used most. */
public enum RiskLevel {
    /** Nobody has measured it in the last cycle. */
    UNKNOWN,
    /** Less than 80% of every limit. */
    NORMAL,
    /** 80% of a limit or more. */
    ELEVATED,
    /** All of a limit or more, or the gate held orders back. */
    BREACHED
}
