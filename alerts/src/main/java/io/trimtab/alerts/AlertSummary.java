package io.trimtab.alerts;

import io.trimtab.core.check.Check;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How things stand: how many alerts there were and are, by severity and type, and what became of them.
 *
 * <pre>{@code
 * alerts.summary().bySeverity().get(Severity.CRITICAL).lastDay()
 * }</pre>
 *
 * @param all all alerts together
 * @param bySeverity by severity, each of them
 * @param byType by type; types beyond the first {@value #MOST_TYPES} together, under {@value #OTHER_TYPES}
 * @param acknowledged alerts that fire and that somebody has taken on
 * @param suppressed what was held back, in pairs of alert and receiver, by reason; reasons that never applied are missing
 */
public record AlertSummary(
        Counts all,
        SortedMap<Severity, Counts> bySeverity,
        SortedMap<String, Counts> byType,
        long acknowledged,
        SortedMap<Outcome, Long> suppressed) {
    /** The most types that are told apart. */
    public static final int MOST_TYPES = 64;
    /** Under which name the other types are counted. */
    public static final String OTHER_TYPES = "(other types)";

    public AlertSummary {
        Check.notNull(all, "all");
        bySeverity = Collections.unmodifiableSortedMap(new TreeMap<>(Check.notNull(bySeverity, "bySeverity")));
        byType = Collections.unmodifiableSortedMap(new TreeMap<>(Check.notNull(byType, "byType")));
        suppressed = Collections.unmodifiableSortedMap(new TreeMap<>(Check.notNull(suppressed, "suppressed")));
    }

    /**
     * Counts of submissions that say that a condition holds; not of notifications, and not of ends.
     *
     * @param total since the service was built, or the first of those that it goes on from
     * @param active alerts that fire as far as the service knows, each counted once
     * @param lastDay in the quarter of an hour under way and the 96 before it
     * @param lastWeek in the quarter of an hour under way and the 672 before it
     */
    public record Counts(long total, long active, long lastDay, long lastWeek) {}
}
