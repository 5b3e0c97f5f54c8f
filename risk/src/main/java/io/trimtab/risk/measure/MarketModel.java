package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import java.util.function.ToDoubleBiFunction;

/**
 * What of a series is its benchmark and what is its own: beta, alpha, systematic and specific risk.
 *
 * <pre>{@code
 * PerformanceConvention monthly = PerformanceConvention.of(PeriodsPerYear.MONTHLY);
 * MarketModel.beta().of(returns, benchmark);
 * MarketModel.jensenAlpha(monthly).of(returns, benchmark);
 * }</pre>
 *
 * <p>The model is r - f = alpha + beta (b - f) + e by least squares; f is the risk-free rate per period, growth is compound
 * and annual. Source: Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd edition (2008), section 4.
 * What divides by the benchmark's variance is undefined when that never moves. Thread-safe.
 */
public final class MarketModel {
    private static final String NEVER_MOVES = "the benchmark never moves";

    private MarketModel() {}

    private static Relative named(String name, int fewest, ToDoubleBiFunction<MeasuredSeries, MeasuredSeries> value) {
        return Relative.of(name, fewest, value).undefinedBecause(NEVER_MOVES);
    }

    /**
     * Beta: {@code cov(r, b) / var(b)}, which is {@link CoMoments#betaCovariance}.
     *
     * @return the measure
     */
    public static RelativeMeasure beta() {
        return CoMoments.betaCovariance();
    }

    static double beta(MeasuredSeries r, MeasuredSeries b) {
        return CoMoments.beta(r, b);
    }

    /**
     * Beta over the times at which the benchmark is above the risk-free rate.
     *
     * @param convention periods and risk-free rate
     * @return the measure; undefined for fewer than two such times
     */
    public static RelativeMeasure bullBeta(PerformanceConvention convention) {
        double rate = Check.notNull(convention, "convention").riskFree().over(convention.periods());
        return named("bull beta" + RewardToRisk.over(convention), 2, (r, b) -> sideBeta(r, b, rate, 1))
                .undefinedBecause("it needs two different returns of the benchmark on that side");
    }

    /**
     * Beta over the times at which the benchmark is below the risk-free rate.
     *
     * @param convention periods and risk-free rate
     * @return the measure; undefined for fewer than two such times
     */
    public static RelativeMeasure bearBeta(PerformanceConvention convention) {
        double rate = Check.notNull(convention, "convention").riskFree().over(convention.periods());
        return named("bear beta" + RewardToRisk.over(convention), 2, (r, b) -> sideBeta(r, b, rate, -1))
                .undefinedBecause("it needs two different returns of the benchmark on that side");
    }

    /**
     * The timing ratio: {@code bull beta / bear beta}; above 1 for who takes more of the market when it rises.
     *
     * @param convention periods and risk-free rate
     * @return the measure; undefined when the bear beta is 0
     */
    public static RelativeMeasure timingRatio(PerformanceConvention convention) {
        double rate = Check.notNull(convention, "convention").riskFree().over(convention.periods());
        return named("timing ratio" + RewardToRisk.over(convention), 2, (r, b) -> {
                    double bear = sideBeta(r, b, rate, -1);
                    return bear == 0 ? Double.NaN : sideBeta(r, b, rate, 1) / bear;
                })
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("it needs two different returns of the benchmark on either side, and a bear beta");
    }

    private static double sideBeta(MeasuredSeries r, MeasuredSeries b, double rate, int side) {
        int count = 0;
        // from one of the returns, so that equal ones have a beta of exactly 0
        double level = r.size() > 0 ? r.array()[0] : 0;
        double sumR = 0;
        double sumB = 0;
        for (int t = 0; t < r.size(); t++) {
            if (side * (b.array()[t] - rate) > 0) {
                count++;
                sumR += r.array()[t] - level;
                sumB += b.array()[t];
            }
        }
        double unitOfR = r.unit();
        double unitOfB = b.unit();
        double products = 0;
        double squares = 0;
        double largest = 0;
        for (int t = 0; t < r.size(); t++) {
            if (side * (b.array()[t] - rate) > 0) {
                double e = (b.array()[t] - sumB / count) * unitOfB;
                products += (r.array()[t] - level - sumR / count) * unitOfR * e;
                squares += e * e;
                largest = Math.max(largest, Math.abs(b.array()[t]) * unitOfB);
            }
        }
        // what rounding leaves of equal returns is not movement
        boolean moves = squares > count * (largest * 0x1p-50) * (largest * 0x1p-50);
        return moves ? CoMoments.unscaled(products / squares, r, b) : Double.NaN;
    }

    /**
     * Alpha per period: {@code mean(r - f) - beta mean(b - f)}, the intercept of the regression.
     *
     * @param convention periods and risk-free rate
     * @return the measure
     */
    public static RelativeMeasure alpha(PerformanceConvention convention) {
        double rate = Check.notNull(convention, "convention").riskFree().over(convention.periods());
        return named("alpha" + RewardToRisk.over(convention), 2, (r, b) -> alpha(r, b, rate))
                .preferring(Preference.MORE_IS_BETTER);
    }

