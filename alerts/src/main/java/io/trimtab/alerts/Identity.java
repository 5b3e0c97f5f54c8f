package io.trimtab.alerts;

import org.jspecify.annotations.Nullable;

/**
 * What one service has computed of an alert, kept with the alert: one that is raised again, as the same object, is not hashed
 * again. Two threads that compute it at once come to the same.
 */
final class Identity {
    /** Whose keys it was computed with. */
    final Identities owner;

    final Fingerprint print;

    // for the thread that advances the owner's service
    private @Nullable String text;
    private boolean rated;
    private long rateKey;

    Identity(Identities owner, Fingerprint print) {
        this.owner = owner;
        this.print = print;
    }

    /** The fingerprint as notifications show it. */
    String text() {
        String known = text;
        if (known == null) {
            known = print.toString();
            text = known;
        }
        return known;
    }

    boolean hasRateKey() {
        return rated;
    }

    long rateKey() {
        return rateKey;
    }

    void rateKey(long key) {
        rateKey = key;
        rated = true;
    }
}
