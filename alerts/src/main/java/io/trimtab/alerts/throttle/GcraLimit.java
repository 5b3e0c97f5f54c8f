package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;
import java.time.Duration;

/**
 * A rate limit: so many at once, then one for every interval.
 *
 * <p>{@code GcraLimit.of(10, Duration.ofMinutes(6))} admits ten at once and regains one every six minutes. It is not
 * "at most ten in any hour": an hour that begins with a full bucket may see twenty.
 *
 * @param burst the permits of a full bucket, at least 1
 * @param intervalNanos the nanoseconds that regain one permit, at least 1
 */
public record GcraLimit(int burst, long intervalNanos) {
    /** The longest time a bucket may take to fill: about nine years. */
    private static final long LONGEST = 1L << 58;

    public GcraLimit {
        Check.atLeast(burst, 1, "burst");
        if (intervalNanos < 1 || intervalNanos > LONGEST / burst) {
            throw new IllegalArgumentException("interval must be at least 1 ns, and burst x interval at most "
                    + Duration.ofNanos(LONGEST).toDays() + " days; was " + burst + " x " + intervalNanos + " ns");
        }
    }

    /**
     * A limit.
     *
     * @param burst the permits of a full bucket, at least 1
     * @param interval the time that regains one permit, positive
     * @return the limit
     * @throws IllegalArgumentException if a full bucket would take longer than nine years to fill
     */
    public static GcraLimit of(int burst, Duration interval) {
        return new GcraLimit(burst, SteadyClock.nanosOf(interval, "interval"));
    }

    /**
     * The time that regains a whole bucket.
     *
     * @return burst times interval, in nanoseconds
     */
    public long capacityNanos() {
        return burst * intervalNanos;
    }

    @Override
    public String toString() {
        return "burst of " + burst + ", then one every " + Duration.ofNanos(intervalNanos);
    }
}
