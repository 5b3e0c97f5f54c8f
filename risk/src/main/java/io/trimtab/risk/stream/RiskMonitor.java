package io.trimtab.risk.stream;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.risk.measure.HistoricalSimulation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Books whose scenario losses follow every trade and every tick, with limits on value at risk that are checked by counting.
 *
 * <pre>{@code
 * RiskMonitor monitor = RiskMonitor.over(returns)
 *         .portfolio("firm")
 *         .portfolio("fx desk", "firm")
 *         .limit("firm", Confidence.of(0.99), 250_000)
 *         .build(prices);
 * int desk = monitor.portfolio("fx desk");
 * int sap = monitor.universe().indexOf("SAP");
 * monitor.hold(desk, sap, 1_000);    // the position after a fill
 * monitor.price(sap, 131.2);         // a tick
 * monitor.isWithinLimits();          // any thread
 * }</pre>
 *
 * <p>A scenario is a row of simple returns; its profit in a portfolio is {@code sum of quantity x price x return}, that of
 * the portfolio's parts included; losses are the negated profits. A tick adds {@code change of value x returns} to the
 * profits of every portfolio that holds the asset, in two doubles each, so that nothing drifts: the first is the profit as a
 * fresh calculation would round it, to within its last bit and 1e-31 of the largest profit there ever was per tick.
 *
 * <p>A value at risk is at most x if and only if at most floor(alpha T) losses exceed x; so a limit is checked in one pass,
 * without selection, and always for the books as they are; and what is further from the limit than all ticks together have
 * moved it since it was counted need not be counted again.
 *
 * <p>O(T) for a tick and each portfolio that holds the asset, at most the same again for each of its limits; O(n) per portfolio
 * for a new scenario, and O(T / 16) for each of its limits. Memory (8 n + 16 p + l / 4) T bytes for n assets, p portfolios and
 * l limits. After construction nothing is allocated except
 * by {@link #reading} and {@link #losses}.
 *
 * <p>One thread writes ({@link #hold}, {@link #price}, {@link #roll}, and the measures that say so); any thread may take a
 * {@link #reading} or ask {@link #isWithinLimits} at any time: what it sees belongs to one update, never to two.
 */
public final class RiskMonitor {
    private static final double LARGEST_VALUE = 1e100;
    private static final int NOBODY = -1;

    private final Universe universe;
    private final PortfolioTree portfolios;
    private final int[] parents;
    private final int scenarios;
    private final double[][] returns;
    /** By asset, the largest returns in size: of all rows at first, then of the rows of the last turn and of this one. */
    private final double[] largestBefore;

    private final double[] largestSince;
    private final double[] prices;
    /** By portfolio and asset: what it holds itself, and with its parts. */
    private final double[][] own;

    private final double[][] held;
    private final double[][] value;
    /** By portfolio and scenario: high + low. */
    private final double[][] profit;

    private final double[][] profitLow;
    /** By portfolio, how many assets have a value. */
    private final int[] positions;

    private final MonitorBoard board;
    private final double[] losses;
    /** Whose losses these are, until the next update. */
    private int lossesOf = NOBODY;

    private final double[] scratch;
    private long updates;
    /** The row that the next scenario takes. */
    private int oldest;

    RiskMonitor(ReturnPanel panel, PortfolioTree portfolios, List<List<TailLimit>> limits, double[] prices) {
        this.universe = panel.universe();
        this.portfolios = portfolios;
        this.parents = portfolios.parents();
        this.scenarios = panel.rows();
        this.prices = prices;
        int n = universe.size();
        int p = portfolios.size();
        returns = new double[n][scenarios];
        largestBefore = new double[n];
        largestSince = new double[n];
        for (int j = 0; j < n; j++) {
            panel.columnInto(j, returns[j], 0);
            largestBefore[j] = Kernels.maxAbs(scenarios, returns[j], 0);
            Check.within(largestBefore[j], 0, LARGEST_VALUE, "largest scenario return of " + universe.id(j));
        }
        own = new double[p][n];
        held = new double[p][n];
        value = new double[p][n];
        profit = new double[p][scenarios];
        profitLow = new double[p][scenarios];
        positions = new int[p];
        losses = new double[scenarios];
        scratch = new double[scenarios];
        board = new MonitorBoard(limits, scenarios);
        for (int i = 0; i < p; i++) {
            board.count(i, profit[i]);
        }
        board.publish(updates);
    }

    /**
     * Starts a monitor over scenarios.
     *
     * @param scenarios simple returns per asset, at least one row; copied
     * @return a builder
     * @throws IllegalArgumentException if there is no row
     */
    public static RiskMonitorBuilder over(ReturnPanel scenarios) {
        Check.atLeast(Check.notNull(scenarios, "scenarios").rows(), 1, "number of scenarios");
        return new RiskMonitorBuilder(scenarios);
    }

    /**
     * The assets.
     *
     * @return the universe of the scenarios
     */
    public Universe universe() {
        return universe;
    }

    /**
     * The number of a portfolio, for the calls that name it.
     *
     * @param name its name
     * @return its number, from 0
     * @throws IllegalArgumentException if there is no such portfolio
     */
    public int portfolio(String name) {
        return portfolios.indexOf(name);
    }

    /**
     * How many scenarios there are.
     *
     * @return T
     */
    public int scenarios() {
        return scenarios;
    }

    /**
     * Sets what a portfolio itself holds of an asset. Only the writer calls it.
     *
     * @param portfolio the number of the portfolio
     * @param asset the index of the asset
     * @param quantity units held after the trade, negative for a short position
     * @throws IllegalArgumentException if an index is unknown, the quantity is not finite, or a value would be beyond 1e100;
     *     nothing has changed then
     */
    public void hold(int portfolio, int asset, double quantity) {
        Check.index(portfolio, own.length, "portfolio");
        Check.index(asset, prices.length, "asset");
        Check.finite(quantity, "quantity of " + universe.id(asset));
        double before = own[portfolio][asset];
        own[portfolio][asset] = quantity;
        aggregate(asset);
        String refused = refusal(asset, prices[asset]);
        if (refused != null) {
            own[portfolio][asset] = before;
            aggregate(asset);
            throw new IllegalArgumentException(refused);
        }
        revalue(asset, prices[asset]);
        finishUpdate();
    }

    /**
     * Sets the price of an asset. Only the writer calls it.
     *
     * @param asset the index of the asset
     * @param price positive and finite
     * @throws IllegalArgumentException if the index is unknown, the price is not positive and finite, or a value would be
     *     beyond 1e100; nothing has changed then
     */
    public void price(int asset, double price) {
        Check.index(asset, prices.length, "asset");
        if (!(price > 0 && price <= Double.MAX_VALUE)) {
            price(price, universe.id(asset));
        }
        String refused = refusal(asset, price);
        if (refused != null) {
            throw new IllegalArgumentException(refused);
        }
        prices[asset] = price;
        revalue(asset, price);
        finishUpdate();
    }

    /**
     * Puts a new scenario in the place of the oldest. Only the writer calls it.
     *
     * @param row simple returns of all assets, finite, at most 1e100 in size; copied
     * @throws IllegalArgumentException if the row does not fit; nothing has changed then
     */
    public void roll(double[] row) {
        Check.length(Check.notNull(row, "row").length, prices.length, "row");
        for (int j = 0; j < row.length; j++) {
            if (!(Math.abs(row[j]) <= LARGEST_VALUE)) {
                Check.within(row[j], -LARGEST_VALUE, LARGEST_VALUE, "return of " + universe.id(j));
            }
        }
        for (int j = 0; j < row.length; j++) {
            returns[j][oldest] = row[j];
            largestSince[j] = Math.max(largestSince[j], Math.abs(row[j]));
        }
        for (int i = 0; i < own.length; i++) {
            double before = profit[i][oldest];
            ScenarioKernel.fresh(oldest, value[i], returns, profit[i], profitLow[i]);
            board.countReplaced(i, oldest, before, profit[i][oldest]);
        }
        oldest++;
        if (oldest == scenarios) {
            oldest = 0;
            System.arraycopy(largestSince, 0, largestBefore, 0, row.length);
            Arrays.fill(largestSince, 0);
        }
        finishUpdate();
    }

    /** What is held with all parts, made anew from what is held: sums that are added to and taken from would drift. */
    private void aggregate(int asset) {
        for (int i = 0; i < own.length; i++) {
            held[i][asset] = own[i][asset];
        }
        for (int i = own.length - 1; i > 0; i--) {
            if (parents[i] != PortfolioTree.TOP) {
                held[parents[i]][asset] += held[i][asset];
            }
        }
    }

    private @Nullable String refusal(int asset, double price) {
        for (int i = 0; i < own.length; i++) {
            double worth = held[i][asset] * price;
            if (!(Math.abs(worth) <= LARGEST_VALUE)) {
                return "value of " + universe.id(asset) + " in " + portfolios.name(i) + " must be at most "
                        + LARGEST_VALUE + " in size, was " + worth;
            }
        }
        return null;
    }

    private void revalue(int asset, double price) {
        for (int i = 0; i < own.length; i++) {
            double before = value[i][asset];
            double after = held[i][asset] * price;
            if (after == before) {
                continue;
            }
            double change = after - before;
            // what rounding the change left, exactly
            double part = change - after;
            double rest = (after - (change - part)) - (before + part);
            value[i][asset] = after;
            positions[i] += (after == 0 ? 0 : 1) - (before == 0 ? 0 : 1);
            if (positions[i] == 0) {
                // who holds nothing risks nothing, not 1e-31 of what was held
                Arrays.fill(profit[i], 0);
                Arrays.fill(profitLow[i], 0);
                board.count(i, profit[i]);
            } else {
                ScenarioKernel.add(scenarios, change, rest, returns[asset], profit[i], profitLow[i]);
                // rounded up, which also covers the rest
                double largest = Math.max(largestBefore[asset], largestSince[asset]);
                board.countMoved(i, (1 + 1e-12) * (Math.abs(change) * largest), profit[i]);
            }
            board.revalue(i, before, after);
        }
    }

    private void finishUpdate() {
        lossesOf = NOBODY;
        updates++;
        board.publish(updates);
    }

    /**
     * Whether every portfolio is within every limit. Any thread may ask.
     *
     * @return whether each value at risk is at most its bound, as of the latest update
     */
    public boolean isWithinLimits() {
        return board.isWithinLimits();
    }

    /**
     * The figures of a portfolio. Any thread may ask.
     *
     * @param portfolio the number of the portfolio
     * @return figures that belong to one update
     * @throws IllegalArgumentException if the portfolio is unknown
     */
    public MonitorReading reading(int portfolio) {
        Check.index(portfolio, own.length, "portfolio");
        return board.reading(portfolio, portfolios.name(portfolio));
    }

    /**
     * How many scenarios lose more than a level, in one pass. Only the writer calls it.
     *
     * @param portfolio the number of the portfolio
     * @param loss the level, any number but NaN
     * @return from 0 to T
     * @throws IllegalArgumentException if the portfolio is unknown or the level is NaN
     */
    public int exceedances(int portfolio, double loss) {
        Check.index(portfolio, own.length, "portfolio");
        if (Double.isNaN(loss)) {
            throw new IllegalArgumentException("loss must be a number, was NaN");
        }
        return ScenarioKernel.countBelow(scenarios, profit[portfolio], -loss);
    }

    /**
     * The value at risk of a portfolio. Only the writer calls it; nothing is allocated.
     *
     * @param portfolio the number of the portfolio
     * @param simulation confidence and quantile rule
     * @return in the currency of the positions, positive for a loss
     * @throws IllegalArgumentException if the portfolio is unknown
     */
    public double valueAtRisk(int portfolio, HistoricalSimulation simulation) {
        return Check.notNull(simulation, "simulation").valueAtRisk(current(portfolio), scratch);
    }

    /**
     * The expected shortfall of a portfolio. Only the writer calls it; nothing is allocated.
     *
     * @param portfolio the number of the portfolio
     * @param simulation its confidence
     * @return in the currency of the positions, positive for a loss
     * @throws IllegalArgumentException if the portfolio is unknown
     */
    public double expectedShortfall(int portfolio, HistoricalSimulation simulation) {
        return Check.notNull(simulation, "simulation").expectedShortfall(current(portfolio), scratch);
    }

    /**
     * The losses of a portfolio, scenario by scenario. Only the writer calls it.
     *
     * @param portfolio the number of the portfolio
     * @return T losses in the order of the rows; a row that was replaced keeps its place
     * @throws IllegalArgumentException if the portfolio is unknown
     */
    public double[] losses(int portfolio) {
        return current(portfolio).clone();
    }

    private double[] current(int portfolio) {
        double[] of = profit[Check.index(portfolio, own.length, "portfolio")];
        if (lossesOf != portfolio) {
            for (int t = 0; t < scenarios; t++) {
                losses[t] = 0.0 - of[t];
            }
            lossesOf = portfolio;
        }
        return losses;
    }

    /**
     * Prices and positions, for a restart. Only the writer calls it.
     *
     * @return a snapshot
     */
    public MonitorSnapshot snapshot() {
        List<MonitorSnapshot.Position> all = new ArrayList<>();
        for (int i = 0; i < own.length; i++) {
            for (int j = 0; j < prices.length; j++) {
                if (own[i][j] != 0) {
                    all.add(new MonitorSnapshot.Position(portfolios.name(i), universe.id(j), own[i][j]));
                }
            }
        }
        return new MonitorSnapshot(universe, prices, all);
    }

    /**
     * Takes prices and positions from a snapshot; what is held now is given up. Only the writer calls it.
     *
     * @param snapshot from a monitor over the same universe
     * @throws IllegalArgumentException if the universes differ or a portfolio is unknown; nothing has changed then
     */
    public void restore(MonitorSnapshot snapshot) {
        universe.requireSame(Check.notNull(snapshot, "snapshot").universe(), "snapshot");
        double[] restoredPrices = snapshot.prices();
        double[][] restored = new double[own.length][prices.length];
        for (MonitorSnapshot.Position position : snapshot.positions()) {
            restored[portfolios.indexOf(position.portfolio())][universe.indexOf(position.asset())] =
                    position.quantity();
        }
        for (int j = 0; j < prices.length; j++) {
            double gross = 0;
            for (double[] some : restored) {
                gross += Math.abs(some[j]) * restoredPrices[j];
            }
            Check.within(gross, 0, LARGEST_VALUE, "value of " + universe.id(j) + " in the snapshot");
        }
        board.clear();
        Arrays.fill(positions, 0);
        for (int i = 0; i < own.length; i++) {
            Arrays.fill(value[i], 0);
            Arrays.fill(profit[i], 0);
            Arrays.fill(profitLow[i], 0);
            System.arraycopy(restored[i], 0, own[i], 0, prices.length);
            board.count(i, profit[i]);
        }
        for (int j = 0; j < prices.length; j++) {
            prices[j] = restoredPrices[j];
            aggregate(j);
            revalue(j, prices[j]);
        }
        finishUpdate();
    }

    static double price(double price, String asset) {
        return Check.positive(price, "price of " + asset);
    }

    @Override
    public String toString() {
        return "RiskMonitor[" + portfolios.names() + ", " + prices.length + " assets, " + scenarios + " scenarios]";
    }
}
