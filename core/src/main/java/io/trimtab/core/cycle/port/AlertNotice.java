package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.time.Instant;
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
 */
public record AlertNotice(AlertLevel level, String type, SortedMap<String, String> labels, String text, Instant at) {
    /** The label with the cycle's id: it says when something happened, not what, and two cycles may say the same. */
    public static final String CYCLE = "cycle";

    /** Checks and copies. */
    public AlertNotice {
        Check.notNull(level, "level");
        Check.notBlank(type, "type");
        labels = Sorted.copy(labels, "labels");
        Check.notBlank(text, "text");
        Check.notNull(at, "at");
    }
}
