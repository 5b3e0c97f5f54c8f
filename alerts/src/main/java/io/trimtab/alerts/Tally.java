package io.trimtab.alerts;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a receiver was spared since its last digest. Guarded by the service's monitor. */
final class Tally {
    private final long[] counts = new long[Outcome.values().length];
    private Instant first = Instant.EPOCH;
    private Instant last = Instant.EPOCH;
    private Severity worst = Severity.INFO;
    private long startedNanos;
    private long total;
    /** Whether a digest is on its way: a second one would tell the same again. */
    private boolean underWay;

    void save(StateWriter out) {
        putCounts(out, counts);
        out.putInstant(first);
        out.putInstant(last);
        out.putName(worst);
        out.putLong(startedNanos);
    }

    /** From a snapshot; a digest on its way says so itself. */
    void load(StateReader in) {
        getCounts(in, counts);
        total = 0;
        for (long count : counts) {
            total += count;
        }
        first = in.getInstant();
        last = in.getInstant();
        worst = in.getName(Severity.class);
        startedNanos = in.getLong();
    }

    /** A digest of a snapshot is on its way. */
    void underWay() {
        underWay = true;
    }

    static void putCounts(StateWriter out, long[] counts) {
        out.putInt(counts.length);
        for (Outcome outcome : Outcome.values()) {
            out.putName(outcome);
            out.putLong(counts[outcome.index()]);
        }
    }

    static void getCounts(StateReader in, long[] counts) {
        int kinds = in.getCount();
        for (int i = 0; i < kinds; i++) {
            Outcome outcome = in.getName(Outcome.class);
            counts[outcome.index()] = in.getLong();
        }
    }

    void add(Outcome outcome, Severity severity, Instant at, long now) {
        if (total == 0) {
            first = at;
            startedNanos = now;
            worst = severity;
        }
        counts[outcome.index()]++;
        total++;
        last = at;
        worst = severity.isAtLeast(worst) ? severity : worst;
    }

    boolean isEmpty() {
        return total == 0;
    }

    boolean isDue(long now, long interval) {
        return total > 0 && !underWay && now - startedNanos >= interval;
    }

    /** When it is due, in nanoseconds of the steady clock. */
    long due(long interval) {
        return total == 0 || underWay || interval > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : startedNanos + interval;
    }

    /** A digest is sent; the next one waits a whole interval, whatever becomes of it. */
    void sending(long now) {
        underWay = true;
        startedNanos = now;
    }

    /** Nobody took the digest: the next one tells it. */
    void notTold() {
        underWay = false;
    }

    Optional<Digest> digest(String receiver) {
        if (total == 0) {
            return Optional.empty();
        }
        SortedMap<Outcome, Long> byReason = new TreeMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (counts[outcome.index()] > 0) {
                byReason.put(outcome, counts[outcome.index()]);
            }
        }
        return Optional.of(new Digest(receiver, byReason, first, last, worst));
    }

    /** Takes away what a digest has told; what came since stays. */
    void told(Digest digest) {
        underWay = false;
        for (var count : digest.counts().entrySet()) {
            counts[count.getKey().index()] -= count.getValue();
        }
        total -= digest.total();
        first = last;
    }
}
