package io.trimtab.alerts;

import io.trimtab.alerts.journal.SnapshotException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link StateWriter} wrote, for a service whose routes may be others.
 *
 * <p>What waited for a channel that is no more, or in a group that is no more, becomes an orphan: to be raised again by the
 * new routes.
 */
final class StateReader {
    private final DataInputStream in;
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Ticket> tickets = new ArrayList<>();
    private final List<@Nullable Receiver> receivers = new ArrayList<>();
    private final Map<Fingerprint, Alert> orphans = new LinkedHashMap<>();
    private final Routing routing;

    StateReader(byte[] bytes, Routing routing) {
        this.in = new DataInputStream(new ByteArrayInputStream(bytes));
        this.routing = routing;
        int count = getCount();
        for (int i = 0; i < count; i++) {
            receivers.add(routing.known(getText()));
        }
    }

    Routing routing() {
        return routing;
    }

    /** All receivers of the snapshot; those that are no more are null. */
    List<@Nullable Receiver> receivers() {
        return receivers;
    }

    /** Notes that an alert is to be raised again. */
    void orphan(Ticket ticket) {
        orphans.put(ticket.print, ticket.alert);
    }

    void orphan(Fingerprint print, Alert alert) {
        orphans.put(print, alert);
    }

    List<Alert> orphans() {
        return List.copyOf(orphans.values());
    }

    boolean isAtEnd() {
        return read(in::available) == 0;
    }

    private interface Read<T> {
        T run() throws IOException;
    }

    private static <T> T read(Read<T> read) {
        try {
            return read.run();
        } catch (IOException e) {
            throw damaged("it ends too early");
        }
    }

    static SnapshotException damaged(String how) {
        return new SnapshotException(
                "the snapshot is inconsistent: " + how + "; restore an older one, or start without");
    }

    /** What reads from a stream. */
    interface Part {
        void readFrom(DataInputStream in) throws IOException;
    }

    void getPart(@Nullable Part part) {
        byte[] own = new byte[getCount()];
        read(() -> {
            in.readFully(own);
            if (part != null) {
                part.readFrom(new DataInputStream(new ByteArrayInputStream(own)));
            }
            return own;
        });
    }

    boolean getBoolean() {
        return read(in::readBoolean);
    }

    int getInt() {
        return read(in::readInt);
    }

    long getLong() {
        return read(in::readLong);
    }

    /** A number of things, each of which takes a byte at least: more than there are bytes cannot be. */
    int getCount() {
        int count = getInt();
        if (count < 0 || count > read(in::available)) {
            throw damaged("it says " + count + " where it has " + read(in::available) + " bytes left");
        }
        return count;
    }

    String getText() {
        int length = getCount();
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = read(in::readChar);
        }
        return new String(text);
    }

    Instant getInstant() {
        long second = getLong();
        return Instant.ofEpochSecond(second, getInt());
    }

    Fingerprint getPrint() {
        long high = getLong();
        return new Fingerprint(high, getLong());
    }

    <E extends Enum<E>> E getName(Class<E> type) {
        String name = getText();
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw damaged("it speaks of an unknown " + type.getSimpleName() + " " + name);
        }
    }

    /** The receiver, or null if there is none of that name any more. */
    @Nullable
    Receiver getReceiver() {
        int i = getInt();
        if (i < 0 || i >= receivers.size()) {
            throw damaged("it speaks of receiver " + i + " of " + receivers.size());
        }
        return receivers.get(i);
    }

    /** The receivers; those that are no more are null. */
    List<@Nullable Receiver> getReceivers() {
        List<@Nullable Receiver> list = new ArrayList<>();
        int count = getCount();
        for (int i = 0; i < count; i++) {
            list.add(getReceiver());
        }
        return list;
    }

    Alert getAlert() {
        int i = getInt();
        if (i != alerts.size()) {
            return known(alerts, i);
        }
        Alert alert = Alert.restored(this);
        alerts.add(alert);
        return alert;
    }

    private static <T> T known(List<T> list, int i) {
        if (i < 0 || i >= list.size()) {
            throw damaged("it refers to number " + i + " of " + list.size());
        }
        return list.get(i);
    }

    @Nullable
    Instant getMoment() {
        return getBoolean() ? getInstant() : null;
    }

    SortedMap<String, String> getTexts() {
        SortedMap<String, String> texts = new TreeMap<>();
        int count = getCount();
        for (int i = 0; i < count; i++) {
            String name = getText();
            texts.put(name, getText());
        }
        return texts;
    }

    List<Alert> getAlerts() {
        List<Alert> list = new ArrayList<>();
        int count = getCount();
        for (int i = 0; i < count; i++) {
            list.add(getAlert());
        }
        return list;
    }

    @Nullable
    Ticket getTicketOrNull() {
        int i = getInt();
        if (i == -1) {
            return null;
        }
        if (i != tickets.size()) {
            return known(tickets, i);
        }
        tickets.add(Ticket.restored(this));
        return tickets.get(i);
    }

    Ticket getTicket() {
        Ticket ticket = getTicketOrNull();
        if (ticket == null) {
            throw damaged("a submission is missing");
        }
        return ticket;
    }

    List<Ticket> getTickets() {
        List<Ticket> list = new ArrayList<>();
        int count = getCount();
        for (int i = 0; i < count; i++) {
            list.add(getTicket());
        }
        return list;
    }

    Notification getNotification() {
        String id = getText();
        String receiver = getText();
        String groupKey = getText();
        SortedMap<String, String> labels = getTexts();
        return new Notification(id, receiver, groupKey, labels, getAlerts());
    }
}
