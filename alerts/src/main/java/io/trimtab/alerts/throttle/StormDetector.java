package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;

/**
 * Notices when something happens too fast, and when it no longer does.
 *
 * <p>Exact: it remembers the times of the last {@link Storm#count} events, 8 bytes each, and nothing else. All times are
 * nanoseconds of one clock that does not go back; see {@link SteadyClock}. Constant time, allocates nothing. Not
 * thread-safe.
 */
public final class StormDetector {
    private final Storm storm;
    /** The times of the last events: number k, counted from 0, at k modulo its length. */
    private final long[] times;

    private long events;
    private boolean raging;

    private StormDetector(Storm storm) {
        this.storm = storm;
        this.times = new long[storm.count()];
    }

    /**
     * A detector.
     *
     * @param storm what counts as a storm
     * @return the detector, calm
     */
    public static StormDetector of(Storm storm) {
        return new StormDetector(Check.notNull(storm, "storm"));
    }

    /**
     * Counts an event.
     *
     * @param now when it happened
     * @return whether it belongs to a storm, perhaps as the one that begins it
     */
    public boolean happened(long now) {
        boolean before = isStorm(now);
        times[(int) (events++ % times.length)] = now;
        raging = before || isWithinSpan(storm.count(), now);
        return raging;
    }

    /**
     * Whether a storm is on.
     *
     * @param now the present moment
     * @return whether it has begun and is not over
     */
    public boolean isStorm(long now) {
        raging = raging && isWithinSpan(storm.calm() + 1, now);
        return raging;
    }

    /**
     * When the storm is over if nothing happens any more.
     *
     * @return nanoseconds of the same clock, {@link Long#MAX_VALUE} if there is no storm
     */
    public long calmAt() {
        return raging ? times[(int) ((events - storm.calm() - 1) % times.length)] + storm.spanNanos() : Long.MAX_VALUE;
    }

    /** Whether so many events lie within the span that ends now. */
    private boolean isWithinSpan(int count, long now) {
        return events >= count && now - times[(int) ((events - count) % times.length)] < storm.spanNanos();
    }

    /**
     * What counts as a storm.
     *
     * @return the description
     */
    public Storm storm() {
        return storm;
    }

    @Override
    public String toString() {
        return "StormDetector[" + storm + (raging ? ", raging]" : ", calm]");
    }
}
