package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.GateRequest;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.OrderSide;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.cycle.port.RiskGate;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import io.trimtab.risk.model.CovarianceEstimator;
import io.trimtab.risk.model.LedoitWolf;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The risk gate of a trading cycle: judges its orders by a {@link LimitBook}.
 *
 * <pre>{@code
 * RiskGate gate = LimitBookGate.over(limits).scenarios(500).build();
 * }</pre>
 *
 * <p>Scenarios are the latest returns of the request's own price history, the covariance is estimated from them. The
 * orders are judged, not the target: what would be held is what is held plus what the orders add at their prices.
 * Without orders, what is held is judged.
 *
 * <p>The gate follows equity from request to request: the drawdown is from the highest equity it has seen, and the loss
 * of the day from the last equity seen on an earlier day (UTC). So it belongs to one account and one run: a request of an earlier day than
 * the one before is refused. A new gate begins its day with the first equity it sees. Thread-safe.
 */
public final class LimitBookGate implements RiskGate {
    private final LimitBook book;
    private final int scenarios;
    private final CovarianceEstimator covariance;
    private final double outsideTailLoss;
    private final double outsideVolatility;

    /** Guarded by this. */
    private final AccountPath account;

    private LimitBookGate(Builder builder) {
        book = builder.book;
        scenarios = builder.scenarios;
        covariance = builder.covariance;
        outsideTailLoss = builder.outsideTailLoss;
        outsideVolatility = builder.outsideVolatility;
        account = new AccountPath(builder.highestEquity);
    }

    /**
     * A gate to be configured.
     *
     * @param book the limits
     * @return a builder with 500 scenarios and Ledoit-Wolf covariance
     */
    public static Builder over(LimitBook book) {
        return new Builder(Check.notNull(book, "book"));
    }

    @Override
    public GateVerdict check(GateRequest request) {
        Universe universe = Check.notNull(request, "request").current().universe();
        requireTradable(request.orders(), universe);
        PortfolioView view = view(request);
        List<BigDecimal> quantities =
                request.orders().stream().map(order -> order.order().quantity()).toList();
        Verdict verdict = quantities.isEmpty() ? book.check(view) : book.check(view, after(request, quantities));
        if (verdict instanceof Verdict.Denied denied) {
            return new GateVerdict.Denied(breaches(denied, cure(denied.smallestCut(), request, view)), denied.usages());
        }
        return new GateVerdict.Approved(verdict.usages());
    }

    private static void requireTradable(List<PricedOrder> orders, Universe universe) {
        Map<String, PricedOrder> first = new HashMap<>();
        for (PricedOrder order : orders) {
            String asset = order.order().asset();
            if (!universe.contains(asset)) {
                throw new IllegalArgumentException("order " + order.order().id() + " trades " + asset
                        + ", which has no valid price in this request");
            }
            PricedOrder other = first.putIfAbsent(asset, order);
            if (other != null && other.order().side() != order.order().side()) {
                throw new IllegalArgumentException("orders " + other.order().id() + " and "
                        + order.order().id() + " trade " + asset
                        + " both ways, so that what is held depends on which is filled: give their difference");
            }
        }
    }

    private PortfolioView view(GateRequest request) {
        PortfolioView view = PortfolioView.of(request.current()).withHeldOutside(request.heldOutside());
        view = withAccount(view, request);
        if (outsideTailLoss >= 0) {
            view = view.assumingOutside(outsideTailLoss, outsideVolatility);
        }
        PriceHistory history = request.market().history();
        PriceHistory complete =
                history.lastRows(Math.min(history.rows(), scenarios + 1)).onCompleteDates();
        if (complete.rows() < 3) {
            // fewer than two returns: the limits that need them say that they are missing
            return view;
        }
        ReturnPanel returns = complete.returns();
        return view.withScenarios(returns).withRiskModel(new EstimatedOnDemand(covariance, returns));
    }

    private synchronized PortfolioView withAccount(PortfolioView view, GateRequest request) {
        account.see(request.asOf(), request.equity());
        return view.withDrawdown(account.drawdown()).withDayLoss(account.dayLoss());
    }

