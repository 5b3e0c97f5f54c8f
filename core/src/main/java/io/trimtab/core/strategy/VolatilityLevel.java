package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;

/** How volatile a market is, by its annualised volatility: bounds at 15%, 25% and 35%. */
public enum VolatilityLevel {
    /** Below 15% a year. */
    LOW,
    /** From 15% to below 25% a year. */
    MEDIUM,
    /** From 25% to below 35% a year. */
    HIGH,
    /** From 35% a year. */
    EXTREME,
    /** Not stated; it matches nothing, not even itself. */
    UNKNOWN;

    /**
     * The level of a volatility.
     *
     * @param annualised standard deviation of returns over a year, as a fraction; not negative
     * @return the level
     */
    public static VolatilityLevel of(double annualised) {
        Check.notNegative(annualised, "annualised volatility");
        if (annualised < 0.15) {
            return LOW;
        }
        if (annualised < 0.25) {
            return MEDIUM;
        }
        return annualised < 0.35 ? HIGH : EXTREME;
    }
}
