package io.trimtab.core.paper;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.Fill;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Books fills exactly: every amount is a whole number of cents, every quantity a decimal number, nothing drifts.
 *
 * <p>A fill moves {@code quantity x price} of cash, the price taken as the decimal number of
 * 15 digits it stands for, computed exactly and rounded once to the cent (half to even). The
 * average-cost method splits the proceeds of a closing trade into cost and realised profit; the last unit takes what is
 * left of the cost, so that the parts always add up. See {@link LedgerSnapshot} for the identity that holds after every
 * booking.
 *
 * <pre>{@code
 * Ledger ledger = Ledger.of(LedgerSnapshot.ofCapital(new BigDecimal("100000")));
 * ledger.book(fill);
 * ledger.equityAt(prices::get);
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class Ledger {
    private final BigDecimal capital;
    private final SortedMap<String, Holding> holdings;
    private BigDecimal cash;
    private BigDecimal realised;
    private BigDecimal fees;
    private BigDecimal borrowCost;

    private Ledger(LedgerSnapshot start) {
        capital = start.capital();
        cash = start.cash();
        holdings = new TreeMap<>(start.holdings());
        realised = start.realised();
        fees = start.fees();
        borrowCost = start.borrowCost();
    }

    /**
     * A ledger that goes on where another was.
     *
     * @param start the snapshot to start from
     * @return the ledger
     */
    public static Ledger of(LedgerSnapshot start) {
        return new Ledger(Check.notNull(start, "start"));
    }

    /**
     * Books a trade.
     *
     * @param fill what was traded; the fee in whole cents
     */
    public void book(Fill fill) {
        BigDecimal fee = Cents.exactly(Check.notNull(fill, "fill").fee(), "fee of " + fill.orderId());
        BigDecimal traded = fill.quantity();
        BigDecimal paid = Cents.value(traded, fill.price());
        Holding held = holdings.get(fill.asset());
        if (held == null || held.quantity().signum() == traded.signum()) {
            hold(fill.asset(), add(held, traded, paid));
        } else if (traded.abs().compareTo(held.quantity().abs()) <= 0) {
            close(fill.asset(), held, traded, paid);
        } else {
            reverse(fill, held, paid);
        }
        cash = cash.subtract(paid).subtract(fee);
        fees = fees.add(fee);
    }

    private static Holding add(@Nullable Holding held, BigDecimal traded, BigDecimal paid) {
        return held == null
                ? new Holding(traded, paid)
                : new Holding(held.quantity().add(traded), held.cost().add(paid));
    }

    /** The part of the cost that leaves is proportional, rounded; the rest stays, and all of it leaves at the end. */
    private void close(String asset, Holding held, BigDecimal traded, BigDecimal paid) {
        BigDecimal left = held.quantity().add(traded);
        BigDecimal released = left.signum() == 0
                ? held.cost()
                : held.cost().multiply(traded.negate()).divide(held.quantity(), 2, RoundingMode.HALF_EVEN);
        realised = realised.subtract(paid).subtract(released);
        if (left.signum() == 0) {
            holdings.remove(asset);
        } else {
            hold(asset, new Holding(left, held.cost().subtract(released)));
        }
    }

    /** Through zero: close what is held, open the rest; the two parts of the amount add up to the amount. */
    private void reverse(Fill fill, Holding held, BigDecimal paid) {
        BigDecimal closing = held.quantity().negate();
        BigDecimal paidForClosing = Cents.value(closing, fill.price());
        realised = realised.subtract(paidForClosing).subtract(held.cost());
        hold(fill.asset(), new Holding(fill.quantity().subtract(closing), paid.subtract(paidForClosing)));
    }

    private void hold(String asset, Holding holding) {
        holdings.put(asset, holding);
    }

    /**
     * Books what being short has cost.
     *
     * @param amount whole cents, at least zero
     */
    public void chargeBorrow(BigDecimal amount) {
        BigDecimal exact = Cents.exactly(amount, "amount");
        if (exact.signum() < 0) {
            throw new IllegalArgumentException("amount must be at least 0, was " + amount.toPlainString());
        }
        cash = cash.subtract(exact);
        borrowCost = borrowCost.add(exact);
    }

    /**
     * The money there is.
     *
     * @return whole cents
     */
    public BigDecimal cash() {
        return cash;
    }

    /**
     * What is held of an asset.
     *
     * @param asset the asset's id
     * @return units, zero if none
     */
    public BigDecimal quantity(String asset) {
        Holding held = holdings.get(Check.notNull(asset, "asset"));
        return held == null ? BigDecimal.ZERO : held.quantity();
    }

    /**
     * What everything is worth: cash and each holding's value rounded to cents.
     *
     * @param price gives the price of an asset that is held
     * @return whole cents
     * @throws IllegalArgumentException if a price is not positive and finite (the message names the asset)
     */
    public BigDecimal equityAt(ToDoubleFunction<String> price) {
        Check.notNull(price, "price");
        BigDecimal equity = cash;
        for (Map.Entry<String, Holding> entry : holdings.entrySet()) {
            double mark = Check.positive(price.applyAsDouble(entry.getKey()), "price of " + entry.getKey());
            equity = equity.add(Cents.value(entry.getValue().quantity(), mark));
        }
        return equity;
    }

    /**
     * Cash and units, as a venue reports them.
     *
     * @return the state of the account
     */
    public AccountState account() {
        SortedMap<String, BigDecimal> units = new TreeMap<>();
        holdings.forEach((asset, holding) -> units.put(asset, holding.quantity()));
        return new AccountState(cash, units);
    }

    /**
     * Everything the ledger knows.
     *
     * @return an immutable copy
     */
    public LedgerSnapshot snapshot() {
        return new LedgerSnapshot(capital, cash, holdings, realised, fees, borrowCost);
    }
}
