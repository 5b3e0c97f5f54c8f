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
import java.util.Comparator;
import java.util.List;

/**
 * The orders that lead from what is held to what is wanted: sells first, then buys, each in the order of the universe.
 *
 * <p>A change below the smallest worth trading is left out, unless what is then planned has more gross exposure than what
 * is wanted: in that case small reductions are traded too, the largest first, until it has not. A quantity is rounded so
 * that the position it leaves is never larger than the one wanted; a weight of zero sells exactly what is held. The id
 * of an order is that of its cycle and its asset: a cycle that is repeated cannot trade twice.
 *
 * @param orders the orders
 * @param target the weights when all of them are filled
 * @param skipped how many changes were too small
 */
record RebalancePlan(List<PricedOrder> orders, Weights target, int skipped) {
    /** Gross exposure is compared with this relative slack: what is held is rounded to units and cents. */
    private static final double SLACK = 1e-9;

    static RebalancePlan of(
            String cycleId,
            MarketSnapshot snapshot,
            AccountState account,
            double equity,
            Weights current,
            Weights wanted,
            CycleConfig config) {
        return new Draft(cycleId, snapshot, account, equity, current, wanted, config).plan();
    }

    /** A plan in the making. */
    private static final class Draft {
        private final String cycleId;
        private final MarketSnapshot snapshot;
        private final Universe universe;
        private final AccountState account;
        private final double equity;
        private final Weights current;
        private final Weights wanted;
        private final CycleConfig config;

        private final BigDecimal[] traded;
        private final double[] target;

        Draft(
                String cycleId,
                MarketSnapshot snapshot,
                AccountState account,
                double equity,
                Weights current,
                Weights wanted,
                CycleConfig config) {
            this.cycleId = cycleId;
            this.snapshot = snapshot;
            this.universe = snapshot.universe();
            this.account = account;
            this.equity = equity;
            this.current = current;
            this.wanted = wanted;
            this.config = config;
            traded = new BigDecimal[universe.size()];
            target = current.toArray();
        }

        RebalancePlan plan() {
            List<Integer> small = new ArrayList<>();
            for (int i = 0; i < universe.size(); i++) {
                traded[i] = BigDecimal.ZERO;
                if (Math.abs(change(i)) >= config.minWeightChange()) {
                    trade(i);
                } else if (Math.abs(wanted.get(i)) < Math.abs(current.get(i))) {
                    small.add(i);
                }
            }
            small.sort(Comparator.comparingDouble((Integer i) -> -Math.abs(change(i))));
            double gross = Weights.of(universe, target).gross();
            double allowed = wanted.gross() * (1 + SLACK);
            for (int k = 0; k < small.size() && gross > allowed; k++) {
                int i = small.get(k);
                gross -= Math.abs(target[i]);
                trade(i);
                gross += Math.abs(target[i]);
            }
            return orders();
        }

        private double change(int i) {
            return wanted.get(i) - current.get(i);
        }

        private void trade(int i) {
            if (change(i) == 0) {
                return;
            }
            BigDecimal held = account.position(universe.id(i));
            traded[i] = quantity(i, held);
            if (traded[i].signum() != 0) {
                target[i] = held.add(traded[i]).doubleValue() * snapshot.price(i) / equity;
            }
        }

        /** What to add to a position, in as many decimals as the venue takes; closing takes exactly what is held. */
        private BigDecimal quantity(int i, BigDecimal held) {
            if (wanted.get(i) == 0) {
                return held.negate();
            }
            boolean wantedLong = wanted.get(i) > 0;
            BigDecimal units = new BigDecimal(change(i) * equity / snapshot.price(i));
            BigDecimal rounded =
                    units.setScale(config.quantityDecimals(), wantedLong ? RoundingMode.FLOOR : RoundingMode.CEILING);
            // less than a unit is wanted, and rounding would go through zero to the other side
            boolean crosses = held.add(rounded).signum() * (wantedLong ? 1 : -1) < 0;
            return crosses ? held.negate() : rounded.stripTrailingZeros();
        }

        private RebalancePlan orders() {
            List<PricedOrder> sells = new ArrayList<>();
            List<PricedOrder> buys = new ArrayList<>();
            int skipped = 0;
            for (int i = 0; i < traded.length; i++) {
                if (traded[i].signum() == 0) {
                    skipped += change(i) == 0 ? 0 : 1;
                    continue;
                }
                String asset = universe.id(i);
                OrderSide side = traded[i].signum() > 0 ? OrderSide.BUY : OrderSide.SELL;
                Order order = Order.market(cycleId + ":" + asset, asset, side, traded[i].abs());
                (side == OrderSide.SELL ? sells : buys)
                        .add(new PricedOrder(order, snapshot.price(i), account.position(asset)));
            }
            sells.addAll(buys);
            return new RebalancePlan(List.copyOf(sells), Weights.of(universe, target), skipped);
        }
    }
}
