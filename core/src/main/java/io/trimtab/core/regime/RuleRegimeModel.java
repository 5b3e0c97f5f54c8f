package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import java.time.LocalDate;
import java.util.List;

/**
 * A {@link RegimeModel} by rules anyone can check: trend over a look-back, recent volatility, momentum and correlation.
 *
 * <p>Every rule is soft: a quantity at its level counts half, and the further it is from there the surer, as 1 / (1 +
 * exp(-distance / width)) with widths of a tenth of the level (of the correlation: 0.05). In this order, each of what the
 * ones before left over:
 *
 * <ul>
 *   <li>CRISIS: extreme volatility; or high volatility, a falling trend and a high correlation together
 *   <li>VOLATILE: high volatility
 *   <li>RECOVERY: a falling trend with rising momentum; without momentum, TRENDING_DOWN
 *   <li>TRENDING_UP: a rising trend
 *   <li>SIDEWAYS: what is left
 * </ul>
 *
 * The trend is the compounded return of the equally weighted market over the whole look-back. Of a single asset, or one
 * that does not move, there is no correlation; it then counts as low. Immutable and thread-safe.
 *
 * <pre>{@code
 * RegimeModel model = RuleRegimeModel.of(RuleSettings.standard(PeriodsPerYear.DAILY));
 * }</pre>
 */
public final class RuleRegimeModel implements RegimeModel {
    private static final String NAME = "rules";
    private static final List<Regime> REGIMES = List.of(
            Regime.CRISIS, Regime.VOLATILE, Regime.RECOVERY, Regime.TRENDING_DOWN, Regime.TRENDING_UP, Regime.SIDEWAYS);
    private static final double WIDTH = 0.1;
    private static final double CORRELATION_WIDTH = 0.05;

    private final RuleSettings settings;

    private RuleRegimeModel(RuleSettings settings) {
        this.settings = settings;
    }

    /**
     * A model by rules.
     *
     * @param settings the levels
     * @return the model
     */
    public static RuleRegimeModel of(RuleSettings settings) {
        return new RuleRegimeModel(Check.notNull(settings, "settings"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
        Check.notNull(history, "history");
        Check.notNull(asOf, "asOf");
        int end = history.rowAtOrBefore(asOf) + 1;
        if (end < settings.lookBack()) {
            return RegimeBelief.unknown(
                    REGIMES, NAME, asOf, end + " observations, at least " + settings.lookBack() + " needed");
        }
        int bars = Math.min(end - settings.lookBack() + 1, settings.lookBack());
        double[] market = MarketSeries.equalWeight()
                .over(history, end - settings.lookBack() - bars + 1, settings.lookBack() + bars - 1);
        double[] now = judge(history, market, end, market.length);
        for (double p : now) {
            if (!Double.isFinite(p)) {
                return RegimeBelief.unknown(REGIMES, NAME, asOf, "a quantity of the rules is not finite");
            }
        }
        RegimeBelief belief = RegimeBelief.of(REGIMES, now, NAME, asOf);
        int duration = 1;
        while (belief.isKnown() && duration < bars) {
            double[] before = judge(history, market, end - duration, market.length - duration);
            RegimeBelief then = isFinite(before) ? RegimeBelief.of(REGIMES, before, NAME, asOf) : belief;
            if (!isFinite(before) || !then.mostLikely().equals(belief.mostLikely())) {
                break;
            }
            duration++;
        }
        return belief.withDuration(duration);
    }

    private static boolean isFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** The probabilities at the end of a row; the market's row of that bar ends at its own place. */
    private double[] judge(ReturnPanel history, double[] market, int end, int marketEnd) {
        double trend = compounded(market, marketEnd - settings.lookBack(), marketEnd);
        double momentum = compounded(market, marketEnd - settings.recent(), marketEnd);
        double volatility = volatility(market, marketEnd - settings.recent(), marketEnd);
        double correlation = correlation(history, end - settings.recent(), end);
        double up = above(trend, settings.trend(), WIDTH * settings.trend());
        double down = above(-trend, settings.trend(), WIDTH * settings.trend());
        double rising = above(momentum, settings.momentum(), WIDTH * settings.momentum());
        double high = above(volatility, settings.volatility(), WIDTH * settings.volatility());
        double extreme = above(volatility, settings.crisis(), WIDTH * settings.crisis());
        double together = Double.isNaN(correlation) ? 0 : above(correlation, settings.correlation(), CORRELATION_WIDTH);
        double crisis = extreme + (1 - extreme) * high * down * together;
        double volatileShare = (1 - crisis) * high;
        double rest = (1 - crisis) * (1 - high);
        return new double[] {
            crisis,
            volatileShare,
            rest * down * rising,
            rest * down * (1 - rising),
            rest * (1 - down) * up,
            rest * (1 - down) * (1 - up)
        };
    }

    private static double above(double value, double level, double width) {
        return 1 / (1 + StrictMath.exp(-(value - level) / width));
    }

    private static double compounded(double[] returns, int from, int to) {
        double wealth = 1;
        for (int t = from; t < to; t++) {
            wealth *= 1 + returns[t];
        }
        return wealth - 1;
    }

    private double volatility(double[] returns, int from, int to) {
        double mean = 0;
        for (int t = from; t < to; t++) {
            mean += returns[t] / (to - from);
        }
        double squares = 0;
        for (int t = from; t < to; t++) {
            squares += (returns[t] - mean) * (returns[t] - mean);
        }
        return Math.sqrt(squares / (to - from - 1) * settings.periods().count());
    }

    /** The average over pairs from the variance of the sum of standardised columns: O(rows x columns). */
    private static double correlation(ReturnPanel history, int from, int to) {
        int rows = to - from;
        double[] sum = new double[rows];
        int moving = 0;
        for (int j = 0; j < history.columns(); j++) {
            double mean = 0;
            for (int t = from; t < to; t++) {
                mean += history.get(t, j) / rows;
            }
            double squares = 0;
            for (int t = from; t < to; t++) {
                squares += (history.get(t, j) - mean) * (history.get(t, j) - mean);
            }
            if (squares > 0) {
                moving++;
                double deviation = Math.sqrt(squares);
                for (int t = from; t < to; t++) {
                    sum[t - from] += (history.get(t, j) - mean) / deviation;
                }
            }
        }
        double total = 0;
        for (double x : sum) {
            total += x * x;
        }
        return moving < 2 ? Double.NaN : (total - moving) / ((double) moving * (moving - 1));
    }

    @Override
    public String toString() {
        return "RuleRegimeModel[" + settings + "]";
    }
}
