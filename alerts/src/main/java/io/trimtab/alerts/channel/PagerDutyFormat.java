package io.trimtab.alerts.channel;

import io.trimtab.alerts.Notification;
import io.trimtab.alerts.text.Excerpt;
import io.trimtab.alerts.text.SafeText;
import io.trimtab.core.check.Check;
import io.trimtab.core.json.Json;
import java.util.List;
import java.util.Locale;

/**
 * An event of PagerDuty's Events API v2.
 *
 * <p>Limits of the service: a summary has 1,024 characters, a deduplication key 255, an event 512 KB.
 */
record PagerDutyFormat(Secret routingKey, String firing) implements WebhookFormat {
    private static final int SUMMARY = 1_024;
    private static final int KEY = 255;
    private static final int SHORT = 255;
    private static final int DETAILS = 480_000;

    @Override
    public List<Secret> secrets() {
        return List.of(routingKey);
    }

    @Override
    public String body(Notification notification) {
        String key = Check.notNull(notification, "notification").groupKey();
        Json.ObjectBuilder details = Json.object().with("notification", SafeText.wellFormed(notification.id()));
        JsonAlerts.add(details, notification.alerts(), DETAILS);
        Json.ObjectBuilder payload = Json.object()
                .with("summary", summary(notification))
                .with("source", source(notification))
                .with("severity", notification.severity().name().toLowerCase(Locale.ROOT))
                .with("class", Excerpt.of(notification.first().type(), SHORT, Excerpt.PLAIN));
        notification.first().startsAt().ifPresent(at -> payload.with("timestamp", at.toString()));
        return Json.object()
                .with("routing_key", routingKey.reveal())
                .with("event_action", notification.isResolved() ? "resolve" : firing)
                .with("dedup_key", key.length() <= KEY ? SafeText.wellFormed(key) : Hashes.sha256(key))
                .with("payload", payload.with("custom_details", details.build()).build())
                .build()
                .text();
    }

    private static String summary(Notification notification) {
        return notification.alerts().size() == 1
                ? Wording.headline(notification.first(), SUMMARY, Excerpt.PLAIN)
                : Wording.title(notification, SUMMARY, Excerpt.PLAIN);
    }

    private static String source(Notification notification) {
        String source = notification.first().source();
        return Excerpt.of(source.isBlank() ? "trimtab" : source, SHORT, Excerpt.PLAIN);
    }
}
