package io.trimtab.risk.stop;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stops of a position, before it is opened.
 *
 * <pre>{@code
 * StopPlan plan = StopPlan.fixed(StopDistance.fraction(0.05))
 *         .trailing(StopDistance.averageRanges(3))
 *         .breakEvenAfter(StopDistance.fraction(0.04))
 *         .closingAfter(Duration.ofDays(20));
 * StopState state = plan.open(PositionSide.LONG, 100, now, averageRange);
 * }</pre>
 *
 * <ul>
 *   <li>fixed: at a distance from the entry;
 *   <li>trailing: at a distance from the best price since the entry;
 *   <li>break-even: at the entry, or a little better, once the position has gained so much;
 *   <li>time: at the first open at or after so long a time, whatever the price.
 * </ul>
 *
 * <p>No level ever moves away from the price. Immutable and thread-safe.
 */
public final class StopPlan {
    private static final int USUAL_AVERAGE = 14;
    private static final Duration LONGEST = Duration.ofDays(365_000);

    private final @Nullable StopDistance fixed;
    private final @Nullable StopDistance trailing;
    private final @Nullable StopDistance breakEven;
    private final double breakEvenOffset;
    private final @Nullable Duration longest;
    private final int averaged;

    private StopPlan(
            @Nullable StopDistance fixed,
            @Nullable StopDistance trailing,
            @Nullable StopDistance breakEven,
            double breakEvenOffset,
            @Nullable Duration longest,
            int averaged) {
        this.fixed = fixed;
        this.trailing = trailing;
        this.breakEven = breakEven;
        this.breakEvenOffset = breakEvenOffset;
        this.longest = longest;
        this.averaged = averaged;
    }

    /**
     * A stop that stays where it is.
     *
     * @param fromEntry how far from the entry
     * @return the plan
     */
    public static StopPlan fixed(StopDistance fromEntry) {
        return new StopPlan(Check.notNull(fromEntry, "fromEntry"), null, null, 0, null, USUAL_AVERAGE);
    }

    /**
     * No stop yet; only for plans that go on with others.
     *
     * @return a plan that never closes anything
     */
    public static StopPlan none() {
        return new StopPlan(null, null, null, 0, null, USUAL_AVERAGE);
    }

    /**
     * The same with a stop that follows the best price.
     *
     * @param fromBest how far from it
     * @return the plan
     */
    public StopPlan trailing(StopDistance fromBest) {
        return new StopPlan(fixed, Check.notNull(fromBest, "fromBest"), breakEven, breakEvenOffset, longest, averaged);
    }

    /**
     * The same with a stop at the entry, once the position has gained.
     *
     * @param gain how far the best price must be from the entry
     * @return the plan
     */
    public StopPlan breakEvenAfter(StopDistance gain) {
        return breakEvenAfter(gain, 0);
    }

    /**
     * The same with a stop a little better than the entry, to pay for costs, once the position has gained.
     *
     * @param gain how far the best price must be from the entry
     * @param offset how much better than the entry, as a fraction of it, from 0 to below 1
     * @return the plan
     * @throws IllegalArgumentException if the offset is out of range
     */
    public StopPlan breakEvenAfter(StopDistance gain, double offset) {
        Check.notNull(gain, "gain");
        if (!(offset >= 0 && offset < 1)) {
            throw new IllegalArgumentException("offset must be from 0 to below 1, was " + offset);
        }
        return new StopPlan(fixed, trailing, gain, offset, longest, averaged);
    }

    /**
     * The same for a limited time.
     *
     * @param time since the entry, positive, at most 1,000 years
     * @return the plan
     * @throws IllegalArgumentException if the time is out of range
     */
    public StopPlan closingAfter(Duration time) {
        Check.notNull(time, "time");
        if (time.isZero() || time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("time must be positive and at most " + LONGEST + ", was " + time);
        }
        return new StopPlan(fixed, trailing, breakEven, breakEvenOffset, time, averaged);
    }

    /**
     * The same with another memory of the average true range: each bar's true range counts {@code 1 / bars}, as in J. W.
     * Wilder, "New Concepts in Technical Trading Systems", 1978. 14 unless said otherwise.
     *
     * @param bars at least 1
     * @return the plan
     * @throws IllegalArgumentException if bars is less than 1
     */
    public StopPlan averagingRangesOver(int bars) {
        return new StopPlan(fixed, trailing, breakEven, breakEvenOffset, longest, Check.atLeast(bars, 1, "bars"));
    }

    /**
     * Opens a position whose stops do not depend on the average true range.
     *
     * @param side long or short
     * @param price at which it was entered, positive
     * @param time when
     * @return the position's stops
     * @throws IllegalArgumentException if the price is not positive, a distance is in average ranges, or a stop is out of
     *     reach: at or below zero
     */
    public StopState open(PositionSide side, double price, Instant time) {
        return opened(side, price, time, Double.NaN);
    }

    /**
     * Opens a position.
     *
     * @param side long or short
     * @param price at which it was entered, positive
     * @param time when
     * @param averageRange the average true range of the bars before, positive
     * @return the position's stops
     * @throws IllegalArgumentException if a number is not positive or a stop is out of reach: at or below zero
     */
    public StopState open(PositionSide side, double price, Instant time, double averageRange) {
        return opened(side, price, time, Check.positive(averageRange, "averageRange"));
    }

    private StopState opened(PositionSide side, double price, Instant time, double averageRange) {
        Check.notNull(side, "side");
        Check.positive(price, "price");
        Check.notNull(time, "time");
        if (Double.isNaN(averageRange) && (needsRange(fixed) || needsRange(trailing) || needsRange(breakEven))) {
            throw new IllegalArgumentException(
                    "a stop by average ranges needs the average range of the bars before the entry: give it to open");
        }
        return StopState.opened(this, side, price, time, averageRange);
    }

    private static boolean needsRange(@Nullable StopDistance distance) {
        return distance != null && distance.needsRange();
    }

    @Nullable
    StopDistance fixedDistance() {
        return fixed;
    }

    @Nullable
    StopDistance trailingDistance() {
        return trailing;
    }

    @Nullable
    StopDistance breakEvenGain() {
        return breakEven;
    }

    double breakEvenOffset() {
        return breakEvenOffset;
    }

    @Nullable
    Duration longest() {
        return longest;
    }

    int averaged() {
        return averaged;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("StopPlan[");
        text.append(fixed == null ? "not fixed" : "fixed " + fixed);
        text.append(trailing == null ? "" : ", trailing " + trailing);
        text.append(breakEven == null ? "" : ", break-even after " + breakEven);
        text.append(longest == null ? "" : ", at most " + longest);
        return text.append(']').toString();
    }
}
