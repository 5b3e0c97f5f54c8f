package io.trimtab.optimizer.frontier;

import io.trimtab.core.check.Check;
import io.trimtab.core.time.NanoClock;
import io.trimtab.core.time.Progress;
import io.trimtab.optimizer.Axis;
import io.trimtab.optimizer.Constraint;
import io.trimtab.optimizer.Objective;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.TradeOff;
import java.time.Duration;

/**
 * A frontier between two sides that the caller puts together: a risk to be kept small and a return to be made large.
 *
 * <pre>{@code
 * FrontierOutcome outcome = FrontierProblem.of(
 *                 variance(risk), expectedReturns(mu).plus(linearCosts(0.0010, current)))
 *         .subjectTo(fullyInvested(), longOnly(), turnover(current).atMost(0.30))
 *         .trace();
 * }</pre>
 *
 * <p>For the risk tolerance lambda the portfolio minimises {@code risk / 2 - lambda return}. So it matters where a term
 * stands. On the side of return it is in the unit of return and counts lambda times: costs there make the frontier one of
 * <em>net</em> returns. On the side of risk it is in units of the variance and counts the same at every lambda: an L2
 * term there is a ridge on the covariance, a cost there a preference for what is held. Prices of soft constraints are on
 * the side of risk, unless {@link #pricingSoftConstraintsIn} says otherwise.
 *
 * <p>Offered are a variance or tracking variance, L2 and quadratic costs on the side of risk; expected returns on the
 * side of return; linear and borrow costs on both; bounds, rows, groups, turnover, gross and short exposure, and soft
 * versions of them. The path is then piecewise linear in lambda, and exact. Refused by name, because with them it would not
 * be: quadratic terms on the side of return, costs of the power 3/2, bounds on risks (read the frontier at that risk
 * instead), top-k concentration and ratios. Immutable and thread-safe.
 */
public final class FrontierProblem {
    private final PortfolioProblem problem;
    private final Objective risk;
    private final Objective netReturn;
    private final Axis softPrices;
    private final Progress progress;
    private final TradeOff sides;

    private FrontierProblem(
            PortfolioProblem problem, Objective risk, Objective netReturn, Axis softPrices, Progress progress) {
        this.problem = problem;
        this.risk = risk;
        this.netReturn = netReturn;
        this.softPrices = softPrices;
        this.progress = progress;
        sides = TradeOff.of(problem, risk, netReturn, softPrices);
    }

    /**
     * A frontier without constraints yet.
     *
     * @param risk what is minimised, such as {@code variance(riskModel).plus(l2(universe, 0.01))}
     * @param netReturn what is maximised, such as {@code expectedReturns(mu).plus(linearCosts(0.001, current))}
     * @return the problem
     * @throws IllegalArgumentException if universes differ, or a term is not offered on its side (the message names it)
     */
    public static FrontierProblem of(Objective risk, Objective netReturn) {
        Check.notNull(risk, "risk");
        return of(PortfolioProblem.over(risk.universe()), risk, netReturn);
    }

    /**
     * A frontier under the constraints and the limits of a problem.
     *
     * @param problem its objective does not count
     * @param risk what is minimised
     * @param netReturn what is maximised
     * @return the problem
     * @throws IllegalArgumentException if universes differ, or a term or constraint is not offered (the message names it)
     */
    public static FrontierProblem of(PortfolioProblem problem, Objective risk, Objective netReturn) {
        return new FrontierProblem(problem, risk, netReturn, Axis.RISK, Progress.unheard());
    }

    private FrontierProblem with(PortfolioProblem other) {
        return new FrontierProblem(other, risk, netReturn, softPrices, progress);
    }

    /**
     * This problem with more constraints.
     *
     * @param constraints what every portfolio must satisfy
     * @return a new problem
     * @throws IllegalArgumentException if one does not fit or is not offered, or two have one name
     */
    public FrontierProblem subjectTo(Constraint... constraints) {
        return with(problem.subjectTo(Check.copy(constraints, "constraints")));
    }

    /**
     * This problem with the prices of soft constraints on one side or the other.
     *
     * @param axis {@link Axis#RISK} at first; with {@link Axis#RETURN} the net return is also net of them
     * @return a new problem
     * @throws IllegalArgumentException if a price per squared unit would come to the side of return
     */
    public FrontierProblem pricingSoftConstraintsIn(Axis axis) {
        return new FrontierProblem(problem, risk, netReturn, Check.notNull(axis, "axis"), progress);
    }

    /**
     * This problem with a time limit; beyond it the outcome is a {@link StoppedFrontier}.
     *
     * @param limit positive
     * @return a new problem
     */
    public FrontierProblem timeLimit(Duration limit) {
        return with(problem.timeLimit(limit));
    }

    /**
     * This problem with a time limit on a clock of the caller's.
     *
     * @param limit positive
     * @param clock measures it
     * @return a new problem
     */
    public FrontierProblem timeLimit(Duration limit, NanoClock clock) {
        return with(problem.timeLimit(limit, clock));
    }

    /**
     * This problem with a limit on iterations; beyond it the outcome is a {@link StoppedFrontier}.
     *
     * @param limit at least 0
     * @return a new problem
     */
    public FrontierProblem iterationLimit(int limit) {
        return with(problem.iterationLimit(limit));
    }

    /**
     * This problem with a listener, who may stop the tracing by an exception.
     *
     * @param listener hears of the way covered in thousandths, lambda over (lambda + its size in the middle), first up
     *     and then down
     * @return a new problem
     */
    public FrontierProblem reportingTo(Progress listener) {
        return new FrontierProblem(problem, risk, netReturn, softPrices, Check.notNull(listener, "listener"));
    }

    /**
     * Traces the frontier.
     *
     * @return the frontier, the part of it that a limit allowed, or why there is none
     * @throws java.util.concurrent.CancellationException if the thread is interrupted meanwhile
     */
    public FrontierOutcome trace() {
        return Tracing.trace(sides, progress);
    }

    @Override
    public String toString() {
        return "FrontierProblem[" + risk + " against " + netReturn + ", " + problem + "]";
    }
}
