package io.trimtab.docs.examples;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.AlertLedger;
import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;

/** How often one kind of alert is told: several limits at once, and others while the service runs. */
public final class AlertsWithLimits {
    private AlertsWithLimits() {}

    /**
     * The limits of working hours.
     *
     * @return the limits of each type and share
     */
    public static Throttle byDay() {
        return Throttle.perKey()
                .cooldown(Duration.ofMinutes(5))
                .doublingUpTo(Duration.ofHours(4))
                .burstOf(10)
                .thenOneEvery(Duration.ofMinutes(6))
                .atMost(1)
                .per(Duration.ofMinutes(30))
                .atMost(10)
                .per(Duration.ofHours(24));
    }

    /**
     * A feed that reports the same gap each minute for a day, and limits that are changed at noon.
     *
     * @param chat who is told
     * @param clock a virtual clock; a host gives the system's clocks
     * @return the account of what became of them
     */
    public static AlertLedger raise(AlertChannel chat, ManualClock clock) {
        AlertService alerts =
                AlertService.builder().otherwise(chat).throttle(byDay()).build(clock);
        for (int minute = 0; minute < 24 * 60; minute++) {
            if (minute == 12 * 60) {
                alerts.throttle(Throttle.perKey().atMost(1).per(Duration.ofHours(6)));
            }
            alerts.submit(Alert.warning("price.gap").label("subject", "SAP"));
            clock.advance(Duration.ofMinutes(1));
        }
        return alerts.ledger();
    }
}
