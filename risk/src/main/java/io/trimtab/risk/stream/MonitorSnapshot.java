package io.trimtab.risk.stream;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prices and positions of a {@link RiskMonitor}, to go on with after a restart.
 *
 * @param universe the assets
 * @param prices the price of each; copied
 * @param positions what is held; copied
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content
public record MonitorSnapshot(Universe universe, double[] prices, List<Position> positions) {
    public MonitorSnapshot {
        Check.notNull(universe, "universe");
        Check.length(Check.notNull(prices, "prices").length, universe.size(), "prices");
        prices = prices.clone();
        for (int j = 0; j < prices.length; j++) {
            RiskMonitor.price(prices[j], universe.id(j));
        }
        positions = Check.copy(positions, "positions");
        Map<String, Set<String>> seen = new HashMap<>();
        for (Position position : positions) {
            universe.indexOf(position.asset());
            if (!seen.computeIfAbsent(position.portfolio(), any -> new HashSet<>())
                    .add(position.asset())) {
                throw new IllegalArgumentException("positions must name each asset of a portfolio once, but name "
                        + position.asset() + " of " + position.portfolio() + " twice");
            }
        }
    }

    /**
     * What one portfolio itself holds of one asset.
     *
     * @param portfolio the name of the portfolio
     * @param asset the id of the asset
     * @param quantity units, negative for a short position
     */
    public record Position(String portfolio, String asset, double quantity) {
        public Position {
            Check.notBlank(portfolio, "portfolio");
            Check.notBlank(asset, "asset");
            Check.finite(quantity, "quantity");
        }
    }

    @Override
    public double[] prices() {
        return prices.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MonitorSnapshot that
                && universe.equals(that.universe)
                && Arrays.equals(prices, that.prices)
                && positions.equals(that.positions);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * universe.hashCode() + Arrays.hashCode(prices)) + positions.hashCode();
    }
}
