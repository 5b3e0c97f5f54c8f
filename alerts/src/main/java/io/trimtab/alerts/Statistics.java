package io.trimtab.alerts;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what is submitted, in bounded memory. Guarded by the service's monitor. */
final class Statistics {
    private final Rolling all = new Rolling();
    private final Map<Severity, Rolling> bySeverity = new EnumMap<>(Severity.class);
    private final SortedMap<String, Rolling> byType = new TreeMap<>();
    private final Rolling otherTypes = new Rolling();

    Statistics() {
        for (Severity severity : Severity.values()) {
            bySeverity.put(severity, new Rolling());
        }
    }

    void add(Alert alert, long nanos) {
        if (alert.isResolved()) {
            return;
        }
        all.add(nanos);
        Objects.requireNonNull(bySeverity.get(alert.severity())).add(nanos);
        Rolling type = byType.get(alert.type());
        if (type == null && byType.size() < AlertSummary.MOST_TYPES) {
            type = new Rolling();
            byType.put(alert.type(), type);
        }
        (type == null ? otherTypes : type).add(nanos);
    }

    AlertSummary summary(List<Alert> active, long acknowledged, AlertLedger ledger, long nanos) {
        SortedMap<Severity, Long> firing = new TreeMap<>();
        SortedMap<String, Long> firingTypes = new TreeMap<>();
        for (Alert alert : active) {
            firing.merge(alert.severity(), 1L, Long::sum);
            String type = byType.containsKey(alert.type()) ? alert.type() : AlertSummary.OTHER_TYPES;
            firingTypes.merge(type, 1L, Long::sum);
        }
        SortedMap<Severity, AlertSummary.Counts> severities = new TreeMap<>();
        bySeverity.forEach((severity, rolling) ->
                severities.put(severity, rolling.counts(nanos, firing.getOrDefault(severity, 0L))));
        SortedMap<String, AlertSummary.Counts> types = new TreeMap<>();
        byType.forEach((type, rolling) -> types.put(type, rolling.counts(nanos, firingTypes.getOrDefault(type, 0L))));
        if (otherTypes.total() > 0) {
            long others = firingTypes.getOrDefault(AlertSummary.OTHER_TYPES, 0L);
            types.put(AlertSummary.OTHER_TYPES, otherTypes.counts(nanos, others));
        }
        SortedMap<Outcome, Long> suppressed = new TreeMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (outcome.kind() == Outcome.Kind.SUPPRESSED && ledger.count(outcome) > 0) {
                suppressed.put(outcome, ledger.count(outcome));
            }
        }
        return new AlertSummary(all.counts(nanos, active.size()), severities, types, acknowledged, suppressed);
    }

    void save(StateWriter out) {
        all.save(out);
        bySeverity.values().forEach(rolling -> rolling.save(out));
        out.putInt(byType.size());
        byType.forEach((type, rolling) -> {
            out.putText(type);
            rolling.save(out);
        });
        otherTypes.save(out);
    }

    void load(StateReader in) {
        all.load(in);
        bySeverity.values().forEach(rolling -> rolling.load(in));
        int types = in.getCount();
        for (int i = 0; i < types; i++) {
            Rolling rolling = new Rolling();
            byType.put(in.getText(), rolling);
            rolling.load(in);
        }
        otherTypes.load(in);
    }
}
