package io.trimtab.alerts;

import java.util.ArrayList;
import java.util.List;

/** Decides what a receiver is told of a group, and sends it. For the thread that advances the service. */
final class GroupTeller {
    private final Books books;
    private final Identities identities;
    private final Suppression suppression;
    private final Conditions conditions;
    private final Dispatch dispatch;
    private final GroupTable table;

    GroupTeller(
            Books books,
            Identities identities,
            Suppression suppression,
            Conditions conditions,
            Dispatch dispatch,
            GroupTable table) {
        this.books = books;
        this.identities = identities;
        this.suppression = suppression;
        this.conditions = conditions;
        this.dispatch = dispatch;
        this.table = table;
    }

    /** Tells a receiver what is new, if anything is. */
    void tell(Group group, int i, Now now) {
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
        } else if (conditions.areAcknowledged(firing, now) && !told.hasNews(firing, ended, receiver.wantsResolved)) {
            for (Member member : firing) {
                settle(member, i, receiver, Outcome.ACKNOWLEDGED, false, now);
            }
        } else {
            send(group, i, firing, ended, now);
        }
    }

    /** Ends the wait of a member's submission, if there is one. */
    void settle(Member member, int i, Receiver receiver, Outcome outcome, boolean over, Now now) {
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
                dispatch.notificationId(receiver, now),
                receiver.name,
                identities.groupKey(group.key).toString(),
                group.labels,
                alerts);
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
        dispatch.post(new Parcel(notification, receiver, tickets, 0, sent(group, i, firing, ended)), now);
    }

    private GroupSent sent(Group group, int receiver, List<Member> firing, List<Member> ended) {
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
        return new GroupSent(table, group, receiver, fires, over, versions);
    }

    private static void add(Member member, int i, List<Alert> alerts, List<Ticket> tickets, Now now) {
        alerts.add(member.told(now));
        Ticket waiting = member.waiting[i];
        if (waiting != null) {
            tickets.add(waiting);
        }
    }
}
