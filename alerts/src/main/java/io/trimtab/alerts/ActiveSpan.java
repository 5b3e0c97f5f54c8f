package io.trimtab.alerts;

import java.time.Instant;

/**
 * Since when and until when an alert holds, as far as is known, in steady time.
 *
 * <p>Rules of merging as in Alertmanager's {@code alert.go}: the earliest start stays, an end that was stated goes before
 * one that was only assumed, and of two stated ends the later one holds.
 *
 * @param start since when
 * @param end until when; {@link Instant#MAX} if nobody knows
 * @param updated when this was learnt
 * @param assumed whether the end is only what follows if the alert is not raised again
 */
record ActiveSpan(Instant start, Instant end, Instant updated, boolean assumed) {
    void save(StateWriter out) {
        out.putInstant(start);
        out.putInstant(end);
        out.putInstant(updated);
        out.putBoolean(assumed);
    }

    static ActiveSpan restored(StateReader in) {
        Instant start = in.getInstant();
        Instant end = in.getInstant();
        Instant updated = in.getInstant();
        return new ActiveSpan(start, end, updated, in.getBoolean());
    }

    boolean isOver(Instant now) {
        return !end.isAfter(now);
    }

    /** Whether two spans of one alert belong together; if not, the newer one begins afresh. */
    boolean overlaps(ActiveSpan newer) {
        return (newer.end.isAfter(start) && newer.end.isBefore(end))
                || (newer.start.isAfter(start) && newer.start.isBefore(end));
    }

    ActiveSpan merge(ActiveSpan other, Instant now) {
        if (other.updated.isBefore(updated)) {
            return other.merge(this, now);
        }
        Instant earliest = start.isBefore(other.start) ? start : other.start;
        boolean older = other.isOver(now) ? isOver(now) && end.isAfter(other.end) : end.isAfter(other.end) && !assumed;
        return new ActiveSpan(earliest, older ? end : other.end, other.updated, other.assumed);
    }
}
