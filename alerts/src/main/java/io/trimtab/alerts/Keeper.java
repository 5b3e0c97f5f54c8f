package io.trimtab.alerts;

import io.trimtab.alerts.journal.Snapshot;
import io.trimtab.alerts.journal.SnapshotException;
import java.util.Collections;

/** Writes the state of a service into a snapshot, and goes on from one. */
final class Keeper {
    private final Object monitor;
    private final Clocks clocks;
    private final Identities identities;
    private final Books books;
    private final Inbox inbox;
    private final Engine engine;
    private final Routing routing;

    Keeper(Object monitor, Clocks clocks, Identities identities, Books books, Inbox inbox, Engine engine) {
        this.monitor = monitor;
        this.clocks = clocks;
        this.identities = identities;
        this.books = books;
        this.inbox = inbox;
        this.engine = engine;
        this.routing = engine.routing();
    }

    /** Between two turns. */
    Snapshot snapshot() {
        synchronized (monitor) {
            Now now = clocks.now();
            StateWriter out = new StateWriter(routing.receivers());
            engine.save(out);
            inbox.save(out);
            return Snapshot.sealing(clocks.saved(now, identities).before(out.toBytes()));
        }
    }

    /** Goes on from the content of a snapshot; nothing has happened yet. */
    void load(byte[] content, SavedClock saved) {
        if (!saved.proof().equals(identities.proof())) {
            throw new SnapshotException("the snapshot was taken by a service with another hashKey;"
                    + " build this one with the same, or start without");
        }
        Now now = clocks.now();
        identities.continueAt(saved.notifications());
        StateReader in = new StateReader(SavedClock.state(content), routing);
        try {
            synchronized (monitor) {
                load(in, now);
            }
        } catch (SnapshotException e) {
            throw e;
        } catch (RuntimeException e) { // bytes that make no sense may fail anywhere
            throw StateReader.damaged(e.toString());
        }
    }

    private void load(StateReader in, Now now) {
        engine.load(in, now);
        inbox.load(in, engine, now);
        if (!in.isAtEnd()) {
            throw StateReader.damaged("it goes on after its end");
        }
        for (Alert orphan : in.orphans()) {
            inbox.putIn(new Ticket(orphan, identities.fingerprint(orphan), routing.destinations(orphan), 0));
        }
        checkBalance();
    }

    private void checkBalance() {
        for (Receiver receiver : routing.receivers()) {
            long open = 0;
            for (Ticket ticket : books.open()) {
                open += Collections.frequency(ticket.openReceivers(), receiver);
            }
            if (open != receiver.open()) {
                throw StateReader.damaged(
                        receiver.name + " has " + receiver.open() + " open submissions, found " + open);
            }
        }
    }
}
