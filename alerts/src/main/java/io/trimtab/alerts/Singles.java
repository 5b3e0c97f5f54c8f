package io.trimtab.alerts;

import io.trimtab.alerts.route.Destination;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Alerts that are told one by one: what suppresses them keeps them back, repetition and rates hold them back for good, and
 * the rest is sent. For the thread that advances the service.
 */
final class Singles {
    private final Books books;
    private final Suppression suppression;
    private final Conditions conditions;
    private final Routing routing;
    private final Dispatch dispatch;

    private Instant heldAskedAt = Instant.MIN;
    private volatile boolean suppressionChanged;

    Singles(Books books, Suppression suppression, Conditions conditions, Routing routing, Dispatch dispatch) {
        this.books = books;
        this.suppression = suppression;
        this.conditions = conditions;
        this.routing = routing;
        this.dispatch = dispatch;
    }

    void tell(Ticket ticket, Destination<Receiver> destination, Receiver receiver, Now now) {
        Held older = receiver.held.remove(ticket.print);
        if (older != null) {
            books.settle(older.ticket(), receiver, older.reason(), now);
        }
        Outcome why = suppression.of(ticket.alert, destination.mutes(), now);
        if (why == null) {
            decide(ticket, receiver, now);
        } else if (ticket.alert.isResolved() && !receiver.knowsOf(ticket.print)) {
            books.settle(ticket, receiver, Outcome.NOT_FIRING, now);
        } else if (!ticket.alert.isResolved() && !receiver.wants(ticket.alert.severity())) {
            books.settle(ticket, receiver, Outcome.BELOW_MINIMUM, now);
        } else if (receiver.hasRoomToHold()) {
            receiver.held.put(ticket.print, new Held(ticket, destination, why));
        } else {
            books.settle(ticket, receiver, why, now);
        }
    }

    private void decide(Ticket ticket, Receiver receiver, Now now) {
        Outcome verdict = isAcknowledged(ticket, receiver, now) ? Outcome.ACKNOWLEDGED : admit(ticket, receiver, now);
        if (verdict != Outcome.DELIVERED) {
            books.settle(ticket, receiver, verdict, now);
            return;
        }
        Receiver.Before before = receiver.sending(ticket, now.nanos());
        Notification notification = dispatch.notification(receiver, ticket, now);
        dispatch.post(new Parcel(notification, receiver, List.of(ticket), ticket.generation, before), now);
    }

    /** Whether it is a repetition of what somebody has taken on. */
    private boolean isAcknowledged(Ticket ticket, Receiver receiver, Now now) {
        Severity severity = ticket.escalation ? Severity.INFO : ticket.alert.severity();
        return !ticket.alert.isResolved()
                && (ticket.escalation || receiver.knowsOf(ticket.print))
                && conditions.isAcknowledged(ticket.print, severity, now);
    }

    /** A decision that fails, because the host's clock does, must not cost an alert: it is sent. */
    private static Outcome admit(Ticket ticket, Receiver receiver, Now now) {
        if (ticket.escalation) {
            return receiver.wants(ticket.alert.severity()) ? Outcome.DELIVERED : Outcome.BELOW_MINIMUM;
        }
        try {
            return receiver.admit(ticket, now.nanos());
        } catch (RuntimeException | Error e) {
            return Outcome.DELIVERED;
        }
    }

    /** An alert, a silence or the time has changed what is kept back. For any thread. */
    void suppressionChanged() {
        suppressionChanged = true;
    }

    /** Tells what nothing keeps back any longer. Asked again each second, and when an alert or a silence has changed. */
    void release(Now now) {
        boolean newSecond = now.at().getEpochSecond() != heldAskedAt.getEpochSecond();
        if (!newSecond && !suppressionChanged) {
            return;
        }
        if (newSecond) {
            suppression.forgetEnded(now);
            conditions.tidy(now);
        }
        heldAskedAt = now.at();
        suppressionChanged = false;
        for (Receiver receiver : routing.receivers()) {
            if (!receiver.held.isEmpty()) {
                release(receiver, now);
            }
        }
    }

    private void release(Receiver receiver, Now now) {
        for (Map.Entry<Fingerprint, Held> entry : List.copyOf(receiver.held.entrySet())) {
            Held held = entry.getValue();
            Outcome why = suppression.of(held.ticket().alert, held.destination().mutes(), now);
            if (why == null) {
                receiver.held.remove(entry.getKey());
                decide(held.ticket(), receiver, now);
            } else if (why != held.reason()) {
                receiver.held.put(entry.getKey(), new Held(held.ticket(), held.destination(), why));
            }
        }
    }
}
