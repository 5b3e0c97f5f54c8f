package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.strategy.Selection;
import java.time.Instant;

/**
 * What an {@link Allocator} is asked: weights over the assets of the market data.
 *
 * @param cycleId the cycle that asks
 * @param asOf when; nothing that became known later may be used
 * @param market prices of the assets that may be traded
 * @param belief how probable each regime is
 * @param selection the strategies to run
 * @param current what is held now of those assets, as fractions of equity
 */
public record AllocationRequest(
        String cycleId,
        Instant asOf,
        MarketData.Tradable market,
        RegimeBelief belief,
        Selection selection,
        Weights current) {
    /** Checks. */
    public AllocationRequest {
        Check.notBlank(cycleId, "cycleId");
        Check.notNull(asOf, "asOf");
        Check.notNull(market, "market");
        Check.notNull(belief, "belief");
        Check.notNull(selection, "selection");
        Check.notNull(current, "current");
        market.snapshot().universe().requireSame(current.universe(), "current");
    }
}
