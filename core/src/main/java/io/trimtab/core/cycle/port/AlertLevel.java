package io.trimtab.core.cycle.port;

/** How urgent a notice is; the order of the constants is the order of urgency. */
public enum AlertLevel {
    /** Worth knowing. */
    INFO,
    /** Worth looking at today. */
    WARNING,
    /** Something failed and was contained. */
    ERROR,
    /** Somebody must act now. */
    CRITICAL
}
