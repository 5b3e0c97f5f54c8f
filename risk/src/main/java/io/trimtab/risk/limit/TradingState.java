package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether trading is open.
 *
 * @param mode which orders may go out
 * @param reason why; empty while active
 * @param since when it began
 * @param acknowledgedBy who has taken note of it; empty if nobody has
 */
public record TradingState(Mode mode, String reason, Instant since, String acknowledgedBy) {
    public TradingState {
        Check.notNull(mode, "mode");
        Check.notNull(reason, "reason");
        Check.notNull(since, "since");
        Check.notNull(acknowledgedBy, "acknowledgedBy");
    }

    /** Which orders may go out. */
    public enum Mode {
        /** All that the limits admit. */
        ACTIVE,
        /** Of those, what only takes from a position or relieves a limit that is exceeded. */
        REDUCING,
        /** Of those, what only takes from a position. */
        HALTED
    }

    /**
     * How long it has lasted.
     *
     * @param now the time
     * @return zero if the time is before its beginning
     */
    public Duration age(Instant now) {
        Duration age = Duration.between(since, Check.notNull(now, "now"));
        return age.isNegative() ? Duration.ZERO : age;
    }

    /**
     * Whether somebody has taken note.
     *
     * @return whether a name is given
     */
    public boolean isAcknowledged() {
        return !acknowledgedBy.isEmpty();
    }

    /** For people: {@code trading is HALTED since 2024-03-01T09:00:00Z: no prices (acknowledged by ann)}. */
    @Override
    public String toString() {
        String who = isAcknowledged() ? " (acknowledged by " + acknowledgedBy + ")" : "";
        return "trading is " + mode + " since " + since + (reason.isEmpty() ? "" : ": " + reason) + who;
    }
}
