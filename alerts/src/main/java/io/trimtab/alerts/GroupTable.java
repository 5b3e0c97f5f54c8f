package io.trimtab.alerts;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The groups there are, by key and by when they are due. For the thread that advances the service. */
final class GroupTable {
    private final Map<Group.Key, Group> byKey = new HashMap<>();
    private final TreeSet<Group> byTime =
            new TreeSet<>(Comparator.<Group>comparingLong(group -> group.due).thenComparingLong(group -> group.order));
    /** Before this moment of the service's clock, which starts at zero with it, no group is due. */
    private final long notBefore;
    /** How many there ever were: the order among those that are due at the same moment. */
    private long created;

    GroupTable(long notBefore) {
        this.notBefore = notBefore;
    }

    int size() {
        return byKey.size();
    }

    @Nullable
    Group find(Group.Key key) {
        return byKey.get(key);
    }

    long nextOrder() {
        return created++;
    }

    void add(Group group, long due) {
        byKey.put(group.key, group);
        schedule(group, due);
    }

    void schedule(Group group, long due) {
        byTime.remove(group);
        group.due = Math.max(due, notBefore);
        byTime.add(group);
    }

    /** When the next one is due, in nanoseconds of the steady clock. */
    long nextDue() {
        return byTime.isEmpty() ? Long.MAX_VALUE : byTime.first().due;
    }

    /** The one that is due next; there must be one. */
    Group next() {
        return byTime.first();
    }

    /** A copy, in the order in which they are due. */
    List<Group> all() {
        return List.copyOf(byTime);
    }

    void remove(Group group) {
        byKey.remove(group.key);
        byTime.remove(group);
    }

    /** Forgets the alerts of a group that everybody was told of, and the group if none is left. */
    void tidy(Group group) {
        group.removeWhatIsDoneWith();
        if (group.members.isEmpty() && group.isAtRest()) {
            remove(group);
        }
    }

    long created() {
        return created;
    }

    /** A group of a snapshot, with its own time and order. */
    void restore(Group group, long due) {
        byKey.put(group.key, group);
        group.due = due;
        byTime.add(group);
    }

    void restoreCreated(long count) {
        created = count;
    }
}
