package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import java.time.Instant;

/**
 * A limit that is tripped: it was exceeded and has not been re-armed.
 *
 * @param limit the limit
 * @param scope what of it, after the name of the strategy where there is one
 * @param since when it tripped
 * @param measured what was measured then
 * @param peak the largest since
 * @param acknowledgedBy who has taken note; empty if nobody has
 */
public record GuardReading(
        Limit limit, String scope, Instant since, double measured, double peak, String acknowledgedBy) {
    public GuardReading {
        Check.notNull(limit, "limit");
        Check.notBlank(scope, "scope");
        Check.notNull(since, "since");
        Check.finite(measured, "measured");
        Check.finite(peak, "peak");
        Check.notNull(acknowledgedBy, "acknowledgedBy");
    }
}
