package io.trimtab.alerts;

import java.util.List;

/**
 * Sends parcels along the chains of their receivers and writes what became of them; a critical alert that nobody takes goes
 * to the last resort. For the thread that advances the service; only {@link #refuse} is for any.
 */
final class Dispatch implements Outbox.Office {
    private final Books books;
    private final Identities identities;
    private final Postman postman;
    private final AlertChannel lastResort;

    Dispatch(Books books, Identities identities, Postman postman, AlertChannel lastResort) {
        this.books = books;
        this.identities = identities;
        this.postman = postman;
        this.lastResort = lastResort;
    }

    String notificationId(Receiver receiver, Now now) {
        return identities.notificationId(receiver.name, now.at());
    }

    /** Of one alert alone. */
    Notification notification(Receiver receiver, Ticket ticket, Now now) {
        String key = identities.of(ticket.alert, ticket.print).text();
        return Notification.of(notificationId(receiver, now), receiver.name, key, ticket.alert);
    }

    /** Hands a parcel to the first outbox of its chain, from its present one on, that has room. */
    void post(Parcel parcel, Now now) {
        for (; parcel.link < parcel.receiver.chain.size(); parcel.link++) {
            Outbox outbox = parcel.receiver.chain.get(parcel.link);
            if (outbox.offer(parcel)) {
                outbox.advance(now);
                return;
            }
        }
        finish(parcel, Outcome.QUEUE_FULL, Outcome.QUEUE_FULL.toString(), now);
    }

    @Override
    public void taken(Parcel parcel, Now now) {
        parcel.aftermath.taken(now);
        for (Ticket ticket : parcel.tickets) {
            books.settle(ticket, parcel.receiver, Outcome.DELIVERED, now);
        }
    }

    @Override
    public void refused(Parcel parcel, String reason, Now now) {
        if (++parcel.link < parcel.receiver.chain.size()) {
            post(parcel, now);
        } else {
            finish(parcel, Outcome.CHANNEL_FAILED, reason, now);
        }
    }

    @Override
    public void overBudget(Parcel parcel, Now now) {
        finish(parcel, Outcome.OVER_BUDGET, Outcome.OVER_BUDGET.toString(), now);
    }

    private void finish(Parcel parcel, Outcome outcome, String reason, Now now) {
        parcel.aftermath.notTaken(now);
        for (Ticket ticket : parcel.tickets) {
            Outcome end = ticket.isCritical() ? lastResort(ticket, parcel.receiver, reason, now) : outcome;
            books.settle(ticket, parcel.receiver, end, now);
        }
    }

    @Override
    public void attemptFailed(Parcel parcel, String channel, String reason) {
        long failures = books.sendFailed(parcel.receiver);
        if (FailureLog.isDue(failures)) {
            postman.call(new FailureLog(channel, failures, reason), parcel.notification, parcel.generation);
        }
    }

    /** Settles a submission that could not be queued. For any thread. */
    void refuse(Ticket ticket, Outcome why, Now now) {
        for (Receiver receiver : List.copyOf(ticket.openReceivers())) {
            Outcome outcome = ticket.isCritical() ? lastResort(ticket, receiver, why.toString(), now) : why;
            books.settle(ticket, receiver, outcome, now);
        }
    }

    /** For a critical alert that its receiver did not take. An alert of a circle is not logged: the log may be in it. */
    private Outcome lastResort(Ticket ticket, Receiver receiver, String reason, Now now) {
        Notification notification = Notification.of(
                identities.notificationId("last resort", now.at()), receiver.name, ticket.print, ticket.alert);
        boolean logged = ticket.generation <= 1
                && postman.call(lastResort, notification, ticket.generation) instanceof Delivery.Accepted;
        boolean kept = books.keep(new Undelivered(ticket.alert, receiver.name, now.at(), reason));
        if (logged) {
            return Outcome.LAST_RESORT;
        }
        return kept ? Outcome.HELD : Outcome.UNDELIVERED_OVERFLOW;
    }
}
