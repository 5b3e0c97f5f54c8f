package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;

/**
 * The generic cell rate algorithm as a pure function of one number per key.
 *
 * <p>The number is the <em>theoretical arrival time</em>: the moment at which the key's bucket is full again. A request
 * pushes it further by its cost, and is refused if that would push it more than the bucket's capacity ahead of now. A
 * bucket of {@code burst} permits that regains one every {@code interval} has {@code capacity = burst x interval}, and
 * one permit costs one {@code interval}. In any span {@code t} it admits at most {@code burst + floor(t / interval)}.
 *
 * <pre>{@code
 * long next = Gcra.next(tat, now, limit.intervalNanos(), limit.capacityNanos());
 * boolean admitted = next != Gcra.REFUSED;
 * }</pre>
 *
 * <p>All times are nanoseconds of one clock that never goes back, at most 2<sup>62</sup>; see {@link SteadyClock}.
 * Source: ITU-T Recommendation I.371 (03/2004), annex A, the virtual scheduling form. Constant time; stateless.
 */
public final class Gcra {
    /** What {@link #next} returns for a request that is refused; no arrival time has this value. */
    public static final long REFUSED = Long.MIN_VALUE;

    private Gcra() {}

    /**
     * Decides on one request.
     *
     * @param tat the key's theoretical arrival time; anything up to {@code now} means that the bucket is full
     * @param now the time of the request
     * @param cost the time that regains what the request takes: permits times interval
     * @param capacity the time that regains a whole bucket: burst times interval
     * @return the new theoretical arrival time, or {@link #REFUSED} with nothing taken
     */
    public static long next(long tat, long now, long cost, long capacity) {
        long next = Math.max(tat, now) + cost;
        return next - now > capacity ? REFUSED : next;
    }

    /**
     * How long a request would have to wait.
     *
     * @param tat the key's theoretical arrival time
     * @param now the time of the request
     * @param cost the time that regains what the request takes
     * @param capacity the time that regains a whole bucket; a cost above it is only ever met on credit
     * @return nanoseconds until the request is admitted if nobody else asks, 0 if it is admitted now
     */
    public static long waitNanos(long tat, long now, long cost, long capacity) {
        return Math.max(0, Math.max(tat, now) + cost - capacity - now);
    }

    /**
     * Goes on with another limit: what was taken and not regained stays taken, in permits, but no more than a whole new bucket.
     * So nobody gains a permit, and nobody waits longer than the new limit says.
     *
     * @param tat the theoretical arrival time under the old limit
     * @param now the present moment
     * @param from the old limit
     * @param to the new one
     * @return the theoretical arrival time under the new limit
     */
    public static long rescaled(long tat, long now, GcraLimit from, GcraLimit to) {
        Check.notNull(from, "from");
        Check.notNull(to, "to");
        if (tat <= now) {
            return tat;
        }
        long debt = scaled(tat - now, to.intervalNanos(), from.intervalNanos());
        return now + Math.min(debt, to.capacityNanos());
    }

    /** {@code time x to / from}, not less and hardly more (one nanosecond and 2^-50 of an interval); all below 2^62. */
    private static long scaled(long time, long to, long from) {
        long whole = time / from;
        if (whole > 0 && to > (1L << 61) / whole) {
            return 1L << 61;
        }
        long rest = time % from; // of one permit
        long part = Math.multiplyHigh(rest, to) == 0 && rest * to >= 0
                ? (rest * to + from - 1) / from
                : (long) Math.min((double) to, Math.ceil((double) rest * to / from * (1 + 0x1p-50)));
        return whole * to + part;
    }

    /**
     * The permits left in a bucket.
     *
     * @param tat the key's theoretical arrival time
     * @param now the time of asking
     * @param interval the time that regains one permit
     * @param capacity the time that regains a whole bucket
     * @return whole permits, from 0 to the burst
     */
    public static long available(long tat, long now, long interval, long capacity) {
        return (capacity - Math.min(capacity, Math.max(0, tat - now))) / interval;
    }
}
