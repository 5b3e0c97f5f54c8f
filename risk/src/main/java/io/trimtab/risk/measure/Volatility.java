package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;

/**
 * Mean, volatility and downside deviation of a series of returns.
 *
 * <p>Deviations are taken from a mean summed in twice the precision, so that they keep their digits at any level; a series
 * that never moves has a volatility of exactly 0. All values per period unless the name says otherwise. O(T).
 */
public final class Volatility {
    private Volatility() {}

    /**
     * The volatility per period: the root of the mean squared deviation from the mean.
     *
     * @param returns simple returns, all finite
     * @param degreesOfFreedom whether the mean square divides by n - 1 or n
     * @return at least 0
     * @throws IllegalArgumentException if there are too few returns, one is not finite, or the result overflows
     */
    public static double of(double[] returns, DegreesOfFreedom degreesOfFreedom) {
        Check.allFinite(Check.notNull(returns, "returns"), "returns");
        Check.atLeast(
                returns.length,
                Check.notNull(degreesOfFreedom, "degreesOfFreedom").fewestObservations(),
                "number of returns");
        double mean = mean(returns);
        double squares = 0;
        for (double r : returns) {
            squares += (r - mean) * (r - mean);
        }
        return Check.finite(Math.sqrt(squares / degreesOfFreedom.divisor(returns.length)), "volatility");
    }

    /**
     * The volatility for a year: the volatility per period times the root of the periods, as if returns were
     * uncorrelated over time.
     *
     * @param returns simple returns, all finite
     * @param degreesOfFreedom whether the mean square divides by n - 1 or n
     * @param periods how many returns make a year
     * @return at least 0
     * @throws IllegalArgumentException if there are too few returns, one is not finite, or the result overflows
     */
    public static double annualised(double[] returns, DegreesOfFreedom degreesOfFreedom, PeriodsPerYear periods) {
        return of(returns, degreesOfFreedom)
                * Math.sqrt(Check.notNull(periods, "periods").count());
    }

    /**
     * The arithmetic mean.
     *
     * @param returns at least one simple return, all finite
     * @return the mean per period; of equal returns that return itself
     * @throws IllegalArgumentException if there is no return, one is not finite, or the result overflows
     */
    public static double mean(double[] returns) {
        Check.allFinite(Check.notNull(returns, "returns"), "returns");
        Check.atLeast(returns.length, 1, "number of returns");
        return Check.finite(Compensated.mean(returns.length, returns, 0), "mean of returns");
    }

    /**
     * The root of the mean squared shortfall below a minimum acceptable return.
     *
     * @param returns at least one simple return, all finite
     * @param minimumAcceptable the return below which a shortfall counts, per period
     * @param basis what the mean square divides by
     * @return at least 0; 0 when no return falls short
     * @throws IllegalArgumentException if there is no return, one is not finite, or the result overflows
     */
    public static double downside(double[] returns, double minimumAcceptable, DownsideBasis basis) {
        Check.allFinite(Check.notNull(returns, "returns"), "returns");
        Check.atLeast(returns.length, 1, "number of returns");
        Check.finite(minimumAcceptable, "minimumAcceptable");
        double squares = 0;
        int below = 0;
        for (double r : returns) {
            if (r < minimumAcceptable) {
                squares += (r - minimumAcceptable) * (r - minimumAcceptable);
                below++;
            }
        }
        int divisor = Check.notNull(basis, "basis").divisor(returns.length, below);
        return Check.finite(Math.sqrt(squares / divisor), "downside deviation");
    }
}
