package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever keeps incidents finds the one that an alert, its repetition and its end belong to. */
class GroupKeyTest {
    private static final Alert GAP = Alert.warning("price.gap").label("venue", "XETR");

    private final ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
    private final ScriptedChannel chat = new ScriptedChannel("chat");

    private List<String> keys() {
        return chat.notifications.stream().map(Notification::groupKey).toList();
    }

    @Test
    void anAlertAndItsEndHaveOneKeyAndAnotherAlertAnother() {
        AlertService alerts = AlertService.builder().otherwise(chat).build(clock);
        alerts.submit(GAP);
        alerts.submit(GAP.text("again"));
        alerts.submit(GAP.label("venue", "XLON"));
        alerts.submit(GAP.resolved());
        assertThat(keys()).hasSize(4);
        assertThat(keys().get(1)).isEqualTo(keys().get(0));
        assertThat(keys().get(2)).isNotEqualTo(keys().get(0));
        assertThat(keys().get(3)).isEqualTo(keys().get(0));
    }

    @Test
    void aGroupKeepsItsKeyWhileItGrowsAlsoWithoutLabels() {
        for (Grouping grouping : List.of(Grouping.by(), Grouping.by("venue"))) {
            chat.notifications.clear();
            AlertService alerts = AlertService.builder()
                    .routes(Route.<AlertChannel>to(chat)
                            .grouped(grouping.waiting(Duration.ofSeconds(1)).every(Duration.ofSeconds(1))))
                    .build(clock);
            alerts.submit(GAP);
            pass(alerts);
            alerts.submit(GAP.label("subject", "SAP"));
            pass(alerts);
            alerts.submit(GAP.resolved());
            alerts.submit(GAP.label("subject", "SAP").resolved());
            pass(alerts);
            assertThat(chat.notifications)
                    .extracting(each -> each.alerts().size())
                    .containsExactly(1, 2, 2);
            assertThat(keys()).containsOnly(keys().get(0));
        }
    }

    private void pass(AlertService alerts) {
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(1));
            alerts.advance();
        }
    }
}
