package io.trimtab.alerts.channel;

import io.trimtab.alerts.Notification;
import io.trimtab.alerts.text.Excerpt;
import io.trimtab.alerts.text.JsonWriter;
import io.trimtab.core.check.Check;
import java.util.List;
import java.util.Locale;

/**
 * An event of PagerDuty's Events API v2.
 *
 * <p>Limits of the service: a summary has 1,024 characters, a deduplication key 255, an event 512 KB.
 */
record PagerDutyFormat(Secret routingKey) implements WebhookFormat {
    private static final int SUMMARY = 1_024;
    private static final int KEY = 255;
    private static final int SOURCE = 255;
    private static final int DETAILS = 480_000;

    @Override
    public List<Secret> secrets() {
        return List.of(routingKey);
    }

    @Override
    public String body(Notification notification) {
        String key = Check.notNull(notification, "notification").groupKey();
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("routing_key", routingKey.reveal())
                .field("event_action", notification.isResolved() ? "resolve" : "trigger")
                .field("dedup_key", key.length() <= KEY ? key : Hashes.sha256(key))
                .name("payload")
                .beginObject()
                .field("summary", summary(notification))
                .field("source", source(notification))
                .field("severity", notification.severity().name().toLowerCase(Locale.ROOT))
                .field("class", Excerpt.of(notification.first().type(), SOURCE, Excerpt.PLAIN));
        notification.first().startsAt().ifPresent(at -> json.field("timestamp", at.toString()));
        json.name("custom_details").beginObject().field("notification", notification.id());
        JsonAlerts.write(json, notification.alerts(), DETAILS);
        return json.endObject().endObject().endObject().toString();
    }

    private static String summary(Notification notification) {
        return notification.alerts().size() == 1
                ? Wording.headline(notification.first(), SUMMARY, Excerpt.PLAIN)
                : Wording.title(notification, SUMMARY, Excerpt.PLAIN);
    }

    private static String source(Notification notification) {
        String source = notification.first().source();
        return Excerpt.of(source.isBlank() ? "trimtab" : source, SOURCE, Excerpt.PLAIN);
    }
}
