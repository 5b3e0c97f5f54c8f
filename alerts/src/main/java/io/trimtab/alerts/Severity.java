package io.trimtab.alerts;

import io.trimtab.core.check.Check;

/** How urgent an alert is. Compared by rank, never by name. */
public enum Severity {
    /** Worth knowing. */
    INFO(0),
    /** Worth looking at today. */
    WARNING(1),
    /** Something failed and was contained. */
    ERROR(2),
    /** Somebody must act now. Never dropped. */
    CRITICAL(3);

    private final int rank;

    Severity(int rank) {
        this.rank = rank;
    }

    /**
     * The place in the order of urgency.
     *
     * @return 0 for INFO to 3 for CRITICAL
     */
    public int rank() {
        return rank;
    }

    /**
     * Whether this is as urgent as another, or more.
     *
     * @param other the other severity
     * @return whether the rank is at least the other's
     */
    public boolean isAtLeast(Severity other) {
        return rank >= Check.notNull(other, "other").rank;
    }
}
