package io.trimtab.core.cycle.port;

/** Whether a limit stops a trade or only warns. */
public enum LimitKind {
    /** A breach is reported, the trade goes on. */
    SOFT,
    /** A breach denies the trade. */
    HARD
}
