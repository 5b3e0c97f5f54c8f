package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An order as a {@link PreTradeGate} judges it: in whole lots, so that everything about it is exact.
 *
 * <pre>{@code
 * GateOrder.of("o-17", "SAP", 1_200).limitedTo(131.50).forStrategy("trend");
 * }</pre>
 *
 * @param id known for ever; two orders with one id are one order
 * @param asset the id of the asset
 * @param lots positive to buy, negative to sell, at most 2^53 in size
 * @param limitPrice the worst acceptable price of one unit; 0 for a market order
 * @param strategy whose order it is; empty for nobody's
 */
public record GateOrder(String id, String asset, long lots, double limitPrice, String strategy) {
    public GateOrder {
        Check.notBlank(id, "id");
        Check.notBlank(asset, "asset");
        Check.notNull(strategy, "strategy");
        if (lots == 0 || lots > Inventory.MOST_LOTS || lots < -Inventory.MOST_LOTS) {
            throw new IllegalArgumentException(
                    "lots of order " + id + " must not be 0 and at most 2^53 in size, were " + lots);
        }
        if (limitPrice != 0) {
            Check.positive(limitPrice, "limitPrice of order " + id);
        }
    }

    /**
     * A market order of no strategy.
     *
     * @param id known for ever
     * @param asset the id of the asset
     * @param lots positive to buy, negative to sell
     * @return the order
     */
    public static GateOrder of(String id, String asset, long lots) {
        return new GateOrder(id, asset, lots, 0, "");
    }

    /**
     * An order of the trading cycle.
     *
     * @param order the order
     * @param lot how many units a lot is, positive
     * @return the same in lots, of no strategy
     * @throws IllegalArgumentException if it is not a whole number of lots, at most 2^53
     */
    public static GateOrder of(Order order, BigDecimal lot) {
        Check.notNull(order, "order");
        if (Check.notNull(lot, "lot").signum() <= 0) {
            throw new IllegalArgumentException("lot must be positive, was " + lot.toPlainString());
        }
        BigDecimal[] parts = order.signedQuantity().divideAndRemainder(lot);
        if (parts[1].signum() != 0 || parts[0].abs().compareTo(BigDecimal.valueOf(Inventory.MOST_LOTS)) > 0) {
            throw new IllegalArgumentException("quantity of order " + order.id() + " must be a whole number of lots of "
                    + lot.toPlainString() + ", at most 2^53 of them, was "
                    + order.quantity().toPlainString());
        }
        long lots = parts[0].setScale(0, RoundingMode.UNNECESSARY).longValueExact();
        return new GateOrder(order.id(), order.asset(), lots, order.limitPrice(), "");
    }

    /**
     * The same order with the worst acceptable price.
     *
     * @param price of one unit, positive
     * @return the order
     */
    public GateOrder limitedTo(double price) {
        return new GateOrder(id, asset, lots, Check.positive(price, "price"), strategy);
    }

    /**
     * The same order of a strategy.
     *
     * @param name the strategy's name, as the gate knows it
     * @return the order
     */
    public GateOrder forStrategy(String name) {
        return new GateOrder(id, asset, lots, limitPrice, Check.notBlank(name, "name"));
    }

    /**
     * A part of the order, under the same id.
     *
     * @param size how many lots, from 1 to all of them
     * @return the part
     */
    public GateOrder cutTo(long size) {
        if (size < 1 || size > Math.abs(lots)) {
            throw new IllegalArgumentException("size must be from 1 to " + Math.abs(lots) + ", was " + size);
        }
        return new GateOrder(id, asset, lots > 0 ? size : -size, limitPrice, strategy);
    }
}
