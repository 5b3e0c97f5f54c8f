package io.trimtab.risk.volatility;

/** A limit of the parameters at which a fit ended: the likelihood would rise beyond it, or is flat there. */
public enum GarchBoundary {
    /** No effect of squared returns: the variance is as good as constant, and beta means nothing. */
    NO_RESPONSE,
    /** No memory of earlier variances: beta is 0. */
    NO_MEMORY,
    /** Persistence at its bound: there is no long-run variance to return to. */
    UNIT_PERSISTENCE,
    /** Only falls raise the variance: alpha is 0. */
    FALLS_ONLY,
    /** Only rises raise the variance: alpha + gamma is 0. */
    RISES_ONLY,
    /** EGARCH: only the sign of returns moves the variance: alpha, which is fitted at 0 or above, is 0. */
    SIGN_ONLY,
    /** Omega (EGARCH: the level of the variance) at a bound that keeps the variance from vanishing. */
    LEVEL,
    /** Degrees of freedom as few as are allowed. */
    FEWEST_DEGREES_OF_FREEDOM,
    /** Degrees of freedom as many as are allowed: as good as normal. */
    AS_GOOD_AS_NORMAL
}
