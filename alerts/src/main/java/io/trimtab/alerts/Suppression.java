package io.trimtab.alerts;

import io.trimtab.alerts.suppress.InhibitionRule;
import io.trimtab.alerts.suppress.Inhibitor;
import io.trimtab.alerts.suppress.MuteSchedule;
import io.trimtab.alerts.suppress.Silences;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keeps alerts back for a while: other alerts, people, schedules. For the thread that advances the service. */
final class Suppression {
    private final Inhibitor<Fingerprint> inhibitor;
    private final Silences silences;

    Suppression(List<InhibitionRule> rules, int sources, Silences silences) {
        this.inhibitor = Inhibitor.of(rules, sources);
        this.silences = silences;
    }

    /** Notes that an alert fires or has ended, which may keep back or release others. */
    void seen(Ticket ticket, Instant until) {
        if (ticket.alert.isResolved()) {
            inhibitor.resolved(ticket.print);
        } else {
            inhibitor.firing(ticket.print, ticket.alert, until);
        }
    }

    /** What keeps an alert back, or null. A schedule of the host that throws keeps nothing back. */
    @Nullable
    Outcome of(Alert alert, List<MuteSchedule> mutes, Now now) {
        if (inhibitor.inhibiting(alert, now.steady()).isPresent()) {
            return Outcome.INHIBITED;
        }
        if (silences.silencing(alert, now.at()).isPresent()) {
            return Outcome.SILENCED;
        }
        for (int i = 0; i < mutes.size(); i++) {
            if (isMuted(mutes.get(i), now.at())) {
                return Outcome.MUTED;
            }
        }
        return null;
    }

    private static boolean isMuted(MuteSchedule schedule, Instant now) {
        try {
            return schedule.isMuted(now);
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    void forgetEnded(Now now) {
        inhibitor.forgetEnded(now.steady());
    }
}
