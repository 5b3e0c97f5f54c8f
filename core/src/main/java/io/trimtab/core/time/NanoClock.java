package io.trimtab.core.time;

/**
 * A nanosecond clock for hot paths: reading it allocates nothing.
 *
 * <p>Only differences mean anything, as with {@link System#nanoTime()}; the value may overflow. Wall-clock time is
 * another type, {@link java.time.InstantSource}.
 */
@FunctionalInterface
public interface NanoClock {
    /**
     * Reads the clock.
     *
     * @return nanoseconds since an arbitrary origin
     */
    long nanos();

    /**
     * The clock of the machine.
     *
     * @return a clock that reads {@link System#nanoTime()}
     */
    static NanoClock system() {
        return SystemNanoClock.INSTANCE;
    }
}
