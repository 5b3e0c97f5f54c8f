package io.trimtab.docs.examples;

import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.AlertMatcher;
import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.AlertServiceBuilder;
import io.trimtab.alerts.Escalation;
import io.trimtab.alerts.FlapDamping;
import io.trimtab.alerts.Severity;
import io.trimtab.alerts.journal.Snapshot;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.core.time.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What nobody takes on is escalated, what flaps is damped, and all of it survives a restart. */
public final class AlertsThatStay {
    private AlertsThatStay() {}

    /**
     * Describes the service, and goes on from a file if there is one.
     *
     * @param chat takes everything
     * @param pager takes what nobody acknowledges
     * @param file where the state was written
     * @param clock a virtual clock; a host gives the system's clocks
     * @return the service
     */
    public static AlertService service(AlertChannel chat, AlertChannel pager, Path file, ManualClock clock) {
        AlertServiceBuilder described = AlertService.builder()
                .otherwise(chat)
                .escalate(
                        LabelMatchers.all(AlertMatcher.severity(Severity.ERROR)),
                        Escalation.after(Duration.ofMinutes(5))
                                .to(Severity.CRITICAL)
                                .thenAfter(Duration.ofMinutes(10))
                                .to(Severity.CRITICAL, pager))
                .damp(
                        LabelMatchers.all(AlertMatcher.type("feed.slow")),
                        FlapDamping.holding(Duration.ofMinutes(10)).byVote(2, 2, 3));
        return (Files.exists(file) ? described.restoring(Snapshot.read(file)) : described).build(clock);
    }

    /**
     * Writes the state down: regularly, and after shutting down.
     *
     * @param alerts the service
     * @param file where to; replaced at once and whole
     */
    public static void save(AlertService alerts, Path file) {
        alerts.snapshot().writeTo(file);
    }
}
