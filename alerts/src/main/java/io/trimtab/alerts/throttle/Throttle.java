package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an alert service holds back repetition: a cooldown for the same alert, and a rate for alerts of one key.
 *
 * <pre>{@code
 * Throttle.perKey().cooldown(Duration.ofMinutes(30)).burstOf(10).thenOneEvery(Duration.ofMinutes(6))
 * }</pre>
 *
 * <p>The cooldown suppresses an alert whose type and labels are those of one delivered less than the cooldown ago; at
 * exactly the cooldown it passes again. The rate limits all alerts that agree in type, severity and the labels named
 * here. A rise in severity passes both, and a critical alert is limited by its cooldown alone. Immutable.
 */
public final class Throttle {
    private static final int DEFAULT_KEYS = 16_384;
    private static final int MOST_KEYS = 100_000_000;
    private static final Duration LONGEST_COOLDOWN = Duration.ofDays(366);

    private final List<String> keyLabels;
    private final Duration cooldown;
    private final @Nullable GcraLimit rate;
    private final int maxKeys;

    private Throttle(List<String> keyLabels, Duration cooldown, @Nullable GcraLimit rate, int maxKeys) {
        this.keyLabels = keyLabels;
        this.cooldown = cooldown;
        this.rate = rate;
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
        return new Throttle(List.of(names), Duration.ZERO, null, DEFAULT_KEYS);
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
        return new Throttle(keyLabels, duration, rate, maxKeys);
    }

    /**
     * Begins a rate limit: {@code burstOf(10).thenOneEvery(Duration.ofMinutes(6))}.
     *
     * @param burst how many alerts of one key pass at once, at least 1
     * @return the rest of the sentence
     */
    public Burst burstOf(int burst) {
        Check.atLeast(burst, 1, "burst");
        return interval -> new Throttle(keyLabels, cooldown, GcraLimit.of(burst, interval), maxKeys);
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
        return new Throttle(keyLabels, cooldown, rate, keys);
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
        return cooldown;
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
        return "Throttle[per type, severity" + (keyLabels.isEmpty() ? "" : ", " + String.join(", ", keyLabels))
                + "; cooldown " + cooldown + "; " + (rate == null ? "no rate" : rate) + "]";
    }
}
