package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.cycle.InMemoryMetrics;
import io.trimtab.core.cycle.port.MetricKey;
import io.trimtab.core.cycle.port.Metrics;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How things stand, and what was: summary, history, metrics. */
class SummaryTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Alert GAP = Alert.warning("price.gap").label("subject", "SAP");

    private final ManualClock clock = ManualClock.startingAt(START);
    private final ScriptedChannel chat = new ScriptedChannel("chat");

    private AlertServiceBuilder described() {
        return AlertService.builder().otherwise(chat).throttle(Throttle.perKey().cooldown(Duration.ofMinutes(10)));
    }

    @Test
    void aSummaryCountsTotalsWindowsAndWhatIsActive() {
        AlertService alerts = described().build(clock);
        for (int day = 0; day < 10; day++) {
            alerts.submit(GAP);
            alerts.submit(GAP);
            alerts.submit(Alert.critical("risk.var").label("day", "" + day));
            clock.advance(Duration.ofDays(1));
        }
        alerts.submit(GAP.resolved());
        alerts.submit(Alert.error("late"));
        alerts.acknowledge(alerts.fingerprint(Alert.error("late")), "ana");
        AlertSummary summary = alerts.summary();
        assertThat(summary.all()).isEqualTo(new AlertSummary.Counts(31, 11, 4, 22));
        assertThat(summary.bySeverity())
                .containsEntry(Severity.WARNING, new AlertSummary.Counts(20, 0, 2, 14))
                .containsEntry(Severity.CRITICAL, new AlertSummary.Counts(10, 10, 1, 7))
                .containsEntry(Severity.ERROR, new AlertSummary.Counts(1, 1, 1, 1))
                .containsEntry(Severity.INFO, new AlertSummary.Counts(0, 0, 0, 0));
        assertThat(summary.byType()).containsOnlyKeys("late", "price.gap", "risk.var");
        assertThat(summary.byType()).containsEntry("price.gap", new AlertSummary.Counts(20, 0, 2, 14));
        assertThat(summary.acknowledged()).isEqualTo(1);
        assertThat(summary.suppressed()).containsExactlyEntriesOf(new TreeMap<>(Map.of(Outcome.COOLDOWN, 10L)));
        AlertService next = described().restoring(alerts.snapshot()).build(clock);
        assertThat(next.summary()).isEqualTo(summary);
        clock.advance(Duration.ofDays(30));
        assertThat(next.summary().all()).isEqualTo(new AlertSummary.Counts(31, 11, 0, 0));
    }

    @Test
    void typesBeyondTheBoundAreCountedTogether() {
        AlertService alerts = described().build(clock);
        for (int i = 0; i < 100; i++) {
            alerts.submit(Alert.info("type " + i));
        }
        AlertSummary summary = alerts.summary();
        assertThat(summary.byType()).hasSize(AlertSummary.MOST_TYPES + 1);
        assertThat(summary.byType()).containsEntry(AlertSummary.OTHER_TYPES, new AlertSummary.Counts(36, 36, 36, 36));
    }

    @Test
    void historyIsNarrowedByAlertOutcomeAndTime() {
        AlertService alerts = described().build(clock);
        alerts.submit(GAP);
        alerts.submit(Alert.info("other"));
        clock.advance(Duration.ofMinutes(1));
        alerts.submit(GAP);
        AlertHistory history = alerts.history();
        Fingerprint gap = alerts.fingerprint(GAP);
        assertThat(history.of(gap).size()).isEqualTo(2);
        assertThat(history.of(gap).of(Outcome.COOLDOWN).size()).isEqualTo(1);
        assertThat(history.before(START.plusSeconds(60)).size()).isEqualTo(2);
        assertThat(history.of(gap).records().get(0).print()).isEqualTo(gap);
    }

    @Test
    void metricsCountEveryOutcomeByReasonAndTheirTroubleIsContained() {
        InMemoryMetrics metrics = InMemoryMetrics.holding(100);
        AlertService alerts = described().metrics(metrics).build(clock);
        alerts.submit(GAP);
        alerts.submit(GAP);
        chat.behaviour = alert -> Delivery.failed("400");
        alerts.submit(Alert.info("other"));
        TreeMap<String, String> cooldown = new TreeMap<>(Map.of("receiver", "chat", "reason", "cooldown"));
        TreeMap<String, String> failed = new TreeMap<>(Map.of("receiver", "chat", "reason", "channel failed"));
        TreeMap<String, String> delivered = new TreeMap<>(Map.of("receiver", "chat", "reason", "delivered"));
        assertThat(metrics.snapshot().counters())
                .containsEntry(new MetricKey("alerts.suppressed", cooldown), 1L)
                .containsEntry(new MetricKey("alerts.dropped", failed), 1L)
                .containsEntry(new MetricKey("alerts.delivered", delivered), 1L)
                .containsEntry(MetricKey.of("alerts.sends.failed", "receiver", "chat"), 1L)
                .hasSize(4);
        Metrics broken = new Metrics() {
            @Override
            public void count(MetricKey key, long by) {
                throw new IllegalStateException();
            }

            @Override
            public void time(MetricKey key, long nanos) {}

            @Override
            public void gauge(MetricKey key, double value) {}
        };
        chat.behaviour = alert -> Delivery.accepted();
        assertThat(described().metrics(broken).build(clock).submit(GAP)).isEqualTo(Receipt.ACCEPTED);
    }
}
