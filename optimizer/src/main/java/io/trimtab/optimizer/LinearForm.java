package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a {@link Constraint} means: bounds on single assets and linear rows over all of them.
 *
 * <p>Bounds of several constraints on one asset hold together: the tightest one counts, and its constraint is the one
 * that gets the price. Not thread-safe; it lives only while a problem is being read.
 */
public final class LinearForm {
    private final Universe universe;
    private final double[] lower;
    private final double[] upper;
    private final int[] lowerOwner;
    private final int[] upperOwner;
    private final List<Row> rows = new ArrayList<>();
    private final List<Bound> bounds = new ArrayList<>();
    private int owner;
    private String ownerName = "";
    private int skipped = -1;
    private boolean skippedUpper;

    /** A row: lower <= coefficients'w <= upper. */
    static final class Row {
        private final int owner;
        private final double[] coefficients;
        private final double lower;
        private final double upper;

        Row(int owner, double[] coefficients, double lower, double upper) {
            this.owner = owner;
            this.coefficients = coefficients;
            this.lower = lower;
            this.upper = upper;
        }

        int owner() {
            return owner;
        }

        /** Not copied: nobody writes there. */
        double[] coefficients() {
            return coefficients;
        }

        double lower() {
            return lower;
        }

        double upper() {
            return upper;
        }
    }

    /** A bound as it was given. */
    record Bound(int owner, int asset, double value, boolean isUpper) {}

    /** The constraint whose bounds are moved outwards, and by how much. */
    private final int relaxed;

    private final double by;

    LinearForm(Universe universe) {
        this(universe, -1, 0);
    }

    LinearForm(Universe universe, int relaxed, double by) {
        this.universe = universe;
        this.relaxed = relaxed;
        this.by = by;
        int n = universe.size();
        lower = new double[n];
        upper = new double[n];
        lowerOwner = new int[n];
        upperOwner = new int[n];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        Arrays.fill(lowerOwner, -1);
        Arrays.fill(upperOwner, -1);
    }

    /** Bounds on one side of this asset do not count until told otherwise; -1 for none. */
    void skip(int asset, boolean isUpper) {
        skipped = asset;
        skippedUpper = isUpper;
    }

    private boolean skips(int asset, boolean isUpper) {
        return asset == skipped && isUpper == skippedUpper;
    }

    /** What follows belongs to this constraint. */
    void speaking(int index, String name) {
        owner = index;
        ownerName = name;
    }

    /**
     * Bounds the weight of one asset from below.
     *
     * @param asset its position
     * @param weight the smallest weight allowed, finite
     */
    public void atLeast(int asset, double weight) {
        Check.finite(weight, "lower bound of " + universe.id(asset) + " in \"" + ownerName + "\"");
        if (skips(asset, false)) {
            return;
        }
        bounds.add(new Bound(owner, asset, weight, false));
        double bound = owner == relaxed ? weight - by : weight + 0.0;
        if (bound > lower[asset]) {
            lower[asset] = bound;
            lowerOwner[asset] = owner;
        }
    }

    /**
     * Bounds the weight of one asset from above.
     *
     * @param asset its position
     * @param weight the largest weight allowed, finite
     */
    public void atMost(int asset, double weight) {
        Check.finite(weight, "upper bound of " + universe.id(asset) + " in \"" + ownerName + "\"");
        if (skips(asset, true)) {
            return;
        }
        bounds.add(new Bound(owner, asset, weight, true));
        double bound = owner == relaxed ? weight + by : weight + 0.0;
        if (bound < upper[asset]) {
            upper[asset] = bound;
            upperOwner[asset] = owner;
        }
    }

    /**
     * Bounds a linear combination of the weights.
     *
     * @param coefficients one finite number for each asset; copied
     * @param low the smallest value allowed, or negative infinity
     * @param high the largest value allowed, or infinity; equal to {@code low} for an equation
     * @throws IllegalArgumentException if a coefficient is not finite, a bound is NaN or the bounds are out of order
     */
    public void row(double[] coefficients, double low, double high) {
        Check.length(coefficients.length, universe.size(), "coefficients of \"" + ownerName + "\"");
        for (int j = 0; j < coefficients.length; j++) {
            if (!Double.isFinite(coefficients[j])) {
                throw new IllegalArgumentException("coefficient of " + universe.id(j) + " in \"" + ownerName
                        + "\" must be finite, was " + coefficients[j]);
            }
        }
        if (!(low <= high) || low == Double.POSITIVE_INFINITY || high == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("bounds of \"" + ownerName + "\" must be in order, lower <= upper, were "
                    + Numbers.text(low) + " and " + Numbers.text(high));
        }
        double margin = owner == relaxed ? by : 0;
        rows.add(new Row(owner, coefficients.clone(), low - margin, high + margin));
    }

    double[] lower() {
        return lower;
    }

    double[] upper() {
        return upper;
    }

    int lowerOwner(int asset) {
        return lowerOwner[asset];
    }

    int upperOwner(int asset) {
        return upperOwner[asset];
    }

    List<Row> rows() {
        return rows;
    }

    List<Bound> bounds() {
        return bounds;
    }
}
