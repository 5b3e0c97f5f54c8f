package io.trimtab.alerts.journal;

import io.trimtab.core.check.Check;

/** A snapshot cannot be used: it is cut short, damaged, of a newer version, or of another service. The message says which. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * An exception.
     *
     * @param message what is wrong, and what to do
     */
    public SnapshotException(String message) {
        super(Check.notNull(message, "message"));
    }
}
