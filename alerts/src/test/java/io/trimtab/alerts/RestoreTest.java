package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.journal.Snapshot;
import io.trimtab.alerts.journal.SnapshotException;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A service goes on where another one was. */
class RestoreTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Alert GAP = Alert.warning("price.gap").label("subject", "SAP");
    private static final Alert BREACH = Alert.critical("risk.var").label("book", "fx");

    private final ManualClock clock = ManualClock.startingAt(START);
    private final ManualExecutor executor = new ManualExecutor(clock);
    private final ScriptedChannel chat = new ScriptedChannel("chat");
    private final ScriptedChannel pager = new ScriptedChannel("pager");
    private final ScriptedChannel log = new ScriptedChannel("log");

    private AlertServiceBuilder described() {
        return AlertService.builder()
                .routes(Route.<AlertChannel>to(chat)
                        .child(Route.<AlertChannel>when(AlertMatcher.severity(Severity.CRITICAL))
                                .sending(pager))
                        .child(Route.<AlertChannel>when(AlertMatcher.type("grouped"))
                                .grouped(Grouping.by("book").waiting(Duration.ofMinutes(1)))))
                .throttle(Throttle.perType()
                        .cooldown(Duration.ofMinutes(10))
                        .burstOf(3)
                        .thenOneEvery(Duration.ofMinutes(1))
                        .atMost(5)
                        .per(Duration.ofHours(1)))
                .escalate(
                        LabelMatchers.all(AlertMatcher.type("escalates")),
                        Escalation.after(Duration.ofMinutes(5)).to(Severity.CRITICAL, pager))
                .damp(
                        LabelMatchers.all(AlertMatcher.type("flaps")),
                        FlapDamping.holding(Duration.ofMinutes(10)).byVote(2, 2, 3))
                .lastResort(log);
    }

    /** The same service after a restart that takes no time. */
    private AlertService restarted(AlertService alerts, UnaryOperator<AlertServiceBuilder> change) {
        Snapshot snapshot = Snapshot.of(alerts.snapshot().bytes());
        AlertService next = change.apply(described()).restoring(snapshot).build(clock);
        assertThat(next.snapshot().content().length).isPositive();
        return next;
    }

    private AlertService restarted(AlertService alerts) {
        AlertService next = restarted(alerts, UnaryOperator.identity());
        assertThat(next.ledger()).hasToString(alerts.ledger().toString());
        assertThat(Arrays.equals(next.snapshot().bytes(), alerts.snapshot().bytes()))
                .isTrue();
        return next;
    }

    private void minutes(AlertService alerts, int minutes) {
        for (int i = 0; i < 60 * minutes; i++) {
            clock.advance(Duration.ofSeconds(1));
            alerts.advance();
        }
    }

    @Test
    void whatWasToldIsNotToldAgainAndDebtsOfRatesRemain() {
        AlertService alerts = described().build(clock);
        alerts.submit(GAP);
        alerts.submit(GAP.label("subject", "BMW"));
        alerts.submit(GAP.label("subject", "VW"));
        AlertService next = restarted(alerts);
        assertThat(next.submit(GAP)).isEqualTo(Receipt.SUPPRESSED);
        assertThat(next.submit(GAP.label("subject", "BASF"))).isEqualTo(Receipt.SUPPRESSED);
        assertThat(next.ledger().count(Outcome.COOLDOWN)).isEqualTo(1);
        assertThat(next.ledger().count(Outcome.THROTTLED)).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(next.submit(GAP.label("subject", "BASF"))).isEqualTo(Receipt.ACCEPTED);
        next.submit(GAP.resolved().text("end"));
        assertThat(chat.texts()).contains("end");
        assertThat(next.history().size()).isEqualTo(7);
    }

    @Test
    void timeThatPassesBetweenCountsAndAClockSetBackDoesNot() {
        AlertService alerts = described().build(clock);
        alerts.submit(GAP);
        Snapshot snapshot = alerts.snapshot();
        ManualClock later = ManualClock.startingAt(START.plus(Duration.ofMinutes(10)));
        assertThat(described().restoring(snapshot).build(later).submit(GAP)).isEqualTo(Receipt.ACCEPTED);
        ManualClock earlier = ManualClock.startingAt(START.minus(Duration.ofDays(1)));
        assertThat(described().restoring(snapshot).build(earlier).submit(GAP)).isEqualTo(Receipt.SUPPRESSED);
    }

    @Test
    void whatWaitsIsToldByTheNext() {
        AlertService alerts = described().hostDriven().build(clock);
        alerts.silence(LabelMatchers.all(AlertMatcher.type("price.gap")), START, START.plusSeconds(3_600), "ana", "x");
        alerts.submit(GAP.text("silenced"));
        alerts.submit(Alert.warning("grouped").label("book", "fx").text("in a group"));
        alerts.submit(Alert.warning("flaps").text("not believed yet"));
        alerts.advance();
        alerts.submit(BREACH.text("queued"));
        AlertService next = restarted(alerts, AlertServiceBuilder::hostDriven);
        assertThat(next.ledger().pending()).isEqualTo(4);
        assertThat(next.silences()).isEqualTo(alerts.silences());
        next.advance();
        assertThat(pager.texts()).containsExactly("queued");
        minutes(next, 2);
        assertThat(chat.texts()).containsExactly("in a group");
        minutes(next, 60);
        assertThat(chat.texts()).containsExactly("in a group", "not believed yet", "silenced");
        assertThat(next.ledger().pending()).isZero();
    }

    @Test
    void acknowledgementsAndEscalationsGoOn() {
        AlertService alerts = described().build(clock);
        alerts.submit(Alert.error("escalates").label("n", "1").text("one"));
        alerts.submit(Alert.error("escalates").label("n", "2").text("two"));
        Fingerprint two = alerts.fingerprint(Alert.error("escalates").label("n", "2"));
        alerts.acknowledge(two, "ana");
        minutes(alerts, 3);
        AlertService next = restarted(alerts);
        assertThat(next.acknowledgements()).isEqualTo(alerts.acknowledgements()).hasSize(1);
        minutes(next, 1);
        assertThat(pager.accepted).isEmpty();
        minutes(next, 10);
        assertThat(pager.texts()).containsExactly("one");
        AlertService third = restarted(next);
        third.submit(Alert.error("escalates").label("n", "1").resolved().text("end"));
        assertThat(pager.texts()).containsExactly("one", "end");
    }

    @Test
    void onlyWhatWasOnItsWayIsSentAgainAndWithTheSameId() {
        UnaryOperator<AlertServiceBuilder> with = builder -> builder.using(executor)
                .deliver(pager, DeliveryPolicy.retrying(3))
                .digestEvery(Duration.ofMinutes(5));
        AlertService alerts = with.apply(described()).build(clock);
        alerts.submit(GAP.text("told"));
        executor.run();
        alerts.submit(BREACH.text("on its way"));
        alerts.submit(GAP.text("suppressed"));
        executor.tasks.remove().run(); // hands it to a thread
        Runnable call = executor.tasks.remove();
        AlertService next = restarted(alerts, with);
        call.run(); // the channel takes it, and the process ends before anybody hears
        executor.tasks.clear();
        next.advance();
        executor.run();
        assertThat(chat.texts()).containsExactly("told");
        assertThat(pager.texts()).containsExactly("on its way", "on its way");
        assertThat(pager.notifications.get(0).id())
                .isEqualTo(pager.notifications.get(1).id());
        assertThat(next.ledger())
                .hasToString("submitted 3 = delivered 2 + suppressed 1 (cooldown 1) + pending 0 + dropped 0");
        clock.advance(Duration.ofMinutes(5));
        next.advance();
        executor.run();
        assertThat(chat.accepted.get(1).type()).isEqualTo(Digest.TYPE);
    }

    @Test
    void whatWaitedForAChannelThatIsNoMoreIsRaisedAgain() {
        AlertService alerts = described().hostDriven().build(clock);
        pager.behaviour = alert -> Delivery.retryable("busy");
        alerts.submit(Alert.warning("grouped").label("book", "fx").text("in a group"));
        alerts.advance();
        alerts.submit(BREACH.text("queued"));
        ScriptedChannel mail = new ScriptedChannel("mail");
        AlertService next = AlertService.builder()
                .otherwise(mail)
                .lastResort(log)
                .restoring(alerts.snapshot())
                .build(clock);
        next.advance();
        assertThat(mail.texts()).containsExactlyInAnyOrder("queued", "in a group");
        assertThat(next.ledger()).hasToString("submitted 2 = delivered 2 + suppressed 0 + pending 0 + dropped 0");
    }

    @Test
    void otherRulesBoundsAndLimitsAreTaken() {
        AlertService alerts = described().build(clock);
        for (int i = 0; i < 10; i++) {
            alerts.submit(GAP.label("subject", "" + i));
            alerts.submit(Alert.error("escalates").label("n", "" + i));
            alerts.submit(Alert.error("flaps").label("n", "" + i));
        }
        AlertService next = AlertService.builder()
                .otherwise(chat, pager)
                .throttle(Throttle.perType()
                        .cooldown(Duration.ofMinutes(1))
                        .burstOf(1)
                        .thenOneEvery(Duration.ofHours(1))
                        .maxKeys(1))
                .maxActive(2)
                .maxGroups(1)
                .queue(1, 1)
                .historySize(1)
                .restoring(alerts.snapshot())
                .build(clock);
        minutes(next, 30);
        assertThat(next.ledger().pending()).isZero();
        long before = next.ledger("chat").count(Outcome.THROTTLED);
        next.submit(GAP.label("subject", "new"));
        assertThat(next.ledger("chat").count(Outcome.THROTTLED)).isEqualTo(before + 1);
    }

    @Test
    void aSnapshotOfAnotherServiceIsRefused() {
        AlertService alerts = described().build(clock);
        alerts.submit(GAP);
        Snapshot snapshot = alerts.snapshot();
        assertThatThrownBy(() -> described().hashKey(1, 2).restoring(snapshot).build(clock))
                .isInstanceOf(SnapshotException.class)
                .hasMessage("the snapshot was taken by a service with another hashKey;"
                        + " build this one with the same, or start without");
        assertThatThrownBy(() ->
                        described().restoring(Snapshot.sealing(new byte[10])).build(clock))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("ends too early");
    }

    /** Content that was sealed wrongly cannot come from a disk, but must not be taken either, nor hang or exhaust memory. */
    @Test
    void damagedContentUnderARightChecksumIsRefusedOrHarmless() {
        AlertService alerts = described().hostDriven().build(clock);
        alerts.submit(GAP);
        alerts.submit(Alert.warning("grouped").label("book", "fx"));
        alerts.advance();
        alerts.submit(BREACH);
        byte[] content = alerts.snapshot().content();
        int refused = 0;
        for (int length = 0; length < content.length; length += 7) {
            Snapshot cut = Snapshot.sealing(Arrays.copyOf(content, length));
            assertThatThrownBy(() -> described().restoring(cut).build(clock)).isInstanceOf(SnapshotException.class);
        }
        for (int at = 0; at < content.length; at++) {
            byte[] changed = content.clone();
            changed[at] ^= (byte) 0x80;
            try {
                described().restoring(Snapshot.sealing(changed)).build(clock);
            } catch (SnapshotException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void aChannelCannotTakeASnapshotWhileItIsCalled() {
        AlertService[] self = new AlertService[1];
        List<String> thrown = new ArrayList<>();
        chat.behaviour = alert -> {
            try {
                self[0].snapshot();
            } catch (IllegalStateException e) {
                thrown.add(e.getMessage());
            }
            return Delivery.accepted();
        };
        self[0] = described().build(clock);
        self[0].submit(GAP);
        assertThat(thrown).containsExactly("a channel cannot take a snapshot while it is called; do it afterwards");
    }

    @Test
    void whatAShutDownServiceCouldNotTellIsToldByTheNext() {
        AlertService alerts = described()
                .deliver(pager, DeliveryPolicy.retrying(5))
                .hostDriven()
                .build(clock);
        pager.behaviour = alert -> Delivery.retryable("busy");
        alerts.submit(BREACH.text("urgent"));
        List<Undelivered> left = alerts.shutdown(Duration.ZERO);
        assertThat(left).extracting(Undelivered::receiver).containsExactly("pager");
        pager.behaviour = alert -> Delivery.accepted();
        AlertService next = restarted(alerts, builder -> builder.deliver(pager, DeliveryPolicy.retrying(5)));
        minutes(next, 2);
        assertThat(pager.texts()).containsExactly("urgent");
    }
}
