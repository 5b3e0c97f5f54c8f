package io.trimtab.alerts.channel;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.text.Excerpt;
import io.trimtab.core.check.Check;
import io.trimtab.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of plain text, in which Slack knows no mark-up. The three characters by which Slack marks mentions and links are
 * entities everywhere, so that {@code <!channel>} is a text also in the summary that phones show.
 *
 * <p>Limits of the service: a header has 150 characters, the text of a section 3,000, a message 50 blocks, its summary 40,000
 * characters. Not documented, but answered with {@code msg_blocks_too_long}: all blocks together have some 12,000 (its
 * issues bolt-js 2509 and 2867).
 */
record SlackFormat() implements WebhookFormat {
    private static final int HEADER = 150;
    private static final int SECTION = 1_500;
    private static final int SECTIONS = 20;
    private static final int SUMMARY = 1_000;
    /** Of all blocks as they are sent. */
    private static final int BLOCKS = 10_000;

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
        List<Json> blocks = new ArrayList<>();
        blocks.add(block("header", Wording.title(notification, HEADER, MARKUP)));
        int room = BLOCKS;
        int shown = 0;
        for (Alert alert : notification.alerts()) {
            Json section = block("section", Wording.lines(alert, SECTION, MARKUP));
            room -= section.text().length();
            if (shown == SECTIONS || room < 0) {
                break;
            }
            blocks.add(section);
            shown++;
        }
        if (shown < notification.alerts().size()) {
            blocks.add(block("section", Wording.more(notification.alerts().size() - shown)));
        }
        return Json.object()
                .with("text", Wording.title(notification, SUMMARY, MARKUP))
                .with("mrkdwn", Json.Word.FALSE)
                .with("unfurl_links", Json.Word.FALSE)
                .with("unfurl_media", Json.Word.FALSE)
                .with("blocks", Json.array(blocks))
                .build()
                .text();
    }

    private static Json block(String type, String text) {
        return Json.object()
                .with("type", type)
                .with(
                        "text",
                        Json.object()
                                .with("type", "plain_text")
                                .with("text", text)
                                .with("emoji", Json.Word.FALSE)
                                .build())
                .build();
    }
}
