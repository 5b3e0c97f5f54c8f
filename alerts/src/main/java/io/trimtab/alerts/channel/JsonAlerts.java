package io.trimtab.alerts.channel;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.text.SafeText;
import io.trimtab.alerts.text.Utf8;
import io.trimtab.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Alerts as JSON for programs, as many as fit. */
final class JsonAlerts {
    private static final int SHORT_TEXT = 1_024;
    private static final int SHORT_SOURCE = 256;

    private JsonAlerts() {}

    /**
     * Adds the members {@code alerts} and {@code alertsOmitted}. An alert that does not fit is shortened to type, labels
     * and the beginning of its text, and says so; if it does not fit then, it and all that follow are counted.
     */
    static void add(Json.ObjectBuilder json, List<Alert> alerts, int mostBytes) {
        List<Json> written = new ArrayList<>();
        int room = mostBytes;
        for (Alert alert : alerts) {
            Json value = whole(alert);
            int bytes = bytes(value);
            if (bytes > room) {
                value = shortened(alert);
                bytes = bytes(value);
            }
            if (bytes > room) {
                break;
            }
            written.add(value);
            room -= bytes;
        }
        json.with("alerts", Json.array(written)).with("alertsOmitted", alerts.size() - written.size());
    }

    /** With the comma after it. */
    private static int bytes(Json value) {
        return Utf8.length(value.text()) + 1;
    }

    static Json labels(Map<String, String> labels) {
        Json.ObjectBuilder json = Json.object();
        labels.forEach((name, value) -> json.with(SafeText.wellFormed(name), SafeText.wellFormed(value)));
        return json.build();
    }

    private static Json whole(Alert alert) {
        return head(alert)
                .with("annotations", labels(alert.annotations()))
                .with("text", SafeText.wellFormed(alert.text()))
                .with("source", SafeText.wellFormed(alert.source()))
                .build();
    }

    private static Json shortened(Alert alert) {
        return head(alert)
                .with("shortened", Json.Word.TRUE)
                .with("text", cut(alert.text(), SHORT_TEXT))
                .with("source", cut(alert.source(), SHORT_SOURCE))
                .build();
    }

    private static String cut(String text, int most) {
        return SafeText.wellFormed(text.substring(0, SafeText.cut(text, most)));
    }

    private static Json.ObjectBuilder head(Alert alert) {
        Json.ObjectBuilder json = Json.object()
                .with("status", status(alert.isResolved()))
                .with("severity", alert.severity().name())
                .with("type", SafeText.wellFormed(alert.type()));
        alert.startsAt().ifPresent(at -> json.with("startsAt", at.toString()));
        alert.endsAt().ifPresent(at -> json.with("endsAt", at.toString()));
        return json.with("labels", labels(alert.labels()));
    }

    static String status(boolean resolved) {
        return resolved ? "resolved" : "firing";
    }
}
