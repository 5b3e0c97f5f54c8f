package io.trimtab.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the parcels of a snapshot anew, with what their ends mean. */
final class Parcels {
    /** What the end of a parcel means. */
    enum Kind {
        /** An alert on its own. */
        ALONE,
        /** A notification of a group. */
        GROUP,
        /** A digest. */
        DIGEST,
        /** Nothing any more: it was of a group that is given up. */
        NOTHING
    }

    /** Means nothing. */
    private static final Parcel.Aftermath NOTHING = new Parcel.Aftermath() {
        @Override
        public void taken(Now now) {}

        @Override
        public void notTaken(Now now) {}

        @Override
        public void save(StateWriter out) {
            out.putName(Kind.NOTHING);
        }
    };

    private final Digests digests;
    private final GroupTable groups;

    Parcels(Digests digests, GroupTable groups) {
        this.digests = digests;
        this.groups = groups;
    }

    /** The next parcel, or null if it was for a channel that is no more. */
    @Nullable
    Parcel restored(StateReader in) {
        Receiver receiver = in.getReceiver();
        Notification notification = in.getNotification();
        List<Ticket> tickets = new ArrayList<>(in.getTickets());
        int generation = in.getInt();
        int link = in.getInt();
        int attempts = in.getInt();
        long notBefore = in.getLong();
        Parcel.Aftermath aftermath = aftermath(in, receiver);
        if (receiver == null) {
            return null;
        }
        Parcel parcel = new Parcel(notification, receiver, tickets, generation, aftermath);
        parcel.link = link;
        parcel.attempts = attempts;
        parcel.notBefore = notBefore;
        return parcel;
    }

    private Parcel.Aftermath aftermath(StateReader in, @Nullable Receiver receiver) {
        Parcel.Aftermath aftermath = switch (in.getName(Kind.class)) {
            case ALONE -> Receiver.Before.restored(in, receiver);
            case DIGEST -> {
                Digest digest = Digest.restored(in);
                if (receiver != null) {
                    receiver.tally.underWay();
                }
                yield receiver == null ? null : digests.sent(receiver, digest);
            }
            case GROUP -> GroupSent.restored(in, groups);
            case NOTHING -> null;
        };
        return Objects.requireNonNullElse(aftermath, NOTHING);
    }
}
