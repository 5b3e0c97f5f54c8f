package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;

/**
 * A strategy that enters or leaves.
 *
 * @param id the strategy
 * @param kind whether it enters, leaves for a better one, or is forced out
 * @param reason why, for people
 */
public record SelectionChange(String id, Kind kind, String reason) {
    /** The ways to enter or leave. */
    public enum Kind {
        /** It was not being run and now is. */
        ENTERED,
        /** It was being run and a better one takes its place. */
        LEFT,
        /** It was being run and may not be any more; no hysteresis holds it. */
        FORCED_OUT
    }

    public SelectionChange {
        Check.notBlank(id, "id");
        Check.notNull(kind, "kind");
        Check.notBlank(reason, "reason");
    }

    @Override
    public String toString() {
        return kind + " " + id + ": " + reason;
    }
}
