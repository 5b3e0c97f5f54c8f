package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.Weights;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * What a {@link RiskGate} is asked: whether these orders may go out.
 *
 * @param cycleId the cycle that asks
 * @param asOf when
 * @param market prices of the assets that may be traded
 * @param current what is held now of those assets, as fractions of equity
 * @param target what is held of them when all orders are filled
 * @param orders the orders, possibly none: then the gate judges what is held; copied
 * @param equity what the account is worth, positive
 * @param heldOutside what is held of assets that have no valid price today and are not traded, as fractions of equity at
 *     their last price, sorted; copied
 */
public record GateRequest(
        String cycleId,
        Instant asOf,
        MarketData.Tradable market,
        Weights current,
        Weights target,
        List<PricedOrder> orders,
        double equity,
        SortedMap<String, Double> heldOutside) {
    /** Checks and copies. */
    public GateRequest {
        Check.notBlank(cycleId, "cycleId");
        Check.notNull(asOf, "asOf");
        Check.notNull(market, "market");
        Check.notNull(current, "current");
        Check.notNull(target, "target");
        market.snapshot().universe().requireSame(current.universe(), "current");
        market.snapshot().universe().requireSame(target.universe(), "target");
        orders = List.copyOf(Check.notNull(orders, "orders"));
        Check.positive(equity, "equity");
        heldOutside = Sorted.finite(heldOutside, "heldOutside");
    }
}
