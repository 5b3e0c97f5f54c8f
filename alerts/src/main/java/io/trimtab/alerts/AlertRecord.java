package io.trimtab.alerts;

import io.trimtab.core.check.Check;
import java.time.Instant;

/**
 * One line of the history: what became of an alert at one receiver.
 *
 * @param at when it was decided
 * @param print the identity of the alert
 * @param alert the alert
 * @param receiver the name of the channel
 * @param outcome what became of it
 */
public record AlertRecord(Instant at, Fingerprint print, Alert alert, String receiver, Outcome outcome) {
    public AlertRecord {
        Check.notNull(at, "at");
        Check.notNull(print, "print");
        Check.notNull(alert, "alert");
        Check.notNull(receiver, "receiver");
        Check.notNull(outcome, "outcome");
    }

    /** One line, safe to log. */
    @Override
    public String toString() {
        return at + " " + receiver + " " + outcome + ": " + alert;
    }
}
