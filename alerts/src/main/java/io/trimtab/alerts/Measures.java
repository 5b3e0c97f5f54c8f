package io.trimtab.alerts;

import io.trimtab.core.cycle.port.MetricKey;
import io.trimtab.core.cycle.port.Metrics;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the host's metrics are told of one receiver. The keys are made once. Metrics that throw cost nothing but their count. */
final class Measures {
    private final Metrics metrics;
    private final MetricKey[] outcomes = new MetricKey[Outcome.values().length];
    private final MetricKey failedSends;

    Measures(Metrics metrics, String receiver) {
        this.metrics = metrics;
        this.failedSends = MetricKey.of("alerts.sends.failed", "receiver", receiver);
        for (Outcome outcome : Outcome.values()) {
            SortedMap<String, String> labels = new TreeMap<>();
            labels.put("receiver", receiver);
            labels.put("reason", outcome.toString());
            outcomes[outcome.index()] =
                    new MetricKey("alerts." + outcome.kind().name().toLowerCase(Locale.ROOT), labels);
        }
    }

    void settled(Outcome outcome) {
        count(outcomes[outcome.index()]);
    }

    void sendFailed() {
        count(failedSends);
    }

    private void count(MetricKey key) {
        try {
            metrics.count(key, 1);
        } catch (RuntimeException | Error e) {
            return; // the host's own trouble: an alert must not be lost for a number
        }
    }
}
