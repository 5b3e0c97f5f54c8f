package io.trimtab.alerts;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the state of a service as bytes. What several places share (submissions, alerts) is written where it is met first,
 * and by its number after that.
 */
final class StateWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final IdentityHashMap<Alert, Integer> alerts = new IdentityHashMap<>();
    private final IdentityHashMap<Ticket, Integer> tickets = new IdentityHashMap<>();
    private final List<Receiver> receivers;

    StateWriter(List<Receiver> receivers) {
        this.receivers = List.copyOf(receivers);
        putInt(this.receivers.size());
        for (Receiver receiver : this.receivers) {
            putText(receiver.name);
        }
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** What writes to a stream. */
    interface Part {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** A part with its length, so that a reader may pass over it. */
    void putPart(Part part) {
        ByteArrayOutputStream own = new ByteArrayOutputStream();
        write(() -> {
            part.writeTo(new DataOutputStream(own));
            out.writeInt(own.size());
            own.writeTo(out);
        });
    }

    private interface Write {
        void run() throws IOException;
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    void putBoolean(boolean value) {
        write(() -> out.writeBoolean(value));
    }

    void putInt(int value) {
        write(() -> out.writeInt(value));
    }

    void putLong(long value) {
        write(() -> out.writeLong(value));
    }

    /** UTF-16 units, halves of pairs included: the identity of an alert depends on each. */
    void putText(String text) {
        write(() -> {
            out.writeInt(text.length());
            out.writeChars(text);
        });
    }

    void putInstant(Instant instant) {
        putLong(instant.getEpochSecond());
        putInt(instant.getNano());
    }

    void putPrint(Fingerprint print) {
        putLong(print.high());
        putLong(print.low());
    }

    void putName(Enum<?> value) {
        putText(value.name());
    }

    void putReceiver(Receiver receiver) {
        putInt(receivers.indexOf(receiver));
    }

    void putReceivers(List<Receiver> list) {
        putInt(list.size());
        list.forEach(this::putReceiver);
    }

    void putAlert(Alert alert) {
        Integer known = alerts.get(alert);
        if (known != null) {
            putInt(known);
            return;
        }
        putInt(alerts.size());
        alerts.put(alert, alerts.size());
        putName(alert.severity());
        putBoolean(alert.isResolved());
        putText(alert.type());
        putTexts(alert.labels());
        putTexts(alert.annotations());
        putText(alert.text());
        putText(alert.source());
        putMoment(alert.startsAt().orElse(null));
        putMoment(alert.endsAt().orElse(null));
    }

    private void putMoment(@Nullable Instant instant) {
        putBoolean(instant != null);
        if (instant != null) {
            putInstant(instant);
        }
    }

    void putTexts(Map<String, String> texts) {
        putInt(texts.size());
        texts.forEach((name, value) -> {
            putText(name);
            putText(value);
        });
    }

    void putAlerts(List<Alert> list) {
        putInt(list.size());
        list.forEach(this::putAlert);
    }

    void putTicket(@Nullable Ticket ticket) {
        if (ticket == null) {
            putInt(-1);
            return;
        }
        Integer known = tickets.get(ticket);
        putInt(known == null ? tickets.size() : known);
        if (known == null) {
            tickets.put(ticket, tickets.size());
            ticket.save(this);
        }
    }

    void putTickets(List<Ticket> list) {
        putInt(list.size());
        list.forEach(this::putTicket);
    }

    void putNotification(Notification notification) {
        putText(notification.id());
        putText(notification.receiver());
        putText(notification.groupKey());
        putTexts(notification.groupLabels());
        putAlerts(notification.alerts());
    }
}
