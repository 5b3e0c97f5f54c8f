package io.trimtab.risk.stop;

import io.trimtab.core.check.Check;

/**
 * How far a stop is from a price.
 *
 * <p>Immutable and thread-safe.
 */
public final class StopDistance {
    private enum Unit {
        FRACTION,
        AMOUNT,
        RANGES
    }

    private final Unit unit;
    private final double size;

    private StopDistance(Unit unit, double size) {
        this.unit = unit;
        this.size = size;
    }

    /**
     * A fraction of the price that it is measured from.
     *
     * @param fraction above 0 and below 1: 0.05 puts the stop of a long at 95% of the price, that of a short at 105%
     * @return the distance
     * @throws IllegalArgumentException if the fraction is out of range
     */
    public static StopDistance fraction(double fraction) {
        return new StopDistance(Unit.FRACTION, Check.strictlyWithin(fraction, 0, 1, "fraction"));
    }

    /**
     * An amount of the price's currency.
     *
     * @param amount positive
     * @return the distance
     * @throws IllegalArgumentException if the amount is not positive and finite
     */
    public static StopDistance amount(double amount) {
        return new StopDistance(Unit.AMOUNT, Check.positive(amount, "amount"));
    }

    /**
     * A multiple of the average true range, which is wide when the market moves much; see {@link StopPlan#averagingRangesOver}.
     *
     * @param multiple positive; 3 is usual (C. Le Beau's chandelier exit)
     * @return the distance
     * @throws IllegalArgumentException if the multiple is not positive and finite
     */
    public static StopDistance averageRanges(double multiple) {
        return new StopDistance(Unit.RANGES, Check.positive(multiple, "multiple"));
    }

    boolean needsRange() {
        return unit == Unit.RANGES;
    }

    /** In units of the price. */
    double from(double price, double averageRange) {
        return switch (unit) {
            case FRACTION -> size * price;
            case AMOUNT -> size;
            case RANGES -> size * averageRange;
        };
    }

    @Override
    public String toString() {
        return switch (unit) {
            case FRACTION -> 100 * size + "%";
            case AMOUNT -> String.valueOf(size);
            case RANGES -> size + " average ranges";
        };
    }
}
