package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;

/**
 * How something has performed over a window of returns.
 *
 * @param observations the number of returns
 * @param annualReturn the mean simple return of a period times the periods of a year
 * @param annualVolatility the sample standard deviation of the returns times the square root of the periods of a year;
 *     NaN with fewer than two returns
 * @param sharpe annual return in excess of the risk-free rate over annual volatility; NaN if undefined: fewer than two
 *     returns, or returns that do not vary
 * @param drawdown the largest loss from a high, as a fraction of the high: 0.1 is 10%, never negative
 */
public record PerformanceFigures(
        int observations, double annualReturn, double annualVolatility, double sharpe, double drawdown) {
    /** Checks. */
    public PerformanceFigures {
        Check.atLeast(observations, 0, "observations");
        Check.finite(annualReturn, "annualReturn");
        if (annualVolatility < 0 || Double.isInfinite(annualVolatility)) {
            throw new IllegalArgumentException(
                    "annualVolatility must be at least 0 and finite, or NaN if undefined, was " + annualVolatility);
        }
        if (Double.isInfinite(sharpe)) {
            throw new IllegalArgumentException("sharpe must be finite, or NaN if undefined, was " + sharpe);
        }
        Check.notNegative(drawdown, "drawdown");
    }
}
