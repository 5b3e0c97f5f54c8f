package io.trimtab.alerts;

import java.util.Locale;

/** What became of an alert at one receiver. */
public enum Outcome {
    /** The receiver took it. */
    DELIVERED(Kind.DELIVERED),
    /** Critical: the receiver did not take it, so it was written to the application log and kept as undelivered. */
    LAST_RESORT(Kind.DELIVERED),
    /** The same alert was delivered less than a cooldown ago. */
    COOLDOWN(Kind.SUPPRESSED),
    /** The rate of its key, or one of its windows, was used up. */
    THROTTLED(Kind.SUPPRESSED),
    /** Alerts came so fast that the receiver is told their number only. Never critical. */
    STORM(Kind.SUPPRESSED),
    /** Another of the same kind was raised before it could be told; that one stands for both. */
    MERGED(Kind.SUPPRESSED),
    /** Its group had been told already, and nothing had changed. */
    UNCHANGED(Kind.SUPPRESSED),
    /** Somebody had acknowledged it, and it is no more severe than it was then. */
    ACKNOWLEDGED(Kind.SUPPRESSED),
    /** Reports of it contradict each other, and a newer one took its place before this one was believed. */
    DAMPED(Kind.SUPPRESSED),
    /** Another alert that fires keeps it back; it is told if it still holds when that one has ended. */
    INHIBITED(Kind.SUPPRESSED),
    /** A person had silenced it; it is told if it still holds when the silence is over. */
    SILENCED(Kind.SUPPRESSED),
    /** A schedule had muted it; it is told if it still holds when the schedule ends. */
    MUTED(Kind.SUPPRESSED),
    /** It is less urgent than what the receiver wants to know. */
    BELOW_MINIMUM(Kind.SUPPRESSED),
    /** What the receiver may be told in a time was used up. Never critical. */
    OVER_BUDGET(Kind.SUPPRESSED),
    /** It says that a condition has ended of which the receiver was never told. */
    NOT_FIRING(Kind.SUPPRESSED),
    /** It says that a condition has ended, and the receiver does not want to know. */
    RESOLVED_UNWANTED(Kind.SUPPRESSED),
    /** A channel raised it while it delivered an alert that a channel had raised while it delivered. */
    RECURSION(Kind.SUPPRESSED),
    /** The queue was full. Never critical. */
    QUEUE_FULL(Kind.DROPPED),
    /** The receiver did not take it; the next of its kind is tried again. Never critical. */
    CHANNEL_FAILED(Kind.DROPPED),
    /** It came after the service was closed. Never critical. */
    CLOSED(Kind.DROPPED),
    /** Critical: receiver and application log failed, and the list of undelivered alerts was full. */
    UNDELIVERED_OVERFLOW(Kind.DROPPED),
    /** Critical: receiver and application log failed; it waits in the list of undelivered alerts. */
    HELD(Kind.PENDING);

    /** The terms of the account {@code submitted = delivered + suppressed + dropped + pending}. */
    public enum Kind {
        /** Somebody or something took it. */
        DELIVERED,
        /** Held back on purpose; a digest speaks of it. */
        SUPPRESSED,
        /** Lost, and counted. */
        DROPPED,
        /** Not decided yet. */
        PENDING
    }

    private final Kind kind;

    Outcome(Kind kind) {
        this.kind = kind;
    }

    /**
     * The term of the account that this outcome belongs to.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    @SuppressWarnings("EnumOrdinal") // indexes arrays in memory and is never stored
    int index() {
        return ordinal();
    }

    /** The name as people read it: {@code queue full}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
