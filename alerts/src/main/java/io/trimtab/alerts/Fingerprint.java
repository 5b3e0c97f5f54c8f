package io.trimtab.alerts;

import java.nio.charset.StandardCharsets;

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
        byte[] digits = new byte[32];
        for (int i = 0; i < 16; i++) {
            digits[i] = (byte) Character.forDigit((int) (high >>> (60 - 4 * i)) & 0xf, 16);
            digits[16 + i] = (byte) Character.forDigit((int) (low >>> (60 - 4 * i)) & 0xf, 16);
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }
}
