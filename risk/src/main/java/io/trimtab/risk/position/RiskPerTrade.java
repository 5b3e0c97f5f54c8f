package io.trimtab.risk.position;

import io.trimtab.core.check.Check;

/**
 * Sizes one trade by the distance to its stop, so that being stopped out costs a given fraction of equity.
 *
 * <pre>{@code
 * RiskPerTrade risk = RiskPerTrade.of(0.01);
 * risk.weight(100, 95);     // +0.2: five per cent of a fifth is one per cent
 * risk.weight(100, 105);    // -0.2: a stop above the price is that of a short
 * }</pre>
 *
 * <p>{@code w = fraction entry / (entry - stop)}, whose sign is that of the trade; with slippage s, a fraction of the entry
 * price beyond the stop, {@code |w| = fraction entry / (|entry - stop| + s entry)}. This is fixed fractional sizing: R. Vince,
 * "The Mathematics of Money Management", 1992. A gap beyond the slippage costs more. At most the cap, which is 1 unless set.
 * Immutable and thread-safe.
 */
public final class RiskPerTrade {
    private final double fraction;
    private final double slippage;
    private final double cap;

    private RiskPerTrade(double fraction, double slippage, double cap) {
        this.fraction = fraction;
        this.slippage = slippage;
        this.cap = cap;
    }

    /**
     * A risk for each trade.
     *
     * @param fraction of equity that a stop costs, above 0 and below 1
     * @return the rule, without slippage, and with at most the whole equity in a trade
     * @throws IllegalArgumentException if the fraction is out of range
     */
    public static RiskPerTrade of(double fraction) {
        return new RiskPerTrade(Check.strictlyWithin(fraction, 0, 1, "fraction"), 0, 1);
    }

    /**
     * The same where the stop is expected to be filled at a worse price.
     *
     * @param fractionOfEntry how much worse, as a fraction of the entry price, at least 0
     * @return the rule
     */
    public RiskPerTrade withSlippage(double fractionOfEntry) {
        return new RiskPerTrade(fraction, Check.notNegative(fractionOfEntry, "slippage"), cap);
    }

    /**
     * The same with another largest trade.
     *
     * @param weight the largest absolute weight, positive
     * @return the rule
     */
    public RiskPerTrade withPositionCap(double weight) {
        return new RiskPerTrade(fraction, slippage, Check.positive(weight, "position cap"));
    }

    /**
     * Sizes a trade.
     *
     * @param entry the price at which it is entered, positive
     * @param stop the price at which it is given up, positive; below the entry for a long, above it for a short
     * @return the weight, negative for a short
     * @throws IllegalArgumentException if a price is not positive or both are equal
     */
    public double weight(double entry, double stop) {
        Check.positive(entry, "entry");
        Check.positive(stop, "stop");
        if (entry == stop) {
            throw new IllegalArgumentException(
                    "stop must differ from the entry of " + entry + ": without a distance there is no loss to size by");
        }
        double distance = Math.abs(entry - stop) / entry + slippage;
        return Math.copySign(Math.min(cap, fraction / distance), entry - stop);
    }

    @Override
    public String toString() {
        return "RiskPerTrade[" + fraction + "]";
    }
}
