package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.math.BigDecimal;

/**
 * An order: an intention to trade, known by its id for ever.
 *
 * <p>Quantities are decimal, because they are counted and have to add up exactly; prices are {@code double}, because
 * they are observed. Two orders with one id are one order.
 *
 * <pre>{@code
 * Order.market("fx-000012:SEK", "SEK", OrderSide.BUY, new BigDecimal("1250"));
 * }</pre>
 *
 * @param id the id; a venue that has seen it before must not trade again
 * @param asset the asset's id
 * @param side which way
 * @param quantity how much, positive
 * @param type how it may be filled
 * @param limitPrice the worst acceptable price of a limit order, positive; 0 for a market order
 */
public record Order(String id, String asset, OrderSide side, BigDecimal quantity, OrderType type, double limitPrice) {
    /** Checks. */
    public Order {
        Check.notBlank(id, "id");
        Check.notBlank(asset, "asset");
        Check.notNull(side, "side");
        Check.notNull(type, "type");
        if (Check.notNull(quantity, "quantity").signum() <= 0) {
            throw new IllegalArgumentException("quantity of order " + id + " must be positive, was "
                    + quantity.toPlainString() + "; the side says which way");
        }
        if (type == OrderType.LIMIT) {
            Check.positive(limitPrice, "limitPrice of order " + id);
        } else if (limitPrice != 0) {
            throw new IllegalArgumentException("limitPrice of market order " + id + " must be 0, was " + limitPrice
                    + "; use Order.limit for a limit order");
        }
    }

    /**
     * An order that takes the next price.
     *
     * @param id the id
     * @param asset the asset's id
     * @param side which way
     * @param quantity how much, positive
     * @return the order
     */
    public static Order market(String id, String asset, OrderSide side, BigDecimal quantity) {
        return new Order(id, asset, side, quantity, OrderType.MARKET, 0);
    }

    /**
     * An order that takes a price or a better one.
     *
     * @param id the id
     * @param asset the asset's id
     * @param side which way
     * @param quantity how much, positive
     * @param limitPrice the worst acceptable price, positive
     * @return the order
     */
    public static Order limit(String id, String asset, OrderSide side, BigDecimal quantity, double limitPrice) {
        return new Order(id, asset, side, quantity, OrderType.LIMIT, limitPrice);
    }

    /**
     * The change in position if the order fills completely.
     *
     * @return positive for a buy, negative for a sell
     */
    public BigDecimal signedQuantity() {
        return side == OrderSide.BUY ? quantity : quantity.negate();
    }
}
