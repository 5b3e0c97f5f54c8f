package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.GateRequest;
import io.trimtab.core.cycle.port.GateStanding;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.cycle.port.RiskGate;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.CovarianceEstimator;
import io.trimtab.risk.model.LedoitWolf;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The risk gate of a trading cycle that remembers: judges each order of a cycle by a {@link PreTradeGate}.
 *
 * <pre>{@code
 * PreTradeRiskGate gate = PreTradeRiskGate.over(universe, limits)
 *         .lot(new BigDecimal("0.01"))
 *         .reArm(ReArm.belowBand(0.05))
 *         .reducingWhileBreached()
 *         .build();
 * gate.ask(inner -> inner.ledger());           // what happened to the limits
 * files.write(gate.snapshot().text());         // after each cycle; restoring(...) before the next start
 * }</pre>
 *
 * <p>What a request says is held is held. Orders that only take from a position are judged first, then the others, each in the
 * order given; one that is admitted counts as pending while those after it are judged, to be filled by any part. So some orders
 * of a batch may go out and others not. What is pending from an earlier request has been filled, as far as the position has moved by it,
 * or was cancelled: the cycle does not trade while it knows less.
 *
 * <p>Scenarios are the latest returns of the request's own price history, the covariance is estimated from them. Drawdown is from
 * the highest equity seen, the loss of the day from the last equity seen on an earlier day (UTC). So the gate belongs to
 * one account and one run: a request of an earlier day than the one before is refused. The usage it tells is that of the
 * portfolio after all orders that may go out. Time is that of the latest request. Thread-safe.
 */
public final class PreTradeRiskGate implements RiskGate {
    /** How the reason begins for which trading was reduced by this gate, and not by a person. */
    private static final String BREACHED = "exceeded: ";

    private final Universe universe;
    private final LimitBook book;
    private final BigDecimal lot;
    private final CovarianceEstimator covariance;
    private final OrderRules rules;
    private final ReArm reArm;
    private final boolean reduces;
    private final AccountPath account;
    private final ScenarioFeed feed;
    private Instant asOf = Instant.EPOCH;
    private PreTradeGate gate;
    private boolean busy;

    private PreTradeRiskGate(Builder builder) {
        universe = builder.universe;
        book = builder.book;
        lot = builder.lot;
        covariance = builder.covariance;
        rules = builder.rules;
        reArm = builder.reArm;
        reduces = builder.reduces;
        feed = new ScenarioFeed(universe, builder.scenarios, builder.lastKnownFor);
        RiskGateSnapshot start = builder.start;
        account = start == null ? new AccountPath(builder.highestEquity) : start.account();
        gate = gate(null, null);
        if (start != null) {
            gate.restore(start.gate());
        }
    }

    /**
     * A gate to be configured.
     *
     * @param universe all assets that may be held or traded
     * @param book the limits
     * @return a builder: lots of a hundredth of a unit, 500 scenarios, Ledoit-Wolf covariance, no order rules, limits re-armed
     *     as soon as they are kept
     */
    public static Builder over(Universe universe, LimitBook book) {
        return new Builder(Check.notNull(universe, "universe"), Check.notNull(book, "book"));
    }

    @Override
    public synchronized GateVerdict check(GateRequest request) {
        Check.notNull(request, "request");
        enter();
        try {
            return answer(request);
        } finally {
            busy = false;
        }
    }

    /** What is asked while an answer is sought, such as an estimator, must not change what it is about. */
    private void enter() {
        if (busy) {
            throw new IllegalStateException("the gate is at work: what it asks must not use it");
        }
        busy = true;
    }

    private GateVerdict answer(GateRequest request) {
        ScenarioFeed.Scene scene = feed.read(request);
        // whatever cannot be told in lots is refused before anything is changed
        long[] positions = lots(request, scene.prices());
        List<PricedOrder> sequence = sequence(request);
        List<GateOrder> orders = sequence.stream().map(this::inLots).toList();
        account.see(request.asOf(), request.equity());
        asOf = request.asOf();
        @Nullable ReturnPanel scenarios = scene.scenarios();
        EstimatedOnDemand model = scenarios == null ? null : new EstimatedOnDemand(covariance, scenarios);
        PreTradeGate next = gate(scenarios, model);
        next.restore(gate.snapshot());
        gate = next;
        settle(positions, scene.prices());
        gate.mark(request.equity(), scene.prices());
        followBreaches();
        PortfolioView view = view(request, scene.prices(), scenarios, model);
        GateStanding standing = new GateStanding(gate.state(), exceeded(view, request, scene.prices()));
        return judge(request, view, standing, sequence, orders);
    }

