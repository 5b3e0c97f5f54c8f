package io.trimtab.alerts.channel;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.Notification;
import io.trimtab.core.check.Check;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Keeps the last alerts in memory: for tests, demonstrations and a page that shows what happened.
 *
 * <p>When it is full the oldest gives way, and {@link #received} still counts it. Thread-safe.
 */
public final class MemoryChannel implements AlertChannel {
    private final String name;
    private final int capacity;
    private final ArrayDeque<Alert> alerts = new ArrayDeque<>();
    private long received;

    private MemoryChannel(String name, int capacity) {
        this.name = name;
        this.capacity = capacity;
    }

    /**
     * A channel.
     *
     * @param name its name, unique within a service
     * @param capacity how many alerts it keeps, at least 1
     * @return the channel
     */
    public static MemoryChannel of(String name, int capacity) {
        return new MemoryChannel(Check.notBlank(name, "name"), Check.atLeast(capacity, 1, "capacity"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized Delivery deliver(Notification notification) {
        for (Alert alert : Check.notNull(notification, "notification").alerts()) {
            if (alerts.size() == capacity) {
                alerts.remove();
            }
            alerts.add(alert);
            received++;
        }
        return Delivery.accepted();
    }

    /**
     * The alerts kept.
     *
     * @return oldest first
     */
    public synchronized List<Alert> alerts() {
        return List.copyOf(alerts);
    }

    /**
     * How many alerts ever came.
     *
     * @return a count
     */
    public synchronized long received() {
        return received;
    }

    @Override
    public synchronized String toString() {
        return "MemoryChannel[" + name + ", " + received + " received, " + alerts.size() + " kept]";
    }
}
