package io.trimtab.alerts.channel;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.text.Excerpt;
import java.util.Locale;
import java.util.Map;

/** What channels for people say, in the mark-up of each; every text from outside is escaped and cut. */
final class Wording {
    private static final int NAME = Alert.LONGEST_NAME + 64;
    private static final int VALUE = 300;

    private Wording() {}

    /** One line: how bad, what, where. */
    static String title(Notification notification, int most, Excerpt.Markup markup) {
        StringBuilder raw = new StringBuilder();
        raw.append(notification.isResolved() ? "Resolved: " : "").append(notification.severity());
        if (notification.alerts().size() == 1) {
            raw.append(' ').append(notification.first().type());
            appendPairs(raw, notification.first().labels());
        } else {
            raw.append(String.format(
                    Locale.ROOT, ", %,d alerts", notification.alerts().size()));
            appendPairs(raw, notification.groupLabels());
        }
        return Excerpt.of(raw.toString(), most, markup);
    }

    private static void appendPairs(StringBuilder raw, Map<String, String> labels) {
        for (var label : labels.entrySet()) {
            raw.append(' ').append(label.getKey()).append('=').append(label.getValue());
        }
    }

    /** One line about one alert: state, severity, type, text. */
    static String headline(Alert alert, int most, Excerpt.Markup markup) {
        StringBuilder raw = new StringBuilder();
        raw.append(alert.isResolved() ? "Resolved: " : "").append(alert.severity());
        raw.append(' ').append(alert.type());
        if (!alert.text().isEmpty()) {
            raw.append(": ").append(alert.text());
        }
        return Excerpt.of(raw.toString(), most, markup);
    }

    /** Lines about one alert: the headline, then labels, annotations, source and times. */
    static String lines(Alert alert, int most, Excerpt.Markup markup) {
        StringBuilder out = new StringBuilder();
        out.append(headline(alert, Math.max(64, most / 2), markup));
        int left = 0;
        for (var label : alert.labels().entrySet()) {
            left += line(out, label.getKey(), label.getValue(), most, markup);
        }
        for (var annotation : alert.annotations().entrySet()) {
            left += line(out, annotation.getKey(), annotation.getValue(), most, markup);
        }
        if (!alert.source().isEmpty()) {
            left += line(out, "from", alert.source(), most, markup);
        }
        left += alert.startsAt()
                .map(at -> line(out, "since", at.toString(), most, markup))
                .orElse(0);
        left += alert.endsAt()
                .filter(at -> alert.isResolved())
                .map(at -> line(out, "until", at.toString(), most, markup))
                .orElse(0);
        if (left > 0) {
            out.append(String.format(Locale.ROOT, "\n%,d details more", left));
        }
        return out.toString();
    }

    /** Appends a line if it fits, with room for the statement that others did not; returns how many did not. */
    private static int line(StringBuilder out, String name, String value, int most, Excerpt.Markup markup) {
        String line = '\n' + Excerpt.of(name, NAME, markup) + ": " + Excerpt.of(value, VALUE, markup);
        if (out.length() + line.length() > most - 20) {
            return 1;
        }
        out.append(line);
        return 0;
    }

    /** The statement that some alerts of a notification are not shown. */
    static String more(int count) {
        return String.format(Locale.ROOT, "and %,d more alerts, not shown here", count);
    }
}
