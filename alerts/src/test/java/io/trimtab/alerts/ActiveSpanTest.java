package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ActiveSpanTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static Instant minute(Object row, String name) {
        return NOW.plus(Duration.ofMinutes(Json.number(row, name)));
    }

    private static ActiveSpan span(Object row) {
        boolean timeout = Json.get(row, "timeout");
        return new ActiveSpan(minute(row, "start"), minute(row, "end"), minute(row, "updated"), timeout);
    }

    @Test
    void spansMergeAsAlertmanagersDoWhicheverIsAsked() {
        Object fixture = Objects.requireNonNull(Json.parse(Fixtures.text("alerts/alertmanager_alert_merge.json")));
        int compared = 0;
        for (Object row : Json.list(fixture, "cases")) {
            ActiveSpan a = span(Json.get(row, "A"));
            ActiveSpan b = span(Json.get(row, "B"));
            ActiveSpan expected = span(Json.get(row, "R"));
            assertThat(a.merge(b, NOW)).as("%s", row).isEqualTo(expected);
            assertThat(b.merge(a, NOW)).as("%s", row).isEqualTo(expected);
            compared++;
        }
        assertThat(compared).isEqualTo(8);
    }
}
