package io.trimtab.risk.volatility;

/** What came of fitting a {@link VolatilityModel}: {@link FittedVolatility}, or {@link NotFitted} with the reason. */
public sealed interface VolatilityOutcome permits FittedVolatility, NotFitted {
    /**
     * The fit, for callers who have no other way.
     *
     * @return this, if it is a fit
     * @throws VolatilityNotFittedException with the reason, if it is none
     */
    default FittedVolatility fittedOrThrow() {
        if (this instanceof FittedVolatility fitted) {
            return fitted;
        }
        throw new VolatilityNotFittedException((NotFitted) this);
    }
}
