package io.trimtab.alerts.suppress;

import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.match.LabelSet;
import io.trimtab.core.check.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The silences of a service: bounded, changed atomically, remembered for a while after they are over.
 *
 * <pre>{@code
 * Silence silence = silences.add(matchers, now, now.plus(Duration.ofHours(2)), "ana", "planned restart", now);
 * silences.expire(silence.id(), later);
 * }</pre>
 *
 * <p>Rules, those of Alertmanager's silences: one that is over cannot be changed, one that holds keeps its beginning;
 * a change that these rules forbid ends the old silence and makes a new one. A change that fails leaves the old one as it
 * was. Reading takes no lock and looks at each silence that is kept. Thread-safe.
 */
public final class Silences {
    private final int capacity;
    private final Duration retention;

    /** Replaced as a whole under the monitor; oldest first. */
    private volatile List<Silence> silences;

    private long created;

    private Silences(int capacity, Duration retention, List<Silence> silences, long created) {
        this.capacity = capacity;
        this.retention = retention;
        this.silences = silences;
        this.created = created;
    }

    /**
     * An empty store.
     *
     * @param capacity the most silences kept, those that are over included, at least 0
     * @param retention how long one is kept after it is over, at least 0
     * @return the store
     */
    public static Silences of(int capacity, Duration retention) {
        Check.atLeast(capacity, 0, "capacity");
        if (Check.notNull(retention, "retention").isNegative()) {
            throw new IllegalArgumentException("retention must be at least 0, was " + retention);
        }
        return new Silences(capacity, retention, List.of(), 0);
    }

    /**
     * Adds a silence.
     *
     * @param matchers which alerts; at least one condition
     * @param from the first moment; may be past
     * @param until when it is over, after {@code from} and after {@code now}
     * @param author who wishes it
     * @param comment why
     * @param now the present moment
     * @return the silence, with an id of its own
     * @throws IllegalArgumentException if the times are out of order
     * @throws IllegalStateException if the store is full
     */
    public synchronized Silence add(
            LabelMatchers matchers, Instant from, Instant until, String author, String comment, Instant now) {
        Silence silence = new Silence("silence-" + (created + 1), matchers, from, until, author, comment);
        checkTimes(silence, now);
        List<Silence> next = kept(now);
        checkRoom(next);
        next.add(silence);
        silences = List.copyOf(next);
        created++;
        return silence;
    }

    /**
     * Changes when a silence holds. One that is over, or whose past would change, is ended and followed by a new one.
     *
     * @param id the silence
     * @param from the first moment
     * @param until when it is over, after {@code from} and after {@code now}
     * @param now the present moment
     * @return the changed silence, or the new one
     * @throws IllegalArgumentException if there is no such silence, or the times are out of order
     * @throws IllegalStateException if a new one is needed and the store is full; the old one is unchanged then
     */
    public synchronized Silence reschedule(String id, Instant from, Instant until, Instant now) {
        Check.notNull(from, "from");
        Check.notNull(until, "until");
        Silence old = require(id);
        Silence wished = old.during(from, until);
        checkTimes(wished, now);
        if (old.canBecome(wished, now)) {
            replace(old, wished);
            return wished;
        }
        List<Silence> next = kept(now);
        checkRoom(next);
        Silence fresh =
                new Silence("silence-" + (created + 1), old.matchers(), from, until, old.author(), old.comment());
        next.replaceAll(silence -> silence.equals(old) ? ended(old, now) : silence);
        next.add(fresh);
        silences = List.copyOf(next);
        created++;
        return fresh;
    }

    /**
     * Ends a silence; one that is over stays as it is.
     *
     * @param id the silence
     * @param now the present moment
     * @return the silence as it is now
     * @throws IllegalArgumentException if there is no such silence
     */
    public synchronized Silence expire(String id, Instant now) {
        Silence old = require(id);
        Silence over = ended(old, now);
        replace(old, over);
        return over;
    }

    private static Silence ended(Silence silence, Instant now) {
        return switch (silence.state(now)) {
            case PENDING -> silence.during(now, now);
            case ACTIVE -> silence.during(silence.from(), now);
            case EXPIRED -> silence;
        };
    }

    /**
     * Forgets the silences that were over long enough ago.
     *
     * @param now the present moment
     * @return how many were forgotten
     */
    public synchronized int forget(Instant now) {
        List<Silence> next = kept(now);
        int forgotten = silences.size() - next.size();
        if (forgotten > 0) {
            silences = List.copyOf(next);
        }
        return forgotten;
    }

    /**
     * The silence, the oldest if there are several, that keeps an alert from being told.
     *
     * @param labels the alert's labels
     * @param now the present moment
     * @return the silence, empty if there is none
     */
    public Optional<Silence> silencing(LabelSet labels, Instant now) {
        List<Silence> current = silences;
        for (int i = 0; i < current.size(); i++) {
            Silence silence = current.get(i);
            if (silence.state(now) == Silence.State.ACTIVE && silence.matchers().matches(labels)) {
                return Optional.of(silence);
            }
        }
        return Optional.empty();
    }

    /**
     * All silences that are kept.
     *
     * @return oldest first
     */
    public List<Silence> all() {
        return silences;
    }

    /**
     * How many ids were given out.
     *
     * @return a count
     */
    public synchronized long created() {
        return created;
    }

    /**
     * Takes over what another store had, in place of what is here.
     *
     * @param all the silences, oldest first; more than the capacity are kept, but none is added then
     * @param created how many ids were given out there, at least 0
     */
    public synchronized void restore(List<Silence> all, long created) {
        Check.notNull(all, "all");
        if (created < 0) {
            throw new IllegalArgumentException("created must be at least 0, was " + created);
        }
        this.silences = List.copyOf(all);
        this.created = created;
    }

    private List<Silence> kept(Instant now) {
        List<Silence> kept = new ArrayList<>(silences.size() + 1);
        for (Silence silence : silences) {
            if (silence.until().isAfter(past(now))) {
                kept.add(silence);
            }
        }
        return kept;
    }

    /** The moment before which a silence must have ended to be forgotten. */
    private Instant past(Instant now) {
        Check.notNull(now, "now");
        return Duration.between(Instant.MIN, now).compareTo(retention) > 0 ? now.minus(retention) : Instant.MIN;
    }

    private void checkRoom(List<Silence> next) {
        if (next.size() >= capacity) {
            throw new IllegalStateException("the store keeps at most " + capacity
                    + " silences, those that are over included; expire some and let their retention of " + retention
                    + " pass");
        }
    }

    private static void checkTimes(Silence silence, Instant now) {
        if (!silence.until().isAfter(silence.from())) {
            throw new IllegalArgumentException(
                    "until must be after from " + silence.from() + ", was " + silence.until());
        }
        if (!silence.until().isAfter(Check.notNull(now, "now"))) {
            throw new IllegalArgumentException("until must be after now " + now + ", was " + silence.until());
        }
    }

    private Silence require(String id) {
        Check.notNull(id, "id");
        for (Silence silence : silences) {
            if (silence.id().equals(id)) {
                return silence;
            }
        }
        throw new IllegalArgumentException("id must be that of a silence that is kept, was " + id);
    }

    private void replace(Silence old, Silence changed) {
        List<Silence> next = new ArrayList<>(silences);
        next.replaceAll(silence -> silence.equals(old) ? changed : silence);
        silences = List.copyOf(next);
    }

    @Override
    public String toString() {
        return "Silences[" + silences.size() + " of " + capacity + "]";
    }
}
