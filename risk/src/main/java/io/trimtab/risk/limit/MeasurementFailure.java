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

    /** What a failure says of itself, even if asking it fails. */
    static String reasonOf(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        try {
            String message = thrown.getMessage();
            return message == null ? name : message;
        } catch (Throwable hostile) {
            return name;
        }
    }

    @Override
    public String toString() {
        return limit.name() + " cannot be measured: " + reason;
    }
}
