package io.trimtab.risk.volatility;

/** Thrown by {@link VolatilityOutcome#fittedOrThrow} when the outcome is {@link NotFitted}. */
public final class VolatilityNotFittedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VolatilityNotFittedException(NotFitted outcome) {
        super(outcome.reason());
    }
}
