package io.trimtab.risk.stop;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * How far an account is below its highest point within the latest hours or days: a loss that no midnight takes away.
 *
 * <pre>{@code
 * RollingLoss loss = RollingLoss.over(Duration.ofHours(24));
 * loss.observe(Instant.parse("2026-03-02T20:00:00Z"), 100_000);
 * loss.observe(Instant.parse("2026-03-03T01:00:00Z"), 97_000);
 * loss.currentLoss();   // 0.03, although a new day has begun
 * }</pre>
 *
 * <p>{@code 1 - v(t) / max v(s)} over s from t less the duration to t, with v the value of a unit of the account; what was last
 * seen before the window counts at its beginning, since the account was worth as much then. Exact: of the observations, only
 * those that a later one has exceeded are forgotten (a monotone queue), so memory is at most one entry for each observation of
 * the window, and O(1) amortised to observe. Thread-safe.
 */
public final class RollingLoss implements LossWindow {
    private final Duration duration;
    private final AccountUnits units;
    /** Falling values, each with the time of the observation that ended it; the last is in force and stands apart. */
    private final Deque<Ended> ended = new ArrayDeque<>();

    /**
     * A value that was in force until another was observed.
     *
     * @param until when the next observation was made
     * @param value of a unit of the account
     */
    public record Ended(Instant until, double value) {
        public Ended {
            Check.notNull(until, "until");
            Check.notNegative(value, "value");
        }
    }

    /**
     * What a rolling loss remembers, to go on with after a restart: a restart must not hide a loss.
     *
     * @param duration of the window
     * @param time of the last observation
     * @param equity last seen
     * @param units of the account, of which each deposit makes more, positive
     * @param higher values of the window above the last, oldest and highest first
     */
    public record Snapshot(Duration duration, Instant time, double equity, double units, List<Ended> higher) {
        public Snapshot {
            positive(duration);
            Check.notNull(time, "time");
            Check.finite(equity, "equity");
            Check.positive(units, "units");
            higher = Check.copy(higher, "higher");
            for (int i = 1; i < higher.size(); i++) {
                if (higher.get(i).until().isBefore(higher.get(i - 1).until())
                        || !(higher.get(i).value() <= higher.get(i - 1).value())) {
                    throw new IllegalArgumentException(
                            "higher[" + i + "] must be later and lower than the one before, was " + higher.get(i)
                                    + " after " + higher.get(i - 1));
                }
            }
        }
    }

    private RollingLoss(Duration duration, AccountUnits units) {
        this.duration = duration;
        this.units = units;
    }

    /**
     * A window without observations.
     *
     * @param duration how far it looks back, positive
     * @return the window
     * @throws IllegalArgumentException if the duration is not positive
     */
    public static RollingLoss over(Duration duration) {
        return new RollingLoss(positive(duration), new AccountUnits());
    }

    /**
     * A window as it was.
     *
     * @param snapshot what {@link #snapshot()} gave
     * @return a window that answers the same
     */
    public static RollingLoss restored(Snapshot snapshot) {
        Check.notNull(snapshot, "snapshot");
        RollingLoss loss = new RollingLoss(
                snapshot.duration(), new AccountUnits(snapshot.time(), snapshot.equity(), snapshot.units()));
        loss.ended.addAll(snapshot.higher());
        return loss;
    }

    private static Duration positive(Duration duration) {
        if (Check.notNull(duration, "duration").isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("duration must be positive, was " + duration);
        }
        return duration;
    }

    @Override
    public synchronized void observe(Instant time, double equity) {
        boolean first = units.isEmpty();
        double before = first ? 0 : units.value();
        units.observe(time, equity);
        if (!first) {
            ended.addLast(new Ended(time, before));
        }
        evict(time);
    }

    @Override
    public synchronized void moved(Instant time, double amount) {
        units.moved(time, amount);
        evict(time);
    }

    /** Drops what a later value has exceeded, and what ended before the window. */
    private void evict(Instant now) {
        double value = units.value();
        while (!ended.isEmpty() && ended.getLast().value() <= value) {
            ended.removeLast();
        }
        while (!ended.isEmpty()
                && Duration.between(ended.getFirst().until(), now).compareTo(duration) >= 0) {
            ended.removeFirst();
        }
    }

    @Override
    public synchronized double currentLoss() {
        double value = units.value();
        if (units.isLost()) {
            return 1;
        }
        double highest = ended.isEmpty() ? value : ended.getFirst().value();
        return (highest - value) / highest;
    }

    /**
     * What is remembered, for a restart.
     *
     * @return the window as a value
     * @throws IllegalStateException if nothing was observed yet
     */
    public synchronized Snapshot snapshot() {
        return new Snapshot(
                duration,
                units.last(),
                units.isLost() ? Math.min(0, units.equity()) : units.equity(),
                units.units(),
                new ArrayList<>(ended));
    }

    /**
     * How far the window looks back.
     *
     * @return the duration
     */
    public Duration duration() {
        return duration;
    }

    /** How many values are remembered. */
    synchronized int remembered() {
        return ended.size();
    }

    @Override
    public synchronized String toString() {
        return "RollingLoss[" + duration + (units.isEmpty() ? "" : ", " + currentLoss()) + "]";
    }
}
