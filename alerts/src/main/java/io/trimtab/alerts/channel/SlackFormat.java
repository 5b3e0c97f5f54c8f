package io.trimtab.alerts.channel;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.text.Excerpt;
import io.trimtab.alerts.text.JsonWriter;
import io.trimtab.core.check.Check;

/**
 * Blocks of plain text, in which Slack knows no mark-up. The three characters by which Slack marks mentions and links are
 * entities everywhere, so that {@code <!channel>} is a text also in the summary that phones show.
 *
 * <p>Limits of the service: a header has 150 characters, the text of a section 3,000, a message 50 blocks.
 */
record SlackFormat() implements WebhookFormat {
    private static final int HEADER = 150;
    private static final int SECTION = 1_500;
    private static final int SECTIONS = 20;
    private static final int SUMMARY = 1_000;

    static final Excerpt.Markup MARKUP = (out, point) -> {
        switch (point) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            default -> out.appendCodePoint(point);
        }
    };

    @Override
    public String body(Notification notification) {
        Check.notNull(notification, "notification");
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("text", Wording.title(notification, SUMMARY, MARKUP))
                .name("mrkdwn")
                .json("false")
                .name("unfurl_links")
                .json("false")
                .name("unfurl_media")
                .json("false")
                .name("blocks")
                .beginArray();
        json.beginObject().field("type", "header");
        plainText(json.name("text"), Wording.title(notification, HEADER, MARKUP));
        json.endObject();
        int shown = Math.min(SECTIONS, notification.alerts().size());
        for (Alert alert : notification.alerts().subList(0, shown)) {
            section(json, Wording.lines(alert, SECTION, MARKUP));
        }
        if (shown < notification.alerts().size()) {
            section(json, Wording.more(notification.alerts().size() - shown));
        }
        return json.endArray().endObject().toString();
    }

    private static void section(JsonWriter json, String text) {
        json.beginObject().field("type", "section");
        plainText(json.name("text"), text);
        json.endObject();
    }

    private static void plainText(JsonWriter json, String text) {
        json.beginObject()
                .field("type", "plain_text")
                .field("text", text)
                .name("emoji")
                .json("false")
                .endObject();
    }
}
