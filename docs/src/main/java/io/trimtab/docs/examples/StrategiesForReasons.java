package io.trimtab.docs.examples;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.regime.GaussianHmm;
import io.trimtab.core.regime.HmmSettings;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.strategy.Ranking;
import io.trimtab.core.strategy.Selection;
import io.trimtab.core.strategy.Selector;
import io.trimtab.core.strategy.StrategyCatalog;
import io.trimtab.core.strategy.StrategyScorer;

/** Chooses strategies for the regime the market is believed to be in, and says why not the others. */
public final class StrategiesForReasons {
    private StrategiesForReasons() {}

    /**
     * Chooses strategies.
     *
     * @param returns daily returns of the market
     * @param catalog the candidates
     * @return the strategies chosen, and the others with their reasons
     */
    public static Selection choose(ReturnPanel returns, StrategyCatalog catalog) {
        RegimeBelief belief =
                GaussianHmm.fit(returns, HmmSettings.states(2)).filter().latest();
        Ranking ranking = StrategyScorer.reference().score(catalog.candidates(), belief);
        return Selector.top(5).minimumConfidence(0.4).hysteresis(0.05).select(ranking);
    }
}
