package io.trimtab.alerts;

import io.trimtab.alerts.match.LabelMatchers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts fire, who has taken them on, when they are escalated, and which reports of them are not believed yet.
 *
 * <p>Bounded: as many alerts as it is given, and as many again whose loss would be felt (critical, acknowledged, or to be
 * escalated), the ones raised longest ago giving way. What gives way is still told; it is no longer known to fire. Thread-safe:
 * people acknowledge from any thread. Calls nothing outside while it holds its monitor but the conditions of rules.
 */
final class Conditions {
    /** Which alerts are damped, and how. */
    record DampingRule(LabelMatchers alerts, FlapDamping damping) {}

    /** Which alerts are escalated, and how. */
    record EscalationRule(LabelMatchers alerts, Escalation escalation) {}

    /** Who is owed the news of an end beside those to whom the routes lead, and as how severe they were told. */
    record Owed(List<Receiver> receivers, Severity severity) {
        static final Owed NOTHING = new Owed(List.of(), Severity.INFO);
    }

    /** What to do with a report: pass it on or not, who else is owed it if it is an end, and what it takes the place of. */
    record Report(boolean passes, Owed owed, @Nullable Ticket damped) {
        /** Nobody has a doubt, and nobody else is owed it. */
        static final Report PASSES = new Report(true, Owed.NOTHING, null);
    }

    /** Something that is due: a report that is believed by now, or a step of an escalation. */
    record Due(@Nullable Condition condition, @Nullable Ticket believed, Owed owed, Escalation.@Nullable Step step) {}

    private final List<DampingRule> dampings;
    private final List<EscalationRule> escalations;
    private final ConditionTable table;

    Conditions(List<DampingRule> dampings, List<EscalationRule> escalations, int capacity) {
        this.dampings = List.copyOf(dampings);
        this.escalations = List.copyOf(escalations);
        this.table = new ConditionTable(capacity);
    }

    // --- reports

    /** Takes note of a report, and decides whether it is believed. */
    synchronized Report report(Ticket ticket, Instant until, Now now) {
        Condition condition = table.find(ticket.print);
        if (condition == null) {
            int damping = damping(ticket.alert);
            if (ticket.alert.isResolved() && damping < 0) {
                return Report.PASSES; // nothing is known of it
            }
            condition = table.create(ticket);
            condition.damping = damping;
        }
        Ticket older = condition.heldBack;
        condition.heldBack = null;
        condition.heldDue = Long.MAX_VALUE;
        boolean believed = condition.damping < 0 || isBelieved(condition, ticket, now);
        Owed owed = Owed.NOTHING;
        if (believed) {
            owed = passed(condition, ticket, until, now);
        } else {
            condition.heldBack = ticket;
            condition.heldUntil = until;
        }
        table.store(condition);
        boolean plain = believed && owed.equals(Owed.NOTHING) && older == null;
        return plain ? Report.PASSES : new Report(believed, owed, older);
    }

