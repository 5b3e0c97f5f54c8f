package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.AssetClass;
import io.trimtab.core.strategy.CorrelationLevel;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.VolatilityLevel;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What several rules have in common: changes, averages, volatilities, ranks. */
final class Rules {
    /** Trading days counted as one month. */
    static final int MONTH = 21;

    private Rules() {}

    /** The simple return of each asset from {@code from} rows before the last row to {@code to} rows before it. */
    static double[] changes(PriceHistory known, int from, int to) {
        int last = known.rows() - 1;
        double[] changes = new double[known.columns()];
        for (int j = 0; j < changes.length; j++) {
            changes[j] = known.get(last - to, j) / known.get(last - from, j) - 1;
        }
        return changes;
    }

    /** The mean of the last {@code rows} prices of an asset. */
    static double average(PriceHistory known, int column, int rows) {
        double sum = 0;
        for (int t = known.rows() - rows; t < known.rows(); t++) {
            sum += known.get(t, column);
        }
        return sum / rows;
    }

    /** The daily volatility of weighted holdings, rebalanced daily, over the last {@code days} returns. */
    static double volatility(PriceHistory known, int days, double[] weights) {
        double sum = 0;
        double squares = 0;
        for (int t = known.rows() - days; t < known.rows(); t++) {
            double r = 0;
            for (int j = 0; j < weights.length; j++) {
                r += weights[j] * (known.get(t, j) / known.get(t - 1, j) - 1);
            }
            sum += r;
            squares += r * r;
        }
        return Math.sqrt(Math.max(0, squares - sum * sum / days) / (days - 1));
    }

    /** The daily volatility of each asset over the last {@code days} returns. */
    static double[] volatilities(PriceHistory known, int days) {
        double[] volatilities = new double[known.columns()];
        double[] one = new double[known.columns()];
        for (int j = 0; j < volatilities.length; j++) {
            one[j] = 1;
            volatilities[j] = volatility(known, days, one);
            one[j] = 0;
        }
        return volatilities;
    }

    /** The same weight for the {@code count} assets of the highest score; of equal scores the first asset's wins. */
    static Weights highest(Universe universe, double[] scores, int count) {
        double[] weights = new double[scores.length];
        int held = Math.min(count, scores.length);
        for (int i = 0; i < scores.length; i++) {
            int better = 0;
            for (int j = 0; j < scores.length; j++) {
                better += scores[j] > scores[i] || (scores[j] == scores[i] && j < i) ? 1 : 0;
            }
            weights[i] = better < held ? 1.0 / held : 0;
        }
        return Weights.of(universe, weights);
    }

    /** The numbers with the opposite sign: highest becomes lowest. */
    static double[] negated(double[] scores) {
        double[] negated = new double[scores.length];
        for (int j = 0; j < scores.length; j++) {
            negated[j] = -scores[j];
        }
        return negated;
    }

    /** Proportional to the given numbers, summing to one, none above a cap; what the cap cuts goes to the others. */
    static Weights proportional(Universe universe, double[] sizes, double cap) {
        double[] weights = new double[sizes.length];
        boolean[] capped = new boolean[sizes.length];
        double left = 1;
        for (boolean again = true; again; ) {
            again = false;
            double total = 0;
            for (int j = 0; j < sizes.length; j++) {
                total += capped[j] ? 0 : sizes[j];
            }
            for (int j = 0; j < sizes.length; j++) {
                weights[j] = capped[j] ? cap : left * sizes[j] / total;
            }
            for (int j = 0; j < sizes.length; j++) {
                if (!capped[j] && weights[j] > cap) {
                    capped[j] = true;
                    left -= cap;
                    again = true;
                }
            }
        }
        return Weights.of(universe, weights);
    }

    /** The context of a currency rule for one regime: currencies are calm against shares, and loosely tied. */
    static StrategyContext made(Regime regime, RiskProfile profile) {
        return new StrategyContext(regime, VolatilityLevel.LOW, CorrelationLevel.MEDIUM, AssetClass.FX, profile);
    }

    /** Parameters by name from name, value, name, value. */
    static SortedMap<String, String> parameters(Object... namesAndValues) {
        SortedMap<String, String> parameters = new TreeMap<>();
        for (int k = 0; k + 1 < namesAndValues.length; k += 2) {
            parameters.put(namesAndValues[k].toString(), namesAndValues[k + 1].toString());
        }
        return Collections.unmodifiableSortedMap(parameters);
    }
}
