package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;

/** How much the assets of a market move together, by their average pairwise correlation: bounds at 0.3 and 0.6. */
public enum CorrelationLevel {
    /** Below 0.3. */
    LOW,
    /** From 0.3 to below 0.6. */
    MEDIUM,
    /** From 0.6. */
    HIGH,
    /** Not stated; it matches nothing, not even itself. */
    UNKNOWN;

    /**
     * The level of an average correlation.
     *
     * @param average average pairwise correlation, within [-1, 1]
     * @return the level
     */
    public static CorrelationLevel of(double average) {
        Check.within(average, -1, 1, "average correlation");
        if (average < 0.3) {
            return LOW;
        }
        return average < 0.6 ? MEDIUM : HIGH;
    }
}
