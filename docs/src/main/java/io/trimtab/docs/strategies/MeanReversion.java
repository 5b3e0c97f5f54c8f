package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.util.SortedMap;

/**
 * Holds the assets that fell most over the last days, in the hope that they fell too far.
 *
 * <p>Jegadeesh, Evidence of Predictable Behavior of Security Returns, Journal of Finance 45 (1990).
 *
 * @param days the trading days looked back at
 * @param holdings how many assets are held
 */
record MeanReversion(int days, int holdings) implements CandidateStrategy {
    @Override
    public String id() {
        return "mean-reversion-" + days + "d";
    }

    @Override
    public String family() {
        return "mean reversion";
    }

    @Override
    public StrategyType type() {
        return StrategyType.MEAN_REVERSION;
    }

    @Override
    public StrategyContext context() {
        return Rules.made(Regime.SIDEWAYS, RiskProfile.AGGRESSIVE);
    }

    @Override
    public SortedMap<String, String> parameters() {
        return Rules.parameters("days", days, "holdings", holdings);
    }

    @Override
    public int minimumRows() {
        return days + 1;
    }

    @Override
    public Weights targetAt(PriceHistory known) {
        double[] falls = Rules.negated(Rules.changes(known, days, 0));
        return Rules.highest(known.universe(), falls, holdings);
    }
}
