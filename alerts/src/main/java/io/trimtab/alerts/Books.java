package io.trimtab.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The accounts, the history and the list of undelivered critical alerts: written together, read together. */
final class Books {
    private final Object monitor;
    private final DecisionRing history;
    private final int undeliveredCapacity;
    private final List<Undelivered> undelivered = new ArrayList<>();
    /** The submissions that not every receiver has decided on, oldest first. */
    private final TicketList open = new TicketList();

    private final Statistics statistics = new Statistics();

    private long undeliveredOverflow;

    Books(Object monitor, int historySize, int undeliveredCapacity) {
        this.monitor = monitor;
        this.history = new DecisionRing(historySize);
        this.undeliveredCapacity = undeliveredCapacity;
    }

    /** What was submitted from outside, whatever becomes of it. Under the monitor. */
    void raised(Ticket ticket, long nanos) {
        statistics.add(ticket.alert, nanos);
        submitted(ticket);
    }

    /** Under the monitor. */
    AlertSummary summary(List<Alert> active, long acknowledged, AlertLedger ledger, long nanos) {
        return statistics.summary(active, acknowledged, ledger, nanos);
    }

    /** Under the monitor. */
    void submitted(Ticket ticket) {
        ticket.forEachOpen(Receiver::submitted);
        open.add(ticket);
    }

    /** A submission of the service's own, which goes by no queue. */
    void submittedByService(Ticket ticket) {
        synchronized (monitor) {
            submitted(ticket);
        }
    }

    /** Under the monitor. */
    List<Ticket> open() {
        return open.toList();
    }

    /** Writes what became of an alert at one receiver. */
    void settle(Ticket ticket, Receiver receiver, Outcome outcome, Now now) {
        synchronized (monitor) {
            ticket.settle(receiver, outcome);
            if (ticket.isSettled()) {
                open.remove(ticket);
            }
            receiver.settled(outcome);
            if (outcome.kind() == Outcome.Kind.SUPPRESSED) {
                receiver.tally.add(outcome, ticket.alert.severity(), now.at(), now.nanos());
            }
            history.add(now.at(), ticket.print, ticket.alert, receiver.name, outcome);
        }
        receiver.measures.settled(outcome);
    }

    /** Keeps a critical alert that its receiver did not take, if there is room. */
    boolean keep(Undelivered entry) {
        synchronized (monitor) {
            if (undelivered.size() < undeliveredCapacity) {
                return undelivered.add(entry);
            }
            undeliveredOverflow++;
            return false;
        }
    }

    /** Counts a failed send and returns how many there were. */
    long sendFailed(Receiver receiver) {
        receiver.measures.sendFailed();
        synchronized (monitor) {
            receiver.sendFailed();
            return receiver.failedSends();
        }
    }

    /** What a receiver was spared, if it has waited long enough to hear of it. */
    Optional<Digest> dueDigest(Receiver receiver, Now now, long interval) {
        synchronized (monitor) {
            return receiver.tally.isDue(now.nanos(), interval)
                    ? receiver.tally.digest(receiver.name)
                    : Optional.empty();
        }
    }

    /** Whether a receiver was spared nothing that it has not been told. */
    boolean hasNothingToTell(Receiver receiver) {
        synchronized (monitor) {
            return receiver.tally.isEmpty();
        }
    }

    /** When a receiver is to hear of what it was spared. */
    long digestDue(Receiver receiver, long interval) {
        synchronized (monitor) {
            return receiver.tally.due(interval);
        }
    }

    void digestTold(Receiver receiver, Digest digest) {
        synchronized (monitor) {
            receiver.tally.told(digest);
        }
    }

    void digestSent(Receiver receiver, Now now) {
        synchronized (monitor) {
            receiver.tally.sending(now.nanos());
        }
    }

    void digestNotTold(Receiver receiver) {
        synchronized (monitor) {
            receiver.tally.notTold();
        }
    }

    /** Under the monitor. */
    void save(StateWriter out) {
        out.putTickets(open.toList());
        List<AlertRecord> records = history.toList();
        out.putInt(records.size());
        for (AlertRecord record : records) {
            out.putInstant(record.at());
            out.putPrint(record.print());
            out.putAlert(record.alert());
            out.putText(record.receiver());
            out.putName(record.outcome());
        }
        out.putInt(undelivered.size());
        for (Undelivered entry : undelivered) {
            out.putAlert(entry.alert());
            out.putText(entry.receiver());
            out.putInstant(entry.at());
            out.putText(entry.reason());
        }
        out.putLong(undeliveredOverflow);
        statistics.save(out);
    }

    void load(StateReader in) {
        for (Ticket ticket : in.getTickets()) {
            if (!ticket.isSettled()) {
                open.add(ticket);
            }
        }
        int records = in.getCount();
        for (int i = 0; i < records; i++) {
            Instant at = in.getInstant();
            Fingerprint print = in.getPrint();
            Alert alert = in.getAlert();
            String receiver = in.getText();
            history.add(at, print, alert, receiver, in.getName(Outcome.class));
        }
        int entries = in.getCount();
        for (int i = 0; i < entries; i++) {
            Alert alert = in.getAlert();
            String receiver = in.getText();
            Instant at = in.getInstant();
            undelivered.add(new Undelivered(alert, receiver, at, in.getText()));
        }
        undeliveredOverflow = in.getLong();
        statistics.load(in);
    }

    AlertHistory history() {
        return new AlertHistory(history.toList());
    }

    List<Undelivered> undelivered() {
        return List.copyOf(undelivered);
    }

    long undeliveredOverflow() {
        return undeliveredOverflow;
    }
}
