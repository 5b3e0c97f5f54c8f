package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A trade that happened.
 *
 * @param orderId the order it fills, wholly or in part
 * @param asset the asset's id
 * @param quantity the change in position: positive when bought, negative when sold
 * @param price what was paid for one unit, positive
 * @param fee what it cost besides, in the currency of the account, at least zero
 * @param at when
 */
public record Fill(String orderId, String asset, BigDecimal quantity, double price, BigDecimal fee, Instant at) {
    /** Checks. */
    public Fill {
        Check.notBlank(orderId, "orderId");
        Check.notBlank(asset, "asset");
        if (Check.notNull(quantity, "quantity").signum() == 0) {
            throw new IllegalArgumentException("quantity of a fill of order " + orderId + " must not be zero");
        }
        Check.positive(price, "price");
        if (Check.notNull(fee, "fee").signum() < 0) {
            throw new IllegalArgumentException("fee must be at least 0, was " + fee.toPlainString());
        }
        Check.notNull(at, "at");
    }
}
