package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.util.function.ToDoubleBiFunction;

/**
 * Ratios of a series against its benchmark: Treynor, information, appraisal, Modigliani, and what the benchmark's risk
 * would have brought.
 *
 * <pre>{@code
 * PerformanceConvention monthly = PerformanceConvention.of(PeriodsPerYear.MONTHLY);
 * BenchmarkRatios.information(monthly).of(returns, benchmark);
 * BenchmarkRatios.modigliani(monthly).of(returns, benchmark);
 * }</pre>
 *
 * <p>Below R and B are compound annual growth, F the annual risk-free rate, N the periods in a year and sigma standard
 * deviations with the convention's divisor. More is better. Definitions after Bacon, Practical Portfolio Performance
 * Measurement and Attribution, 2nd edition (2008), section 4. A ratio whose denominator is 0 is undefined, never infinite.
 * Thread-safe.
 */
public final class BenchmarkRatios {
    private BenchmarkRatios() {}

    private static Relative named(
            String name, PerformanceConvention c, ToDoubleBiFunction<MeasuredSeries, MeasuredSeries> value) {
        Check.notNull(c, "convention");
        return Relative.of(name + RewardToRisk.over(c), 2, value)
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("its denominator is 0, or a return below -1 cannot be compounded");
    }

    private static String about(double target) {
        return target == 0 ? "" : " about " + Text.number(target);
    }

    /** NaN where the denominator is 0: a beta may well be negative. */
    private static double quotient(double numerator, double denominator) {
        return denominator == 0 ? Double.NaN : numerator / denominator;
    }

    /** The standard deviation of r - b per period, exactly 0 where what is left is rounding. */
    static double activeRisk(MeasuredSeries r, MeasuredSeries b, PerformanceConvention c) {
        double mean = r.mean() - b.mean();
        double unit = Math.min(r.unit(), b.unit());
        double squares = 0;
        double largest = 0;
        for (int t = 0; t < r.size(); t++) {
            double d = (r.array()[t] - b.array()[t] - mean) * unit;
            squares += d * d;
            largest = Math.max(largest, Math.max(Math.abs(r.array()[t]), Math.abs(b.array()[t])));
        }
        int divisor = c.degreesOfFreedom().divisor(r.size());
        double sigma = Math.sqrt(squares / divisor) / unit;
        return sigma > largest * 0x1p-50 ? sigma : 0;
    }

    /**
     * The active premium: {@code R - B}.
     *
     * @param convention the periods in a year
     * @return the measure
     */
    public static RelativeMeasure activePremium(PerformanceConvention convention) {
        double periods = Check.notNull(convention, "convention").periods().count();
        return Relative.of("active premium", 1, (r, b) -> Growth.annual(r, periods, 0) - Growth.annual(b, periods, 0))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("a return below -1 cannot be compounded");
    }

    /**
     * The tracking error for a year: {@code sqrt(N) sigma(r - b)}.
     *
     * @param convention periods and divisor
     * @return the measure; 0 when the difference never changes
     */
    public static RelativeMeasure trackingError(PerformanceConvention convention) {
        double root =
                Math.sqrt(Check.notNull(convention, "convention").periods().count());
        return Relative.of(
                        "tracking error",
                        convention.degreesOfFreedom().fewestObservations(),
                        (r, b) -> root * activeRisk(r, b, convention))
                .preferring(Preference.LESS_IS_BETTER);
    }

    /**
     * The information ratio for a year: {@code sqrt(N) mean(r - b) / sigma(r - b)}; Goodwin, The Information Ratio,
     * Financial Analysts Journal 54 (1998) 34-43.
     *
     * @param convention periods and divisor
     * @return the ratio
     */
    public static RelativeMeasure information(PerformanceConvention convention) {
        Check.notNull(convention, "convention");
        return named("information ratio", convention.withRiskFree(RiskFreeRate.ZERO), (r, b) -> {
            double excess = Math.sqrt(convention.periods().count()) * (r.mean() - b.mean());
            return RewardToRisk.ratio(excess, activeRisk(r, b, convention));
        });
    }

