package io.trimtab.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one alert beyond what each receiver was told. Guarded by the monitor of {@link Conditions}. */
final class Condition {
    final Fingerprint print;
    /** Its place among those that are due at the same moment. */
    final long order;
    /** As it was raised last. */
    Alert alert;
    /** When it will have ended unless it is raised again, in steady time. */
    Instant until = Instant.MAX;
    /** Whether it is believed to hold. */
    boolean firing;

    @Nullable
    Acknowledgement acknowledgement;

    // escalation
    /** Which policy, or -1. */
    int policy = -1;
    /** The next step. */
    int step;
    /** When that is due by the steady clock, unless it is acknowledged. */
    long stepDue = Long.MAX_VALUE;
    /** Who was told by a step, and is owed the news of the end. */
    final List<Receiver> escalatedTo = new ArrayList<>();
    /** The worst as which it was told by a step. */
    Severity escalatedAs = Severity.INFO;

    // damping
    /** Which rule, or -1. */
    int damping = -1;
    /** The last reports, the newest in the lowest bit; 1 says that it fires. */
    long reports;

    int reportCount;
    long reportedAt;
    /** Whether what is believed has ever changed, and when. */
    boolean flipped;

    long flippedAt;
    /** The report that is not believed yet. */
    @Nullable
    Ticket heldBack;

    Instant heldUntil = Instant.MAX;
    long heldDue = Long.MAX_VALUE;
    /** What the timer is set to, {@link Long#MAX_VALUE} if it is not; changed by the table only. */
    long due = Long.MAX_VALUE;

    // its place in the table
    ConditionTable.@Nullable Line line;

    @Nullable
    Condition older;

    @Nullable
    Condition newer;

    Condition(Fingerprint print, Alert alert, long order) {
        this.print = print;
        this.alert = alert;
        this.order = order;
    }

    /** Whether forgetting it would be felt. */
    boolean isDear() {
        return firing
                && (alert.severity() == Severity.CRITICAL
                        || acknowledgement != null
                        || stepDue != Long.MAX_VALUE
                        || !escalatedTo.isEmpty());
    }

    void save(StateWriter out) {
        out.putPrint(print);
        out.putLong(order);
        out.putAlert(alert);
        out.putInstant(until);
        out.putBoolean(firing);
        Acknowledgement given = acknowledgement;
        out.putBoolean(given != null);
        if (given != null) {
            out.putText(given.by());
            out.putInstant(given.at());
            out.putInstant(given.until());
            out.putName(given.severity());
        }
        out.putInt(policy);
        out.putInt(step);
        out.putLong(stepDue);
        out.putReceivers(escalatedTo);
        out.putName(escalatedAs);
        out.putInt(damping);
        out.putLong(reports);
        out.putInt(reportCount);
        out.putLong(reportedAt);
        out.putBoolean(flipped);
        out.putLong(flippedAt);
        out.putTicket(heldBack);
        out.putInstant(heldUntil);
        out.putLong(heldDue);
    }

    static Condition restored(StateReader in) {
        Fingerprint print = in.getPrint();
        long order = in.getLong();
        Condition condition = new Condition(print, in.getAlert(), order);
        condition.until = in.getInstant();
        condition.firing = in.getBoolean();
        if (in.getBoolean()) {
            String by = in.getText();
            Instant at = in.getInstant();
            Instant until = in.getInstant();
            condition.acknowledgement = new Acknowledgement(print, by, at, until, in.getName(Severity.class));
        }
        condition.policy = in.getInt();
        condition.step = in.getInt();
        condition.stepDue = in.getLong();
        for (Receiver receiver : in.getReceivers()) {
            if (receiver != null) {
                condition.escalatedTo.add(receiver);
            }
        }
        condition.escalatedAs = in.getName(Severity.class);
        condition.damping = in.getInt();
        condition.reports = in.getLong();
        condition.reportCount = in.getInt();
        condition.reportedAt = in.getLong();
        condition.flipped = in.getBoolean();
        condition.flippedAt = in.getLong();
        condition.heldBack = in.getTicketOrNull();
        condition.heldUntil = in.getInstant();
        condition.heldDue = in.getLong();
        return condition;
    }
}
