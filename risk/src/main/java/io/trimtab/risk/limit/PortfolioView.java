package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.RiskModel;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LimitBook} may know of a portfolio before a trade: its weights, and what its risk is measured with.
 *
 * <pre>{@code
 * PortfolioView portfolio = PortfolioView.of(weights).withScenarios(returns).withRiskModel(covariance).withDrawdown(0.04);
 * Verdict verdict = limits.check(portfolio, portfolio.after("SAP", +0.03));
 * }</pre>
 *
 * <p>What is not given cannot be measured, and a limit that cannot be measured denies (see {@link LimitBook}). Immutable
 * and thread-safe.
 */
public final class PortfolioView {
    private final Weights current;
    private final @Nullable ReturnPanel scenarios;
    private final @Nullable RiskModel riskModel;
    /** NaN when not given; from the setters always finite. */
    private final double drawdown;

    private final double dayLoss;
    private final SortedMap<String, Double> heldOutside;
    private final double outsideTailLoss;
    private final double outsideVolatility;

    private PortfolioView(
            Weights current,
            @Nullable ReturnPanel scenarios,
            @Nullable RiskModel riskModel,
            double drawdown,
            double dayLoss,
            SortedMap<String, Double> heldOutside,
            double outsideTailLoss,
            double outsideVolatility) {
        this.current = current;
        this.scenarios = scenarios;
        this.riskModel = riskModel;
        this.drawdown = drawdown;
        this.dayLoss = dayLoss;
        this.heldOutside = heldOutside;
        this.outsideTailLoss = outsideTailLoss;
        this.outsideVolatility = outsideVolatility;
    }

    /**
     * A portfolio of which only the weights are known.
     *
     * @param current what is held now, as fractions of equity
     * @return the view
     */
    public static PortfolioView of(Weights current) {
        return new PortfolioView(
                Check.notNull(current, "current"),
                null,
                null,
                Double.NaN,
                Double.NaN,
                Collections.emptySortedMap(),
                Double.NaN,
                Double.NaN);
    }

    /**
     * The same with scenarios for value at risk and expected shortfall.
     *
     * @param returns simple returns of the same universe
     * @return the view
     * @throws IllegalArgumentException if the universes differ or there is no row
     */
    public PortfolioView withScenarios(ReturnPanel returns) {
        universe().requireSame(Check.notNull(returns, "scenarios").universe(), "scenarios");
        Check.atLeast(returns.rows(), 1, "number of scenarios");
        return new PortfolioView(
                current, returns, riskModel, drawdown, dayLoss, heldOutside, outsideTailLoss, outsideVolatility);
    }

    /**
     * The same with a covariance for volatility.
     *
     * @param model a covariance of the same universe
     * @return the view
     * @throws IllegalArgumentException if the universes differ
     */
    public PortfolioView withRiskModel(RiskModel model) {
        universe().requireSame(Check.notNull(model, "riskModel").universe(), "riskModel");
        return new PortfolioView(
                current, scenarios, model, drawdown, dayLoss, heldOutside, outsideTailLoss, outsideVolatility);
    }

    /**
     * The same with the drawdown of the account.
     *
     * @param fraction how far equity is below its highest point, from 0 to 1
     * @return the view
     */
    public PortfolioView withDrawdown(double fraction) {
        Check.within(fraction, 0, 1, "drawdown");
        return new PortfolioView(
                current, scenarios, riskModel, fraction, dayLoss, heldOutside, outsideTailLoss, outsideVolatility);
    }

    /**
     * The same with the loss of the day.
     *
     * @param fraction the loss since the day began, as a fraction of its equity; negative for a gain
     * @return the view
     */
    public PortfolioView withDayLoss(double fraction) {
        Check.finite(fraction, "dayLoss");
        return new PortfolioView(
                current, scenarios, riskModel, drawdown, fraction, heldOutside, outsideTailLoss, outsideVolatility);
    }

