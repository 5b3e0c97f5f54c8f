package io.trimtab.alerts.channel;

import io.trimtab.alerts.Notification;
import io.trimtab.alerts.text.JsonWriter;
import io.trimtab.core.check.Check;

/** All of a notification, for programs. */
record JsonFormat() implements WebhookFormat {
    /** What the alerts may take of the 1 MiB; the rest is for id, receiver and the labels of the group. */
    private static final int ALERTS = 512 * 1_024;

    @Override
    public String body(Notification notification) {
        Check.notNull(notification, "notification");
        JsonWriter json = new JsonWriter()
                .beginObject()
                .name("version")
                .number(1)
                .field("id", notification.id())
                .field("receiver", notification.receiver())
                .field("groupKey", notification.groupKey())
                .field("status", JsonAlerts.status(notification.isResolved()))
                .field("severity", notification.severity().name());
        JsonAlerts.labels(json, "groupLabels", notification.groupLabels());
        JsonAlerts.write(json, notification.alerts(), ALERTS);
        return json.endObject().toString();
    }
}
