package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.channel.LogChannel;
import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.suppress.MuteSchedule;
import io.trimtab.alerts.suppress.TimeInterval;
import io.trimtab.alerts.suppress.TimeRange;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * The traps that others fell into and that no other test of the service names. Elsewhere: a window's edge
 * ({@code WindowTableTest}), limits changed at run time ({@code ThrottleTableTest}), 429 ({@code WebhookChannelTest}),
 * an attempt cut off by the next interval, a mute ending while still firing ({@code PipelineTest}), a channel that throws,
 * returns null or never completes, recursion, submit and close from a channel ({@code AlertServiceTest}), gap and overlap of
 * daylight saving time and windows over midnight ({@code TimeIntervalTest}), 10 million keys
 * ({@code AlertServiceProperties}).
 */
class TrapsTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final ManualClock clock = ManualClock.startingAt(START);
    private final ScriptedChannel chat = new ScriptedChannel("chat");
    private final ScriptedChannel pager = new ScriptedChannel("pager");
    private final ScriptedChannel log = new ScriptedChannel("log");

    @Test
    void theProbeOfABrokenCircuitDoesNotEatACriticalAlert() {
        AlertService alerts = AlertService.builder()
                .otherwise(pager)
                .deliver(
                        pager,
                        DeliveryPolicy.retrying(1)
                                .breakingAfter(1, Duration.ofMinutes(1))
                                .failingOverTo(chat))
                .lastResort(log)
                .build(clock);
        pager.behaviour = alert -> Delivery.retryable("down");
        alerts.submit(Alert.critical("first"));
        clock.advance(Duration.ofMinutes(1));
        alerts.submit(Alert.critical("probe"));
        assertThat(pager.calls).isEqualTo(2);
        assertThat(chat.accepted).extracting(Alert::type).containsExactly("first", "probe");
        assertThat(alerts.ledger().delivered()).isEqualTo(2);
    }

    @Test
    void tenMillionCharactersOfTextCostNoAlertAndLittleMemory() {
        AlertService alerts = AlertService.builder().otherwise(chat).build(clock);
        String huge = "x".repeat(10_000_000);
        alerts.submit(Alert.error("t").text(huge).annotation("a", huge).source(huge));
        Alert told = chat.accepted.get(0);
        assertThat(told.text()).hasSizeLessThanOrEqualTo(Alert.LONGEST_TEXT).endsWith("(10,000,000 characters, cut)");
        assertThat(alerts.history().records().get(0).toString()).hasSizeLessThan(5_000);
    }

    @Test
    void placeholdersInTextAreTextAndNothingElse() {
        AlertService alerts =
                AlertService.builder().otherwise(LogChannel.create(), chat).build(clock);
        String text = "{} {0} %s %n ${jndi:ldap://example.org/a} ${env:SECRET} #{T(java.lang.Runtime)}";
        assertThat(alerts.submit(Alert.info("t").label("{}", "${jndi:x}").text(text)))
                .isEqualTo(Receipt.ACCEPTED);
        assertThat(chat.texts()).containsExactly(text);
        assertThat(chat.accepted.get(0).toString())
                .doesNotContain("${jndi")
                .contains("\\u0024{jndi:ldap://example.org/a}");
    }

    @Test
    void anAlertRaisedExactlyAtTheEndOfItsCooldownPassesOnce() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .throttle(Throttle.perKey().cooldown(Duration.ofMinutes(10)))
                .build(clock);
        alerts.submit(Alert.info("t"));
        clock.advance(Duration.ofMinutes(10));
        assertThat(alerts.submit(Alert.info("t"))).isEqualTo(Receipt.ACCEPTED);
        assertThat(alerts.submit(Alert.info("t"))).isEqualTo(Receipt.SUPPRESSED);
    }

    @Test
    void aGroupAskedExactlyAtItsRepetitionIsToldAtTheNextIntervalOnce() {
        AlertService alerts = AlertService.builder()
                .routes(Route.<AlertChannel>to(chat)
                        .grouped(Grouping.by()
                                .waiting(Duration.ZERO)
                                .every(Duration.ofMinutes(1))
                                .repeating(Duration.ofMinutes(5))))
                .build(clock);
        alerts.submit(Alert.info("t"));
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(1));
            alerts.advance();
        }
        assertThat(chat.notifications).hasSize(1); // exactly five minutes: not more than that
        clock.advance(Duration.ofMinutes(1));
        alerts.advance();
        assertThat(chat.notifications).hasSize(2);
    }

    @Test
    void anAlertThatEndsExactlyNowHasEnded() {
        AlertService alerts = AlertService.builder().otherwise(chat).build(clock);
        alerts.submit(Alert.info("t").endsAt(START.plusSeconds(60)));
        clock.advance(Duration.ofSeconds(60));
        alerts.submit(Alert.info("t").endsAt(START.plusSeconds(60)));
        assertThat(chat.accepted).extracting(Alert::isResolved).containsExactly(false, true);
    }

    @Test
    void aScheduleOverMidnightIsOneWindow() {
        MuteSchedule night = MuteSchedule.during(
                "night",
                TimeInterval.utc().times(TimeRange.parse("22:00", "24:00")),
                TimeInterval.utc().times(TimeRange.parse("00:00", "06:00")));
        AlertService alerts = AlertService.builder()
                .routes(Route.<AlertChannel>to(chat).muted(night))
                .build(clock);
        clock.advance(Duration.ofHours(11)); // 23:00
        alerts.submit(Alert.info("t"));
        for (int second = 0; second < 7 * 3_600 - 1; second++) {
            clock.advance(Duration.ofSeconds(1));
            alerts.advance();
        }
        assertThat(chat.accepted).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        alerts.advance();
        assertThat(chat.accepted).hasSize(1);
    }
}
