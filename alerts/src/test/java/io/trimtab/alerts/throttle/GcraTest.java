package io.trimtab.alerts.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.Json;
import io.trimtab.core.testkit.Fixtures;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Oracle: the vectors of Bucket4j, Guava and Failsafe where a token bucket is the same thing as this algorithm. */
@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
class GcraTest {
    private static @Nullable Object bucket4j() {
        return Json.parse(Fixtures.text("alerts/bucket4j_vectors.json"));
    }

    private static @Nullable Object limiters() {
        return Json.parse(Fixtures.text("alerts/ratelimiter_vectors.json"));
    }

    /** The arrival time of a bucket that holds some tokens. */
    private static long holding(long tokens, long now, long interval, long burst) {
        return now + (burst - tokens) * interval;
    }

    @Test
    void refillsAsBucket4jDoes() {
        int compared = 0;
        for (Object row : Json.list(bucket4j(), "refill_simple", "rows")) {
            long initial = Json.number(row, 0);
            long burst = Json.number(row, 1);
            long period = Json.number(row, 2);
            long from = Json.number(row, 3);
            long now = Math.max(from, Json.number(row, 4)); // the steady clock does not go back
            long interval = period / burst;
            long tat = holding(initial, from, interval, burst);
            assertThat(Gcra.available(tat, now, interval, burst * interval))
                    .as("row %s", row)
                    .isEqualTo(Json.number(row, 5));
            long fraction = Json.number(row, 6) * interval / period; // of one permit, in nanoseconds
            if (Json.number(row, 5) < burst) {
                assertThat(interval - Gcra.waitNanos(tat, now, (Json.number(row, 5) + 1) * interval, burst * interval))
                        .as("fraction of the next permit in row %s", row)
                        .isEqualTo(fraction);
            }
            compared++;
        }
        for (Object row : Json.list(bucket4j(), "refill_classic", "rows")) {
            long burst = Json.number(row, 1);
            long interval = Json.number(row, 3) / Json.number(row, 2);
            long tat = holding(Json.number(row, 0), Json.number(row, 4), interval, burst);
            assertThat(Gcra.available(tat, Json.number(row, 5), interval, burst * interval))
                    .as("row %s", row)
                    .isEqualTo(Json.number(row, 6));
            compared++;
        }
        assertThat(compared).isEqualTo(14);
    }

    @Test
    void waitsAsLongAsBucket4jDoes() {
        int compared = 0;
        for (Object row : Json.list(bucket4j(), "delay_to_consume", "rows")) {
            long wait = 0;
            for (Object bandwidth : Json.list(row, 0)) {
                long burst = Json.number(bandwidth, 0);
                long interval = Json.number(bandwidth, 2) / Json.number(bandwidth, 1);
                long tat = holding(Json.number(bandwidth, 3), 0, interval, burst);
                wait = Math.max(wait, Gcra.waitNanos(tat, 0, Json.number(row, 1) * interval, burst * interval));
            }
            assertThat(wait).as("row %s", row).isEqualTo(Json.number(row, 2));
            compared++;
        }
        assertThat(compared).isEqualTo(6);
    }

    @Test
    void isFullAgainWhenBucket4jIs() {
        for (Object row : Json.list(bucket4j(), "full_refill_time", "rows")) {
            if (!Json.get(row, 1).equals("greedy")) {
                continue; // refilled at once at the end of a period: a fixed window, which this is not
            }
            long full = 0;
            for (Object bandwidth : Json.list(row, 0)) {
                long burst = Json.number(bandwidth, 0);
                long interval = Json.number(bandwidth, 2) / Json.number(bandwidth, 1);
                full = Math.max(full, holding(Json.number(bandwidth, 3) - Json.number(row, 2), 0, interval, burst));
            }
            assertThat(full).as("row %s", row).isEqualTo(Json.number(row, 3));
        }
    }

