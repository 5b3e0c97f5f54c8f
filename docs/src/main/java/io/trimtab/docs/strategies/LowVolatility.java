package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.util.SortedMap;

/**
 * Holds the calmest assets alike.
 *
 * <p>Blitz and van Vliet, The Volatility Effect, Journal of Portfolio Management 34 (2007).
 *
 * @param days the daily returns that measure volatility
 * @param holdings how many assets are held
 */
record LowVolatility(int days, int holdings) implements CandidateStrategy {
    @Override
    public String id() {
        return "low-volatility-" + days + "d";
    }

    @Override
    public String family() {
        return "low risk";
    }

    @Override
    public StrategyType type() {
        return StrategyType.DEFENSIVE;
    }

    @Override
    public StrategyContext context() {
        return Rules.made(Regime.CRISIS, RiskProfile.CONSERVATIVE);
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
        double[] calm = Rules.negated(Rules.volatilities(known, days));
        return Rules.highest(known.universe(), calm, holdings);
    }
}
