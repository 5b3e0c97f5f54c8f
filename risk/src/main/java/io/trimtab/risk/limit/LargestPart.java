package io.trimtab.risk.limit;

import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.market.Weights;
import java.util.List;

/**
 * The largest part of an order that passes a book of limits, all legs cut alike.
 *
 * <p>Beyond the point where a position crosses zero every limit must be kept; up to there one that is exceeded already
 * must only not rise, so that nothing at all always passes, and where that part only reduces positions, account state,
 * turnover and limits that cannot be measured let it pass.
 */
final class LargestPart {
    private final List<LimitEntry> entries;
    private final PortfolioView view;
    private final Weights proposed;
    private final double warningLevel;

    LargestPart(List<LimitEntry> entries, PortfolioView view, Weights proposed, double warningLevel) {
        this.entries = entries;
        this.view = view;
        this.proposed = proposed;
        this.warningLevel = warningLevel;
    }

    /** Its fraction of the order, 0 if no part passes, given whether every limit could be measured for the whole. */
    double find(boolean measurable) {
        double crossing = Trades.firstCrossing(view.current(), proposed);
        boolean reduces = Trades.onlyReduces(view.current(), Trades.part(view.current(), proposed, crossing));
        if (measurable && crossing < 1) {
            double beyond = settle(1, Allowance.NOTHING);
            if (beyond > crossing && passes(beyond)) {
                return beyond;
            }
        }
        if (!measurable && !reduces) {
            return 0;
        }
        double fraction = settle(crossing, reduces ? Allowance.REDUCTION : Allowance.NOT_RISING);
        // what passes whole now was denied before: a measure that works only now and then proves nothing
        return fraction > 0 && fraction < 1 && passes(fraction) ? fraction : 0;
    }

    /** What a part of an order may do to limits that are exceeded already. */
    private enum Allowance {
        NOTHING,
        NOT_RISING,
        REDUCTION
    }

    /** Each limit bounds the fraction from above; together they settle in a few rounds. */
    private double settle(double upper, Allowance allowance) {
        double fraction = upper;
        for (double before = Double.NaN; fraction != before && fraction > 0; ) {
            before = fraction;
            for (LimitEntry entry : entries) {
                if (entry.kind() == LimitKind.HARD && fraction > 0) {
                    fraction = largestFraction(entry.limit(), fraction, allowance);
                }
            }
        }
        return fraction;
    }

    private double largestFraction(Limit limit, double upper, Allowance allowance) {
        Gauge gauge = limit.gauge();
        boolean stateRelieved = allowance == Allowance.REDUCTION && gauge.relief() == Gauge.Relief.REDUCTION_ONLY;
        boolean mayNotRise = allowance != Allowance.NOTHING && gauge.relief() == Gauge.Relief.NOT_RISING;
        if (stateRelieved) {
            return upper;
        }
        double fraction = upper;
        try {
            double[] before = gauge.measure(view, view.current());
            for (int k = 0; k < before.length && fraction > 0; k++) {
                double bound = mayNotRise && before[k] > limit.slackBound() ? before[k] : limit.bound();
                double there = gauge.measure(view, Trades.part(view.current(), proposed, fraction))[k];
                if (Double.isFinite(there) && there > Limit.withSlack(bound)) {
                    fraction = gauge.largestFraction(view, proposed, k, bound, fraction);
                }
            }
            return fraction;
        } catch (Throwable unmeasurable) {
            return allowance == Allowance.REDUCTION ? fraction : 0;
        }
    }

    private boolean passes(double fraction) {
        Weights part = Trades.part(view.current(), proposed, fraction);
        return !Assessment.of(entries, view, part, warningLevel).denies();
    }
}
