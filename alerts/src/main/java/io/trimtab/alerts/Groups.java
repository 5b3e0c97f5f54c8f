package io.trimtab.alerts;

import io.trimtab.alerts.route.Destination;
import io.trimtab.alerts.route.Grouping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The groups and their timers. For the thread that advances the service.
 *
 * <p>The rules are Alertmanager's: the first alert of a group waits for company; then the group looks every interval
 * whether there is news. They differ where it loses alerts: a notification under way is never cut off by the next interval,
 * the end of a condition that a silence or schedule keeps back is told when that is over, and a new critical alert, or one
 * that has become critical, does not wait.
 */
final class Groups {
    private static final int MOST_MEMBERS = 10_000;

    private final Books books;
    private final Suppression suppression;
    private final GroupTable table;
    private final GroupTeller teller;
    private final int maxGroups;

    Groups(Books books, Suppression suppression, GroupTable table, GroupTeller teller, int maxGroups) {
        this.books = books;
        this.suppression = suppression;
        this.table = table;
        this.teller = teller;
        this.maxGroups = maxGroups;
    }

    /** Puts an alert into its group; false if it is to be told alone, or there is no room for the group or in it. */
    boolean take(Ticket ticket, Destination<Receiver> destination, Instant assumedEnd, Now now) {
        Grouping grouping = destination.grouping().orElse(null);
        if (grouping == null) {
            return false;
        }
        Group.Key key = key(ticket, destination, grouping);
        Group group = table.find(key);
        Member member = group == null ? null : group.members.get(ticket.print);
        if (member == null && ticket.alert.isResolved()) {
            if (isKnownAlone(ticket, destination)) {
                return false; // it was told alone when there was no room: its end is, too
            }
            for (Receiver receiver : destination.receivers()) {
                books.settle(ticket, receiver, Outcome.NOT_FIRING, now);
            }
            return true;
        }
        if (group == null ? table.size() >= maxGroups : member == null && group.members.size() >= MOST_MEMBERS) {
            return false;
        }
        if (group == null) {
            group = new Group(key, destination, grouping, table.nextOrder());
            table.add(group, now.nanos() + grouping.waits().toNanos());
        }
        ActiveSpan span = span(ticket.alert, assumedEnd, now);
        if (member == null) {
            member = new Member(
                    ticket.print, ticket.alert, span, destination.receivers().size());
            group.members.put(ticket.print, member);
        } else {
            member.raised(ticket.alert, span, now.steady());
        }
        queue(group, member, ticket, now);
        boolean waitedEnough =
                !group.flushedOnce && span.start().isBefore(now.steady().minus(grouping.waits()));
        if (waitedEnough || isUrgent(group, member)) {
            table.schedule(group, now.nanos());
            advance(now);
        }
        return true;
    }

    private static Group.Key key(Ticket ticket, Destination<Receiver> destination, Grouping grouping) {
        return new Group.Key(
                destination.index(),
                grouping.labels().isPresent() ? grouping.values(ticket.alert) : List.of(ticket.print.toString()));
    }

    /** Whether the group of an alert has told it to a receiver and owes it the end. */
    boolean owes(Ticket ticket, Destination<Receiver> destination, Receiver receiver) {
        Group group = table.find(key(ticket, destination, destination.grouping().orElseThrow()));
        int i = destination.receivers().indexOf(receiver);
        return group != null && group.told.get(i).knowsOf(ticket.print);
    }

    private static boolean isKnownAlone(Ticket ticket, Destination<Receiver> destination) {
        for (Receiver receiver : destination.receivers()) {
            if (receiver.knowsOf(ticket.print)) {
                return true;
            }
        }
        return false;
    }

    /** In steady time. */
    private static ActiveSpan span(Alert alert, Instant assumedEnd, Now now) {
        Instant start = now.toSteady(alert.startsAtOr(now.at()));
        boolean stated = alert.endsAt().isPresent();
        Instant end = stated ? now.toSteady(alert.endsAtOr(now.at())) : alert.isResolved() ? now.steady() : assumedEnd;
        if (alert.isResolved()) {
            end = end.isAfter(now.steady()) ? now.steady() : end;
        }
        boolean assumed = !alert.isResolved() && !stated && assumedEnd.isBefore(Instant.MAX);
        return new ActiveSpan(start, end, now.steady(), assumed);
    }

    private void queue(Group group, Member member, Ticket ticket, Now now) {
        List<Receiver> receivers = group.destination.receivers();
        for (int i = 0; i < receivers.size(); i++) {
            Ticket older = member.waiting[i];
            if (older != null) {
                books.settle(older, receivers.get(i), Outcome.MERGED, now);
            }
            member.waiting[i] = ticket;
        }
    }

    /** A critical alert of which a receiver does not know, or not as critical. */
    private static boolean isUrgent(Group group, Member member) {
        if (member.alert.severity() != Severity.CRITICAL || member.alert.isResolved()) {
            return false;
        }
        for (Told told : group.told) {
            if (told.rank(member.print) < Severity.CRITICAL.rank()) {
                return true;
            }
        }
        return false;
    }

    /** Tells the groups that are due. */
    void advance(Now now) {
        while (table.nextDue() <= now.nanos()) {
            Group group = table.next();
            table.schedule(group, now.nanos() + group.grouping.interval().toNanos());
            flush(group, now);
        }
    }

    /** Tells all groups, due or not. */
    void flushAll(Now now) {
        for (Group group : table.all()) {
            flush(group, now);
        }
    }

    /**
     * Goes on with another tree. A group whose branch is still there, with the same receivers and labels, keeps what it
     * knows and waits like a new one; the others tell what they can and are given up.
     *
     * @return the alerts of groups that were given up and still fire: to be raised again, by the new routes
     */
    List<Alert> reroute(Routing routing, Now now) {
        List<Alert> orphans = new ArrayList<>();
        for (Group group : table.all()) {
            Destination<Receiver> destination =
                    routing.destination(group.key.destination()).orElse(null);
            Grouping grouping =
                    destination == null ? null : destination.grouping().orElse(null);
            if (destination != null
                    && grouping != null
                    && destination.receivers().equals(group.destination.receivers())
                    && grouping.labels().equals(group.grouping.labels())) {
                group.destination = destination;
                group.grouping = grouping;
                group.flushedOnce = false;
                Instant ripe = now.steady().minus(grouping.waits());
                boolean waitedEnough = group.members.values().stream()
                        .anyMatch(member -> member.span.start().isBefore(ripe));
                table.schedule(
                        group,
                        waitedEnough
                                ? now.nanos()
                                : now.nanos() + grouping.waits().toNanos());
            } else {
                flush(group, now);
                giveUp(group, orphans, now);
            }
        }
        return orphans;
    }

    private void giveUp(Group group, List<Alert> orphans, Now now) {
        for (Member member : group.members.values()) {
            for (int i = 0; i < member.waiting.length; i++) {
                Outcome why = suppression.of(member.told(now), group.destination.mutes(), now);
                teller.settle(
                        member,
                        i,
                        group.destination.receivers().get(i),
                        why == null ? Outcome.MERGED : why,
                        false,
                        now);
            }
            if (!member.span.isOver(now.steady())) {
                orphans.add(member.told(now));
            }
        }
        table.remove(group);
    }

    long nextDue() {
        return table.nextDue();
    }

    private void flush(Group group, Now now) {
        group.flushedOnce = true;
        for (int i = 0; i < group.told.size(); i++) {
            if (!group.underWay[i]) {
                teller.tell(group, i, now);
            }
        }
        table.tidy(group);
    }
}
