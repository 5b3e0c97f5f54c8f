package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;

/**
 * How much of one limit the proposed portfolio uses.
 *
 * @param name the limit's name, such as {@code VaR 95%}
 * @param scope what it applies to, such as {@code portfolio} or {@code asset SAP}
 * @param measured what was measured
 * @param bound the limit, in the unit of {@code measured}
 * @param usage the fraction of the limit that is used: 0.8 is 80%, above 1 is a breach; may be infinite when the bound
 *     is zero, never NaN
 * @param kind whether a breach denies
 */
public record LimitUsage(String name, String scope, double measured, double bound, double usage, LimitKind kind) {
    /** Checks. */
    public LimitUsage {
        Check.notBlank(name, "name");
        Check.notBlank(scope, "scope");
        Check.finite(measured, "measured");
        Check.finite(bound, "bound");
        if (Double.isNaN(usage)) {
            throw new IllegalArgumentException("usage of " + name + " must be a number, was NaN");
        }
        Check.notNull(kind, "kind");
    }
}
