package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Growth, risk and their ratios of one series of returns, under a stated {@link PerformanceConvention}.
 *
 * <p>Let N be the periods in a year and T the number of returns. A ratio whose denominator is 0 is absent, not infinite.
 * Immutable and thread-safe.
 *
 * @param convention what the numbers mean
 * @param observations T
 * @param totalReturn the compounded return over the whole series
 * @param meanReturn the arithmetic mean per period
 * @param volatility the volatility per period
 * @param downsideDeviation the downside deviation per period
 * @param drawdowns the drawdowns of compounded wealth
 */
public record PerformanceSummary(
        PerformanceConvention convention,
        int observations,
        double totalReturn,
        double meanReturn,
        double volatility,
        double downsideDeviation,
        Drawdowns drawdowns) {
    public PerformanceSummary {
        Check.notNull(convention, "convention");
        Check.atLeast(observations, 1, "observations");
        Check.within(totalReturn, -1, Double.MAX_VALUE, "totalReturn");
        Check.finite(meanReturn, "meanReturn");
        Check.notNegative(volatility, "volatility");
        Check.notNegative(downsideDeviation, "downsideDeviation");
        Check.notNull(drawdowns, "drawdowns");
    }

    /**
     * The compound annual growth rate: {@code (1 + totalReturn)^(N / T) - 1}.
     *
     * @return -1 when all was lost; infinite when a short series grows beyond any number
     */
    public double annualGrowth() {
        return StrictMath.pow(1 + totalReturn, convention.periods().count() / observations) - 1;
    }

    /**
     * The volatility for a year: {@code volatility * sqrt(N)}.
     *
     * @return at least 0
     */
    public double annualVolatility() {
        return volatility * Math.sqrt(convention.periods().count());
    }

    /**
     * The annual Sharpe ratio: {@code sqrt(N) (meanReturn - riskFree) / volatility}; Sharpe, "The Sharpe ratio", Journal
     * of Portfolio Management 21 (1994), 49-58. Arithmetic means; the risk-free rate is constant.
     *
     * @return the ratio, or empty when the volatility is 0
     */
    public OptionalDouble sharpe() {
        double excess = meanReturn - convention.riskFree().over(convention.periods());
        return ratio(Math.sqrt(convention.periods().count()) * excess, volatility);
    }

    /**
     * The annual Sortino ratio: {@code sqrt(N) (meanReturn - minimumAcceptable) / downsideDeviation}; Sortino and Price,
     * "Performance measurement in a downside risk framework", Journal of Investing 3 (1994), 59-64.
     *
     * @return the ratio, or empty when no return fell short
     */
    public OptionalDouble sortino() {
        double excess = meanReturn - convention.minimumAcceptable();
        return ratio(Math.sqrt(convention.periods().count()) * excess, downsideDeviation);
    }

    /**
     * The Calmar ratio over the whole series: {@code annualGrowth / maximumDrawdown}; Young, "Calmar ratio: a smoother
     * tool", Futures 20 (1991).
     *
     * @return the ratio, or empty when wealth never fell
     */
    public OptionalDouble calmar() {
        return ratio(annualGrowth(), maximumDrawdown());
    }

    /**
     * The largest fall of compounded wealth below its peak.
     *
     * @return from 0 to 1
     */
    public double maximumDrawdown() {
        return drawdowns.maximum();
    }

    private static OptionalDouble ratio(double numerator, double denominator) {
        return denominator > 0 ? OptionalDouble.of(numerator / denominator) : OptionalDouble.empty();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "PerformanceSummary[growth %.2f%%, volatility %.2f%%, Sharpe %s, maximum drawdown %.2f%%]",
                100 * annualGrowth(),
                100 * annualVolatility(),
                sharpe().isPresent() ? String.format(Locale.ROOT, "%.2f", sharpe().getAsDouble()) : "undefined",
                100 * maximumDrawdown());
    }
}
