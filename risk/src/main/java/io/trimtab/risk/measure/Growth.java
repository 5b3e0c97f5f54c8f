package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.PeriodsPerYear;

/**
 * What returns come to in a year: their mean, and what they compound to.
 *
 * <pre>{@code
 * Growth.annual(PeriodsPerYear.DAILY).of(returns); // 0.083: 8.3% a year, compounded
 * }</pre>
 *
 * <p>More is better. What compounds is undefined when a return is below -1, for wealth would be negative. Thread-safe.
 */
public final class Growth {
    private static final String BELOW_TOTAL_LOSS = "a return below -1 cannot be compounded";

    private Growth() {}

    /**
     * The arithmetic mean for a year: {@code N sum r / n}, N periods in a year.
     *
     * @param periods N
     * @return the measure
     */
    public static RiskMeasure annualMean(PeriodsPerYear periods) {
        double count = Check.notNull(periods, "periods").count();
        return Measure.of("annual mean return", Homogeneity.PROPORTIONAL, 1, series -> count * series.mean())
                .preferring(Preference.MORE_IS_BETTER);
    }

    /**
     * The compound annual growth rate: {@code (product (1 + r))^(N / n) - 1}, N periods in a year.
     *
     * @param periods N
     * @return the measure, at least -1
     */
    public static RiskMeasure annual(PeriodsPerYear periods) {
        double count = Check.notNull(periods, "periods").count();
        return Measure.of("annual growth", Homogeneity.NONE, 1, series -> annual(series, count, 0))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause(BELOW_TOTAL_LOSS);
    }

    /** The wealth that 1 becomes from returns less a rate; NaN where one is below -1. */
    static double wealth(MeasuredSeries series, double rate) {
        double wealth = 1;
        boolean defined = series.size() > 0;
        for (int t = 0; t < series.size(); t++) {
            double growth = 1 + (series.array()[t] - rate);
            defined &= growth >= 0;
            wealth *= growth;
        }
        return defined ? wealth : Double.NaN;
    }

    /** The growth over a number of periods of returns less a rate. */
    static double annual(MeasuredSeries series, double periods, double rate) {
        return power(wealth(series, rate), periods / series.size());
    }

    /** {@code wealth^exponent - 1}, by logarithms: StrictMath.pow allocates 96 bytes. */
    static double power(double wealth, double exponent) {
        return exponent == 1 ? wealth - 1 : StrictMath.expm1(exponent * StrictMath.log(wealth));
    }
}
