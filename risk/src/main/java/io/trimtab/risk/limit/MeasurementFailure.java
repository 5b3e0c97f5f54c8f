package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.LimitKind;

/**
 * A limit that could not be measured, which denies everything but pure reductions.
 *
 * @param limit the limit
 * @param kind whether a breach of it would deny; the failure does in any case
 * @param reason why
 */
public record MeasurementFailure(Limit limit, LimitKind kind, String reason) {
    public MeasurementFailure {
        Check.notNull(limit, "limit");
        Check.notNull(kind, "kind");
        Check.notNull(reason, "reason");
    }

    @Override
    public String toString() {
        return limit.name() + " cannot be measured: " + reason;
    }
}
