package io.trimtab.alerts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tickets in the order in which they came; makes no objects. Guarded by the service's monitor. */
final class TicketList {
    private @Nullable Ticket first;
    private @Nullable Ticket last;

    /** Adds a ticket that is in no list. */
    void add(Ticket ticket) {
        Ticket before = last;
        ticket.listed = true;
        ticket.before = before;
        if (before == null) {
            first = ticket;
        } else {
            before.after = ticket;
        }
        last = ticket;
    }

    /** Removes a ticket if it is in the list. */
    void remove(Ticket ticket) {
        if (!ticket.listed) {
            return;
        }
        Ticket before = ticket.before;
        Ticket after = ticket.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        ticket.listed = false;
        ticket.before = null;
        ticket.after = null;
    }

    /** Oldest first. */
    List<Ticket> toList() {
        List<Ticket> all = new ArrayList<>();
        for (Ticket ticket = first; ticket != null; ticket = ticket.after) {
            all.add(ticket);
        }
        return all;
    }
}
