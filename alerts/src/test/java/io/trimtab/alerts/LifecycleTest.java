package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.suppress.MuteSchedule;
import io.trimtab.alerts.suppress.TimeInterval;
import io.trimtab.alerts.suppress.TimeRange;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of an alert after it was told: acknowledged, escalated, damped, ended. Virtual time throughout. */
class LifecycleTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Alert GAP = Alert.warning("price.gap").label("subject", "SAP");
    private static final Alert BREACH = Alert.error("limit.breach").label("book", "fx");
    private static final LabelMatchers ALL = LabelMatchers.all();
    private static final LabelMatchers BREACHES = LabelMatchers.all(AlertMatcher.type("limit.breach"));

    private final ManualClock clock = ManualClock.startingAt(START);
    private final ScriptedChannel chat = new ScriptedChannel("chat");
    private final ScriptedChannel pager = new ScriptedChannel("pager");
    private final ScriptedChannel phone = new ScriptedChannel("phone");
    private final ScriptedChannel log = new ScriptedChannel("log");

    private AlertServiceBuilder described() {
        return AlertService.builder()
                .otherwise(chat)
                .throttle(Throttle.perKey().cooldown(Duration.ofMinutes(10)))
                .lastResort(log);
    }

    private void pass(AlertService alerts, Duration time) {
        clock.advance(time);
        alerts.advance();
    }

    private void minutes(AlertService alerts, int minutes) {
        for (int i = 0; i < 60 * minutes; i++) {
            pass(alerts, Duration.ofSeconds(1));
        }
    }

    private static List<String> severities(ScriptedChannel channel) {
        return channel.accepted.stream().map(alert -> alert.severity().name()).toList();
    }

    // --- acknowledge

    @Test
    void anAcknowledgedAlertIsNotRepeatedButItsEndIsTold() {
        AlertService alerts = described().build(clock);
        alerts.submit(GAP.text("one"));
        Acknowledgement given =
                alerts.acknowledge(alerts.fingerprint(GAP), "ana").orElseThrow();
        assertThat(given).hasFieldOrPropertyWithValue("by", "ana").hasFieldOrPropertyWithValue("at", START);
        assertThat(given.isForGood()).isTrue();
        pass(alerts, Duration.ofHours(1));
        assertThat(alerts.submit(GAP.text("two"))).isEqualTo(Receipt.SUPPRESSED);
        alerts.submit(GAP.resolved().text("end"));
        alerts.submit(GAP.text("again")); // a new occurrence is not acknowledged
        assertThat(chat.texts()).containsExactly("one", "end", "again");
        assertThat(alerts.ledger())
                .hasToString("submitted 4 = delivered 3 + suppressed 1 (acknowledged 1) + pending 0 + dropped 0");
        assertThat(alerts.acknowledgements()).isEmpty();
    }

    @Test
    void acknowledgingTwiceIsAcknowledgingOnce() {
        AlertService alerts = described().build(clock);
        alerts.submit(GAP);
        Fingerprint print = alerts.fingerprint(GAP);
        Acknowledgement first = alerts.acknowledge(print, "ana", Instant.MAX).orElseThrow();
        pass(alerts, Duration.ofMinutes(1));
        assertThat(alerts.acknowledge(print, "ana")).contains(first);
        assertThat(alerts.acknowledgements()).containsExactly(first);
        Acknowledgement other =
                alerts.acknowledge(print, "ben", START.plusSeconds(600)).orElseThrow();
        assertThat(alerts.acknowledgements()).containsExactly(other);
        assertThat(alerts.withdrawAcknowledgement(print)).isTrue();
        assertThat(alerts.withdrawAcknowledgement(print)).isFalse();
        assertThat(alerts.acknowledgements()).isEmpty();
    }

    @Test
    void anAcknowledgementEndsWithItsTimeAndWithARiseInSeverity() {
        AlertService alerts = described().build(clock);
        alerts.submit(GAP.text("one"));
        Fingerprint print = alerts.fingerprint(GAP);
        alerts.acknowledge(print, "ana", START.plus(Duration.ofHours(1)));
        pass(alerts, Duration.ofHours(1).minusNanos(1));
        assertThat(alerts.submit(GAP.text("held back"))).isEqualTo(Receipt.SUPPRESSED);
        pass(alerts, Duration.ofNanos(1));
        assertThat(alerts.submit(GAP.text("two"))).isEqualTo(Receipt.ACCEPTED);
        alerts.acknowledge(print, "ana");
        alerts.submit(Alert.error("price.gap").label("subject", "SAP").text("worse"));
        assertThat(alerts.acknowledgements()).isEmpty();
        assertThat(chat.texts()).containsExactly("one", "two", "worse");
    }

    @Test
    void acknowledgingByConditionsTakesWhatFiresNowAndNothingLater() {
        AlertService alerts = described().build(clock);
        alerts.submit(GAP);
        alerts.submit(GAP.label("subject", "BMW"));
        alerts.submit(BREACH);
        LabelMatchers gaps = LabelMatchers.all(AlertMatcher.type("price.gap"));
        assertThat(alerts.acknowledge(gaps, "ana", START.plusSeconds(60))).hasSize(2);
        alerts.submit(GAP.label("subject", "VW"));
        assertThat(alerts.acknowledgements()).hasSize(2);
        assertThat(alerts.active()).hasSize(4);
        assertThat(alerts.acknowledge(alerts.fingerprint(Alert.info("unknown")), "ana"))
                .isEmpty();
        assertThatThrownBy(() -> alerts.acknowledge(gaps, "ana", START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("until must be after now 2026-11-23T12:00:00Z, was 2026-11-23T12:00:00Z");
        assertThatThrownBy(() -> alerts.acknowledge(alerts.fingerprint(GAP), " "))
                .hasMessageContaining("by");
    }

    @Test
    void aGroupIsNotRepeatedWhileAllOfItIsAcknowledgedAndNewsIsTold() {
        AlertService alerts = AlertService.builder()
                .routes(Route.<AlertChannel>to(chat)
                        .grouped(Grouping.by("book")
                                .waiting(Duration.ofSeconds(10))
                                .every(Duration.ofMinutes(1))
                                .repeating(Duration.ofMinutes(30))))
                .lastResort(log)
                .build(clock);
        alerts.submit(BREACH.label("n", "1"));
        minutes(alerts, 1);
        assertThat(chat.notifications).hasSize(1);
        alerts.acknowledge(ALL, "ana", START.plus(Duration.ofHours(2)));
        minutes(alerts, 60);
        assertThat(chat.notifications).hasSize(1);
        alerts.submit(BREACH.label("n", "2"));
        minutes(alerts, 1);
        assertThat(chat.notifications).hasSize(2);
        assertThat(chat.notifications.get(1).alerts()).hasSize(2);
        alerts.acknowledge(ALL, "ana", START.plus(Duration.ofHours(2)));
        alerts.submit(BREACH.label("n", "2"));
        minutes(alerts, 32);
        assertThat(chat.notifications).hasSize(2);
        minutes(alerts, 60); // by now it is over
        assertThat(chat.notifications).hasSizeGreaterThan(2);
        alerts.submit(BREACH.label("n", "1").resolved());
        minutes(alerts, 1);
        assertThat(chat.notifications.get(chat.notifications.size() - 1).alerts().stream()
                        .filter(Alert::isResolved))
                .hasSize(1);
    }

    // --- escalate

    private AlertService escalating() {
        return described()
                .escalate(
                        BREACHES,
                        Escalation.after(Duration.ofMinutes(5))
                                .to(Severity.CRITICAL)
                                .thenAfter(Duration.ofMinutes(10))
                                .to(Severity.CRITICAL, pager)
                                .thenAfter(Duration.ofMinutes(15))
                                .to(Severity.INFO, phone, pager))
                .build(clock);
    }

    @Test
    void whatNobodyAcknowledgesIsEscalatedStepByStep() {
        AlertService alerts = escalating();
        alerts.submit(BREACH);
        alerts.submit(GAP);
        assertThat(alerts.nextDue()).contains(Duration.ofMinutes(5));
        pass(alerts, Duration.ofMinutes(5).minusNanos(1));
        assertThat(chat.accepted).hasSize(2);
        pass(alerts, Duration.ofNanos(1));
        assertThat(severities(chat)).containsExactly("ERROR", "WARNING", "CRITICAL");
        assertThat(chat.accepted.get(2).annotations())
                .containsEntry("escalation", "step 1: nobody has acknowledged it for PT5M");
        minutes(alerts, 10);
        assertThat(severities(pager)).containsExactly("CRITICAL");
        assertThat(phone.accepted).isEmpty();
        minutes(alerts, 15);
        assertThat(severities(phone)).containsExactly("ERROR"); // a step never makes it less severe
        assertThat(pager.accepted).hasSize(2);
        minutes(alerts, 120);
        assertThat(pager.calls + phone.calls + chat.calls).isEqualTo(6);
        assertThat(alerts.ledger()).hasToString("submitted 6 = delivered 6 + suppressed 0 + pending 0 + dropped 0");
    }

    @Test
    void acknowledgingStopsAnEscalationAndTheEndOfThatStartsTheTimeAnew() {
        AlertService alerts = escalating();
        alerts.submit(BREACH);
        minutes(alerts, 6);
        alerts.acknowledge(alerts.fingerprint(BREACH), "ana", clock.instant().plus(Duration.ofHours(3)));
        minutes(alerts, 180);
        assertThat(pager.accepted).isEmpty();
        minutes(alerts, 9);
        assertThat(pager.accepted).isEmpty();
        minutes(alerts, 2);
        assertThat(pager.accepted).hasSize(1);
        alerts.acknowledge(alerts.fingerprint(BREACH), "ana");
        minutes(alerts, 60);
        assertThat(phone.accepted).isEmpty();
    }

    @Test
    void theEndStopsAnEscalationAndIsToldToAllWhoWereToldOnce() {
        AlertService alerts = escalating();
        alerts.submit(BREACH.text("fires"));
        minutes(alerts, 16);
        alerts.submit(BREACH.resolved().text("ends"));
        assertThat(chat.texts()).containsExactly("fires", "fires", "ends");
        assertThat(pager.texts()).containsExactly("fires", "ends");
        minutes(alerts, 120);
        assertThat(phone.accepted).isEmpty();
        assertThat(chat.calls + pager.calls).isEqualTo(5);
        alerts.submit(BREACH.text("fires again"));
        minutes(alerts, 16);
        assertThat(pager.texts()).containsExactly("fires", "ends", "fires again");
        assertThat(alerts.ledger("pager"))
                .hasToString("submitted 3 = delivered 3 + suppressed 0 + pending 0 + dropped 0");
    }

    @Test
    void whatASilenceOrAScheduleKeepsBackIsNotEscalatedBeforeThatIsOver() {
        MuteSchedule noon = MuteSchedule.during("lunch", TimeInterval.utc().times(TimeRange.parse("12:00", "13:00")));
        AlertService alerts = AlertService.builder()
                .routes(Route.<AlertChannel>to(chat).muted(noon))
                .escalate(ALL, Escalation.after(Duration.ofMinutes(5)).to(Severity.CRITICAL, pager))
                .build(clock);
        alerts.submit(BREACH);
        minutes(alerts, 59);
        assertThat(pager.calls + chat.calls).isZero();
        minutes(alerts, 2);
        assertThat(severities(pager)).containsExactly("CRITICAL");
        assertThat(severities(chat)).containsExactly("ERROR");
    }

    @Test
    void anEscalationWorksBesideGroupsAndItsEndIsToldOnce() {
        AlertService alerts = AlertService.builder()
                .routes(Route.<AlertChannel>to(chat)
                        .grouped(Grouping.by("book")
                                .waiting(Duration.ofSeconds(10))
                                .every(Duration.ofMinutes(1))))
                .escalate(ALL, Escalation.after(Duration.ofMinutes(5)).to(Severity.CRITICAL))
                .lastResort(log)
                .build(clock);
        alerts.submit(BREACH);
        minutes(alerts, 6);
        assertThat(severities(chat)).containsExactly("ERROR", "CRITICAL");
        alerts.submit(BREACH.resolved());
        minutes(alerts, 3);
        assertThat(chat.accepted).extracting(Alert::isResolved).containsExactly(false, false, true);
        assertThat(alerts.ledger().pending()).isZero();
    }

    @Test
    void anEscalatedAlertThatNobodyTakesIsNotLost() {
        pager.behaviour = alert -> Delivery.failed("down");
        AlertService alerts = described()
                .escalate(ALL, Escalation.after(Duration.ofMinutes(5)).to(Severity.CRITICAL, pager))
                .build(clock);
        alerts.submit(BREACH);
        minutes(alerts, 6);
        assertThat(alerts.ledger("pager").count(Outcome.LAST_RESORT)).isEqualTo(1);
        assertThat(alerts.undelivered()).hasSize(1);
    }

    @Test
    void anAssumedEndStopsAnEscalation() {
        AlertService alerts = described()
                .resolveAfter(Duration.ofMinutes(3))
                .escalate(ALL, Escalation.after(Duration.ofMinutes(5)).to(Severity.CRITICAL, pager))
                .build(clock);
        alerts.submit(BREACH);
        assertThat(alerts.active()).hasSize(1);
        minutes(alerts, 10);
        assertThat(pager.accepted).isEmpty();
        assertThat(alerts.active()).isEmpty();
    }

    // --- damp

    @Test
    void aFlappingAlertIsToldOnceAndItsReportsAreCounted() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .damp(ALL, FlapDamping.holding(Duration.ofMinutes(10)))
                .build(clock);
        for (int i = 0; i < 30; i++) { // half an hour of flapping
            alerts.submit(GAP.text("begins " + i));
            pass(alerts, Duration.ofSeconds(30));
            alerts.submit(GAP.resolved().text("ends " + i));
            pass(alerts, Duration.ofSeconds(30));
        }
        assertThat(chat.texts().get(0)).isEqualTo("begins 0");
        assertThat(chat.texts().stream().filter(text -> text.startsWith("ends")))
                .hasSizeLessThan(4);
        minutes(alerts, 20); // the last word was that it has ended, and that is told
        assertThat(chat.texts().get(chat.texts().size() - 1)).isEqualTo("ends 29");
        assertThat(alerts.ledger().count(Outcome.DAMPED)).isGreaterThan(20);
        assertThat(alerts.ledger().pending()).isZero();
    }

    @Test
    void aVoteDecidesAndTheLastWordIsNeverLost() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .damp(ALL, FlapDamping.holding(Duration.ofMinutes(10)).byVote(3, 2, 4))
                .build(clock);
        assertThat(alerts.submit(GAP.text("1"))).isEqualTo(Receipt.ACCEPTED); // pending
        pass(alerts, Duration.ofSeconds(1));
        alerts.submit(GAP.text("2"));
        pass(alerts, Duration.ofSeconds(1));
        assertThat(chat.texts()).isEmpty();
        alerts.submit(GAP.text("3"));
        assertThat(chat.texts()).containsExactly("3");
        assertThat(alerts.ledger())
                .hasToString("submitted 3 = delivered 1 + suppressed 2 (damped 2) + pending 0 + dropped 0");
        alerts.submit(GAP.resolved().text("4")); // outvoted, and nothing contradicts it for ten minutes
        pass(alerts, Duration.ofMinutes(10).minusNanos(1));
        assertThat(chat.texts()).containsExactly("3");
        pass(alerts, Duration.ofNanos(1));
        assertThat(chat.texts()).containsExactly("3", "4");
        pass(alerts, Duration.ofMinutes(10));
        alerts.submit(GAP.text("5"));
        minutes(alerts, 11);
        assertThat(chat.texts()).containsExactly("3", "4", "5");
    }

    @Test
    void aCriticalAlertIsBelievedAtOnceAndOnlyItsEndIsDamped() {
        AlertService alerts = AlertService.builder()
                .otherwise(pager)
                .damp(ALL, FlapDamping.holding(Duration.ofMinutes(10)).byVote(3, 3, 5))
                .build(clock);
        Alert critical = Alert.critical("risk.var");
        alerts.submit(critical);
        assertThat(pager.accepted).hasSize(1);
        alerts.submit(critical.resolved());
        assertThat(pager.accepted).hasSize(1);
        minutes(alerts, 11);
        assertThat(pager.accepted).extracting(Alert::isResolved).containsExactly(false, true);
        alerts.submit(critical);
        assertThat(pager.accepted).hasSize(3);
    }

    @Test
    void whatIsNotBelievedYetInhibitsNothing() {
        LabelMatchers gaps = LabelMatchers.all(AlertMatcher.type("price.gap"));
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .damp(BREACHES, FlapDamping.holding(Duration.ofMinutes(10)).byVote(2, 2, 2))
                .inhibit(new io.trimtab.alerts.suppress.InhibitionRule(BREACHES, gaps, List.of()))
                .build(clock);
        alerts.submit(BREACH);
        alerts.submit(GAP);
        assertThat(chat.accepted).hasSize(1);
    }

    @Test
    void whatGivesWayIsToldAndCountedAndMemoryStaysBounded() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .maxActive(10)
                .damp(ALL, FlapDamping.holding(Duration.ofMinutes(10)).byVote(2, 2, 2))
                .build(clock);
        for (int i = 0; i < 100; i++) {
            alerts.submit(GAP.label("n", "" + i));
        }
        assertThat(chat.accepted).hasSize(90);
        assertThat(alerts.ledger().pending()).isEqualTo(10);
        minutes(alerts, 11);
        assertThat(chat.accepted).hasSize(100);
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> FlapDamping.holding(Duration.ZERO))
                .hasMessage("time must be from 1 ms to 366 days, was PT0S");
        FlapDamping damping = FlapDamping.holding(Duration.ofSeconds(1));
        assertThatThrownBy(() -> damping.byVote(2, 2, 4))
                .hasMessage("toBegin + toEnd must be more than ofLast 4, was 2 + 2:"
                        + " a condition must not have begun and ended at once");
        assertThatThrownBy(() -> damping.byVote(3, 1, 2)).hasMessage("ofLast must be from 3 to 64, was 2");
        assertThatThrownBy(() -> damping.byVote(3, 1, 65)).hasMessage("ofLast must be from 3 to 64, was 65");
        assertThatThrownBy(() -> Escalation.after(Duration.ZERO))
                .hasMessage("unacknowledged must be from 1 ms to 366 days, was PT0S");
        Escalation escalation = Escalation.after(Duration.ofMinutes(1)).to(Severity.ERROR);
        assertThat(escalation).hasToString("Escalation[after PT1M to ERROR]");
        assertThat(damping.byVote(1, 2, 2))
                .hasToString("FlapDamping[holding PT1S, begins with 1 and ends with 2 of 2]");
        assertThatThrownBy(() -> {
                    Escalation longer = escalation;
                    for (int i = 0; i < 64; i++) {
                        longer = longer.thenAfter(Duration.ofMinutes(1)).to(Severity.ERROR);
                    }
                })
                .hasMessage("an escalation has at most 64 steps");
    }
}
