package io.trimtab.alerts;

import io.trimtab.alerts.text.SafeText;
import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.AlertNotice;
import java.util.Map;

/** Turns the trading cycle's notices into alerts, where nothing may be refused for its size. */
final class Notices {
    private static final String MARK = "...";

    private Notices() {}

    static Alert toAlert(AlertNotice notice) {
        Alert alert = Alert.of(severity(notice.level()), cut(notice.type(), Alert.LONGEST_TYPE))
                .text(notice.text())
                .source("cycle")
                .startsAt(notice.at());
        int left = Alert.MOST_LABELS;
        for (Map.Entry<String, String> label : notice.labels().entrySet()) {
            if (left-- == 0) {
                break;
            }
            alert = alert.label(cut(label.getKey(), Alert.LONGEST_NAME), cut(label.getValue(), Alert.LONGEST_VALUE));
        }
        return alert;
    }

    private static Severity severity(AlertLevel level) {
        return switch (level) {
            case INFO -> Severity.INFO;
            case WARNING -> Severity.WARNING;
            case ERROR -> Severity.ERROR;
            case CRITICAL -> Severity.CRITICAL;
        };
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, SafeText.cut(text, most - MARK.length())) + MARK;
    }
}
