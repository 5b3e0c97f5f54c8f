package io.trimtab.risk.stop;

import io.trimtab.core.check.Check;
import io.trimtab.risk.stop.StopOutcome.Holding;
import io.trimtab.risk.stop.StopOutcome.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The stops of an open position: a value, and one pure step a bar.
 *
 * <pre>{@code
 * StopOutcome outcome = state.next(bar);
 * if (outcome instanceof StopOutcome.Stopped stopped) {
 *     stopped.rule();      // TRAILING
 *     stopped.price();     // the open, where it was beyond the level
 * } else if (outcome instanceof StopOutcome.Holding holding) {
 *     state = holding.state();
 * }
 * }</pre>
 *
 * <p>What happens within a bar, for a long (a short is its mirror image):
 *
 * <ol>
 *   <li>An open at or below the tightest level closes the position at the open. Otherwise, if its time is up, at the open too.
 *   <li>A low at or below that level closes it at the level. Levels are those of the bars before: whether the high came first is
 *       not known.
 *   <li>A close at or below the level that this bar's own high has set closes it at that level: the price has passed it on its
 *       way from the high.
 *   <li>Otherwise levels follow the high and the new average range, up only.
 * </ol>
 *
 * <p>Immutable and thread-safe; O(1).
 */
public final class StopState {
    private final StopPlan plan;
    private final PositionSide side;
    private final double entry;
    private final Instant opened;
    private final Instant seen;
    /** Prices times the sign of the side, so that more is better; minus infinity for a stop that is not there. */
    private final double best;

    private final double fixed;
    private final double breakEven;
    private final double trailing;
    private final double lastClose;
    /** NaN if not given. */
    private final double averageRange;

    private StopState(
            StopPlan plan,
            PositionSide side,
            double entry,
            Instant opened,
            Instant seen,
            double best,
            double fixed,
            double breakEven,
            double trailing,
            double lastClose,
            double averageRange) {
        this.plan = plan;
        this.side = side;
        this.entry = entry;
        this.opened = opened;
        this.seen = seen;
        this.best = best;
        this.fixed = fixed;
        this.breakEven = breakEven;
        this.trailing = trailing;
        this.lastClose = lastClose;
        this.averageRange = averageRange;
    }

    static StopState opened(StopPlan plan, PositionSide side, double entry, Instant time, double averageRange) {
        double x = side.sign() * entry;
        double fixed = level(x, plan.fixedDistance(), averageRange);
        double trailing = level(x, plan.trailingDistance(), averageRange);
        return new StopState(
                plan,
                side,
                entry,
                time,
                time,
                x,
                reachable(side, fixed, "fixed"),
                Double.NEGATIVE_INFINITY,
                reachable(side, trailing, "trailing"),
                entry,
                averageRange);
    }

