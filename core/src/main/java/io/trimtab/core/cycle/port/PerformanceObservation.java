package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.time.Instant;
import java.util.SortedMap;

/**
 * What was earned since the last observation.
 *
 * @param at when the period ended
 * @param returns the simple return of the period by subject (the portfolio, a strategy, a benchmark), sorted; each
 *     finite and above -1 or equal to it; copied
 */
public record PerformanceObservation(Instant at, SortedMap<String, Double> returns) {
    /** Checks and copies. */
    public PerformanceObservation {
        Check.notNull(at, "at");
        returns = Sorted.finite(returns, "returns");
        returns.forEach((subject, value) -> {
            if (!(value >= -1)) {
                throw new IllegalArgumentException("returns[" + subject + "] must be at least -1, was " + value
                        + ": more than everything cannot be lost");
            }
        });
    }
}
