package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.util.SortedMap;

/**
 * Holds an equal share of each asset that last left its range upwards; the rest is cash.
 *
 * <p>An asset is bought when it closes above all closes of the last {@code entryDays}, and sold when it closes below all
 * closes of the last {@code exitDays} (Donchian's channels). Which happened last is found by walking back from today, a
 * year at most.
 *
 * @param entryDays the trading days whose highest close must be exceeded
 * @param exitDays the trading days whose lowest close must be undercut
 */
record DonchianBreakout(int entryDays, int exitDays) implements CandidateStrategy {
    @Override
    public String id() {
        return "breakout-" + entryDays + "-" + exitDays;
    }

    @Override
    public String family() {
        return "breakout";
    }

    @Override
    public StrategyType type() {
        return StrategyType.BREAKOUT;
    }

    @Override
    public StrategyContext context() {
        return Rules.made(Regime.VOLATILE, RiskProfile.AGGRESSIVE);
    }

    @Override
    public SortedMap<String, String> parameters() {
        return Rules.parameters("entryDays", entryDays, "exitDays", exitDays);
    }

    @Override
    public int minimumRows() {
        return 12 * Rules.MONTH + Math.max(entryDays, exitDays);
    }

    @Override
    public Weights targetAt(PriceHistory known) {
        double[] weights = new double[known.columns()];
        for (int j = 0; j < weights.length; j++) {
            weights[j] = leftUpwards(known, j) ? 1.0 / weights.length : 0;
        }
        return Weights.of(known.universe(), weights);
    }

    private boolean leftUpwards(PriceHistory known, int column) {
        for (int t = known.rows() - 1; t >= known.rows() - 12 * Rules.MONTH; t--) {
            if (exceeds(known, column, t, entryDays, 1)) {
                return true;
            }
            if (exceeds(known, column, t, exitDays, -1)) {
                return false;
            }
        }
        return false;
    }

    /** Whether the close of a row lies beyond all closes of the days before it, on the side of the sign. */
    private static boolean exceeds(PriceHistory known, int column, int row, int days, int sign) {
        for (int t = row - days; t < row; t++) {
            if (!(sign * known.get(row, column) > sign * known.get(t, column))) {
                return false;
            }
        }
        return true;
    }
}