    private static double reachable(PositionSide side, double x, String what) {
        if (side == PositionSide.LONG && x <= 0 && x > Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    what + " stop must be above 0, was " + x + ": it would never close the position");
        }
        return x;
    }

    /** A level at a distance from a mirrored price. */
    private static double level(double x, @Nullable StopDistance distance, double averageRange) {
        return distance == null ? Double.NEGATIVE_INFINITY : x - distance.from(Math.abs(x), averageRange);
    }

    /**
     * The position after a bar.
     *
     * @param bar the prices, or a {@link PriceBar#tick}; not before the last
     * @return whether it was closed, and the new stops if not
     * @throws IllegalArgumentException if the bar is earlier than the last
     */
    public StopOutcome next(PriceBar bar) {
        if (Check.notNull(bar, "bar").time().isBefore(seen)) {
            throw new IllegalArgumentException("bar must not be before the last of " + seen + ", was of " + bar.time());
        }
        double open = side.sign() * bar.open();
        if (open <= tightest()) {
            return stopped(bar, open);
        }
        Duration longest = plan.longest();
        if (longest != null && Duration.between(opened, bar.time()).compareTo(longest) >= 0) {
            return new Stopped(StopRule.TIME, List.of(), bar.time(), bar.open(), bar.open(), 0, gain(bar.open()));
        }
        if (Math.min(side.sign() * bar.low(), side.sign() * bar.high()) <= tightest()) {
            return stopped(bar, tightest());
        }
        StopState followed = followed(bar);
        if (side.sign() * bar.close() <= followed.tightest()) {
            return followed.stopped(bar, followed.tightest());
        }
        return new Holding(followed.ranged(bar));
    }

    /** After the best price of a bar, with the average range of the bars before. */
    private StopState followed(PriceBar bar) {
        double top = Math.max(best, Math.max(side.sign() * bar.low(), side.sign() * bar.high()));
        StopDistance gain = plan.breakEvenGain();
        double x = side.sign() * entry;
        boolean armed = gain != null && top >= x + gain.from(entry, averageRange);
        double even = armed ? x + plan.breakEvenOffset() * entry : Double.NEGATIVE_INFINITY;
        // a break-even above what was gained would close the position for having gained
        double kept = Math.max(breakEven, even < top ? even : Double.NEGATIVE_INFINITY);
        return with(bar.time(), top, kept, Math.max(trailing, level(top, plan.trailingDistance(), averageRange)));
    }

    /** With the average range after a bar, and what it tightens. */
    private StopState ranged(PriceBar bar) {
        if (Double.isNaN(averageRange)) {
            return new StopState(
                    plan, side, entry, opened, seen, best, fixed, breakEven, trailing, bar.close(), averageRange);
        }
        double range = Math.max(bar.high(), lastClose) - Math.min(bar.low(), lastClose);
        double average = averageRange + (range - averageRange) / plan.averaged();
        double follows = Math.max(trailing, level(best, plan.trailingDistance(), average));
        return new StopState(plan, side, entry, opened, seen, best, fixed, breakEven, follows, bar.close(), average);
    }

    private StopState with(Instant time, double top, double even, double follows) {
        return new StopState(plan, side, entry, opened, time, top, fixed, even, follows, lastClose, averageRange);
    }

    private Stopped stopped(PriceBar bar, double x) {
        double level = tightest();
        List<StopRule> fired = new ArrayList<>();
        StopRule first = fixed == level ? StopRule.FIXED : breakEven == level ? StopRule.BREAK_EVEN : StopRule.TRAILING;
        for (StopRule rule : StopRule.values()) {
            if (rule != first && mirrored(rule) >= x) {
                fired.add(rule);
            }
        }
        double price = side.sign() * x;
        return new Stopped(first, fired, bar.time(), side.sign() * level, price, level - x, gain(price));
    }

    private double mirrored(StopRule rule) {
        return switch (rule) {
            case FIXED -> fixed;
            case BREAK_EVEN -> breakEven;
            case TRAILING -> trailing;
            case TIME -> Double.NEGATIVE_INFINITY;
        };
    }

    private double tightest() {
        return Math.max(fixed, Math.max(breakEven, trailing));
    }

    private double gain(double price) {
        return side.sign() * (price - entry) / entry;
    }

    /**
     * The same with a tighter fixed stop.
     *
     * @param level the new price, positive, at least as near as the fixed stop is now
     * @return the stops
     * @throws IllegalArgumentException if the level is looser than the fixed stop: stops are never loosened
     */
    public StopState tightenedTo(double level) {
        double x = side.sign() * Check.positive(level, "level");
        if (x < fixed) {
            throw new IllegalArgumentException(
                    "level must be no looser than the fixed stop at " + side.sign() * fixed + ", was " + level);
        }
        return new StopState(plan, side, entry, opened, seen, best, x, breakEven, trailing, lastClose, averageRange);
    }

    /**
     * The level of one stop.
     *
     * @param rule which; the time stop has none
     * @return a price; empty for a stop that is not in the plan, or a break-even that is not armed yet
     */
    public OptionalDouble level(StopRule rule) {
        double x = mirrored(Check.notNull(rule, "rule"));
        return x == Double.NEGATIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(side.sign() * x);
    }

    /**
     * The tightest level: where the position will be closed next.
     *
     * @return a price; empty if there is no stop by price
     */
    public OptionalDouble level() {
        double x = tightest();
        return x == Double.NEGATIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(side.sign() * x);
    }

    /**
     * Which way the position gains.
     *
     * @return long or short
     */
    public PositionSide side() {
        return side;
    }

    /**
     * At what the position was entered.
     *
     * @return a price
     */
    public double entry() {
        return entry;
    }

    /**
     * The best price since the entry.
     *
     * @return the highest for a long, the lowest for a short
     */
    public double best() {
        return side.sign() * best;
    }

    /**
     * When the last bar was.
     *
     * @return the time of the last bar, or of the entry
     */
    public Instant lastSeen() {
        return seen;
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("StopState[").append(side).append(" from ").append(entry);
        for (StopRule rule : StopRule.values()) {
            level(rule)
                    .ifPresent(price ->
                            text.append(", ").append(rule).append(" at ").append(price));
        }
        return text.append(']').toString();
    }
}
