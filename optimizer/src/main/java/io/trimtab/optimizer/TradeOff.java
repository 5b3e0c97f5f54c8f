package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.time.NanoClock;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A risk to be kept small and a return to be made large under the constraints of a problem, in numbers: for methods that
 * follow the minimiser of {@code risk(w) / 2 - lambda return(w)} through all lambda, such as a frontier.
 *
 * <p>Both sides are sums of terms. The risk is a variance or tracking variance, and may have diagonal quadratic terms (L2,
 * quadratic costs), linear costs and borrow costs; the return is an expected return, and may have linear and borrow costs.
 * What else there is would make the minimisers no longer piecewise linear in lambda, and is refused by name. Soft
 * constraints take slacks, which are assets without risk behind those of the universe: "position" below counts both.
 *
 * <p>Immutable and thread-safe.
 */
public final class TradeOff {
    private final PortfolioProblem problem;
    private final Objective risk;
    private final Objective netReturn;
    private final Softening softening;
    private final Universe extended;
    private final Assembly assembly;
    private final Composition base;
    private final Composition tilted;
    private final List<Term> riskTerms;
    private final List<Term> returnTerms;

    /** Receives rows and piecewise linear functions. */
    public interface Reader {
        /**
         * Receives a row.
         *
         * @param coefficients one number a position, zero where a function follows; not to be written to
         * @param lower perhaps negative infinity
         * @param upper perhaps infinity
         */
        void row(double[] coefficients, double lower, double upper);

        /**
         * Receives a convex piecewise linear function of one weight in the row received last, zero at its first breakpoint.
         *
         * @param position of the asset
         * @param breakpoints ascending
         * @param slopes one more than breakpoints, ascending
         */
        void rowFunction(int position, double[] breakpoints, double[] slopes);

        /**
         * Receives a convex piecewise linear function of one weight, zero at its first breakpoint.
         *
         * @param axis whether it is a part of half the risk, or subtracted from the return
         * @param position of the asset
         * @param breakpoints ascending
         * @param slopes one more than breakpoints, ascending
         */
        void function(Axis axis, int position, double[] breakpoints, double[] slopes);
    }

    private TradeOff(PortfolioProblem problem, Objective risk, Objective netReturn, Axis softPrices) {
        this.problem = problem;
        this.risk = risk;
        this.netReturn = netReturn;
        softening = new Softening(problem);
        extended = softening.extended();
        boolean soft = problem.hasSoftConstraints();
        assembly = Assembly.of(extended, soft ? softening.constraints() : problem.constraints());
        requireLinear();
        riskTerms = new ArrayList<>(softening.lifted(risk.terms()));
        returnTerms = new ArrayList<>(softening.lifted(netReturn.terms()));
        List<Term> penalties = softening.penalties();
        for (Term penalty : penalties) {
            if (softPrices == Axis.RETURN && penalty instanceof Term.Diagonal) {
                throw new IllegalArgumentException("the term \"" + penalty.name() + "\" is quadratic: times the risk"
                        + " tolerance it would bend the frontier's lines; price soft constraints on the side of risk");
            }
        }
        (softPrices == Axis.RISK ? riskTerms : returnTerms).addAll(penalties);
        base = Composition.of(extended, riskTerms);
        tilted = Composition.of(extended, returnTerms);
    }

    /**
     * Reads a problem and two objectives.
     *
     * @param problem whose constraints and limits count; its objective does not
     * @param risk what is minimised; has a variance or tracking variance
     * @param netReturn what is maximised; has expected returns
     * @param softPrices the side on which prices of soft constraints count
     * @return the numbers
     * @throws IllegalArgumentException if universes differ, or a term or a constraint would bend the lines (the message
     *     names it)
     */
    public static TradeOff of(PortfolioProblem problem, Objective risk, Objective netReturn, Axis softPrices) {
        Check.notNull(problem, "problem");
        Check.notNull(risk, "risk");
        Check.notNull(netReturn, "netReturn");
        Check.notNull(softPrices, "softPrices");
        problem.universe().requireSame(risk.universe(), "risk");
        problem.universe().requireSame(netReturn.universe(), "netReturn");
        checkRisk(risk);
        checkReturn(netReturn);
        return new TradeOff(problem, risk, netReturn, softPrices);
    }

