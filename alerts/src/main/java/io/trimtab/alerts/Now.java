package io.trimtab.alerts;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * The present moment by three clocks.
 *
 * @param nanos the steady clock: what rates, cooldowns and timers are measured by
 * @param at the clock on the wall: what people, silences and schedules go by; it may jump
 * @param steady the moment at which the service was built plus the steady clock: what ends of conditions are measured by,
 *     so that a jump of the wall clock neither ends them nor keeps them alive
 */
record Now(long nanos, Instant at, Instant steady) {
    /** A moment by the wall clock as one of the steady time. */
    Instant toSteady(Instant wall) {
        return shifted(wall, Duration.between(at, steady));
    }

    /** A moment of the steady time as one by the wall clock. */
    Instant toWall(Instant instant) {
        return shifted(instant, Duration.between(steady, at));
    }

    private static Instant shifted(Instant instant, Duration by) {
        if (by.isZero() || instant.equals(Instant.MAX) || instant.equals(Instant.MIN)) {
            return instant;
        }
        try {
            return instant.plus(by);
        } catch (DateTimeException | ArithmeticException e) {
            return by.isNegative() ? Instant.MIN : Instant.MAX;
        }
    }
}
