package io.trimtab.alerts.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
class SteadyClockTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private long raw;

    @Test
    void startsAtZeroWhereverTheClockBelowIs() {
        raw = Long.MIN_VALUE + 5;
        assertThat(SteadyClock.over(() -> raw).nanos()).isZero();
    }

    @Test
    void continuesAtTheSamePaceAfterAJumpBack() {
        ManualClock below = ManualClock.startingAt(Instant.EPOCH);
        SteadyClock clock = SteadyClock.over(below);
        below.advance(Duration.ofHours(2));
        assertThat(clock.nanos()).isEqualTo(2 * HOUR);
        below.advance(Duration.ofHours(-1));
        assertThat(clock.nanos()).isEqualTo(2 * HOUR);
        below.advance(Duration.ofMinutes(1));
        assertThat(clock.nanos()).isEqualTo(2 * HOUR + Duration.ofMinutes(1).toNanos());
    }

    @Test
    void anOverflowBelowIsHarmless() {
        raw = Long.MAX_VALUE - 10;
        SteadyClock clock = SteadyClock.over(() -> raw);
        raw += 20; // wraps
        assertThat(raw).isNegative();
        assertThat(clock.nanos()).isEqualTo(20);
    }

    @Test
    void neverGoesBackAndStandsAtItsEnd() {
        SteadyClock clock = SteadyClock.over(() -> raw);
        long before = 0;
        for (int i = 0; i < 300; i++) {
            raw += i % 3 == 2 ? -(1L << 61) : 1L << 60;
            long now = clock.nanos();
            assertThat(now).isGreaterThanOrEqualTo(before);
            assertThat(now - before).isLessThanOrEqualTo(SteadyClock.LONGEST_STEP_NANOS);
            before = now;
        }
        assertThat(before).isEqualTo(1L << 62);
    }

    @Test
    void isNotWrappedTwiceAndRefusesNull() {
        SteadyClock clock = SteadyClock.over(() -> raw);
        assertThat(SteadyClock.over(clock)).isSameAs(clock);
        assertThat(clock).hasToString("SteadyClock[0 ns]");
        assertThatThrownBy(() -> SteadyClock.over(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("clock");
    }
}
