package io.trimtab.core.paper;

import io.trimtab.core.check.Check;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A ledger at one moment; all amounts are in whole cents.
 *
 * <p>With {@code value} the holdings' value at any prices, rounded to cents holding by holding, two sums are the same
 * number, to the cent, always: {@code cash + value} and {@code capital + realised + (value - cost of the holdings) -
 * fees - borrowCost}. Both are the equity.
 *
 * @param capital what was paid in
 * @param cash what is there in money
 * @param holdings what is held, by asset, sorted; copied
 * @param realised the profit of what was closed, before fees; negative for a loss
 * @param fees what trading cost
 * @param borrowCost what being short cost
 */
public record LedgerSnapshot(
        BigDecimal capital,
        BigDecimal cash,
        SortedMap<String, Holding> holdings,
        BigDecimal realised,
        BigDecimal fees,
        BigDecimal borrowCost) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the amounts do not balance: {@code cash + cost of the holdings} must be
     *     {@code capital + realised - fees - borrowCost}
     */
    public LedgerSnapshot {
        Check.notNull(capital, "capital");
        Check.notNull(cash, "cash");
        holdings = Collections.unmodifiableSortedMap(new TreeMap<>(Check.notNull(holdings, "holdings")));
        Check.notNull(realised, "realised");
        Check.notNull(fees, "fees");
        Check.notNull(borrowCost, "borrowCost");
        BigDecimal cost = BigDecimal.ZERO;
        for (Holding holding : holdings.values()) {
            cost = cost.add(holding.cost());
        }
        BigDecimal left = cash.add(cost);
        BigDecimal right = capital.add(realised).subtract(fees).subtract(borrowCost);
        if (left.compareTo(right) != 0) {
            throw new IllegalArgumentException("the ledger does not balance: cash " + cash.toPlainString()
                    + " and holdings at cost " + cost.toPlainString() + " make " + left.toPlainString()
                    + ", but capital, realised profit, fees and borrow cost make " + right.toPlainString());
        }
    }

    /**
     * A ledger with nothing but money.
     *
     * @param capital the money, in whole cents
     * @return the snapshot
     */
    public static LedgerSnapshot ofCapital(BigDecimal capital) {
        BigDecimal zero = Cents.ZERO;
        BigDecimal amount = Cents.exactly(capital, "capital");
        return new LedgerSnapshot(amount, amount, new TreeMap<>(), zero, zero, zero);
    }
}
