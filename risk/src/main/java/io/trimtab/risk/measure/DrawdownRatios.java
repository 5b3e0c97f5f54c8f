package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.util.function.ToDoubleFunction;

/**
 * Ratios of compound growth to drawdowns: Calmar, Sterling, Burke, Martin, Pain.
 *
 * <pre>{@code
 * DrawdownRatios.calmar(PerformanceConvention.of(PeriodsPerYear.MONTHLY)).of(returns);
 * }</pre>
 *
 * <p>Growth is compound and annual, drawdowns are of compounded wealth that starts at 1, so a first loss counts, and one
 * still open at the end counts. "Excess" is above the convention's annual risk-free rate. More is better; a ratio is
 * undefined when wealth never fell, or a return is below -1. Thread-safe.
 */
public final class DrawdownRatios {
    private DrawdownRatios() {}

    private static RiskMeasure named(String name, PerformanceConvention c, ToDoubleFunction<MeasuredSeries> value) {
        Check.notNull(c, "convention");
        return Measure.of(name + RewardToRisk.over(c), Homogeneity.NONE, 1, value)
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("wealth never fell, or a return below -1 cannot be compounded")
                .alongThePath();
    }

    /** Annual growth less the annual risk-free rate. */
    static double excessGrowth(MeasuredSeries series, PerformanceConvention c) {
        return Growth.annual(series, c.periods().count(), 0) - c.riskFree().over(PeriodsPerYear.YEARLY);
    }

    /**
     * The Calmar ratio: {@code annual growth / maximum drawdown}, over the whole series; Young, Calmar Ratio: A Smoother
     * Tool, Futures 20 (1991).
     *
     * @param convention the periods in a year; the risk-free rate is not used
     * @return the ratio
     */
    public static RiskMeasure calmar(PerformanceConvention convention) {
        double periods = Check.notNull(convention, "convention").periods().count();
        PerformanceConvention plain = convention.withRiskFree(RiskFreeRate.ZERO);
        return named(
                "Calmar ratio",
                plain,
                series -> RewardToRisk.ratio(Growth.annual(series, periods, 0), deepest(series)));
    }

    /**
     * The Sterling ratio: {@code annual growth / (maximum drawdown + allowance)}; Deane Sterling Jones, with an allowance of
     * 10%. As PerformanceAnalytics; without allowance it is the Calmar ratio.
     *
     * @param convention the periods in a year; the risk-free rate is not used
     * @param allowance added to the drawdown, at least 0, such as 0.1
     * @return the ratio
     * @throws IllegalArgumentException if the allowance is negative or not finite
     */
    public static RiskMeasure sterling(PerformanceConvention convention, double allowance) {
        Check.notNegative(allowance, "allowance");
        double periods = Check.notNull(convention, "convention").periods().count();
        PerformanceConvention plain = convention.withRiskFree(RiskFreeRate.ZERO);
        return named(
                "Sterling ratio with " + Text.percent(allowance),
                plain,
                series -> RewardToRisk.ratio(Growth.annual(series, periods, 0), deepest(series) + allowance));
    }

    /**
     * The Burke ratio: {@code excess growth / sqrt(sum D_i^2)} over the drawdowns from peak to trough, each counted once,
     * the one still open too; Burke, A Sharper Sharpe Ratio, Futures 23 (1994).
     *
     * @param convention periods and risk-free rate
     * @return the ratio
     */
    public static RiskMeasure burke(PerformanceConvention convention) {
        return named(
                "Burke ratio",
                convention,
                series -> RewardToRisk.ratio(excessGrowth(series, convention), Math.sqrt(squaredTroughs(series))));
    }

    /**
     * The modified Burke ratio: the Burke ratio times the root of the number of returns, so that it does not shrink as a
     * record grows; Bacon (2008), section 4.
     *
     * @param convention periods and risk-free rate
     * @return the ratio
     */
    public static RiskMeasure modifiedBurke(PerformanceConvention convention) {
        return named(
                "modified Burke ratio",
                convention,
                series -> RewardToRisk.ratio(
                        excessGrowth(series, convention), Math.sqrt(squaredTroughs(series) / series.size())));
    }

    /**
     * The Martin ratio: {@code excess growth / Ulcer index}, the root of the mean squared drawdown; Martin and McCann, The
     * Investor's Guide to Fidelity Funds (1989).
     *
     * @param convention periods and risk-free rate
     * @return the ratio
     */
    public static RiskMeasure martin(PerformanceConvention convention) {
        return named(
                "Martin ratio",
                convention,
                series -> RewardToRisk.ratio(excessGrowth(series, convention), Math.sqrt(meanPower(series, 2))));
    }

    /**
     * The Pain ratio: {@code excess growth / Pain index}, the mean drawdown; Becker, Zephyr Associates (2006).
     *
     * @param convention periods and risk-free rate
     * @return the ratio
     */
    public static RiskMeasure pain(PerformanceConvention convention) {
        return named(
                "Pain ratio",
                convention,
                series -> RewardToRisk.ratio(excessGrowth(series, convention), meanPower(series, 1)));
    }

    private static double deepest(MeasuredSeries series) {
        DrawdownPath path = series.drawdowns(Compounding.COMPOUNDED);
        double deepest = 0;
        for (int t = 0; t < series.size(); t++) {
            deepest = Math.max(deepest, path.depths()[t]);
        }
        return path.defined() ? deepest : Double.NaN;
    }

    private static double meanPower(MeasuredSeries series, int power) {
        DrawdownPath path = series.drawdowns(Compounding.COMPOUNDED);
        double sum = 0;
        for (int t = 0; t < series.size(); t++) {
            double depth = path.depths()[t];
            sum += power == 1 ? depth : depth * depth;
        }
        return path.defined() ? sum / series.size() : Double.NaN;
    }

    /** The sum over drawdowns of the squared depth of their troughs. */
    private static double squaredTroughs(MeasuredSeries series) {
        DrawdownPath path = series.drawdowns(Compounding.COMPOUNDED);
        double sum = 0;
        double trough = 0;
        for (int t = 0; t < series.size(); t++) {
            double depth = path.depths()[t];
            if (depth > 0) {
                trough = Math.max(trough, depth);
            } else {
                sum += trough * trough;
                trough = 0;
            }
        }
        return path.defined() ? sum + trough * trough : Double.NaN;
    }
}
