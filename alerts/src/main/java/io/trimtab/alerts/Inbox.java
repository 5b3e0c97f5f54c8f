package io.trimtab.alerts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bounded queue before delivery, with places that only critical alerts may take. Guarded by the service's monitor. */
final class Inbox {
    private final int capacity;
    private final int criticalReserve;
    private final ArrayDeque<Ticket> critical = new ArrayDeque<>();
    private final ArrayDeque<Ticket> others = new ArrayDeque<>();

    Inbox(int capacity, int criticalReserve) {
        this.capacity = capacity;
        this.criticalReserve = criticalReserve;
    }

    /** Takes a ticket if there is a place for it. */
    boolean offer(Ticket ticket) {
        if (ticket.isCritical()) {
            return size() < capacity + criticalReserve && critical.add(ticket);
        }
        return size() < capacity && others.add(ticket);
    }

    /** The next ticket, critical ones first, or null. */
    @Nullable
    Ticket poll() {
        Ticket next = critical.poll();
        return next != null ? next : others.poll();
    }

    /** All that is queued, in the order in which it would be polled. */
    List<Ticket> tickets() {
        List<Ticket> all = new ArrayList<>(critical);
        all.addAll(others);
        return all;
    }

    boolean isEmpty() {
        return critical.isEmpty() && others.isEmpty();
    }

    private int size() {
        return critical.size() + others.size();
    }
}
