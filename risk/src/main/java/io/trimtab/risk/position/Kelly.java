package io.trimtab.risk.position;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.numeric.Roots;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Sizes for the fastest growth of capital, or a fraction of them.
 *
 * <pre>{@code
 * Kelly half = Kelly.fraction(0.5);
 * half.bet(0.55, 1);                    // 0.05: half of 0.55 - 0.45
 * half.weight(0.0004, 0.0002);          // excess return and variance of one asset: 1, capped
 * half.size(covariance, excessReturns)  // many assets
 * }</pre>
 *
 * <ul>
 *   <li>A bet won with probability p at odds b: {@code f = p - (1 - p) / b}; J. L. Kelly, "A new interpretation of information
 *       rate", Bell System Technical Journal 35 (1956).
 *   <li>Returns with mean mu above the risk-free rate and variance s^2: {@code f = mu / s^2}; many assets: {@code f = C^-1 mu};
 *       E. O. Thorp, "The Kelly criterion in blackjack, sports betting, and the stock market", Handbook of Asset and Liability
 *       Management 1 (2006). Both are second-order approximations, for returns small beside 1.
 *   <li>Returns as they were observed: f maximises the mean of {@code log(1 + f r)}, exactly.
 * </ul>
 *
 * <p>A negative edge has size 0 unless shorts are allowed. Nothing is larger than the caps; the gross cap is 1 unless set.
 * With many assets the fraction and the caps multiply all weights alike. For the best growth under caps of each position solve
 * {@code maximize mean - variance / 2} with the optimizer. Estimated edges are uncertain, and betting twice the full size has
 * no growth at all: a half or less is usual. Immutable and thread-safe.
 */
public final class Kelly {
    private static final int EVALUATIONS = 5_000;

    private final double fraction;
    private final boolean shorts;
    private final SizeCaps caps;

    private Kelly(double fraction, boolean shorts, SizeCaps caps) {
        this.fraction = fraction;
        this.shorts = shorts;
        this.caps = caps;
    }

