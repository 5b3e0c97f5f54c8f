package io.trimtab.alerts;

import io.trimtab.alerts.route.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A submission on its way to its receivers; the outcomes are guarded by the service's monitor. */
final class Ticket {
    final Alert alert;
    final Fingerprint print;
    final List<Destination<Receiver>> destinations;
    /** 0 from outside, 1 raised by a channel while it delivered, 2 raised while such a one was delivered. */
    final int generation;
    /** Whether its place in the queue is one that only critical alerts may take; written before it is queued. */
    boolean inReserve;

    /** Whether it is a step of an escalation, which neither cooldown nor rates hold back. */
    final boolean escalation;

    /** The receivers whose outcome is not known yet, as long as there is one; {@link #others} has the rest. */
    private @Nullable Receiver open;

    private @Nullable List<Receiver> others;
    // its place in the list of those that are open
    boolean listed;

    @Nullable
    Ticket before;

    @Nullable
    Ticket after;

    private int suppressed;
    private int dropped;
    private int settled;

    Ticket(Alert alert, Fingerprint print, List<Destination<Receiver>> destinations, int generation) {
        this.alert = alert;
        this.print = print;
        this.destinations = destinations;
        this.generation = generation;
        this.escalation = false;
        for (int i = 0; i < destinations.size(); i++) {
            add(destinations.get(i).receivers());
        }
    }

    /** A submission of the service's own, beside the routes. */
    Ticket(Alert alert, Fingerprint print, List<Receiver> receivers, Origin origin) {
        this.alert = alert;
        this.print = print;
        this.destinations = List.of();
        this.generation = 0;
        this.escalation = origin == Origin.ESCALATION;
        add(receivers);
    }

    private Ticket(
            Alert alert,
            Fingerprint print,
            List<Destination<Receiver>> destinations,
            int generation,
            boolean escalation) {
        this.alert = alert;
        this.print = print;
        this.destinations = destinations;
        this.generation = generation;
        this.escalation = escalation;
    }

    void save(StateWriter out) {
        out.putAlert(alert);
        out.putPrint(print);
        out.putInt(generation);
        out.putBoolean(escalation);
        out.putReceivers(openReceivers());
        out.putInt(suppressed);
        out.putInt(dropped);
        out.putInt(settled);
    }

    /** From a snapshot; what was open at a receiver that is no more is to be raised again. */
    static Ticket restored(StateReader in) {
        Alert alert = in.getAlert();
        Fingerprint print = in.getPrint();
        int generation = in.getInt();
        boolean escalation = in.getBoolean();
        Ticket ticket = new Ticket(alert, print, in.routing().destinations(alert), generation, escalation);
        for (Receiver receiver : in.getReceivers()) {
            if (receiver == null) {
                in.orphan(ticket);
            } else {
                ticket.add(receiver);
            }
        }
        ticket.suppressed = in.getInt();
        ticket.dropped = in.getInt();
        ticket.settled = in.getInt();
        return ticket;
    }

    /** Whether it can begin: it is open exactly where the routes lead to by now. */
    boolean fitsRoutes() {
        List<Receiver> wanted = new ArrayList<>();
        destinations.forEach(destination -> wanted.addAll(destination.receivers()));
        return wanted.equals(openReceivers());
    }

    /** Why the service submits by itself. */
    enum Origin {
        /** A step of an escalation. */
        ESCALATION,
        /** The end of a condition, for those who were told by such a step. */
        END_OF_ESCALATION
    }

    boolean isCritical() {
        return alert.severity() == Severity.CRITICAL;
    }

    /** The receivers whose outcome is not known yet; one that two routes lead to stands twice. */
    List<Receiver> openReceivers() {
        Receiver one = open;
        List<Receiver> more = others;
        if (one == null) {
            return List.of();
        }
        if (more == null || more.isEmpty()) {
            return List.of(one);
        }
        List<Receiver> all = new ArrayList<>(more.size() + 1);
        all.add(one);
        all.addAll(more);
        return all;
    }

    /** Without the list. */
    void forEachOpen(Consumer<Receiver> each) {
        if (open != null) {
            each.accept(open);
        }
        if (others != null) {
            others.forEach(each);
        }
    }

    /** Whether all outcomes are known. */
    boolean isSettled() {
        return open == null;
    }

    private void add(List<Receiver> receivers) {
        for (int i = 0; i < receivers.size(); i++) {
            add(receivers.get(i));
        }
    }

    private void add(Receiver receiver) {
        if (open == null) {
            open = receiver;
            return;
        }
        List<Receiver> more = others;
        if (more == null) {
            more = new ArrayList<>(2);
            others = more;
        }
        more.add(receiver);
    }

    /** Takes the first that stands for a receiver. */
    private boolean remove(Receiver receiver) {
        List<Receiver> more = others;
        if (open != receiver) {
            return more != null && more.remove(receiver);
        }
        open = more == null || more.isEmpty() ? null : more.remove(0);
        return true;
    }

    void settle(Receiver receiver, Outcome outcome) {
        if (!remove(receiver)) {
            throw new IllegalStateException("settled twice at " + receiver.name + ": " + alert);
        }
        settled++;
        switch (outcome.kind()) {
            case SUPPRESSED -> suppressed++;
            case DROPPED -> dropped++;
            default -> {}
        }
    }

    Receipt receipt() {
        if (!isSettled() || suppressed + dropped < settled) {
            return Receipt.ACCEPTED;
        }
        return dropped > 0 ? Receipt.REFUSED : Receipt.SUPPRESSED;
    }
}