    private static void checkRisk(Objective risk) {
        requirePlain(risk);
        if (risk.sense() != Objective.Sense.MINIMIZE) {
            throw new IllegalArgumentException(
                    "risk must be what is minimised, such as variance(...), but \"" + risk.name() + "\" is maximised");
        }
        boolean quadratic = false;
        for (Term term : risk.terms()) {
            quadratic |= term instanceof Term.Quadratic;
        }
        if (!quadratic) {
            throw new IllegalArgumentException("risk must have a variance or a tracking variance, but \"" + risk.name()
                    + "\" has none: say variance(riskModel).plus(...)");
        }
    }

    private static void checkReturn(Objective netReturn) {
        requirePlain(netReturn);
        if (netReturn.sense() != Objective.Sense.MAXIMIZE) {
            throw new IllegalArgumentException(
                    "netReturn must be what is maximised, such as expectedReturns(...), but \"" + netReturn.name()
                            + "\" is minimised");
        }
        if (netReturn.returns().isEmpty()) {
            throw new IllegalArgumentException("netReturn must have expected returns, but \"" + netReturn.name()
                    + "\" has none: say expectedReturns(mu).plus(...)");
        }
        for (Term term : netReturn.terms()) {
            if (term instanceof Term.Quadratic || term instanceof Term.Diagonal) {
                throw new IllegalArgumentException("the term \"" + term.name() + "\" is quadratic, and on the side of"
                        + " return the risk tolerance multiplies it: weights would no longer be piecewise linear in it;"
                        + " add it to the risk, or solve single problems");
            }
        }
    }

    private static void requirePlain(Objective side) {
        if (!side.ratio().isEmpty()) {
            throw new IllegalArgumentException("\"" + side.name()
                    + "\" is a ratio, which is no side of a frontier: its best portfolio is found by solve(), or on the"
                    + " frontier by maximumSharpe(...)");
        }
        for (Term term : side.terms()) {
            if (term instanceof Term.Power) {
                throw new IllegalArgumentException("the term \"" + term.name() + "\" grows with the power 3/2 of the"
                        + " trade: with it weights are not piecewise linear in the risk tolerance; solve single"
                        + " problems, or use linearCosts(...) or quadraticCosts(...)");
            }
        }
    }

    private void requireLinear() {
        if (!assembly.form.quadratics().isEmpty()) {
            int owner = assembly.form.quadratics().get(0).owner();
            throw new IllegalArgumentException(
                    "\"" + assembly.constraints.get(owner).description()
                            + "\" bounds a risk: where it binds, weights are not piecewise linear in the risk tolerance; leave it"
                            + " out and read the frontier at that risk, or solve single problems");
        }
        if (!assembly.form.largest().isEmpty()) {
            int owner = assembly.form.largest().get(0).owner();
            throw new IllegalArgumentException(
                    "\"" + assembly.constraints.get(owner).description()
                            + "\" stands for a row for every choice of that many assets, which are found one by one while a"
                            + " single problem is solved: leave it out, or solve single problems");
        }
    }

    /**
     * The assets.
     *
     * @return the problem's universe, at the first positions
     */
    public Universe universe() {
        return problem.universe();
    }

    /**
     * The number of assets and slacks.
     *
     * @return at least the size of the universe
     */
    public int positions() {
        return extended.size();
    }

    /**
     * The soft constraint that a slack belongs to.
     *
     * @param position of the slack, from the size of the universe on
     * @return the constraint's name
     */
    public String softened(int position) {
        return softening.softened(Check.index(position, extended.size(), "position"));
    }

    /**
     * The covariance of half the risk: that of the risk times two over {@link #curvature}.
     *
     * @return over all positions
     */
    public RiskModel covariance() {
        return base.risk();
    }

