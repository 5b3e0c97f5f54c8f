package io.trimtab.alerts;

import io.trimtab.alerts.route.Destination;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.throttle.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of each alert: the stages of the pipeline in order. For the thread that advances the service; only
 * {@link #refuse} and {@link #silencesChanged} are for any.
 *
 * <pre>
 * damping -> suppression (other alerts, silences, schedules) -> at once or by group -> repetition and rate -> dispatch
 * </pre>
 */
final class Engine {
    private final Books books;
    private final Suppression suppression;
    private final Dispatch dispatch;
    private final Routing routing;
    private final Conditions conditions;
    private final Singles singles;
    private final GroupTable table;
    private final Groups groups;
    private final SavedGroups savedGroups;
    private final Digests digests;
    private final Optional<Duration> resolveAfter;

    Engine(
            AlertServiceBuilder builder,
            Books books,
            Identities identities,
            Postman postman,
            Suppression suppression,
            SteadyClock clock) {
        this.books = books;
        this.suppression = suppression;
        this.dispatch = new Dispatch(books, identities, postman, builder.lastResort);
        this.routing = new Routing(builder, identities, clock, postman, dispatch);
        this.conditions = new Conditions(builder.dampings, builder.escalations, builder.maxActive);
        this.singles = new Singles(books, suppression, conditions, routing, dispatch);
        this.table = new GroupTable(builder.startDelay.toNanos());
        GroupTeller teller = new GroupTeller(books, identities, suppression, conditions, dispatch, table);
        this.groups = new Groups(books, suppression, table, teller, builder.maxGroups);
        this.savedGroups = new SavedGroups(table, teller);
        this.digests = new Digests(books, routing, dispatch, builder.digestInterval());
        this.resolveAfter = builder.resolveAfter();
    }

    /** Goes on with another tree of routes; returns what is to be raised again by them. */
    List<Alert> reroute(Route<AlertChannel> root, Now now) {
        routing.reroute(root);
        return groups.reroute(routing, now);
    }

    Routing routing() {
        return routing;
    }

    Conditions conditions() {
        return conditions;
    }

    /** Begins with a submission: is it believed? */
    void accept(Ticket ticket, Now now) {
        Conditions.Report report = conditions.report(ticket, until(ticket, now), now);
        Ticket damped = report.damped();
        if (damped != null) {
            for (Receiver receiver : List.copyOf(damped.openReceivers())) {
                books.settle(damped, receiver, Outcome.DAMPED, now);
            }
        }
        if (report.passes()) {
            pass(ticket, report.owed(), now);
        }
    }

    private Instant until(Ticket ticket, Now now) {
        boolean stated = ticket.alert.endsAt().isPresent();
        return stated ? now.toSteady(ticket.alert.endsAtOr(now.at())) : assumedEnd(now);
    }

    /** Goes on with a submission that is believed. */
    private void pass(Ticket ticket, Conditions.Owed owed, Now now) {
        if (suppression.seen(ticket, until(ticket, now))) {
            singles.suppressionChanged();
        }
        List<Receiver> others = owed.receivers().isEmpty() ? List.of() : new ArrayList<>(owed.receivers());
        for (int i = 0; i < ticket.destinations.size(); i++) {
            Destination<Receiver> destination = ticket.destinations.get(i);
            if (groups.take(ticket, destination, assumedEnd(now), now)) {
                forgetWhatTheGroupTells(ticket, destination, others);
            } else {
                tellAlone(ticket, destination, others, now);
            }
        }
        tellOfTheEnd(ticket, others, owed.severity(), now);
    }

    /** Receivers who were told alone, and whom the group owes the end now, hear of it from the group. */
    private void forgetWhatTheGroupTells(Ticket ticket, Destination<Receiver> destination, List<Receiver> others) {
        if (others.isEmpty()) {
            return;
        }
        for (Receiver receiver : destination.receivers()) {
            if (groups.owes(ticket, destination, receiver) && others.remove(receiver)) {
                receiver.forget(ticket.print);
            }
        }
    }

    private void tellAlone(Ticket ticket, Destination<Receiver> destination, List<Receiver> others, Now now) {
        List<Receiver> receivers = destination.receivers();
        if (!others.isEmpty()) {
            others.removeAll(receivers);
        }
        for (int i = 0; i < receivers.size(); i++) {
            singles.tell(ticket, destination, receivers.get(i), now);
        }
    }

    /** The end of a condition, for those who were told of it by an escalation only. */
    private void tellOfTheEnd(Ticket ended, List<Receiver> others, Severity told, Now now) {
        if (others.isEmpty()) {
            return;
        }
        Ticket ticket = new Ticket(ended.alert.atLeast(told), ended.print, others, Ticket.Origin.END_OF_ESCALATION);
        books.submittedByService(ticket);
        for (Receiver receiver : others) {
            singles.tell(ticket, routing.destinations(ended.alert).get(0), receiver, now);
        }
    }

    /** Does what is due of damping and escalation. */
    private void advanceConditions(Now now) {
        for (Conditions.Due due = conditions.nextDue(now); due != null; due = conditions.nextDue(now)) {
            Ticket believed = due.believed();
            Condition condition = due.condition();
            Escalation.Step step = due.step();
            if (believed != null) {
                pass(believed, due.owed(), now);
            } else if (step != null && condition != null) {
                escalate(condition, step, now);
            }
        }
    }

    private void escalate(Condition condition, Escalation.Step step, Now now) {
        Alert alert = condition.alert;
        List<Destination<Receiver>> destinations = routing.destinations(alert);
        Set<Receiver> receivers = new LinkedHashSet<>();
        for (AlertChannel channel : step.channels()) {
            receivers.add(routing.receiver(channel));
        }
        if (receivers.isEmpty()) {
            destinations.forEach(destination -> receivers.addAll(destination.receivers()));
        }
        List<Receiver> to = List.copyOf(receivers);
        String note = "step " + condition.step + ": nobody has acknowledged it for " + step.after();
        Alert worse = alert.atLeast(step.severity()).noted("escalation", note);
        Ticket ticket = new Ticket(worse, condition.print, to, Ticket.Origin.ESCALATION);
        books.submittedByService(ticket);
        conditions.escalated(condition, to, worse.severity());
        for (Receiver receiver : to) {
            singles.tell(ticket, destinations.get(0), receiver, now);
        }
    }

    /** When an alert ends of which nobody says so, in steady time. */
    private Instant assumedEnd(Now now) {
        return resolveAfter.isPresent() ? now.steady().plus(resolveAfter.get()) : Instant.MAX;
    }

    /** Does what is due. */
    void advance(Now now) {
        List<Outbox> outboxes = routing.outboxes();
        for (int i = 0; i < outboxes.size(); i++) {
            outboxes.get(i).advance(now);
        }
        advanceConditions(now);
        groups.advance(now);
        singles.release(now);
        digests.advance(now);
    }

    /** A silence was added, changed or ended. */
    void silencesChanged() {
        singles.suppressionChanged();
    }

    /** Tells each group what waits, and each receiver what it was spared. */
    void close(Now now) {
        groups.flushAll(now);
        digests.flush(now);
    }

    /** Settles a submission that could not be queued. For any thread. */
    void refuse(Ticket ticket, Outcome why, Now now) {
        dispatch.refuse(ticket, why, now);
    }

    /** When there is something to do without anything happening, in nanoseconds of the steady clock. */
    long nextDue(long now) {
        long due = Math.min(groups.nextDue(), conditions.due(now));
        for (Outbox outbox : routing.outboxes()) {
            due = Math.min(due, outbox.nextDue(now));
        }
        for (Receiver receiver : routing.receivers()) {
            if (!receiver.held.isEmpty()) {
                due = Math.min(due, now + Duration.ofSeconds(1).toNanos());
            }
            due = Math.min(due, receiver.storming.due());
            due = Math.min(due, digests.due(receiver, now));
        }
        return due;
    }

    void save(StateWriter out) {
        books.save(out);
        savedGroups.save(out);
        routing.save(out);
        conditions.save(out);
        suppression.save(out);
    }

    /** Goes on from a snapshot; nothing has happened yet. */
    void load(StateReader in, Now now) {
        books.load(in);
        List<Runnable> afterwards = new ArrayList<>();
        savedGroups.load(in, now, afterwards);
        routing.load(in, new Parcels(digests, table), now.nanos());
        afterwards.forEach(Runnable::run); // now that there are accounts to write to
        conditions.load(in, ticket -> unfit(ticket, in, now));
        suppression.load(in);
        singles.suppressionChanged();
    }

    /** Gives up a submission that did not begin and cannot by other routes: it is raised again. */
    void unfit(Ticket ticket, StateReader in, Now now) {
        for (Receiver receiver : List.copyOf(ticket.openReceivers())) {
            books.settle(ticket, receiver, Outcome.MERGED, now);
        }
        in.orphan(ticket);
    }

    /** Whether a channel is at it or a parcel waits for one. */
    boolean isSending() {
        for (Outbox outbox : routing.outboxes()) {
            if (!outbox.parcels().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
