package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;
import java.time.Duration;

/**
 * A limit on any span of time: at most so many within so long, wherever the span begins.
 *
 * <p>{@code WindowLimit.of(10, Duration.ofHours(1))} admits the eleventh exactly one hour after the first. Unlike a fixed
 * window it never gives twice its count around an edge, and unlike a {@link GcraLimit} it never gives more than its count
 * in a span that begins with unused permits; it pays with memory, 8 bytes for each of the count.
 *
 * @param count how many, from 1 to {@value #MOST}
 * @param spanNanos within how many nanoseconds, from 1 to 2<sup>58</sup> (nine years)
 */
public record WindowLimit(int count, long spanNanos) {
    /** The largest count: beyond it a {@link GcraLimit} does in 16 bytes what would take 80 kilobytes for each key. */
    public static final int MOST = 10_000;

    private static final long LONGEST = 1L << 58;

    public WindowLimit {
        Check.atLeast(count, 1, "count");
        if (count > MOST) {
            throw new IllegalArgumentException("count must be at most " + MOST + ", was " + count
                    + "; limit so many by a rate: burstOf(...).thenOneEvery(...)");
        }
        if (spanNanos < 1 || spanNanos > LONGEST) {
            throw new IllegalArgumentException("span must be at least 1 ns and at most "
                    + Duration.ofNanos(LONGEST).toDays() + " days, was " + Duration.ofNanos(spanNanos));
        }
    }

    /**
     * A limit.
     *
     * @param count how many, from 1 to {@value #MOST}
     * @param span within how long, positive
     * @return the limit
     */
    public static WindowLimit of(int count, Duration span) {
        return new WindowLimit(count, SteadyClock.nanosOf(span, "span"));
    }

    @Override
    public String toString() {
        return "at most " + count + " per " + Duration.ofNanos(spanNanos);
    }
}