    private int damping(Alert alert) {
        for (int i = 0; i < dampings.size(); i++) {
            if (dampings.get(i).alerts().matches(alert)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isBelieved(Condition condition, Ticket ticket, Now now) {
        FlapDamping damping = dampings.get(condition.damping).damping();
        boolean fires = !ticket.alert.isResolved();
        condition.reports = condition.reports << 1 | (fires ? 1 : 0);
        condition.reportCount = Math.min(condition.reportCount + 1, Long.SIZE);
        condition.reportedAt = now.nanos();
        if (fires == condition.firing || (fires && ticket.isCritical())) {
            return true;
        }
        long held = condition.flipped ? condition.flippedAt + damping.holdNanos() : now.nanos();
        boolean enough = damping.isEnough(condition.reports, condition.reportCount, fires);
        condition.heldDue = Math.max(held, enough ? now.nanos() : now.nanos() + damping.holdNanos());
        return condition.heldDue <= now.nanos();
    }

    /** What is believed: begins, goes on or ends; returns who is owed the end beside those to whom the routes lead. */
    private Owed passed(Condition condition, Ticket ticket, Instant until, Now now) {
        condition.heldDue = Long.MAX_VALUE;
        boolean fires = !ticket.alert.isResolved();
        if (condition.firing != fires) {
            condition.flipped = true;
            condition.flippedAt = now.nanos();
        }
        if (!fires) {
            return ended(condition);
        }
        Acknowledgement given = condition.acknowledgement;
        if (given != null && ticket.alert.severity().rank() > given.severity().rank()) {
            table.forgetAcknowledgement(condition);
            resumeEscalation(condition, now);
        }
        condition.alert = ticket.alert;
        condition.until = until;
        if (!condition.firing) {
            condition.firing = true;
            condition.step = 0;
        }
        if (condition.policy < 0) {
            condition.policy = policy(ticket.alert);
            resumeEscalation(condition, now);
        }
        return Owed.NOTHING;
    }

    private Owed ended(Condition condition) {
        condition.firing = false;
        table.forgetAcknowledgement(condition);
        condition.policy = -1;
        condition.stepDue = Long.MAX_VALUE;
        if (condition.escalatedTo.isEmpty()) {
            return Owed.NOTHING;
        }
        Owed owed = new Owed(List.copyOf(condition.escalatedTo), condition.escalatedAs);
        condition.escalatedTo.clear();
        condition.escalatedAs = Severity.INFO;
        return owed;
    }

    private int policy(Alert alert) {
        for (int i = 0; i < escalations.size(); i++) {
            if (escalations.get(i).alerts().matches(alert)) {
                return i;
            }
        }
        return -1;
    }

    /** Starts the time to the next step. */
    private void resumeEscalation(Condition condition, Now now) {
        condition.stepDue = Long.MAX_VALUE;
        if (condition.policy >= 0 && condition.acknowledgement == null) {
            List<Escalation.Step> steps = steps(condition);
            if (condition.step < steps.size()) {
                condition.stepDue =
                        now.nanos() + steps.get(condition.step).after().toNanos();
            }
        }
    }

    private List<Escalation.Step> steps(Condition condition) {
        return escalations.get(condition.policy).escalation().steps();
    }

    // --- time

    /** The next thing that is due, or null. A report that is believed by now counts as passed. */
    synchronized @Nullable Due nextDue(Now now) {
        Ticket next = table.released().poll();
        if (next != null) {
            return new Due(null, next, Owed.NOTHING, null);
        }
        while (table.nextDue() <= now.nanos()) {
            Condition condition = table.next();
            Ticket held = condition.heldBack;
            if (held != null && condition.heldDue <= now.nanos()) {
                condition.heldBack = null;
                Owed owed = passed(condition, held, condition.heldUntil, now);
                table.store(condition);
                return new Due(condition, held, owed, null);
            }
            Escalation.Step step = dueStep(condition, now);
            table.setTimer(condition);
            if (step != null) {
                return new Due(condition, null, Owed.NOTHING, step);
            }
        }
        return null;
    }

    private Escalation.@Nullable Step dueStep(Condition condition, Now now) {
        if (condition.stepDue > now.nanos()) {
            return null;
        }
        if (!condition.until.isAfter(now.steady())) {
            condition.stepDue = Long.MAX_VALUE; // it has ended, and nobody has said so
            return null;
        }
        Escalation.Step step = steps(condition).get(condition.step);
        condition.step++; // at the last step the policy stays, so that it does not begin again
        resumeEscalation(condition, now);
        return step;
    }

    /** When there is something to do, by the steady clock. */
    synchronized long due(long now) {
        if (!table.released().isEmpty()) {
            return now;
        }
        long due = table.nextDue();
        return table.hasAcknowledged() ? Math.min(due, now + 1_000_000_000L) : due;
    }

    /** Notes who was told by a step. */
    synchronized void escalated(Condition condition, List<Receiver> to, Severity as) {
        condition.escalatedAs = as.isAtLeast(condition.escalatedAs) ? as : condition.escalatedAs;
        for (Receiver receiver : to) {
            if (!condition.escalatedTo.contains(receiver)) {
                condition.escalatedTo.add(receiver);
            }
        }
    }

    /** Ends acknowledgements whose time is over, and forgets conditions that are over; asked each second. */
    synchronized void tidy(Now now) {
        tidy(table.dear(), now);
        tidy(table.plain(), now);
    }

    private void tidy(ConditionTable.Line line, Now now) {
        List<Condition> changed = new ArrayList<>();
        line.forEach(condition -> {
            Acknowledgement given = condition.acknowledgement;
            boolean over = !condition.until.isAfter(now.steady());
            if (given != null && given.isOver(now.at())) {
                table.forgetAcknowledgement(condition);
                resumeEscalation(condition, now);
                changed.add(condition);
            }
            if (condition.firing && over && condition.heldBack == null) {
                ended(condition);
                changed.add(condition);
            }
            if (!condition.firing && condition.heldBack == null && isForgettable(condition, now)) {
                condition.damping = -1;
                changed.add(condition);
            }
        });
        changed.forEach(table::store);
    }

    /** Whether its past has no bearing any more on what is believed of the next report. */
    private boolean isForgettable(Condition condition, Now now) {
        long hold = condition.damping < 0
                ? 0
                : dampings.get(condition.damping).damping().holdNanos();
        return now.nanos() - condition.reportedAt >= hold
                && (!condition.flipped || now.nanos() - condition.flippedAt >= hold);
    }

    // --- acknowledgement

    /** Acknowledges an alert that fires. */
    synchronized Optional<Acknowledgement> acknowledge(Fingerprint print, String by, Instant until, Instant now) {
        Condition condition = table.find(print);
        if (condition == null || !condition.firing) {
            return Optional.empty();
        }
        Severity severity = condition.alert.severity();
        Acknowledgement before = condition.acknowledgement;
        if (before != null && before.by().equals(by) && before.until().equals(until)) {
            return Optional.of(before);
        }
        Acknowledgement given = new Acknowledgement(print, by, now, until, severity);
        table.acknowledge(condition, given);
        condition.stepDue = Long.MAX_VALUE;
        table.store(condition);
        return Optional.of(given);
    }

    /** The alerts that fire and fulfil some conditions. */
    synchronized List<Fingerprint> firing(LabelMatchers matchers) {
        List<Fingerprint> found = new ArrayList<>();
        table.forEach(condition -> {
            if (condition.firing && matchers.matches(condition.alert)) {
                found.add(condition.print);
            }
        });
        return found;
    }

    /** Withdraws an acknowledgement; false if there is none. */
    synchronized boolean withdraw(Fingerprint print, Now now) {
        Condition condition = table.find(print);
        if (condition == null || condition.acknowledgement == null) {
            return false;
        }
        table.forgetAcknowledgement(condition);
        resumeEscalation(condition, now);
        table.store(condition);
        return true;
    }

    /** Whether somebody has taken an alert on, as severe as it is now. */
    synchronized boolean isAcknowledged(Fingerprint print, Severity severity, Now now) {
        if (!table.hasAcknowledged()) {
            return false;
        }
        Condition condition = table.find(print);
        Acknowledgement given = condition == null ? null : condition.acknowledgement;
        return given != null && !given.isOver(now.at()) && given.severity().isAtLeast(severity);
    }

    /** Whether somebody has taken on each of some alerts. */
    synchronized boolean areAcknowledged(List<Member> firing, Now now) {
        for (Member member : firing) {
            if (!isAcknowledged(member.print, member.alert.severity(), now)) {
                return false;
            }
        }
        return !firing.isEmpty();
    }

    synchronized List<Acknowledgement> acknowledgements(Instant now) {
        List<Acknowledgement> given = new ArrayList<>();
        table.dear().forEach(condition -> {
            Acknowledgement one = condition.acknowledgement;
            if (one != null && !one.isOver(now)) {
                given.add(one);
            }
        });
        return List.copyOf(given);
    }

    /** The alerts that fire as far as is known, those dear first. */
    synchronized List<Alert> firing(Instant steady) {
        List<Alert> alerts = new ArrayList<>();
        table.forEach(condition -> {
            if (condition.firing && condition.until.isAfter(steady)) {
                alerts.add(condition.alert);
            }
        });
        return alerts;
    }

    // --- snapshots

    synchronized void save(StateWriter out) {
        table.save(out);
    }

    /** From a snapshot. Submissions that do not fit the routes any more are given to {@code unfit}. */
    synchronized void load(StateReader in, Consumer<Ticket> unfit) {
        table.loadCounts(in);
        for (Ticket ticket : in.getTickets()) {
            if (ticket.fitsRoutes()) {
                table.released().add(ticket);
            } else {
                unfit.accept(ticket);
            }
        }
        for (int place = 0; place < 2; place++) {
            int count = in.getCount();
            for (int i = 0; i < count; i++) {
                Condition condition = Condition.restored(in);
                adapt(condition);
                Ticket held = condition.heldBack;
                if (held != null && !held.fitsRoutes()) {
                    condition.heldBack = null;
                    condition.heldDue = Long.MAX_VALUE;
                    unfit.accept(held);
                }
                table.restore(condition);
            }
        }
    }

    /** To the rules of this service, which may be others than those of the snapshot. */
    private void adapt(Condition condition) {
        if (condition.damping >= dampings.size()) {
            condition.damping = damping(condition.alert);
        }
        if (condition.policy >= escalations.size()) {
            condition.policy = -1;
        }
        if (condition.policy < 0 || condition.step >= steps(condition).size()) {
            condition.stepDue = Long.MAX_VALUE;
        }
        if (condition.damping < 0) {
            condition.heldDue = condition.heldBack == null ? Long.MAX_VALUE : condition.reportedAt;
        }
    }

    /** How many gave way to others. */
    synchronized long forgotten() {
        return table.forgotten();
    }
}
