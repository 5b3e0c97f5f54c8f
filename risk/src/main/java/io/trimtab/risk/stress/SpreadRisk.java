package io.trimtab.risk.stress;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.StandardNormal;

/**
 * The spread between bid and ask as a risk of its own: its mean, and how far it widens when one must sell.
 *
 * <pre>{@code
 * SpreadRisk spread = new SpreadRisk(0.005, 0.002, 3);
 * spread.halfSpread();                                  // 0.0055 of the price, in a market that is as wide as it gets
 * spread.valueAtRisk(0.015, Confidence.of(0.99));       // 0.0398 of the position
 * }</pre>
 *
 * <p>A. Bangia, F. X. Diebold, T. Schuermann and J. D. Stroughair, "Modeling liquidity risk, with implications for traditional
 * market risk measurement and management" (1999): half of {@code mean + multiple x deviation} is lost on top of the value at
 * risk of the mid price, because prices fall and spreads widen together. Their multiples are 2 to 4.5, since spreads are far
 * from normal. For a whole book give {@link #halfSpread()} to {@link LiquidityProfile}. Immutable and thread-safe.
 *
 * @param mean of the relative spread {@code (ask - bid) / mid}, at least 0
 * @param deviation standard deviation of the relative spread, at least 0
 * @param multiple how many deviations it widens, at least 0
 */
public record SpreadRisk(double mean, double deviation, double multiple) {
    public SpreadRisk {
        Check.notNegative(mean, "mean");
        Check.notNegative(deviation, "deviation");
        Check.notNegative(multiple, "multiple");
        double half = (mean + multiple * deviation) / 2;
        if (!(half < 1)) {
            throw new IllegalArgumentException(
                    "half of the widened spread must be below the price, was " + half + " of it");
        }
    }

    /**
     * What closing costs when the spread has widened.
     *
     * @return {@code (mean + multiple x deviation) / 2}, a fraction of the price
     */
    public double halfSpread() {
        return (mean + multiple * deviation) / 2;
    }

    /**
     * The value at risk of a position that is sold at the bid.
     *
     * @param volatility of the logarithmic return of the mid price over the horizon, at least 0
     * @param confidence of the value at risk of the mid price
     * @return {@code 1 - exp(-z volatility)} plus the half spread, as a fraction of the position
     * @throws IllegalArgumentException if the volatility is negative or not finite
     */
    public double valueAtRisk(double volatility, Confidence confidence) {
        Check.notNegative(volatility, "volatility");
        double z =
                StandardNormal.quantile(Check.notNull(confidence, "confidence").level());
        return -StrictMath.expm1(-z * volatility) + halfSpread();
    }
}
