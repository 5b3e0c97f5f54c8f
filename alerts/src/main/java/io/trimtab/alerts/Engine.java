package io.trimtab.alerts;

import io.trimtab.alerts.route.Destination;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.throttle.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of each alert: the stages of the pipeline in order. For the thread that advances the service; only
 * {@link #refuse} is for any.
 *
 * <pre>
 * suppression (other alerts, silences, schedules) -> at once or by group -> repetition and rate -> outbox -> account
 * </pre>
 */
final class Engine implements Outbox.Office {
    private final Books books;
    private final Identities identities;
    private final Postman postman;
    private final Suppression suppression;
    private final Routing routing;
    private final Groups groups;
    private final Conditions conditions;
    private final AlertChannel lastResort;
    private final long digestNanos;
    private final Optional<Duration> resolveAfter;

    private Instant heldAskedAt = Instant.MIN;
    private volatile boolean suppressionChanged;

    Engine(
            AlertServiceBuilder builder,
            Books books,
            Identities identities,
            Postman postman,
            Suppression suppression,
            SteadyClock clock) {
        this.books = books;
        this.identities = identities;
        this.postman = postman;
        this.suppression = suppression;
        this.routing = new Routing(builder, identities, clock, postman, this);
        this.conditions = new Conditions(builder.dampings, builder.escalations, builder.maxActive);
        this.lastResort = builder.lastResort;
        this.digestNanos = builder.digestInterval().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        this.resolveAfter = builder.resolveAfter();
        this.groups = new Groups(this, books, suppression, builder.maxGroups, builder.startDelay.toNanos());
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
        return ticket.alert.endsAt().map(now::toSteady).orElse(assumedEnd(now));
    }

    /** Goes on with a submission that is believed. */
    private void pass(Ticket ticket, Conditions.Owed owed, Now now) {
        suppression.seen(ticket, until(ticket, now));
        suppressionChanged = true;
        List<Receiver> others = new ArrayList<>(owed.receivers());
        for (Destination<Receiver> destination : ticket.destinations) {
            if (destination.grouping().isPresent() && groups.take(ticket, destination, assumedEnd(now), now)) {
                for (Receiver receiver : destination.receivers()) {
                    if (groups.owes(ticket, destination, receiver) && others.remove(receiver)) {
                        receiver.forget(ticket.print);
                    }
                }
                continue;
            }
            others.removeAll(destination.receivers());
            for (Receiver receiver : destination.receivers()) {
                tellAlone(ticket, destination, receiver, now);
            }
        }
        tellOfTheEnd(ticket, others, owed.severity(), now);
    }

    /** The end of a condition, for those who were told of it by an escalation only. */
    private void tellOfTheEnd(Ticket ended, List<Receiver> others, Severity told, Now now) {
        if (others.isEmpty()) {
            return;
        }
        Ticket ticket = new Ticket(ended.alert.atLeast(told), ended.print, others, Ticket.Origin.END_OF_ESCALATION);
        books.submittedByService(ticket);
        for (Receiver receiver : others) {
            tellAlone(ticket, routing.destinations(ended.alert).get(0), receiver, now);
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
            tellAlone(ticket, destinations.get(0), receiver, now);
        }
    }

    /** Whether somebody has taken on each of some alerts. */
    boolean areAcknowledged(List<Member> firing, Now now) {
        for (Member member : firing) {
            if (!conditions.isAcknowledged(member.print, member.alert.severity(), now)) {
                return false;
            }
        }
        return !firing.isEmpty();
    }

    /** When an alert ends of which nobody says so, in steady time. */
    private Instant assumedEnd(Now now) {
        return resolveAfter.map(now.steady()::plus).orElse(Instant.MAX);
    }

    private void tellAlone(Ticket ticket, Destination<Receiver> destination, Receiver receiver, Now now) {
        Held older = receiver.held.remove(ticket.print);
        if (older != null) {
            books.settle(older.ticket(), receiver, older.reason(), now);
        }
        Outcome why = suppression.of(ticket.alert, destination.mutes(), now);
        if (why == null) {
            decide(ticket, receiver, now);
        } else if (ticket.alert.isResolved() && !receiver.knowsOf(ticket.print)) {
            books.settle(ticket, receiver, Outcome.NOT_FIRING, now);
        } else if (!ticket.alert.isResolved() && !receiver.wants(ticket.alert.severity())) {
            books.settle(ticket, receiver, Outcome.BELOW_MINIMUM, now);
        } else if (receiver.hasRoomToHold()) {
            receiver.held.put(ticket.print, new Held(ticket, destination, why));
        } else {
            books.settle(ticket, receiver, why, now);
        }
    }

    private void decide(Ticket ticket, Receiver receiver, Now now) {
        Outcome verdict = isAcknowledged(ticket, receiver, now) ? Outcome.ACKNOWLEDGED : admit(ticket, receiver, now);
        if (verdict != Outcome.DELIVERED) {
            books.settle(ticket, receiver, verdict, now);
            return;
        }
        Receiver.Before before = receiver.sending(ticket, now.nanos());
        Notification notification =
                Notification.of(notificationId(receiver, now), receiver.name, ticket.print, ticket.alert);
        post(new Parcel(notification, receiver, List.of(ticket), ticket.generation, alone(receiver, before)), now);
    }

    /** What the end of a notification of one alert means. */
    Parcel.Aftermath alone(Receiver receiver, Receiver.Before before) {
        return new Parcel.Aftermath() {
            @Override
            public void taken(Now then) {}

            @Override
            public void notTaken(Now then) {
                receiver.notSent(before);
            }

            @Override
            public void save(StateWriter out) {
                out.putName(Parcels.Kind.ALONE);
                before.save(out);
            }
        };
    }

    /** Whether it is a repetition of what somebody has taken on. */
    private boolean isAcknowledged(Ticket ticket, Receiver receiver, Now now) {
        Severity severity = ticket.escalation ? Severity.INFO : ticket.alert.severity();
        return !ticket.alert.isResolved()
                && (ticket.escalation || receiver.knowsOf(ticket.print))
                && conditions.isAcknowledged(ticket.print, severity, now);
    }

    /** A decision that fails, because the host's clock does, must not cost an alert: it is sent. */
    private static Outcome admit(Ticket ticket, Receiver receiver, Now now) {
        if (ticket.escalation) {
            return receiver.wants(ticket.alert.severity()) ? Outcome.DELIVERED : Outcome.BELOW_MINIMUM;
        }
        try {
            return receiver.admit(ticket, now.nanos());
        } catch (RuntimeException | Error e) {
            return Outcome.DELIVERED;
        }
    }

    /** Does what is due. */
    void advance(Now now) {
        for (Outbox outbox : routing.outboxes()) {
            outbox.advance(now);
        }
        advanceConditions(now);
        groups.advance(now);
        release(now);
        sendDigests(now, false);
    }

    /** Tells what nothing keeps back any longer. Asked again each second, and when an alert or a silence has changed. */
    private void release(Now now) {
        boolean newSecond = now.at().getEpochSecond() != heldAskedAt.getEpochSecond();
        if (!newSecond && !suppressionChanged) {
            return;
        }
        if (newSecond) {
            suppression.forgetEnded(now);
            conditions.tidy(now);
        }
        heldAskedAt = now.at();
        suppressionChanged = false;
        for (Receiver receiver : routing.receivers()) {
            for (Map.Entry<Fingerprint, Held> entry : List.copyOf(receiver.held.entrySet())) {
                Held held = entry.getValue();
                Outcome why =
                        suppression.of(held.ticket().alert, held.destination().mutes(), now);
                if (why == null) {
                    receiver.held.remove(entry.getKey());
                    decide(held.ticket(), receiver, now);
                } else if (why != held.reason()) {
                    receiver.held.put(entry.getKey(), new Held(held.ticket(), held.destination(), why));
                }
            }
        }
    }

    /** A silence was added, changed or ended. */
    void silencesChanged() {
        suppressionChanged = true;
    }

    /** Tells each group what waits, and each receiver what it was spared. */
    void close(Now now) {
        groups.flushAll(now);
        sendDigests(now, true);
    }

    private void sendDigests(Now now, boolean last) {
        for (Receiver receiver : routing.receivers()) {
            long interval = receiver.storming.digestInterval(digestNanos, now.nanos());
            if (interval == Long.MAX_VALUE) {
                continue;
            }
            if (interval != digestNanos && books.hasNothingToTell(receiver)) {
                receiver.storming.telling();
                continue;
            }
            books.dueDigest(receiver, now, last ? 0 : interval).ifPresent(digest -> {
                receiver.storming.telling();
                books.digestSent(receiver, now);
                sendDigest(receiver, digest, now);
            });
        }
    }

    private void sendDigest(Receiver receiver, Digest digest, Now now) {
        Notification notification = Notification.of(notificationId(receiver, now), receiver.name, digest.toAlert());
        post(new Parcel(notification, receiver, List.of(), 0, digestSent(receiver, digest)), now);
    }

    /** What the end of a digest means. */
    Parcel.Aftermath digestSent(Receiver receiver, Digest digest) {
        return new Parcel.Aftermath() {
            @Override
            public void taken(Now then) {
                books.digestTold(receiver, digest);
            }

            @Override
            public void notTaken(Now then) {
                books.digestNotTold(receiver);
                receiver.storming.notTold();
            }

            @Override
            public void save(StateWriter out) {
                out.putName(Parcels.Kind.DIGEST);
                digest.save(out);
            }
        };
    }

    String groupKey(Group group) {
        return identities.groupKey(group.key).toString();
    }

    String notificationId(Receiver receiver, Now now) {
        return identities.notificationId(receiver.name, now.at());
    }

    /** Hands a parcel to the first outbox of its chain, from its present one on, that has room. */
    void post(Parcel parcel, Now now) {
        for (; parcel.link < parcel.receiver.chain.size(); parcel.link++) {
            Outbox outbox = parcel.receiver.chain.get(parcel.link);
            if (outbox.offer(parcel)) {
                outbox.advance(now);
                return;
            }
        }
        finish(parcel, Outcome.QUEUE_FULL, Outcome.QUEUE_FULL.toString(), now);
    }

    @Override
    public void taken(Parcel parcel, Now now) {
        parcel.aftermath.taken(now);
        for (Ticket ticket : parcel.tickets) {
            books.settle(ticket, parcel.receiver, Outcome.DELIVERED, now);
        }
    }

    @Override
    public void refused(Parcel parcel, String reason, Now now) {
        if (++parcel.link < parcel.receiver.chain.size()) {
            post(parcel, now);
        } else {
            finish(parcel, Outcome.CHANNEL_FAILED, reason, now);
        }
    }

    @Override
    public void overBudget(Parcel parcel, Now now) {
        finish(parcel, Outcome.OVER_BUDGET, Outcome.OVER_BUDGET.toString(), now);
    }

    private void finish(Parcel parcel, Outcome outcome, String reason, Now now) {
        parcel.aftermath.notTaken(now);
        for (Ticket ticket : parcel.tickets) {
            Outcome end = ticket.isCritical() ? lastResort(ticket, parcel.receiver, reason, now) : outcome;
            books.settle(ticket, parcel.receiver, end, now);
        }
    }

    @Override
    public void attemptFailed(Parcel parcel, String channel, String reason) {
        long failures = books.sendFailed(parcel.receiver);
        if (FailureLog.isDue(failures)) {
            postman.call(new FailureLog(channel, failures, reason), parcel.notification, parcel.generation);
        }
    }

    /** Settles a submission that could not be queued. For any thread. */
    void refuse(Ticket ticket, Outcome why, Now now) {
        for (Receiver receiver : List.copyOf(ticket.openReceivers())) {
            Outcome outcome = ticket.isCritical() ? lastResort(ticket, receiver, why.toString(), now) : why;
            books.settle(ticket, receiver, outcome, now);
        }
    }

    /** For a critical alert that its receiver did not take. An alert of a circle is not logged: the log may be in it. */
    private Outcome lastResort(Ticket ticket, Receiver receiver, String reason, Now now) {
        Notification notification = Notification.of(
                identities.notificationId("last resort", now.at()), receiver.name, ticket.print, ticket.alert);
        boolean logged = ticket.generation <= 1
                && postman.call(lastResort, notification, ticket.generation) instanceof Delivery.Accepted;
        boolean kept = books.keep(new Undelivered(ticket.alert, receiver.name, now.at(), reason));
        if (logged) {
            return Outcome.LAST_RESORT;
        }
        return kept ? Outcome.HELD : Outcome.UNDELIVERED_OVERFLOW;
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
            due = Math.min(due, books.digestDue(receiver, receiver.storming.digestInterval(digestNanos, now)));
        }
        return due;
    }

    void save(StateWriter out) {
        books.save(out);
        groups.save(out);
        routing.save(out);
        conditions.save(out);
        suppression.save(out);
    }

    /** Goes on from a snapshot; nothing has happened yet. */
    void load(StateReader in, Now now) {
        books.load(in);
        List<Runnable> afterwards = new ArrayList<>();
        groups.load(in, now, afterwards);
        routing.load(in, new Parcels(this, groups), now.nanos());
        afterwards.forEach(Runnable::run); // now that there are accounts to write to
        conditions.load(in, ticket -> unfit(ticket, in, now));
        suppression.load(in);
        suppressionChanged = true;
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
