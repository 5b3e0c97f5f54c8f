package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;

/**
 * What the numbers of a {@link PerformanceSummary} mean: said once, then used for every series.
 *
 * <pre>{@code
 * PerformanceSummary summary = PerformanceConvention.of(PeriodsPerYear.DAILY)
 *         .withRiskFree(RiskFreeRate.perYear(0.02))
 *         .measure(returns);
 * }</pre>
 *
 * @param periods how many returns make a year
 * @param degreesOfFreedom the divisor of the volatility; by default n - 1
 * @param riskFree what the Sharpe ratio is over; by default 0
 * @param minimumAcceptable the return per period below which the Sortino ratio counts a shortfall; by default 0
 * @param downside the divisor of the downside deviation; by default all observations
 */
public record PerformanceConvention(
        PeriodsPerYear periods,
        DegreesOfFreedom degreesOfFreedom,
        RiskFreeRate riskFree,
        double minimumAcceptable,
        DownsideBasis downside) {
    public PerformanceConvention {
        Check.notNull(periods, "periods");
        Check.notNull(degreesOfFreedom, "degreesOfFreedom");
        Check.notNull(riskFree, "riskFree");
        Check.finite(minimumAcceptable, "minimumAcceptable");
        Check.notNull(downside, "downside");
    }

    /**
     * The default convention for returns of a period.
     *
     * @param periods how many returns make a year
     * @return the convention
     */
    public static PerformanceConvention of(PeriodsPerYear periods) {
        return new PerformanceConvention(
                periods, DegreesOfFreedom.SAMPLE, RiskFreeRate.ZERO, 0, DownsideBasis.ALL_OBSERVATIONS);
    }

    /**
     * The same with another divisor of the volatility.
     *
     * @param other n - 1 or n
     * @return the convention
     */
    public PerformanceConvention withDegreesOfFreedom(DegreesOfFreedom other) {
        return new PerformanceConvention(periods, other, riskFree, minimumAcceptable, downside);
    }

    /**
     * The same with another risk-free rate.
     *
     * @param other what the Sharpe ratio is over
     * @return the convention
     */
    public PerformanceConvention withRiskFree(RiskFreeRate other) {
        return new PerformanceConvention(periods, degreesOfFreedom, other, minimumAcceptable, downside);
    }

    /**
     * The same with another minimum acceptable return.
     *
     * @param perPeriod simple return per period
     * @return the convention
     */
    public PerformanceConvention withMinimumAcceptable(double perPeriod) {
        return new PerformanceConvention(periods, degreesOfFreedom, riskFree, perPeriod, downside);
    }

    /**
     * The same with another divisor of the downside deviation.
     *
     * @param other all observations or shortfalls only
     * @return the convention
     */
    public PerformanceConvention withDownside(DownsideBasis other) {
        return new PerformanceConvention(periods, degreesOfFreedom, riskFree, minimumAcceptable, other);
    }

    /**
     * Summarises a series of returns.
     *
     * @param returns at least two simple returns (one, if the divisor is n), finite, none below -1
     * @return the summary
     * @throws IllegalArgumentException if there are too few returns, or one is not finite or below -1
     */
    public PerformanceSummary measure(double... returns) {
        double volatility = Volatility.of(returns, degreesOfFreedom);
        double mean = Volatility.mean(returns);
        Drawdowns drawdowns = Drawdowns.of(returns, Compounding.COMPOUNDED);
        double wealth = 1;
        for (double r : returns) {
            wealth *= 1 + r;
        }
        double shortfall = Volatility.downside(returns, minimumAcceptable, downside);
        return new PerformanceSummary(this, returns.length, wealth - 1, mean, volatility, shortfall, drawdowns);
    }
}
