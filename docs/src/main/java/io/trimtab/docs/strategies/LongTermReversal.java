package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.util.SortedMap;

/**
 * Holds the assets that are cheapest against their own price of years ago: value, where there are no books to read.
 *
 * <p>Asness, Moskowitz and Pedersen, Value and Momentum Everywhere, Journal of Finance 68 (2013), who measure the value of
 * a currency by its change over five years.
 *
 * @param years the years looked back at
 * @param holdings how many assets are held
 */
record LongTermReversal(int years, int holdings) implements CandidateStrategy {
    @Override
    public String id() {
        return "value-" + years + "y";
    }

    @Override
    public String family() {
        return "value";
    }

    @Override
    public StrategyType type() {
        return StrategyType.MEAN_REVERSION;
    }

    @Override
    public StrategyContext context() {
        return Rules.made(Regime.RECOVERY, RiskProfile.BALANCED);
    }

    @Override
    public SortedMap<String, String> parameters() {
        return Rules.parameters("years", years, "holdings", holdings);
    }

    @Override
    public int minimumRows() {
        return years * 12 * Rules.MONTH + 1;
    }

    @Override
    public Weights targetAt(PriceHistory known) {
        double[] falls = Rules.negated(Rules.changes(known, years * 12 * Rules.MONTH, 0));
        return Rules.highest(known.universe(), falls, holdings);
    }
}
