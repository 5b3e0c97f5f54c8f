package io.trimtab.alerts;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The present moment by three clocks. For one thread.
 *
 * <p>{@link #nanos} is the steady clock: what rates, cooldowns and timers are measured by. {@link #at} is the clock on the
 * wall: what people, silences and schedules go by; it may jump. {@link #steady} is the moment at which the service was built
 * plus the steady clock: what ends of conditions are measured by, so that a jump of the wall clock neither ends them nor keeps
 * them alive.
 */
final class Now {
    private final long nanos;
    private final Instant at;
    private final Instant builtAt;
    /** Computed when first asked for: most alerts have no need of it. */
    private @Nullable Instant steady;

    Now(long nanos, Instant at, Instant builtAt) {
        this.nanos = nanos;
        this.at = at;
        this.builtAt = builtAt;
    }

    long nanos() {
        return nanos;
    }

    Instant at() {
        return at;
    }

    Instant steady() {
        Instant known = steady;
        if (known == null) {
            known = builtAt.plusNanos(nanos);
            steady = known;
        }
        return known;
    }

    /** A moment by the wall clock as one of the steady time. */
    Instant toSteady(Instant wall) {
        if (wall.equals(at)) {
            return steady();
        }
        return isEndless(wall) ? wall : shifted(wall, Duration.between(at, steady()));
    }

    /** A moment of the steady time as one by the wall clock. */
    Instant toWall(Instant instant) {
        return isEndless(instant) ? instant : shifted(instant, Duration.between(steady(), at));
    }

    private static boolean isEndless(Instant instant) {
        return instant.equals(Instant.MAX) || instant.equals(Instant.MIN);
    }

    private static Instant shifted(Instant instant, Duration by) {
        if (by.isZero()) {
            return instant;
        }
        try {
            return instant.plus(by);
        } catch (DateTimeException | ArithmeticException e) {
            return by.isNegative() ? Instant.MIN : Instant.MAX;
        }
    }
}
