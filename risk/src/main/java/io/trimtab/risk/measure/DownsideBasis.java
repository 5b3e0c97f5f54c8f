package io.trimtab.risk.measure;

/** What the sum of squared shortfalls of a downside deviation is divided by; libraries differ silently. */
public enum DownsideBasis {
    /** All observations, as Sortino and Price (1994) define it: a period without shortfall counts as 0. */
    ALL_OBSERVATIONS,
    /** Only the observations that fall short. */
    SHORTFALLS_ONLY
}
