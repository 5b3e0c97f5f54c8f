package io.trimtab.risk.volatility;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;
import java.util.Locale;

/**
 * Expected variances of the next returns.
 *
 * <pre>{@code
 * VolatilityForecast ahead = fit.forecast(10);
 * double inTenDays = ahead.volatility(10);        // of the tenth day alone
 * double overTenDays = ahead.horizonVolatility(); // of the ten days together
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class VolatilityForecast {
    private final double[] variances;

    private VolatilityForecast(double[] variances) {
        this.variances = variances;
    }

    /**
     * A forecast.
     *
     * @param variances the expected variance of each of the next returns, nearest first, at least 0; copied
     * @return the forecast
     * @throws IllegalArgumentException if there is none, or one is negative or not finite
     */
    public static VolatilityForecast of(double... variances) {
        double[] copy = Check.notNull(variances, "variances").clone();
        Check.atLeast(copy.length, 1, "number of variances");
        for (int k = 0; k < copy.length; k++) {
            Check.notNegative(copy[k], "variances[" + k + "]");
        }
        return new VolatilityForecast(copy);
    }

    /**
     * How far the forecast reaches.
     *
     * @return the number of periods, at least 1
     */
    public int steps() {
        return variances.length;
    }

    /**
     * The expected variance of one return.
     *
     * @param step how many periods ahead, from 1
     * @return at least 0
     */
    public double variance(int step) {
        return variances[Check.index(step - 1, variances.length, "step - 1")];
    }

    /**
     * The root of the expected variance of one return.
     *
     * @param step how many periods ahead, from 1
     * @return at least 0
     */
    public double volatility(int step) {
        return Math.sqrt(variance(step));
    }

    /**
     * The volatility of the sum of all these returns, which are uncorrelated.
     *
     * @return the root of the sum of the variances
     */
    public double horizonVolatility() {
        return Math.sqrt(Kernels.sum(variances.length, variances, 0));
    }

    /**
     * All variances.
     *
     * @return a new array, nearest first
     */
    public double[] toArray() {
        return variances.clone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof VolatilityForecast that && Arrays.equals(variances, that.variances));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(variances);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "VolatilityForecast[%d steps, %.4g to %.4g]", steps(), volatility(1), volatility(steps()));
    }
}
