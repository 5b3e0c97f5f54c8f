package io.trimtab.alerts.channel;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.text.Excerpt;

/** What a mail says, as text and as HTML. */
final class MailText {
    private static final int SUBJECT = 250;
    private static final int ALERT = 4_000;
    private static final int ALERTS = 50;

    static final Excerpt.Markup HTML = (out, point) -> {
        switch (point) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(point);
        }
    };

    private MailText() {}

    static String subject(Notification notification) {
        return Wording.title(notification, SUBJECT, Excerpt.PLAIN);
    }

    static String plain(Notification notification) {
        StringBuilder out = new StringBuilder();
        out.append(subject(notification)).append('\n');
        int shown = Math.min(ALERTS, notification.alerts().size());
        for (Alert alert : notification.alerts().subList(0, shown)) {
            out.append('\n').append(Wording.lines(alert, ALERT, Excerpt.PLAIN)).append('\n');
        }
        if (shown < notification.alerts().size()) {
            out.append('\n')
                    .append(Wording.more(notification.alerts().size() - shown))
                    .append('\n');
        }
        return out.toString();
    }

    static String html(Notification notification) {
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>");
        String title = Wording.title(notification, SUBJECT, HTML);
        out.append(title).append("</title></head><body>\n<h3>").append(title).append("</h3>\n");
        int shown = Math.min(ALERTS, notification.alerts().size());
        for (Alert alert : notification.alerts().subList(0, shown)) {
            String lines = Wording.lines(alert, ALERT, HTML);
            out.append("<p>").append(lines.replace("\n", "<br>\n")).append("</p>\n");
        }
        if (shown < notification.alerts().size()) {
            out.append("<p>")
                    .append(Wording.more(notification.alerts().size() - shown))
                    .append("</p>\n");
        }
        return out.append("</body></html>\n").toString();
    }
}
