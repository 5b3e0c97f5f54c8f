package io.trimtab.optimizer.frontier;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.Constraint;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.ProblemForm;
import io.trimtab.optimizer.solver.CriticalPath;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All portfolios of least variance for their expected return, from the highest return to the least variance of all:
 * not a sample of them but the whole, as a chain of turning points between which the weights are linear.
 *
 * <pre>{@code
 * EfficientFrontier frontier = EfficientFrontier.trace(mu, risk, fullyInvested(), longOnly(), maxWeight(0.25))
 *         .frontierOrThrow();
 * Weights cautious = frontier.minimumVariance().weights();
 * Weights tangency = frontier.maximumSharpe(0.02).pointOrThrow().weights();
 * FrontierPoint tenPercent = frontier.atVolatility(0.10);
 * }</pre>
 *
 * <p>For the risk tolerance lambda the portfolio is {@code argmin w'Sw / 2 - lambda mu'w} under the constraints: bounds,
 * groups, any linear rows, equations and inequalities (H. M. Markowitz, "The optimization of a quadratic function
 * subject to linear constraints", Naval Research Logistics Quarterly 3 (1956), 111-133; Mean-Variance Analysis in
 * Portfolio Choice and Capital Markets, 1987). Between turning points return is linear in lambda and variance
 * quadratic, {@code dvariance = 2 lambda dreturn}, so that return, volatility, lambda and the Sharpe ratio are all
 * inverted in closed form. Return falls and variance falls from one turning point to the next; where both stay and only
 * lambda falls, the frontier has a kink. Of several portfolios with the highest return the first point is the one of
 * least variance, of several with the least variance the last is the one of highest return; ties on the way are broken
 * by the position in the universe, and may differ when it is permuted, but not in return and variance.
 *
 * <p>Every turning point is checked against the optimality conditions while the frontier is traced;
 * {@link #scaledKktResidual} recomputes them from the original data in compensated arithmetic. Memory and time per
 * turning point grow with the number of weights that move, not with n, but for one look at all n assets. Immutable and
 * thread-safe.
 */
public final class EfficientFrontier implements FrontierOutcome {
    /** Relative; what a return or a variance may miss its end by and still be meant. */
    private static final double ROUNDING = 1e-12;

    private final Universe universe;
    private final CriticalPath path;
    private final double[] tilt;
    private final ProblemForm form;
    private final RiskModel risk;
    private final int last;

    EfficientFrontier(ProblemForm form, RiskModel risk, CriticalPath path, double[] tilt) {
        this.universe = form.universe();
        this.path = path;
        this.tilt = tilt;
        this.form = form;
        this.risk = risk;
        this.last = path.points() - 1;
    }

    /**
     * Traces the frontier under constraints.
     *
     * @param expectedReturns mu, of the same period as the risk model
     * @param riskModel the covariance S: dense, factors or a panel
     * @param constraints what every portfolio must satisfy
     * @return the frontier, or why there is none
     * @throws IllegalArgumentException if universes differ, a constraint does not fit or is not linear (turnover, gross
     *     exposure, soft constraints), or two have one name
     * @throws java.util.concurrent.CancellationException if the thread is interrupted meanwhile
     */
    public static FrontierOutcome trace(
            ExpectedReturns expectedReturns, RiskModel riskModel, Constraint... constraints) {
        Check.notNull(riskModel, "riskModel");
        return trace(
                PortfolioProblem.over(riskModel.universe()).subjectTo(Check.copy(constraints, "constraints")),
                expectedReturns,
                riskModel);
    }

    /**
     * Traces the frontier under the constraints of a problem, within its limits of time and iterations.
     *
     * @param problem whose constraints and limits count; its objective does not
     * @param expectedReturns mu, of the same period as the risk model
     * @param riskModel the covariance S
     * @return the frontier, or why there is none
     * @throws IllegalArgumentException if universes differ or a constraint is soft or not linear
     * @throws java.util.concurrent.CancellationException if the thread is interrupted meanwhile
     */
    public static FrontierOutcome trace(
            PortfolioProblem problem, ExpectedReturns expectedReturns, RiskModel riskModel) {
        Check.notNull(problem, "problem");
        Check.notNull(expectedReturns, "expectedReturns");
        Check.notNull(riskModel, "riskModel");
        problem.universe().requireSame(expectedReturns.universe(), "expectedReturns");
        problem.universe().requireSame(riskModel.universe(), "riskModel");
        return Tracing.trace(problem, expectedReturns, riskModel);
    }

    @Override
    public EfficientFrontier frontierOrThrow() {
        return this;
    }

    @Override
    public String message() {
        return "frontier of " + universe.size() + " assets with " + path.points() + " turning points";
    }

    /**
     * The assets.
     *
     * @return the universe
     */
    public Universe universe() {
        return universe;
    }

    // ---- turning points

    /**
     * The number of turning points.
     *
     * @return at least 1
     */
    public int turningPointCount() {
        return path.points();
    }

    /**
     * All turning points.
     *
     * @return from the highest return to the least variance; risk tolerances fall, strictly except where weights jump
     *     between portfolios that are equally good
     */
    public List<TurningPoint> turningPoints() {
        List<TurningPoint> out = new ArrayList<>();
        for (int k = 0; k <= last; k++) {
            out.add(turningPoint(k));
        }
        return Collections.unmodifiableList(out);
    }

    /**
     * One turning point.
     *
     * @param index its position, below {@link #turningPointCount}
     * @return the turning point
     */
    public TurningPoint turningPoint(int index) {
        Check.index(index, path.points(), "index");
        List<StateChange> changes = new ArrayList<>();
        for (int c = 0; c < path.changes(index); c++) {
            int code = path.code(index, c);
            boolean asset = code < universe.size();
            changes.add(new StateChange(
                    asset ? StateChange.Kind.ASSET : StateChange.Kind.CONSTRAINT,
                    asset ? universe.id(code) : form.rowName(code - universe.size()),
                    position(path.above(index, c)),
                    position(path.below(index, c))));
        }
        return new TurningPoint(index, path.tilt(index), path.gain(index), path.cost(index), changes);
    }

    private static StateChange.Position position(CriticalPath.Side side) {
        return switch (side) {
            case LOWER -> StateChange.Position.AT_LOWER;
            case UPPER -> StateChange.Position.AT_UPPER;
            case BREAKPOINT -> StateChange.Position.RESTING;
            case FREE -> StateChange.Position.FREE;
        };
    }

    /**
     * The weights at a turning point.
     *
     * @param index its position, below {@link #turningPointCount}
     * @return the portfolio
     */
    public Weights weightsAt(int index) {
        double[] w = new double[universe.size()];
        path.weightsInto(Check.index(index, path.points(), "index"), 0, w);
        return Weights.of(universe, w);
    }

    // ---- single portfolios

    /**
     * The portfolio of least variance; of several the one of highest return.
     *
     * @return the last turning point
     */
    public FrontierPoint minimumVariance() {
        return at(last, 0);
    }

    /**
     * Whether the expected return of feasible portfolios has a maximum.
     *
     * @return false if some portfolios have as much return as one likes, at a price in variance
     */
    public boolean hasMaximumReturn() {
        return !path.hasRay();
    }

    /**
     * The portfolio of highest expected return; of several the one of least variance.
     *
     * @return the first turning point
     * @throws IllegalStateException if there is no maximum, see {@link #hasMaximumReturn}
     */
    public FrontierPoint maximumReturn() {
        if (path.hasRay()) {
            throw new IllegalStateException("expected returns have no maximum under these constraints: bound the"
                    + " weights, for instance with longOnly() or maxWeight(...)");
        }
        return at(0, 0);
    }

    /**
     * The portfolio that minimises {@code w'Sw / 2 - lambda mu'w}.
     *
     * @param riskTolerance lambda: finite, at least 0; one over the risk aversion of a utility
     * @return the portfolio; where weights jump at this very lambda, the one of higher return
     * @throws IllegalArgumentException if lambda is negative or not finite
     */
    public FrontierPoint atRiskTolerance(double riskTolerance) {
        Check.notNegative(riskTolerance, "riskTolerance");
        int k = byTolerance(riskTolerance);
        double fraction = toleranceFraction(k, riskTolerance);
        FrontierPoint point = at(k, fraction);
        return new FrontierPoint(riskTolerance, point.weights(), point.expectedReturn(), point.variance());
    }

    /**
     * The weights of {@link #atRiskTolerance}, without allocation.
     *
     * @param riskTolerance lambda: finite, at least 0
     * @param out receives one weight an asset
     */
    public void weightsAtRiskToleranceInto(double riskTolerance, double[] out) {
        Check.notNegative(riskTolerance, "riskTolerance");
        int k = byTolerance(riskTolerance);
        weightsInto(k, toleranceFraction(k, riskTolerance), out);
    }

    /**
     * The portfolio of least variance among those with at least this expected return.
     *
     * @param expectedReturn finite; below that of {@link #minimumVariance} the answer is that portfolio
     * @return the portfolio
     * @throws IllegalArgumentException if no portfolio has as high a return
     */
    public FrontierPoint atReturn(double expectedReturn) {
        int k = byReturn(expectedReturn);
        return at(k, returnFraction(k, expectedReturn));
    }

    /**
     * The weights of {@link #atReturn}, without allocation.
     *
     * @param expectedReturn finite, at most the highest
     * @param out receives one weight an asset
     */
    public void weightsAtReturnInto(double expectedReturn, double[] out) {
        int k = byReturn(expectedReturn);
        weightsInto(k, returnFraction(k, expectedReturn), out);
    }

    /**
     * The portfolio of highest expected return among those of at most this volatility.
     *
     * @param volatility finite; above that of the portfolio of highest return the answer is that portfolio
     * @return the portfolio
     * @throws IllegalArgumentException if every portfolio is more volatile
     */
    public FrontierPoint atVolatility(double volatility) {
        int k = byVolatility(volatility);
        return at(k, volatilityFraction(k, volatility));
    }

    /**
     * The weights of {@link #atVolatility}, without allocation.
     *
     * @param volatility finite, at least that of {@link #minimumVariance}
     * @param out receives one weight an asset
     */
    public void weightsAtVolatilityInto(double volatility, double[] out) {
        int k = byVolatility(volatility);
        weightsInto(k, volatilityFraction(k, volatility), out);
    }

    /**
     * The portfolio of the highest Sharpe ratio {@code (mu'w - rf) / sqrt(w'Sw)}, in closed form on its segment.
     *
     * <p>The ratio rises along the frontier while {@code variance > lambda (return - rf)}; on a segment the difference
     * of the two is linear, so that its zero is exact.
     *
     * @param riskFree the riskless return rf, finite, of the period of mu
     * @return the portfolio, or why there is none
     */
    public MaximumSharpe maximumSharpe(double riskFree) {
        Check.finite(riskFree, "riskFree");
        return new Tangent(this, path, tilt).touch(riskFree);
    }

    /**
     * Portfolios for a picture: their returns are equally spaced from the least variance to the first turning point.
     *
     * @param count how many, at least 2
     * @return the portfolios, by ascending return
     */
    public List<FrontierPoint> sample(int count) {
        Check.atLeast(count, 2, "count");
        double low = path.gain(last);
        double high = path.gain(0);
        List<FrontierPoint> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double part = (double) i / (count - 1);
            out.add(i == count - 1 ? at(0, 0) : atReturn(Math.fma(part, high - low, low)));
        }
        return Collections.unmodifiableList(out);
    }

    // ---- where things are: segment k runs from point k - 1 down to point k; the fraction is measured from its end

    /** The last point, or the first whose lambda is not above this one; the point above all others if on a ray. */
    private int byTolerance(double riskTolerance) {
        int low = 0;
        int high = last;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (path.tilt(middle) <= riskTolerance) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private double toleranceFraction(int k, double riskTolerance) {
        double here = path.tilt(k);
        if (k == 0) {
            return here < riskTolerance ? here - riskTolerance : 0;
        }
        double above = path.tilt(k - 1);
        return riskTolerance > here && above < Double.POSITIVE_INFINITY ? (riskTolerance - here) / (above - here) : 0;
    }

    private int byReturn(double expectedReturn) {
        Check.finite(expectedReturn, "expectedReturn");
        double highest = path.gain(0);
        if (expectedReturn > highest && !path.hasRay()) {
            if (expectedReturn - highest <= ROUNDING * Math.max(Math.abs(highest), Math.abs(path.gain(last)))) {
                return 0;
            }
            throw new IllegalArgumentException(
                    "expectedReturn must be at most that of the portfolio of highest return, " + highest + ", was "
                            + expectedReturn);
        }
        int low = 0;
        int high = last;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (path.gain(middle) <= expectedReturn) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private double returnFraction(int k, double expectedReturn) {
        double here = path.gain(k);
        if (!(expectedReturn > here)) {
            return 0;
        }
        if (k == 0) {
            return path.hasRay() ? (here - expectedReturn) / path.rayGain() : 0;
        }
        return Math.min(1, (expectedReturn - here) / (path.gain(k - 1) - here));
    }

    private int byVolatility(double volatility) {
        Check.finite(volatility, "volatility");
        double variance = volatility * volatility;
        double least = path.cost(last);
        if (!(volatility >= 0) || variance < least * (1 - ROUNDING)) {
            throw new IllegalArgumentException("volatility must be at least that of the portfolio of least variance, "
                    + Math.sqrt(least) + ", was " + volatility);
        }
        int low = 0;
        int high = last;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (path.cost(middle) <= variance) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** With g the fraction: variance(g) = variance + 2 h g + a g^2, h = lambda dreturn, a = dlambda dreturn. */
    private double volatilityFraction(int k, double volatility) {
        double c = volatility * volatility - path.cost(k);
        if (!(c > 0)) {
            return 0;
        }
        double h;
        double a;
        if (k == 0) {
            a = path.hasRay() ? path.rayGain() : 0;
            if (!(a > 0)) {
                return 0;
            }
            h = path.tilt(0) * a;
        } else {
            double rise = path.gain(k - 1) - path.gain(k);
            if (!(rise > 0)) {
                return 0;
            }
            h = path.tilt(k) * rise;
            a = (path.tilt(k - 1) - path.tilt(k)) * rise;
        }
        double g = c / (h + Math.sqrt(h * h + a * c));
        return k == 0 ? -g : Math.min(1, g);
    }

    private void weightsInto(int k, double fraction, double[] out) {
        Check.length(out.length, universe.size(), "out");
        if (fraction < 0) {
            path.rayInto(-fraction, out);
        } else if (fraction == 0) {
            path.weightsInto(k, 0, out);
        } else {
            path.weightsInto(k - 1, 1 - fraction, out);
        }
    }

    /**
     * A portfolio.
     *
     * @param fraction how far from point k to point k - 1; beyond the first point minus the excess of lambda
     */
    FrontierPoint at(int k, double fraction) {
        double[] w = new double[universe.size()];
        weightsInto(k, fraction, w);
        Weights weights = Weights.of(universe, w);
        double t = path.tilt(k);
        double gain = path.gain(k);
        double form = path.cost(k);
        if (fraction == 0) {
            return new FrontierPoint(t, weights, gain, form);
        }
        if (fraction < 0) {
            double rate = path.rayGain();
            double further = -fraction;
            return new FrontierPoint(
                    t + further,
                    weights,
                    Math.fma(further, rate, gain),
                    Math.max(0, form + further * rate * (2 * t + further)));
        }
        double up = path.tilt(k - 1);
        double rise = path.gain(k - 1) - gain;
        double bend = up < Double.POSITIVE_INFINITY ? (up - t) * rise : 0;
        double between = Math.fma(fraction, path.cost(k - 1) - form, form) - fraction * (1 - fraction) * bend;
        return new FrontierPoint(
                up < Double.POSITIVE_INFINITY ? Math.fma(fraction, up - t, t) : t,
                weights,
                Math.fma(fraction, rise, gain),
                Math.max(0, between));
    }

    // ---- proof

    /**
     * How exactly all turning points satisfy the optimality conditions, recomputed from the original data in
     * compensated arithmetic. Costs far more than tracing did.
     *
     * @return the largest residual, scaled as in {@link io.trimtab.optimizer.KktProof}; where variance and return both
     *     vanish, relative to a ten-thousandth of their largest size on the frontier
     */
    public double scaledKktResidual() {
        return Tracing.certify(form, risk, path, tilt);
    }

    @Override
    public String toString() {
        return "EfficientFrontier[" + message() + "]";
    }
}
