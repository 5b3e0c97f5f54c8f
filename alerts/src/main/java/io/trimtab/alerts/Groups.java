package io.trimtab.alerts;

import io.trimtab.alerts.route.Destination;
import io.trimtab.alerts.route.Grouping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

    private final Engine engine;
    private final Books books;
    private final Suppression suppression;
    private final int maxGroups;
    /** Before this moment of the service's clock, which starts at zero with it, no group is told. */
    private final long notBefore;

    private final Map<Group.Key, Group> groups = new HashMap<>();
    private final TreeSet<Group> byTime =
            new TreeSet<>(Comparator.<Group>comparingLong(group -> group.due).thenComparingLong(group -> group.order));
    private long created;

    Groups(Engine engine, Books books, Suppression suppression, int maxGroups, long notBefore) {
        this.engine = engine;
        this.books = books;
        this.suppression = suppression;
        this.maxGroups = maxGroups;
        this.notBefore = notBefore;
    }

    /** Puts an alert into its group; false if there is no room for the group or in it. */
    boolean take(Ticket ticket, Destination<Receiver> destination, Instant assumedEnd, Now now) {
        Grouping grouping = destination.grouping().orElseThrow();
        Group.Key key = key(ticket, destination);
        Group group = groups.get(key);
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
        if (group == null ? groups.size() >= maxGroups : member == null && group.members.size() >= MOST_MEMBERS) {
            return false;
        }
        if (group == null) {
            group = new Group(key, destination, grouping, created++);
            groups.put(key, group);
            schedule(group, now.nanos() + grouping.waits().toNanos());
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
            schedule(group, now.nanos());
            advance(now);
        }
        return true;
    }

    private static Group.Key key(Ticket ticket, Destination<Receiver> destination) {
        Grouping grouping = destination.grouping().orElseThrow();
        return new Group.Key(
                destination.index(),
                grouping.labels().isPresent() ? grouping.values(ticket.alert) : List.of(ticket.print.toString()));
    }

    /** Whether the group of an alert has told it to a receiver and owes it the end. */
    boolean owes(Ticket ticket, Destination<Receiver> destination, Receiver receiver) {
        Group group = groups.get(key(ticket, destination));
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
        Instant start = alert.startsAt().map(now::toSteady).orElse(now.steady());
        Instant end = alert.endsAt().map(now::toSteady).orElse(alert.isResolved() ? now.steady() : assumedEnd);
        if (alert.isResolved()) {
            end = end.isAfter(now.steady()) ? now.steady() : end;
        }
        boolean assumed = !alert.isResolved() && alert.endsAt().isEmpty() && assumedEnd.isBefore(Instant.MAX);
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

    private void schedule(Group group, long due) {
        byTime.remove(group);
        group.due = Math.max(due, notBefore);
        byTime.add(group);
    }

    /** Tells the groups that are due. */
    void advance(Now now) {
        while (!byTime.isEmpty() && byTime.first().due <= now.nanos()) {
            Group group = byTime.first();
            schedule(group, now.nanos() + group.grouping.interval().toNanos());
            flush(group, now);
        }
    }

    /** Tells all groups, due or not. */
    void flushAll(Now now) {
        for (Group group : List.copyOf(byTime)) {
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
        for (Group group : List.copyOf(byTime)) {
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
                schedule(
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
                settle(member, i, group.destination.receivers().get(i), why == null ? Outcome.MERGED : why, false, now);
            }
            if (!member.span.isOver(now.steady())) {
                orphans.add(member.told(now));
            }
        }
        groups.remove(group.key);
        byTime.remove(group);
    }

    long nextDue() {
        return byTime.isEmpty() ? Long.MAX_VALUE : byTime.first().due;
    }

    private void flush(Group group, Now now) {
        group.flushedOnce = true;
        for (int i = 0; i < group.told.size(); i++) {
            if (!group.underWay[i]) {
                tell(group, i, now);
            }
        }
        removeWhatIsDoneWith(group);
    }

    private void removeWhatIsDoneWith(Group group) {
        group.removeWhatIsDoneWith();
        if (group.members.isEmpty() && group.isAtRest()) {
            groups.remove(group.key);
            byTime.remove(group);
        }
    }

    private void tell(Group group, int i, Now now) {
        Receiver receiver = group.destination.receivers().get(i);
        Told told = group.told.get(i);
        List<Member> firing = new ArrayList<>();
        List<Member> ended = new ArrayList<>();
        for (Member member : group.members.values()) {
            boolean known = told.knowsOf(member.print);
            boolean over = member.span.isOver(now.steady());
            if (!known && (over || !receiver.wants(member.alert.severity()))) {
                settle(member, i, receiver, over ? Outcome.NOT_FIRING : Outcome.BELOW_MINIMUM, over, now);
            } else if (suppression.of(member.told(now), group.destination.mutes(), now) == null) {
                (over ? ended : firing).add(member);
            }
        }
        if (firing.isEmpty() && ended.isEmpty()) {
            return; // nothing there, or all of it kept back
        }
        if (firing.isEmpty() && !receiver.wantsResolved) {
            told.told(firing, ended, now.nanos());
            for (Member member : ended) {
                settle(member, i, receiver, Outcome.RESOLVED_UNWANTED, true, now);
            }
        } else if (!told.needsUpdate(
                firing, ended, receiver.wantsResolved, group.grouping.repeats().toNanos(), now.nanos())) {
            for (Member member : firing) {
                settle(member, i, receiver, Outcome.UNCHANGED, false, now);
            }
        } else if (engine.areAcknowledged(firing, now) && !told.hasNews(firing, ended, receiver.wantsResolved)) {
            for (Member member : firing) {
                settle(member, i, receiver, Outcome.ACKNOWLEDGED, false, now);
            }
        } else {
            send(group, i, firing, ended, now);
        }
    }

    /** Ends the wait of a member's submission, if there is one. */
    private void settle(Member member, int i, Receiver receiver, Outcome outcome, boolean over, Now now) {
        Ticket waiting = member.waiting[i];
        member.waiting[i] = null;
        if (over) {
            member.done[i] = member.version;
        }
        if (waiting != null) {
            books.settle(waiting, receiver, outcome, now);
        }
    }

    private void send(Group group, int i, List<Member> firing, List<Member> ended, Now now) {
        Receiver receiver = group.destination.receivers().get(i);
        List<Alert> alerts = new ArrayList<>();
        List<Ticket> tickets = new ArrayList<>();
        for (Member member : firing) {
            add(member, i, alerts, tickets, now);
        }
        if (receiver.wantsResolved) {
            for (Member member : ended) {
                add(member, i, alerts, tickets, now);
            }
        }
        Notification notification = new Notification(
                engine.notificationId(receiver, now), receiver.name, engine.groupKey(group), group.labels, alerts);
        if (!notification.isCritical() && !receiver.acquire(group.key, now.nanos())) {
            return; // what waits keeps waiting: the group asks again at its next interval
        }
        for (Member member : firing) {
            member.waiting[i] = null;
        }
        for (Member member : ended) {
            if (receiver.wantsResolved) {
                member.waiting[i] = null;
            } else {
                settle(member, i, receiver, Outcome.RESOLVED_UNWANTED, false, now);
            }
        }
        engine.post(new Parcel(notification, receiver, tickets, 0, sent(group, i, firing, ended)), now);
    }

    private Sent sent(Group group, int receiver, List<Member> firing, List<Member> ended) {
        List<Told.Entry> fires = new ArrayList<>();
        for (Member member : firing) {
            fires.add(new Told.Entry(member.print, member.alert.severity().rank()));
        }
        List<Fingerprint> over = new ArrayList<>();
        long[] versions = new long[ended.size()];
        for (int k = 0; k < versions.length; k++) {
            versions[k] = ended.get(k).version;
            over.add(ended.get(k).print);
        }
        return new Sent(group, receiver, fires, over, versions);
    }

    private static void add(Member member, int i, List<Alert> alerts, List<Ticket> tickets, Now now) {
        alerts.add(member.told(now));
        Ticket waiting = member.waiting[i];
        if (waiting != null) {
            tickets.add(waiting);
        }
    }

    void save(StateWriter out) {
        out.putLong(created);
        out.putInt(byTime.size());
        for (Group group : byTime) {
            out.putReceivers(group.destination.receivers());
            out.putText(group.grouping.labels().toString());
            putKey(out, group.key);
            out.putBoolean(group.flushedOnce);
            out.putLong(group.due);
            out.putLong(group.order);
            group.told.forEach(told -> told.save(out));
            out.putInt(group.members.size());
            group.members.values().forEach(member -> member.save(out));
        }
    }

    private static void putKey(StateWriter out, Group.Key key) {
        out.putInt(key.destination());
        out.putInt(key.values().size());
        key.values().forEach(out::putText);
    }

    private static Group.Key getKey(StateReader in) {
        int destination = in.getInt();
        List<String> values = new ArrayList<>();
        int count = in.getCount();
        for (int i = 0; i < count; i++) {
            values.add(in.getText());
        }
        return new Group.Key(destination, List.copyOf(values));
    }

    /** From a snapshot; what a group knows whose branch is another now is raised again. */
    void load(StateReader in, Now now, List<Runnable> afterwards) {
        created = in.getLong();
        int count = in.getCount();
        for (int i = 0; i < count; i++) {
            List<@Nullable Receiver> receivers = in.getReceivers();
            String labels = in.getText();
            Group.Key key = getKey(in);
            Destination<Receiver> destination =
                    in.routing().destination(key.destination()).orElse(null);
            Grouping grouping =
                    destination == null ? null : destination.grouping().orElse(null);
            if (destination != null
                    && grouping != null
                    && destination.receivers().equals(receivers)
                    && grouping.labels().toString().equals(labels)) {
                restore(in, key, destination, grouping);
            } else {
                giveUp(in, receivers, now, afterwards);
            }
        }
    }

    private void restore(StateReader in, Group.Key key, Destination<Receiver> destination, Grouping grouping) {
        boolean flushedOnce = in.getBoolean();
        long due = in.getLong();
        Group group = new Group(key, destination, grouping, in.getLong());
        group.flushedOnce = flushedOnce;
        group.told.forEach(told -> told.load(in));
        int members = in.getCount();
        for (int k = 0; k < members; k++) {
            Member member = Member.restored(in, destination.receivers().size());
            group.members.put(member.print, member);
        }
        groups.put(key, group);
        group.due = due;
        byTime.add(group);
    }

    private void giveUp(StateReader in, List<@Nullable Receiver> receivers, Now now, List<Runnable> afterwards) {
        in.getBoolean();
        in.getLong();
        in.getLong();
        receivers.forEach(receiver -> new Told().load(in));
        int members = in.getCount();
        for (int k = 0; k < members; k++) {
            Member member = Member.restored(in, receivers.size());
            for (int i = 0; i < member.waiting.length; i++) {
                Receiver receiver = receivers.get(i);
                int place = i;
                if (receiver != null) {
                    afterwards.add(() -> settle(member, place, receiver, Outcome.MERGED, false, now));
                }
            }
            if (!member.span.isOver(now.steady())) {
                in.orphan(member.print, member.told(now));
            }
        }
    }

    /** A notification of a snapshot on its way; null if its group was given up. */
    Parcel.@Nullable Aftermath sent(StateReader in) {
        Group group = groups.get(getKey(in));
        int receiver = in.getInt();
        List<Told.Entry> firing = new ArrayList<>();
        int fires = in.getCount();
        for (int k = 0; k < fires; k++) {
            Fingerprint print = in.getPrint();
            firing.add(new Told.Entry(print, in.getInt()));
        }
        int over = in.getCount();
        List<Fingerprint> ended = new ArrayList<>();
        long[] versions = new long[over];
        for (int k = 0; k < over; k++) {
            ended.add(in.getPrint());
            versions[k] = in.getLong();
        }
        return group == null ? null : new Sent(group, receiver, firing, ended, versions);
    }

    /** A notification of a group on its way, with what it says. */
    private final class Sent implements Parcel.Aftermath {
        private final Group group;
        private final int receiver;
        private final List<Told.Entry> firing;
        private final List<Fingerprint> ended;
        private final long[] versions;

        Sent(Group group, int receiver, List<Told.Entry> firing, List<Fingerprint> ended, long[] versions) {
            this.group = group;
            this.receiver = receiver;
            this.firing = firing;
            this.ended = ended;
            this.versions = versions;
            group.underWay[receiver] = true;
        }

        @Override
        public void taken(Now now) {
            group.underWay[receiver] = false;
            group.told.get(receiver).tell(firing, ended, now.nanos());
            for (int k = 0; k < versions.length; k++) {
                Member member = group.members.get(ended.get(k));
                if (member != null) {
                    member.done[receiver] = versions[k]; // one that was raised since is not done with
                }
            }
            removeWhatIsDoneWith(group);
        }

        @Override
        public void notTaken(Now now) {
            group.underWay[receiver] = false;
        }

        @Override
        public void save(StateWriter out) {
            out.putName(Parcels.Kind.GROUP);
            putKey(out, group.key);
            out.putInt(receiver);
            out.putInt(firing.size());
            for (Told.Entry entry : firing) {
                out.putPrint(entry.print());
                out.putInt(entry.rank());
            }
            out.putInt(ended.size());
            for (int k = 0; k < versions.length; k++) {
                out.putPrint(ended.get(k));
                out.putLong(versions[k]);
            }
        }
    }
}
