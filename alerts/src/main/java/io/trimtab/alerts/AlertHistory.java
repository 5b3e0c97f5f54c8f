package io.trimtab.alerts;

import io.trimtab.core.check.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The last decisions of a service, oldest first, to be narrowed down step by step.
 *
 * <pre>{@code
 * alerts.history().since(yesterday).atLeast(Severity.ERROR).of(Outcome.Kind.DELIVERED).size()
 * }</pre>
 *
 * <p>A snapshot: immutable and detached from the service.
 */
public final class AlertHistory {
    private final List<AlertRecord> records;

    AlertHistory(List<AlertRecord> records) {
        this.records = List.copyOf(records);
    }

    /**
     * The records.
     *
     * @return oldest first
     */
    public List<AlertRecord> records() {
        return records;
    }

    /**
     * How many there are.
     *
     * @return a count
     */
    public int size() {
        return records.size();
    }

    /**
     * Keeps the newest.
     *
     * @param count how many at most, at least 0
     * @return a narrower history
     */
    public AlertHistory last(int count) {
        int kept = Math.min(Check.atLeast(count, 0, "count"), records.size());
        return new AlertHistory(records.subList(records.size() - kept, records.size()));
    }

    /**
     * Keeps what was decided at or after a moment.
     *
     * @param start the moment
     * @return a narrower history
     */
    public AlertHistory since(Instant start) {
        Check.notNull(start, "start");
        return where(record -> !record.at().isBefore(start));
    }

    /**
     * Keeps what was decided before a moment.
     *
     * @param end the moment
     * @return a narrower history
     */
    public AlertHistory before(Instant end) {
        Check.notNull(end, "end");
        return where(record -> record.at().isBefore(end));
    }

    /**
     * Keeps one alert, however often it was raised.
     *
     * @param alert its identity, see {@link AlertService#fingerprint}
     * @return a narrower history
     */
    public AlertHistory of(Fingerprint alert) {
        Check.notNull(alert, "alert");
        return where(record -> record.print().equals(alert));
    }

    /**
     * Keeps one outcome.
     *
     * @param outcome the outcome
     * @return a narrower history
     */
    public AlertHistory of(Outcome outcome) {
        Check.notNull(outcome, "outcome");
        return where(record -> record.outcome() == outcome);
    }

    /**
     * Keeps alerts of one type.
     *
     * @param type the type
     * @return a narrower history
     */
    public AlertHistory ofType(String type) {
        Check.notNull(type, "type");
        return where(record -> record.alert().type().equals(type));
    }

    /**
     * Keeps alerts of a severity and above.
     *
     * @param least the lowest severity kept
     * @return a narrower history
     */
    public AlertHistory atLeast(Severity least) {
        Check.notNull(least, "severity");
        return where(record -> record.alert().severity().isAtLeast(least));
    }

    /**
     * Keeps one kind of outcome.
     *
     * @param kind the kind
     * @return a narrower history
     */
    public AlertHistory of(Outcome.Kind kind) {
        Check.notNull(kind, "kind");
        return where(record -> record.outcome().kind() == kind);
    }

    /**
     * Keeps what concerned one receiver.
     *
     * @param receiver the channel's name
     * @return a narrower history
     */
    public AlertHistory at(String receiver) {
        Check.notNull(receiver, "receiver");
        return where(record -> record.receiver().equals(receiver));
    }

    private AlertHistory where(Predicate<AlertRecord> kept) {
        List<AlertRecord> chosen = new ArrayList<>();
        for (AlertRecord record : records) {
            if (kept.test(record)) {
                chosen.add(record);
            }
        }
        return new AlertHistory(chosen);
    }

    @Override
    public String toString() {
        return "AlertHistory[" + records.size() + " records]";
    }
}
