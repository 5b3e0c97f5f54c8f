package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The market at one moment: for each asset its price, and its volume and spread where they are known.
 *
 * <pre>{@code
 * MarketSnapshot now = MarketSnapshot.of(universe, instant, prices).withSpreads(spreads);
 * OptionalDouble cost = now.spread(0); // empty if the source does not tell
 * }</pre>
 *
 * <p>A price is positive and finite. A volume is what was traded in the last session, in units of the asset. A spread
 * is ask less bid as a fraction of the price: {@code 0.001} is ten basis points. Immutable and thread-safe.
 */
public final class MarketSnapshot {
    private final Universe universe;
    private final Instant asOf;
    private final double[] prices;
    /** NaN where unknown. */
    private final double[] volumes;
    /** NaN where unknown. */
    private final double[] spreads;

    private MarketSnapshot(Universe universe, Instant asOf, double[] prices, double[] volumes, double[] spreads) {
        this.universe = universe;
        this.asOf = asOf;
        this.prices = prices;
        this.volumes = volumes;
        this.spreads = spreads;
    }

    /**
     * A snapshot of prices, with no volume or spread known.
     *
     * @param universe the assets
     * @param asOf the moment at which all of this was known
     * @param prices one positive, finite price for each asset; copied
     * @return the snapshot
     * @throws IllegalArgumentException if the length differs or a price is not positive and finite
     */
    public static MarketSnapshot of(Universe universe, Instant asOf, double[] prices) {
        Check.notNull(universe, "universe");
        Check.notNull(asOf, "asOf");
        double[] copy = Check.notNull(prices, "prices").clone();
        Check.length(copy.length, universe.size(), "prices");
        for (int i = 0; i < copy.length; i++) {
            Check.positive(copy[i], "price of " + universe.id(i));
        }
        double[] unknown = new double[copy.length];
        Arrays.fill(unknown, Double.NaN);
        return new MarketSnapshot(universe, asOf, copy, unknown, unknown);
    }

    /**
     * This snapshot with volumes.
     *
     * @param units units traded in the last session, at least 0, for each asset; NaN where unknown; copied
     * @return another snapshot
     * @throws IllegalArgumentException if the length differs or a volume is negative or infinite
     */
    public MarketSnapshot withVolumes(double[] units) {
        return new MarketSnapshot(universe, asOf, prices, optional(units, "volume"), spreads);
    }

    /**
     * This snapshot with spreads.
     *
     * @param fractions ask less bid as a fraction of the price, at least 0, for each asset; NaN where unknown; copied
     * @return another snapshot
     * @throws IllegalArgumentException if the length differs or a spread is negative or infinite
     */
    public MarketSnapshot withSpreads(double[] fractions) {
        return new MarketSnapshot(universe, asOf, prices, volumes, optional(fractions, "spread"));
    }

    private double[] optional(double[] values, String name) {
        double[] copy = Check.notNull(values, name + "s").clone();
        Check.length(copy.length, universe.size(), name + "s");
        for (int i = 0; i < copy.length; i++) {
            if (!Double.isNaN(copy[i])) {
                Check.notNegative(copy[i], name + " of " + universe.id(i));
            }
        }
        return copy;
    }

    /**
     * The assets.
     *
     * @return the universe
     */
    public Universe universe() {
        return universe;
    }

    /**
     * The moment at which all of this was known.
     *
     * @return an instant
     */
    public Instant asOf() {
        return asOf;
    }

    /**
     * The price of an asset.
     *
     * @param index its position in the universe
     * @return positive and finite
     */
    public double price(int index) {
        return prices[Check.index(index, prices.length, "index")];
    }

    /**
     * All prices.
     *
     * @return a new array in the order of the universe
     */
    public double[] prices() {
        return prices.clone();
    }

    /**
     * The volume of an asset.
     *
     * @param index its position in the universe
     * @return units traded in the last session; empty if unknown
     */
    public OptionalDouble volume(int index) {
        return known(volumes[Check.index(index, volumes.length, "index")]);
    }

    /**
     * The spread of an asset.
     *
     * @param index its position in the universe
     * @return ask less bid as a fraction of the price; empty if unknown
     */
    public OptionalDouble spread(int index) {
        return known(spreads[Check.index(index, spreads.length, "index")]);
    }

    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof MarketSnapshot that
                        && universe.equals(that.universe)
                        && asOf.equals(that.asOf)
                        && Arrays.equals(prices, that.prices)
                        && Arrays.equals(volumes, that.volumes)
                        && Arrays.equals(spreads, that.spreads));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * universe.hashCode() + asOf.hashCode()) + Arrays.hashCode(prices);
    }

    @Override
    public String toString() {
        return "MarketSnapshot[" + universe.size() + " assets at " + asOf + "]";
    }
}
