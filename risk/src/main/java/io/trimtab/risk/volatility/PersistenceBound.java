package io.trimtab.risk.volatility;

/** Whether a long-run variance must exist. */
public enum PersistenceBound {
    /** Persistence is at most 1: shocks do not grow. A fit that ends at 1 says so. */
    AT_MOST_ONE,
    /**
     * Persistence may exceed 1 where the likelihood asks for it: returns can then be strictly stationary without a finite
     * variance, and forecasts grow without bound. No difference for EGARCH, whose |beta| is always below 1.
     */
    NONE
}
