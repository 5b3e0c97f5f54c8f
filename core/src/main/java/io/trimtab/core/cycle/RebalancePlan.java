package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderSide;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The orders that lead from what is held to what is wanted: sells first, then buys, each in the order of the universe.
 *
 * <p>A change below the smallest worth trading is left out. Quantities are rounded towards zero, so that rounding never
 * asks for more; a weight of zero sells exactly what is held. The id of an order is that of its cycle and its asset: a
 * cycle that is repeated cannot trade twice.
 *
 * @param orders the orders
 * @param target the weights when all of them are filled
 * @param skipped how many changes were too small
 */
record RebalancePlan(List<PricedOrder> orders, Weights target, int skipped) {
    static RebalancePlan of(
            String cycleId,
            MarketSnapshot snapshot,
            AccountState account,
            double equity,
            Weights current,
            Weights wanted,
            CycleConfig config) {
        Universe universe = snapshot.universe();
        List<PricedOrder> sells = new ArrayList<>();
        List<PricedOrder> buys = new ArrayList<>();
        double[] target = current.toArray();
        int skipped = 0;
        for (int i = 0; i < universe.size(); i++) {
            double change = wanted.get(i) - current.get(i);
            if (change == 0) {
                continue;
            }
            BigDecimal held = account.position(universe.id(i));
            BigDecimal traded = Math.abs(change) < config.minWeightChange()
                    ? BigDecimal.ZERO
                    : quantity(wanted.get(i), held, change * equity / snapshot.price(i), config.quantityDecimals());
            if (traded.signum() == 0) {
                skipped++;
                continue;
            }
            target[i] = held.add(traded).doubleValue() * snapshot.price(i) / equity;
            OrderSide side = traded.signum() > 0 ? OrderSide.BUY : OrderSide.SELL;
            Order order = Order.market(cycleId + ":" + universe.id(i), universe.id(i), side, traded.abs());
            (side == OrderSide.SELL ? sells : buys).add(new PricedOrder(order, snapshot.price(i), held));
        }
        sells.addAll(buys);
        return new RebalancePlan(List.copyOf(sells), Weights.of(universe, target), skipped);
    }

    private static BigDecimal quantity(double wanted, BigDecimal held, double units, int decimals) {
        return wanted == 0
                ? held.negate()
                : new BigDecimal(units).setScale(decimals, RoundingMode.DOWN).stripTrailingZeros();
    }
}
