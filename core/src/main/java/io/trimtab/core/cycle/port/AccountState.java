package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What an account holds.
 *
 * @param cash money, in the currency of the account; negative when borrowed
 * @param positions units held by asset, sorted; negative when short, none zero; copied
 */
public record AccountState(BigDecimal cash, SortedMap<String, BigDecimal> positions) {
    /** Checks and copies, leaving out positions of zero. */
    public AccountState {
        Check.notNull(cash, "cash");
        SortedMap<String, BigDecimal> held = new TreeMap<>(Sorted.copy(positions, "positions"));
        held.values().removeIf(quantity -> quantity.signum() == 0);
        positions = Sorted.copy(held, "positions");
    }

    /**
     * An account with nothing but money.
     *
     * @param cash the money
     * @return the state
     */
    public static AccountState ofCash(BigDecimal cash) {
        return new AccountState(cash, Sorted.copy(Map.of(), "positions"));
    }

    /**
     * What is held of an asset.
     *
     * @param asset the asset's id
     * @return units; zero if there are none
     */
    public BigDecimal position(String asset) {
        return positions.getOrDefault(Check.notNull(asset, "asset"), BigDecimal.ZERO);
    }

    /**
     * What the account is worth.
     *
     * @param price gives the price of an asset that is held
     * @return cash and the value of the positions, in the currency of the account
     * @throws IllegalArgumentException if a price is not positive and finite (the message names the asset)
     */
    public double equityAt(ToDoubleFunction<String> price) {
        Check.notNull(price, "price");
        double equity = cash.doubleValue();
        for (Map.Entry<String, BigDecimal> position : positions.entrySet()) {
            String asset = position.getKey();
            equity +=
                    position.getValue().doubleValue() * Check.positive(price.applyAsDouble(asset), "price of " + asset);
        }
        return equity;
    }
}
