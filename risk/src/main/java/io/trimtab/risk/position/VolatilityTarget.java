package io.trimtab.risk.position;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Sizes a book so that it has a given volatility.
 *
 * <pre>{@code
 * VolatilityTarget target = VolatilityTarget.annual(0.10, PeriodsPerYear.DAILY).withGrossCap(2).withPositionCap(0.2);
 * Weights weights = target.size(covariance, signals).weights();   // the signals, all larger or all smaller
 * double weight = target.weight(0.0126);                           // one asset of 1.26% a day: 0.5
 * }</pre>
 *
 * <p>All weights are multiplied by {@code target / (sqrt(periods) sqrt(w'Cw))}, so that the book keeps its proportions; caps
 * scale it down further and never change them. Source: A. Moreira and T. Muir, "Volatility-managed portfolios", Journal of
 * Finance 72 (2017), with the target held constant; the model's volatility stands for their last month's. A book without
 * volatility in the model has no size that reaches the target: it is sized to nothing, and a note says so.
 *
 * <p>Without a gross cap of its own, a target never lends: gross exposure is at most 1. O(one product with C). Immutable and
 * thread-safe.
 */
public final class VolatilityTarget {
    private final double annual;
    private final PeriodsPerYear periods;
    private final SizeCaps caps;

    private VolatilityTarget(double annual, PeriodsPerYear periods, SizeCaps caps) {
        this.annual = annual;
        this.periods = periods;
        this.caps = caps;
    }

    /**
     * A target without leverage.
     *
     * @param volatility the annual volatility wanted, positive
     * @param periods how many periods of the risk model make a year
     * @return the target
     * @throws IllegalArgumentException if the volatility is not positive and finite
     */
    public static VolatilityTarget annual(double volatility, PeriodsPerYear periods) {
        return new VolatilityTarget(
                Check.positive(volatility, "volatility"), Check.notNull(periods, "periods"), SizeCaps.USUAL);
    }

    /**
     * The same with a largest gross exposure.
     *
     * @param cap the largest sum of absolute weights, positive; above 1 to allow leverage
     * @return the target
     */
    public VolatilityTarget withGrossCap(double cap) {
        return new VolatilityTarget(annual, periods, caps.withGross(cap));
    }

    /**
     * The same with a largest position.
     *
     * @param cap the largest absolute weight, positive
     * @return the target
     */
    public VolatilityTarget withPositionCap(double cap) {
        return new VolatilityTarget(annual, periods, caps.withPosition(cap));
    }

    /**
     * Sizes a book.
     *
     * @param model the covariance per period
     * @param proportions what to hold, in any size, longs and shorts
     * @return the book whose volatility is the target, or as much of it as the caps allow
     * @throws IllegalArgumentException if the universes differ or the model is not positive semidefinite
     */
    public Sizing size(RiskModel model, Weights proportions) {
        Check.notNull(model, "model");
        double sigma = model.volatility(Check.notNull(proportions, "proportions")) * Math.sqrt(periods.count());
        List<String> notes = new ArrayList<>();
        if (proportions.gross() == 0) {
            return new Sizing(proportions, notes);
        }
        if (sigma == 0) {
            notes.add("the book has no volatility in the risk model: no size gives it any");
            return new Sizing(Weights.none(proportions.universe()), notes);
        }
        return caps.scaled(proportions, annual / sigma, notes);
    }

    /**
     * Sizes one asset.
     *
     * @param volatility of the asset per period, at least 0
     * @return the weight whose volatility is the target, at most what the caps allow; 0 for an asset that does not move
     * @throws IllegalArgumentException if the volatility is negative or not finite
     */
    public double weight(double volatility) {
        double sigma = Check.notNegative(volatility, "volatility") * Math.sqrt(periods.count());
        return sigma == 0 ? 0 : caps.of(annual / sigma);
    }

    @Override
    public String toString() {
        return "VolatilityTarget[" + annual + " a year]";
    }
}
