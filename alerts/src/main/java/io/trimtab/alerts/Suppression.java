package io.trimtab.alerts;

import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.suppress.InhibitionRule;
import io.trimtab.alerts.suppress.Inhibitor;
import io.trimtab.alerts.suppress.MuteSchedule;
import io.trimtab.alerts.suppress.Silence;
import io.trimtab.alerts.suppress.Silences;
import java.time.Instant;
import java.util.ArrayList;
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

    /**
     * Notes that an alert fires or has ended.
     *
     * @return whether that may keep back or release others; one that is less severe now may have ceased to
     */
    boolean seen(Ticket ticket, Instant until) {
        boolean did = inhibitor.resolved(ticket.print);
        return (!ticket.alert.isResolved() && inhibitor.firing(ticket.print, ticket.alert, until)) || did;
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

    void save(StateWriter out) {
        out.putInt(inhibitor.size());
        inhibitor.forEachSource((print, labels, until) -> {
            out.putPrint(print);
            out.putAlert((Alert) labels);
            out.putInstant(until);
        });
        out.putLong(silences.created());
        List<Silence> all = silences.all();
        out.putInt(all.size());
        for (Silence silence : all) {
            save(silence, out);
        }
    }

    private static void save(Silence silence, StateWriter out) {
        out.putText(silence.id());
        List<LabelMatcher> conditions = silence.matchers().conditions();
        out.putInt(conditions.size());
        for (LabelMatcher condition : conditions) {
            out.putText(condition.name());
            out.putText(condition.sign());
            out.putText(condition.value());
        }
        out.putInstant(silence.from());
        out.putInstant(silence.until());
        out.putText(silence.author());
        out.putText(silence.comment());
    }

    void load(StateReader in) {
        int sources = in.getCount();
        for (int i = 0; i < sources; i++) {
            Fingerprint print = in.getPrint();
            Alert alert = in.getAlert();
            inhibitor.firing(print, alert, in.getInstant());
        }
        long created = in.getLong();
        List<Silence> all = new ArrayList<>();
        int count = in.getCount();
        for (int i = 0; i < count; i++) {
            all.add(silence(in));
        }
        silences.restore(all, created);
    }

    private static Silence silence(StateReader in) {
        String id = in.getText();
        List<LabelMatcher> conditions = new ArrayList<>();
        int count = in.getCount();
        for (int i = 0; i < count; i++) {
            String name = in.getText();
            String sign = in.getText();
            conditions.add(LabelMatcher.of(name, sign, in.getText()));
        }
        Instant from = in.getInstant();
        Instant until = in.getInstant();
        String author = in.getText();
        return new Silence(id, new LabelMatchers(conditions), from, until, author, in.getText());
    }

    void forgetEnded(Now now) {
        inhibitor.forgetEnded(now.steady());
    }
}
