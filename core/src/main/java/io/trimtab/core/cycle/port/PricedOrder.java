package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.math.BigDecimal;

/**
 * An order with the price and the position it was sized with: all that a gate needs to judge it.
 *
 * @param order the order
 * @param price the asset's price when the order was made, positive
 * @param position what is held of the asset before the order; negative when short
 */
public record PricedOrder(Order order, double price, BigDecimal position) {
    /** Checks. */
    public PricedOrder {
        Check.notNull(order, "order");
        Check.positive(price, "price");
        Check.notNull(position, "position");
    }

    /**
     * The value the order adds to the position.
     *
     * @return positive for a buy, negative for a sell, in the currency of the account
     */
    public double signedValue() {
        return order.signedQuantity().doubleValue() * price;
    }

    /**
     * Whether the order closes the position, wholly or in part, and can do nothing else: it is against the position
     * and not larger.
     *
     * @return true if every possible fill leaves a smaller position of the same sign, or none
     */
    public boolean isPureClosure() {
        return position.signum() * order.side().sign() < 0 && order.quantity().compareTo(position.abs()) <= 0;
    }
}
