package io.trimtab.alerts.route;

import io.trimtab.alerts.match.LabelSet;
import io.trimtab.core.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the alerts of a route are told together.
 *
 * <pre>{@code
 * Grouping.by("book", "metric").waiting(Duration.ofSeconds(30)).every(Duration.ofMinutes(5)).repeating(Duration.ofHours(4))
 * }</pre>
 *
 * <p>Alerts that agree in some labels make a group. The first alert of a group waits for company; after that a group is
 * told again at most once every interval and only if something changed, or if it was told so long ago that it is repeated.
 * Immutable.
 */
public final class Grouping {
    private static final Duration LONGEST = Duration.ofDays(366);

    /** The labels that must agree; null for all of them. */
    private final @Nullable List<String> labels;

    private final Duration wait;
    private final Duration interval;
    private final Duration repeat;

    private Grouping(@Nullable List<String> labels, Duration wait, Duration interval, Duration repeat) {
        this.labels = labels;
        this.wait = wait;
        this.interval = interval;
        this.repeat = repeat;
    }

    /**
     * Groups by the values of some labels; a label that is missing has the empty value. Without any, all alerts of the
     * route are one group. Waits 30 seconds, tells changes every 5 minutes and repeats every 4 hours unless changed.
     *
     * @param labels the names of the labels
     * @return the grouping
     */
    public static Grouping by(String... labels) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Check.notNull(labels, "labels").length; i++) {
            names.add(Check.notBlank(labels[i], "labels[" + i + "]"));
        }
        return defaults(List.copyOf(names));
    }

    /**
     * Puts each alert into a group of its own.
     *
     * @return the grouping, with the same times as {@link #by}
     */
    public static Grouping byAlert() {
        return defaults(null);
    }

    private static Grouping defaults(@Nullable List<String> labels) {
        return new Grouping(labels, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));
    }

    /**
     * Sets how long the first alert of a group waits for others.
     *
     * @param wait from 0 to 366 days
     * @return a changed copy
     */
    public Grouping waiting(Duration wait) {
        return new Grouping(labels, checked(wait, Duration.ZERO, "wait"), interval, repeat);
    }

    /**
     * Sets how long a group waits before it tells what changed.
     *
     * @param interval from 1 ms to 366 days
     * @return a changed copy
     */
    public Grouping every(Duration interval) {
        return new Grouping(labels, wait, checked(interval, Duration.ofMillis(1), "interval"), repeat);
    }

    /**
     * Sets after how long a group that still fires is told again although nothing changed. It is told at the first tick
     * of its interval after that.
     *
     * @param repeat from 1 ms to 366 days
     * @return a changed copy
     */
    public Grouping repeating(Duration repeat) {
        return new Grouping(labels, wait, interval, checked(repeat, Duration.ofMillis(1), "repeat"));
    }

    private static Duration checked(Duration value, Duration least, String name) {
        if (Check.notNull(value, name).compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be from " + least + " to " + LONGEST.toDays() + " days, was " + value);
        }
        return value;
    }

    /**
     * The labels that must agree within a group.
     *
     * @return their names; absent if each alert is a group of its own
     */
    public Optional<List<String>> labels() {
        return Optional.ofNullable(labels);
    }

    /**
     * The values that make the group of an alert.
     *
     * @param alert the alert's labels
     * @return a value for each label of the grouping
     * @throws IllegalStateException if each alert is a group of its own
     */
    public List<String> values(LabelSet alert) {
        if (labels == null) {
            throw new IllegalStateException("each alert is a group of its own: use its fingerprint");
        }
        if (labels.size() == 1) {
            return List.of(alert.value(labels.get(0)));
        }
        List<String> values = new ArrayList<>(labels.size());
        for (String label : labels) {
            values.add(alert.value(label));
        }
        return List.copyOf(values);
    }

    /**
     * How long the first alert of a group waits for others.
     *
     * @return the wait
     */
    public Duration waits() {
        return wait;
    }

    /**
     * How long a group waits before it tells what changed.
     *
     * @return the interval
     */
    public Duration interval() {
        return interval;
    }

    /**
     * After how long a group is told again although nothing changed.
     *
     * @return the time
     */
    public Duration repeats() {
        return repeat;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Grouping that
                && labels().equals(that.labels())
                && wait.equals(that.wait)
                && interval.equals(that.interval)
                && repeat.equals(that.repeat);
    }

    @Override
    public int hashCode() {
        return ((labels().hashCode() * 31 + wait.hashCode()) * 31 + interval.hashCode()) * 31 + repeat.hashCode();
    }

    @Override
    public String toString() {
        return "Grouping[by " + (labels == null ? "alert" : labels) + ", waits " + wait + ", every " + interval
                + ", repeats " + repeat + "]";
    }
}
