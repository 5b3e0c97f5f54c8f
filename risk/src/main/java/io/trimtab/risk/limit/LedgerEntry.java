package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import java.time.Instant;

/**
 * Something that happened to a limit or to the trading state.
 *
 * @param sequence its number, from 1
 * @param at when
 * @param event what
 * @param limit the name of the limit, or {@link LimitOverride#TRADING_STATE}
 * @param scope what it is about
 * @param measured what was measured; 0 where nothing is
 * @param bound what is allowed; 0 where nothing is
 * @param note who did it, or why; may be empty
 */
public record LedgerEntry(
        long sequence,
        Instant at,
        Event event,
        String limit,
        String scope,
        double measured,
        double bound,
        String note) {
    public LedgerEntry {
        Check.notNull(at, "at");
        Check.notNull(event, "event");
        Check.notBlank(limit, "limit");
        Check.notBlank(scope, "scope");
        Check.finite(measured, "measured");
        Check.finite(bound, "bound");
        Check.notNull(note, "note");
    }

    /** What can happen. */
    public enum Event {
        /** What is held exceeds a limit. */
        TRIPPED,
        /** The limit counts as kept again. */
        REARMED,
        /** Somebody has taken note. */
        ACKNOWLEDGED,
        /** Somebody has overridden it. */
        OVERRIDDEN,
        /** The override is over. */
        OVERRIDE_ENDED,
        /** The trading state has changed. */
        STATE
    }
}
