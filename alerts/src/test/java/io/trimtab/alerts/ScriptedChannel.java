package io.trimtab.alerts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A channel that does what a test says and keeps what it accepted. */
final class ScriptedChannel implements AlertChannel {
    /** The last resort is called by every thread that submits. */
    final List<Alert> accepted = Collections.synchronizedList(new ArrayList<>());

    final List<Notification> notifications = Collections.synchronizedList(new ArrayList<>());
    int calls;
    /** Accepted alerts that are no digests. */
    long told;

    Function<Alert, Delivery> behaviour = alert -> Delivery.accepted();
    boolean wantsResolved = true;
    private final String name;

    ScriptedChannel(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Delivery deliver(Notification notification) {
        calls++;
        Delivery delivery = behaviour.apply(notification.first());
        if (delivery instanceof Delivery.Accepted) {
            accepted.addAll(notification.alerts());
            for (Alert alert : notification.alerts()) {
                told += alert.type().equals(Digest.TYPE) ? 0 : 1;
            }
            notifications.add(notification);
        }
        return delivery;
    }

    @Override
    public boolean wantsResolved() {
        return wantsResolved;
    }

    List<String> texts() {
        return accepted.stream().map(Alert::text).toList();
    }
}
