package io.trimtab.alerts;

import io.trimtab.alerts.route.Destination;
import io.trimtab.alerts.route.Grouping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups in snapshots. */
final class SavedGroups {
    private final GroupTable table;
    private final GroupTeller teller;

    SavedGroups(GroupTable table, GroupTeller teller) {
        this.table = table;
        this.teller = teller;
    }

    void save(StateWriter out) {
        out.putLong(table.created());
        List<Group> all = table.all();
        out.putInt(all.size());
        for (Group group : all) {
            out.putReceivers(group.destination.receivers());
            out.putText(group.grouping.labels().toString());
            group.key.save(out);
            out.putBoolean(group.flushedOnce);
            out.putLong(group.due);
            out.putLong(group.order);
            group.told.forEach(told -> told.save(out));
            out.putInt(group.members.size());
            group.members.values().forEach(member -> member.save(out));
        }
    }

    /** From a snapshot; what a group knows whose branch is another now is raised again. */
    void load(StateReader in, Now now, List<Runnable> afterwards) {
        table.restoreCreated(in.getLong());
        int count = in.getCount();
        for (int i = 0; i < count; i++) {
            List<@Nullable Receiver> receivers = in.getReceivers();
            String labels = in.getText();
            Group.Key key = Group.Key.restored(in);
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
        table.restore(group, due);
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
                    afterwards.add(() -> teller.settle(member, place, receiver, Outcome.MERGED, false, now));
                }
            }
            if (!member.span.isOver(now.steady())) {
                in.orphan(member.print, member.told(now));
            }
        }
    }
}
