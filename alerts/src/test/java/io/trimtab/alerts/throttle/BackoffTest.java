package io.trimtab.alerts.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.Json;
import io.trimtab.core.testkit.Fixtures;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
class BackoffTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Oracle: the table of ElastAlert's own test of the same rule. */
    @Test
    void goesUpAndDownAsElastAlertDoes() {
        Object vectors = Json.get(
                Json.parse(Fixtures.text("alerts/ratelimiter_vectors.json")), "elastalert_exponential_realert");
        Backoff backoff = Backoff.of(
                Duration.ofSeconds(Json.number(vectors, "realertSec")),
                Duration.ofSeconds(Json.number(vectors, "maxSec")));
        List<Object> rows = Json.list(vectors, "rows");
        assertThat(rows).hasSize(9);
        for (Object row : rows) {
            assertThat(backoff.next((int) Json.number(row, 1), Json.number(row, 0) * SECOND))
                    .as("row %s", row)
                    .isEqualTo((int) Json.number(row, 2));
        }
    }

    @Test
    void waitsDoubleUpToTheLongest() {
        Backoff backoff = Backoff.of(Duration.ofMinutes(10), Duration.ofHours(1));
        assertThat(backoff.waitNanos(0)).isEqualTo(600 * SECOND);
        assertThat(backoff.waitNanos(1)).isEqualTo(1200 * SECOND);
        assertThat(backoff.waitNanos(2)).isEqualTo(2400 * SECOND);
        assertThat(backoff.waitNanos(3)).isEqualTo(3600 * SECOND);
        assertThat(backoff.waitNanos(Integer.MAX_VALUE)).isEqualTo(3600 * SECOND);
        assertThat(backoff.next(2, 0)).isEqualTo(3);
        assertThat(backoff.next(3, 0))
                .as("no level whose wait would not be longer")
                .isEqualTo(3);
        assertThat(backoff).hasToString("PT10M doubled up to PT1H");
    }

    @Test
    void aFixedCooldownStaysAsItIs() {
        Backoff fixed = Backoff.of(Duration.ofMinutes(10), Duration.ofMinutes(10));
        assertThat(fixed.next(0, 0)).isZero();
        assertThat(fixed).hasToString("PT10M");
        assertThat(Backoff.NONE.waitNanos(5)).isZero();
        assertThat(Backoff.NONE.next(0, 0)).isZero();
    }

    /** After a quiet time of all waits together the next wait is the first again, and never does a level leave its range. */
    @Property
    void enoughQuietBringsItBackToTheBeginning(
            @ForAll @LongRange(min = 1, max = 1L << 40) long first,
            @ForAll @LongRange(min = 0, max = 1L << 50) long more,
            @ForAll @IntRange(min = 0, max = 200) int told) {
        Backoff backoff =
                new Backoff(first, Math.min(first + more, Duration.ofDays(366).toNanos()));
        int level = 0;
        long all = 1;
        for (int i = 0; i < told; i++) {
            int next = backoff.next(level, 0);
            assertThat(next).isBetween(level, level + 1);
            assertThat(backoff.waitNanos(next)).isBetween(backoff.waitNanos(level), backoff.longestNanos());
            level = next;
        }
        for (int k = level; k > 0; k--) {
            all += backoff.waitNanos(k);
        }
        assertThat(backoff.next(level, Math.max(all, first))).isZero();
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> new Backoff(2, 1)).hasMessageContaining("the longest at least the first");
        assertThatThrownBy(() -> new Backoff(-1, 1)).hasMessageContaining("within 0 and 366 days");
        assertThatThrownBy(() -> Backoff.of(Duration.ofDays(1), Duration.ofDays(367)))
                .hasMessageContaining("within 0 and 366 days");
        assertThatThrownBy(() -> Backoff.of(null, Duration.ofDays(1))).hasMessage("first");
        assertThatThrownBy(() -> Backoff.NONE.waitNanos(-1)).hasMessage("level must be at least 0, was -1");
    }
}
