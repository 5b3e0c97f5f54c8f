package io.trimtab.alerts.channel;

import io.trimtab.alerts.Notification;
import io.trimtab.alerts.text.SafeText;
import io.trimtab.core.check.Check;
import io.trimtab.core.json.Json;

/** All of a notification, for programs. */
record JsonFormat() implements WebhookFormat {
    /** What the alerts may take of the 1 MiB; the rest is for id, receiver and the labels of the group. */
    private static final int ALERTS = 512 * 1_024;

    @Override
    public String body(Notification notification) {
        Check.notNull(notification, "notification");
        Json.ObjectBuilder json = Json.object()
                .with("version", 1)
                .with("id", SafeText.wellFormed(notification.id()))
                .with("receiver", SafeText.wellFormed(notification.receiver()))
                .with("groupKey", SafeText.wellFormed(notification.groupKey()))
                .with("status", JsonAlerts.status(notification.isResolved()))
                .with("severity", notification.severity().name())
                .with("groupLabels", JsonAlerts.labels(notification.groupLabels()));
        JsonAlerts.add(json, notification.alerts(), ALERTS);
        return json.build().text();
    }
}
