package io.trimtab.alerts;

import java.util.ArrayList;
import java.util.List;

/** What a service says of itself: accounts, digests, what is undelivered; each true at one moment. For any thread. */
final class Overview {
    private final Object monitor;
    private final Clocks clocks;
    private final Books books;
    private final Inbox inbox;
    private final Engine engine;
    private final Routing routing;

    Overview(Object monitor, Clocks clocks, Books books, Inbox inbox, Engine engine) {
        this.monitor = monitor;
        this.clocks = clocks;
        this.books = books;
        this.inbox = inbox;
        this.engine = engine;
        this.routing = engine.routing();
    }

    List<Alert> active() {
        return List.copyOf(engine.conditions().firing(clocks.now().steady()));
    }

    /** All receivers together. */
    AlertLedger ledger() {
        synchronized (monitor) {
            AlertLedger sum = AlertLedger.of(0, 0, new long[Outcome.values().length]);
            for (Receiver receiver : routing.receivers()) {
                sum = sum.plus(receiver.ledger(inbox.waitingFor(receiver)));
            }
            return sum;
        }
    }

    AlertLedger ledger(String receiver) {
        Receiver known = routing.receiver(receiver);
        synchronized (monitor) {
            return known.ledger(inbox.waitingFor(known));
        }
    }

    AlertSummary summary() {
        List<Alert> active = active();
        long acknowledged = engine.conditions().acknowledgements(clocks.wall()).size();
        long nanos = clocks.nanos();
        synchronized (monitor) {
            return books.summary(active, acknowledged, ledger(), nanos);
        }
    }

    long failedSends(String receiver) {
        Receiver known = routing.receiver(receiver);
        synchronized (monitor) {
            return known.failedSends();
        }
    }

    AlertHistory history() {
        synchronized (monitor) {
            return books.history();
        }
    }

    List<Digest> digests() {
        synchronized (monitor) {
            List<Digest> digests = new ArrayList<>();
            for (Receiver receiver : routing.receivers()) {
                receiver.tally.digest(receiver.name).ifPresent(digests::add);
            }
            return List.copyOf(digests);
        }
    }

    /** Between two turns. */
    List<String> inStorm() {
        List<String> names = new ArrayList<>();
        for (Receiver receiver : routing.receivers()) {
            if (receiver.storming.isOn(clocks.nanos())) {
                names.add(receiver.name);
            }
        }
        return List.copyOf(names);
    }

    List<Undelivered> undelivered() {
        synchronized (monitor) {
            return books.undelivered();
        }
    }

    long undeliveredOverflow() {
        synchronized (monitor) {
            return books.undeliveredOverflow();
        }
    }

    /** The undelivered critical alerts, then all that has no outcome yet. */
    List<Undelivered> remaining() {
        synchronized (monitor) {
            List<Undelivered> remaining = new ArrayList<>(books.undelivered());
            List<Ticket> tickets = new ArrayList<>(books.open());
            tickets.addAll(inbox.waiting());
            Now now = clocks.now();
            for (Ticket ticket : tickets) {
                for (Receiver receiver : ticket.openReceivers()) {
                    remaining.add(new Undelivered(ticket.alert, receiver.name, now.at(), "still queued"));
                }
            }
            return List.copyOf(remaining);
        }
    }
}
