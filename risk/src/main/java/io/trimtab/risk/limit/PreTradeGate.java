package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.core.market.Universe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges every order before it goes out, against limits on what would be held if it and all pending orders were filled in the
 * worst way.
 *
 * <pre>{@code
 * PreTradeGate gate = PreTradeGate.over(universe)
 *         .hard(Limit.position(0.10))
 *         .hard(Limit.grossExposure(1.5))
 *         .hard(Limit.valueAtRisk(Confidence.of(0.95), 0.02))
 *         .scenarios(returns)
 *         .rules(OrderRules.builder().priceCollar(0.05).build())
 *         .reArm(ReArm.belowBand(0.1))
 *         .clock(clock)
 *         .build();
 * gate.mark(equity, prices);
 * GateDecision decision = gate.submit(GateOrder.of("o-1", "SAP", 1_200));
 * if (decision instanceof GateDecision.Denied denied) {
 *     denied.reasons();      // position SAP 11.4% > 10%
 *     denied.smallestCut();  // buy 1052 SAP instead of 1200
 * }
 * }</pre>
 *
 * <p>The rules, in their order:
 *
 * <ol>
 *   <li>Bad input is refused loudly, with an exception, and changes nothing; but a price or an equity that is no positive
 *       number also makes what was known before unknown, so that swallowing the exception opens nothing.
 *   <li>It fails closed: while a limit cannot be measured, because something throws or is not finite, only orders go out that
 *       do nothing but take from a position, and they must pass the limits that can be measured.
 *   <li>A position is the number of lots filled; where fills may lead is a box, every pending order filled by any part. An
 *       order passes a limit if no fills exceed it, or if it is <em>reducing</em>: for every set of fills of it and of the
 *       pending orders no limit that was exceeded rises, none is newly exceeded and no position crosses zero. How each limit
 *       decides that, exactly or on the safe side, is stated where it is measured; where too much is pending to tell, the
 *       order is denied and the reason says so.
 *   <li>A limit that what is held exceeds trips, and counts as exceeded until its {@link ReArm} policy is satisfied: until
 *       then no order may raise what it measures. Limits on each position trip for that asset alone.
 *   <li>Account losses (drawdown, loss of the day, {@link Limit#measured}) let pass only what takes from positions.
 *   <li>{@link OrderRules} hold for all orders but those that only take from a position; the price collar holds for these, too.
 *   <li>A {@link TradingState} that is not active restricts further, whatever the limits say.
 * </ol>
 *
 * <p>An admitted check about which there is nothing to report allocates nothing, and takes O(log n) for limits on sums, O(1) for
 * volatility, O(scenarios) for value at risk and expected shortfall, O(n) for correlation, a few times more with pending
 * orders. A denial searches for the smallest cut: log2(lots) checks. One thread uses a gate; what it is
 * given to measure with, or to tell the time, may ask it for {@link #held}, {@link #pending} and {@link #ledger} only.
 */
public final class PreTradeGate {
    private final Universe universe;
    private final Inventory.Marks marks;
    private final List<Desk> desks;
    private final Map<String, Integer> strategies;
    private final OrderFlow flow;
    private final GateWatch watch;
    private final Judgement judgement;
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final Meter.Change before = new Meter.Change();
    /** Whether the gate is at work, and may be asking something of the host's. */
    private boolean busy;

    /** An order that went out and may still be filled. */
    static final class Pending {
        final GateOrder order;
        final int asset;
        /** Lots not yet filled, with the order's sign. */
        long open;

        Pending(GateOrder order, int asset, long open) {
            this.order = order;
            this.asset = asset;
            this.open = open;
        }
    }

    PreTradeGate(
            PreTradeGateBuilder builder, Inventory.Marks marks, List<Desk> desks, Map<String, Integer> strategies) {
        universe = builder.universe;
        this.marks = marks;
        this.desks = desks;
        this.strategies = strategies;
        flow = new OrderFlow(builder.rules, desks.get(0).inventory);
        watch = new GateWatch(desks, builder.reArm, builder.requireClock());
        judgement = new Judgement(desks.get(0), flow, watch, builder.warningLevel);
    }

    /**
     * Starts a gate.
     *
     * @param universe all assets that may be held or traded
     * @return a builder without limits
     */
    public static PreTradeGateBuilder over(Universe universe) {
        return new PreTradeGateBuilder(Check.notNull(universe, "universe"));
    }

    /**
     * The assets.
     *
     * @return the universe
     */
    public Universe universe() {
        return universe;
    }

    // ------------------------------------------------------------------------------------------------ what is known

    /**
     * Sets equity and all prices at once, and makes everything that is kept ready anew.
     *
     * @param equity of the account, positive
     * @param prices of one unit of each asset, positive; NaN for an asset that has none, whose position cannot be measured
     * @throws IllegalArgumentException if a number is not allowed or the length differs; nothing is known any more then
     */
    public void mark(double equity, double[] prices) {
        enter();
        try {
            for (Desk desk : desks) {
                desk.outdate();
            }
            marks.equity = Double.NaN;
            Arrays.fill(marks.value, Double.NaN);
            Check.length(Check.notNull(prices, "prices").length, marks.value.length, "prices");
            for (int i = 0; i < prices.length; i++) {
                if (!Double.isNaN(prices[i])) {
                    Check.positive(prices[i], "price of " + universe.id(i));
                }
            }
            Check.positive(equity, "equity");
            for (int i = 0; i < prices.length; i++) {
                marks.value[i] = prices[i] * marks.units[i];
                flow.follow(i);
            }
            marks.equity = equity;
            watch.lookAtAll();
        } finally {
            busy = false;
        }
    }

    /**
     * Sets the equity.
     *
     * @param equity of the account, positive
     * @throws IllegalArgumentException if it is not; the equity is unknown then
     */
    public void equity(double equity) {
        enter();
        try {
            marks.equity = Double.NaN;
            marks.equity = Check.positive(equity, "equity");
            watch.lookAtAll();
        } finally {
            busy = false;
        }
    }

    /**
     * Sets the price of an asset.
     *
     * @param asset the id of the asset
     * @param price of one unit, positive
     * @throws IllegalArgumentException if the asset is unknown or the price is not positive; the price is unknown then
     */
    public void price(String asset, double price) {
        enter();
        try {
            int i = index(asset);
            double old = marks.value[i];
            marks.value[i] = price > 0 && price < Double.POSITIVE_INFINITY ? price * marks.units[i] : Double.NaN;
            for (Desk desk : desks) {
                remember(desk.inventory, i, old);
                desk.follow(before);
            }
            flow.follow(i);
            Check.positive(price, "price of " + asset);
            watch.lookAt(i);
        } finally {
            busy = false;
        }
    }

    /**
     * Sets what the account holds of an asset, such as at the start.
     *
     * @param asset the id of the asset
     * @param lots negative when short, at most 2^53 in size
     * @throws IllegalArgumentException if the asset is unknown or the position too large
     */
    public void hold(String asset, long lots) {
        enter();
        try {
            set(desks.get(0), index(asset), lots);
        } finally {
            busy = false;
        }
    }

    /**
     * Sets what a strategy holds of an asset; what the account holds is not touched.
     *
     * @param strategy the name of the strategy
     * @param asset the id of the asset
     * @param lots negative when short, at most 2^53 in size
     * @throws IllegalArgumentException if the strategy or the asset is unknown or the position too large
     */
    public void hold(String strategy, String asset, long lots) {
        enter();
        try {
            int index = index(asset);
            set(desk(Check.notBlank(strategy, "strategy")), index, lots);
        } finally {
            busy = false;
        }
    }

    /** What a gate asks of the host, in the midst of an answer or a change, must not change what it is about. */
    private void enter() {
        if (busy) {
            throw new IllegalStateException(
                    "the gate is at work: what it asks for a measure or for the time must not use it, nor may another thread");
        }
        busy = true;
    }

    private int index(String asset) {
        return universe.indexOf(Check.notNull(asset, "asset"));
    }

    private void set(Desk desk, int asset, long lots) {
        Inventory inventory = desk.inventory;
        long by = lots - inventory.held[asset];
        if (lots > Inventory.MOST_LOTS || lots < -Inventory.MOST_LOTS) {
            throw new IllegalArgumentException(
                    "lots of " + universe.id(asset) + " must be at most 2^53 in size, were " + lots);
        }
        move(desk, asset, by, by, by);
        watch.lookAt(asset);
    }

    /**
     * What the account holds.
     *
     * @param asset the id of the asset
     * @return lots, negative when short
     */
    public long held(String asset) {
        return desks.get(0).inventory.held[index(asset)];
    }

    // ------------------------------------------------------------------------------------------------ orders

    /**
     * Judges an order. Nothing is remembered of it.
     *
     * @param order the order
     * @return admitted or denied
     * @throws IllegalArgumentException if its asset or its strategy is unknown, its id is pending already, or the position
     *     would be too large to count
     */
    public GateDecision check(GateOrder order) {
        enter();
        try {
            return judged(order);
        } finally {
            busy = false;
        }
    }

    private GateDecision judged(GateOrder order) {
        int asset = universe.indexOf(Check.notNull(order, "order").asset());
        @Nullable Desk own = order.strategy().isEmpty() ? null : desk(order.strategy());
        requireCountable(order, asset);
        watch.tick();
        return judgement.decide(order, asset, own);
    }

    /**
     * Judges an order and, if it is admitted, counts it as pending from now on.
     *
     * @param order the order
     * @return admitted or denied
     * @throws IllegalArgumentException as {@link #check} does
     */
    public GateDecision submit(GateOrder order) {
        enter();
        try {
            GateDecision decision = judged(order);
            if (decision instanceof GateDecision.Admitted) {
                add(order);
            }
            return decision;
        } finally {
            busy = false;
        }
    }

    /**
     * Counts an order as pending that went out without this gate, such as one found at the venue after a restart.
     *
     * @param order the order, what is left of it
     * @throws IllegalArgumentException as {@link #check} does
     */
    public void track(GateOrder order) {
        enter();
        try {
            add(order);
        } finally {
            busy = false;
        }
    }

    private void add(GateOrder order) {
        int asset = universe.indexOf(Check.notNull(order, "order").asset());
        requireCountable(order, asset);
        watch.readClock();
        pending.put(order.id(), new Pending(order, asset, order.lots()));
        reserve(desks.get(0), asset, order.lots());
        if (!order.strategy().isEmpty()) {
            reserve(desk(order.strategy()), asset, order.lots());
        }
        flow.sent(asset, order.lots(), order.limitPrice(), order.strategy(), watch.now());
    }

    /** Pending purchases move the upper end, pending sales the lower. */
    private void reserve(Desk desk, int asset, long lots) {
        move(desk, asset, 0, Math.min(lots, 0), Math.max(lots, 0));
    }

    /**
     * Books a fill of a pending order. What is filled beyond the order is booked, too: it has happened.
     *
     * @param orderId the id of the order
     * @param lots with the sign of the order
     * @param price paid for one unit, positive
     * @throws IllegalArgumentException if no such order is pending, or the sign or the price is wrong; nothing is booked then,
     *     and the order stays pending
     */
    public void book(String orderId, long lots, double price) {
        enter();
        try {
            Pending order = pending.get(Check.notBlank(orderId, "orderId"));
            if (order == null) {
                throw new IllegalArgumentException("order " + orderId
                        + " is not pending; set what is held with hold(...) if it was filled all the same");
            }
            if (lots == 0 || (lots > 0) != (order.open > 0) || Math.abs(lots) > Inventory.MOST_LOTS) {
                throw new IllegalArgumentException("lots of a fill of " + orderId
                        + " must have the sign of the order, at most 2^53, were " + lots);
            }
            Check.positive(price, "price");
            long covered = lots > 0 ? Math.min(lots, order.open) : Math.max(lots, order.open);
            order.open -= covered;
            if (order.open == 0) {
                pending.remove(orderId);
            }
            fill(desks.get(0), order.asset, lots, covered);
            if (!order.order.strategy().isEmpty()) {
                fill(desk(order.order.strategy()), order.asset, lots, covered);
            }
            watch.readClock();
            flow.traded(Math.abs(lots) * price * marks.units[order.asset], watch.now());
            watch.lookAt(order.asset);
        } finally {
            busy = false;
        }
    }

    private void fill(Desk desk, int asset, long lots, long covered) {
        move(desk, asset, lots, lots - Math.min(covered, 0), lots - Math.max(covered, 0));
    }

    /**
     * Forgets what is left of an order, because it was cancelled, has expired or was refused. An order that is not pending is
     * left alone.
     *
     * @param orderId the id of the order
     */
    public void cancel(String orderId) {
        enter();
        try {
            Pending order = pending.remove(Check.notBlank(orderId, "orderId"));
            if (order != null) {
                release(desks.get(0), order);
                if (!order.order.strategy().isEmpty()) {
                    release(desk(order.order.strategy()), order);
                }
            }
        } finally {
            busy = false;
        }
    }

    private void release(Desk desk, Pending order) {
        move(desk, order.asset, 0, 0 - Math.min(order.open, 0), 0 - Math.max(order.open, 0));
    }

    /**
     * The orders that went out and may still be filled.
     *
     * @return what is left of each, in the order they were sent
     */
    public List<GateOrder> pending() {
        List<GateOrder> all = new ArrayList<>();
        for (Pending order : pending.values()) {
            all.add(order.order.cutTo(Math.abs(order.open)));
        }
        return List.copyOf(all);
    }

    private Desk desk(String strategy) {
        Integer index = strategies.get(strategy);
        if (index == null) {
            throw new IllegalArgumentException("strategy '" + strategy + "' is not one of " + strategies.keySet());
        }
        return desks.get(index);
    }

    private void requireCountable(GateOrder order, int asset) {
        if (pending.containsKey(order.id())) {
            throw new IllegalArgumentException("order " + order.id() + " is pending already");
        }
        requireCountable(desks.get(0), order, asset);
        if (!order.strategy().isEmpty()) {
            requireCountable(desk(order.strategy()), order, asset);
        }
    }

    private void requireCountable(Desk desk, GateOrder order, int asset) {
        Inventory inventory = desk.inventory;
        long end = order.lots() + (order.lots() > 0 ? inventory.high[asset] : inventory.low[asset]);
        if (end > Inventory.MOST_LOTS || end < -Inventory.MOST_LOTS) {
            throw new IllegalArgumentException(
                    "order " + order.id() + " could lead to " + end + " lots of " + order.asset() + ", beyond 2^53");
        }
    }

    private void remember(Inventory inventory, int asset, double value) {
        before.asset = asset;
        before.held = inventory.held[asset];
        before.low = inventory.low[asset];
        before.high = inventory.high[asset];
        before.value = value;
    }

    private void move(Desk desk, int asset, long held, long low, long high) {
        Inventory inventory = desk.inventory;
        remember(inventory, asset, marks.value[asset]);
        inventory.set(asset, before.held + held, before.low + low, before.high + high);
        desk.follow(before);
        if (desk == desks.get(0)) {
            flow.follow(asset);
        }
    }

    // ------------------------------------------------------------------------------------------------ state

    /**
     * Whether trading is open: as the host has set it or, while that is active, reducing because of a loss of the account.
     *
     * @return the state
     */
    public TradingState state() {
        enter();
        try {
            watch.tick();
            return watch.effectiveState();
        } finally {
            busy = false;
        }
    }

    /**
     * Lets only orders pass, of those the limits admit, that take from a position or relieve a limit that is exceeded.
     *
     * @param reason why
     */
    public void reduceOnly(String reason) {
        enter();
        try {
            watch.turn(TradingState.Mode.REDUCING, Check.notBlank(reason, "reason"), reason);
        } finally {
            busy = false;
        }
    }

    /**
     * Lets only orders pass, of those the limits admit, that take from a position.
     *
     * @param reason why
     */
    public void halt(String reason) {
        enter();
        try {
            watch.turn(TradingState.Mode.HALTED, Check.notBlank(reason, "reason"), reason);
        } finally {
            busy = false;
        }
    }

    /**
     * Opens trading again, as far as the limits do.
     *
     * @param by who has decided it
     */
    public void resume(String by) {
        enter();
        try {
            watch.turn(TradingState.Mode.ACTIVE, "", Check.notBlank(by, "by"));
        } finally {
            busy = false;
        }
    }

    /**
     * Takes note of the trading state that the host has set, or of nothing while that is active.
     *
     * @param by who
     */
    public void acknowledge(String by) {
        enter();
        try {
            Check.notBlank(by, "by");
            if (watch.state.mode() != TradingState.Mode.ACTIVE) {
                watch.acknowledgeState(by);
            }
        } finally {
            busy = false;
        }
    }

    /**
     * Takes note of a limit that is tripped, which may re-arm it.
     *
     * @param breach as {@link #tripped} tells it
     * @param by who
     * @throws IllegalArgumentException if no such limit is tripped now
     */
    public void acknowledge(GuardReading breach, String by) {
        enter();
        try {
            Check.notBlank(by, "by");
            String name = Check.notNull(breach, "breach").limit().name();
            if (!watch.acknowledge(name, breach.scope(), by)) {
                throw new IllegalArgumentException("limit " + name + " of " + breach.scope() + " is not tripped");
            }
        } finally {
            busy = false;
        }
    }

    /**
     * Lets a limit, or the trading state, deny nothing until a time.
     *
     * @param override which, by whom, until when
     * @throws IllegalArgumentException if there is no such limit
     */
    public void override(LimitOverride override) {
        enter();
        try {
            Check.notNull(override, "override");
            if (!override.limit().equals(LimitOverride.TRADING_STATE) && !watch.knows(override)) {
                throw new IllegalArgumentException(
                        "no limit '" + override.limit() + "' has a scope '" + override.scope() + "'");
            }
            watch.override(override);
        } finally {
            busy = false;
        }
    }

    /**
     * The overrides that are not over.
     *
     * @return in the order they were made
     */
    public List<LimitOverride> overrides() {
        enter();
        try {
            watch.tick();
            return List.copyOf(watch.overrides);
        } finally {
            busy = false;
        }
    }

    /**
     * The limits that are tripped.
     *
     * @return those of the account first
     */
    public List<GuardReading> tripped() {
        enter();
        try {
            watch.tick();
            return watch.readings();
        } finally {
            busy = false;
        }
    }

    /**
     * What happened to the limits.
     *
     * @return the latest ten thousand entries
     */
    public BreachLedger ledger() {
        return new BreachLedger(List.copyOf(watch.ledger), watch.total);
    }

    /**
     * How much of each limit is used by what is held.
     *
     * @return of each limit that can be measured, its most used scope
     */
    public List<LimitUsage> usage() {
        enter();
        try {
            watch.tick();
            return watch.usage();
        } finally {
            busy = false;
        }
    }

    /**
     * Everything that a restart must not forget: positions, prices, pending orders, guards, overrides, the trading state, what
     * was sent and traded of late, and the ledger.
     *
     * @return a snapshot
     */
    public GateSnapshot snapshot() {
        enter();
        try {
            return GateImage.write(universe, marks, desks, pending.values(), flow, watch);
        } finally {
            busy = false;
        }
    }

    /**
     * Takes the place of everything from a snapshot.
     *
     * @param snapshot from a gate over the same universe, with the same limits in the same order
     * @throws IllegalArgumentException if it is of another gate or does not make sense; nothing has changed then
     */
    public void restore(GateSnapshot snapshot) {
        enter();
        try {
            GateImage image = GateImage.read(Check.notNull(snapshot, "snapshot"), universe, desks, strategies);
            flow.clear();
            pending.clear();
            image.apply(marks, desks, pending, flow, watch);
            for (Desk desk : desks) {
                desk.outdate();
            }
            for (int i = 0; i < marks.value.length; i++) {
                flow.follow(i);
            }
        } finally {
            busy = false;
        }
    }

    @Override
    public String toString() {
        return "PreTradeGate[" + universe.size() + " assets, " + desks.get(0).meters.length + " limits, "
                + pending.size() + " orders pending, " + watch.state.mode() + "]";
    }
}
