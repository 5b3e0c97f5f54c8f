package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.io.Serializable;

/**
 * The levels of a {@link RuleRegimeModel}. Immutable and thread-safe.
 *
 * @param periods how many bars make a year
 * @param lookBack the bars of the trend, at least 20
 * @param recent the bars of volatility, momentum and correlation, at least 10 and at most the look-back
 * @param trend how much the market must gain or lose over the whole look-back (not per bar) to be in a trend, as a
 *     fraction, positive
 * @param momentum how much it must gain over the recent bars to recover, as a fraction, positive
 * @param volatility the annualised volatility of a volatile market, positive
 * @param crisis the annualised volatility of a crisis, above that of a volatile market
 * @param correlation the average pairwise correlation from which a volatile, falling market is a crisis, within [-1, 1]
 */
public record RuleSettings(
        PeriodsPerYear periods,
        int lookBack,
        int recent,
        double trend,
        double momentum,
        double volatility,
        double crisis,
        double correlation)
        implements Serializable {
    public RuleSettings {
        Check.notNull(periods, "periods");
        Check.atLeast(lookBack, 20, "lookBack");
        Check.atLeast(recent, 10, "recent");
        Check.atLeast(lookBack, recent, "lookBack");
        Check.positive(trend, "trend");
        Check.positive(momentum, "momentum");
        Check.positive(volatility, "volatility");
        Check.finite(crisis, "crisis");
        if (!(crisis > volatility)) {
            throw new IllegalArgumentException(
                    "crisis must be above the volatility of a volatile market (" + volatility + "), was " + crisis);
        }
        Check.within(correlation, -1, 1, "correlation");
    }

    /**
     * A trend of 20% over 252 bars; volatility (25% volatile, 35% crisis), momentum (5%) and correlation (0.6) over 63.
     *
     * @param periods how many bars make a year
     * @return the settings
     */
    public static RuleSettings standard(PeriodsPerYear periods) {
        return new RuleSettings(periods, 252, 63, 0.20, 0.05, 0.25, 0.35, 0.6);
    }

    /**
     * The same settings over other bars; trend and momentum are then over those.
     *
     * @param ofTrend the bars of the trend, at least 20
     * @param ofTheRest the bars of volatility, momentum and correlation, at least 10
     * @return the settings
     */
    public RuleSettings over(int ofTrend, int ofTheRest) {
        return new RuleSettings(periods, ofTrend, ofTheRest, trend, momentum, volatility, crisis, correlation);
    }

    /**
     * The same settings with other moves.
     *
     * @param overLookBack the trend over the look-back, as a fraction
     * @param overRecent the momentum over the recent bars, as a fraction
     * @return the settings
     */
    public RuleSettings moves(double overLookBack, double overRecent) {
        return new RuleSettings(periods, lookBack, recent, overLookBack, overRecent, volatility, crisis, correlation);
    }
}
