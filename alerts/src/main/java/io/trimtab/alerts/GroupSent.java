package io.trimtab.alerts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A notification of a group on its way, with what it says. For the thread that advances the service. */
final class GroupSent implements Parcel.Aftermath {
    private final GroupTable table;
    private final Group group;
    private final int receiver;
    private final List<Told.Entry> firing;
    private final List<Fingerprint> ended;
    private final long[] versions;

    GroupSent(
            GroupTable table,
            Group group,
            int receiver,
            List<Told.Entry> firing,
            List<Fingerprint> ended,
            long[] versions) {
        this.table = table;
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
        table.tidy(group);
    }

    @Override
    public void notTaken(Now now) {
        group.underWay[receiver] = false;
    }

    @Override
    public void save(StateWriter out) {
        out.putName(Parcels.Kind.GROUP);
        group.key.save(out);
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

    /** A notification of a snapshot on its way; null if its group was given up. */
    static @Nullable GroupSent restored(StateReader in, GroupTable table) {
        Group group = table.find(Group.Key.restored(in));
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
        return group == null ? null : new GroupSent(table, group, receiver, firing, ended, versions);
    }
}
