package io.trimtab.core.paper;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.ExecutionVenue;
import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.OrderSide;
import io.trimtab.core.cycle.port.OrderStatus;
import io.trimtab.core.market.MarketSnapshot;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A paper account: takes orders like a live venue and fills them at the next bar it is fed.
 *
 * <p>An order never fills at a price that was known when it was submitted: it waits for the bar after. A bar has one
 * price; a buy pays slippage on top of it and a sell receives as much less, and a limit order fills only if that price
 * is within its limit. On each bar sells fill before buys, each in the order of submission, so that proceeds pay for
 * purchases. A buy that the money does not cover fills for what the money buys, and the rest of it ends; covering a
 * short is never held up for lack of money. An asset that a bar does not contain keeps its last price, and its orders
 * wait.
 *
 * <pre>{@code
 * PaperVenue venue = PaperVenue.builder().capital(new BigDecimal("100000")).build();
 * venue.submit(order);
 * List<Fill> fills = venue.onBar(nextBar);
 * }</pre>
 *
 * <p>The same orders and bars give the same log, byte for byte. A repeated id does not trade twice: an order is
 * remembered while it works, and after that until {@link Builder#remembering} younger orders have ended, 100,000 unless
 * stated, about 500 bytes each. An id that comes back even later is a new order. Thread-safe.
 */
public final class PaperVenue implements ExecutionVenue {
    private static final BigDecimal DAYS_PER_YEAR = BigDecimal.valueOf(365);
    private static final MathContext PRICE_DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);
    /** Decimals of a quantity that is cut to what the money buys. */
    private static final int QUANTITY_DECIMALS = 8;

    private final double slippage;
    private final BigDecimal feeRate;
    private final BigDecimal borrowRate;
    private final BigDecimal credit;
    private final Consumer<String> log;
    private final int remembered;

    private final Ledger ledger;
    private final SortedMap<String, Double> marks;
    /** By id; looked up, never iterated. */
    private final Map<String, PaperOrder> orders = new HashMap<>();
    /** In the order in which they ended. */
    private final Deque<PaperOrder> ended = new ArrayDeque<>();
    /** In the order of submission. */
    private final List<PaperOrder> working = new ArrayList<>();

    private Instant lastBar;

    private PaperVenue(Builder builder) {
        slippage = builder.slippage;
        feeRate = Cents.decimal(builder.feeRate);
        borrowRate = Cents.decimal(builder.borrowRate);
        credit = builder.credit;
        log = builder.log;
        remembered = builder.remembered;
        ledger = Ledger.of(builder.start.ledger());
        marks = new TreeMap<>(builder.start.marks());
        lastBar = builder.start.lastBar();
        for (PaperSnapshot.Submitted submitted : builder.start.orders()) {
            remember(new PaperOrder(submitted.order(), submitted.report()));
        }
    }

    /**
     * Begins an account with a capital of 100,000, slippage of 10 basis points, no fees, no borrow cost and no credit.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    private void remember(PaperOrder order) {
        orders.put(order.order().id(), order);
        if (order.isWorking()) {
            working.add(order);
        } else {
            keepEnded(order);
        }
    }

    /** Takes note of an order that has ended, and forgets the one that ended first if there are too many. */
    private void keepEnded(PaperOrder order) {
        ended.addLast(order);
        if (ended.size() > remembered) {
            orders.remove(ended.removeFirst().order().id());
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if another order has the id
     */
    @Override
    public synchronized OrderReport submit(Order order) {
        Check.notNull(order, "order");
        PaperOrder known = orders.get(order.id());
        if (known == null) {
            known = new PaperOrder(order, OrderReport.of(order.id(), OrderStatus.WORKING, ""));
            remember(known);
            log("ORDER", describe(order));
        } else if (!known.order().equals(order)) {
            throw new IllegalArgumentException("order id " + order.id() + " is taken by " + describe(known.order())
                    + "; an id names one order for ever, give " + describe(order) + " another");
        }
        return known.report();
    }

    @Override
    public synchronized OrderReport status(String orderId) {
        PaperOrder known = orders.get(Check.notNull(orderId, "orderId"));
        return known == null ? OrderReport.of(orderId, OrderStatus.NEVER_SEEN, "") : known.report();
    }

    @Override
    public synchronized OrderReport cancel(String orderId) {
        PaperOrder known = orders.get(Check.notNull(orderId, "orderId"));
        if (known != null && known.isWorking()) {
            known.end("cancelled on request");
            working.remove(known);
            log("CANCEL", describe(known.order()));
            keepEnded(known);
        }
        return status(orderId);
    }

    @Override
    public synchronized AccountState account() {
        return ledger.account();
    }

    /**
     * Moves to the next bar: charges what being short has cost since the last one, then fills what can be filled.
     *
     * @param bar the prices, later than those of the last bar
     * @return the fills, in the order in which they happened
     * @throws IllegalArgumentException if the bar is not later than the last one
     */
    public synchronized List<Fill> onBar(MarketSnapshot bar) {
        if (!Check.notNull(bar, "bar").asOf().isAfter(lastBar)) {
            throw new IllegalArgumentException("bar must be later than the last one, " + lastBar + ", was of "
                    + bar.asOf() + ": the past cannot be traded again");
        }
        chargeShorts(bar.asOf());
        for (int i = 0; i < bar.universe().size(); i++) {
            marks.put(bar.universe().id(i), bar.price(i));
        }
        lastBar = bar.asOf();
        List<Fill> fills = new ArrayList<>();
        fillAll(OrderSide.SELL, bar, fills);
        fillAll(OrderSide.BUY, bar, fills);
        for (PaperOrder order : working) {
            if (!order.isWorking()) {
                keepEnded(order);
            }
        }
        working.removeIf(order -> !order.isWorking());
        return List.copyOf(fills);
    }

    private void chargeShorts(Instant now) {
        if (borrowRate.signum() == 0 || lastBar.equals(Instant.MIN)) {
            return;
        }
        BigDecimal days = BigDecimal.valueOf(Duration.between(lastBar, now).toSeconds())
                .divide(BigDecimal.valueOf(86_400), MathContext.DECIMAL64);
        for (Map.Entry<String, BigDecimal> held : ledger.account().positions().entrySet()) {
            if (held.getValue().signum() < 0) {
                BigDecimal owed = Cents.value(held.getValue().negate(), mark(held.getKey()));
                BigDecimal cost = Cents.charge(
                        owed.multiply(borrowRate).multiply(days).divide(DAYS_PER_YEAR, MathContext.DECIMAL64));
                ledger.chargeBorrow(cost);
                log("BORROW", held.getKey() + " cost " + cost.toPlainString());
            }
        }
    }

    private void fillAll(OrderSide side, MarketSnapshot bar, List<Fill> fills) {
        for (PaperOrder order : working) {
            String asset = order.order().asset();
            if (order.isWorking()
                    && order.order().side() == side
                    && bar.universe().contains(asset)) {
                double price = bar.price(bar.universe().indexOf(asset)) * (1 + side.sign() * slippage);
                if (order.accepts(price)) {
                    fill(order, price, fills);
                }
            }
        }
    }

    private void fill(PaperOrder order, double price, List<Fill> fills) {
        BigDecimal quantity = affordable(order, price);
        if (quantity.signum() == 0) {
            order.end("no money: cash is " + ledger.cash().toPlainString());
            log("NO CASH", describe(order.order()));
            return;
        }
        BigDecimal fee = feeOf(quantity, price);
        BigDecimal signed = order.order().side() == OrderSide.BUY ? quantity : quantity.negate();
        Fill fill = new Fill(order.order().id(), order.order().asset(), signed, price, fee, lastBar);
        ledger.book(fill);
        boolean whole = quantity.compareTo(order.quantity()) == 0;
        order.fill(fill, whole ? "" : "the money covers " + plain(quantity) + " of " + plain(order.quantity()));
        fills.add(fill);
        log(
                "FILL",
                order.order().id() + " " + plain(signed) + " " + fill.asset() + " at "
                        + plain(new BigDecimal(price).round(PRICE_DIGITS)) + " fee " + fee.toPlainString() + " cash "
                        + ledger.cash().toPlainString());
    }

    private BigDecimal feeOf(BigDecimal quantity, double price) {
        return Cents.charge(Cents.value(quantity, price).multiply(feeRate));
    }

    /** Closing a position needs no money of its own; only what a buy adds beyond that must be covered. */
    private BigDecimal affordable(PaperOrder order, double price) {
        BigDecimal wanted = order.quantity();
        if (order.order().side() == OrderSide.SELL) {
            return wanted;
        }
        BigDecimal covering = ledger.quantity(order.order().asset()).negate().max(BigDecimal.ZERO);
        BigDecimal available = ledger.cash().add(credit);
        if (wanted.compareTo(covering) <= 0 || cost(wanted, price).compareTo(available) <= 0) {
            return wanted;
        }
        BigDecimal unit = Cents.decimal(price).multiply(BigDecimal.ONE.add(feeRate));
        BigDecimal cent = BigDecimal.valueOf(2, 2); // one for the rounding of the amount, one for that of the fee
        BigDecimal quantity =
                available.subtract(cent).max(BigDecimal.ZERO).divide(unit, QUANTITY_DECIMALS, RoundingMode.DOWN);
        return quantity.max(covering).min(wanted);
    }

    private BigDecimal cost(BigDecimal quantity, double price) {
        return Cents.value(quantity, price).add(feeOf(quantity, price));
    }

    private double mark(String asset) {
        Double mark = marks.get(asset);
        if (mark == null) {
            throw new IllegalStateException("no bar has had a price of " + asset + " yet; feed one with onBar");
        }
        return mark;
    }

    /**
     * What the account is worth at the last prices.
     *
     * @return whole cents
     */
    public synchronized BigDecimal equity() {
        return ledger.equityAt(this::mark);
    }

    /**
     * Everything there is to know about the account.
     *
     * @return an immutable copy, from which {@link Builder#startingFrom} goes on
     */
    public synchronized PaperSnapshot snapshot() {
        List<PaperSnapshot.Submitted> submitted = new ArrayList<>();
        for (Collection<PaperOrder> some : List.of(ended, working)) {
            some.forEach(order -> submitted.add(new PaperSnapshot.Submitted(order.order(), order.report())));
        }
        return new PaperSnapshot(ledger.snapshot(), lastBar, marks, submitted);
    }

    private void log(String what, String text) {
        log.accept((lastBar.equals(Instant.MIN) ? "-" : lastBar) + " " + what + " " + text);
    }

    private static String describe(Order order) {
        String limit = order.limitPrice() == 0
                ? ""
                : " limit " + plain(new BigDecimal(order.limitPrice()).round(PRICE_DIGITS));
        return order.id() + " " + order.side() + " " + plain(order.quantity()) + " " + order.asset() + limit;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** Settings of a {@link PaperVenue}. Not thread-safe. */
    public static final class Builder {
        private double slippage = 0.0010;
        private double feeRate;
        private double borrowRate;
        private BigDecimal credit = Cents.ZERO;
        private Consumer<String> log = line -> {};
        private int remembered = 100_000;
        private PaperSnapshot start = fresh(new BigDecimal("100000"));

        private Builder() {}

        private static PaperSnapshot fresh(BigDecimal capital) {
            return new PaperSnapshot(LedgerSnapshot.ofCapital(capital), Instant.MIN, new TreeMap<>(), List.of());
        }

        /**
         * A new account with this much money.
         *
         * @param amount whole cents, positive
         * @return this builder
         */
        public Builder capital(BigDecimal amount) {
            if (Check.notNull(amount, "capital").signum() <= 0) {
                throw new IllegalArgumentException("capital must be positive, was " + amount.toPlainString());
            }
            start = fresh(amount);
            return this;
        }

        /**
         * An account that goes on where another was.
         *
         * @param snapshot the other account
         * @return this builder
         */
        public Builder startingFrom(PaperSnapshot snapshot) {
            start = Check.notNull(snapshot, "snapshot");
            return this;
        }

        /**
         * How much worse than the bar's price a fill is.
         *
         * @param fraction of the price, from 0 to below 1; 0.0010 by default
         * @return this builder
         */
        public Builder slippage(double fraction) {
            slippage = Check.within(fraction, 0, 0.999, "slippage");
            return this;
        }

        /**
         * What trading costs, rounded up to whole cents.
         *
         * @param fraction of the traded value, from 0 to 1; 0 by default
         * @return this builder
         */
        public Builder feeRate(double fraction) {
            feeRate = Check.within(fraction, 0, 1, "feeRate");
            return this;
        }

        /**
         * What being short costs, accrued from bar to bar over years of 365 days and rounded up to whole cents.
         *
         * @param annual simple annual rate on the value of the short at the bar before, from 0 to 10; 0 by default
         * @return this builder
         */
        public Builder borrowRate(double annual) {
            borrowRate = Check.within(annual, 0, 10, "borrowRate");
            return this;
        }

        /**
         * How far below zero purchases may take the cash.
         *
         * @param amount whole cents, at least zero; 0 by default
         * @return this builder
         */
        public Builder credit(BigDecimal amount) {
            credit = Cents.exactly(amount, "credit");
            if (credit.signum() < 0) {
                throw new IllegalArgumentException("credit must be at least 0, was " + amount.toPlainString());
            }
            return this;
        }

        /**
         * How many orders that have ended are remembered, so that a repetition of them does not trade again.
         *
         * @param orders at least 1; 100,000 by default
         * @return this builder
         */
        public Builder remembering(int orders) {
            remembered = Check.atLeast(orders, 1, "orders");
            return this;
        }

        /**
         * Who is told, line by line, what happens.
         *
         * @param lines takes one line for each event
         * @return this builder
         */
        public Builder log(Consumer<String> lines) {
            log = Check.notNull(lines, "log");
            return this;
        }

        /**
         * Makes the account.
         *
         * @return a venue
         */
        public PaperVenue build() {
            return new PaperVenue(this);
        }
    }
}
