package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import java.time.Instant;

/**
 * Something an auditor asks about.
 *
 * @param kind what kind of event
 * @param cycleId the cycle in which it happened
 * @param at when
 * @param text what happened, for a person
 */
public record CycleEvent(Kind kind, String cycleId, Instant at, String text) {
    /** The kinds of events. */
    public enum Kind {
        /** Strategies entered or left. */
        SELECTION_CHANGE,
        /** Orders went out. */
        REBALANCE,
        /** Orders, or the making of orders, were stopped. */
        TRADE_BLOCKED,
        /** Orders wait for approval. */
        PROPOSED,
        /** A proposal was approved. */
        APPROVED,
        /** Safety code failed; nothing trades from now on. */
        HALTED,
        /** The host allowed trading again. */
        RESET
    }

    /** Checks. */
    public CycleEvent {
        Check.notNull(kind, "kind");
        Check.notBlank(cycleId, "cycleId");
        Check.notNull(at, "at");
        Check.notBlank(text, "text");
    }
}