    @Test
    void roundsNoPermitUp() {
        long capacity = 10 * 10;
        long tat = holding(0, 0, 10, 10);
        tat = Gcra.next(tat, 97, 9 * 10, capacity);
        assertThat(tat).isNotEqualTo(Gcra.REFUSED);
        assertThat(Gcra.next(tat, 97, 10, capacity)).isEqualTo(Gcra.REFUSED);
        tat = Gcra.next(tat, 100, 10, capacity);
        assertThat(tat).isNotEqualTo(Gcra.REFUSED);
        assertThat(Gcra.next(tat, 100, 10, capacity)).isEqualTo(Gcra.REFUSED);

        long second = 1_000_000_000L;
        long partial = holding(1, 0, second, 4);
        long now = 200_000_000L;
        partial = Gcra.next(partial, 0, second, 4 * second);
        assertThat(Gcra.waitNanos(partial, now, second, 4 * second))
                .isEqualTo(Json.number(bucket4j(), "rounding", "partial", "wait1"));
        assertThat(Gcra.waitNanos(partial, now, 3 * second, 4 * second))
                .isEqualTo(Json.number(bucket4j(), "rounding", "partial", "wait3"));
    }

    @Test
    void refusesAsGuavaDoesWithoutWaiting() {
        Object test = Json.list(limiters(), "guava", "cases").stream()
                .filter(row -> Json.get(row, "test").equals("testTryAcquire_noWaitAllowed"))
                .findFirst()
                .orElseThrow();
        assertThat(Json.list(test, "ops"))
                .containsExactly("try0", true, "try0", false, "try0", false, "idle0.1", "try0", false);
        long interval = 200_000_000L;
        long tat = Gcra.next(0, 0, interval, interval);
        assertThat(tat).isNotEqualTo(Gcra.REFUSED);
        assertThat(Gcra.next(tat, 0, interval, interval)).isEqualTo(Gcra.REFUSED);
        assertThat(Gcra.next(tat, 100_000_000L, interval, interval)).isEqualTo(Gcra.REFUSED);
        assertThat(Gcra.next(tat, 200_000_000L, interval, interval)).isNotEqualTo(Gcra.REFUSED);
    }

    @Test
    void reservesAsFailsafeDoes() {
        for (long interval : new long[] {500, 200}) {
            long tat = 0;
            for (Object row : Json.list(limiters(), "failsafe_smooth", interval + "ms")) {
                long now = Json.number(row, 0);
                long cost = Json.number(row, 1) * interval;
                // waiting is reserving: the last permit comes one interval before the new arrival time
                if (tat >= now) {
                    assertThat(Gcra.waitNanos(tat, now, cost, interval))
                            .as("row %s", row)
                            .isEqualTo(Json.number(row, 2));
                }
                // after idle time Failsafe starts at the interval's beginning, which gives up to one interval more
                long from = Math.max(tat, Math.floorDiv(now, interval) * interval);
                tat = Gcra.next(from, from, cost, Long.MAX_VALUE / 2);
                assertThat(tat).as("row %s", row).isEqualTo(Json.number(row, 3));
            }
        }
    }

    @Test
    void aLimitSaysWhatIsWrongWithIt() {
        assertThatThrownBy(() -> GcraLimit.of(0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("burst must be at least 1, was 0");
        assertThatThrownBy(() -> GcraLimit.of(1, Duration.ZERO))
                .hasMessageContaining("interval must be at least 1 ns")
                .hasMessageContaining("was 1 x 0 ns");
        assertThatThrownBy(() -> GcraLimit.of(1_000_000, Duration.ofDays(1))).hasMessageContaining("at most 3335 days");
        assertThatThrownBy(() -> GcraLimit.of(1, Duration.ofSeconds(Long.MAX_VALUE)))
                .hasMessageContaining("interval must be less than 292 years");
        assertThatThrownBy(() -> GcraLimit.of(1, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("interval");
        assertThat(GcraLimit.of(10, Duration.ofMinutes(6))).hasToString("burst of 10, then one every PT6M");
    }
}
