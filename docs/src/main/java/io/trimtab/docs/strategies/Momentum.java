package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.util.SortedMap;

/**
 * Holds the assets that rose most over the last months, leaving out the most recent ones.
 *
 * <p>Jegadeesh and Titman, Returns to Buying Winners and Selling Losers, Journal of Finance 48 (1993); for currencies
 * Menkhoff, Sarno, Schmeling and Schrimpf, Currency Momentum Strategies, Journal of Financial Economics 106 (2012).
 *
 * @param months the months looked back at
 * @param skipped the latest months left out
 * @param holdings how many assets are held
 */
record Momentum(int months, int skipped, int holdings) implements CandidateStrategy {
    @Override
    public String id() {
        return "momentum-" + months + (skipped == 0 ? "m" : "-" + skipped + "m");
    }

    @Override
    public String family() {
        return "momentum";
    }

    @Override
    public StrategyType type() {
        return StrategyType.MOMENTUM;
    }

    @Override
    public StrategyContext context() {
        return Rules.made(Regime.TRENDING_UP, RiskProfile.AGGRESSIVE);
    }

    @Override
    public SortedMap<String, String> parameters() {
        return Rules.parameters("months", months, "skipped", skipped, "holdings", holdings);
    }

    @Override
    public int minimumRows() {
        return months * Rules.MONTH + 1;
    }

    @Override
    public Weights targetAt(PriceHistory known) {
        double[] rises = Rules.changes(known, months * Rules.MONTH, skipped * Rules.MONTH);
        return Rules.highest(known.universe(), rises, holdings);
    }
}
