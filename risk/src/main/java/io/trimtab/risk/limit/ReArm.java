package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import java.time.Duration;

/**
 * When a limit that was exceeded counts as kept again.
 *
 * <p>A limit trips when what is held exceeds its bound. Tripped, it lets no order through that may raise what it measures,
 * whatever its bound; re-armed, its bound applies again. Without a band a measure on its bound would trip and re-arm with
 * every tick.
 *
 * <pre>{@code
 * ReArm.belowBand(0.1);                                  // exceeded at 10%, kept again from below 9%
 * ReArm.belowBand(0.1).andAcknowledged();                // and somebody has said so
 * ReArm.belowBand(0.1).after(Duration.ofMinutes(30));    // and for half an hour without interruption
 * }</pre>
 *
 * <p>In every policy the measure must be below {@code bound x (1 - band)}, or at most 0. Immutable and thread-safe.
 */
public final class ReArm {
    private static final double NO_BAND = 0;

    /** What it takes besides being below the band. */
    enum Condition {
        NONE,
        ELAPSED,
        ACKNOWLEDGED
    }

    private final double band;
    private final Condition condition;
    private final Duration coolDown;

    private ReArm(double band, Condition condition, Duration coolDown) {
        this.band = band;
        this.condition = condition;
        this.coolDown = coolDown;
    }

    /**
     * As soon as the measure is within its bound.
     *
     * @return a policy without a band
     */
    public static ReArm immediately() {
        return new ReArm(NO_BAND, Condition.NONE, Duration.ZERO);
    }

    /**
     * As soon as the measure is below the bound by a band.
     *
     * @param band a fraction of the bound, from 0 to below 1
     * @return the policy
     * @throws IllegalArgumentException if the band is out of range
     */
    public static ReArm belowBand(double band) {
        if (!(band >= 0 && band < 1)) {
            throw new IllegalArgumentException("band must be from 0 to below 1, was " + band);
        }
        return new ReArm(band, Condition.NONE, Duration.ZERO);
    }

    /**
     * The same band, and only when the measure has been below it for a time without interruption.
     *
     * @param time positive, in whole milliseconds
     * @return the policy
     * @throws IllegalArgumentException if the time is not at least a millisecond
     */
    public ReArm after(Duration time) {
        if (Check.notNull(time, "time").toMillis() < 1) {
            throw new IllegalArgumentException("time must be at least a millisecond, was " + time);
        }
        return new ReArm(band, Condition.ELAPSED, time);
    }

    /**
     * The same band, and only when somebody has acknowledged the breach.
     *
     * @return the policy
     */
    public ReArm andAcknowledged() {
        return new ReArm(band, Condition.ACKNOWLEDGED, Duration.ZERO);
    }

    /**
     * How far below its bound a measure must fall.
     *
     * @return a fraction of the bound
     */
    public double band() {
        return band;
    }

    /** Whether a measure is low enough. */
    boolean isLow(double measured, Limit limit) {
        double level = limit.bound() * (1 - band);
        return band == NO_BAND ? measured <= limit.slackBound() : measured < level || measured <= 0;
    }

    /** Whether a guard may re-arm that has been low since a time, in milliseconds. */
    boolean permits(long lowSince, long now, boolean acknowledged) {
        return switch (condition) {
            case NONE -> true;
            case ELAPSED -> now - lowSince >= coolDown.toMillis();
            case ACKNOWLEDGED -> acknowledged;
        };
    }

    @Override
    public String toString() {
        String low = band == NO_BAND ? "within the bound" : Text.percent(band) + " below the bound";
        return switch (condition) {
            case NONE -> low;
            case ELAPSED -> low + " for " + coolDown;
            case ACKNOWLEDGED -> low + " and acknowledged";
        };
    }
}
