package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.testkit.Fixtures;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Alertmanager's table "does this group need a notification?", asked alert by alert: the group needs one if one of its
 * alerts is sent.
 */
class DedupFixtureTest {
    private static Alert alert(Object number) {
        return Alert.warning("t").label("n", number.toString());
    }

    @Test
    void sendsWhenAlertmanagerNotifies() {
        int compared = 0;
        for (Object row :
                Json.list(Json.parse(Fixtures.text("alerts/alertmanager_dedup_needs_update.json")), "cases")) {
            boolean sendResolved = Json.get(row, "sendResolved");
            boolean expected = Json.get(row, "update");
            Object entry = Json.get(row, "entry");
            ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
            ScriptedChannel chat = new ScriptedChannel("chat");
            chat.wantsResolved = sendResolved;
            AlertService alerts = AlertService.builder()
                    .otherwise(chat)
                    .throttle(Throttle.perKey().cooldown(Duration.ofMinutes(Json.number(row, "repeatMin"))))
                    .build(clock);
            if (entry != null) {
                Json.list(entry, "firing").forEach(number -> alerts.submit(alert(number)));
                Object age = Json.get(entry, "ageMin");
                clock.advance(Duration.ofMinutes(age instanceof Number minutes ? minutes.longValue() : 1_000_000));
            }
            int before = chat.calls;
            Json.list(row, "firing").forEach(number -> alerts.submit(alert(number)));
            Json.list(row, "resolved")
                    .forEach(number -> alerts.submit(alert(number).resolved()));
            // With sendResolved off and nothing firing Alertmanager answers "update" to write its log, and sends
            // nothing.
            boolean onlyLogged = !sendResolved && Json.list(row, "firing").isEmpty();
            assertThat(chat.calls > before).as("row %s", row).isEqualTo(expected && !onlyLogged);
            compared++;
        }
        assertThat(compared).isEqualTo(11);
    }
}
