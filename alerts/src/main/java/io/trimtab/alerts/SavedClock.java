package io.trimtab.alerts;

import io.trimtab.alerts.throttle.SteadyClock;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * What a service must know of a snapshot before it can read the rest: by which clock it went, and with which key it hashed.
 *
 * @param proof tells the key of the hash
 * @param builtAt when the first service of the line was built: what steady time counts from
 * @param savedAt when the snapshot was taken, by the clock on the wall
 * @param nanos the same by the steady clock
 * @param notifications how many ids of notifications were given out
 */
record SavedClock(Fingerprint proof, Instant builtAt, Instant savedAt, long nanos, long notifications) {
    private static final int BYTES = 6 * Long.BYTES + 2 * Integer.BYTES;

    private static final long LATEST = 1L << 61;

    byte[] before(byte[] state) {
        ByteBuffer out = ByteBuffer.allocate(Math.addExact(BYTES, state.length));
        out.putLong(proof.high()).putLong(proof.low());
        out.putLong(builtAt.getEpochSecond()).putInt(builtAt.getNano());
        out.putLong(savedAt.getEpochSecond()).putInt(savedAt.getNano());
        out.putLong(nanos).putLong(notifications).put(state);
        return out.array();
    }

    static SavedClock of(byte[] content) {
        if (content.length < BYTES) {
            throw StateReader.damaged("it ends too early");
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        Fingerprint proof = new Fingerprint(in.getLong(), in.getLong());
        try {
            Instant builtAt = Instant.ofEpochSecond(in.getLong(), in.getInt());
            Instant savedAt = Instant.ofEpochSecond(in.getLong(), in.getInt());
            long nanos = in.getLong();
            if (nanos < 0 || nanos > LATEST) {
                throw StateReader.damaged("its clock shows " + nanos + " ns");
            }
            return new SavedClock(proof, builtAt, savedAt, nanos, in.getLong());
        } catch (DateTimeException | ArithmeticException e) {
            throw StateReader.damaged("its times are impossible");
        }
    }

    static byte[] state(byte[] content) {
        return Arrays.copyOfRange(content, BYTES, content.length);
    }

    /** What the steady clock shows by now, if the clock on the wall is right; it never goes back. */
    long nanosAt(Instant wall) {
        Duration away = Duration.between(savedAt, wall);
        if (away.isNegative()) {
            return nanos;
        }
        Duration longest = Duration.ofNanos(SteadyClock.LONGEST_STEP_NANOS);
        return nanos + (away.compareTo(longest) > 0 ? longest : away).toNanos();
    }
}
