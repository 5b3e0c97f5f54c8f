package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.util.SortedMap;

/**
 * Holds every asset in inverse proportion to its volatility, so that each brings about as much risk, up to a cap.
 *
 * <p>Without the cap a currency pegged to the euro would be nearly the whole portfolio.
 *
 * @param days the daily returns that measure volatility
 * @param cap the largest weight of one asset
 */
record InverseVolatility(int days, double cap) implements CandidateStrategy {
    @Override
    public String id() {
        return "inverse-volatility-" + days + "d";
    }

    @Override
    public String family() {
        return "risk parity";
    }

    @Override
    public StrategyType type() {
        return StrategyType.DEFENSIVE;
    }

    @Override
    public StrategyContext context() {
        return Rules.made(Regime.SIDEWAYS, RiskProfile.CONSERVATIVE);
    }

    @Override
    public SortedMap<String, String> parameters() {
        return Rules.parameters("days", days, "cap", cap);
    }

    @Override
    public int minimumRows() {
        return days + 1;
    }

    @Override
    public Weights targetAt(PriceHistory known) {
        return Rules.proportional(known.universe(), sizes(known, days), cap);
    }

    /** Inverse volatilities; an asset that never moved counts as one that moved a tenth of a basis point a day. */
    static double[] sizes(PriceHistory known, int days) {
        double[] sizes = Rules.volatilities(known, days);
        for (int j = 0; j < sizes.length; j++) {
            sizes[j] = 1 / Math.max(sizes[j], 1e-5);
        }
        return sizes;
    }
}
