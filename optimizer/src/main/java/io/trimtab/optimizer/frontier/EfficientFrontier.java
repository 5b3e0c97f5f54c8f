package io.trimtab.optimizer.frontier;

import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.variance;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.Constraint;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.TradeOff;
import io.trimtab.optimizer.solver.CriticalPath;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All portfolios of least risk for their return, from the highest return to the least risk of all: not a sample of them
 * but the whole, as a chain of turning points between which the weights are linear.
 *
 * <pre>{@code
 * EfficientFrontier frontier = EfficientFrontier.trace(mu, risk, fullyInvested(), longOnly(), maxWeight(0.25))
 *         .frontierOrThrow();
 * Weights cautious = frontier.minimumRisk().weights();
 * Weights tangency = frontier.maximumSharpe(0.02).pointOrThrow().weights();
 * FrontierPoint tenPercent = frontier.atVolatility(0.10);
 * }</pre>
 *
 * <p>For the risk tolerance lambda the portfolio minimises {@code risk / 2 - lambda return} under the constraints (H. M.
 * Markowitz, "The optimization of a quadratic function subject to linear constraints", Naval Research Logistics Quarterly
 * 3 (1956), 111-133; Mean-Variance Analysis in Portfolio Choice and Capital Markets, 1987). The risk is the variance
 * {@code w'Sw} and the return {@code mu'w}; {@link FrontierProblem} adds L2 terms and costs to either. Between turning
 * points return is linear in lambda and risk quadratic, {@code drisk = 2 lambda dreturn}, so that return, volatility,
 * lambda and the Sharpe ratio are all inverted in closed form. Return falls and risk falls from one turning point to the
 * next; where both stay and only lambda falls, the frontier has a kink. Of several portfolios with the highest return the
 * first point is the one of least risk, of several with the least risk the last is the one of highest return; ties on the
 * way are broken by the position in the universe, and may differ when it is permuted, but not in return and risk.
 *
 * <p>Every turning point is checked against the optimality conditions while the frontier is traced;
 * {@link #scaledKktResidual} recomputes them from the original data. Memory and time per turning point grow with the
 * number of weights that move, not with n, but for one look at all n assets. Immutable and thread-safe.
 */
public final class EfficientFrontier implements FrontierOutcome {
    /** Relative; what a return or a risk may miss its end by and still be meant. */
    private static final double ROUNDING = 1e-12;

    private final Curve curve;
    private final TradeOff sides;
    private final CriticalPath path;

    EfficientFrontier(TradeOff sides, CriticalPath path) {
        this.sides = sides;
        this.path = path;
        curve = new Curve(path, sides);
    }

    /**
     * Traces the frontier of variance and expected return under constraints.
     *
     * @param expectedReturns mu, of the same period as the risk model
     * @param riskModel the covariance S: dense, factors or a panel
     * @param constraints what every portfolio must satisfy; prices of soft ones are in units of the variance
     * @return the frontier, or why there is none
     * @throws IllegalArgumentException if universes differ, a constraint does not fit or would bend the lines (bounds on
     *     risks, top-k concentration; the message names it), or two have one name
     * @throws java.util.concurrent.CancellationException if the thread is interrupted meanwhile
     */
    public static FrontierOutcome trace(
            ExpectedReturns expectedReturns, RiskModel riskModel, Constraint... constraints) {
        Check.notNull(expectedReturns, "expectedReturns");
        Check.notNull(riskModel, "riskModel");
        riskModel.universe().requireSame(expectedReturns.universe(), "expectedReturns");
        PortfolioProblem problem =
                PortfolioProblem.over(riskModel.universe()).subjectTo(Check.copy(constraints, "constraints"));
        return FrontierProblem.of(problem, variance(riskModel), expectedReturns(expectedReturns))
                .trace();
    }

    /**
     * Traces the frontier of variance and expected return under the constraints of a problem, within its limits of time
     * and iterations.
     *
     * @param problem whose constraints and limits count; its objective does not
     * @param expectedReturns mu, of the same period as the risk model
     * @param riskModel the covariance S
     * @return the frontier, or why there is none
     * @throws IllegalArgumentException if universes differ or a constraint would bend the lines
     * @throws java.util.concurrent.CancellationException if the thread is interrupted meanwhile
     */
    public static FrontierOutcome trace(
            PortfolioProblem problem, ExpectedReturns expectedReturns, RiskModel riskModel) {
        Check.notNull(problem, "problem");
        Check.notNull(expectedReturns, "expectedReturns");
        Check.notNull(riskModel, "riskModel");
        problem.universe().requireSame(expectedReturns.universe(), "expectedReturns");
        problem.universe().requireSame(riskModel.universe(), "riskModel");
        return FrontierProblem.of(problem, variance(riskModel), expectedReturns(expectedReturns))
                .trace();
    }

    @Override
    public EfficientFrontier frontierOrThrow() {
        return this;
    }

    @Override
    public String message() {
        return "frontier of " + universe().size() + " assets with " + curve.points() + " turning points";
    }

    /**
     * The assets.
     *
     * @return the universe
     */
    public Universe universe() {
        return curve.universe();
    }

    // ---- turning points

    /**
     * The number of turning points.
     *
     * @return at least 1
     */
    public int turningPointCount() {
        return curve.points();
    }

    /**
     * All turning points.
     *
     * @return from the highest return to the least risk; risk tolerances fall, strictly except where weights jump
     *     between portfolios that are equally good
     */
    public List<TurningPoint> turningPoints() {
        List<TurningPoint> out = new ArrayList<>();
        for (int k = 0; k < curve.points(); k++) {
            out.add(curve.turningPoint(k));
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
        return curve.turningPoint(Check.index(index, curve.points(), "index"));
    }

    /**
     * The weights at a turning point.
     *
     * @param index its position, below {@link #turningPointCount}
     * @return the portfolio
     */
    public Weights weightsAt(int index) {
        return curve.at(Check.index(index, curve.points(), "index"), 0).weights();
    }

    // ---- single portfolios

    /**
     * The portfolio of least risk; of several the one of highest return.
     *
     * @return the last turning point
     */
    public FrontierPoint minimumRisk() {
        return curve.at(curve.last(), 0);
    }

    /**
     * Whether the return of feasible portfolios has a maximum.
     *
     * @return false if some portfolios have as much return as one likes, at a price in risk
     */
    public boolean hasMaximumReturn() {
        return !curve.hasRay();
    }

    /**
     * The portfolio of highest return; of several the one of least risk.
     *
     * @return the first turning point
     * @throws IllegalStateException if there is no maximum, see {@link #hasMaximumReturn}
     */
    public FrontierPoint maximumReturn() {
        if (curve.hasRay()) {
            throw new IllegalStateException("expected returns have no maximum under these constraints: bound the"
                    + " weights, for instance with longOnly() or maxWeight(...)");
        }
        return curve.at(0, 0);
    }

    /**
     * The portfolio that minimises {@code risk / 2 - lambda return}.
     *
     * @param riskTolerance lambda: finite, at least 0; one over the risk aversion of a utility
     * @return the portfolio; where weights jump at this very lambda, the one of higher return
     * @throws IllegalArgumentException if lambda is negative or not finite
     */
    public FrontierPoint atRiskTolerance(double riskTolerance) {
        Check.notNegative(riskTolerance, "riskTolerance");
        int k = curve.byTolerance(riskTolerance);
        FrontierPoint point = curve.at(k, curve.toleranceFraction(k, riskTolerance));
        return new FrontierPoint(
                riskTolerance,
                point.weights(),
                point.expectedReturn(),
                point.netReturn(),
                point.variance(),
                point.risk(),
                point.softSlacks());
    }

    /**
     * The weights of {@link #atRiskTolerance}, without allocation (soft constraints cost one array).
     *
     * @param riskTolerance lambda: finite, at least 0
     * @param out receives one weight an asset
     */
    public void weightsAtRiskToleranceInto(double riskTolerance, double[] out) {
        Check.notNegative(riskTolerance, "riskTolerance");
        int k = curve.byTolerance(riskTolerance);
        curve.weightsInto(k, curve.toleranceFraction(k, riskTolerance), out);
    }

    /**
     * The portfolio of least risk among those with at least this return, net of what the return's side counts against it.
     *
     * @param netReturn finite; below that of {@link #minimumRisk} the answer is that portfolio
     * @return the portfolio
     * @throws IllegalArgumentException if no portfolio has as high a return
     */
    public FrontierPoint atReturn(double netReturn) {
        double within = withinReturns(netReturn);
        int k = curve.byReturn(within);
        return curve.at(k, curve.returnFraction(k, within));
    }

    /**
     * The weights of {@link #atReturn}, without allocation (soft constraints cost one array).
     *
     * @param netReturn finite, at most the highest
     * @param out receives one weight an asset
     */
    public void weightsAtReturnInto(double netReturn, double[] out) {
        double within = withinReturns(netReturn);
        int k = curve.byReturn(within);
        curve.weightsInto(k, curve.returnFraction(k, within), out);
    }

    /**
     * The portfolio of highest return among those of at most this volatility.
     *
     * @param volatility finite; above that of the portfolio of highest return the answer is that portfolio
     * @return the portfolio
     * @throws IllegalArgumentException if every portfolio is more volatile
     * @throws IllegalStateException if the risk is not the variance alone: then ask {@link #atRisk}
     */
    public FrontierPoint atVolatility(double volatility) {
        double variance = varianceOf(volatility);
        int k = curve.byRisk(variance);
        return curve.at(k, curve.riskFraction(k, variance));
    }

    /**
     * The weights of {@link #atVolatility}, without allocation (soft constraints cost one array).
     *
     * @param volatility finite, at least that of {@link #minimumRisk}
     * @param out receives one weight an asset
     */
    public void weightsAtVolatilityInto(double volatility, double[] out) {
        double variance = varianceOf(volatility);
        int k = curve.byRisk(variance);
        curve.weightsInto(k, curve.riskFraction(k, variance), out);
    }

    /**
     * The portfolio of highest return among those of at most this risk.
     *
     * @param risk finite, in units of the variance; above that of the portfolio of highest return the answer is that
     *     portfolio
     * @return the portfolio
     * @throws IllegalArgumentException if every portfolio has more
     */
    public FrontierPoint atRisk(double risk) {
        Check.finite(risk, "risk");
        double least = curve.risk(curve.last());
        if (risk < least - ROUNDING * Math.abs(least)) {
            throw new IllegalArgumentException(
                    "risk must be at least that of the portfolio of least risk, " + least + ", was " + risk);
        }
        int k = curve.byRisk(risk);
        return curve.at(k, curve.riskFraction(k, risk));
    }

    /**
     * The portfolio of the highest Sharpe ratio {@code (return - rf) / sqrt(w'Sw)}, in closed form on its segment; net of
     * the costs that the return's side has.
     *
     * <p>The ratio rises along the frontier while {@code variance > lambda (return - rf)}; on a segment the difference
     * of the two is linear, so that its zero is exact.
     *
     * @param riskFree the riskless return rf, finite, of the period of mu
     * @return the portfolio, or why there is none
     * @throws IllegalStateException if the risk is not the variance alone: then the best ratio is not on this frontier
     */
    public MaximumSharpe maximumSharpe(double riskFree) {
        Check.finite(riskFree, "riskFree");
        requireVariance(
                "the portfolio of highest Sharpe ratio is not on this frontier: solve maximize(sharpeRatio(...))");
        return new Tangent(curve).touch(riskFree);
    }

    /**
     * Portfolios for a picture: their returns are equally spaced from the least risk to the first turning point.
     *
     * @param count how many, at least 2
     * @return the portfolios, by ascending return
     */
    public List<FrontierPoint> sample(int count) {
        Check.atLeast(count, 2, "count");
        double low = curve.netReturn(curve.last());
        double high = curve.netReturn(0);
        List<FrontierPoint> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double part = (double) i / (count - 1);
            out.add(i == count - 1 ? curve.at(0, 0) : atReturn(Math.fma(part, high - low, low)));
        }
        return Collections.unmodifiableList(out);
    }

    // ---- what may be asked for

    private double withinReturns(double netReturn) {
        Check.finite(netReturn, "netReturn");
        double highest = curve.netReturn(0);
        if (!(netReturn > highest) || curve.hasRay()) {
            return netReturn;
        }
        double rounding = ROUNDING * Math.max(curve.returnSize(0), curve.returnSize(curve.last()));
        if (netReturn - highest <= rounding + curve.returnRounding(0)) {
            return highest;
        }
        throw new IllegalArgumentException(
                "netReturn must be at most that of the portfolio of highest return, " + highest + ", was " + netReturn);
    }

    private double varianceOf(double volatility) {
        requireVariance("volatility need not rise along it: ask atRisk(...)");
        Check.finite(volatility, "volatility");
        double least = curve.risk(curve.last());
        boolean below = volatility * volatility < least * (1 - ROUNDING) && !curve.isRiskless(curve.last());
        if (!(volatility >= 0) || below) {
            throw new IllegalArgumentException("volatility must be at least that of the portfolio of least risk, "
                    + Math.sqrt(least) + ", was " + volatility);
        }
        return volatility * volatility;
    }

    private void requireVariance(String otherwise) {
        if (!sides.riskIsVariance()) {
            throw new IllegalStateException(
                    "the risk of this frontier is " + sides.riskTerms() + ", not the variance alone, so " + otherwise);
        }
    }

    // ---- proof

    /**
     * How exactly all turning points satisfy the optimality conditions, and the portfolios half way between them
     * feasibility and optimality, recomputed from the original data with compensated sums. Costs far more than tracing
     * did.
     *
     * @return the largest residual, scaled as in {@link io.trimtab.optimizer.KktProof}; where risk and return both
     *     vanish, relative to a ten-thousandth of their largest size on the frontier
     */
    public double scaledKktResidual() {
        return path.scaledResidual(Tracing.program(sides), sides.base(), sides.tilt());
    }

    @Override
    public String toString() {
        return "EfficientFrontier[" + message() + "]";
    }
}
