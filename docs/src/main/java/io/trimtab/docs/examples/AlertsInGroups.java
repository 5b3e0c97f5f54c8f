package io.trimtab.docs.examples;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.AlertMatcher;
import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.DeliveryPolicy;
import io.trimtab.alerts.Severity;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.suppress.InhibitionRule;
import io.trimtab.alerts.suppress.MuteSchedule;
import io.trimtab.alerts.suppress.SessionCalendar;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** A storm of price alerts becomes one message, and a critical alert reaches a person though the pager is dead. */
public final class AlertsInGroups {
    private AlertsInGroups() {}

    /**
     * Describes who is told of what, and how.
     *
     * @param pager takes what is critical
     * @param mail stands in for the pager
     * @param chat takes the rest
     * @param clock a virtual clock; a host gives the system's clocks
     * @return the service
     */
    public static AlertService service(AlertChannel pager, AlertChannel mail, AlertChannel chat, ManualClock clock) {
        SessionCalendar xetra =
                SessionCalendar.of("XETR", ZoneId.of("Europe/Berlin"), LocalTime.of(9, 0), LocalTime.of(17, 30));
        return AlertService.builder()
                .routes(Route.to(chat)
                        .grouped(Grouping.by("venue")
                                .waiting(Duration.ofSeconds(30))
                                .every(Duration.ofMinutes(5)))
                        .muted(MuteSchedule.outsideSessionsOf(xetra))
                        .child(Route.<AlertChannel>when(AlertMatcher.severity(Severity.CRITICAL))
                                .sending(pager)))
                .deliver(
                        pager,
                        DeliveryPolicy.retrying(3)
                                .backingOff(Duration.ofSeconds(1), Duration.ofSeconds(10))
                                .failingOverTo(mail))
                .inhibit(new InhibitionRule(
                        LabelMatchers.all(AlertMatcher.type("feed.down")),
                        LabelMatchers.all(AlertMatcher.type("price.gap")),
                        List.of("venue")))
                .hostDriven()
                .build(clock);
    }

    /**
     * Two hundred price gaps and a breach of a limit, within a minute.
     *
     * @param alerts the service
     * @param clock its clock
     */
    public static void storm(AlertService alerts, ManualClock clock) {
        for (int i = 0; i < 200; i++) {
            alerts.submit(Alert.warning("price.gap")
                    .label("venue", "XETR")
                    .label("subject", "share " + i % 40)
                    .text("no price for 3 s"));
        }
        alerts.submit(Alert.critical("risk.var").label("book", "fx").text("VaR 2.4% > 2.0%"));
        for (int second = 0; second < 60; second++) {
            alerts.advance();
            clock.advance(Duration.ofSeconds(1));
        }
    }
}
