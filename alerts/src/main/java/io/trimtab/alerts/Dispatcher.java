package io.trimtab.alerts;

import io.trimtab.alerts.text.SafeText;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the channels, contains what they do, and writes the outcome into the books.
 *
 * <p>{@link #dispatch} and {@link #sendDigests} are for the one thread that delivers, {@link #refuse} for any.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger("io.trimtab.alerts.service");

    private final Books books;
    private final AlertChannel lastResort;
    private final long digestNanos;
    /** How deep this thread is in deliveries that raise alerts: what breaks a circle of channel and service. */
    private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);

    Dispatcher(Books books, AlertChannel lastResort, long digestNanos) {
        this.books = books;
        this.lastResort = lastResort;
        this.digestNanos = digestNanos;
    }

    /** The generation of an alert that is submitted now by this thread: 0 outside deliveries. */
    int generationOfSubmission() {
        return depth.get();
    }

    /** Decides on an alert for each of its receivers, in order. */
    void dispatch(Ticket ticket, Now now) {
        for (Receiver receiver : ticket.receivers) {
            Outcome verdict = admit(ticket, receiver, now);
            Outcome outcome = verdict == Outcome.DELIVERED ? send(ticket, receiver, now) : verdict;
            books.settle(ticket, receiver, outcome, now);
        }
    }

    /** A decision that fails, because the host's clock does, must not cost an alert: it is sent. */
    private static Outcome admit(Ticket ticket, Receiver receiver, Now now) {
        try {
            return receiver.admit(ticket, now.nanos());
        } catch (RuntimeException | Error e) {
            return Outcome.DELIVERED;
        }
    }

    /** Settles an alert that could not be queued. */
    void refuse(Ticket ticket, Outcome why, Now now) {
        for (Receiver receiver : ticket.receivers) {
            Outcome outcome = ticket.isCritical() ? lastResort(ticket, receiver, now, why.toString()) : why;
            books.settle(ticket, receiver, outcome, now);
        }
    }

    private Outcome send(Ticket ticket, Receiver receiver, Now now) {
        Delivery delivery = call(receiver.channel, ticket.alert, ticket.generation);
        if (delivery instanceof Delivery.Failed failed) {
            failed(receiver, failed.reason(), ticket.generation);
            return ticket.isCritical() ? lastResort(ticket, receiver, now, failed.reason()) : Outcome.CHANNEL_FAILED;
        }
        receiver.delivered(ticket, now.nanos());
        return Outcome.DELIVERED;
    }

    /** For a critical alert that its receiver did not take. An alert of a circle is not logged: the log may be in it. */
    private Outcome lastResort(Ticket ticket, Receiver receiver, Now now, String reason) {
        boolean logged = ticket.generation <= 1
                && call(lastResort, ticket.alert, ticket.generation) instanceof Delivery.Accepted;
        boolean kept = books.keep(new Undelivered(ticket.alert, receiver.name, now.at(), reason));
        if (logged) {
            return Outcome.LAST_RESORT;
        }
        return kept ? Outcome.HELD : Outcome.UNDELIVERED_OVERFLOW;
    }

    /** Tells each receiver what it was spared, if that is due. */
    void sendDigests(List<Receiver> receivers, Now now, boolean all) {
        if (digestNanos == Long.MAX_VALUE) {
            return;
        }
        for (Receiver receiver : receivers) {
            books.dueDigest(receiver, now, all ? 0 : digestNanos).ifPresent(digest -> {
                if (call(receiver.channel, toAlert(digest), 0) instanceof Delivery.Failed failed) {
                    books.postponeDigest(receiver, now);
                    failed(receiver, failed.reason(), 0);
                } else {
                    books.digestTold(receiver, digest);
                }
            });
        }
    }

    private static Alert toAlert(Digest digest) {
        return Alert.of(digest.worst(), Digest.TYPE)
                .label("receiver", shortened(digest.receiver()))
                .text(digest.toString())
                .source("trimtab")
                .startsAt(digest.first());
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(name.length(), Alert.LONGEST_VALUE));
    }

    /** Calls a channel; whatever it throws, and null, is a failed delivery. */
    private Delivery call(AlertChannel channel, Alert alert, int generation) {
        int before = depth.get();
        depth.set(generation + 1);
        try {
            return Optional.ofNullable(channel.deliver(alert))
                    .orElseGet(() -> Delivery.failed("the channel returned null"));
        } catch (Throwable thrown) {
            return Delivery.failed(thrown.getClass().getName());
        } finally {
            if (before == 0) {
                depth.remove();
            } else {
                depth.set(before);
            }
        }
    }

    /** Counts a failure, and logs the first, the second, the fourth, ...: a broken channel must not flood the log. */
    private void failed(Receiver receiver, String reason, int generation) {
        long failures = books.sendFailed(receiver);
        if (Long.bitCount(failures) == 1) {
            AlertChannel log = new FailureLog(receiver.name, failures, reason);
            call(log, Alert.warning("trimtab.alerts.failure"), generation);
        }
    }

    /** The failure line goes through {@link #call} too, so that a logger that throws or submits is contained as well. */
    private record FailureLog(String name, long failures, String reason) implements AlertChannel {
        @Override
        public Delivery deliver(Alert alert) {
            LOG.warn("channel {} failed {} times so far, now: {}", shown(name), failures, shown(reason));
            return Delivery.accepted();
        }

        private static String shown(String text) {
            StringBuilder out = new StringBuilder();
            SafeText.append(out, text, 256);
            return out.toString();
        }
    }
}
