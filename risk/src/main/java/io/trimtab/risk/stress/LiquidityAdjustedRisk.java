package io.trimtab.risk.stress;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Scale;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.StandardNormal;
import io.trimtab.risk.model.RiskModel;

/**
 * The risk of a portfolio until it is closed, position by position, as fast as the market takes it.
 *
 * <pre>{@code
 * LiquidityAdjustedRisk risk = LiquidityAdjustedRisk.of(dailyCovariance, profile, weights);
 * risk.horizonDays("SAP");                        // 4
 * risk.valueAtRisk(Confidence.of(0.99));          // of all days together, spreads paid
 * }</pre>
 *
 * <p>Of a position w, {@code max(0, |w| - k s)} is left for day k = 0, 1, ..., with s what can be closed in a day; each
 * day's returns are independent with the model's covariance. The variance of the whole liquidation is the sum over days of
 * that of what is left, which for one position closed in h equal parts is {@code sigma^2 w^2 (h + 1)(2 h + 1) / (6 h)}, the
 * factor of Jorion, "Value at Risk" (2007), chapter 13. Closing costs half the spread; Bangia, Diebold, Schuermann and
 * Stroughair, "Modeling liquidity risk" (1999), without the volatility of spreads. Summed in closed form, whatever the number
 * of days: O(n^2) for n positions held. Immutable and thread-safe.
 */
public final class LiquidityAdjustedRisk {
    /** Four thousand years: beyond, a position cannot be said to be for sale. */
    private static final double LONGEST = 1e6;

    private final Universe universe;
    private final double[] days;
    private final double volatility;
    private final double oneDayVolatility;
    private final double cost;

    private LiquidityAdjustedRisk(
            Universe universe, double[] days, double volatility, double oneDayVolatility, double cost) {
        this.universe = universe;
        this.days = days;
        this.volatility = volatility;
        this.oneDayVolatility = oneDayVolatility;
        this.cost = cost;
    }

    /**
     * The risk of closing a portfolio.
     *
     * @param daily covariance of daily returns
     * @param profile how fast and at what cost positions can be closed
     * @param weights the portfolio
     * @return the risk
     * @throws IllegalArgumentException if the universes differ, or a position would take more than a million days
     */
    public static LiquidityAdjustedRisk of(RiskModel daily, LiquidityProfile profile, Weights weights) {
        return of(daily, profile, weights, 1);
    }

    /** The same with all volatilities multiplied. */
    static LiquidityAdjustedRisk of(
            RiskModel daily, LiquidityProfile profile, Weights weights, double volatilityScale) {
        Universe universe = Check.notNull(daily, "daily").universe();
        universe.requireSame(Check.notNull(profile, "profile").universe(), "profile");
        universe.requireSame(Check.notNull(weights, "weights").universe(), "weights");
        int n = universe.size();
        double[] days = new double[n];
        double cost = 0;
        for (int i = 0; i < n; i++) {
            double size = Math.abs(weights.get(i));
            if (size == 0) {
                continue;
            }
            days[i] = Math.ceil(size / profile.perDay(i));
            if (!(days[i] <= LONGEST)) {
                throw new IllegalArgumentException("position in " + universe.id(i) + " cannot be closed: " + size
                        + " of equity at " + profile.perDay(i) + " a day");
            }
            days[i] = Math.max(1, days[i]);
            cost += size * profile.halfSpread(i);
        }
        // in units of the largest position, in which squares neither overflow nor vanish; a pace beyond the position is
        // its size
        double[] position = weights.toArray();
        double unit = Scale.unit(position);
        Scale.divide(position, unit);
        double[] pace = new double[n];
        for (int i = 0; i < n; i++) {
            pace[i] = Math.min(profile.perDay(i), Math.abs(weights.get(i)));
        }
        Scale.divide(pace, unit);
        double variance = 0;
        double[] column = new double[n];
        for (int j = 0; j < n; j++) {
            if (days[j] == 0) {
                continue;
            }
            daily.columnInto(j, column, 0);
            for (int i = 0; i < n; i++) {
                if (days[i] != 0) {
                    variance +=
                            column[i] * overlap(position[i], pace[i], position[j], pace[j], Math.min(days[i], days[j]));
                }
            }
        }
        double oneDay = daily.volatility(weights);
        // a sum of variances of what is left each day, the first of them that of everything
        double whole = Math.max(oneDay, Math.sqrt(Math.max(variance, 0)) * unit);
        return new LiquidityAdjustedRisk(
                universe,
                days,
                Check.finite(volatilityScale * whole, "volatility until all is closed"),
                volatilityScale * oneDay,
                Check.finite(cost, "cost of closing"));
    }

    /** {@code sum over k below m of (|a| - k s)(|b| - k t)}, with the sign of a b. */
    private static double overlap(double a, double s, double b, double t, double m) {
        double first = m * (m - 1) / 2;
        double second = first * (2 * m - 1) / 3;
        double x = Math.abs(a);
        double y = Math.abs(b);
        double sum = m * x * y - (x * t + y * s) * first + s * t * second;
        return Math.signum(a) * Math.signum(b) * sum;
    }

    /**
     * How long it takes to close a position.
     *
     * @param asset its id
     * @return whole days; 0 where nothing is held
     * @throws IllegalArgumentException if the asset is unknown
     */
    public int horizonDays(String asset) {
        return (int) days[universe.indexOf(asset)];
    }

    /**
     * How long it takes to close everything.
     *
     * @return whole days of the slowest position
     */
    public int horizonDays() {
        double longest = 0;
        for (double day : days) {
            longest = Math.max(longest, day);
        }
        return (int) longest;
    }

    /**
     * The standard deviation of what is gained or lost until all is closed.
     *
     * @return a fraction of equity, at least {@link #oneDayVolatility()}
     */
    public double volatility() {
        return volatility;
    }

    /**
     * The standard deviation of one day, everything held.
     *
     * @return a fraction of equity
     */
    public double oneDayVolatility() {
        return oneDayVolatility;
    }

    /**
     * What the spreads cost.
     *
     * @return a fraction of equity, at least 0
     */
    public double closingCost() {
        return cost;
    }

    /**
     * The loss until all is closed that is not exceeded with the confidence, if returns are normal with mean 0.
     *
     * @param confidence 1 - alpha
     * @return {@code z sigma + cost}, a fraction of equity
     */
    public double valueAtRisk(Confidence confidence) {
        return StandardNormal.quantile(Check.notNull(confidence, "confidence").level()) * volatility + cost;
    }

    @Override
    public String toString() {
        return "LiquidityAdjustedRisk[" + horizonDays() + " days, volatility " + Text.number(100 * volatility)
                + "%, cost " + Text.number(100 * cost) + "%]";
    }
}
