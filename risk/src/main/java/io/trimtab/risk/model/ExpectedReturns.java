package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * What each asset of a universe is expected to return in one period: simple returns, finite.
 *
 * <pre>{@code
 * ExpectedReturns mu = MeanReturns.equallyWeighted().estimate(returns).annualised(PeriodsPerYear.DAILY);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ExpectedReturns implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The assets. */
    private final Universe universe;
    /** One return an asset. */
    private final double[] values;

    private ExpectedReturns(Universe universe, double[] values) {
        this.universe = universe;
        this.values = values;
    }

    /**
     * Expected returns in the order of a universe.
     *
     * @param universe the assets
     * @param values one finite return for each asset; copied
     * @return the expected returns
     * @throws IllegalArgumentException if the length differs or a value is not finite; the message names the asset
     */
    public static ExpectedReturns of(Universe universe, double... values) {
        Check.notNull(universe, "universe");
        double[] copy = Check.notNull(values, "expectedReturns").clone();
        Check.length(copy.length, universe.size(), "expectedReturns");
        for (int i = 0; i < copy.length; i++) {
            if (!Double.isFinite(copy[i])) {
                Check.finite(copy[i], "expected return of " + universe.id(i));
            }
        }
        return new ExpectedReturns(universe, copy);
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
     * The expected return at a position.
     *
     * @param index the asset's position
     * @return its simple return per period
     */
    public double get(int index) {
        return values[index];
    }

    /**
     * The expected return of an asset.
     *
     * @param id an asset of the universe
     * @return its simple return per period
     */
    public double of(String id) {
        return values[universe.indexOf(id)];
    }

    /**
     * All expected returns.
     *
     * @return a new array in the order of the universe
     */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * The expected return of a portfolio, cash earning nothing.
     *
     * @param weights weights over the same universe
     * @return the sum of weight times expected return
     * @throws IllegalArgumentException if the universes differ
     */
    public double of(Weights weights) {
        universe.requireSame(Check.notNull(weights, "weights").universe(), "weights");
        return Kernels.dot(values.length, weights.toArray(), 0, values, 0);
    }

    /**
     * These returns for a year, by multiplication: returns of one period are not compounded.
     *
     * @param periods how many of these periods make a year
     * @return the annual expected returns
     * @throws IllegalArgumentException if a value overflows
     */
    public ExpectedReturns annualised(PeriodsPerYear periods) {
        double factor = Check.notNull(periods, "periods").count();
        double[] out = values.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] *= factor;
        }
        return of(universe, out);
    }

    /**
     * These returns for a year, compounded: {@code (1 + r)^periods - 1}, as belongs to a geometric mean.
     *
     * @param periods how many of these periods make a year
     * @return the annual expected returns
     * @throws IllegalArgumentException if a return is below -1, or a value overflows
     */
    public ExpectedReturns compounded(PeriodsPerYear periods) {
        double count = Check.notNull(periods, "periods").count();
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            if (!(values[i] >= -1)) {
                throw new IllegalArgumentException("expected return of " + universe.id(i)
                        + " must be at least -1 to be compounded, was " + values[i]);
            }
            out[i] = StrictMath.expm1(count * StrictMath.log1p(values[i]));
        }
        return of(universe, out);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof ExpectedReturns that
                        && universe.equals(that.universe)
                        && Arrays.equals(values, that.values));
    }

    @Override
    public int hashCode() {
        return 31 * universe.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ExpectedReturns[");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(universe.id(i))
                    .append(String.format(Locale.ROOT, " %+.3g%%", 100 * values[i]));
        }
        return text.append(']').toString();
    }
}