    /**
     * Asks the gate of the latest request something, or tells it something: to halt, to take note, to override a limit.
     *
     * @param <R> what is asked for
     * @param question is given the gate, which it must not keep: the next request makes another one
     * @return the answer
     */
    public synchronized <R> R ask(Function<PreTradeGate, R> question) {
        Check.notNull(question, "question");
        enter();
        try {
            return Check.notNull(question.apply(gate), "the answer to a question to the gate");
        } finally {
            busy = false;
        }
    }

    /**
     * What a restart must not forget: everything the gate keeps, and the equity that drawdown and the loss of the day are
     * measured from.
     *
     * @return to be given to {@link Builder#restoring}
     */
    public synchronized RiskGateSnapshot snapshot() {
        return RiskGateSnapshot.of(account, gate.snapshot());
    }

    private PreTradeGate gate(@Nullable ReturnPanel scenarios, @Nullable EstimatedOnDemand model) {
        PreTradeGateBuilder next = PreTradeGate.over(universe)
                .limits(book)
                .rules(rules)
                .reArm(reArm)
                .drawdown(account::drawdown)
                .dayLoss(account::dayLoss)
                .clock(() -> asOf);
        for (String id : universe.ids()) {
            next.lot(id, lot);
        }
        if (scenarios != null) {
            next.scenarios(scenarios);
        }
        return (model == null ? next : next.riskModel(model)).build();
    }

    /** What was pending is filled as far as positions have moved by it, and over. */
    private void settle(long[] now, double[] prices) {
        try {
            // while positions are set one by one, nothing may trip on a mixture of old and new
            gate.equity(Double.NaN);
        } catch (IllegalArgumentException unknownFromNowOn) {
            // as it says
        }
        for (GateOrder order : gate.pending()) {
            int i = universe.indexOf(order.asset());
            long moved = now[i] - gate.held(order.asset());
            long filled = order.lots() > 0 ? Math.min(moved, order.lots()) : Math.max(moved, order.lots());
            if (filled != 0 && Long.signum(filled) == Long.signum(order.lots()) && prices[i] > 0) {
                gate.book(order.id(), filled, prices[i]);
            }
            gate.cancel(order.id());
        }
        for (int i = 0; i < now.length; i++) {
            gate.hold(universe.id(i), now[i]);
        }
    }

    private long[] lots(GateRequest request, double[] prices) {
        long[] now = new long[universe.size()];
        for (int i = 0; i < now.length; i++) {
            now[i] = lots(request, i, prices[i]);
        }
        return now;
    }

    /** To the nearest lot; of an asset without any price what it held last. */
    private long lots(GateRequest request, int asset, double price) {
        String id = universe.id(asset);
        for (PricedOrder order : request.orders()) {
            if (order.order().asset().equals(id)) {
                return lots(order.position());
            }
        }
        Universe priced = request.current().universe();
        double weight = priced.contains(id)
                ? request.current().get(priced.indexOf(id))
                : request.heldOutside().getOrDefault(id, 0.0);
        if (weight == 0) {
            return 0;
        }
        return Double.isNaN(price) ? gate.held(id) : lots(new BigDecimal(weight * request.equity() / price));
    }

