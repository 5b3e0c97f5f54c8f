package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.util.SortedMap;

/**
 * Holds every asset alike while markets are calm, and less of everything as they grow wild; the rest is cash.
 *
 * <p>The exposure is the target over the latest volatility of the equally weighted basket, at most one: Moreira and Muir,
 * Volatility-Managed Portfolios, Journal of Finance 72 (2017), without leverage.
 *
 * @param days the daily returns that measure volatility
 * @param target the volatility a year that is aimed at, a fraction
 */
record VolatilityManaged(int days, double target) implements CandidateStrategy {
    @Override
    public String id() {
        return "volatility-managed-" + days + "d";
    }

    @Override
    public String family() {
        return "volatility";
    }

    @Override
    public StrategyType type() {
        return StrategyType.VOLATILITY;
    }

    @Override
    public StrategyContext context() {
        return Rules.made(Regime.VOLATILE, RiskProfile.CONSERVATIVE);
    }

    @Override
    public SortedMap<String, String> parameters() {
        return Rules.parameters("days", days, "target", target);
    }

    @Override
    public int minimumRows() {
        return days + 1;
    }

    @Override
    public Weights targetAt(PriceHistory known) {
        double[] weights = Weights.equal(known.universe()).toArray();
        double yearly = Rules.volatility(known, days, weights) * Math.sqrt(PeriodsPerYear.DAILY.count());
        double exposure = yearly > target ? target / yearly : 1;
        for (int j = 0; j < weights.length; j++) {
            weights[j] *= exposure;
        }
        return Weights.of(known.universe(), weights);
    }
}
