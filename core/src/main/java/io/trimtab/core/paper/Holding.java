package io.trimtab.core.paper;

import io.trimtab.core.check.Check;
import java.math.BigDecimal;

/**
 * What a ledger holds of one asset.
 *
 * @param quantity units, negative when short, never zero
 * @param cost what the units cost when they were acquired, in whole cents; negative when short: what they brought
 */
public record Holding(BigDecimal quantity, BigDecimal cost) {
    /** Checks. */
    public Holding {
        if (Check.notNull(quantity, "quantity").signum() == 0) {
            throw new IllegalArgumentException("quantity of a holding must not be zero");
        }
        Check.notNull(cost, "cost");
    }
}
