package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;

/**
 * How much of a denied order would pass: all its legs cut alike, by as little as cures every breach.
 *
 * @param fractionKept the part of the order that passes, from 0 (nothing) to below 1
 * @param weights what would be held after that part
 * @param text for people
 */
public record Cut(double fractionKept, Weights weights, String text) {
    /** A smaller part of an order is rounding. */
    private static final double NOTHING = 1e-9;

    public Cut {
        Check.within(fractionKept, 0, 1, "fractionKept");
        Check.notNull(weights, "weights");
        Check.notNull(text, "text");
    }

    /** Only the number and the legs decide what is said. */
    static Cut of(Weights current, Weights proposed, double largest) {
        double fraction = largest < NOTHING ? 0 : largest;
        Weights weights = Trades.part(current, proposed, fraction);
        if (fraction == 0) {
            return new Cut(0, weights, "no part of the order can pass");
        }
        int legs = 0;
        int leg = -1;
        for (int i = 0; i < current.universe().size(); i++) {
            if (proposed.get(i) != current.get(i)) {
                legs++;
                leg = i;
            }
        }
        if (legs != 1) {
            return new Cut(fraction, weights, "cut all " + legs + " legs by " + Text.percentAtLeast(1 - fraction));
        }
        double change = proposed.get(leg) - current.get(leg);
        String text = (change > 0 ? "buy " : "sell ") + Text.percentAtMost(fraction * Math.abs(change))
                + " of equity in " + current.universe().id(leg) + " instead of " + Text.percent(Math.abs(change));
        return new Cut(fraction, weights, text);
    }

    @Override
    public String toString() {
        return text;
    }
}
