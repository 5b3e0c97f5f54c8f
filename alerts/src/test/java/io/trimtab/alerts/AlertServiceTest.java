package io.trimtab.alerts;

import static io.trimtab.alerts.AlertMatcher.severity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.channel.LogChannel;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.time.ManualClock;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
class AlertServiceTest {
    private static final Instant START = Instant.parse("2020-01-31T12:00:00Z");
    private static final Alert WARNING = Alert.warning("price.gap").label("subject", "SAP");
    private static final Alert CRITICAL = Alert.critical("risk.var").label("book", "fx");

    private final ManualClock clock = ManualClock.startingAt(START);
    private final ScriptedChannel chat = new ScriptedChannel("chat");
    private final ScriptedChannel pager = new ScriptedChannel("pager");
    private final ScriptedChannel log = new ScriptedChannel("log");

    private AlertServiceBuilder described() {
        return AlertService.builder()
                .route(severity(Severity.CRITICAL), pager)
                .otherwise(chat)
                .lastResort(log);
    }

    private AlertService cooling(int minutes) {
        return described()
                .throttle(Throttle.perKey().cooldown(Duration.ofMinutes(minutes)))
                .build(clock);
    }

    // --- routing

    @Test
    void theFirstMatchingRouteDecides() {
        ScriptedChannel mail = new ScriptedChannel("mail");
        AlertService alerts = AlertService.builder()
                .route(severity(Severity.CRITICAL), pager, mail)
                .route(severity(Severity.ERROR), mail)
                .otherwise(chat)
                .build(clock);
        for (Severity severity : Severity.values()) {
            alerts.submit(Alert.of(severity, "t").text(severity.name()));
        }
        assertThat(pager.texts()).containsExactly("CRITICAL");
        assertThat(mail.texts()).containsExactly("ERROR", "CRITICAL");
        assertThat(chat.texts()).containsExactly("INFO", "WARNING");
        assertThat(alerts.ledger()).hasToString("submitted 5 = delivered 5 + suppressed 0 + pending 0 + dropped 0");
        assertThat(alerts.ledger("mail").submitted()).isEqualTo(2);
    }

    @Test
    void theStartIsFilledInWhenItIsNotGiven() {
        AlertService alerts = described().build(clock);
        alerts.submit(WARNING);
        alerts.submit(WARNING.startsAt(Instant.EPOCH));
        assertThat(chat.accepted)
                .extracting(alert -> alert.startsAt().orElseThrow())
                .containsExactly(START, Instant.EPOCH);
    }

    // --- repetition

    @Test
    void repetitionIsHeldBackUntilTheCooldownIsOver() {
        AlertService alerts = cooling(30);
        assertThat(alerts.submit(WARNING.text("first"))).isEqualTo(Receipt.ACCEPTED);
        clock.advance(Duration.ofMinutes(30).minusNanos(1));
        assertThat(alerts.submit(WARNING.text("early"))).isEqualTo(Receipt.SUPPRESSED);
        clock.advance(Duration.ofNanos(1));
        assertThat(alerts.submit(WARNING.text("exactly at the end"))).isEqualTo(Receipt.ACCEPTED);
        assertThat(alerts.submit(WARNING.label("subject", "BMW").text("another")))
                .isEqualTo(Receipt.ACCEPTED);
        assertThat(chat.texts()).containsExactly("first", "exactly at the end", "another");
        assertThat(alerts.ledger())
                .hasToString("submitted 4 = delivered 3 + suppressed 1 (cooldown 1) + pending 0 + dropped 0");
    }

