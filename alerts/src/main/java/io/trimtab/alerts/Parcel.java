package io.trimtab.alerts;

import java.util.List;

/**
 * A notification on its way to a receiver, through its own channel or one of its failover chain. For the thread that
 * advances the service.
 */
final class Parcel {
    final Notification notification;
    final Receiver receiver;
    /** The submissions that it settles; none for a repetition or a digest. */
    final List<Ticket> tickets;
    /** How deep in a circle of channel and service. */
    final int generation;

    final Aftermath aftermath;
    /** Which outbox of the receiver's chain has it. */
    int link;

    int attempts;
    long notBefore;

    Parcel(Notification notification, Receiver receiver, List<Ticket> tickets, int generation, Aftermath aftermath) {
        this.notification = notification;
        this.receiver = receiver;
        this.tickets = tickets;
        this.generation = generation;
        this.aftermath = aftermath;
    }

    boolean isCritical() {
        return notification.isCritical();
    }

    /** Whether an outbox is the one of the chain that has it. */
    boolean isAt(Outbox outbox) {
        return link >= 0 && link < receiver.chain.size() && receiver.chain.get(link) == outbox;
    }

    void save(StateWriter out, int attemptsThatCount) {
        out.putReceiver(receiver);
        out.putNotification(notification);
        out.putTickets(tickets);
        out.putInt(generation);
        out.putInt(link);
        out.putInt(attemptsThatCount);
        out.putLong(notBefore);
        aftermath.save(out);
    }

    /** What the end of a parcel means to whoever posted it. */
    interface Aftermath {
        /** The notification was taken. */
        void taken(Now now);

        /** Nobody took the notification. */
        void notTaken(Now now);

        /** Writes which kind it is, and what it needs. */
        void save(StateWriter out);
    }
}
