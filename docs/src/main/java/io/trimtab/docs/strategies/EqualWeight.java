package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.util.SortedMap;

/**
 * Holds every asset alike: what every other rule must beat.
 */
record EqualWeight() implements CandidateStrategy {
    @Override
    public String id() {
        return "equal-weight";
    }

    @Override
    public String family() {
        return "passive";
    }

    @Override
    public StrategyType type() {
        return StrategyType.PASSIVE;
    }

    @Override
    public StrategyContext context() {
        return Rules.made(Regime.SIDEWAYS, RiskProfile.BALANCED);
    }

    @Override
    public SortedMap<String, String> parameters() {
        return Rules.parameters();
    }

    @Override
    public int minimumRows() {
        return 1;
    }

    @Override
    public Weights targetAt(PriceHistory known) {
        return Weights.equal(known.universe());
    }
}
