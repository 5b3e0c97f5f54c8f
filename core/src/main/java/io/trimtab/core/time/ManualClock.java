package io.trimtab.core.time;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until it is told to move: virtual time for tests, simulations and replay.
 *
 * <p>It is wall clock and nanosecond clock in one, and both move together. Unlike a real clock it may be set back, so
 * that code can be tested against a clock that jumps. Thread-safe.
 */
public final class ManualClock implements InstantSource, NanoClock {
    private Instant now;
    private long nanos;

    private ManualClock(Instant start) {
        this.now = start;
    }

    /**
     * A clock that stands at an instant; its nanosecond reading starts at zero.
     *
     * @param start the first instant
     * @return the clock
     */
    public static ManualClock startingAt(Instant start) {
        return new ManualClock(Check.notNull(start, "start"));
    }

    /**
     * Moves both readings by a duration, which may be negative.
     *
     * @param by how far
     */
    public synchronized void advance(Duration by) {
        set(now.plus(Check.notNull(by, "by")));
    }

    /**
     * Moves both readings so that the wall clock shows an instant.
     *
     * @param instant the instant to show, possibly in the past
     */
    public synchronized void set(Instant instant) {
        Duration by = Duration.between(now, Check.notNull(instant, "instant"));
        // Over 292 years overflow, which a reading may do: only differences mean anything.
        nanos += by.getSeconds() * 1_000_000_000L + by.getNano();
        now = instant;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public String toString() {
        return "ManualClock[" + instant() + "]";
    }
}
