package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether a factor foretells anything, how far ahead, and how to combine those that do.
 *
 * <p>Tables are dates x strategies, date by date; a NaN is missing on its date. Stateless and thread-safe.
 *
 * <pre>{@code
 * List<InformationCoefficient> ahead = FactorResearch.byHorizon(values, returns, 50, 1, 5, 21, 63);
 * ahead.get(0).rankMean(); // 0.04: the factor's order is a little like that of the returns one period later
 * }</pre>
 */
public final class FactorResearch {
    private static final int LEAST_STRATEGIES = 3;

    private FactorResearch() {}

    /**
     * The information coefficients at several horizons: on each date the correlation over strategies of the factor's value
     * with the sum of the returns of the h periods after it, averaged over dates (Grinold and Kahn 2000). Where the
     * coefficients fall to half of the first tells how fast the factor's knowledge decays.
     *
     * @param values the factor's values, of which more is better, date by date
     * @param returns the strategies' returns of the period that ends on each date, date by date
     * @param strategies the number of strategies, at least 3
     * @param horizons how many periods ahead, each at least 1
     * @return one coefficient a horizon, in the order given
     * @throws IllegalArgumentException if the lengths differ or are no multiple of the number of strategies
     */
    public static List<InformationCoefficient> byHorizon(
            double[] values, double[] returns, int strategies, int... horizons) {
        Check.notNull(values, "values");
        Check.notNull(returns, "returns");
        Check.notNull(horizons, "horizons");
        Check.atLeast(strategies, LEAST_STRATEGIES, "strategies");
        Check.length(returns.length, values.length, "returns");
        if (values.length % strategies != 0) {
            throw new IllegalArgumentException("values must be dates x strategies (a multiple of " + strategies
                    + "), had length " + values.length);
        }
        List<InformationCoefficient> out = new ArrayList<>();
        for (int horizon : horizons) {
            out.add(at(values, returns, strategies, Check.atLeast(horizon, 1, "horizon")));
        }
        return List.copyOf(out);
    }

