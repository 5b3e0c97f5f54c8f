package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;
import io.trimtab.core.time.NanoClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rate and the windows of a {@link Throttle}, for each of its keys: nothing is taken unless all of them admit.
 *
 * <pre>{@code
 * KeyLimits limits = KeyLimits.of(
 *         Throttle.perKey().atMost(1).per(Duration.ofMinutes(30)).atMost(10).per(Duration.ofHours(24)), clock);
 * if (limits.tryAcquire(key)) { ... }
 * }</pre>
 *
 * <p>Bounded memory, see {@link ThrottleTable} and {@link WindowTable}. Thread-safe by one lock; who has only a rate and
 * many threads should take a {@code ThrottleTable}, which has none.
 */
public final class KeyLimits {
    private final int maxKeys;
    private final SteadyClock clock;

    // guarded by the monitor
    private @Nullable ThrottleTable rates;
    private @Nullable WindowTable windows;

    private KeyLimits(int maxKeys, SteadyClock clock) {
        this.maxKeys = maxKeys;
        this.clock = clock;
    }

    /**
     * The limits of a throttle.
     *
     * @param throttle its rate, windows and bound on keys count here; its labels and cooldown do not
     * @param clock the time; may jump, see {@link SteadyClock}
     * @return the limits, with nothing taken
     */
    public static KeyLimits of(Throttle throttle, NanoClock clock) {
        KeyLimits limits = new KeyLimits(
                Check.notNull(throttle, "throttle").maxKeys(), SteadyClock.over(Check.notNull(clock, "clock")));
        limits.reconfigure(throttle);
        return limits;
    }

    /**
     * Takes what one alert of a key takes, from the rate and from each window, or nothing at all.
     *
     * @param key any number
     * @return whether it was admitted
     */
    public synchronized boolean tryAcquire(long key) {
        if (windows == null) {
            return rates == null || rates.tryAcquire(key);
        }
        // The one question that takes nothing comes first. Its answer holds: the monitor is held, and time only helps.
        return windows.wouldAcquire(key) && (rates == null || rates.tryAcquire(key)) && windows.tryAcquire(key);
    }

    /**
     * How long a key would have to wait for its next permit.
     *
     * @param key any number
     * @return nanoseconds, 0 if it would be admitted now
     */
    public synchronized long waitNanos(long key) {
        return Math.max(rates == null ? 0 : rates.waitNanos(key), windows == null ? 0 : windows.waitNanos(key));
    }

    /**
     * Goes on with other limits; what was taken stays taken. A limit of a kind that was not there begins with nothing taken.
     *
     * @param throttle the new limits, with the same bound on keys
     * @throws IllegalArgumentException if the bound on keys is another
     */
    public synchronized void reconfigure(Throttle throttle) {
        if (Check.notNull(throttle, "throttle").maxKeys() != maxKeys) {
            throw new IllegalArgumentException("maxKeys must stay " + maxKeys + ", was " + throttle.maxKeys()
                    + "; the memory is set aside at the beginning");
        }
        List<WindowLimit> spans = throttle.windows();
        WindowTable counted = windows;
        if (spans.isEmpty()) {
            windows = null;
        } else if (counted == null) {
            windows = WindowTable.of(spans, maxKeys, clock);
        } else {
            counted.reconfigure(spans);
        }
        GcraLimit rate = throttle.rate().orElse(null);
        ThrottleTable rated = rates;
        if (rate == null) {
            rates = null;
        } else if (rated == null) {
            rates = ThrottleTable.of(rate, maxKeys, clock);
        } else if (!rate.equals(rated.limit())) {
            rated.reconfigure(rate);
        }
    }

    /**
     * Writes what keys have taken.
     *
     * @param out where to
     * @throws IOException if that fails
     */
    public synchronized void writeTo(DataOutput out) throws IOException {
        Check.notNull(out, "out");
        out.writeBoolean(rates != null);
        if (rates != null) {
            rates.writeTo(out);
        }
        out.writeBoolean(windows != null);
        if (windows != null) {
            windows.writeTo(out);
        }
    }

    /**
     * Takes over what keys have taken elsewhere, on a clock that goes on where that one's stopped. If the limits were others
     * there, as {@link #reconfigure} does.
     *
     * @param in what {@link #writeTo} wrote
     * @throws IOException if it ends too early
     */
    public synchronized void readFrom(DataInput in) throws IOException {
        Check.notNull(in, "in");
        ThrottleTable rated = rates;
        WindowTable counted = windows;
        if (in.readBoolean()) {
            ThrottleTable taken = ThrottleTable.readFrom(in, maxKeys, clock);
            if (rated != null) {
                if (!rated.limit().equals(taken.limit())) {
                    taken.reconfigure(rated.limit());
                }
                rates = taken;
            }
        }
        if (in.readBoolean()) {
            WindowTable taken = WindowTable.readFrom(in, maxKeys, clock);
            if (counted != null) {
                if (!counted.windows().equals(taken.windows())) {
                    taken.reconfigure(counted.windows());
                }
                windows = taken;
            }
        }
    }

    @Override
    public synchronized String toString() {
        return "KeyLimits[" + (rates == null ? "no rate" : rates) + ", " + (windows == null ? "no windows" : windows)
                + "]";
    }
}