    /**
     * The same with positions in assets that are not in the universe, because they have no valid price today.
     *
     * <p>They count in gross and net exposure, in the position limits and in concentration. Scenarios and covariance do
     * not know them, so tail risk and volatility can only be measured with {@link #assumingOutside}.
     *
     * @param weights fractions of equity by asset id, at the last price; copied
     * @return the view
     * @throws IllegalArgumentException if a weight is not finite or an asset is in the universe
     */
    public PortfolioView withHeldOutside(SortedMap<String, Double> weights) {
        TreeMap<String, Double> copy = new TreeMap<>();
        copy.putAll(Check.notNull(weights, "heldOutside"));
        copy.forEach((id, w) -> {
            Check.finite(Check.notNull(w, "heldOutside[" + id + "]"), "weight held outside of " + id);
            if (universe().contains(id)) {
                throw new IllegalArgumentException(
                        "heldOutside must not name assets of the universe, but " + id + " is one");
            }
        });
        return new PortfolioView(
                current,
                scenarios,
                riskModel,
                drawdown,
                dayLoss,
                Collections.unmodifiableSortedMap(copy),
                outsideTailLoss,
                outsideVolatility);
    }

    /**
     * The same with an assumption on what is held outside, added in full, as if it fell together with the rest.
     *
     * @param tailLoss loss in the tail of one unit of value held outside, at least 0
     * @param volatility volatility of one unit per period of the risk model, at least 0
     * @return the view
     */
    public PortfolioView assumingOutside(double tailLoss, double volatility) {
        Check.notNegative(tailLoss, "tailLoss");
        Check.notNegative(volatility, "volatility");
        return new PortfolioView(current, scenarios, riskModel, drawdown, dayLoss, heldOutside, tailLoss, volatility);
    }

    /**
     * The assets.
     *
     * @return the universe of the weights
     */
    public Universe universe() {
        return current.universe();
    }

    /**
     * What is held now.
     *
     * @return fractions of equity
     */
    public Weights current() {
        return current;
    }

    /**
     * What is held in assets without a valid price.
     *
     * @return fractions of equity by asset id; immutable
     */
    public SortedMap<String, Double> heldOutside() {
        return heldOutside;
    }

    /**
     * What would be held after one order.
     *
     * @param id an asset of the universe
     * @param change what the order adds to its weight; negative for a sale
     * @return the proposed weights
     * @throws IllegalArgumentException if the asset is unknown or the change is not finite
     */
    public Weights after(String id, double change) {
        double[] w = current.toArray();
        w[universe().indexOf(id)] += Check.finite(change, "change of " + id);
        return Weights.of(universe(), w);
    }

    /**
     * The scenarios.
     *
     * @return simple returns over the universe
     * @throws IllegalStateException if none were given
     */
    public ReturnPanel scenarios() {
        if (scenarios == null) {
            throw new IllegalStateException("the portfolio view has no scenarios; add them with withScenarios");
        }
        return scenarios;
    }

    /**
     * The covariance.
     *
     * @return a risk model over the universe
     * @throws IllegalStateException if none was given
     */
    public RiskModel riskModel() {
        if (riskModel == null) {
            throw new IllegalStateException("the portfolio view has no risk model; add one with withRiskModel");
        }
        return riskModel;
    }

    /**
     * The drawdown of the account.
     *
     * @return from 0 to 1
     * @throws IllegalStateException if it was not given
     */
    public double drawdown() {
        return given(drawdown, "drawdown; add it with withDrawdown");
    }

    /**
     * The loss of the day.
     *
     * @return a fraction of equity; negative for a gain
     * @throws IllegalStateException if it was not given
     */
    public double dayLoss() {
        return given(dayLoss, "loss of the day; add it with withDayLoss");
    }

    /** What the tail loses at least as much as on what is held outside. */
    double outsideTailLoss() {
        return outside(outsideTailLoss);
    }

    double outsideVolatility() {
        return outside(outsideVolatility);
    }

    private double outside(double perUnit) {
        double gross = 0;
        for (double w : heldOutside.values()) {
            gross += Math.abs(w);
        }
        if (gross > 0 && Double.isNaN(perUnit)) {
            throw new IllegalStateException("the risk of " + heldOutside.keySet()
                    + ", held without a valid price, is not known; state an assumption with assumingOutside");
        }
        return gross > 0 ? gross * perUnit : 0;
    }

    private static double given(double value, String what) {
        if (Double.isNaN(value)) {
            throw new IllegalStateException("the portfolio view has no " + what);
        }
        return value;
    }

    @Override
    public String toString() {
        return "PortfolioView[" + current + (scenarios == null ? "" : ", " + scenarios.rows() + " scenarios") + "]";
    }
}
