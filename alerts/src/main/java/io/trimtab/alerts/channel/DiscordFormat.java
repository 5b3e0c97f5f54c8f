package io.trimtab.alerts.channel;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.text.Excerpt;
import io.trimtab.core.check.Check;
import io.trimtab.core.json.Json;
import java.util.List;

/**
 * One embed. Every ASCII punctuation mark is escaped, so that there is no mark-up, no link and no mention, and nobody is
 * pinged in any case ({@code allowed_mentions}).
 *
 * <p>Limits of the service: a title has 256 characters, a description 4,096, all embeds together 6,000.
 */
record DiscordFormat() implements WebhookFormat {
    private static final int TITLE = 256;
    private static final int DESCRIPTION = 4_000;
    private static final int ALERT = 1_200;

    static final Excerpt.Markup MARKUP = (out, point) -> {
        boolean punctuation = point > ' '
                && point < 0x7f
                && !Character.isLetterOrDigit(point)
                && point != '.'
                && point != ','
                && point != '=';
        if (punctuation) {
            out.append('\\');
        }
        out.appendCodePoint(point);
    };

    @Override
    public String body(Notification notification) {
        Check.notNull(notification, "notification");
        Json embed = Json.object()
                .with("title", Wording.title(notification, TITLE, MARKUP))
                .with("description", description(notification))
                .with("color", colour(notification))
                .build();
        return Json.object()
                .with(
                        "allowed_mentions",
                        Json.object().with("parse", Json.array(List.of())).build())
                .with("embeds", Json.array(List.of(embed)))
                .build()
                .text();
    }

    private static String description(Notification notification) {
        StringBuilder out = new StringBuilder();
        int shown = 0;
        for (Alert alert : notification.alerts()) {
            String lines = Wording.lines(alert, ALERT, MARKUP);
            if (out.length() + lines.length() + 2 > DESCRIPTION) {
                break;
            }
            out.append(shown++ == 0 ? "" : "\n\n").append(lines);
        }
        if (shown < notification.alerts().size()) {
            out.append("\n\n").append(Wording.more(notification.alerts().size() - shown));
        }
        return out.toString();
    }

    private static int colour(Notification notification) {
        if (notification.isResolved()) {
            return 0x2e7d32;
        }
        return switch (notification.severity()) {
            case INFO -> 0x1565c0;
            case WARNING -> 0xf9a825;
            case ERROR -> 0xe65100;
            case CRITICAL -> 0xb71c1c;
        };
    }
}
