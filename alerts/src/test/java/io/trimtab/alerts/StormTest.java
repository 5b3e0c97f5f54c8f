package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.throttle.Storm;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is told in a storm, and what the account says of the rest. */
class StormTest {
    private static final Storm STORM =
            Storm.of(5).per(Duration.ofMinutes(1)).calmAt(1).digestEvery(Duration.ofMinutes(2));

    private final ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-23T12:00:00Z"));
    private final ScriptedChannel chat = new ScriptedChannel("chat");
    private final ScriptedChannel mail = new ScriptedChannel("mail");

    private static Alert gap(int share) {
        return Alert.warning("price.gap").label("share", "S" + share);
    }

    private void pass(AlertService alerts, int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            alerts.advance();
        }
    }

    @Test
    void aStormIsToldAsNumbersUntilItIsOver() {
        AlertService alerts =
                AlertService.builder().otherwise(chat).storm(STORM).build(clock);
        for (int i = 0; i < 100; i++) {
            alerts.submit(gap(i));
        }
        assertThat(chat.accepted).as("the fifth makes the storm").hasSize(4);
        assertThat(alerts.inStorm()).containsExactly("chat");
        assertThat(alerts.ledger())
                .hasToString("submitted 100 = delivered 4 + suppressed 96 (storm 96) + pending 0 + dropped 0");
        chat.accepted.clear();
        pass(alerts, 59);
        assertThat(chat.accepted).isEmpty();
        pass(alerts, 1); // all but none lie a minute back: calm
        assertThat(alerts.inStorm()).isEmpty();
        assertThat(chat.accepted).hasSize(1);
        Alert digest = chat.accepted.get(0);
        assertThat(digest.type()).isEqualTo(Digest.TYPE);
        assertThat(digest.severity()).isEqualTo(Severity.WARNING);
        assertThat(digest.text())
                .isEqualTo("96 alerts held back for chat (storm 96), worst WARNING, from 2026-11-23T12:00:00Z to "
                        + "2026-11-23T12:00:00Z");
        chat.accepted.clear();
        pass(alerts, 600);
        assertThat(chat.accepted).as("nothing more to tell").isEmpty();
        alerts.submit(gap(7));
        assertThat(chat.accepted).as("told one by one again").hasSize(1);
    }

    @Test
    void aLongStormIsToldEverySoOften() {
        AlertService alerts =
                AlertService.builder().otherwise(chat).storm(STORM).build(clock);
        for (int second = 0; second < 600; second++) {
            alerts.submit(gap(second));
            pass(alerts, 1);
        }
        assertThat(chat.accepted)
                .filteredOn(alert -> alert.type().equals(Digest.TYPE))
                .hasSize(4);
        pass(alerts, 60);
        assertThat(chat.accepted)
                .filteredOn(alert -> alert.type().equals(Digest.TYPE))
                .hasSize(5);
        assertThat(alerts.ledger().count(Outcome.STORM)).isEqualTo(596);
        assertThat(alerts.digests()).isEmpty();
    }

    @Test
    void whatMattersIsToldInAStorm() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .throttle(Throttle.perKey().cooldown(Duration.ofHours(1)))
                .storm(STORM)
                .build(clock);
        for (int i = 0; i < 10; i++) {
            alerts.submit(gap(i));
        }
        chat.accepted.clear();
        Alert risen = Alert.error("price.gap").label("share", "S0");
        alerts.submit(risen);
        alerts.submit(Alert.critical("risk.var"));
        alerts.submit(gap(1).resolved());
        alerts.submit(gap(9).resolved()); // of which it was never told
        assertThat(chat.accepted)
                .extracting(Alert::severity)
                .containsExactly(Severity.ERROR, Severity.CRITICAL, Severity.WARNING);
        assertThat(alerts.ledger().count(Outcome.NOT_FIRING)).isEqualTo(1);
        assertThat(alerts.ledger().count(Outcome.STORM)).isEqualTo(6);
    }

    @Test
    void repetitionsWithinTheCooldownMakeNoStorm() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .throttle(Throttle.perKey().cooldown(Duration.ofHours(1)))
                .storm(STORM)
                .build(clock);
        for (int i = 0; i < 100; i++) {
            alerts.submit(gap(0));
        }
        assertThat(alerts.inStorm()).isEmpty();
        assertThat(alerts.ledger().count(Outcome.COOLDOWN)).isEqualTo(99);
    }

    @Test
    void aStormTakesNoPermitsOfTheKeysRates() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .throttle(Throttle.perType().atMost(6).per(Duration.ofHours(1)))
                .storm(STORM)
                .build(clock);
        for (int i = 0; i < 100; i++) {
            alerts.submit(gap(i));
        }
        pass(alerts, 61);
        chat.accepted.clear();
        for (int i = 0; i < 4; i++) {
            alerts.submit(gap(i));
        }
        assertThat(chat.accepted).as("four of six were taken before the storm").hasSize(2);
        assertThat(alerts.ledger().count(Outcome.THROTTLED)).isEqualTo(2);
    }

    @Test
    void oneReceiversStormIsNotAnothers() {
        AlertService alerts = AlertService.builder()
                .route(AlertMatcher.type("price.gap"), chat)
                .otherwise(mail)
                .storm(STORM)
                .build(clock);
        for (int i = 0; i < 100; i++) {
            alerts.submit(gap(i));
        }
        alerts.submit(Alert.info("other"));
        assertThat(mail.accepted).hasSize(1);
        assertThat(alerts.inStorm()).containsExactly("chat");
    }

    @Test
    void aStormOfAllHoldsBackAtEveryReceiver() {
        AlertService alerts = AlertService.builder()
                .route(AlertMatcher.type("price.gap"), chat)
                .otherwise(mail)
                .stormOfAll(STORM)
                .build(clock);
        for (int i = 0; i < 100; i++) {
            alerts.submit(gap(i));
        }
        alerts.submit(Alert.info("other"));
        assertThat(mail.accepted).isEmpty();
        assertThat(alerts.inStorm()).containsExactlyInAnyOrder("chat", "mail");
        pass(alerts, 60);
        assertThat(alerts.inStorm()).isEmpty();
        assertThat(mail.accepted).extracting(Alert::type).containsExactly(Digest.TYPE);
        assertThat(chat.accepted).hasSize(5);
    }

    @Test
    void groupsWaitForTheEndOfTheStorm() {
        AlertService alerts = AlertService.builder()
                .routes(Route.<AlertChannel>to(chat)
                        .child(Route.<AlertChannel>when(AlertMatcher.type("breach"))
                                .grouped(Grouping.by("book")
                                        .waiting(Duration.ofSeconds(10))
                                        .every(Duration.ofSeconds(20)))))
                .storm(STORM)
                .build(clock);
        for (int i = 0; i < 10; i++) {
            alerts.submit(gap(i));
        }
        alerts.submit(Alert.error("breach").label("book", "fx"));
        chat.accepted.clear();
        pass(alerts, 59);
        assertThat(chat.accepted).isEmpty();
        assertThat(alerts.ledger().pending()).isEqualTo(1);
        pass(alerts, 21);
        assertThat(chat.accepted).extracting(Alert::type).containsExactlyInAnyOrder(Digest.TYPE, "breach");
        assertThat(alerts.ledger().pending()).isZero();
    }

    @Test
    void theLastDigestIsTriedAgainAndToldOnShutdown() {
        AlertService alerts =
                AlertService.builder().otherwise(chat).storm(STORM).build(clock);
        for (int i = 0; i < 10; i++) {
            alerts.submit(gap(i));
        }
        chat.accepted.clear();
        chat.behaviour = alert -> Delivery.failed("down");
        int before = chat.calls;
        pass(alerts, 60);
        assertThat(chat.calls).isEqualTo(before + 1);
        pass(alerts, 119);
        assertThat(chat.calls).isEqualTo(before + 1);
        chat.behaviour = alert -> Delivery.accepted();
        pass(alerts, 1);
        assertThat(chat.accepted).hasSize(1);
        for (int i = 0; i < 10; i++) {
            alerts.submit(gap(i));
        }
        chat.accepted.clear();
        alerts.shutdown(Duration.ZERO);
        assertThat(chat.accepted).extracting(Alert::type).containsExactly(Digest.TYPE);
    }

    @Test
    void theServiceSaysWhenTheStormMayBeOver() {
        AlertService alerts =
                AlertService.builder().otherwise(chat).storm(STORM).hostDriven().build(clock);
        for (int i = 0; i < 10; i++) {
            alerts.submit(gap(i));
        }
        alerts.advance();
        assertThat(alerts.nextDue()).contains(Duration.ofMinutes(1));
        clock.advance(Duration.ofMinutes(1));
        alerts.advance();
        assertThat(alerts.nextDue()).isEmpty();
    }
}