    /**
     * The half of what the variance is multiplied by in the risk: 1 for {@code variance(riskModel)}. All numbers are
     * those of the two sides divided by it.
     *
     * @return positive
     */
    public double curvature() {
        return base.curvature() / 2;
    }

    /**
     * What is added to the diagonal of the covariance.
     *
     * @return one number a position, at least 0
     */
    public double[] diagonal() {
        return base.hasDiagonal() ? base.diagonal() : new double[extended.size()];
    }

    /**
     * Whether anything is added to the diagonal.
     *
     * @return false if {@link #diagonal} is zero
     */
    public boolean hasDiagonal() {
        return base.hasDiagonal();
    }

    /**
     * The linear coefficients of half the risk.
     *
     * @return one number a position
     */
    public double[] base() {
        return base.linear();
    }

    /**
     * The linear coefficients of minus the return.
     *
     * @return one number a position
     */
    public double[] tilt() {
        double[] tilt = tilted.linear();
        for (int j = 0; j < tilt.length; j++) {
            tilt[j] = tilt[j] / curvature() + 0.0;
        }
        return tilt;
    }

    /**
     * Tells rows and functions, each function of a row right after it.
     *
     * @param reader receives them, always in the same order
     */
    public void read(Reader reader) {
        Check.notNull(reader, "reader");
        for (LinearForm.Row row : assembly.form.rows()) {
            reader.row(row.coefficients(), row.lower(), row.upper());
            for (int j = 0; j < extended.size(); j++) {
                if (row.bends(j)) {
                    ConvexFunctions functions = row.functions().get(0);
                    reader.rowFunction(j, functions.breakpoints(j), functions.slopes(j));
                }
            }
        }
        base.eachKink((j, breakpoints, slopes) -> reader.function(Axis.RISK, j, breakpoints, slopes));
        tilted.eachKink((j, breakpoints, slopes) -> {
            double[] over = slopes.clone();
            for (int k = 0; k < over.length; k++) {
                over[k] /= curvature();
            }
            reader.function(Axis.RETURN, j, breakpoints, over);
        });
    }

    /**
     * The smallest weights.
     *
     * @return one bound a position, perhaps negative infinity
     */
    public double[] lower() {
        return assembly.form.lower().clone();
    }

    /**
     * The largest weights.
     *
     * @return one bound a position, perhaps infinity
     */
    public double[] upper() {
        return assembly.form.upper().clone();
    }

    /**
     * Whether some asset's bounds contradict each other, so that no weights are feasible.
     *
     * @return true if a lower bound exceeds its upper bound
     */
    public boolean boundsCross() {
        return assembly.crossed() >= 0;
    }

    /**
     * The constraint a row belongs to.
     *
     * @param row its number
     * @return the constraint's name
     */
    public String rowName(int row) {
        List<LinearForm.Row> rows = assembly.form.rows();
        return assembly.constraints
                .get(rows.get(Check.index(row, rows.size(), "row")).owner())
                .name();
    }

    // ---- the sides

    /**
     * What the risk has at its constants: the part that depends on no weight.
     *
     * @return to be added to twice the half made of the numbers above, times {@link #curvature}
     */
    public double riskConstant() {
        return constant(riskTerms);
    }

    /**
     * What the return has at its constants.
     *
     * @return to be added to what is made of the numbers above, times {@link #curvature}
     */
    public double returnConstant() {
        return 0.0 - constant(returnTerms);
    }

    /** What Composition leaves out. */
    private static double constant(List<Term> terms) {
        double sum = 0;
        for (Term term : terms) {
            if (term instanceof Term.Quadratic quadratic && quadratic.centre().length > 0) {
                sum += quadratic.coefficient()
                        / 2
                        * Term.Quadratic.form(quadratic.risk(), quadratic.centre(), new double[0]);
            } else if (term instanceof Term.Diagonal diagonal) {
                for (int j = 0; j < diagonal.centre().length; j++) {
                    sum += diagonal.coefficients()[j] * diagonal.centre()[j] * diagonal.centre()[j];
                }
            } else if (term instanceof Term.PiecewiseLinear bent) {
                for (double level : bent.atFirst()) {
                    sum += level;
                }
            }
        }
        return sum;
    }