    /**
     * The information ratio of growth: {@code (R - B) / tracking error}. As PerformanceAnalytics.
     *
     * @param convention periods and divisor
     * @return the ratio
     */
    public static RelativeMeasure informationOfGrowth(PerformanceConvention convention) {
        Check.notNull(convention, "convention");
        return named("information ratio of growth", convention.withRiskFree(RiskFreeRate.ZERO), (r, b) -> {
            double periods = convention.periods().count();
            double premium = Growth.annual(r, periods, 0) - Growth.annual(b, periods, 0);
            return RewardToRisk.ratio(premium, Math.sqrt(periods) * activeRisk(r, b, convention));
        });
    }

    /**
     * The Treynor ratio: {@code growth of r - f / beta}, for a year; Treynor, How to Rate Management of Investment Funds,
     * Harvard Business Review 43 (1965) 63-75. The growth is that of returns above the risk-free rate, compounded.
     *
     * @param convention periods and risk-free rate
     * @return the ratio; with a negative beta its sign means nothing
     */
    public static RelativeMeasure treynor(PerformanceConvention convention) {
        return named(
                "Treynor ratio", convention, (r, b) -> quotient(growthOfExcess(r, convention), MarketModel.beta(r, b)));
    }

    /**
     * The modified Treynor ratio: {@code growth of r - f / systematic risk}, for a year.
     *
     * @param convention periods, divisor and risk-free rate
     * @return the ratio
     */
    public static RelativeMeasure modifiedTreynor(PerformanceConvention convention) {
        return named(
                "modified Treynor ratio",
                convention,
                (r, b) -> RewardToRisk.ratio(
                        growthOfExcess(r, convention), MarketModel.systematicRisk(r, b, convention)));
    }

    private static double growthOfExcess(MeasuredSeries r, PerformanceConvention c) {
        return Growth.annual(r, c.periods().count(), c.riskFree().over(c.periods()));
    }

    /**
     * The appraisal ratio: {@code Jensen's alpha / specific risk}; Treynor and Black, How to Use Security Analysis to
     * Improve Portfolio Selection, Journal of Business 46 (1973) 66-86.
     *
     * @param convention periods, divisor and risk-free rate
     * @return the ratio
     */
    public static RelativeMeasure appraisal(PerformanceConvention convention) {
        return named(
                "appraisal ratio",
                convention,
                (r, b) -> RewardToRisk.ratio(
                        MarketModel.jensenAlpha(r, b, convention), MarketModel.specificRisk(r, b, convention)));
    }

    /**
     * The modified Jensen ratio: {@code Jensen's alpha / beta}; Smith and Tito (1969).
     *
     * @param convention periods and risk-free rate
     * @return the ratio
     */
    public static RelativeMeasure alphaOverBeta(PerformanceConvention convention) {
        return named(
                "Jensen's alpha over beta",
                convention,
                (r, b) -> quotient(MarketModel.jensenAlpha(r, b, convention), MarketModel.beta(r, b)));
    }

    /**
     * The alternative Jensen ratio: {@code Jensen's alpha / systematic risk}.
     *
     * @param convention periods, divisor and risk-free rate
     * @return the ratio
     */
    public static RelativeMeasure alphaOverSystematicRisk(PerformanceConvention convention) {
        return named(
                "Jensen's alpha over systematic risk",
                convention,
                (r, b) -> RewardToRisk.ratio(
                        MarketModel.jensenAlpha(r, b, convention), MarketModel.systematicRisk(r, b, convention)));
    }

