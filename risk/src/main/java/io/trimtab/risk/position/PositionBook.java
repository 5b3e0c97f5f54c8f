package io.trimtab.risk.position;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.model.RiskModel;
import io.trimtab.risk.stress.LiquidityProfile;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is held, and what its risk is measured with.
 *
 * <pre>{@code
 * PositionReport report = PositionBook.of(universe, quantities, prices, equity)
 *         .withRiskModel(covariance)
 *         .withScenarios(returns)
 *         .withMarketReturns(index)
 *         .withLiquidity(liquidity)
 *         .withStops(stops)
 *         .measure();
 * System.out.println(report);               // a table, what contributes most first
 * report.of("SAP").expectedShortfall();     // 0.0044 of equity
 * }</pre>
 *
 * <p>A risk model or scenarios are needed, and each stands in for the other: without a model volatility and correlation
 * are those of the scenarios ({@code PanelCovariance}, never a matrix), without scenarios the tail is the normal one of the
 * model, with mean zero. Both describe one period; only volatilities are annual. By default a year has {@link
 * PeriodsPerYear#DAILY} periods and the confidence is 95%.
 *
 * <p>One product with the covariance, and O(T) for each position with T scenarios. Immutable and thread-safe.
 */
public final class PositionBook {
    private static final Confidence USUAL = Confidence.of(0.95);

    private final double equity;
    private final double[] quantities;
    private final double[] prices;
    private final Weights weights;
    private final Sources sources;

    /** With what risk is measured; what is null was not given. Changed by nobody once a book has it. */
    static final class Sources {
        PeriodsPerYear periods = PeriodsPerYear.DAILY;
        Confidence confidence = USUAL;
        SortedMap<String, Double> stops = Collections.emptySortedMap();

        @Nullable
        RiskModel model;

        @Nullable
        ReturnPanel scenarios;

        @Nullable
        Weights benchmark;

        double @Nullable [] marketReturns;

        @Nullable
        SortedMap<String, Double> betas;

        @Nullable
        LiquidityProfile liquidity;

        Sources copy() {
            Sources copy = new Sources();
            copy.periods = periods;
            copy.confidence = confidence;
            copy.stops = stops;
            copy.model = model;
            copy.scenarios = scenarios;
            copy.benchmark = benchmark;
            copy.marketReturns = marketReturns;
            copy.betas = betas;
            copy.liquidity = liquidity;
            return copy;
        }

        /** Without anything that says what betas are. */
        Sources copyWithoutBetas() {
            Sources copy = copy();
            copy.benchmark = null;
            copy.marketReturns = null;
            copy.betas = null;
            return copy;
        }
    }

    private PositionBook(double equity, double[] quantities, double[] prices, Weights weights, Sources sources) {
        this.equity = equity;
        this.quantities = quantities;
        this.prices = prices;
        this.weights = weights;
        this.sources = sources;
    }

    /**
     * What is held, by quantity.
     *
     * @param universe the assets
     * @param quantities of each asset, negative when short; copied
     * @param prices of each asset, positive, in the currency of the equity; copied
     * @param equity of the account, positive
     * @return the book
     * @throws IllegalArgumentException if a length differs or a number is out of range
     */
    public static PositionBook of(Universe universe, double[] quantities, double[] prices, double equity) {
        int n = Check.notNull(universe, "universe").size();
        double[] held = Check.notNull(quantities, "quantities").clone();
        double[] paid = Check.notNull(prices, "prices").clone();
        Check.length(held.length, n, "quantities");
        Check.length(paid.length, n, "prices");
        Check.positive(equity, "equity");
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            Check.finite(held[i], "quantity of " + universe.id(i));
            Check.positive(paid[i], "price of " + universe.id(i));
            w[i] = held[i] * paid[i] / equity;
        }
        return new PositionBook(equity, held, paid, Weights.of(universe, w), new Sources());
    }

    /**
     * What is held, by weight.
     *
     * @param weights fractions of equity
     * @param prices of each asset, positive, in the currency of the equity; copied
     * @param equity of the account, positive
     * @return the book, its quantities not rounded
     * @throws IllegalArgumentException if a length differs or a number is out of range
     */
    public static PositionBook ofWeights(Weights weights, double[] prices, double equity) {
        double[] held = Check.notNull(weights, "weights").toArray();
        double[] paid = Check.notNull(prices, "prices").clone();
        Check.length(paid.length, held.length, "prices");
        Check.positive(equity, "equity");
        for (int i = 0; i < held.length; i++) {
            String id = weights.universe().id(i);
            held[i] = Check.finite(held[i] * equity / Check.positive(paid[i], "price of " + id), "quantity of " + id);
        }
        return new PositionBook(equity, held, paid, weights, new Sources());
    }

    private PositionBook with(Sources changed) {
        return new PositionBook(equity, quantities, prices, weights, changed);
    }

    /**
     * The same with a covariance.
     *
     * @param model over the book's universe, per period
     * @return the book
     * @throws IllegalArgumentException if the universes differ
     */
    public PositionBook withRiskModel(RiskModel model) {
        universe().requireSame(Check.notNull(model, "model").universe(), "model");
        Sources changed = sources.copy();
        changed.model = model;
        return with(changed);
    }

    /**
     * The same with scenarios for value at risk and expected shortfall.
     *
     * @param returns simple returns per period over the book's universe, at least two rows
     * @return the book
     * @throws IllegalArgumentException if the universes differ or there are too few rows
     */
    public PositionBook withScenarios(ReturnPanel returns) {
        universe().requireSame(Check.notNull(returns, "scenarios").universe(), "scenarios");
        Check.atLeast(returns.rows(), 2, "number of scenarios");
        Sources changed = sources.copy();
        changed.scenarios = returns;
        return with(changed);
    }

    /**
     * The same with betas to a portfolio of the same assets: {@code (C m)_i / m'C m}.
     *
     * @param benchmark the weights m, over the book's universe, whose variance is positive
     * @return the book
     * @throws IllegalArgumentException if the universes differ
     */
    public PositionBook withBenchmark(Weights benchmark) {
        universe().requireSame(Check.notNull(benchmark, "benchmark").universe(), "benchmark");
        Sources changed = sources.copyWithoutBetas();
        changed.benchmark = benchmark;
        return with(changed);
    }

    /**
     * The same with betas to an index that is not held: covariance with it over its variance, in the scenarios.
     *
     * @param returns simple returns of the index, one for each scenario, not all equal; copied
     * @return the book
     * @throws IllegalArgumentException if there are fewer than two or one is not finite
     */
    public PositionBook withMarketReturns(double... returns) {
        double[] copy = Check.allFinite(Check.notNull(returns, "marketReturns"), "marketReturns")
                .clone();
        Check.atLeast(copy.length, 2, "number of marketReturns");
        Sources changed = sources.copyWithoutBetas();
        changed.marketReturns = copy;
        return with(changed);
    }

    /**
     * The same with betas as given.
     *
     * @param betas by asset id, one for each position; copied
     * @return the book
     * @throws IllegalArgumentException if a beta is not finite or a position has none
     */
    public PositionBook withBetas(SortedMap<String, Double> betas) {
        SortedMap<String, Double> copy = new TreeMap<>();
        Check.notNull(betas, "betas")
                .forEach((id, beta) ->
                        copy.put(id, Check.finite(Check.notNull(beta, "beta of " + id), "beta of " + id)));
        for (int i = 0; i < quantities.length; i++) {
            if (quantities[i] != 0 && !copy.containsKey(universe().id(i))) {
                throw new IllegalArgumentException("betas must have one of every position, but have none of "
                        + universe().id(i));
            }
        }
        Sources changed = sources.copyWithoutBetas();
        changed.betas = copy;
        return with(changed);
    }

    /**
     * The same with what can be closed in a day.
     *
     * @param profile over the book's universe
     * @return the book
     * @throws IllegalArgumentException if the universes differ
     */
    public PositionBook withLiquidity(LiquidityProfile profile) {
        universe().requireSame(Check.notNull(profile, "liquidity").universe(), "liquidity");
        Sources changed = sources.copy();
        changed.liquidity = profile;
        return with(changed);
    }

    /**
     * The same with stops.
     *
     * @param levels the price at which each position is closed, positive, by asset id; a position may have none; copied
     * @return the book
     * @throws IllegalArgumentException if an asset is not in the universe or a level is not positive and finite
     */
    public PositionBook withStops(SortedMap<String, Double> levels) {
        SortedMap<String, Double> copy = new TreeMap<>();
        Check.notNull(levels, "stops").forEach((id, level) -> {
            universe().indexOf(id);
            copy.put(id, Check.positive(Check.notNull(level, "stop of " + id), "stop of " + id));
        });
        Sources changed = sources.copy();
        changed.stops = copy;
        return with(changed);
    }

    /**
     * The same with another confidence of value at risk and expected shortfall.
     *
     * @param confidence the confidence
     * @return the book
     */
    public PositionBook at(Confidence confidence) {
        Check.notNull(confidence, "confidence");
        Sources changed = sources.copy();
        changed.confidence = confidence;
        return with(changed);
    }

    /**
     * The same with another number of periods in a year.
     *
     * @param periods of the risk model and the scenarios
     * @return the book
     */
    public PositionBook annualised(PeriodsPerYear periods) {
        Check.notNull(periods, "periods");
        Sources changed = sources.copy();
        changed.periods = periods;
        return with(changed);
    }

    /**
     * Measures every position and the whole.
     *
     * @return one entry for each asset of which the quantity is not 0
     * @throws IllegalStateException if there is neither a risk model nor scenarios, or there are market returns but no
     *     scenarios
     * @throws IllegalArgumentException if market returns and scenarios differ in number, what betas refer to does not move,
     *     or the risk model is not positive semidefinite
     */
    public PositionReport measure() {
        return new PositionReport(new PositionFigures(this));
    }

    /**
     * The assets.
     *
     * @return the universe
     */
    public Universe universe() {
        return weights.universe();
    }

    /**
     * What is held.
     *
     * @return fractions of equity
     */
    public Weights weights() {
        return weights;
    }

    /**
     * The equity of the account.
     *
     * @return positive
     */
    public double equity() {
        return equity;
    }

    double quantity(int index) {
        return quantities[index];
    }

    double price(int index) {
        return prices[index];
    }

    Sources sources() {
        return sources;
    }

    @Override
    public String toString() {
        return "PositionBook[" + weights + "]";
    }
}
