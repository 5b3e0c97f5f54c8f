package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.util.List;
import java.util.SortedMap;

/**
 * What a tracker sees after an observation.
 *
 * @param figures the figures of each subject over the tracker's window, sorted; copied
 * @param notices what somebody ought to know: a deterioration that begins, a recovery; copied
 */
public record PerformanceReading(SortedMap<String, PerformanceFigures> figures, List<AlertNotice> notices) {
    /** Checks and copies. */
    public PerformanceReading {
        figures = Sorted.copy(figures, "figures");
        notices = List.copyOf(Check.notNull(notices, "notices"));
    }

    /**
     * The figures of one subject.
     *
     * @param subject its name
     * @return its figures
     * @throws IllegalArgumentException if nothing was observed of it
     */
    public PerformanceFigures figuresOf(String subject) {
        PerformanceFigures known = figures.get(Check.notNull(subject, "subject"));
        if (known == null) {
            throw new IllegalArgumentException(
                    "nothing was observed of \"" + subject + "\", only of " + figures.keySet());
        }
        return known;
    }
}
