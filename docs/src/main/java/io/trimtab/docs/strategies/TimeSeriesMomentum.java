package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.util.SortedMap;

/**
 * Holds each asset that rose over the last months, the calm ones more than the wild ones; the rest is cash.
 *
 * <p>Moskowitz, Ooi and Pedersen, Time Series Momentum, Journal of Financial Economics 104 (2012), without the short side:
 * an asset that fell leaves its share, in inverse proportion to volatility, uninvested.
 *
 * @param months the months looked back at
 * @param cap the largest weight of one asset
 */
record TimeSeriesMomentum(int months, double cap) implements CandidateStrategy {
    @Override
    public String id() {
        return "trend-" + months + "m";
    }

    @Override
    public String family() {
        return "trend";
    }

    @Override
    public StrategyType type() {
        return StrategyType.TREND;
    }

    @Override
    public StrategyContext context() {
        return Rules.made(Regime.TRENDING_UP, RiskProfile.BALANCED);
    }

    @Override
    public SortedMap<String, String> parameters() {
        return Rules.parameters("months", months, "cap", cap);
    }

    @Override
    public int minimumRows() {
        return months * Rules.MONTH + 1;
    }

    @Override
    public Weights targetAt(PriceHistory known) {
        double[] rises = Rules.changes(known, months * Rules.MONTH, 0);
        double[] weights = Rules.proportional(known.universe(), InverseVolatility.sizes(known, 3 * Rules.MONTH), cap)
                .toArray();
        for (int j = 0; j < weights.length; j++) {
            weights[j] = rises[j] > 0 ? weights[j] : 0;
        }
        return Weights.of(known.universe(), weights);
    }
}
