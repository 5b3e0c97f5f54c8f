package io.trimtab.docs.examples;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.AlertLedger;
import io.trimtab.alerts.AlertMatcher;
import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.Severity;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;

/** Alerts that neither drown nor lose: the first is delivered, repetition is held back, all are accounted for. */
public final class AlertsThatDoNotDrown {
    private AlertsThatDoNotDrown() {}

    /**
     * Raises the same alert a thousand times within an hour.
     *
     * @param pager takes what is critical
     * @param chat takes the rest
     * @param clock a virtual clock; a host gives the system's clocks
     * @return the account of what became of them
     */
    public static AlertLedger raise(AlertChannel pager, AlertChannel chat, ManualClock clock) {
        AlertService alerts = AlertService.builder()
                .route(AlertMatcher.severity(Severity.CRITICAL), pager)
                .otherwise(chat)
                .throttle(Throttle.perKey().cooldown(Duration.ofMinutes(30)))
                .build(clock, clock);

        for (int i = 0; i < 1_000; i++) {
            alerts.submit(Alert.critical("risk.var").label("book", "fx").text("VaR 2.4% > 2.0%"));
            clock.advance(Duration.ofMillis(3_600));
        }
        return alerts.ledger();
    }
}
