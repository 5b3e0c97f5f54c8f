package io.trimtab.docs.strategies;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Walks a strategy through a history month by month, showing it at each decision what was known then.
 *
 * <p>It decides on the prices of the last trading day of a month, is filled at the prices of the next trading day, pays a
 * fraction of what it trades, and lets its weights drift until the next fill. Cash earns nothing. Nothing that happens
 * after a day changes what is recorded up to it.
 *
 * <pre>{@code
 * WalkForward walk = WalkForward.over(prices).costing(0.0002);
 * TrackRecord record = walk.run(new Momentum(12, 1, 5));
 * }</pre>
 */
public final class WalkForward {
    private static final double ROUNDING = 1e-9;

    private final PriceHistory prices;
    private final double cost;
    /** Rows after which there is a decision: looked up, never iterated. */
    private final Set<Integer> decisions;

    private WalkForward(PriceHistory prices, double cost) {
        this.prices = prices;
        this.cost = cost;
        this.decisions = new HashSet<>(MonthEnds.rows(prices.dates()));
    }

    /**
     * A walk through a history, trading for nothing.
     *
     * @param prices prices without a hole
     * @return the walk
     * @throws IllegalArgumentException if a price is missing, zero, negative or infinite
     */
    public static WalkForward over(PriceHistory prices) {
        if (!Objects.requireNonNull(prices, "prices").isComplete()) {
            throw new IllegalArgumentException(
                    "prices must have no hole, " + prices + " has one: validate them with a DataPolicy first");
        }
        return new WalkForward(prices, 0);
    }

    /**
     * The same walk at a cost.
     *
     * @param fraction of the amount traded, from 0 to below 0.1: 0.0002 is two basis points
     * @return another walk
     */
    public WalkForward costing(double fraction) {
        if (!(fraction >= 0 && fraction < 0.1)) {
            throw new IllegalArgumentException("cost must be from 0 to below 0.1, was " + fraction);
        }
        return new WalkForward(prices, fraction);
    }

    /**
     * Walks one strategy.
     *
     * @param strategy the strategy
     * @return its record from its first fill on; empty if the history is too short for one
     * @throws IllegalStateException if the strategy decides on something it must not
     */
    public TrackRecord run(CandidateStrategy strategy) {
        List<Rebalance> rebalances = new ArrayList<>();
        double[] returns = new double[prices.rows()];
        double[] held = new double[prices.columns()];
        int first = prices.rows();
        for (int t = 1; t < prices.rows(); t++) {
            double wealth = drift(held, t);
            if (decisions.contains(t - 1) && t >= strategy.minimumRows()) {
                Weights target = decide(strategy, prices.firstRows(t));
                Rebalance rebalance = fill(held, target, t);
                wealth *= 1 - cost * rebalance.turnover();
                rebalances.add(rebalance);
                first = Math.min(first, t);
            }
            returns[t] = wealth - 1;
        }
        return new TrackRecord(
                strategy,
                prices.dates().subList(first, prices.rows()),
                Arrays.copyOfRange(returns, first, prices.rows()),
                rebalances);
    }

    /**
     * Walks several strategies.
     *
     * @param strategies the strategies
     * @return their records in the same order
     */
    public List<TrackRecord> runAll(List<CandidateStrategy> strategies) {
        return strategies.stream().map(this::run).toList();
    }

    /** Moves the holdings to the prices of a row and returns the growth of wealth since the row before. */
    private double drift(double[] held, int row) {
        double wealth = 1;
        for (int j = 0; j < held.length; j++) {
            double change = prices.get(row, j) / prices.get(row - 1, j);
            wealth += held[j] * (change - 1);
            held[j] *= change;
        }
        for (int j = 0; j < held.length; j++) {
            held[j] /= wealth;
        }
        return wealth;
    }

    private Weights decide(CandidateStrategy strategy, PriceHistory known) {
        Weights target = strategy.targetAt(known);
        prices.universe().requireSame(target.universe(), "target of " + strategy.id());
        for (int j = 0; j < prices.columns(); j++) {
            if (!(target.get(j) >= -ROUNDING)) {
                throw new IllegalStateException(strategy.id() + " must hold nothing short, but wants " + target.get(j)
                        + " of " + prices.universe().id(j));
            }
        }
        if (!(target.net() <= 1 + ROUNDING)) {
            throw new IllegalStateException(
                    strategy.id() + " must not borrow, but wants weights that sum to " + target.net());
        }
        return target;
    }

    private Rebalance fill(double[] held, Weights target, int row) {
        double turnover = 0;
        int trades = 0;
        for (int j = 0; j < held.length; j++) {
            double change = Math.abs(target.get(j) - held[j]);
            turnover += change;
            trades += change > ROUNDING ? 1 : 0;
            held[j] = target.get(j);
        }
        return new Rebalance(prices.date(row - 1), prices.date(row), target, turnover, trades);
    }
}