    /**
     * M squared: {@code (R - F) sigma(b) / sigma(r) + F}, the growth at the benchmark's risk; Modigliani and Modigliani,
     * Risk-Adjusted Performance, Journal of Portfolio Management 23 (1997) 45-54.
     *
     * @param convention periods and risk-free rate
     * @return the measure, for a year
     */
    public static RelativeMeasure modigliani(PerformanceConvention convention) {
        return named("M squared", convention, (r, b) -> modigliani(r, b, convention));
    }

    private static double modigliani(MeasuredSeries r, MeasuredSeries b, PerformanceConvention c) {
        double scale = RewardToRisk.ratio(
                b.volatility(DegreesOfFreedom.POPULATION), r.volatility(DegreesOfFreedom.POPULATION));
        return DrawdownRatios.excessGrowth(r, c) * scale + c.riskFree().over(PeriodsPerYear.YEARLY);
    }

    /**
     * M squared of means, per period: {@code f + (mean(r) - f) sigma(b) / sigma(r)}.
     *
     * @param convention periods and risk-free rate
     * @return the measure, per period
     */
    public static RelativeMeasure modiglianiOfMeans(PerformanceConvention convention) {
        return named("M squared of means", convention, (r, b) -> {
            double rate = convention.riskFree().over(convention.periods());
            double scale = RewardToRisk.ratio(
                    b.volatility(DegreesOfFreedom.POPULATION), r.volatility(DegreesOfFreedom.POPULATION));
            return rate + (r.mean() - rate) * scale;
        });
    }

    /**
     * M squared above the benchmark: compounded {@code (1 + M2) / (1 + B) - 1}, uncompounded {@code M2 - B}.
     *
     * @param convention periods and risk-free rate
     * @param difference how the two are compared
     * @return the measure, for a year
     */
    public static RelativeMeasure modiglianiExcess(PerformanceConvention convention, Compounding difference) {
        boolean geometric = Check.notNull(difference, "difference") == Compounding.COMPOUNDED;
        return named("M squared excess" + (geometric ? "" : ", arithmetic"), convention, (r, b) -> {
            double m2 = modigliani(r, b, convention);
            double growth = Growth.annual(b, convention.periods().count(), 0);
            return geometric ? quotient(1 + m2, 1 + growth) - 1 : m2 - growth;
        });
    }

    /**
     * M squared for Sortino: {@code R + S (D(b) - D(r))}, S the Sortino ratio and D downside deviations, for a year.
     *
     * @param convention periods, minimum acceptable return and divisor of the downside deviation
     * @return the measure, for a year
     */
    public static RelativeMeasure modiglianiSortino(PerformanceConvention convention) {
        double target = Check.notNull(convention, "convention").minimumAcceptable();
        return named("M squared for Sortino" + about(target), convention.withRiskFree(RiskFreeRate.ZERO), (r, b) -> {
            double own = GainLossRatios.downside(r, target, convention.downside());
            double other = GainLossRatios.downside(b, target, convention.downside());
            double sortino = RewardToRisk.ratio(r.mean() - target, own);
            double periods = convention.periods().count();
            // both the ratio and the deviations grow with the root of the periods
            return Growth.annual(r, periods, 0) + sortino * (other - own) * Math.sqrt(periods);
        });
    }

    /**
     * The Omega excess return: {@code R - 3 D(r) D(b)}, D downside deviations for a year; 3 is a style factor, Bacon (2008).
     *
     * @param convention periods, minimum acceptable return and divisor of the downside deviation
     * @return the measure, for a year
     */
    public static RelativeMeasure omegaExcessReturn(PerformanceConvention convention) {
        double target = Check.notNull(convention, "convention").minimumAcceptable();
        return named("Omega excess return" + about(target), convention.withRiskFree(RiskFreeRate.ZERO), (r, b) -> {
            double periods = convention.periods().count();
            double product = GainLossRatios.downside(r, target, convention.downside())
                    * GainLossRatios.downside(b, target, convention.downside());
            return Growth.annual(r, periods, 0) - 3 * product * periods;
        });
    }
}
