package io.trimtab.alerts;

import io.trimtab.alerts.text.SafeText;
import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.AlertNotice;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns the trading cycle's notices into alerts, where nothing may be refused for its size. */
final class Notices {
    private static final String MARK = "...";

    private Notices() {}

    static Alert toAlert(AlertNotice notice) {
        Alert alert = Alert.of(severity(notice.level()), cut(notice.type(), Alert.LONGEST_TYPE))
                .text(notice.text())
                .source("cycle")
                .startsAt(notice.at());
        alert = annotated(alert, notice.details());
        if (notice.stage() == AlertNotice.Stage.RESOLVED) {
            alert = alert.resolved();
        }
        SortedMap<String, String> labels = new TreeMap<>(notice.labels());
        String cycle = labels.remove(AlertNotice.CYCLE);
        if (cycle != null) {
            // Not a label: the same trouble in the next cycle is the same alert, and the cooldown must know it.
            alert = alert.annotation(AlertNotice.CYCLE, cycle);
        }
        boolean fits = labels.size() <= Alert.MOST_LABELS;
        int left = fits ? labels.size() : Alert.MOST_LABELS - 1;
        SipHash128 rest = new SipHash128(0, 0);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (left-- > 0) {
                alert = alert.label(
                        cut(label.getKey(), Alert.LONGEST_NAME), cut(label.getValue(), Alert.LONGEST_VALUE));
            } else {
                rest.putText(label.getKey());
                rest.putText(label.getValue());
            }
        }
        return fits ? alert : alert.label("...", rest.finish().toString());
    }

    /** As many as there is room for; they say nothing about which alert it is, so that nothing is mixed up by what is cut. */
    private static Alert annotated(Alert alert, SortedMap<String, String> details) {
        Alert annotated = alert;
        int room = Alert.MOST_LABELS - 1;
        for (Map.Entry<String, String> detail : details.entrySet()) {
            if (room-- > 0) {
                annotated = annotated.annotation(cut(detail.getKey(), Alert.LONGEST_NAME), detail.getValue());
            }
        }
        return annotated;
    }

    private static Severity severity(AlertLevel level) {
        return switch (level) {
            case INFO -> Severity.INFO;
            case WARNING -> Severity.WARNING;
            case ERROR -> Severity.ERROR;
            case CRITICAL -> Severity.CRITICAL;
        };
    }

    /** What is cut belongs to the alert's identity, so the mark tells apart what differs only beyond the cut. */
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        SipHash128 hash = new SipHash128(0, 0);
        hash.putText(text);
        String mark = MARK + hash.finish();
        return text.substring(0, SafeText.cut(text, most - mark.length())) + mark;
    }
}
