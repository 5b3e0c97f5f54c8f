package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;

/**
 * An order rule that an order breaks.
 *
 * @param rule which
 * @param measured what was measured; 0 where it cannot be
 * @param bound what is allowed
 * @param text for people: what, how much, and what to do
 */
public record RuleBreach(Rule rule, double measured, double bound, String text) {
    public RuleBreach {
        Check.notNull(rule, "rule");
        Check.finite(measured, "measured");
        Check.finite(bound, "bound");
        Check.notNull(text, "text");
    }

    /** A rule about orders themselves. */
    public enum Rule {
        /** Too many orders in a window. */
        RATE,
        /** Too large an order. */
        NOTIONAL,
        /** A limit price too far from the price known. */
        PRICE_COLLAR,
        /** The same order again. */
        DUPLICATE,
        /** Too much traded in a day. */
        DAILY_TURNOVER,
        /** Too much traded in a window. */
        ROLLING_TURNOVER,
        /** What the rule needs is not known. */
        UNMEASURED
    }
}
