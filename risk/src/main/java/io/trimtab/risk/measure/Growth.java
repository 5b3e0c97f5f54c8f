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
    private static final String BELOW_TOTAL_LOSS =
            "a return below -1 cannot be compounded, nor is growth beyond any number one";
    /** Products are taken back to 1 to 2 before they leave the range of numbers, their power of two counted apart. */
    private static final double LARGE = 0x1p500;

    private static final double LOG2 = StrictMath.log(2);

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
                .preferring(Preference.MORE_IS_BETTER)
                .weighable();
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

    /**
     * The growth over a number of periods of returns less a rate; NaN where a return is below it by more than 1, or the
     * growth beyond any number.
     */
    static double annual(MeasuredSeries series, double periods, double rate) {
        return of(series, series, 0, rate, periods);
    }

    /**
     * The growth of returns less a rate at the times when a benchmark is on a side of 0 (0: at all times), over a number of
     * periods, or over all of these times if that is 0; NaN also without such a time.
     */
    static double of(MeasuredSeries series, MeasuredSeries benchmark, int side, double rate, double periods) {
        double wealth = 1;
        int exponent = 0;
        int count = 0;
        boolean defined = true;
        for (int t = 0; t < series.size(); t++) {
            if (side != 0 && !(side * benchmark.array()[t] > 0)) {
                continue;
            }
            double growth = 1 + (series.array()[t] - rate);
            defined &= growth >= 0;
            count++;
            if (growth > LARGE) {
                exponent += Math.getExponent(growth);
                growth = mantissa(growth);
            }
            wealth *= growth;
            if (wealth > LARGE || (wealth < 1 / LARGE && wealth > 0)) {
                exponent += Math.getExponent(wealth);
                wealth = mantissa(wealth);
            }
        }
        return defined && count > 0 ? power(wealth, exponent, periods == 0 ? 1 : periods / count) : Double.NaN;
    }

    private static double mantissa(double x) {
        return Math.scalb(x, -Math.getExponent(x));
    }

    /** {@code (wealth 2^binary)^exponent - 1}, by logarithms: StrictMath.pow allocates 96 bytes; NaN beyond any number. */
    private static double power(double wealth, int binary, double exponent) {
        double growth = exponent == 1
                ? Math.scalb(wealth, binary) - 1
                : StrictMath.expm1(exponent * (StrictMath.log(wealth) + binary * LOG2));
        return growth < Double.POSITIVE_INFINITY ? growth : Double.NaN;
    }
}
