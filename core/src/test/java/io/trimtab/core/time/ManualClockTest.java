package io.trimtab.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Instant START = Instant.parse("2024-05-31T12:00:00Z");

    private final ManualClock clock = ManualClock.startingAt(START);

    @Test
    void bothReadingsMoveTogether() {
        clock.advance(Duration.ofMillis(1500));
        clock.set(clock.instant().minusNanos(500_000_001));

        assertThat(clock.instant()).isEqualTo(START.plusNanos(999_999_999));
        assertThat(clock.nanos()).isEqualTo(999_999_999);
    }

    @Test
    void centuriesWrapTheNanosecondsAndNotTheInstant() {
        Duration centuries = Duration.ofDays(400 * 365L);

        clock.advance(centuries);
        assertThat(clock.instant()).isEqualTo(START.plus(centuries));
        assertThat(clock.nanos()).isEqualTo(centuries.toSeconds() * 1_000_000_000L);

        clock.set(START);
        assertThat(clock.nanos()).isZero();
    }

    @Test
    void aMoveThatFailsMovesNothing() {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> clock.advance(Duration.ofSeconds(Instant.MAX.getEpochSecond())));

        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.nanos()).isZero();
    }
}
