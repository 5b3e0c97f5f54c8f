package io.trimtab.alerts.channel;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.text.JsonWriter;
import io.trimtab.alerts.text.SafeText;
import io.trimtab.alerts.text.Utf8;
import java.util.List;
import java.util.Map;

/** Alerts as JSON for programs, as many as fit. */
final class JsonAlerts {
    private static final int SHORT_TEXT = 1_024;
    private static final int SHORT_SOURCE = 256;

    private JsonAlerts() {}

    /**
     * Writes the members {@code alerts} and {@code alertsOmitted}. An alert that does not fit is shortened to type, labels
     * and the beginning of its text, and says so; if it does not fit then, it and all that follow are counted.
     */
    static void write(JsonWriter json, List<Alert> alerts, int mostBytes) {
        json.name("alerts").beginArray();
        int room = mostBytes;
        int written = 0;
        for (Alert alert : alerts) {
            String whole = whole(alert);
            int bytes = Utf8.length(whole) + 1;
            if (bytes > room) {
                whole = shortened(alert);
                bytes = Utf8.length(whole) + 1;
            }
            if (bytes > room) {
                break;
            }
            json.json(whole);
            room -= bytes;
            written++;
        }
        json.endArray().name("alertsOmitted").number(alerts.size() - written);
    }

    static void labels(JsonWriter json, String name, Map<String, String> labels) {
        json.name(name).beginObject();
        for (var label : labels.entrySet()) {
            json.field(label.getKey(), label.getValue());
        }
        json.endObject();
    }

    private static String whole(Alert alert) {
        JsonWriter json = new JsonWriter().beginObject();
        head(json, alert);
        labels(json, "annotations", alert.annotations());
        json.field("text", alert.text()).field("source", alert.source());
        return json.endObject().toString();
    }

    private static String shortened(Alert alert) {
        JsonWriter json = new JsonWriter().beginObject();
        head(json, alert);
        json.name("shortened").json("true");
        json.field("text", alert.text().substring(0, SafeText.cut(alert.text(), SHORT_TEXT)));
        json.field("source", alert.source().substring(0, SafeText.cut(alert.source(), SHORT_SOURCE)));
        return json.endObject().toString();
    }

    private static void head(JsonWriter json, Alert alert) {
        json.field("status", status(alert.isResolved()))
                .field("severity", alert.severity().name())
                .field("type", alert.type());
        alert.startsAt().ifPresent(at -> json.field("startsAt", at.toString()));
        alert.endsAt().ifPresent(at -> json.field("endsAt", at.toString()));
        labels(json, "labels", alert.labels());
    }

    static String status(boolean resolved) {
        return resolved ? "resolved" : "firing";
    }
}
