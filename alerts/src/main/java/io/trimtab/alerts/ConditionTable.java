package io.trimtab.alerts;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that are remembered, by alert, by age and by when something is due; bounded. Guarded by the monitor of
 * {@link Conditions}.
 *
 * <p>A condition that is raised again moves to the end of its line, which makes no objects.
 */
final class ConditionTable {
    /** Conditions by age, the one raised longest ago first. */
    static final class Line {
        private @Nullable Condition first;
        private @Nullable Condition last;
        private int size;

        private void add(Condition condition) {
            Condition before = last;
            condition.line = this;
            condition.older = before;
            if (before == null) {
                first = condition;
            } else {
                before.newer = condition;
            }
            last = condition;
            size++;
        }

        private void remove(Condition condition) {
            Condition before = condition.older;
            Condition after = condition.newer;
            if (before == null) {
                first = after;
            } else {
                before.newer = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.older = before;
            }
            condition.line = null;
            condition.older = null;
            condition.newer = null;
            size--;
        }

        int size() {
            return size;
        }

        /** Oldest first; {@code each} must not change the line. */
        void forEach(Consumer<Condition> each) {
            for (Condition condition = first; condition != null; condition = condition.newer) {
                each.accept(condition);
            }
        }
    }

    private final int capacity;
    private final Map<Fingerprint, Condition> byPrint = new HashMap<>();
    /** Those whose loss would be felt. */
    private final Line dear = new Line();

    private final Line plain = new Line();
    private final TreeSet<Condition> byTime =
            new TreeSet<>(Comparator.<Condition>comparingLong(each -> each.due).thenComparingLong(each -> each.order));
    /** Reports that were not believed yet when their place was needed: to be passed on. */
    private final ArrayDeque<Ticket> released = new ArrayDeque<>();

    private long created;
    private long forgotten;
    private int acknowledged;

    ConditionTable(int capacity) {
        this.capacity = capacity;
    }

    @Nullable
    Condition find(Fingerprint print) {
        return byPrint.get(print);
    }

    Condition create(Ticket ticket) {
        return new Condition(ticket.print, ticket.alert, created++);
    }

    Line dear() {
        return dear;
    }

    Line plain() {
        return plain;
    }

    /** Those dear first, each line oldest first. */
    void forEach(Consumer<Condition> each) {
        dear.forEach(each);
        plain.forEach(each);
    }

    /** Puts a condition where it belongs, newest last, sets its timer, and makes room; or forgets it. */
    void store(Condition condition) {
        Line before = condition.line;
        if (before != null) {
            before.remove(condition);
        }
        if (!condition.firing && condition.damping < 0) {
            byPrint.remove(condition.print);
            stopTimer(condition);
            return;
        }
        Line line = condition.isDear() ? dear : plain;
        Condition eldest = line.first;
        if (line.size >= capacity && eldest != null) {
            giveWay(eldest, line);
        }
        line.add(condition);
        if (before == null) {
            byPrint.put(condition.print, condition);
        }
        setTimer(condition);
    }

    private void giveWay(Condition gone, Line line) {
        line.remove(gone);
        byPrint.remove(gone.print);
        stopTimer(gone);
        if (gone.acknowledgement != null) {
            acknowledged--;
        }
        forgotten++;
        Ticket held = gone.heldBack;
        gone.heldBack = null;
        if (held != null) {
            released.add(held); // believed for want of room: it must not be lost
        }
    }

    // --- time

    void setTimer(Condition condition) {
        long due = Math.min(condition.stepDue, condition.heldDue);
        if (condition.due != due) {
            stopTimer(condition);
        }
        if (condition.due != due) {
            condition.due = due;
            byTime.add(condition);
        }
    }

    private void stopTimer(Condition condition) {
        if (condition.due != Long.MAX_VALUE) {
            byTime.remove(condition);
            condition.due = Long.MAX_VALUE;
        }
    }

    /** When the next one is due, in nanoseconds of the steady clock. */
    long nextDue() {
        return byTime.isEmpty() ? Long.MAX_VALUE : byTime.first().due;
    }

    /** The one that is due next; there must be one. */
    Condition next() {
        return byTime.first();
    }

    // --- what gave way

    ArrayDeque<Ticket> released() {
        return released;
    }

    /** How many gave way to others. */
    long forgotten() {
        return forgotten;
    }

    // --- acknowledgements

    boolean hasAcknowledged() {
        return acknowledged > 0;
    }

    void acknowledge(Condition condition, Acknowledgement given) {
        if (condition.acknowledgement == null) {
            acknowledged++;
        }
        condition.acknowledgement = given;
    }

    void forgetAcknowledgement(Condition condition) {
        if (condition.acknowledgement != null) {
            acknowledged--;
            condition.acknowledgement = null;
        }
    }

    // --- snapshots

    void save(StateWriter out) {
        out.putLong(created);
        out.putLong(forgotten);
        out.putTickets(List.copyOf(released));
        save(dear, out);
        save(plain, out);
    }

    private static void save(Line line, StateWriter out) {
        out.putInt(line.size);
        line.forEach(condition -> condition.save(out));
    }

    /** From a snapshot: all but the conditions themselves. */
    void loadCounts(StateReader in) {
        created = in.getLong();
        forgotten = in.getLong();
    }

    /** A condition of a snapshot. */
    void restore(Condition condition) {
        acknowledged += condition.acknowledgement == null ? 0 : 1;
        store(condition);
    }
}
