package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.throttle.GcraLimit;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host, a channel or an alert may do that nobody thought of. */
@Timeout(60)
class AdversaryTest {
    private final ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-23T12:00:00Z"));
    private final ScriptedChannel chat = new ScriptedChannel("chat");
    private final ScriptedChannel mail = new ScriptedChannel("mail");

    /** So many of the deeds change what the service is at, and are refused. */
    private static final int CHANGES = 4;

    private AlertServiceBuilder grouped() {
        return AlertService.builder()
                .routes(Route.<AlertChannel>to(chat)
                        .grouped(Grouping.by("book").waiting(Duration.ZERO).every(Duration.ofSeconds(1)))
                        .child(Route.<AlertChannel>when(AlertMatcher.type("single"))
                                .sending(chat, mail)))
                .escalate(
                        LabelMatchers.all(AlertMatcher.type("single")),
                        Escalation.after(Duration.ofMinutes(1)).to(Severity.CRITICAL, mail))
                .throttle(Throttle.perKey().cooldown(Duration.ofSeconds(1)))
                .lastResort(new ScriptedChannel("log"));
    }

    /** Everything that a channel can do to the service that calls it, while it is called, in one turn after another. */
    @Test
    void aChannelMayDoAnythingToTheServiceThatCallsIt() {
        List<Consumer<AlertService>> deeds = List.of(
                alerts -> alerts.reroute(Route.<AlertChannel>to(mail).grouped(Grouping.by("n"))),
                alerts -> alerts.reroute(Route.to(chat, mail)),
                alerts -> alerts.throttle(Throttle.perKey().burstOf(1).thenOneEvery(Duration.ofSeconds(1))),
                alerts -> alerts.budgets(Map.of(
                        "chat",
                        ChannelBudget.of(GcraLimit.of(1, Duration.ofSeconds(1)))
                                .critical(GcraLimit.of(1, Duration.ofSeconds(1))))),
                AlertService::advance,
                AlertService::nextDue,
                AlertService::inStorm,
                AlertService::summary,
                AlertService::digests,
                alerts -> alerts.silence(
                        LabelMatchers.all(LabelMatcher.equal("book", "fx")),
                        clock.instant(),
                        clock.instant().plusSeconds(5),
                        "ana",
                        ""),
                alerts -> alerts.acknowledge(LabelMatchers.all(LabelMatcher.equal("book", "fx")), "ana", Instant.MAX),
                alerts -> alerts.submit(Alert.critical("again").label("book", "fx")),
                alerts -> alerts.submit(Alert.error("single").resolved()),
                alerts -> clock.advance(Duration.ofHours(-1)),
                alerts -> clock.advance(Duration.ofHours(1)),
                alerts -> alerts.shutdown(Duration.ofSeconds(1)));
        for (Consumer<AlertService> deed : deeds) {
            for (boolean hostDriven : new boolean[] {false, true}) {
                AlertService alerts = (hostDriven ? grouped().hostDriven() : grouped()).build(clock);
                List<Throwable> thrown = new ArrayList<>();
                chat.behaviour = alert -> {
                    try {
                        deed.accept(alerts);
                    } catch (RuntimeException | Error e) {
                        thrown.add(e);
                    }
                    return Delivery.accepted();
                };
                mail.behaviour = chat.behaviour;
                for (int i = 0; i < 20; i++) {
                    alerts.submit(Alert.warning("t" + i).label("book", "fx").label("n", "" + i));
                    alerts.submit(Alert.critical("c" + i).label("book", "fx"));
                    alerts.submit(Alert.error("single"));
                    alerts.advance();
                    clock.advance(Duration.ofSeconds(30));
                }
                for (int i = 0; i < 100; i++) {
                    clock.advance(Duration.ofMinutes(10));
                    alerts.advance();
                }
                chat.behaviour = alert -> Delivery.accepted();
                mail.behaviour = chat.behaviour;
                List<Undelivered> left = alerts.shutdown(Duration.ZERO);
                if (deeds.indexOf(deed) < CHANGES) {
                    assertThat(thrown)
                            .isNotEmpty()
                            .allMatch(each -> each instanceof IllegalStateException
                                    && String.valueOf(each.getMessage()).contains("do it afterwards"));
                } else {
                    assertThat(thrown).as("deed %s", deeds.indexOf(deed)).isEmpty();
                }
                AlertLedger ledger = alerts.ledger();
                assertThat(ledger.pending())
                        .as("%s, deed %s, left %s", ledger, deeds.indexOf(deed), left)
                        .isZero();
                assertThat(ledger.count(Outcome.UNDELIVERED_OVERFLOW)).isZero();
            }
        }
    }

    @Test
    void timesAtTheEndsOfTimeAreTimes() {
        AlertService alerts = grouped().resolveAfter(Duration.ofDays(366)).build(clock);
        for (Instant start : List.of(Instant.MIN, Instant.EPOCH, Instant.MAX)) {
            for (Instant end : List.of(Instant.MIN, Instant.EPOCH, clock.instant(), Instant.MAX)) {
                for (String type : List.of("single", "t")) {
                    if (!end.isBefore(start)) {
                        alerts.submit(Alert.critical(type)
                                .label("n", "" + start + end)
                                .startsAt(start)
                                .endsAt(end));
                    }
                }
            }
        }
        for (Duration jump : List.of(
                Duration.ofDays(36_500),
                Duration.ofDays(-73_000),
                Duration.ofDays(36_500),
                Duration.ofDays(90_000),
                Duration.ofDays(-90_000))) {
            clock.advance(jump);
            alerts.advance();
            alerts.submit(Alert.critical("after " + jump));
            alerts.submit(Alert.warning("after " + jump).label("book", "fx"));
        }
        clock.advance(Duration.ofMinutes(1));
        alerts.advance();
        alerts.shutdown(Duration.ZERO);
        assertThat(alerts.ledger().pending()).isZero();
        assertThat(alerts.ledger().dropped()).isZero();
        assertThat(chat.texts()).isNotEmpty();
    }

    @Test
    void anInterruptedThreadSubmitsAndStaysInterrupted() {
        AlertService alerts = grouped().build(clock);
        Thread.currentThread().interrupt();
        try {
            assertThat(alerts.submit(Alert.critical("risk.var"))).isEqualTo(Receipt.ACCEPTED);
            assertThat(alerts.shutdown(Duration.ofSeconds(1))).isEmpty();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(alerts.ledger().pending()).isZero();
    }

    @Test
    void moreSilencesThanThereIsRoomForAreRefusedAndThoseThatHoldStay() {
        AlertService alerts = grouped().build(clock);
        LabelMatchers book = LabelMatchers.all(LabelMatcher.equal("book", "fx"));
        Instant now = clock.instant();
        for (int i = 0; i < 1_000; i++) {
            alerts.silence(book, now, now.plusSeconds(60), "ana", "");
        }
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> alerts.silence(book, now, now.plusSeconds(60), "ana", ""))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(alerts.silences()).hasSize(1_000);
        alerts.submit(Alert.warning("single").label("book", "fx"));
        assertThat(chat.accepted).isEmpty();
        clock.advance(Duration.ofSeconds(61));
        alerts.advance();
        assertThat(chat.accepted).hasSize(1);
    }
}
