package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.StandardNormal;
import java.util.function.ToDoubleFunction;

/**
 * Ratios of what returns bring to what they risk: Sharpe's and its relatives.
 *
 * <pre>{@code
 * PerformanceConvention daily = PerformanceConvention.of(PeriodsPerYear.DAILY).withRiskFree(RiskFreeRate.perYear(0.02));
 * RewardToRisk.sharpe(daily).of(returns);
 * RewardToRisk.of(Growth.annual(PeriodsPerYear.DAILY), shortfall).ifDefined(returns); // any reward over any risk
 * }</pre>
 *
 * <p>Below N is the number of periods in a year, f the risk-free rate per period and sigma the standard deviation per
 * period with the convention's divisor. More is better. A ratio whose risk is 0 or negative is undefined, never infinite.
 * Scale-free unless the convention has a rate or target. Thread-safe.
 */
public final class RewardToRisk {
    private RewardToRisk() {}

    /**
     * The ratio of any two measures of the same series.
     *
     * @param reward what is wanted
     * @param risk what it costs
     * @return the ratio, {@code reward / risk}; undefined where the risk is not above 0
     */
    public static RiskMeasure of(RiskMeasure reward, RiskMeasure risk) {
        Check.notNull(reward, "reward");
        Check.notNull(risk, "risk");
        boolean scaleFree = reward.homogeneity() == risk.homogeneity() && reward.homogeneity() != Homogeneity.NONE;
        return Measure.of(
                        reward.name() + " over " + risk.name(),
                        scaleFree ? Homogeneity.SCALE_FREE : Homogeneity.NONE,
                        Math.max(reward.fewestObservations(), risk.fewestObservations()),
                        series -> ratio(reward.value(series), risk.value(series)))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("its reward has no value or its risk is not above 0")
                .weighableIf(reward, risk);
    }

    /** NaN unless the denominator is above 0. */
    static double ratio(double numerator, double denominator) {
        return denominator > 0 ? numerator / denominator : Double.NaN;
    }

    private static Measure named(String name, PerformanceConvention c, ToDoubleFunction<MeasuredSeries> value) {
        boolean plain = Check.notNull(c, "convention").riskFree().rate() == 0;
        return Measure.of(
                        name + over(c),
                        plain ? Homogeneity.SCALE_FREE : Homogeneity.NONE,
                        c.degreesOfFreedom().fewestObservations(),
                        value)
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("its risk is not above 0")
                .weighable();
    }

    /** What to add to a name where the risk-free rate is not 0. */
    static String over(PerformanceConvention c) {
        double rate = c.riskFree().over(c.periods());
        return rate == 0 ? "" : " over " + Text.percent(rate) + " a period";
    }

    /**
     * The annual Sharpe ratio: {@code sqrt(N) (mean - f) / sigma}; Sharpe, The Sharpe Ratio, Journal of Portfolio
     * Management 21 (1994) 49-58. As empyrical, quantstats and PerformanceAnalytics' {@code SharpeRatio.annualized}.
     *
     * @param convention periods, divisor and risk-free rate
     * @return the ratio
     */
    public static RiskMeasure sharpe(PerformanceConvention convention) {
        return named("Sharpe ratio", convention, series -> sharpe(series, convention));
    }

    static double sharpe(MeasuredSeries series, PerformanceConvention c) {
        double excess = series.mean() - c.riskFree().over(c.periods());
        return ratio(Math.sqrt(c.periods().count()) * excess, series.volatility(c.degreesOfFreedom()));
    }

    /**
     * The Sharpe ratio of compound growth: {@code (annual growth - annual risk-free rate) / (sqrt(N) sigma)}; Bacon,
     * Practical Portfolio Performance Measurement and Attribution, 2nd edition (2008), section 4. Below that of means by
     * about half the volatility.
     *
     * @param convention periods, divisor and risk-free rate
     * @return the ratio
     */
    public static RiskMeasure sharpeOfGrowth(PerformanceConvention convention) {
        int fewest = Check.notNull(convention, "convention").degreesOfFreedom().fewestObservations();
        return Measure.of("Sharpe ratio of growth" + over(convention), Homogeneity.NONE, fewest, series -> {
                    double volatility = series.volatility(convention.degreesOfFreedom());
                    return ratio(
                            DrawdownRatios.excessGrowth(series, convention),
                            volatility * Math.sqrt(convention.periods().count()));
                })
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("its risk is not above 0, or a return below -1 cannot be compounded");
    }

    /**
     * The adjusted Sharpe ratio: {@code S (1 + g3 S / 6 - (g4 - 3) S^2 / 24)}, S the annual Sharpe ratio, g3 the skewness
     * and g4 the kurtosis of the returns' moments; Pezier and White, The Relative Merits of Investable Hedge Fund Indices
     * and of Funds of Hedge Funds in Optimal Passive Portfolios, ICMA Discussion Paper 2006-10.
     *
     * <p>An expansion: of use where the correction is small.
     *
     * @param convention periods, divisor and risk-free rate
     * @return the ratio
     */
    public static RiskMeasure adjustedSharpe(PerformanceConvention convention) {
        return named("adjusted Sharpe ratio", convention, series -> {
            double s = sharpe(series, convention);
            return s * (1 + skewness(series) / 6 * s - (kurtosis(series) - 3) / 24 * s * s);
        });
    }

