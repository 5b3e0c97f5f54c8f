package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.throttle.GcraLimit;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.testkit.Fixtures;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cooldowns that double, windows, and limits that are changed while the service runs. */
class RepetitionTest {
    private final Instant start = Instant.parse("2026-11-23T12:00:00Z");
    private final ManualClock clock = ManualClock.startingAt(start);
    private final ScriptedChannel chat = new ScriptedChannel("chat");

    private AlertService service(Throttle throttle) {
        return AlertService.builder()
                .otherwise(chat)
                .lastResort(new ScriptedChannel("log"))
                .throttle(throttle)
                .build(clock);
    }

    /** Raises an alert every minute and says in which minutes it was told. */
    private List<Long> toldWhenRaisedEachMinute(AlertService alerts, Alert alert, int minutes) {
        List<Long> told = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            int before = chat.accepted.size();
            alerts.submit(alert);
            if (chat.accepted.size() > before) {
                told.add(Duration.between(start, clock.instant()).toMinutes());
            }
            clock.advance(Duration.ofMinutes(1));
        }
        return told;
    }

    @Test
    void whatKeepsComingBackIsToldLessAndLess() {
        AlertService alerts =
                service(Throttle.perKey().cooldown(Duration.ofMinutes(10)).doublingUpTo(Duration.ofHours(1)));
        Alert alert = Alert.warning("feed.slow");
        assertThat(toldWhenRaisedEachMinute(alerts, alert, 250)).containsExactly(0L, 10L, 30L, 70L, 130L, 190L);
        clock.advance(Duration.ofHours(4)); // quiet: back to the beginning
        long now = Duration.between(start, clock.instant()).toMinutes();
        assertThat(toldWhenRaisedEachMinute(alerts, alert, 40)).containsExactly(now, now + 10, now + 30);
    }

    @Test
    void aRiseInSeverityBeginsTheCooldownAnew() {
        AlertService alerts =
                service(Throttle.perKey().cooldown(Duration.ofMinutes(10)).doublingUpTo(Duration.ofHours(1)));
        toldWhenRaisedEachMinute(alerts, Alert.warning("feed.slow"), 71);
        long risen = Duration.between(start, clock.instant()).toMinutes();
        assertThat(toldWhenRaisedEachMinute(alerts, Alert.error("feed.slow"), 20))
                .containsExactly(risen, risen + 10);
        long critical = Duration.between(start, clock.instant()).toMinutes();
        assertThat(toldWhenRaisedEachMinute(alerts, Alert.critical("feed.slow"), 5))
                .containsExactly(critical);
    }

    @Test
    void aFailedSendLeavesTheCooldownAsItWas() {
        AlertService alerts =
                service(Throttle.perKey().cooldown(Duration.ofMinutes(10)).doublingUpTo(Duration.ofHours(1)));
        Alert alert = Alert.warning("feed.slow");
        assertThat(toldWhenRaisedEachMinute(alerts, alert, 30)).containsExactly(0L, 10L);
        chat.behaviour = ignored -> Delivery.failed("down");
        assertThat(toldWhenRaisedEachMinute(alerts, alert, 5)).isEmpty();
        chat.behaviour = ignored -> Delivery.accepted();
        assertThat(toldWhenRaisedEachMinute(alerts, alert, 45))
                .as("35 + 20 or 40")
                .containsExactly(35L, 75L);
    }

    @Test
    void severalWindowsHoldAtOnce() {
        AlertService alerts = service(Throttle.perType()
                .atMost(2)
                .per(Duration.ofMinutes(10))
                .atMost(5)
                .per(Duration.ofHours(1)));
        assertThat(toldWhenRaisedEachMinute(alerts, Alert.warning("price.gap"), 75))
                .containsExactly(0L, 1L, 10L, 11L, 20L, 60L, 61L, 70L, 71L);
        assertThat(alerts.ledger().count(Outcome.THROTTLED)).isEqualTo(66);
    }

    @Test
    void aNewCriticalAlertIsToldWhateverWasTakenAndPacedOnlyByItsOwnBudget() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .throttle(Throttle.perType()
                        .cooldown(Duration.ofHours(1))
                        .atMost(1)
                        .per(Duration.ofHours(1)))
                .deliver(
                        chat,
                        DeliveryPolicy.once()
                                .budget(GcraLimit.of(2, Duration.ofHours(1)))
                                .criticalBudget(GcraLimit.of(3, Duration.ofMinutes(1))))
                .build(clock);
        for (int i = 0; i < 5; i++) {
            alerts.submit(Alert.warning("w" + i));
        }
        assertThat(alerts.ledger().count(Outcome.OVER_BUDGET)).isEqualTo(3);
        for (int i = 0; i < 5; i++) {
            alerts.submit(Alert.critical("risk.var").label("book", "b" + i));
        }
        assertThat(chat.accepted).as("two warnings, three critical alerts").hasSize(5);
        assertThat(alerts.ledger().pending()).as("two critical alerts wait").isEqualTo(2);
        clock.advance(Duration.ofMinutes(2));
        alerts.advance();
        assertThat(chat.accepted).hasSize(7);
        assertThat(alerts.submit(Alert.critical("risk.var").label("book", "b0")))
                .isEqualTo(Receipt.SUPPRESSED);
        assertThat(alerts.ledger().dropped()).isZero();
    }

    @Test
    void otherLimitsHoldFromNowOnAndForgetNothing() {
        AlertService alerts = service(Throttle.perType().burstOf(1_000).thenOneEvery(Duration.ofSeconds(1)));
        for (int i = 0; i < 1_000; i++) {
            alerts.submit(Alert.info("tick").label("n", "" + i));
        }
        alerts.throttle(Throttle.perType().burstOf(2).thenOneEvery(Duration.ofMinutes(1)));
        chat.accepted.clear();
        alerts.submit(Alert.info("tick"));
        assertThat(chat.accepted).as("no gift").isEmpty();
        clock.advance(Duration.ofMinutes(1));
        alerts.submit(Alert.info("tick"));
        assertThat(chat.accepted).as("not frozen").hasSize(1);
        alerts.throttle(Throttle.perType().cooldown(Duration.ofMinutes(10)));
        clock.advance(Duration.ofMinutes(5));
        alerts.submit(Alert.info("tick"));
        assertThat(chat.accepted).as("told five minutes ago").hasSize(1);
        clock.advance(Duration.ofMinutes(5));
        alerts.submit(Alert.info("tick"));
        assertThat(chat.accepted).hasSize(2);
    }

    @Test
    void otherKeysAreRefusedAndTheOldLimitsStay() {
        AlertService alerts = service(Throttle.perType().atMost(1).per(Duration.ofHours(1)));
        assertThatThrownBy(() -> alerts.throttle(Throttle.perKey().atMost(5).per(Duration.ofHours(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keys and their bound must stay those of Throttle[per type, severity;");
        assertThatThrownBy(() -> alerts.throttle(Throttle.perType().maxKeys(7))).hasMessageContaining("(7 keys)");
        assertThat(toldWhenRaisedEachMinute(alerts, Alert.info("t"), 60)).containsExactly(0L);
    }

    @Test
    void aThrottleSaysWhatItHoldsBack() {
        assertThat(Throttle.perKey()
                        .cooldown(Duration.ofMinutes(30))
                        .doublingUpTo(Duration.ofHours(8))
                        .atMost(10)
                        .per(Duration.ofHours(1))
                        .atMost(50)
                        .per(Duration.ofDays(1)))
                .hasToString(
                        "Throttle[per type, severity, subject, metric; cooldown PT30M doubled up to PT8H; no rate; "
                                + "at most 10 per PT1H; at most 50 per PT24H]");
        assertThatThrownBy(() -> Throttle.perKey().doublingUpTo(Duration.ofHours(1)))
                .hasMessage("there is no cooldown to double; say cooldown(...) first");
        assertThatThrownBy(() -> Throttle.perKey().cooldown(Duration.ofHours(2)).doublingUpTo(Duration.ofHours(1)))
                .hasMessage("longest must be from the cooldown of PT2H to 366 days, was PT1H");
        assertThatThrownBy(() -> Throttle.perKey().atMost(0)).hasMessage("count must be at least 1, was 0");
    }

    @Test
    void anUngroupedAlertIsToldAgainOnlyWhenItIsRaisedAgain() {
        AlertService alerts = service(Throttle.perKey());
        alerts.submit(Alert.error("feed.down"));
        assertThat(chat.calls).isEqualTo(1);
        for (int day = 0; day < 30; day++) {
            clock.advance(Duration.ofDays(1));
            alerts.advance();
        }
        assertThat(chat.calls).isEqualTo(1);
        alerts.submit(Alert.error("feed.down"));
        assertThat(chat.calls).isEqualTo(2);
    }

    /** Alertmanager forgets what it told after twice the repeat interval or its retention, five days, whichever is less. */
    @Test
    void aRepeatIntervalOfMonthsIsKeptAndNotCutAtARetention() {
        assertThat(Json.<String>get(Json.parse(Fixtures.text("alerts/alertmanager_nflog_silence.json")), "LogExpiry"))
                .contains("expiry = 2*repeat_interval", "repeat > retention re-notifies at retention");
        Duration repeat = Duration.ofDays(90);
        AlertService alerts = AlertService.builder()
                .routes(Route.<AlertChannel>to(chat)
                        .grouped(Grouping.by("book").every(Duration.ofHours(1)).repeating(repeat)))
                .hostDriven()
                .build(clock);
        alerts.submit(Alert.warning("feed.slow").label("book", "fx"));
        List<Long> told = new ArrayList<>();
        for (int hour = 0; hour < 24 * 200; hour++) {
            int before = chat.accepted.size();
            alerts.advance();
            if (chat.accepted.size() > before) {
                told.add(Duration.between(start, clock.instant()).toHours());
            }
            clock.advance(Duration.ofHours(1));
        }
        // after the wait of 30 seconds, then at the first interval after each 90 days
        assertThat(told).hasSize(3);
        assertThat(told.get(0)).isEqualTo(1);
        for (int i = 1; i < 3; i++) {
            assertThat(told.get(i) - told.get(i - 1)).isBetween(repeat.toHours(), repeat.toHours() + 1);
        }
    }
}