    @Test
    void aRiseInSeverityPassesAndAFallDoesNot() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .throttle(Throttle.perKey()
                        .cooldown(Duration.ofMinutes(30))
                        .burstOf(1)
                        .thenOneEvery(Duration.ofDays(1)))
                .build(clock);
        Alert alert = Alert.info("t");
        for (Severity severity : new Severity[] {
            Severity.INFO, Severity.WARNING, Severity.WARNING, Severity.INFO, Severity.CRITICAL, Severity.ERROR
        }) {
            alerts.submit(Alert.of(severity, alert.type()));
        }
        assertThat(chat.accepted)
                .extracting(Alert::severity)
                .containsExactly(Severity.INFO, Severity.WARNING, Severity.CRITICAL);
    }

    @Test
    void theEndOfAConditionReachesThoseWhoWereToldOfIt() {
        AlertService alerts = cooling(30);
        assertThat(alerts.submit(WARNING.resolved())).isEqualTo(Receipt.SUPPRESSED);
        alerts.submit(WARNING.text("fires"));
        alerts.submit(WARNING.resolved().text("ends"));
        assertThat(alerts.submit(WARNING.resolved().text("ends again"))).isEqualTo(Receipt.SUPPRESSED);
        alerts.submit(WARNING.text("fires again"));
        assertThat(chat.texts()).containsExactly("fires", "ends", "fires again");
        assertThat(alerts.ledger().count(Outcome.NOT_FIRING)).isEqualTo(2);
    }

    @Test
    void aChannelNeedNotHearOfEnds() {
        chat.wantsResolved = false;
        AlertService alerts = cooling(30);
        alerts.submit(WARNING.text("fires"));
        alerts.submit(WARNING.resolved());
        alerts.submit(WARNING.text("fires again"));
        assertThat(chat.texts()).containsExactly("fires", "fires again");
        assertThat(alerts.ledger().count(Outcome.RESOLVED_UNWANTED)).isEqualTo(1);
    }

    @Test
    void theRateOfAKeyHoldsBackWhatExceedsIt() {
        AlertService alerts = described()
                .throttle(Throttle.perLabels("book").burstOf(2).thenOneEvery(Duration.ofMinutes(6)))
                .build(clock);
        for (int i = 0; i < 5; i++) {
            alerts.submit(WARNING.label("n", "" + i).label("book", "fx"));
        }
        alerts.submit(WARNING.label("book", "eq"));
        assertThat(alerts.ledger().count(Outcome.THROTTLED)).isEqualTo(3);
        clock.advance(Duration.ofMinutes(6));
        assertThat(alerts.submit(WARNING.label("n", "9").label("book", "fx"))).isEqualTo(Receipt.ACCEPTED);
        for (int i = 0; i < 5; i++) { // critical alerts with new identities are not subject to the rate
            assertThat(alerts.submit(CRITICAL.label("n", "" + i))).isEqualTo(Receipt.ACCEPTED);
        }
        assertThat(pager.accepted).hasSize(5);
    }

    @Test
    void aClockThatJumpsAnHourNeitherBlocksNorGives() {
        AlertService alerts = cooling(30);
        alerts.submit(WARNING);
        clock.advance(Duration.ofHours(-1));
        assertThat(alerts.submit(WARNING)).isEqualTo(Receipt.SUPPRESSED);
        clock.advance(Duration.ofMinutes(30));
        assertThat(alerts.submit(WARNING)).isEqualTo(Receipt.ACCEPTED);
    }

    // --- channels that fail

    @Test
    void aFailedSendLeavesNoTraceSoThatTheNextIsSent() {
        AlertService alerts = cooling(30);
        chat.behaviour = alert -> Delivery.failed("503");
        assertThat(alerts.submit(WARNING)).isEqualTo(Receipt.REFUSED);
        chat.behaviour = alert -> Delivery.accepted();
        assertThat(alerts.submit(WARNING)).isEqualTo(Receipt.ACCEPTED);
        assertThat(alerts.ledger())
                .hasToString("submitted 2 = delivered 1 + suppressed 0 + pending 0 + dropped 1 (channel failed 1)");
        assertThat(alerts.failedSends("chat")).isEqualTo(1);
    }

    @Test
    void whateverAChannelThrowsOrReturnsIsContainedAndItsMessageIsNotRepeated() {
        AlertService alerts = cooling(30);
        for (Throwable thrown : new Throwable[] {
            new IllegalStateException("token=s3cret"),
            new AssertionError("s3cret"),
            new StackOverflowError(),
            new OutOfMemoryError("s3cret"),
            new NoClassDefFoundError("x")
        }) {
            pager.behaviour = alert -> sneak(thrown);
            alerts.submit(CRITICAL);
        }
        pager.behaviour = alert -> null;
        alerts.submit(CRITICAL);
        assertThat(alerts.ledger().count(Outcome.LAST_RESORT)).isEqualTo(6);
        assertThat(alerts.undelivered())
                .extracting(Undelivered::reason)
                .containsExactly(
                        "java.lang.IllegalStateException",
                        "java.lang.AssertionError",
                        "java.lang.StackOverflowError",
                        "java.lang.OutOfMemoryError",
                        "java.lang.NoClassDefFoundError",
                        "the channel returned null");
        assertThat(alerts.history().toString()
                        + alerts.undelivered()
                        + alerts
                        + alerts.history().records())
                .doesNotContain("s3cret");
        assertThat(alerts.failedSends("pager")).isEqualTo(6);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> Delivery sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void aClockThatFailsCostsNoAlert() {
        AtomicInteger readings = new AtomicInteger();
        AlertService alerts = described()
                .throttle(Throttle.perKey().burstOf(1).thenOneEvery(Duration.ofDays(1)))
                .build(clock, () -> {
                    if (readings.getAndIncrement() % 5 == 2) { // the one that the rate asks for
                        throw new IllegalStateException("clock");
                    }
                    return readings.get();
                });
        assertThat(alerts.submit(WARNING)).isEqualTo(Receipt.ACCEPTED);
        assertThat(alerts.ledger().delivered()).isEqualTo(1);
        for (int i = 0; i < 20; i++) {
            try {
                alerts.submit(WARNING);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("clock"); // the host's own, from before or after the alert was settled
            }
        }
        readings.set(5);
        alerts.advance();
        assertThat(alerts.ledger().pending()).isZero();
    }

    @Test
    void oneBrokenChannelDoesNotKeepTheOthersFromTheirAlert() {
        AlertService alerts =
                AlertService.builder().otherwise(pager, chat).lastResort(log).build(clock);
        pager.behaviour = alert -> sneak(new Error());
        assertThat(alerts.submit(CRITICAL)).isEqualTo(Receipt.ACCEPTED);
        assertThat(chat.accepted).hasSize(1);
        assertThat(log.accepted).hasSize(1);
    }

    @Test
    void aCriticalAlertIsHeldWhenEvenTheLogFailsAndDroppedOnlyWhenTheListIsFull() {
        AlertService alerts = described().undeliveredCapacity(2).build(clock);
        pager.behaviour = alert -> Delivery.failed("down");
        log.behaviour = alert -> sneak(new IllegalStateException());
        for (int i = 0; i < 3; i++) {
            alerts.submit(CRITICAL.label("n", "" + i));
        }
        assertThat(alerts.ledger())
                .hasToString("submitted 3 = delivered 0 + suppressed 0 + pending 2 (held 2)"
                        + " + dropped 1 (undelivered overflow 1)");
        assertThat(alerts.undeliveredOverflow()).isEqualTo(1);
        log.behaviour = alert -> Delivery.accepted();
        alerts.submit(CRITICAL);
        assertThat(alerts.ledger().count(Outcome.LAST_RESORT)).isEqualTo(1);
        assertThat(alerts.undelivered()).hasSize(2);
    }

    @Test
    void theApplicationLogIsTheLastResort() {
        AlertService alerts = AlertService.builder().otherwise(pager).build(clock);
        pager.behaviour = alert -> Delivery.failed("down");
        alerts.submit(CRITICAL.text("an expected line of the test that critical alerts reach the log"));
        assertThat(alerts.ledger().count(Outcome.LAST_RESORT)).isEqualTo(1);
    }

    // --- queue

    @Test
    void aHostDrivenServiceDeliversWhenItIsTold() {
        AlertService alerts = described().hostDriven().build(clock);
        assertThat(alerts.submit(WARNING)).isEqualTo(Receipt.ACCEPTED);
        assertThat(alerts.submit(CRITICAL)).isEqualTo(Receipt.ACCEPTED);
        assertThat(chat.accepted).isEmpty();
        assertThat(alerts.ledger()).hasToString("submitted 2 = delivered 0 + suppressed 0 + pending 2 + dropped 0");
        alerts.advance();
        assertThat(chat.accepted).hasSize(1);
        assertThat(pager.accepted).hasSize(1);
        assertThat(alerts.history().records()).extracting(AlertRecord::receiver).containsExactly("pager", "chat");
    }

    @Test
    void aFullQueueDropsAndCountsButNeverACriticalAlert() {
        AlertService alerts = described().hostDriven().queue(2, 1).build(clock);
        for (int i = 0; i < 3; i++) {
            assertThat(alerts.submit(WARNING)).isEqualTo(i < 2 ? Receipt.ACCEPTED : Receipt.REFUSED);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(alerts.submit(CRITICAL.label("n", "" + i))).isEqualTo(Receipt.ACCEPTED);
        }
        assertThat(log.accepted).hasSize(2); // at once, in the submitting thread
        assertThat(alerts.undelivered()).extracting(Undelivered::reason).containsExactly("queue full", "queue full");
        assertThat(alerts.ledger())
                .hasToString("submitted 6 = delivered 2 (last resort 2) + suppressed 0 + pending 3"
                        + " + dropped 1 (queue full 1)");
        alerts.advance();
        assertThat(alerts.ledger().pending()).isZero();
    }

    // --- circles

    @Test
    void aChannelMayRaiseAnAlertButACircleEnds() {
        AtomicReference<AlertService> self = new AtomicReference<>();
        chat.behaviour = alert -> {
            self.get().submit(Alert.warning("logged").label("n", "" + chat.calls));
            return Delivery.accepted();
        };
        AlertService alerts = described().build(clock);
        self.set(alerts);
        alerts.submit(WARNING);
        assertThat(chat.accepted).hasSize(2);
        assertThat(alerts.ledger())
                .hasToString("submitted 3 = delivered 2 + suppressed 1 (recursion 1) + pending 0 + dropped 0");
    }

    @Test
    void aCircleOfCriticalAlertsThroughTheLastResortEndsToo() {
        AtomicReference<AlertService> self = new AtomicReference<>();
        log.behaviour = alert -> {
            self.get().submit(Alert.critical("logged").label("n", "" + log.calls));
            return Delivery.accepted();
        };
        pager.behaviour = alert -> Delivery.failed("down");
        AlertService alerts = described().build(clock);
        self.set(alerts);
        alerts.submit(CRITICAL);
        assertThat(log.accepted).hasSize(2);
        assertThat(alerts.ledger())
                .hasToString(
                        "submitted 3 = delivered 2 (last resort 2) + suppressed 0 + pending 1 (held 1) + dropped 0");
        assertThat(alerts.undelivered()).hasSize(3);
    }

    @Test
    void aChannelMayCloseTheService() {
        AtomicReference<AlertService> self = new AtomicReference<>();
        AtomicReference<List<Undelivered>> seen = new AtomicReference<>();
        chat.behaviour = alert -> {
            seen.set(self.get().shutdown(Duration.ZERO));
            return Delivery.accepted();
        };
        AlertService alerts = described().build(clock);
        self.set(alerts);
        alerts.submit(WARNING);
        assertThat(seen.get()).extracting(Undelivered::reason).containsExactly("still queued");
        assertThat(alerts.submit(WARNING)).isEqualTo(Receipt.REFUSED);
        assertThat(alerts.ledger().pending()).isZero();
    }

    // --- digests, history, end

    @Test
    void whatWasHeldBackIsTold() {
        AlertService alerts = described()
                .throttle(Throttle.perKey().cooldown(Duration.ofHours(1)))
                .digestEvery(Duration.ofMinutes(15))
                .build(clock);
        alerts.submit(WARNING);
        clock.advance(Duration.ofMinutes(1));
        alerts.submit(WARNING);
        alerts.submit(WARNING.resolved().label("x", "y"));
        assertThat(alerts.digests())
                .hasSize(1)
                .first()
                .hasToString("2 alerts held back for chat (cooldown 1, not firing 1), worst WARNING,"
                        + " from 2020-01-31T12:01:00Z to 2020-01-31T12:01:00Z");
        clock.advance(Duration.ofMinutes(15).minusNanos(1));
        alerts.advance();
        assertThat(chat.accepted).hasSize(1);
        chat.behaviour = alert -> Delivery.failed("down");
        clock.advance(Duration.ofNanos(1));
        alerts.advance();
        alerts.advance();
        assertThat(chat.calls).isEqualTo(2); // a failed digest waits for the next interval, and nothing of it is lost
        chat.behaviour = alert -> Delivery.accepted();
        clock.advance(Duration.ofMinutes(15));
        alerts.submit(WARNING);
        Alert digest = chat.accepted.get(1);
        assertThat(digest.type()).isEqualTo(Digest.TYPE);
        assertThat(digest.severity()).isEqualTo(Severity.WARNING);
        assertThat(digest.text()).startsWith("3 alerts held back for chat (cooldown 2, not firing 1)");
        assertThat(alerts.digests()).isEmpty();
        assertThat(alerts.ledger().delivered()).isEqualTo(1); // a digest is not a submitted alert
    }

    @Test
    void historyRemembersTheLastDecisions() {
        AlertService alerts = described()
                .throttle(Throttle.perKey().cooldown(Duration.ofHours(1)))
                .historySize(4)
                .build(clock);
        alerts.submit(Alert.info("forgotten"));
        alerts.submit(WARNING);
        clock.advance(Duration.ofMinutes(1));
        alerts.submit(WARNING);
        alerts.submit(CRITICAL);
        alerts.submit(Alert.info("last"));
        AlertHistory history = alerts.history();
        assertThat(history.size()).isEqualTo(4);
        assertThat(history.last(1).records().get(0)).hasToString("2020-01-31T12:01:00Z chat delivered: INFO last");
        assertThat(history.since(START.plusSeconds(60)).size()).isEqualTo(3);
        assertThat(history.ofType("price.gap").of(Outcome.Kind.SUPPRESSED).size())
                .isEqualTo(1);
        assertThat(history.atLeast(Severity.CRITICAL).at("pager").size()).isEqualTo(1);
        assertThat(history.at("chat").size()).isEqualTo(3);
        assertThat(history).hasToString("AlertHistory[4 records]");
        assertThatThrownBy(() -> history.last(-1)).hasMessage("count must be at least 0, was -1");
        AlertService none = described().historySize(0).build(clock);
        none.submit(WARNING);
        assertThat(none.history().size()).isZero();
    }

    @Test
    void closingDeliversWhatIsQueuedAndSaysWhatRemains() {
        AlertService alerts = described()
                .throttle(Throttle.perKey().cooldown(Duration.ofHours(1)))
                .digestEvery(Duration.ofHours(1))
                .hostDriven()
                .build(clock);
        pager.behaviour = alert -> Delivery.failed("down");
        alerts.submit(WARNING.text("queued"));
        alerts.submit(WARNING);
        alerts.submit(CRITICAL);
        List<Undelivered> remaining = alerts.shutdown(Duration.ofSeconds(1));
        assertThat(chat.texts()).first().isEqualTo("queued");
        assertThat(chat.accepted.get(1).type()).isEqualTo(Digest.TYPE);
        assertThat(remaining)
                .extracting(Undelivered::receiver, Undelivered::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("pager", "down"));
        assertThat(alerts.submit(WARNING)).isEqualTo(Receipt.REFUSED);
        assertThat(alerts.submit(CRITICAL)).isEqualTo(Receipt.ACCEPTED);
        assertThat(alerts.ledger().count(Outcome.CLOSED)).isEqualTo(1);
        assertThat(alerts.ledger().count(Outcome.LAST_RESORT)).isEqualTo(2);
        alerts.close();
        assertThat(alerts.shutdown(Duration.ZERO)).hasSize(2);
    }

    // --- the trading cycle's port

    @Test
    void takesTheNoticesOfTheCycle() {
        AlertService alerts = cooling(30);
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put("book", "fx");
        labels.put("long", "v".repeat(5_000));
        labels.put("n".repeat(500), "x");
        AlertNotice notice = new AlertNotice(AlertLevel.ERROR, "t".repeat(300), labels, "text", Instant.EPOCH);
        assertThat(alerts.raise(notice)).isEqualTo(AlertReceipt.ACCEPTED);
        assertThat(alerts.raise(notice)).isEqualTo(AlertReceipt.SUPPRESSED);
        alerts.close();
        assertThat(alerts.raise(notice)).isEqualTo(AlertReceipt.REFUSED);
        Alert alert = chat.accepted.get(0);
        assertThat(alert.severity()).isEqualTo(Severity.ERROR);
        assertThat(alert.type()).hasSize(256).matches("t+\\.\\.\\.[0-9a-f]{32}");
        assertThat(alert.labels()).containsEntry("book", "fx").hasSize(3);
        assertThat(alert.labels().get("long")).hasSize(1_024).matches("v+\\.\\.\\.[0-9a-f]{32}");
        assertThat(alert.startsAt()).contains(Instant.EPOCH);
        for (AlertLevel level : AlertLevel.values()) {
            Alert translated = Notices.toAlert(new AlertNotice(level, "t", new TreeMap<>(), "x", START));
            assertThat(translated.severity().name()).isEqualTo(level.name());
        }
        for (int i = 0; i < 100; i++) {
            labels.put("l" + i, "");
        }
        assertThat(Notices.toAlert(new AlertNotice(AlertLevel.INFO, "t", labels, "x", START))
                        .labels())
                .hasSizeBetween(63, 64);
    }

    @Test
    void noticesThatDifferOnlyBeyondACutAreNotTakenForOne() {
        AlertService alerts = cooling(30);
        for (int i = 0; i < 2; i++) {
            TreeMap<String, String> many = new TreeMap<>();
            for (int k = 0; k < 70; k++) {
                many.put("l" + k, k == 69 ? "" + i : ""); // l69 sorts beyond the 64th label
            }
            many.put("zz", "" + i);
            for (AlertNotice notice : List.of(
                    notice("t".repeat(300) + i, new TreeMap<>()),
                    notice("value", new TreeMap<>(Map.of("a", "v".repeat(5_000) + i))),
                    notice("name", new TreeMap<>(Map.of("n".repeat(500) + i, ""))),
                    notice("count", many))) {
                assertThat(alerts.raise(notice)).as(notice.type()).isEqualTo(AlertReceipt.ACCEPTED);
            }
        }
        assertThat(alerts.ledger().delivered()).isEqualTo(8);
    }

    @Test
    void theSameTroubleInTheNextCycleIsTheSameAlert() {
        AlertService alerts = cooling(30);
        for (int cycle = 1; cycle <= 3; cycle++) {
            TreeMap<String, String> labels = new TreeMap<>(Map.of("limit", "VaR", AlertNotice.CYCLE, "fx-" + cycle));
            assertThat(alerts.raise(notice("cycle.risk.denied", labels)))
                    .isEqualTo(cycle == 1 ? AlertReceipt.ACCEPTED : AlertReceipt.SUPPRESSED);
        }
        assertThat(chat.accepted).singleElement().satisfies(alert -> {
            assertThat(alert.labels()).containsOnlyKeys("limit");
            assertThat(alert.annotations()).containsEntry("cycle", "fx-1");
        });
    }

    @Test
    void theEndOfATroubleIsToldWithItsDetails() {
        AlertService alerts = cooling(30);
        AlertNotice breach = notice("cycle.risk.breach", new TreeMap<>(Map.of("limit", "VaR", "scope", "portfolio")))
                .withDetails(new TreeMap<>(
                        Map.of("cure", "sell 12 A", "n".repeat(500), "x", AlertNotice.CYCLE, "not this")));
        TreeMap<String, String> inCycle = new TreeMap<>(breach.labels());
        inCycle.put(AlertNotice.CYCLE, "fx-2");
        assertThat(alerts.raise(breach)).isEqualTo(AlertReceipt.ACCEPTED);
        assertThat(alerts.raise(notice("cycle.risk.breach", inCycle)
                        .withDetails(breach.details())
                        .resolved()))
                .isEqualTo(AlertReceipt.ACCEPTED);
        assertThat(chat.accepted).hasSize(2);
        assertThat(chat.accepted.get(0).annotations())
                .containsEntry("cure", "sell 12 A")
                .hasSize(3);
        assertThat(chat.accepted.get(0).isResolved()).isFalse();
        assertThat(chat.accepted.get(1).isResolved()).isTrue();
        assertThat(chat.accepted.get(1).labels()).isEqualTo(chat.accepted.get(0).labels());
        assertThat(chat.accepted.get(1).annotations()).containsEntry(AlertNotice.CYCLE, "fx-2");
        TreeMap<String, String> many = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            many.put("d" + i, "");
        }
        assertThat(Notices.toAlert(breach.withDetails(many)).annotations()).hasSizeLessThanOrEqualTo(64);
    }

    private static AlertNotice notice(String type, SortedMap<String, String> labels) {
        return new AlertNotice(AlertLevel.ERROR, type, labels, "text", START);
    }

    @Test
    void shutdownTakesAnyDuration() {
        assertThat(cooling(30).shutdown(Duration.ofSeconds(Long.MAX_VALUE))).isEmpty();
        assertThat(cooling(30).shutdown(Duration.ofSeconds(Long.MIN_VALUE))).isEmpty();
    }

    // --- misuse

    @Test
    void misuseIsNamed() {
        AlertServiceBuilder builder = AlertService.builder();
        assertThatThrownBy(() -> builder.route(severity(Severity.INFO), chat).build(clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alerts that no route takes have no channel (routes: 1);"
                        + " end with otherwise(...), for example otherwise(LogChannel.create())");
        assertThatThrownBy(() -> AlertService.builder()
                        .otherwise(chat, new ScriptedChannel("chat"))
                        .build(clock))
                .hasMessage("two channels are named chat; give each channel a name of its own");
        assertThatThrownBy(() -> AlertService.builder().otherwise(chat, pager, chat))
                .hasMessage("channel chat is named twice in one route");
        assertThatThrownBy(() -> AlertService.builder()
                        .otherwise(new ScriptedChannel(" "))
                        .build(clock))
                .hasMessage("name of the channel io.trimtab.alerts.ScriptedChannel must not be blank, was \" \"");
        assertThatThrownBy(() -> AlertService.builder().otherwise(null)).hasMessage("channel");
        assertThatThrownBy(() -> AlertService.builder().otherwise(chat, (AlertChannel) null))
                .hasMessage("channel[1]");
        assertThatThrownBy(() -> AlertService.builder().route(null, chat)).hasMessage("matcher");
        assertThatThrownBy(() -> AlertMatcher.severity(null)).hasMessage("severity");
        assertThatThrownBy(() -> AlertService.builder().throttle(null)).hasMessage("throttle");
        assertThatThrownBy(() -> AlertService.builder().digestEvery(Duration.ZERO))
                .hasMessage("interval must be above 0 and at most 366 days, was PT0S");
        assertThatThrownBy(() -> AlertService.builder().queue(0, 1)).hasMessage("capacity must be at least 1, was 0");
        assertThatThrownBy(() -> AlertService.builder().queue(1, -1))
                .hasMessage("criticalReserve must be at least 0, was -1");
        assertThatThrownBy(() -> AlertService.builder().undeliveredCapacity(0))
                .hasMessage("capacity must be at least 1, was 0");
        assertThatThrownBy(() -> AlertService.builder().historySize(-1)).hasMessage("size must be at least 0, was -1");
        AlertService alerts = AlertService.builder()
                .otherwise(LogChannel.create())
                .hashKey(1, 2)
                .build(InstantSource.system(), NanoClock.system());
        assertThatThrownBy(() -> alerts.submit(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("alert");
        assertThatThrownBy(() -> alerts.ledger(null)).hasMessage("receiver");
        assertThatThrownBy(() -> Throttle.perLabels((String[]) null)).hasMessage("labels");
        assertThatThrownBy(() -> Throttle.perLabels("a", null)).hasMessage("labels[1]");
        assertThatThrownBy(() -> AlertService.builder().otherwise(chat, (AlertChannel[]) null))
                .hasMessage("more");
        assertThatThrownBy(() -> alerts.raise(null)).hasMessage("notice");
        assertThatThrownBy(() -> alerts.fingerprint(null)).hasMessage("alert");
        assertThatThrownBy(() -> alerts.ledger("nobody")).hasMessage("receiver must be one of [log], was nobody");
        assertThatThrownBy(() -> alerts.shutdown(null)).hasMessage("atMost");
        assertThat(alerts.fingerprint(WARNING).toString()).hasSize(32);
        assertThat(alerts)
                .hasToString("AlertService[submitted 0 = delivered 0 + suppressed 0 + pending 0 + dropped 0]");
        assertThat(severity(Severity.ERROR)).hasToString("@severity=~\"ERROR|CRITICAL\"");
    }

    @Test
    void aLedgerThatDoesNotBalanceCannotExist() {
        assertThatThrownBy(() -> AlertLedger.of(1, 0, new long[Outcome.values().length]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("ledger does not balance: submitted 1 =");
    }
}
