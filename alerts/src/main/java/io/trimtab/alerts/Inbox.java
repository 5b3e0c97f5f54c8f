package io.trimtab.alerts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted and not begun with: in the queue of those who submit, or taken from it, critical alerts first.
 *
 * <p>Any thread may put something in, and look whether something is there. All else is for the thread that advances the
 * service, or under the monitor, as it says.
 */
final class Inbox {
    private final Object monitor;
    private final Intake intake;
    private final Books books;

    // what was polled and not begun; for the thread that advances the service
    private final ArrayDeque<Ticket> critical = new ArrayDeque<>();
    private final ArrayDeque<Ticket> others = new ArrayDeque<>();

    Inbox(Object monitor, Intake intake, Books books) {
        this.monitor = monitor;
        this.intake = intake;
        this.books = books;
    }

    /** Takes a submission if there is a place for it. For any thread. */
    boolean offer(Ticket ticket) {
        return intake.offer(ticket);
    }

    /** Whether nothing waits to be polled. For any thread. */
    boolean isEmpty() {
        return intake.isEmpty();
    }

    /** Whether somebody is at submitting, so that others wait behind him. */
    boolean isBeingFilled() {
        synchronized (monitor) {
            return intake.isBeingFilled();
        }
    }

    /** The next submission, which begins now; or null. */
    @Nullable
    Ticket next(Now now) {
        if (critical.isEmpty() && others.isEmpty()) {
            poll(now);
        }
        Ticket ticket = critical.isEmpty() ? others.poll() : critical.poll();
        if (ticket != null) {
            intake.begun(ticket);
        }
        return ticket;
    }

    private void poll(Now now) {
        synchronized (monitor) {
            for (Ticket ticket = intake.poll(); ticket != null; ticket = intake.poll()) {
                books.raised(ticket, now.nanos());
                line(ticket).add(ticket);
            }
        }
    }

    private ArrayDeque<Ticket> line(Ticket ticket) {
        return ticket.isCritical() ? critical : others;
    }

    /** What nobody has looked at yet, oldest first. Under the monitor. */
    List<Ticket> waiting() {
        return intake.waiting();
    }

    /** How many of those are for a receiver. Under the monitor. */
    long waitingFor(Receiver receiver) {
        long waiting = 0;
        for (Ticket ticket : intake.waiting()) {
            waiting += Collections.frequency(ticket.openReceivers(), receiver);
        }
        return waiting;
    }

    /** Under the monitor, by the thread that advances the service. */
    void save(StateWriter out) {
        List<Ticket> polled = new ArrayList<>(critical);
        polled.addAll(others);
        out.putTickets(polled);
        out.putTickets(intake.waiting());
    }

    /** From a snapshot; what does not fit the routes any more is raised again by them. Before any other thread is there. */
    void load(StateReader in, Engine engine, Now now) {
        for (Ticket ticket : in.getTickets()) {
            if (ticket.fitsRoutes()) {
                putBack(ticket);
            } else {
                engine.unfit(ticket, in, now);
            }
        }
        for (Ticket ticket : in.getTickets()) {
            if (!ticket.fitsRoutes()) {
                in.orphan(ticket);
            } else if (!intake.offer(ticket)) {
                putIn(ticket);
            }
        }
    }

    /** Takes a submission of the service's own, room or not. Under the monitor, by the thread that advances the service. */
    void putIn(Ticket ticket) {
        books.submitted(ticket);
        putBack(ticket);
    }

    private void putBack(Ticket ticket) {
        line(ticket).add(ticket);
        intake.taken();
    }
}
