package io.trimtab.alerts;

import io.trimtab.core.check.Check;
import java.time.Instant;

/**
 * A critical alert that its receiver did not take, or any alert that was still queued when the service was closed.
 *
 * @param alert the alert
 * @param receiver the name of the channel it was for
 * @param at when that was found
 * @param reason why: what the channel said, or the class of what it threw (never its message, which may hold a secret)
 */
public record Undelivered(Alert alert, String receiver, Instant at, String reason) {
    public Undelivered {
        Check.notNull(alert, "alert");
        Check.notNull(receiver, "receiver");
        Check.notNull(at, "at");
        Check.notNull(reason, "reason");
    }
}
