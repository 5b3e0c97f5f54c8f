package io.trimtab.alerts;

import java.util.function.BiConsumer;

/**
 * SipHash-2-4 with 128 bits of output, fed piece by piece.
 *
 * <p>Source: J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012; the 128-bit output
 * as in the authors' reference implementation. Legend: v0..v3 the state, m one 64-bit little-endian word of the message.
 * Not thread-safe; for one message.
 */
final class SipHash128 implements BiConsumer<String, String> {
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long word;
    private int bytes;

    SipHash128(long k0, long k1) {
        v0 = k0 ^ 0x736f6d6570736575L;
        v1 = k1 ^ 0x646f72616e646f6dL ^ 0xee;
        v2 = k0 ^ 0x6c7967656e657261L;
        v3 = k1 ^ 0x7465646279746573L;
    }

    void putByte(int b) {
        word |= (b & 0xffL) << (8 * (bytes & 7));
        bytes++;
        if ((bytes & 7) == 0) {
            compress(word);
            word = 0;
        }
    }

    void putInt(int value) {
        putByte(value);
        putByte(value >>> 8);
        putByte(value >>> 16);
        putByte(value >>> 24);
    }

    void putLong(long value) {
        putInt((int) value);
        putInt((int) (value >>> 32));
    }

    /** A text as its length and its UTF-16 units: no two sequences of texts are fed alike, whatever they contain. */
    void putText(String text) {
        int length = text.length();
        putInt(length);
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            putByte(unit);
            putByte(unit >>> 8);
        }
    }

    /** A name and its value, one after the other: for {@code Map.forEach}, which makes no objects. */
    @Override
    public void accept(String name, String value) {
        putText(name);
        putText(value);
    }

    Fingerprint finish() {
        compress(word | (long) bytes << 56);
        v2 ^= 0xee;
        fourRounds();
        long first = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xdd;
        fourRounds();
        return new Fingerprint(first, v0 ^ v1 ^ v2 ^ v3);
    }

    private void compress(long m) {
        v3 ^= m;
        round();
        round();
        v0 ^= m;
    }

    private void fourRounds() {
        round();
        round();
        round();
        round();
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
