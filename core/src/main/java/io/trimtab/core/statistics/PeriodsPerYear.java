package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * How many observation periods make a year, for annualising: 252 trading days, 52 weeks, 12 months.
 *
 * @param count periods in a year, positive
 */
public record PeriodsPerYear(double count) implements Serializable {
    /** 252 trading days. */
    public static final PeriodsPerYear DAILY = new PeriodsPerYear(252);
    /** 52 weeks. */
    public static final PeriodsPerYear WEEKLY = new PeriodsPerYear(52);
    /** 12 months. */
    public static final PeriodsPerYear MONTHLY = new PeriodsPerYear(12);
    /** One year is one period: nothing is annualised. */
    public static final PeriodsPerYear YEARLY = new PeriodsPerYear(1);

    public PeriodsPerYear {
        Check.positive(count, "periodsPerYear");
    }

    /**
     * A number of periods in a year.
     *
     * @param count periods in a year, positive
     * @return the periods
     */
    public static PeriodsPerYear of(double count) {
        return new PeriodsPerYear(count);
    }
}
