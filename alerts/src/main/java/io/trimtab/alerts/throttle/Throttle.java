package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an alert service holds back repetition: a cooldown for the same alert, and a rate for alerts of one key.
 *
 * <pre>{@code
 * Throttle.perKey()
 *         .cooldown(Duration.ofMinutes(30)).doublingUpTo(Duration.ofHours(8))
 *         .atMost(10).per(Duration.ofHours(1))
 *         .atMost(50).per(Duration.ofDays(1))
 * }</pre>
 *
 * <p>The cooldown suppresses an alert whose type and labels are those of one delivered less than the cooldown ago; at
 * exactly the cooldown it passes again. The rate and the windows limit all alerts that agree in type, severity and the
 * labels named here, and take nothing from an alert that one of them refuses. A rise in severity passes all of them, and a
 * critical alert is limited by its cooldown alone. Immutable.
 */
public final class Throttle {
    private static final int DEFAULT_KEYS = 16_384;
    private static final int MOST_KEYS = 100_000_000;
    private static final Duration LONGEST_COOLDOWN = Duration.ofDays(366);

    private final List<String> keyLabels;
    private final Backoff repeats;
    private final @Nullable GcraLimit rate;
    private final List<WindowLimit> windows;
    private final int maxKeys;

    private Throttle(
            List<String> keyLabels, Backoff repeats, @Nullable GcraLimit rate, List<WindowLimit> windows, int maxKeys) {
        this.keyLabels = keyLabels;
        this.repeats = repeats;
        this.rate = rate;
        this.windows = windows;
        this.maxKeys = maxKeys;
    }

    /**
     * A throttle whose keys are type, severity and the labels {@code subject} and {@code metric}.
     *
     * @return a throttle that as yet holds nothing back
     */
    public static Throttle perKey() {
        return perLabels("subject", "metric");
    }

    /**
     * A throttle whose keys are type and severity.
     *
     * @return a throttle that as yet holds nothing back
     */
    public static Throttle perType() {
        return perLabels();
    }

    /**
     * A throttle whose keys are type, severity and some labels; a label that an alert does not have counts as such.
     *
     * @param labels the names of the labels
     * @return a throttle that as yet holds nothing back
     */
    public static Throttle perLabels(String... labels) {
        String[] names = Check.notNull(labels, "labels").clone();
        for (int i = 0; i < names.length; i++) {
            Check.notBlank(names[i], "labels[" + i + "]");
        }
        return new Throttle(List.of(names), Backoff.NONE, null, List.of(), DEFAULT_KEYS);
    }

    /**
     * Suppresses an alert that was delivered less than so long ago.
     *
     * @param duration the time from a delivery to the next of the same alert, from 0 (none) to 366 days
     * @return a changed copy
     */
    public Throttle cooldown(Duration duration) {
        Check.notNull(duration, "cooldown");
        if (duration.isNegative() || duration.compareTo(LONGEST_COOLDOWN) > 0) {
            throw new IllegalArgumentException("cooldown must be within 0 and 366 days, was " + duration);
        }
        return new Throttle(keyLabels, Backoff.of(duration, duration), rate, windows, maxKeys);
    }

    /**
     * Lets the cooldown of an alert that keeps coming back grow: it doubles each time the alert is told again soon, up to the
     * longest, and shrinks again after quiet times; see {@link Backoff}. A rise in severity begins anew. Say it after
     * {@link #cooldown}.
     *
     * @param longest the longest cooldown, at least the one given before
     * @return a changed copy
     * @throws IllegalArgumentException if there is no cooldown to double
     */
    public Throttle doublingUpTo(Duration longest) {
        Check.notNull(longest, "longest");
        if (repeats.firstNanos() == 0) {
            throw new IllegalArgumentException("there is no cooldown to double; say cooldown(...) first");
        }
        if (longest.compareTo(cooldown()) < 0 || longest.compareTo(LONGEST_COOLDOWN) > 0) {
            throw new IllegalArgumentException(
                    "longest must be from the cooldown of " + cooldown() + " to 366 days, was " + longest);
        }
        return new Throttle(keyLabels, Backoff.of(cooldown(), longest), rate, windows, maxKeys);
    }

    /**
     * Begins a rate limit: {@code burstOf(10).thenOneEvery(Duration.ofMinutes(6))}.
     *
     * @param burst how many alerts of one key pass at once, at least 1
     * @return the rest of the sentence
     */
    public Burst burstOf(int burst) {
        Check.atLeast(burst, 1, "burst");
        return interval -> new Throttle(keyLabels, repeats, GcraLimit.of(burst, interval), windows, maxKeys);
    }

    /**
     * Begins a window: {@code atMost(10).per(Duration.ofHours(1))}. Several may be given; an alert must satisfy each.
     *
     * @param count how many alerts of one key, from 1 to {@value WindowLimit#MOST}
     * @return the rest of the sentence
     */
    public Window atMost(int count) {
        new WindowLimit(count, 1); // refuses here what it would refuse later
        return span -> {
            List<WindowLimit> more = new ArrayList<>(windows);
            more.add(WindowLimit.of(count, span));
            return new Throttle(keyLabels, repeats, rate, List.copyOf(more), maxKeys);
        };
    }

    /** A window that still lacks its span. */
    @FunctionalInterface
    public interface Window {
        /**
         * Completes the window.
         *
         * @param span any span of so long has no more alerts of one key, positive
         * @return a changed copy of the throttle
         */
        Throttle per(Duration span);
    }

    /** A rate limit that still lacks its interval. */
    @FunctionalInterface
    public interface Burst {
        /**
         * Completes the rate limit.
         *
         * @param interval the time that regains one permit, positive
         * @return a changed copy of the throttle
         */
        Throttle thenOneEvery(Duration interval);
    }

    /**
     * Bounds the memory: the alerts and the keys that each receiver remembers at one time.
     *
     * @param keys from 1 to 100 million; 16,384 unless given
     * @return a changed copy
     */
    public Throttle maxKeys(int keys) {
        Check.atLeast(keys, 1, "maxKeys");
        if (keys > MOST_KEYS) {
            throw new IllegalArgumentException("maxKeys must be at most " + MOST_KEYS + ", was " + keys);
        }
        return new Throttle(keyLabels, repeats, rate, windows, keys);
    }

    /**
     * The labels that, with type and severity, make the key of the rate.
     *
     * @return their names
     */
    public List<String> keyLabels() {
        return keyLabels;
    }

    /**
     * The time from a delivery to the next of the same alert.
     *
     * @return the cooldown, zero for none
     */
    public Duration cooldown() {
        return Duration.ofNanos(repeats.firstNanos());
    }

    /**
     * The cooldown and how it grows.
     *
     * @return the back-off, {@link Backoff#NONE} for none
     */
    public Backoff repeats() {
        return repeats;
    }

    /**
     * The windows for each key.
     *
     * @return the windows in the order in which they were given, possibly none
     */
    public List<WindowLimit> windows() {
        return windows;
    }

    /**
     * The rate for each key.
     *
     * @return the rate, empty for none
     */
    public Optional<GcraLimit> rate() {
        return Optional.ofNullable(rate);
    }

    /**
     * The bound on alerts and keys remembered.
     *
     * @return a count for each receiver
     */
    public int maxKeys() {
        return maxKeys;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("Throttle[per type, severity");
        for (String label : keyLabels) {
            out.append(", ").append(label);
        }
        out.append("; cooldown ").append(repeats).append("; ").append(rate == null ? "no rate" : rate);
        for (WindowLimit window : windows) {
            out.append("; ").append(window);
        }
        return out.append(']').toString();
    }
}
