package io.trimtab.alerts;

import io.trimtab.core.check.Check;

/**
 * Which alerts a route takes.
 *
 * <pre>{@code
 * builder.route(AlertMatcher.severity(Severity.CRITICAL), pager)
 * }</pre>
 */
public sealed interface AlertMatcher permits MinimumSeverity {
    /**
     * Whether a route takes an alert.
     *
     * @param alert the alert
     * @return whether it matches
     */
    boolean matches(Alert alert);

    /**
     * Takes alerts of a severity and above.
     *
     * @param least the lowest severity taken
     * @return the matcher
     */
    static AlertMatcher severity(Severity least) {
        return new MinimumSeverity(Check.notNull(least, "severity"));
    }
}