    /** What is held when so much of each order is filled. */
    private static Weights after(GateRequest request, List<BigDecimal> quantities) {
        double[] w = request.current().toArray();
        for (int i = 0; i < quantities.size(); i++) {
            PricedOrder order = request.orders().get(i);
            double value = order.order().side().sign() * quantities.get(i).doubleValue() * order.price();
            w[request.current().universe().indexOf(order.order().asset())] += value / request.equity();
        }
        return Weights.of(request.current().universe(), w);
    }

    private static List<LimitBreach> breaches(Verdict.Denied denied, String cure) {
        List<LimitBreach> all = new ArrayList<>();
        for (Breach breach : denied.breaches()) {
            List<String> drivers =
                    breach.drivers().stream().map(Contribution::name).toList();
            Limit limit = breach.limit();
            all.add(new LimitBreach(
                    limit.name(), breach.scope(), breach.measured(), limit.bound(), breach.kind(), drivers, cure));
        }
        for (MeasurementFailure failure : denied.failures()) {
            Limit limit = failure.limit();
            all.add(new LimitBreach(
                    limit.name(), "portfolio", Double.NaN, limit.bound(), failure.kind(), List.of(), failure.reason()));
        }
        return all;
    }

    /** The cut in units: what is left of each order, rounded down to its own decimals, if that passes the book. */
    private String cure(Cut cut, GateRequest request, PortfolioView view) {
        if (cut.fractionKept() == 0) {
            return cut.text();
        }
        BigDecimal fraction = new BigDecimal(cut.fractionKept() * (1 + Text.ROUNDING));
        List<BigDecimal> kept = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (PricedOrder priced : request.orders()) {
            BigDecimal quantity = priced.order().quantity();
            BigDecimal part = quantity.multiply(fraction).setScale(Math.max(0, quantity.scale()), RoundingMode.DOWN);
            kept.add(part);
            text.append(text.length() == 0 ? "" : ", ")
                    .append(priced.order().side() == OrderSide.BUY ? "buy " : "sell ")
                    .append(part.toPlainString())
                    .append(" instead of ")
                    .append(quantity.toPlainString())
                    .append(' ')
                    .append(priced.order().asset());
        }
        // rounding a sale down may undo what it was to cure
        return book.check(view, after(request, kept)) instanceof Verdict.Approved ? text.toString() : cut.text();
    }

    @Override
    public String toString() {
        return "LimitBookGate[" + book + ", " + scenarios + " scenarios]";
    }

    /** Configures a gate; not thread-safe. */
    public static final class Builder {
        private static final double NOT_STATED = -1;

        private final LimitBook book;
        private int scenarios = 500;
        private CovarianceEstimator covariance = LedoitWolf.constantCorrelation();
        private double outsideTailLoss = NOT_STATED;
        private double outsideVolatility = NOT_STATED;
        private double highestEquity;

        private Builder(LimitBook book) {
            this.book = book;
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
         * What is assumed of positions without a valid price; see {@link PortfolioView#assumingOutside}. Without it such
         * a position makes tail risk and volatility unmeasurable, which denies.
         *
         * @param tailLoss loss in the tail of one unit of value, at least 0
         * @param volatility volatility of one unit per period, at least 0
         * @return this builder
         */
        public Builder assumingOutside(double tailLoss, double volatility) {
            outsideTailLoss = Check.notNegative(tailLoss, "tailLoss");
            outsideVolatility = Check.notNegative(volatility, "volatility");
            return this;
        }

        /**
         * The highest equity of the account before this gate, so that a restart forgets no drawdown.
         *
         * @param equity in the currency of the account, positive
         * @return this builder
         */
        public Builder highestEquity(double equity) {
            highestEquity = Check.positive(equity, "highestEquity");
            return this;
        }

        /**
         * The gate.
         *
         * @return a gate for one account
         */
        public LimitBookGate build() {
            return new LimitBookGate(this);
        }
    }
}
