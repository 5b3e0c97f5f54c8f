package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Portfolio weights: for each asset of a universe, the fraction of equity it holds; negative when short.
 *
 * <p>They need not sum to one; what is missing is cash. Every weight is finite. Immutable and thread-safe.
 */
public final class Weights implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The assets. */
    private final Universe universe;
    /** One weight an asset. */
    private final double[] values;

    private Weights(Universe universe, double[] values) {
        this.universe = universe;
        this.values = values;
    }

    /**
     * Weights in the order of a universe.
     *
     * @param universe the assets
     * @param values one finite fraction of equity for each asset; copied
     * @return the weights
     * @throws IllegalArgumentException if the length differs or a value is not finite
     */
    public static Weights of(Universe universe, double... values) {
        Check.notNull(universe, "universe");
        double[] copy = Check.notNull(values, "weights").clone();
        Check.length(copy.length, universe.size(), "weights");
        for (int i = 0; i < copy.length; i++) {
            if (!Double.isFinite(copy[i])) {
                throw new IllegalArgumentException(
                        "weights[" + i + "] (" + universe.id(i) + ") must be finite, was " + copy[i]);
            }
            copy[i] += 0.0; // no negative zero: holding nothing is one thing
        }
        return new Weights(universe, copy);
    }

    /**
     * The same weight for each asset, summing to one.
     *
     * @param universe the assets
     * @return weights of {@code 1 / n}
     */
    public static Weights equal(Universe universe) {
        double[] values = new double[Check.notNull(universe, "universe").size()];
        Arrays.fill(values, 1.0 / universe.size());
        return new Weights(universe, values);
    }

    /**
     * Nothing held: all cash.
     *
     * @param universe the assets
     * @return weights of zero
     */
    public static Weights none(Universe universe) {
        return new Weights(
                universe, new double[Check.notNull(universe, "universe").size()]);
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
     * The weight at a position.
     *
     * @param index the asset's position in the universe
     * @return its fraction of equity
     */
    public double get(int index) {
        return values[Check.index(index, values.length, "index")];
    }

    /**
     * The weight of an asset.
     *
     * @param id an asset of the universe
     * @return its fraction of equity
     */
    public double of(String id) {
        return values[universe.indexOf(id)];
    }

    /**
     * All weights.
     *
     * @return a new array in the order of the universe
     */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * The net exposure.
     *
     * @return the sum of the weights
     */
    public double net() {
        double sum = 0;
        for (double w : values) {
            sum += w;
        }
        return sum;
    }

    /**
     * The gross exposure.
     *
     * @return the sum of the absolute weights
     */
    public double gross() {
        double sum = 0;
        for (double w : values) {
            sum += Math.abs(w);
        }
        return sum;
    }

    /**
     * The two-sided turnover from here to other weights.
     *
     * @param target weights over the same universe
     * @return the sum of the absolute differences
     * @throws IllegalArgumentException if the universes differ
     */
    public double turnoverTo(Weights target) {
        universe.requireSame(Check.notNull(target, "target").universe, "target");
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Math.abs(target.values[i] - values[i]);
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Weights that
                        && universe.equals(that.universe)
                        && Arrays.equals(values, that.values));
    }

    @Override
    public int hashCode() {
        return 31 * universe.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Weights[");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ").append(universe.id(i)).append('=').append(values[i]);
        }
        return text.append(']').toString();
    }
}
