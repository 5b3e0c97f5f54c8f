package io.trimtab.docs.demo;

import java.time.LocalDate;

/**
 * What is run.
 *
 * @param firstDecision no cycle runs before this day: until then there is only history to learn from
 * @param lastDay the last day of prices to use
 * @param cost what trading costs: a fraction of the value traded, paid as slippage
 */
record DemoSettings(LocalDate firstDecision, LocalDate lastDay, double cost) {
    /** Trading days in the covariance and in the scenarios of value at risk: two years. */
    static final int RISK_DAYS = 504;

    /** Trading days of prices that a cycle sees: what the longest memory among its parts needs. */
    static final int LOOK_BACK = 2100;

    /** The share of equity that is invested; the rest stays cash, so that costs never lead to a debt. */
    static final double INVESTED = 0.99;

    /** The largest weight of one currency. */
    static final double MAX_WEIGHT = 0.10;

    /** How much variance is disliked: the gamma of mean-variance utility. */
    static final double RISK_AVERSION = 5;

    /** Money at the beginning, in euro. */
    static final String CAPITAL = "1000000.00";

    /** The whole history: decisions from the end of the second year on. */
    static DemoSettings standard() {
        return new DemoSettings(LocalDate.of(2000, 12, 1), LocalDate.MAX, 0.0002);
    }

    DemoSettings until(LocalDate day) {
        return new DemoSettings(firstDecision, day, cost);
    }
}