    /**
     * A fraction of the full size.
     *
     * @param fraction above 0 and at most 1
     * @return long-only sizes without leverage
     * @throws IllegalArgumentException if the fraction is out of range
     */
    public static Kelly fraction(double fraction) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("fraction must be above 0 and at most 1, was " + fraction
                    + ": more than the full size has less growth and more risk");
        }
        return new Kelly(fraction, false, SizeCaps.USUAL);
    }

    /**
     * The same with short positions.
     *
     * @return sizes that are negative where the edge is
     */
    public Kelly allowingShorts() {
        return new Kelly(fraction, true, caps);
    }

    /**
     * The same with a largest gross exposure.
     *
     * @param cap the largest sum of absolute weights, positive; above 1 to allow leverage
     * @return the sizes
     */
    public Kelly withGrossCap(double cap) {
        return new Kelly(fraction, shorts, caps.withGross(cap));
    }

    /**
     * The same with a largest position.
     *
     * @param cap the largest absolute weight, positive
     * @return the sizes
     */
    public Kelly withPositionCap(double cap) {
        return new Kelly(fraction, shorts, caps.withPosition(cap));
    }

    /**
     * A bet that is won or lost as a whole.
     *
     * @param winProbability from 0 to 1
     * @param odds what is won for each unit staked, positive
     * @return the stake as a fraction of equity; 0 where the edge is not positive, since such a bet has no other side
     * @throws IllegalArgumentException if a number is out of range
     */
    public double bet(double winProbability, double odds) {
        Check.within(winProbability, 0, 1, "winProbability");
        Check.positive(odds, "odds");
        return caps.of(fraction * Math.max(0, winProbability - (1 - winProbability) / odds));
    }

    /**
     * One asset by the mean and the variance of its returns.
     *
     * @param excessReturn expected return above the risk-free rate, per period
     * @param variance of the returns, per period, positive
     * @return the weight
     * @throws IllegalArgumentException if the return is not finite or the variance not positive: what has an edge and no risk
     *     has no size
     */
    public double weight(double excessReturn, double variance) {
        Check.finite(excessReturn, "excessReturn");
        Check.positive(variance, "variance");
        double edge = shorts ? excessReturn : Math.max(0, excessReturn);
        return caps.of(edge == 0 ? 0 : fraction * (edge / variance));
    }

    /**
     * One asset by its returns as they were observed, all equally likely.
     *
     * <p>A growth that does not end before the caps is sized at the caps.
     *
     * @param excessReturns simple returns above the risk-free rate, at least one
     * @return the weight
     * @throws IllegalArgumentException if there is no return or one is not finite
     */
    public double ofReturns(double... excessReturns) {
        double[] r = Check.allFinite(Check.notNull(excessReturns, "excessReturns"), "excessReturns")
                .clone();
        Check.atLeast(r.length, 1, "number of excessReturns");
        double edge = Kernels.sum(r.length, r, 0) / r.length;
        if (edge == 0 || (edge < 0 && !shorts)) {
            return 0;
        }
        double side = Math.signum(edge);
        double worst = 0;
        for (int t = 0; t < r.length; t++) {
            r[t] *= side;
            worst = Math.min(worst, r[t]);
        }
        // beyond the caps nothing is asked, so a fraction of the optimum is known if it is below them or they are
        double most = caps.of(Double.MAX_VALUE) / fraction;
        // at the ruin the derivative of growth is minus infinity
        double high = worst < 0 ? Math.min(most, Math.nextDown(-1 / worst)) : most;
        if (slope(r, high) >= 0) {
            return side * caps.of(fraction * high);
        }
        Roots.Root root = Roots.brent(f -> slope(r, f), 0, high, 0, EVALUATIONS);
        return side * caps.of(fraction * root.x());
    }

    /** The derivative of the mean of log(1 + f r). */
    private static double slope(double[] r, double f) {
        double sum = 0;
        for (double x : r) {
            sum += x / Math.fma(f, x, 1);
        }
        return sum / r.length;
    }

    /**
     * Many assets.
     *
     * @param model the covariance per period, positive definite
     * @param excessReturns expected returns above the risk-free rate, per period
     * @return the sizes: {@code C^-1 mu} with shorts, else the largest {@code mu'f - f'Cf / 2} over {@code f >= 0}; times the
     *     fraction, within the caps
     * @throws IllegalArgumentException if the universes differ or the covariance is singular: an edge without risk has no
     *     size; estimate it with shrinkage
     */
    public Sizing size(RiskModel model, ExpectedReturns excessReturns) {
        Universe universe = Check.notNull(model, "model").universe();
        universe.requireSame(Check.notNull(excessReturns, "excessReturns").universe(), "excessReturns");
        double[] mu = excessReturns.toArray();
        double[] f = shorts ? GrowthOptimum.free(model, mu) : GrowthOptimum.longOnly(model, mu);
        List<String> notes = new ArrayList<>();
        return caps.scaled(Weights.of(universe, f), fraction, notes);
    }

    /**
     * How fast capital grows, to the second order: {@code mu'w - w'Cw / 2}.
     *
     * @param model the covariance per period
     * @param excessReturns expected returns above the risk-free rate, per period
     * @param weights the sizes
     * @return the expected logarithmic growth per period above the risk-free rate; negative for oversized bets
     * @throws IllegalArgumentException if the universes differ
     */
    public static double growth(RiskModel model, ExpectedReturns excessReturns, Weights weights) {
        double sigma = Check.notNull(model, "model").volatility(weights);
        return Check.notNull(excessReturns, "excessReturns").of(weights) - sigma * sigma / 2;
    }

    @Override
    public String toString() {
        return "Kelly[" + fraction + (shorts ? ", with shorts]" : "]");
    }
}
