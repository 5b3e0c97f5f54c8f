package io.trimtab.alerts.channel;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.text.Excerpt;
import io.trimtab.alerts.text.Utf8;
import io.trimtab.core.check.Check;
import io.trimtab.core.json.Json;
import java.util.ArrayList;
import java.util.List;

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
        String title = Wording.title(notification, TITLE, MARKUP);
        List<Json> body = new ArrayList<>();
        body.add(block(title, "bolder", colour(notification)));
        int room = BODY_BYTES;
        int shown = 0;
        for (Alert alert : notification.alerts()) {
            List<Json> blocks = new ArrayList<>();
            for (String line : Wording.lines(alert, ALERT, MARKUP).split("\n", -1)) {
                Json block = block(line, "default", "default");
                room -= Utf8.length(block.text()) + 1;
                blocks.add(block);
            }
            if (room < 0) {
                break;
            }
            body.addAll(blocks);
            shown++;
        }
        if (shown < notification.alerts().size()) {
            body.add(block(Wording.more(notification.alerts().size() - shown), "default", "default"));
        }
        return message(Json.object()
                .with("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .with("type", "AdaptiveCard")
                .with("version", "1.4")
                .with("fallbackText", title)
                .with("body", Json.array(body))
                .build());
    }

    private static String message(Json card) {
        Json attachment = Json.object()
                .with("contentType", "application/vnd.microsoft.card.adaptive")
                .with("content", card)
                .build();
        return Json.object()
                .with("type", "message")
                .with("attachments", Json.array(List.of(attachment)))
                .build()
                .text();
    }

    private static Json block(String text, String weight, String colour) {
        Json run = Json.object()
                .with("type", "TextRun")
                .with("text", text)
                .with("weight", weight)
                .with("color", colour)
                .build();
        return Json.object()
                .with("type", "RichTextBlock")
                .with("inlines", Json.array(List.of(run)))
                .build();
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
