package io.trimtab.alerts.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class KeyLimitsProperties {
    private long raw;

    /** Oracle: a rate and windows of their own, asked what they would say, and told only of what both admit. */
    @Property(tries = 200)
    void nothingIsTakenUnlessRateAndWindowsAdmit(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Throttle throttle = Throttle.perType()
                .burstOf(random.nextInt(1, 6))
                .thenOneEvery(Duration.ofMillis(random.nextInt(1, 30)))
                .atMost(random.nextInt(1, 6))
                .per(Duration.ofMillis(random.nextInt(1, 60)))
                .atMost(random.nextInt(1, 20))
                .per(Duration.ofMillis(random.nextInt(1, 200)))
                .maxKeys(20);
        KeyLimits limits = KeyLimits.of(throttle, () -> raw);
        ThrottleTable rate = ThrottleTable.of(throttle.rate().orElseThrow(), 20, () -> raw);
        WindowTable windows = WindowTable.of(throttle.windows(), 20, () -> raw);
        for (int step = 0; step < Campaign.tries(500, 5_000); step++) {
            raw += random.nextInt(3) == 0 ? random.nextLong(20_000_000) : 0;
            long key = random.nextLong(20);
            boolean both = rate.available(key) > 0 && windows.wouldAcquire(key);
            assertThat(limits.waitNanos(key)).isEqualTo(Math.max(rate.waitNanos(key), windows.waitNanos(key)));
            assertThat(limits.tryAcquire(key)).isEqualTo(both);
            if (both) {
                assertThat(rate.tryAcquire(key) && windows.tryAcquire(key)).isTrue();
            }
        }
    }

    @Example
    void oncePerHalfHourAndTenPerDay() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        KeyLimits limits = KeyLimits.of(
                Throttle.perKey()
                        .atMost(1)
                        .per(Duration.ofMinutes(30))
                        .atMost(10)
                        .per(Duration.ofHours(24)),
                clock);
        int admitted = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            admitted += limits.tryAcquire(1) ? 1 : 0;
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(admitted).isEqualTo(10);
        assertThat(limits.tryAcquire(1)).as("exactly a day after the first").isTrue();
        assertThat(limits.tryAcquire(1)).isFalse();
        assertThat(limits.waitNanos(1)).isEqualTo(Duration.ofMinutes(30).toNanos());
    }

    @Example
    void limitsComeAndGo() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        KeyLimits limits = KeyLimits.of(Throttle.perKey(), clock);
        assertThat(limits).hasToString("KeyLimits[no rate, no windows]");
        assertThat(limits.tryAcquire(1)).isTrue();
        assertThat(limits.waitNanos(1)).isZero();
        limits.reconfigure(Throttle.perKey().atMost(1).per(Duration.ofHours(1)));
        assertThat(limits.tryAcquire(1)).isTrue();
        assertThat(limits.tryAcquire(1)).isFalse();
        limits.reconfigure(
                Throttle.perKey().atMost(2).per(Duration.ofHours(1)).burstOf(5).thenOneEvery(Duration.ofHours(1)));
        assertThat(limits.tryAcquire(1)).isTrue();
        assertThat(limits.tryAcquire(1)).isFalse();
        limits.reconfigure(Throttle.perKey().burstOf(5).thenOneEvery(Duration.ofHours(1)));
        for (int i = 0; i < 4; i++) {
            assertThat(limits.tryAcquire(1)).isTrue();
        }
        assertThat(limits.tryAcquire(1)).isFalse();
        assertThat(limits.toString()).contains("burst of 5").contains("no windows");
        limits.reconfigure(Throttle.perKey().burstOf(5).thenOneEvery(Duration.ofHours(1)));
        assertThat(limits.tryAcquire(1)).isFalse();
        limits.reconfigure(Throttle.perKey());
        assertThat(limits.tryAcquire(1)).isTrue();
        assertThatThrownBy(() -> limits.reconfigure(Throttle.perKey().maxKeys(3)))
                .hasMessage("maxKeys must stay 16384, was 3; the memory is set aside at the beginning");
    }
}
