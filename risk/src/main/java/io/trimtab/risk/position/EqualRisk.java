package io.trimtab.risk.position;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Sizes positions so that each of them alone has the same volatility.
 *
 * <pre>{@code
 * EqualRisk sizes = EqualRisk.annual(0.02, PeriodsPerYear.DAILY).withPositionCap(0.2);
 * Weights weights = sizes.size(covariance, signals).weights();   // long where the signal is positive, short where negative
 * }</pre>
 *
 * <p>{@code w_i = sign(signal_i) risk / (sqrt(periods) sigma_i)}: the size of a signal plays no part, a signal of 0 means no
 * position. Correlations play no part either; positions that contribute the same to the risk of the whole are what risk
 * budgeting in the optimizer finds (S. Maillard, T. Roncalli and J. Teiletche, "The properties of equally weighted risk
 * contribution portfolios", Journal of Portfolio Management 36 (2010); the two agree where all correlations are equal). An
 * asset that does not move in the model gets nothing, and a note says so.
 *
 * <p>The position cap cuts single positions, the gross cap (1 unless set) all of them alike. O(n). Immutable and thread-safe.
 */
public final class EqualRisk {
    private final double annual;
    private final PeriodsPerYear periods;
    private final SizeCaps caps;

    private EqualRisk(double annual, PeriodsPerYear periods, SizeCaps caps) {
        this.annual = annual;
        this.periods = periods;
        this.caps = caps;
    }

    /**
     * Sizes without leverage.
     *
     * @param volatility the annual volatility of each position alone, as a fraction of equity, positive
     * @param periods how many periods of the risk model make a year
     * @return the sizes
     * @throws IllegalArgumentException if the volatility is not positive and finite
     */
    public static EqualRisk annual(double volatility, PeriodsPerYear periods) {
        return new EqualRisk(
                Check.positive(volatility, "volatility"), Check.notNull(periods, "periods"), SizeCaps.USUAL);
    }

    /**
     * The same with a largest gross exposure.
     *
     * @param cap the largest sum of absolute weights, positive; above 1 to allow leverage
     * @return the sizes
     */
    public EqualRisk withGrossCap(double cap) {
        return new EqualRisk(annual, periods, caps.withGross(cap));
    }

    /**
     * The same with a largest position.
     *
     * @param cap the largest absolute weight, positive
     * @return the sizes
     */
    public EqualRisk withPositionCap(double cap) {
        return new EqualRisk(annual, periods, caps.withPosition(cap));
    }

    /**
     * Sizes positions.
     *
     * @param model the covariance per period
     * @param signals of which only the signs count
     * @return the positions
     * @throws IllegalArgumentException if the universes differ
     */
    public Sizing size(RiskModel model, Weights signals) {
        Universe universe = Check.notNull(model, "model").universe();
        universe.requireSame(Check.notNull(signals, "signals").universe(), "signals");
        List<String> notes = new ArrayList<>();
        double[] w = new double[universe.size()];
        for (int i = 0; i < w.length; i++) {
            double sigma = Math.sqrt(model.variance(i) * periods.count());
            // a volatility so small that the size has no number is none
            double size = annual / sigma;
            if (Double.isInfinite(size) && signals.get(i) != 0) {
                notes.add(universe.id(i) + " has no volatility in the risk model and is not held");
            }
            w[i] = Double.isInfinite(size) ? 0 : Math.signum(signals.get(i)) * size;
        }
        return caps.clipped(universe, w, notes);
    }

    @Override
    public String toString() {
        return "EqualRisk[" + annual + " a year each]";
    }
}
