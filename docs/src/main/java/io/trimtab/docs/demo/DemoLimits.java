package io.trimtab.docs.demo;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.limit.Limit;
import io.trimtab.risk.limit.LimitBook;

/**
 * The limits that orders must pass.
 *
 * <p>They are wider than the constraints of the portfolio problem: the problem keeps the portfolio away from them on
 * ordinary days, prices move what is held, and the gate is there for the day on which something goes wrong.
 */
final class DemoLimits {
    /** How far a position may drift beyond what is aimed at. */
    private static final double DRIFT = 0.015;

    /** How far a group may, in which orders of several currencies may be filled in part. */
    private static final double GROUP_DRIFT = 0.05;

    /** The confidence of value at risk over one day. */
    static final Confidence CONFIDENCE = Confidence.of(0.95);

    /** How far below its bound a measure must fall before its limit counts as kept again. */
    static final double BAND = 0.02;

    private DemoLimits() {}

    static LimitBook book() {
        LimitBook.Builder book = LimitBook.builder()
                .valueAtRisk(CONFIDENCE, 0.0100)
                .expectedShortfall(Confidence.of(0.975), 0.0175)
                .volatility(PeriodsPerYear.DAILY, 0.10)
                .grossExposure(1.25)
                .position(DemoSettings.MAX_WEIGHT + DRIFT);
        for (CurrencyGroup group : CurrencyGroup.ALL) {
            book.group(group.label(), group.members(), group.limit() + GROUP_DRIFT);
        }
        return book.soft(Limit.drawdown(0.20)).build();
    }
}
