package io.trimtab.alerts;

import java.util.Locale;

/**
 * The identity of an alert in 128 bits: a keyed hash of type and labels.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record Fingerprint(long high, long low) {
    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%016x%016x", high, low);
    }
}
