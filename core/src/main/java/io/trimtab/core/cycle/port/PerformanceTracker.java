package io.trimtab.core.cycle.port;

/**
 * Follows what the portfolio and its strategies earn.
 *
 * <p>Contract: an observation counts when the call returns normally; one that throws changes nothing.
 */
@FunctionalInterface
public interface PerformanceTracker {
    /**
     * Takes the returns of a period.
     *
     * @param observation what was earned
     * @return the figures now, and what changed for better or worse
     */
    PerformanceReading observe(PerformanceObservation observation);
}
