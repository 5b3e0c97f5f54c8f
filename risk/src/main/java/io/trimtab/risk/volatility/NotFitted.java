package io.trimtab.risk.volatility;

import io.trimtab.core.check.Check;

/**
 * The likelihood has no maximum that could be found: there are no parameters, rather than some that are not an answer.
 *
 * @param reason what was tried, how far it came, and what may help
 */
public record NotFitted(String reason) implements VolatilityOutcome {
    public NotFitted {
        Check.notBlank(reason, "reason");
    }
}
