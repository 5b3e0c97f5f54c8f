package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.util.SortedMap;

/**
 * Holds the assets that rose most, as far as they rose at all: the slots of those that fell stay cash.
 *
 * <p>Antonacci, Risk Premia Harvesting Through Dual Momentum, Journal of Management and Entrepreneurship 2 (2017).
 *
 * @param months the months looked back at
 * @param holdings how many assets are held at most
 */
record DualMomentum(int months, int holdings) implements CandidateStrategy {
    @Override
    public String id() {
        return "dual-momentum-" + months + "m";
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
        return Rules.made(Regime.BULL, RiskProfile.BALANCED);
    }

    @Override
    public SortedMap<String, String> parameters() {
        return Rules.parameters("months", months, "holdings", holdings);
    }

    @Override
    public int minimumRows() {
        return months * Rules.MONTH + 1;
    }

    @Override
    public Weights targetAt(PriceHistory known) {
        double[] rises = Rules.changes(known, months * Rules.MONTH, 0);
        double[] weights = Rules.highest(known.universe(), rises, holdings).toArray();
        for (int j = 0; j < weights.length; j++) {
            weights[j] = rises[j] > 0 ? weights[j] : 0;
        }
        return Weights.of(known.universe(), weights);
    }
}
