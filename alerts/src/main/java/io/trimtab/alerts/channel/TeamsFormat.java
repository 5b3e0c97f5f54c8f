package io.trimtab.alerts.channel;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.text.Excerpt;
import io.trimtab.alerts.text.JsonWriter;
import io.trimtab.alerts.text.Utf8;
import io.trimtab.core.check.Check;

/**
 * An adaptive card for the Workflows app of Teams. All text stands in text runs, which know no Markdown; a mention would
 * need an entity, and there are none; the functions of cards ({@code {{DATE(...)}}}) are broken up.
 *
 * <p>Limit of the service: 28 KB for a message.
 */
record TeamsFormat() implements WebhookFormat {
    private static final int TITLE = 256;
    private static final int ALERT = 1_200;
    private static final int BODY_BYTES = 20_000;

    static final Excerpt.Markup MARKUP = (out, point) -> {
        boolean second = point == '{' && !out.isEmpty() && out.charAt(out.length() - 1) == '{';
        out.append(second ? " " : "").appendCodePoint(point);
    };

    @Override
    public String body(Notification notification) {
        Check.notNull(notification, "notification");
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("type", "message")
                .name("attachments")
                .beginArray()
                .beginObject()
                .field("contentType", "application/vnd.microsoft.card.adaptive")
                .name("content")
                .beginObject()
                .field("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .field("type", "AdaptiveCard")
                .field("version", "1.4")
                .field("fallbackText", Wording.title(notification, TITLE, MARKUP))
                .name("body")
                .beginArray()
                .json(block(Wording.title(notification, TITLE, MARKUP), "bolder", colour(notification)));
        int room = BODY_BYTES;
        int shown = 0;
        for (Alert alert : notification.alerts()) {
            StringBuilder blocks = new StringBuilder();
            for (String line : Wording.lines(alert, ALERT, MARKUP).split("\n", -1)) {
                blocks.append(blocks.isEmpty() ? "" : ",").append(block(line, "default", "default"));
            }
            room -= Utf8.length(blocks.toString());
            if (room < 0) {
                break;
            }
            json.json(blocks.toString());
            shown++;
        }
        if (shown < notification.alerts().size()) {
            json.json(block(Wording.more(notification.alerts().size() - shown), "default", "default"));
        }
        return json.endArray().endObject().endObject().endArray().endObject().toString();
    }

    private static String block(String text, String weight, String colour) {
        return new JsonWriter()
                .beginObject()
                .field("type", "RichTextBlock")
                .name("inlines")
                .beginArray()
                .beginObject()
                .field("type", "TextRun")
                .field("text", text)
                .field("weight", weight)
                .field("color", colour)
                .endObject()
                .endArray()
                .endObject()
                .toString();
    }

    private static String colour(Notification notification) {
        if (notification.isResolved()) {
            return "good";
        }
        return switch (notification.severity()) {
            case INFO -> "accent";
            case WARNING -> "warning";
            case ERROR, CRITICAL -> "attention";
        };
    }
}