    private static double alpha(MeasuredSeries r, MeasuredSeries b, double rate) {
        return r.mean() - rate - beta(r, b) * (b.mean() - rate);
    }

    /**
     * Alpha compounded over a year: {@code (1 + alpha)^N - 1}. As empyrical.
     *
     * @param convention periods and risk-free rate
     * @return the measure
     */
    public static RelativeMeasure annualAlpha(PerformanceConvention convention) {
        double rate = Check.notNull(convention, "convention").riskFree().over(convention.periods());
        double periods = convention.periods().count();
        return named("annual alpha" + RewardToRisk.over(convention), 2, (r, b) -> {
                    double alpha = alpha(r, b, rate);
                    return alpha >= -1 ? StrictMath.expm1(periods * StrictMath.log1p(alpha)) : Double.NaN;
                })
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("the benchmark never moves, or alpha is below -1");
    }

    /**
     * Jensen's alpha of growth, for a year: {@code R - F - beta (B - F)}, R and B annual growth, F the annual risk-free rate;
     * also called selectivity. After Jensen, The Performance of Mutual Funds in the Period 1945-1964, Journal of Finance 23
     * (1968) 389-416.
     *
     * @param convention periods and risk-free rate
     * @return the measure
     */
    public static RelativeMeasure jensenAlpha(PerformanceConvention convention) {
        Check.notNull(convention, "convention");
        return named("Jensen's alpha" + RewardToRisk.over(convention), 2, (r, b) -> jensenAlpha(r, b, convention))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("the benchmark never moves, or a return below -1 cannot be compounded");
    }

    static double jensenAlpha(MeasuredSeries r, MeasuredSeries b, PerformanceConvention c) {
        return DrawdownRatios.excessGrowth(r, c) - beta(r, b) * DrawdownRatios.excessGrowth(b, c);
    }

    /**
     * The systematic risk for a year: {@code |beta| sigma(b) sqrt(N)}.
     *
     * @param convention periods and divisor
     * @return the measure
     */
    public static RelativeMeasure systematicRisk(PerformanceConvention convention) {
        int fewest = Math.max(
                2, Check.notNull(convention, "convention").degreesOfFreedom().fewestObservations());
        return named("systematic risk", fewest, (r, b) -> systematicRisk(r, b, convention))
                .preferring(Preference.LESS_IS_BETTER);
    }

    static double systematicRisk(MeasuredSeries r, MeasuredSeries b, PerformanceConvention c) {
        return Math.abs(beta(r, b))
                * b.volatility(c.degreesOfFreedom())
                * Math.sqrt(c.periods().count());
    }

    /**
     * The specific risk for a year: {@code sigma(e) sqrt(N)}, of what the benchmark does not explain.
     *
     * @param convention periods and divisor
     * @return the measure; 0 for a multiple of the benchmark
     */
    public static RelativeMeasure specificRisk(PerformanceConvention convention) {
        int fewest = Math.max(
                2, Check.notNull(convention, "convention").degreesOfFreedom().fewestObservations());
        return named("specific risk", fewest, (r, b) -> specificRisk(r, b, convention))
                .preferring(Preference.LESS_IS_BETTER);
    }

    static double specificRisk(MeasuredSeries r, MeasuredSeries b, PerformanceConvention c) {
        double beta = beta(r, b);
        double unit = r.unit();
        double squares = 0;
        double largest = 0;
        for (int t = 0; t < r.size(); t++) {
            double e = (r.array()[t] - r.mean() - beta * (b.array()[t] - b.mean())) * unit;
            squares += e * e;
            largest = Math.max(largest, Math.abs(r.array()[t]) + Math.abs(beta * b.array()[t]));
        }
        double sigma = Math.sqrt(squares / c.degreesOfFreedom().divisor(r.size())) / unit;
        return sigma > largest * 0x1p-50 ? sigma * Math.sqrt(c.periods().count()) : Double.isNaN(beta) ? beta : 0;
    }

    /**
     * The total risk for a year, from its parts: {@code sqrt(systematic^2 + specific^2)}, the annual volatility of the
     * series.
     *
     * @param convention periods and divisor, one for both; PerformanceAnalytics mixes n - 1 and n
     * @return the measure
     */
    public static RelativeMeasure totalRisk(PerformanceConvention convention) {
        int fewest = Math.max(
                2, Check.notNull(convention, "convention").degreesOfFreedom().fewestObservations());
        return named("total risk", fewest, (r, b) -> {
                    double unit = r.unit();
                    double systematic = systematicRisk(r, b, convention) * unit;
                    double specific = specificRisk(r, b, convention) * unit;
                    return Math.sqrt(systematic * systematic + specific * specific) / unit;
                })
                .preferring(Preference.LESS_IS_BETTER);
    }