    private long lots(BigDecimal units) {
        return units.divide(lot, 0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /** The difference that an order makes in whole lots, at least one: so that a position that is closed is closed. */
    private GateOrder inLots(PricedOrder priced) {
        long by = lots(priced.position().add(priced.order().signedQuantity())) - lots(priced.position());
        long size = by == 0 ? priced.order().side().sign() : by;
        GateOrder order = GateOrder.of(priced.order().id(), priced.order().asset(), size);
        return priced.order().limitPrice() > 0 ? order.limitedTo(priced.order().limitPrice()) : order;
    }

    private void followBreaches() {
        if (!reduces) {
            return;
        }
        TradingState state = gate.state();
        List<String> broken = new ArrayList<>();
        for (GuardReading reading : gate.tripped()) {
            if (kind(reading.limit()) == LimitKind.HARD && !isOverridden(reading)) {
                broken.add(reading.limit().name() + " of " + reading.scope());
            }
        }
        if (!broken.isEmpty() && state.mode() == TradingState.Mode.ACTIVE) {
            gate.reduceOnly(BREACHED + String.join(", ", broken));
        } else if (broken.isEmpty()
                && state.mode() == TradingState.Mode.REDUCING
                && state.reason().startsWith(BREACHED)) {
            gate.resume("all limits are kept again");
        }
    }

    private boolean isOverridden(GuardReading reading) {
        return gate.overrides().stream()
                .anyMatch(override -> override.limit().equals(reading.limit().name())
                        && override.scope().equals(reading.scope()));
    }

    private LimitKind kind(Limit limit) {
        for (LimitEntry entry : book.entries()) {
            if (entry.limit() == limit) {
                return entry.kind();
            }
        }
        throw new IllegalStateException("the gate has a limit that its book has not: " + limit);
    }

    private PortfolioView view(
            GateRequest request, double[] prices, @Nullable ReturnPanel scenarios, @Nullable EstimatedOnDemand model) {
        double[] w = new double[universe.size()];
        for (int i = 0; i < w.length; i++) {
            long held = gate.held(universe.id(i));
            // a position without any price is worth what the cycle says it is; that its risk is unknown is told
            // elsewhere
            w[i] = held == 0
                    ? 0
                    : Double.isNaN(prices[i])
                            ? request.heldOutside().getOrDefault(universe.id(i), 0.0)
                            : held * lot.doubleValue() * prices[i] / request.equity();
        }
        PortfolioView view = PortfolioView.of(Weights.of(universe, w))
                .withDrawdown(account.drawdown())
                .withDayLoss(account.dayLoss());
        if (scenarios != null) {
            view = view.withScenarios(scenarios);
        }
        return model == null ? view : view.withRiskModel(model);
    }

    private List<LimitBreach> exceeded(PortfolioView view, GateRequest request, double[] prices) {
        long[] held = new long[universe.size()];
        double[] lotWeight = new double[held.length];
        for (int i = 0; i < held.length; i++) {
            held[i] = gate.held(universe.id(i));
            lotWeight[i] = lot.doubleValue() * prices[i] / request.equity();
        }
        StandingCure.Holdings holdings = new StandingCure.Holdings(universe, held, lotWeight, lot);
        GateExplanations explain = new GateExplanations(book, view, holdings);
        List<LimitBreach> all = new ArrayList<>();
        for (GuardReading reading : gate.tripped()) {
            all.add(explain.tripped(reading, kind(reading.limit()), reArm));
        }
        all.addAll(explain.unmeasured());
        return all;
    }

    private static List<PricedOrder> sequence(GateRequest request) {
        List<PricedOrder> sequence = new ArrayList<>();
        request.orders().stream().filter(PricedOrder::isPureClosure).forEach(sequence::add);
        request.orders().stream().filter(order -> !order.isPureClosure()).forEach(sequence::add);
        return sequence;
    }

    private GateVerdict judge(
            GateRequest request,
            PortfolioView view,
            GateStanding standing,
            List<PricedOrder> sequence,
            List<GateOrder> orders) {
        double[] after = view.current().toArray();
        List<String> cleared = new ArrayList<>();
        List<LimitBreach> breaches = new ArrayList<>();
        for (int k = 0; k < orders.size(); k++) {
            PricedOrder priced = sequence.get(k);
            GateOrder order = orders.get(k);
            if (gate.submit(order) instanceof GateDecision.Denied denied) {
                breaches.addAll(GateExplanations.denied(denied, priced, lot));
            } else {
                cleared.add(order.id());
                after[universe.indexOf(order.asset())] += priced.signedValue() / request.equity();
            }
        }
        List<LimitUsage> usage = Assessment.of(book.entries(), view, Weights.of(universe, after), book.warningLevel())
                .approved()
                .usages();
        if (breaches.isEmpty()) {
            return new GateVerdict.Approved(usage, standing);
        }
        return cleared.isEmpty()
                ? new GateVerdict.Denied(breaches, usage, standing)
                : new GateVerdict.Partly(cleared, breaches, usage, standing);
    }

    @Override
    public String toString() {
        return "PreTradeRiskGate[" + book + ", " + universe.size() + " assets]";
    }

    /** Configures a gate; not thread-safe. */
    public static final class Builder {
        private final Universe universe;
        private final LimitBook book;
        private BigDecimal lot = new BigDecimal("0.01");
        private int scenarios = 500;
        private CovarianceEstimator covariance = LedoitWolf.constantCorrelation();
        private OrderRules rules = OrderRules.none();
        private ReArm reArm = ReArm.immediately();
        private boolean reduces;
        private Duration lastKnownFor = Duration.ZERO;
        private double highestEquity;
        private @Nullable RiskGateSnapshot start;

        private Builder(Universe universe, LimitBook book) {
            this.universe = universe;
            this.book = book;
        }

        /**
         * How many units of an asset a lot is: the least that positions and orders differ by.
         *
         * @param size positive, such as 0.01
         * @return this builder
         */
        public Builder lot(BigDecimal size) {
            if (Check.notNull(size, "size").signum() <= 0) {
                throw new IllegalArgumentException("lot must be positive, was " + size.toPlainString());
            }
            lot = size;
            return this;
        }

        /**
         * How many of the latest returns are scenarios.
         *
         * @param count at least 2; fewer are used while the history is shorter
         * @return this builder
         */
        public Builder scenarios(int count) {
            scenarios = Check.atLeast(count, 2, "scenarios");
            return this;
        }

        /**
         * How the covariance is estimated from the scenarios.
         *
         * @param estimator the estimator
         * @return this builder
         */
        public Builder covariance(CovarianceEstimator estimator) {
            covariance = Check.notNull(estimator, "covariance");
            return this;
        }

        /**
         * Rules on orders themselves.
         *
         * @param orderRules the rules
         * @return this builder
         */
        public Builder rules(OrderRules orderRules) {
            rules = Check.notNull(orderRules, "orderRules");
            return this;
        }

        /**
         * When limits that were exceeded count as kept again.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder reArm(ReArm policy) {
            reArm = Check.notNull(policy, "policy");
            return this;
        }

        /**
         * Trading is reduced from when what is held exceeds a hard limit until all are re-armed: then only what takes from
         * positions or relieves a limit goes out. Without it the limits that are exceeded judge orders alone.
         *
         * @return this builder
         */
        public Builder reducingWhileBreached() {
            reduces = true;
            return this;
        }

        /**
         * How long the last price of a position that has none today, and the scenarios of that time, may stand in. Zero
         * unless stated: then its risk cannot be measured, and only what takes from positions goes out.
         *
         * @param time at least zero; after a restart nothing is known of an earlier time
         * @return this builder
         */
        public Builder lastKnownFor(Duration time) {
            if (Check.notNull(time, "time").isNegative()) {
                throw new IllegalArgumentException("time must be at least zero, was " + time);
            }
            lastKnownFor = time;
            return this;
        }

        /**
         * The highest equity of the account before this gate, where there is no snapshot.
         *
         * @param equity in the currency of the account, positive
         * @return this builder
         */
        public Builder highestEquity(double equity) {
            highestEquity = Check.positive(equity, "highestEquity");
            return this;
        }

        /**
         * Goes on where another gate was.
         *
         * @param snapshot of a gate over the same universe with the same limits
         * @return this builder
         */
        public Builder restoring(RiskGateSnapshot snapshot) {
            start = Check.notNull(snapshot, "snapshot");
            return this;
        }

        /**
         * The gate.
         *
         * @return a gate for one account
         * @throws IllegalArgumentException if the snapshot is of a gate with other limits or assets
         */
        public PreTradeRiskGate build() {
            return new PreTradeRiskGate(this);
        }
    }
}
