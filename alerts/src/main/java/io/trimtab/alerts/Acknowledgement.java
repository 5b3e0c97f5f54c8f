package io.trimtab.alerts;

import io.trimtab.core.check.Check;
import java.time.Instant;

/**
 * Somebody has taken an alert on: it is not repeated and not escalated as long as this holds; its end is still told.
 *
 * <p>It covers what was known when it was given. It is over when its time is, when the alert's condition ends, and when
 * the alert becomes more severe than {@code severity}.
 *
 * @param alert which alert
 * @param by who took it on
 * @param at since when
 * @param until when it is over; {@link Instant#MAX} if only with the alert
 * @param severity how severe the alert was
 */
public record Acknowledgement(Fingerprint alert, String by, Instant at, Instant until, Severity severity) {
    public Acknowledgement {
        Check.notNull(alert, "alert");
        Check.notBlank(by, "by");
        Check.notNull(at, "at");
        Check.notNull(until, "until");
        Check.notNull(severity, "severity");
    }

    /**
     * Whether it has no end of its own.
     *
     * @return true if it holds until the alert ends or becomes more severe
     */
    public boolean isForGood() {
        return until.equals(Instant.MAX);
    }

    boolean isOver(Instant now) {
        return !until.isAfter(now);
    }
}
