package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;

/**
 * Something that happened and that somebody may want to know: what the cycle hands to an {@link AlertSink}.
 *
 * <pre>{@code
 * new AlertNotice(AlertLevel.WARNING, "cycle.data.excluded", new TreeMap<>(Map.of("asset", "SAP")),
 *         "SAP is excluded: price NaN on 2020-01-31", clock.instant());
 * }</pre>
 *
 * @param level how urgent it is
 * @param type what kind of event it is, in dotted lower case, the same for all events of one kind
 * @param labels what it is about, sorted by name; copied
 * @param text what a person should read
 * @param at when it happened
 * @param stage whether it has begun or is over
 * @param details what else is known of it, which does not say which alert it is, sorted by name; copied
 */
public record AlertNotice(
        AlertLevel level,
        String type,
        SortedMap<String, String> labels,
        String text,
        Instant at,
        Stage stage,
        SortedMap<String, String> details) {
    /** The label with the cycle's id: it says when something happened, not what, and two cycles may say the same. */
    public static final String CYCLE = "cycle";

    /** Where an alert is in its life. */
    public enum Stage {
        /** It has happened, or has begun and may last. */
        FIRING,
        /** What was told before with the same type and labels is over. */
        RESOLVED
    }

    /**
     * Something that has happened, or begun, and of which nothing else is known.
     *
     * @param level how urgent it is
     * @param type what kind of event it is
     * @param labels what it is about; copied
     * @param text what a person should read
     * @param at when it happened
     */
    public AlertNotice(AlertLevel level, String type, SortedMap<String, String> labels, String text, Instant at) {
        this(level, type, labels, text, at, Stage.FIRING, Collections.emptySortedMap());
    }

    /** Checks and copies. */
    public AlertNotice {
        Check.notNull(level, "level");
        Check.notBlank(type, "type");
        labels = Sorted.copy(labels, "labels");
        Check.notBlank(text, "text");
        Check.notNull(at, "at");
        Check.notNull(stage, "stage");
        details = Sorted.copy(details, "details");
    }

    /**
     * The same, with what else is known of it.
     *
     * @param known by name; copied
     * @return the notice
     */
    public AlertNotice withDetails(SortedMap<String, String> known) {
        return new AlertNotice(level, type, labels, text, at, stage, known);
    }

    /**
     * The same as the end of what was told before with this type and these labels.
     *
     * @return the notice
     */
    public AlertNotice resolved() {
        return new AlertNotice(level, type, labels, text, at, Stage.RESOLVED, details);
    }
}
