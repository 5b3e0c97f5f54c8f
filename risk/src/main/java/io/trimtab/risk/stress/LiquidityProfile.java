package io.trimtab.risk.stress;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;

/**
 * How fast and at what cost positions can be closed.
 *
 * <pre>{@code
 * // a tenth of what trades in a day, for an account of 50 million
 * LiquidityProfile profile = LiquidityProfile.ofTurnover(universe, dailyTurnover, 0.10, 50e6, halfSpreads);
 * profile.losing(0.7);   // when seven tenths of it are gone
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class LiquidityProfile {
    private final Universe universe;
    private final double[] perDay;
    private final double[] halfSpread;

    private LiquidityProfile(Universe universe, double[] perDay, double[] halfSpread) {
        this.universe = universe;
        this.perDay = perDay;
        this.halfSpread = halfSpread;
    }

    /**
     * A profile as it is.
     *
     * @param universe the assets
     * @param perDay what can be closed of each in a day, as a fraction of equity, at least 0; copied
     * @param halfSpreads half the spread between bid and ask of each, as a fraction of the price, from 0 to below 1; copied
     * @return the profile
     * @throws IllegalArgumentException if a length differs or a number is out of range
     */
    public static LiquidityProfile of(Universe universe, double[] perDay, double[] halfSpreads) {
        int n = Check.notNull(universe, "universe").size();
        double[] pace = Check.notNull(perDay, "perDay").clone();
        double[] spread = Check.notNull(halfSpreads, "halfSpreads").clone();
        Check.length(pace.length, n, "perDay");
        Check.length(spread.length, n, "halfSpreads");
        for (int i = 0; i < n; i++) {
            Check.notNegative(pace[i], "perDay of " + universe.id(i));
            if (!(spread[i] >= 0 && spread[i] < 1)) {
                throw new IllegalArgumentException(
                        "half spread of " + universe.id(i) + " must be from 0 to below 1, was " + spread[i]);
            }
        }
        return new LiquidityProfile(universe, pace, spread);
    }

    /**
     * A profile from what trades in the market.
     *
     * @param universe the assets
     * @param dailyTurnover what trades of each in a day, in the currency of the equity
     * @param participation the part of it that one may be, above 0 and at most 1
     * @param equity of the account, positive
     * @param halfSpreads as in {@link #of}
     * @return the profile
     * @throws IllegalArgumentException if a length differs or a number is out of range
     */
    public static LiquidityProfile ofTurnover(
            Universe universe, double[] dailyTurnover, double participation, double equity, double[] halfSpreads) {
        if (!(participation > 0 && participation <= 1)) {
            throw new IllegalArgumentException("participation must be above 0 and at most 1, was " + participation);
        }
        Check.positive(equity, "equity");
        double[] perDay = Check.allFinite(Check.notNull(dailyTurnover, "dailyTurnover"), "dailyTurnover")
                .clone();
        for (int i = 0; i < perDay.length; i++) {
            perDay[i] = perDay[i] * participation / equity;
        }
        return of(universe, perDay, halfSpreads);
    }

    /**
     * The same after liquidity was lost: what can be closed in a day falls by the share, and spreads widen to what the rest
     * supports, {@code spread / (1 - share)}, at most to the whole price.
     *
     * @param share from 0 to below 1
     * @return the profile
     * @throws IllegalArgumentException if the share is out of range
     */
    public LiquidityProfile losing(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("share of liquidity lost must be from 0 to below 1, was " + share);
        }
        double[] slower = perDay.clone();
        double[] wider = halfSpread.clone();
        for (int i = 0; i < slower.length; i++) {
            slower[i] *= 1 - share;
            wider[i] = Math.min(Math.nextDown(1.0), wider[i] / (1 - share));
        }
        return new LiquidityProfile(universe, slower, wider);
    }

    /**
     * The assets.
     *
     * @return the universe
     */
    public Universe universe() {
        return universe;
    }

    /**
     * What can be closed of an asset in a day.
     *
     * @param index the asset's position
     * @return a fraction of equity
     */
    public double perDay(int index) {
        return perDay[index];
    }

    /**
     * Half the spread of an asset.
     *
     * @param index the asset's position
     * @return a fraction of the price
     */
    public double halfSpread(int index) {
        return halfSpread[index];
    }

    @Override
    public String toString() {
        return "LiquidityProfile[" + universe.size() + " assets]";
    }
}