    /**
     * The probabilistic Sharpe ratio: how likely it is that the true ratio lies above a benchmark. See
     * {@link io.trimtab.core.statistics.SharpeEstimate}, which has its formula, and the deflated ratio and the track record
     * length as well.
     *
     * @param convention periods and risk-free rate; the divisor is n - 1
     * @param benchmark an annual ratio
     * @return the probability, from 0 to 1
     * @throws IllegalArgumentException if the benchmark is not finite
     */
    public static RiskMeasure probabilisticSharpe(PerformanceConvention convention, double benchmark) {
        Check.finite(benchmark, "benchmark");
        Check.notNull(convention, "convention");
        return Measure.of(
                        "probability of a Sharpe ratio above " + Text.number(benchmark) + over(convention),
                        convention.riskFree().rate() == 0 ? Homogeneity.SCALE_FREE : Homogeneity.NONE,
                        2,
                        series -> {
                            double rate = convention.riskFree().over(convention.periods());
                            double least =
                                    benchmark / Math.sqrt(convention.periods().count());
                            return probabilityAbove(series, rate, least);
                        })
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("the returns never move");
    }

    /** {@code SharpeEstimate.probabilityAbove} without an object; a test holds the two together. */
    private static double probabilityAbove(MeasuredSeries series, double rate, double benchmark) {
        double sigma = series.volatility(DegreesOfFreedom.SAMPLE);
        double s = ratio(series.mean() - rate, sigma);
        double variance = Math.max(0, 1 - skewness(series) * s + (kurtosis(series) - 1) / 4 * s * s);
        if (!Double.isFinite(variance)) {
            return Double.NaN;
        }
        return s == benchmark
                ? 0.5
                : StandardNormal.cumulative((s - benchmark) * Math.sqrt(series.size() - 1.0) / Math.sqrt(variance));
    }

    /**
     * The downside Sharpe ratio: {@code sqrt(N) (mean - f) / (sqrt(2) d)}, d the semideviation about the mean divided by n;
     * Ziemba, The Symmetric Downside-Risk Sharpe Ratio, Journal of Portfolio Management 32 (2005) 108-122. Of symmetric
     * returns it is the Sharpe ratio.
     *
     * @param convention periods and risk-free rate
     * @return the ratio
     */
    public static RiskMeasure downsideSharpe(PerformanceConvention convention) {
        return named("downside Sharpe ratio", convention, series -> {
            double below = PartialMoments.lowerRoot(series, 2, series.mean(), DownsideBasis.ALL_OBSERVATIONS);
            double excess = series.mean() - convention.riskFree().over(convention.periods());
            return ratio(Math.sqrt(convention.periods().count()) * excess, Math.sqrt(2) * below);
        });
    }

    /**
     * The mean excess return over any risk per period, {@code (mean - f) / risk}: with value at risk, expected shortfall
     * or any other measure.
     *
     * @param convention periods and risk-free rate; nothing is annualised
     * @param risk what it costs
     * @return the ratio
     */
    public static RiskMeasure sharpeOver(RiskMeasure risk, PerformanceConvention convention) {
        Check.notNull(risk, "risk");
        double rate = Check.notNull(convention, "convention").riskFree().over(convention.periods());
        return Measure.of(
                        "mean return over " + risk.name() + over(convention),
                        rate == 0 && risk.homogeneity() == Homogeneity.PROPORTIONAL
                                ? Homogeneity.SCALE_FREE
                                : Homogeneity.NONE,
                        risk.fewestObservations(),
                        series -> ratio(series.mean() - rate, risk.value(series)))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("its risk is not above 0")
                .weighableIf(risk);
    }

    /**
     * Skewness over kurtosis, of the returns' moments; Watanabe, Is Sharpe Ratio Still Effective? Journal of Performance
     * Measurement 11 (2006).
     *
     * @return the ratio; undefined when the returns never move
     */
    public static RiskMeasure skewnessToKurtosis() {
        return Measure.of(
                        "skewness over kurtosis",
                        Homogeneity.SCALE_FREE,
                        2,
                        series -> skewness(series) / kurtosis(series))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("the returns never move")
                .weighable();
    }

    /**
     * The Kelly fraction of continuous returns: {@code (mean - f) / sigma^2}, the leverage that grows fastest when returns
     * are small and normal; Thorp, The Kelly Criterion in Blackjack, Sports Betting, and the Stock Market, Handbook of
     * Asset and Liability Management 1 (2006). PerformanceAnalytics reports half of it.
     *
     * @param convention periods, divisor and risk-free rate
     * @return the fraction, in multiples of equity
     */
    public static RiskMeasure kelly(PerformanceConvention convention) {
        Check.notNull(convention, "convention");
        return Measure.of(
                        "Kelly fraction" + over(convention),
                        Homogeneity.NONE,
                        convention.degreesOfFreedom().fewestObservations(),
                        series -> {
                            double sigma = series.volatility(convention.degreesOfFreedom());
                            double rate = convention.riskFree().over(convention.periods());
                            return ratio(series.mean() - rate, sigma * sigma);
                        })
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("its variance is not above 0")
                .weighable();
    }

    static double skewness(MeasuredSeries series) {
        return series.skewness();
    }

    static double kurtosis(MeasuredSeries series) {
        return series.kurtosis();
    }
}
