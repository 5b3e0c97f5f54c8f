package io.trimtab.alerts;

import io.trimtab.alerts.route.Destination;
import io.trimtab.alerts.route.Grouping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Alerts that are told together. For the thread that advances the service. */
final class Group {
    /**
     * Which group: its branch of the tree with the values of its labels, or with the alert's own identity.
     *
     * @param destination the index of the branch
     * @param values the values of the labels, or the fingerprint's text
     */
    record Key(int destination, List<String> values) {
        void save(StateWriter out) {
            out.putInt(destination);
            out.putInt(values.size());
            values.forEach(out::putText);
        }

        static Key restored(StateReader in) {
            int destination = in.getInt();
            List<String> values = new ArrayList<>();
            int count = in.getCount();
            for (int i = 0; i < count; i++) {
                values.add(in.getText());
            }
            return new Key(destination, List.copyOf(values));
        }
    }

    final Key key;
    Destination<Receiver> destination;
    Grouping grouping;
    final SortedMap<String, String> labels;
    final Map<Fingerprint, Member> members = new LinkedHashMap<>();
    final List<Told> told = new ArrayList<>();
    /** For each receiver whether a notification of this group is on its way. */
    final boolean[] underWay;

    boolean flushedOnce;
    /** When it is told next, in nanoseconds of the steady clock. */
    long due;
    /** Its place among groups that are due at the same moment. */
    final long order;

    Group(Key key, Destination<Receiver> destination, Grouping grouping, long order) {
        this.key = key;
        this.destination = destination;
        this.grouping = grouping;
        this.order = order;
        int receivers = destination.receivers().size();
        for (int i = 0; i < receivers; i++) {
            told.add(new Told());
        }
        this.underWay = new boolean[receivers];
        this.labels = labels(grouping, key);
    }

    private static SortedMap<String, String> labels(Grouping grouping, Key key) {
        SortedMap<String, String> labels = new TreeMap<>();
        List<String> names = grouping.labels().orElse(List.of());
        for (int i = 0; i < names.size(); i++) {
            labels.put(names.get(i), key.values().get(i));
        }
        return labels;
    }

    /** Whether no notification of it is on its way. */
    boolean isAtRest() {
        for (boolean sending : underWay) {
            if (sending) {
                return false;
            }
        }
        return true;
    }

    void removeWhatIsDoneWith() {
        members.values().removeIf(Member::isDoneWith);
    }
}
