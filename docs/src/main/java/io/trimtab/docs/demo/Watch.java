package io.trimtab.docs.demo;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertMatcher;
import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.Severity;
import io.trimtab.alerts.channel.MemoryChannel;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.time.ManualClock;
import io.trimtab.docs.chart.Figures;
import java.time.Duration;

/**
 * What a host does between cycles: looks at the account each day and says so when something is wrong.
 *
 * <p>It says it every day on which it is wrong, as a simple host would; not to drown anybody is the alert service's work.
 */
final class Watch {
    /** Reads everything. */
    static final String DESK = "desk";

    /** Is woken for errors and worse. */
    static final String PAGER = "pager";

    private static final int KEPT = 100_000;
    private static final double DEEP = 0.10;
    private static final double VERY_DEEP = 0.15;
    private static final double HEALED = 0.08;

    private final AlertService alerts;
    private double peak;
    private double last;
    private double drawdown;
    private int exceeded;
    private int days;
    private boolean announced;

    Watch(ManualClock clock, double capital) {
        MemoryChannel desk = MemoryChannel.of(DESK, KEPT);
        MemoryChannel pager = MemoryChannel.of(PAGER, KEPT);
        this.alerts = AlertService.builder()
                .route(AlertMatcher.severity(Severity.ERROR), pager, desk)
                .otherwise(desk)
                .throttle(Throttle.perType()
                        .cooldown(Duration.ofDays(30))
                        .burstOf(4)
                        .thenOneEvery(Duration.ofDays(15)))
                .historySize(KEPT)
                .build(clock, clock);
        this.peak = capital;
        this.last = capital;
    }

    AlertService alerts() {
        return alerts;
    }

    /** How far the account is below its highest point. */
    double drawdown() {
        return drawdown;
    }

    /** On how many days the loss was beyond the value at risk stated before. */
    int exceeded() {
        return exceeded;
    }

    /** On how many days a value at risk had been stated before. */
    int days() {
        return days;
    }

    /** Looks at the equity of a day; the value at risk is the one stated last, 0 if none was. */
    void look(double equity, double valueAtRisk) {
        double loss = 1 - equity / last;
        last = equity;
        peak = Math.max(peak, equity);
        drawdown = 1 - equity / peak;
        if (valueAtRisk > 0) {
            days++;
            if (loss > valueAtRisk) {
                exceeded++;
                alerts.submit(Alert.warning("risk.loss")
                        .text("lost " + Figures.percent(loss, 2) + " in a day, beyond the value at risk of "
                                + Figures.percent(valueAtRisk, 2)));
            }
        }
        if (drawdown > DEEP) {
            announced = true;
            String text = Figures.percent(drawdown, 1) + " below the highest point";
            alerts.submit(Alert.of(drawdown > VERY_DEEP ? Severity.CRITICAL : Severity.ERROR, "risk.drawdown")
                    .text(text));
        } else if (announced && drawdown < HEALED) {
            announced = false;
            alerts.submit(Alert.error("risk.drawdown").text("recovered").resolved());
        }
    }
}
