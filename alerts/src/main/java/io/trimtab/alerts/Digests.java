package io.trimtab.alerts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells receivers, from time to time and at the end of a storm, what they were spared. For the thread that advances the service. */
final class Digests {
    private final Books books;
    private final Routing routing;
    private final Dispatch dispatch;
    /** How often, in nanoseconds; {@link Long#MAX_VALUE} for never. */
    private final long regularly;

    Digests(Books books, Routing routing, Dispatch dispatch, Optional<Duration> interval) {
        this.books = books;
        this.routing = routing;
        this.dispatch = dispatch;
        this.regularly = interval.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    }

    /** Sends those that are due. */
    void advance(Now now) {
        List<Receiver> receivers = routing.receivers();
        for (int i = 0; i < receivers.size(); i++) {
            Receiver receiver = receivers.get(i);
            long interval = receiver.storming.digestInterval(regularly, now.nanos());
            if (interval != Long.MAX_VALUE) {
                tell(receiver, interval, interval != regularly, now);
            }
        }
    }

    /** Sends those for which there is something to tell, due or not. */
    void flush(Now now) {
        for (Receiver receiver : routing.receivers()) {
            long interval = receiver.storming.digestInterval(regularly, now.nanos());
            if (interval != Long.MAX_VALUE) {
                tell(receiver, 0, interval != regularly, now);
            }
        }
    }

    private void tell(Receiver receiver, long interval, boolean afterStorm, Now now) {
        if (afterStorm && books.hasNothingToTell(receiver)) {
            receiver.storming.telling();
            return;
        }
        Optional<Digest> due = books.dueDigest(receiver, now, interval);
        if (due.isPresent()) {
            receiver.storming.telling();
            books.digestSent(receiver, now);
            send(receiver, due.get(), now);
        }
    }

    private void send(Receiver receiver, Digest digest, Now now) {
        Notification notification =
                Notification.of(dispatch.notificationId(receiver, now), receiver.name, digest.toAlert());
        dispatch.post(new Parcel(notification, receiver, List.of(), 0, sent(receiver, digest)), now);
    }

    /** What the end of a digest means. */
    Parcel.Aftermath sent(Receiver receiver, Digest digest) {
        return new Parcel.Aftermath() {
            @Override
            public void taken(Now then) {
                books.digestTold(receiver, digest);
            }

            @Override
            public void notTaken(Now then) {
                books.digestNotTold(receiver);
                receiver.storming.notTold();
            }

            @Override
            public void save(StateWriter out) {
                out.putName(Parcels.Kind.DIGEST);
                digest.save(out);
            }
        };
    }

    /** When a receiver is to be told, in nanoseconds of the steady clock. */
    long due(Receiver receiver, long now) {
        return books.digestDue(receiver, receiver.storming.digestInterval(regularly, now));
    }
}
