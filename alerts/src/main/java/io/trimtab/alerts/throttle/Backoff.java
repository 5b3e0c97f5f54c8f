package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;
import java.time.Duration;

/**
 * How long the same alert is held back after it was told: longer each time, and less again after quiet times.
 *
 * <p>The wait of level k is {@code first x 2^k}, at most {@code longest}. An alert that comes back within another such wait
 * of its end goes one level up; a longer quiet goes one level down for each wait that fits into it, back to level 0. The
 * rule is that of ElastAlert's {@code exponential_realert}, with the level bounded where the wait is. Immutable.
 *
 * @param firstNanos the wait of level 0; 0 holds nothing back
 * @param longestNanos the longest wait, at least the first; equal to it if waits do not grow
 */
public record Backoff(long firstNanos, long longestNanos) {
    /** Holds nothing back. */
    public static final Backoff NONE = new Backoff(0, 0);

    private static final long LONGEST = Duration.ofDays(366).toNanos();

    public Backoff {
        if (firstNanos < 0 || longestNanos < firstNanos || longestNanos > LONGEST) {
            throw new IllegalArgumentException(
                    "waits must be within 0 and 366 days, the longest at least the first; were "
                            + Duration.ofNanos(firstNanos) + " and " + Duration.ofNanos(longestNanos));
        }
    }

    /**
     * Waits that double.
     *
     * @param first the wait of level 0, at least 0
     * @param longest the longest wait, at least the first
     * @return the back-off
     */
    public static Backoff of(Duration first, Duration longest) {
        return new Backoff(SteadyClock.nanosOf(first, "first"), SteadyClock.nanosOf(longest, "longest"));
    }

    /**
     * How long an alert is held back.
     *
     * @param level how often it came back, from 0
     * @return nanoseconds
     */
    public long waitNanos(int level) {
        Check.atLeast(level, 0, "level");
        int bounded = Math.min(level, Long.numberOfLeadingZeros(firstNanos | 1) - 1);
        return Math.min(firstNanos << bounded, longestNanos);
    }

    /**
     * The level of an alert that is told again.
     *
     * @param level the level with which it was told before
     * @param quietNanos how long its wait had been over when it was raised, at least 0
     * @return the level with which it is told now
     */
    public int next(int level, long quietNanos) {
        if (quietNanos < waitNanos(level)) {
            return waitNanos(level) < longestNanos ? level + 1 : level;
        }
        int down = level;
        long left = quietNanos;
        while (down > 0 && left > waitNanos(down)) {
            left -= waitNanos(down);
            down--;
        }
        return down;
    }

    @Override
    public String toString() {
        String first = Duration.ofNanos(firstNanos).toString();
        return longestNanos == firstNanos ? first : first + " doubled up to " + Duration.ofNanos(longestNanos);
    }
}