    /**
     * Fama's beta: {@code sigma(r) / sigma(b)}, the beta that a series of its risk would have if all of it were systematic.
     *
     * @return the measure
     */
    public static RelativeMeasure famaBeta() {
        return named("Fama's beta", 2, MarketModel::fama);
    }

    /**
     * The growth for a year that pays for risk which diversification would have removed: {@code (Fama's beta - beta) (B - F)};
     * Fama, Components of Investment Performance, Journal of Finance 27 (1972) 551-567. See {@link FamaDecomposition}.
     *
     * @param convention periods and risk-free rate
     * @return the measure
     */
    public static RelativeMeasure diversification(PerformanceConvention convention) {
        Check.notNull(convention, "convention");
        return named("diversification" + RewardToRisk.over(convention), 2, (r, b) -> diversification(r, b, convention))
                .undefinedBecause("the benchmark never moves, or a return below -1 cannot be compounded");
    }

    static double diversification(MeasuredSeries r, MeasuredSeries b, PerformanceConvention c) {
        return (fama(r, b) - beta(r, b)) * DrawdownRatios.excessGrowth(b, c);
    }

    /**
     * The growth for a year beyond what the whole risk of the series would have brought in the benchmark: Jensen's alpha
     * less {@link #diversification}.
     *
     * @param convention periods and risk-free rate
     * @return the measure
     */
    public static RelativeMeasure netSelectivity(PerformanceConvention convention) {
        Check.notNull(convention, "convention");
        return named(
                        "net selectivity" + RewardToRisk.over(convention),
                        2,
                        (r, b) -> jensenAlpha(r, b, convention) - diversification(r, b, convention))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("the benchmark never moves, or a return below -1 cannot be compounded");
    }

    private static double fama(MeasuredSeries r, MeasuredSeries b) {
        return RewardToRisk.ratio(r.volatility(DegreesOfFreedom.POPULATION), b.volatility(DegreesOfFreedom.POPULATION));
    }

    /**
     * The share of variance that the benchmark explains: the squared correlation.
     *
     * @return the measure, from 0 to 1; undefined when either series never moves
     */
    public static RelativeMeasure rSquared() {
        return named("R squared", 2, (r, b) -> {
                    double correlation = CoMoments.correlation(r, b);
                    return correlation * correlation;
                })
                .undefinedBecause("a series never moves");
    }

    /**
     * The drawdown beta: how far the series falls while the benchmark is in the worst of its drawdowns, over how far the
     * benchmark does.
     *
     * <p>{@code sum q_t (fall of the series from k(t) to t) / sum q_t (drawdown of the benchmark at t)}: q are the weights of
     * the conditional drawdown at risk (the worst {@code (1 - confidence) n} depths, the boundary in part; the single worst
     * when that is below 1), k(t) is the benchmark's last peak before t. Compounded, a fall is relative to wealth at k(t);
     * uncompounded it is a difference of sums. Source: Zabarankin, Pavlikov and Uryasev, Capital Asset Pricing Model (CAPM)
     * with Drawdown Measure, European Journal of Operational Research 234 (2014) 508-517. Depths that tie at the boundary
     * share what is left. O(n log n).
     *
     * @param confidence how far out the drawdowns are
     * @param compounding how returns make wealth
     * @return the measure; negative for what rises meanwhile; undefined when the benchmark never falls
     */
    public static RelativeMeasure drawdownBeta(Confidence confidence, Compounding compounding) {
        Check.notNull(confidence, "confidence");
        String suffix = Check.notNull(compounding, "compounding") == Compounding.UNCOMPOUNDED ? " uncompounded" : "";
        return Relative.of(
                        "drawdown beta " + confidence + suffix,
                        1,
                        (r, b) -> DrawdownBeta.of(r, b, confidence, compounding))
                .undefinedBecause("the benchmark never falls, or a return below -1 cannot be compounded");
    }

    /**
     * The drawdown alpha for a year: {@code R - drawdown beta B}, R and B compound annual growth; source as of
     * {@link #drawdownBeta}.
     *
     * @param confidence how far out the drawdowns are
     * @param convention the periods in a year
     * @return the measure
     */
    public static RelativeMeasure drawdownAlpha(Confidence confidence, PerformanceConvention convention) {
        Check.notNull(confidence, "confidence");
        double periods = Check.notNull(convention, "convention").periods().count();
        return Relative.of(
                        "drawdown alpha " + confidence,
                        1,
                        (r, b) -> Growth.annual(r, periods, 0)
                                - DrawdownBeta.of(r, b, confidence, Compounding.COMPOUNDED)
                                        * Growth.annual(b, periods, 0))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("the benchmark never falls, or a return below -1 cannot be compounded");
    }
}
