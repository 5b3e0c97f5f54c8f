package io.trimtab.alerts.suppress;

import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.core.check.Check;
import java.time.Instant;

/**
 * A person's wish not to be told of some alerts for some time.
 *
 * @param id by which {@link Silences} knows it
 * @param matchers which alerts; at least one condition, so that nobody silences everything by accident
 * @param from the first moment at which it holds
 * @param until the moment at which it is over, not before {@code from}
 * @param author who wished it
 * @param comment why
 */
public record Silence(String id, LabelMatchers matchers, Instant from, Instant until, String author, String comment) {
    /** Where a silence is in its life. */
    public enum State {
        /** It has not begun. */
        PENDING,
        /** It holds. */
        ACTIVE,
        /** It is over. */
        EXPIRED
    }

    public Silence {
        Check.notBlank(id, "id");
        if (Check.notNull(matchers, "matchers").conditions().isEmpty()) {
            throw new IllegalArgumentException("matchers must have at least one condition, had none");
        }
        Check.notNull(from, "from");
        if (Check.notNull(until, "until").isBefore(from)) {
            throw new IllegalArgumentException("until must not be before from " + from + ", was " + until);
        }
        Check.notNull(author, "author");
        Check.notNull(comment, "comment");
    }

    /**
     * Where the silence is in its life.
     *
     * @param now the moment
     * @return its state then
     */
    public State state(Instant now) {
        if (!Check.notNull(now, "now").isBefore(until)) {
            return State.EXPIRED;
        }
        return now.isBefore(from) ? State.PENDING : State.ACTIVE;
    }

    /** Whether it may become another without being a new one: what it did in the past must stay true. */
    boolean canBecome(Silence other, Instant now) {
        if (!matchers.equals(other.matchers)) {
            return false;
        }
        return switch (state(now)) {
            case PENDING -> !other.from.isBefore(now);
            case ACTIVE -> other.from.equals(from) && !other.until.isBefore(now);
            case EXPIRED -> false;
        };
    }

    Silence during(Instant newFrom, Instant newUntil) {
        return new Silence(id, matchers, newFrom, newUntil, author, comment);
    }
}