    /**
     * Whether the risk is the variance {@code w'Sw} and nothing else.
     *
     * @return false if it is a multiple, has a benchmark, or has other terms
     */
    public boolean riskIsVariance() {
        return riskTerms.size() == 1
                && riskTerms.get(0) instanceof Term.Quadratic variance
                && variance.coefficient() == 2
                && variance.centre().length == 0;
    }

    /**
     * Whether the return is the expected return {@code mu'w} and nothing else.
     *
     * @return false if it is a multiple or has other terms
     */
    public boolean returnIsExpectedReturn() {
        if (returnTerms.size() > 1 || !(netReturn.terms().get(0) instanceof Term.Linear linear)) {
            return false;
        }
        ExpectedReturns mu = netReturn.returns().get(0);
        boolean same = true;
        for (int j = 0; j < universe().size(); j++) {
            same &= linear.coefficients()[j] == -mu.get(j);
        }
        return same;
    }

    /**
     * What the risk consists of, for a person.
     *
     * @return the names of its terms
     */
    public List<String> riskTerms() {
        List<String> names = new ArrayList<>();
        for (Term term : riskTerms) {
            names.add(term.name());
        }
        return names;
    }

    /**
     * The expected return {@code mu'w}.
     *
     * @param weights one weight a position
     * @return before costs
     */
    public double expectedReturn(double[] weights) {
        requireWeights(weights);
        ExpectedReturns mu = netReturn.returns().get(0);
        double sum = 0;
        for (int j = 0; j < universe().size(); j++) {
            sum = Math.fma(mu.get(j), weights[j], sum);
        }
        return sum;
    }

    /**
     * The variance {@code w'Sw}, by the risk's covariance.
     *
     * @param weights one weight a position
     * @return at least 0
     */
    public double variance(double[] weights) {
        requireWeights(weights);
        return Term.Quadratic.form(
                risk.riskModel(), Arrays.copyOf(weights, universe().size()), new double[0]);
    }

    /**
     * Whether positions have no variance that can be told from rounding: of the covariance, in terms that cancel, or of the
     * weights, whose last bits no portfolio is free of.
     *
     * @param weights one weight a position
     * @return true if a ratio to their volatility is undefined
     */
    public boolean isRiskless(double[] weights) {
        requireWeights(weights);
        return Riskless.is(risk.riskModel(), Arrays.copyOf(weights, universe().size()));
    }

    /**
     * How far soft constraints are exceeded.
     *
     * @param weights one weight a position
     * @return one slack for each soft constraint
     */
    public List<SoftSlack> softSlacks(double[] weights) {
        requireWeights(weights);
        return softening.slacks(weights);
    }

    private void requireWeights(double[] weights) {
        Check.notNull(weights, "weights");
        Check.length(weights.length, extended.size(), "weights");
    }

    // ---- limits, and single problems that explain what went wrong

    /**
     * The problem of least risk.
     *
     * @return what lambda = 0 leads to
     */
    public PortfolioProblem leastRisk() {
        return problem.minimize(risk);
    }

    /**
     * The problem at lambda = 1.
     *
     * @return a maximum of the return less half the risk
     */
    public PortfolioProblem utility() {
        List<Term> terms = new ArrayList<>(netReturn.terms());
        for (Term term : risk.terms()) {
            terms.add(term.times(0.5).named("half of " + term.name()));
        }
        return problem.maximize(new Objective("return less half the risk", Objective.Sense.MAXIMIZE, terms));
    }

    /**
     * The problem's limit on iterations.
     *
     * @return at least 0
     */
    public int iterationLimit() {
        return problem.iterationLimit();
    }

    /**
     * The problem's time limit.
     *
     * @return nanoseconds; {@code Long.MAX_VALUE} if it has none
     */
    public long timeLimitNanos() {
        return problem.nanos();
    }

    /**
     * The clock that measures the time limit.
     *
     * @return the problem's clock
     */
    public NanoClock clock() {
        return problem.clock();
    }
}
