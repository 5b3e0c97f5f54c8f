package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.suppress.InhibitionRule;
import io.trimtab.alerts.suppress.MuteSchedule;
import io.trimtab.alerts.suppress.TimeInterval;
import io.trimtab.alerts.suppress.TimeRange;
import io.trimtab.alerts.throttle.GcraLimit;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stages together: what is kept back and told later, groups, attempts, budgets, failover. Virtual time throughout. */
class PipelineTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Alert WARNING = Alert.warning("price.gap").label("subject", "SAP");
    private static final Alert CRITICAL = Alert.critical("risk.var").label("book", "fx");
    private static final LabelMatchers GAPS = LabelMatchers.all(AlertMatcher.type("price.gap"));

    private final ManualClock clock = ManualClock.startingAt(START);
    private final ScriptedChannel chat = new ScriptedChannel("chat");
    private final ScriptedChannel mail = new ScriptedChannel("mail");
    private final ScriptedChannel log = new ScriptedChannel("log");

    private void pass(AlertService alerts, Duration time) {
        clock.advance(time);
        alerts.advance();
    }

    private static void balances(AlertService alerts, String expected) {
        assertThat(alerts.ledger()).hasToString(expected);
    }

    @Test
    void whatIsLessSevereNowAndNoSourceAnyMoreKeepsNothingBack() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .inhibit(new InhibitionRule(
                        LabelMatchers.all(AlertMatcher.type("feed"), AlertMatcher.severity(Severity.CRITICAL)),
                        LabelMatchers.all(AlertMatcher.type("gap")),
                        List.of()))
                .build(clock);
        alerts.submit(Alert.critical("feed").text("down"));
        alerts.submit(Alert.warning("gap").text("wide"));
        assertThat(chat.texts()).containsExactly("down");
        alerts.submit(Alert.warning("feed").text("slow"));
        assertThat(chat.texts()).contains("wide");
    }

    // --- kept back, and told later

    private AlertService muted() {
        MuteSchedule noon = MuteSchedule.during("lunch", TimeInterval.utc().times(TimeRange.parse("12:00", "13:00")));
        return AlertService.builder()
                .routes(Route.<AlertChannel>to(chat).muted(noon))
                .throttle(Throttle.perKey().cooldown(Duration.ofHours(10)))
                .build(clock);
    }

    @Test
    void whatStillHoldsWhenAScheduleEndsIsToldThenOnce() {
        AlertService alerts = muted();
        assertThat(alerts.submit(WARNING.text("one"))).isEqualTo(Receipt.ACCEPTED);
        pass(alerts, Duration.ofMinutes(10));
        alerts.submit(WARNING.text("two"));
        balances(alerts, "submitted 2 = delivered 0 + suppressed 1 (muted 1) + pending 1 + dropped 0");
        assertThat(alerts.nextDue()).contains(Duration.ofSeconds(1));
        pass(alerts, Duration.ofMinutes(50).minusSeconds(1));
        assertThat(chat.texts()).isEmpty();
        pass(alerts, Duration.ofSeconds(1));
        assertThat(chat.texts()).containsExactly("two");
        balances(alerts, "submitted 2 = delivered 1 + suppressed 1 (muted 1) + pending 0 + dropped 0");
        assertThat(alerts.nextDue()).isEmpty();
    }

    @Test
    void theEndOfAConditionInsideAMuteWindowIsToldWhenItEnds() {
        clock.advance(Duration.ofMinutes(-1));
        AlertService alerts = muted();
        alerts.submit(WARNING.text("fires"));
        pass(alerts, Duration.ofMinutes(2));
        alerts.submit(WARNING.text("fires on"));
        alerts.submit(WARNING.resolved().text("ends"));
        assertThat(chat.texts()).containsExactly("fires");
        pass(alerts, Duration.ofHours(1));
        assertThat(chat.texts()).containsExactly("fires", "ends");
        assertThat(alerts.ledger().pending()).isZero();
    }

    @Test
    void aConditionThatCameAndWentInsideAMuteWindowIsNeverTold() {
        AlertService alerts = muted();
        alerts.submit(WARNING);
        alerts.submit(WARNING.resolved());
        pass(alerts, Duration.ofHours(2));
        assertThat(chat.accepted).isEmpty();
        balances(alerts, "submitted 2 = delivered 0 + suppressed 2 (muted 1, not firing 1) + pending 0 + dropped 0");
    }

    @Test
    void aScheduleThatThrowsKeepsNothingBack() {
        MuteSchedule broken = new MuteSchedule() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public boolean isMuted(Instant instant) {
                throw new IllegalStateException();
            }
        };
        AlertService alerts = AlertService.builder()
                .routes(Route.<AlertChannel>to(chat).muted(broken))
                .build(clock);
        alerts.submit(WARNING);
        assertThat(chat.accepted).hasSize(1);
    }

    @Test
    void aSilenceKeepsBackUntilItEndsOrIsEnded() {
        AlertService alerts = AlertService.builder().otherwise(chat).build(clock);
        String id = alerts.silence(GAPS, START, START.plusSeconds(3_600), "ana", "restart")
                .id();
        alerts.submit(WARNING.text("a"));
        alerts.submit(CRITICAL.text("b"));
        assertThat(chat.texts()).containsExactly("b");
        alerts.reschedule(id, START, START.plusSeconds(60));
        pass(alerts, Duration.ofSeconds(60));
        assertThat(chat.texts()).containsExactly("b", "a");
        String next = alerts.silence(GAPS, clock.instant(), START.plusSeconds(3_600), "ana", "")
                .id();
        alerts.submit(WARNING.text("c"));
        alerts.expire(next);
        alerts.advance();
        assertThat(chat.texts()).containsExactly("b", "a", "c");
        assertThat(alerts.silences()).hasSize(2);
    }

    @Test
    void aSourceKeepsItsTargetsBackUntilItEnds() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .inhibit(new InhibitionRule(LabelMatchers.all(AlertMatcher.type("feed.down")), GAPS, List.of("venue")))
                .build(clock);
        Alert gap = WARNING.label("venue", "XETR");
        alerts.submit(Alert.error("feed.down").label("venue", "XETR"));
        alerts.submit(gap);
        alerts.submit(WARNING.label("venue", "XLON"));
        assertThat(alerts.ledger().pending()).isEqualTo(1);
        alerts.submit(Alert.error("feed.down").label("venue", "XETR").resolved());
        alerts.advance();
        assertThat(chat.accepted)
                .extracting(Alert::type)
                .containsExactly("feed.down", "price.gap", "feed.down", "price.gap");
        assertThat(alerts.ledger().pending()).isZero();
    }

    @Test
    void aReceiverMayAskForNothingLessUrgent() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .deliver(chat, DeliveryPolicy.once().atLeast(Severity.ERROR))
                .build(clock);
        assertThat(alerts.submit(WARNING)).isEqualTo(Receipt.SUPPRESSED);
        assertThat(alerts.submit(CRITICAL)).isEqualTo(Receipt.ACCEPTED);
        assertThat(alerts.ledger().count(Outcome.BELOW_MINIMUM)).isEqualTo(1);
    }

    // --- groups

    private AlertService grouped(DeliveryPolicy policy) {
        return AlertService.builder()
                .routes(Route.<AlertChannel>to(chat)
                        .grouped(Grouping.by("book")
                                .waiting(Duration.ofSeconds(10))
                                .every(Duration.ofMinutes(1))
                                .repeating(Duration.ofHours(1))))
                .deliver(chat, policy)
                .lastResort(log)
                .hostDriven()
                .build(clock);
    }

    private static Alert inBook(String book, int number) {
        return Alert.warning("t").label("book", book).label("n", "" + number);
    }

    @Test
    void aStormBecomesOneNotificationAndEverySubmissionIsAccountedFor() {
        AlertService alerts = grouped(DeliveryPolicy.once());
        for (int i = 0; i < 100; i++) {
            alerts.submit(inBook("fx", i % 5));
            alerts.advance();
        }
        pass(alerts, Duration.ofSeconds(10));
        assertThat(chat.notifications).hasSize(1);
        assertThat(chat.notifications.get(0).alerts()).hasSize(5);
        assertThat(chat.notifications.get(0).groupLabels()).containsEntry("book", "fx");
        balances(alerts, "submitted 100 = delivered 5 + suppressed 95 (merged 95) + pending 0 + dropped 0");
        alerts.submit(inBook("fx", 1));
        pass(alerts, Duration.ofMinutes(1));
        assertThat(chat.notifications).hasSize(1);
        assertThat(alerts.ledger().count(Outcome.UNCHANGED)).isEqualTo(1);
        pass(alerts, Duration.ofHours(2)); // still firing: repeated, which is not a submission
        assertThat(chat.notifications).hasSize(2);
        assertThat(alerts.ledger().submitted()).isEqualTo(101);
    }

    @Test
    void aNewCriticalAlertDoesNotWaitForCompany() {
        AlertService alerts = grouped(DeliveryPolicy.once());
        alerts.submit(inBook("fx", 1));
        alerts.advance();
        alerts.submit(CRITICAL);
        alerts.advance();
        assertThat(chat.notifications).hasSize(1);
        assertThat(chat.notifications.get(0).alerts()).hasSize(2);
        assertThat(chat.notifications.get(0).severity()).isEqualTo(Severity.CRITICAL);
        alerts.submit(CRITICAL);
        alerts.advance();
        assertThat(chat.notifications).hasSize(1);
    }

    @Test
    void anAlertThatBecameCriticalDoesNotWaitForTheInterval() {
        AlertService alerts = grouped(DeliveryPolicy.once());
        alerts.submit(inBook("fx", 1));
        alerts.advance();
        pass(alerts, Duration.ofSeconds(10));
        assertThat(chat.notifications).hasSize(1);
        alerts.submit(inBook("fx", 1).atLeast(Severity.CRITICAL));
        alerts.advance();
        assertThat(chat.notifications).hasSize(2);
        assertThat(chat.notifications.get(1).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aGroupThatNobodyTookIsToldAgainAtItsNextInterval() {
        AlertService alerts = grouped(DeliveryPolicy.once());
        chat.behaviour = alert -> Delivery.failed("503");
        alerts.submit(inBook("fx", 1));
        alerts.advance();
        pass(alerts, Duration.ofSeconds(10));
        balances(alerts, "submitted 1 = delivered 0 + suppressed 0 + pending 0 + dropped 1 (channel failed 1)");
        chat.behaviour = alert -> Delivery.accepted();
        pass(alerts, Duration.ofMinutes(1));
        assertThat(chat.accepted).hasSize(1);
    }

    @Test
    void whatComesWhileANotificationIsUnderWayIsToldByTheNext() {
        AlertService alerts = grouped(DeliveryPolicy.retrying(10)
                .backingOff(Duration.ofMinutes(5), Duration.ofMinutes(5))
                .breakingAfter(100, Duration.ofSeconds(1)));
        chat.behaviour = alert -> Delivery.retryableAfter("busy", Duration.ofMinutes(5));
        alerts.submit(inBook("fx", 1));
        alerts.advance();
        pass(alerts, Duration.ofSeconds(10));
        alerts.submit(inBook("fx", 2));
        alerts.submit(inBook("fx", 1).resolved());
        pass(alerts, Duration.ofMinutes(1));
        assertThat(chat.calls).isEqualTo(1); // the interval has not cut off the attempts
        chat.behaviour = alert -> Delivery.accepted();
        pass(alerts, Duration.ofMinutes(5));
        assertThat(chat.notifications.get(0).alerts())
                .extracting(alert -> alert.labels().get("n"))
                .containsExactly("1");
        pass(alerts, Duration.ofMinutes(1));
        assertThat(chat.notifications.get(1).alerts())
                .extracting(Alert::isResolved)
                .containsExactly(false, true);
        balances(alerts, "submitted 3 = delivered 3 + suppressed 0 + pending 0 + dropped 0");
    }

    @Test
    void groupsBeyondTheBoundAreToldAloneAndNotLost() {
        AlertService alerts = AlertService.builder()
                .routes(Route.<AlertChannel>to(chat).grouped(Grouping.by("book")))
                .maxGroups(1)
                .build(clock);
        alerts.submit(inBook("fx", 1));
        alerts.submit(inBook("rates", 1));
        assertThat(chat.accepted)
                .extracting(alert -> alert.labels().get("book"))
                .containsExactly("rates");
        pass(alerts, Duration.ofSeconds(30));
        assertThat(chat.accepted).hasSize(2);
    }

    @Test
    void closingTellsTheGroupsThatWait() {
        AlertService alerts = grouped(DeliveryPolicy.once());
        alerts.submit(inBook("fx", 1));
        assertThat(alerts.shutdown(Duration.ZERO)).isEmpty();
        assertThat(chat.accepted).hasSize(1);
    }

    @Test
    void otherRoutesTakeOverWhatFires() {
        AlertService alerts = grouped(DeliveryPolicy.once());
        alerts.submit(inBook("fx", 1));
        alerts.advance();
        alerts.reroute(Route.<AlertChannel>to(mail));
        assertThat(chat.accepted).hasSize(1); // what waited was told by the old routes first
        alerts.advance();
        assertThat(mail.accepted).hasSize(1);
        alerts.submit(inBook("fx", 2));
        alerts.advance();
        assertThat(mail.accepted).hasSize(2);
        assertThat(alerts.ledger("chat").submitted()).isEqualTo(1);
        assertThatThrownBy(() -> alerts.reroute(Route.<AlertChannel>to(new ScriptedChannel("mail"))))
                .hasMessageContaining("two channels are named mail");
    }

    @Test
    void theEndOfWhatWasKeptBackWhileItsGroupWasToldIsTold() {
        AlertService alerts = AlertService.builder()
                .routes(Route.<AlertChannel>to(chat)
                        .grouped(Grouping.by("book")
                                .waiting(Duration.ofSeconds(10))
                                .every(Duration.ofMinutes(1))))
                .build(clock);
        alerts.submit(inBook("fx", 1));
        alerts.submit(inBook("fx", 2));
        pass(alerts, Duration.ofSeconds(10));
        LabelMatchers first = LabelMatchers.all(LabelMatcher.equal("n", "1"));
        String id = alerts.silence(first, clock.instant(), clock.instant().plusSeconds(3_600), "ana", "")
                .id();
        alerts.submit(inBook("fx", 2).resolved());
        pass(alerts, Duration.ofMinutes(1)); // tells the end of the second, and nothing of the first
        alerts.submit(inBook("fx", 1).resolved());
        pass(alerts, Duration.ofMinutes(1));
        assertThat(chat.notifications).hasSize(2);
        alerts.expire(id);
        pass(alerts, Duration.ofMinutes(1));
        assertThat(chat.notifications).hasSize(3);
        assertThat(chat.notifications.get(2).isResolved()).isTrue();
        assertThat(alerts.ledger().pending()).isZero();
    }

    // --- attempts

    private AlertService retrying(DeliveryPolicy policy) {
        return AlertService.builder()
                .otherwise(chat)
                .deliver(chat, policy)
                .lastResort(log)
                .hostDriven()
                .build(clock);
    }

    @Test
    void attemptsAreSpreadByFullJitterAndKeepTheirId() {
        List<Long> at = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        AlertChannel failing = new AlertChannel() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public Delivery deliver(Notification notification) {
                at.add(clock.nanos());
                ids.add(notification.id());
                return Delivery.retryable("busy");
            }
        };
        AlertService alerts = AlertService.builder()
                .otherwise(failing)
                .deliver(
                        failing,
                        DeliveryPolicy.retrying(6)
                                .backingOff(Duration.ofSeconds(1), Duration.ofSeconds(4))
                                .breakingAfter(1_000, Duration.ofSeconds(1)))
                .lastResort(log)
                .hostDriven()
                .build(clock);
        alerts.submit(WARNING);
        for (int i = 0; i < 3_000; i++) {
            pass(alerts, Duration.ofMillis(10));
        }
        assertThat(at).hasSize(6);
        assertThat(ids).containsOnly(ids.get(0));
        long[] most = {1, 2, 4, 4, 4};
        for (int i = 0; i < 5; i++) {
            assertThat(at.get(i + 1) - at.get(i)).isBetween(0L, most[i] * 1_000_000_000L + 10_000_000L);
        }
        balances(alerts, "submitted 1 = delivered 0 + suppressed 0 + pending 0 + dropped 1 (channel failed 1)");
        assertThat(alerts.failedSends("failing")).isEqualTo(6);
    }

    @Test
    void aChannelIsLeftAloneAsLongAsItAsksButNotForYears() {
        AlertService alerts = retrying(DeliveryPolicy.retrying(3).breakingAfter(100, Duration.ofSeconds(1)));
        chat.behaviour = alert -> Delivery.retryableAfter("429", Duration.ofMinutes(2));
        alerts.submit(WARNING);
        alerts.advance();
        pass(alerts, Duration.ofMinutes(2).minusNanos(1));
        assertThat(chat.calls).isEqualTo(1);
        chat.behaviour = alert -> Delivery.retryableAfter("429", Duration.ofDays(3_650_000));
        pass(alerts, Duration.ofNanos(1));
        assertThat(chat.calls).isEqualTo(2);
        chat.behaviour = alert -> Delivery.accepted();
        pass(alerts, Duration.ofHours(1));
        assertThat(chat.accepted).hasSize(1);
    }

    @Test
    void aPermanentFailureIsNotTriedAgainAndAThrownOneIs() {
        AlertService alerts = retrying(DeliveryPolicy.retrying(3));
        chat.behaviour = alert -> Delivery.failed("400");
        alerts.submit(WARNING);
        alerts.advance();
        pass(alerts, Duration.ofHours(1));
        assertThat(chat.calls).isEqualTo(1);
        chat.behaviour = alert -> {
            throw new IllegalStateException();
        };
        alerts.submit(WARNING);
        alerts.advance();
        chat.behaviour = alert -> Delivery.accepted();
        pass(alerts, Duration.ofHours(1));
        assertThat(chat.accepted).hasSize(1);
    }

    @Test
    void aBrokenCircuitLeavesTheChannelAloneAndNoAlertIsLostToTheProbe() {
        AlertService alerts = retrying(DeliveryPolicy.retrying(100)
                .backingOff(Duration.ofMillis(1), Duration.ofMillis(1))
                .breakingAfter(3, Duration.ofMinutes(1)));
        chat.behaviour = alert -> Delivery.retryable("down");
        alerts.submit(CRITICAL);
        for (int i = 0; i < 100; i++) {
            pass(alerts, Duration.ofMillis(2));
        }
        assertThat(chat.calls).isEqualTo(3);
        pass(alerts, Duration.ofMinutes(1)); // one probe
        pass(alerts, Duration.ofMillis(2));
        assertThat(chat.calls).isEqualTo(4);
        chat.behaviour = alert -> Delivery.accepted();
        pass(alerts, Duration.ofMinutes(1));
        assertThat(chat.accepted).hasSize(1);
        balances(alerts, "submitted 1 = delivered 1 + suppressed 0 + pending 0 + dropped 0");
    }

    @Test
    void whatAChannelDoesNotTakeGoesToTheNextOfItsChain() {
        AlertService alerts = retrying(DeliveryPolicy.once().failingOverTo(mail));
        chat.behaviour = alert -> Delivery.failed("410");
        alerts.submit(WARNING);
        alerts.advance();
        assertThat(mail.accepted).hasSize(1);
        balances(alerts, "submitted 1 = delivered 1 + suppressed 0 + pending 0 + dropped 0");
        assertThat(alerts.ledger("chat").delivered()).isEqualTo(1);
        mail.behaviour = alert -> Delivery.failed("also");
        alerts.submit(CRITICAL);
        alerts.advance();
        assertThat(log.accepted).hasSize(1);
        assertThat(alerts.ledger().count(Outcome.LAST_RESORT)).isEqualTo(1);
    }

    @Test
    void budgetsHoldBackWhatIsNotCriticalAndPaceWhatIs() {
        AlertService alerts = retrying(DeliveryPolicy.once()
                .budget(GcraLimit.of(2, Duration.ofMinutes(1)))
                .criticalBudget(GcraLimit.of(1, Duration.ofMinutes(1))));
        for (int i = 0; i < 4; i++) {
            alerts.submit(WARNING.label("n", "" + i));
            alerts.submit(CRITICAL.label("n", "" + i));
        }
        alerts.advance();
        assertThat(alerts.ledger().count(Outcome.OVER_BUDGET)).isEqualTo(2);
        assertThat(chat.accepted).hasSize(3);
        assertThat(alerts.ledger().pending()).isEqualTo(3);
        assertThat(alerts.nextDue()).contains(Duration.ofMinutes(1));
        for (int i = 0; i < 3; i++) {
            pass(alerts, Duration.ofMinutes(1));
        }
        assertThat(alerts.ledger().pending()).isZero();
        assertThat(chat.accepted).hasSize(6);
    }

    @Test
    void aFullOutboxDropsButNeverACriticalAlert() {
        AlertService alerts =
                retrying(DeliveryPolicy.retrying(100).queue(2, 1).backingOff(Duration.ofDays(1), Duration.ofDays(1)));
        chat.behaviour = alert -> Delivery.retryableAfter("busy", Duration.ofHours(1));
        for (int i = 0; i < 5; i++) {
            alerts.submit(WARNING.label("n", "" + i));
        }
        for (int i = 0; i < 3; i++) {
            alerts.submit(CRITICAL.label("n", "" + i));
        }
        alerts.advance();
        // critical ones are taken first: three find a place, the reserve included, and no warning does
        balances(alerts, "submitted 8 = delivered 0 + suppressed 0 + pending 3 + dropped 5 (queue full 5)");
        alerts.submit(CRITICAL.label("n", "3"));
        alerts.advance();
        assertThat(log.accepted).hasSize(1);
        assertThat(alerts.ledger().count(Outcome.LAST_RESORT)).isEqualTo(1);
    }

    // --- an executor

    private final ManualExecutor executor = new ManualExecutor(clock);

    private AlertService async(DeliveryPolicy policy) {
        return AlertService.builder()
                .otherwise(chat)
                .deliver(chat, policy)
                .lastResort(log)
                .using(executor)
                .build(clock);
    }

    @Test
    void anExecutorDoesEverythingByItself() {
        AlertService alerts =
                async(DeliveryPolicy.retrying(3).backingOff(Duration.ofSeconds(9), Duration.ofSeconds(9)));
        chat.behaviour = alert -> Delivery.retryable("busy");
        assertThat(alerts.submit(WARNING)).isEqualTo(Receipt.ACCEPTED);
        assertThat(chat.calls).isZero();
        executor.run();
        assertThat(chat.calls).isEqualTo(1);
        chat.behaviour = alert -> Delivery.accepted();
        clock.advance(Duration.ofSeconds(9));
        executor.run();
        assertThat(chat.accepted).hasSize(1);
        balances(alerts, "submitted 1 = delivered 1 + suppressed 0 + pending 0 + dropped 0");
    }

    @Test
    void anAttemptThatTakesTooLongIsGivenUpButTheChannelIsNotAskedTwiceAtOnce() {
        AlertService alerts = async(DeliveryPolicy.retrying(3)
                .timeout(Duration.ofSeconds(10))
                .backingOff(Duration.ofMillis(1), Duration.ofMillis(1)));
        alerts.submit(WARNING);
        executor.tasks.remove().run(); // takes the alert and hands it to a thread that does not begin
        assertThat(executor.tasks).hasSize(1);
        clock.advance(Duration.ofSeconds(10));
        alerts.advance();
        assertThat(alerts.failedSends("chat")).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        alerts.advance();
        assertThat(executor.tasks).hasSize(1);
        executor.run(); // the thread comes back, and has told the alert after all
        assertThat(chat.calls).isEqualTo(1);
        balances(alerts, "submitted 1 = delivered 1 + suppressed 0 + pending 0 + dropped 0");
    }

    @Test
    void aCriticalAlertBehindAHungChannelGoesToTheNextOfTheChain() {
        AlertService alerts =
                async(DeliveryPolicy.retrying(3).timeout(Duration.ofSeconds(10)).failingOverTo(mail));
        alerts.submit(WARNING);
        executor.tasks.remove().run();
        Runnable hung = executor.tasks.remove();
        alerts.submit(CRITICAL);
        executor.run();
        assertThat(mail.accepted).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        executor.run();
        assertThat(mail.accepted).extracting(Alert::severity).containsExactly(Severity.CRITICAL);
        hung.run(); // its thread comes too late: the channel is not called, and asked again when it is time
        executor.run();
        assertThat(chat.calls).isZero();
        clock.advance(Duration.ofSeconds(1));
        executor.run();
        assertThat(chat.accepted).extracting(Alert::severity).containsExactly(Severity.WARNING);
        balances(alerts, "submitted 2 = delivered 2 + suppressed 0 + pending 0 + dropped 0");
    }

    @Test
    void anExecutorThatRefusesCostsNoAlert() {
        AlertService alerts =
                async(DeliveryPolicy.retrying(3).backingOff(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        executor.refuses = true;
        assertThat(alerts.submit(WARNING)).isEqualTo(Receipt.ACCEPTED);
        alerts.advance();
        executor.refuses = false;
        clock.advance(Duration.ofSeconds(1));
        alerts.advance();
        executor.run();
        assertThat(chat.accepted).hasSize(1);
    }

    // --- the description

    @Test
    void contradictionsInTheDescriptionAreNamed() {
        assertThatThrownBy(() -> AlertService.builder()
                        .routes(Route.<AlertChannel>to(chat))
                        .otherwise(mail)
                        .build(clock))
                .hasMessageContaining("routes(...) is the whole tree");
        assertThatThrownBy(() -> DeliveryPolicy.retrying(0)).hasMessageContaining("attempts");
        assertThatThrownBy(() -> DeliveryPolicy.retrying(101)).hasMessageContaining("attempts must be at most 100");
        assertThatThrownBy(() -> DeliveryPolicy.once().timeout(Duration.ZERO)).hasMessageContaining("timeout");
        assertThatThrownBy(() -> DeliveryPolicy.once().backingOff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("longest must be at least first");
        assertThatThrownBy(() -> AlertService.builder().startDelay(Duration.ofSeconds(-1)))
                .hasMessageContaining("delay must be from 0");
        assertThatThrownBy(() -> Delivery.retryableAfter("x", Duration.ofSeconds(-1)))
                .hasMessageContaining("notBefore");
        assertThat(LabelMatcher.equal("a", "b").matches(WARNING.label("a", "b")))
                .isTrue();
        assertThat(DeliveryPolicy.retrying(2).failingOverTo(mail))
                .hasToString("DeliveryPolicy[INFO and above, 2 attempts, timeout PT30S, else mail]");
    }
}