    private static InformationCoefficient at(double[] values, double[] returns, int n, int horizon) {
        int dates = values.length / n;
        double[] plain = new double[dates];
        double[] ranked = new double[dates];
        int counted = 0;
        for (int t = 0; t + horizon < dates; t++) {
            double[] x = new double[n];
            double[] y = new double[n];
            int both = 0;
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int h = 1; h <= horizon; h++) {
                    sum += returns[(t + h) * n + i];
                }
                if (Double.isFinite(values[t * n + i]) && Double.isFinite(sum)) {
                    x[both] = values[t * n + i];
                    y[both++] = sum;
                }
            }
            if (both >= LEAST_STRATEGIES) {
                double[] cx = Arrays.copyOf(x, both);
                double[] cy = Arrays.copyOf(y, both);
                double correlation = correlation(cx, cy);
                if (Double.isFinite(correlation)) {
                    plain[counted] = correlation;
                    ranked[counted++] = correlation(ranks(cx), ranks(cy));
                }
            }
        }
        return InformationCoefficient.of(horizon, plain, ranked, counted);
    }

    /**
     * How much several signals with a correlation gain by being combined: 1 / sqrt(w' C w), by which a weighted sum of
     * signals of deviation one must be multiplied to have deviation one again (Carver 2015). Correlations below 0 count as
     * 0, and the result is at most a limit, so that chance in the correlations cannot blow positions up.
     *
     * @param weights n weights, not negative, with sum one
     * @param correlations n x n correlations, row by row
     * @param limit the largest multiplier, at least 1; 2.5 is usual
     * @return at least 1
     */
    public static double diversificationMultiplier(double[] weights, double[] correlations, double limit) {
        int n = Check.atLeast(Check.notNull(weights, "weights").length, 1, "number of weights");
        Check.length(Check.notNull(correlations, "correlations").length, n * n, "correlations");
        if (!(limit >= 1 && limit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("limit must be at least 1 and finite, was " + limit);
        }
        double sum = 0;
        double variance = 0;
        for (int i = 0; i < n; i++) {
            sum += Check.notNegative(weights[i], "weights[" + i + "]");
            for (int j = 0; j < n; j++) {
                double c = Check.within(correlations[i * n + j], -1, 1, "correlations[" + (i * n + j) + "]");
                variance += weights[i]
                        * Check.notNegative(weights[j], "weights[" + j + "]")
                        * (i == j ? 1 : Math.max(0, c));
            }
        }
        if (!(Math.abs(sum - 1) <= 1e-9)) {
            throw new IllegalArgumentException("weights must sum to 1, were " + sum);
        }
        return Math.max(1, Math.min(limit, 1 / Math.sqrt(variance)));
    }

    /**
     * Weights that follow a target slowly: each step goes the share 1 - 2^(-1 / halfLife) of the way.
     *
     * @param current n weights
     * @param target n weights
     * @param halfLife after how many steps half of the way is done, positive
     * @return n weights; they sum to one if both do
     */
    public static double[] smoothed(double[] current, double[] target, double halfLife) {
        Check.allFinite(Check.notNull(current, "current"), "current");
        Check.allFinite(Check.notNull(target, "target"), "target");
        Check.length(target.length, current.length, "target");
        double share = 1 - StrictMath.pow(2, -1 / Check.positive(halfLife, "halfLife"));
        double[] out = new double[current.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = current[i] + share * (target[i] - current[i]);
        }
        return out;
    }

    /**
     * A penalty that keeps expensive strategies out: where trading costs eat more than a share of the gross Sharpe ratio
     * (a third is usual, Carver 2015), it takes off what exceeds the share, in proportion.
     *
     * @param grossSharpe annualised Sharpe ratio before costs; at or below 0, and where missing, the full penalty holds
     * @param costSharpe costs a year divided by the volatility a year, not negative
     * @param share of the gross ratio that costs may take, within (0, 1)
     * @param most the penalty when costs eat it all, not negative
     * @return the penalty "cost ceiling"
     */
    public static ScorePenalty costCeiling(
            ToDoubleFunction<StrategyRecord> grossSharpe,
            ToDoubleFunction<StrategyRecord> costSharpe,
            double share,
            double most) {
        return new CostCeiling(grossSharpe, costSharpe, share, most);
    }

    private record CostCeiling(
            ToDoubleFunction<StrategyRecord> grossSharpe,
            ToDoubleFunction<StrategyRecord> costSharpe,
            double share,
            double most)
            implements ScorePenalty {
        CostCeiling {
            Check.notNull(grossSharpe, "grossSharpe");
            Check.notNull(costSharpe, "costSharpe");
            Check.strictlyWithin(share, 0, 1, "share");
            Check.notNegative(most, "most");
        }

        @Override
        public String name() {
            return "cost ceiling";
        }

        @Override
        public double amount(StrategyRecord strategy, MarketConditions conditions) {
            double gross = grossSharpe.applyAsDouble(strategy);
            double eaten = costSharpe.applyAsDouble(strategy) / gross;
            if (!(gross > 0) || Double.isNaN(eaten)) {
                return most;
            }
            return most * Math.min(1, Math.max(0, eaten - share) / (1 - share));
        }
    }

    /** Pearson's correlation; NaN if one side does not vary. */
    static double correlation(double[] x, double[] y) {
        int n = x.length;
        double mx = 0;
        double my = 0;
        for (int i = 0; i < n; i++) {
            mx += x[i] / n;
            my += y[i] / n;
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
            xy += (x[i] - mx) * (y[i] - my);
        }
        return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy))) : Double.NaN;
    }

    private static double[] ranks(double[] values) {
        double[] sorted = Normalisers.present(values);
        double[] ranks = new double[values.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = Normalisers.below(sorted, values[i]) + Normalisers.notAbove(sorted, values[i]);
        }
        return ranks;
    }
}
