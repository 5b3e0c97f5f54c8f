package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.util.SortedMap;

/**
 * Holds an equal share of each asset whose short average stands above its long one; the rest is cash.
 *
 * <p>Brock, Lakonishok and LeBaron, Simple Technical Trading Rules, Journal of Finance 47 (1992).
 *
 * @param shortDays the trading days of the short average
 * @param longDays the trading days of the long average
 */
record MovingAverageCross(int shortDays, int longDays) implements CandidateStrategy {
    @Override
    public String id() {
        return "average-cross-" + shortDays + "-" + longDays;
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
        return Rules.parameters("shortDays", shortDays, "longDays", longDays);
    }

    @Override
    public int minimumRows() {
        return longDays;
    }

    @Override
    public Weights targetAt(PriceHistory known) {
        double[] weights = new double[known.columns()];
        for (int j = 0; j < weights.length; j++) {
            boolean rising = Rules.average(known, j, shortDays) > Rules.average(known, j, longDays);
            weights[j] = rising ? 1.0 / weights.length : 0;
        }
        return Weights.of(known.universe(), weights);
    }
}
