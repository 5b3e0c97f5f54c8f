package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.PeriodsPerYear;

/**
 * A risk-free rate with the period it is quoted for, so that an annual rate is never subtracted from a daily return.
 *
 * @param rate simple return over one of its periods, above -1
 * @param period how many of its periods make a year
 */
public record RiskFreeRate(double rate, PeriodsPerYear period) {
    /** No risk-free return. */
    public static final RiskFreeRate ZERO = new RiskFreeRate(0, PeriodsPerYear.YEARLY);

    public RiskFreeRate {
        Check.strictlyWithin(rate, -1, Double.POSITIVE_INFINITY, "rate");
        Check.notNull(period, "period");
    }

    /**
     * A rate for a year.
     *
     * @param rate simple annual return, such as 0.02
     * @return the rate
     */
    public static RiskFreeRate perYear(double rate) {
        return new RiskFreeRate(rate, PeriodsPerYear.YEARLY);
    }

    /**
     * A rate for a period.
     *
     * @param rate simple return over one period
     * @param period how many of the periods make a year
     * @return the rate
     */
    public static RiskFreeRate per(PeriodsPerYear period, double rate) {
        return new RiskFreeRate(rate, period);
    }

    /**
     * The rate for another period, by compounding: {@code (1 + rate)^(period / target) - 1}.
     *
     * @param target how many of the target's periods make a year
     * @return the simple return over one of the target's periods
     */
    public double over(PeriodsPerYear target) {
        double exponent = period.count() / Check.notNull(target, "target").count();
        return exponent == 1 ? rate : StrictMath.expm1(exponent * StrictMath.log1p(rate));
    }
}
