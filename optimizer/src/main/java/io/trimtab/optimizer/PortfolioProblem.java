package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A portfolio to be found: a universe, one objective, named constraints.
 *
 * <pre>{@code
 * PortfolioSolution solution = PortfolioProblem.over(universe)
 *         .minimize(variance(risk))
 *         .subjectTo(fullyInvested(), longOnly(), maxWeight(0.10))
 *         .solve();
 * Weights weights = solution.optimalOrThrow().weights();
 * }</pre>
 *
 * <p>Every method returns another problem; a problem never changes. Constraints hold together, in any order; without
 * bounds a weight may be any number. Two constraints may not have one name. Solving is deterministic: the same problem
 * gives the same bits, but for one that is stopped by its time limit. Immutable and thread-safe.
 */
public final class PortfolioProblem {
    /** Pivots for each asset, and for any problem: thousands of times what one that makes progress needs. */
    private static final int ITERATIONS_PER_ASSET = 10_000;

    private static final int ITERATIONS = 100_000;

    private final Universe universe;
    private final List<Objective> objective;
    private final List<Constraint> constraints;
    private final List<WarmStart> start;
    private final Settings settings;

    /** What says how to solve and what to call it, not what; lists hold at most one, but for the ladder. */
    private record Settings(int iterations, Duration time, NanoClock clock, List<Rung> ladder, List<LocalDate> asOf) {
        private Settings withIterations(int limit) {
            return new Settings(limit, time, clock, ladder, asOf);
        }

        private Settings withTime(Duration limit, NanoClock byClock) {
            return new Settings(iterations, limit, byClock, ladder, asOf);
        }

        private Settings withLadder(List<Rung> rungs) {
            return new Settings(iterations, time, clock, rungs, asOf);
        }

        private Settings withAsOf(LocalDate date) {
            return new Settings(iterations, time, clock, ladder, List.of(date));
        }
    }

    private PortfolioProblem(
            Universe universe,
            List<Objective> objective,
            List<Constraint> constraints,
            List<WarmStart> start,
            Settings settings) {
        this.universe = universe;
        this.objective = objective;
        this.constraints = constraints;
        this.start = start;
        this.settings = settings;
    }

    /**
     * A problem without objective and constraints yet.
     *
     * @param universe the assets
     * @return the problem
     */
    public static PortfolioProblem over(Universe universe) {
        return new PortfolioProblem(
                Check.notNull(universe, "universe"),
                List.of(),
                List.of(),
                List.of(),
                new Settings(
                        ITERATIONS + ITERATIONS_PER_ASSET * universe.size(),
                        Duration.ZERO,
                        NanoClock.system(),
                        List.of(),
                        List.of()));
    }

    /**
     * This problem with something to minimise, in place of any objective before.
     *
     * @param cost such as {@code variance(risk)}
     * @return the problem
     * @throws IllegalArgumentException if its universe differs or it is to be maximised
     */
    public PortfolioProblem minimize(Objective cost) {
        return withObjective(cost, Objective.Sense.MINIMIZE);
    }

    /**
     * This problem with something to maximise, in place of any objective before.
     *
     * @param gain such as {@code utility(mu, risk, 3)}
     * @return the problem
     * @throws IllegalArgumentException if its universe differs or it is to be minimised
     */
    public PortfolioProblem maximize(Objective gain) {
        return withObjective(gain, Objective.Sense.MAXIMIZE);
    }

    /**
     * This problem with a sum to minimise, in place of any objective before: costs are added, gains subtracted.
     *
     * @param cost such as {@code variance(risk)}
     * @param more terms to add
     * @return the problem
     * @throws IllegalArgumentException if a universe differs, the first is to be maximised, or two terms have one name
     */
    public PortfolioProblem minimize(Objective cost, Objective... more) {
        return minimize(sum(cost, more));
    }

    /**
     * This problem with a sum to maximise, in place of any objective before: gains are added, costs subtracted.
     *
     * @param gain such as {@code utility(mu, risk, 3)}
     * @param more terms to add
     * @return the problem
     * @throws IllegalArgumentException if a universe differs, the first is to be minimised, or two terms have one name
     */
    public PortfolioProblem maximize(Objective gain, Objective... more) {
        return maximize(sum(gain, more));
    }

    private static Objective sum(Objective first, Objective... more) {
        Objective total = Check.notNull(first, "objective");
        for (Objective next : Check.copy(more, "more")) {
            total = total.plus(next);
        }
        return total;
    }

    /**
     * This problem with other parts: a constraint takes the place of the one of its name, a term of an objective that of
     * the term of its name; what is new is added (to the objective: costs as costs, gains as gains).
     *
     * <pre>{@code
     * PortfolioProblem today = problem.with(expectedReturns(mu), turnover(current).atMost(0.20));
     * }</pre>
     *
     * @param parts terms and constraints
     * @return the problem
     * @throws IllegalArgumentException if a part does not fit the universe
     * @throws IllegalStateException if a term is given and the problem has no objective yet
     */
    public PortfolioProblem with(ProblemPart... parts) {
        PortfolioProblem next = this;
        for (ProblemPart part : Check.copy(parts, "parts")) {
            if (part instanceof Constraint constraint) {
                next = next.replacing(constraint);
            } else if (part instanceof Objective terms) {
                Objective total = next.objective().with(terms);
                next = next.withObjective(total, total.sense());
            }
        }
        return next;
    }

    private PortfolioProblem replacing(Constraint constraint) {
        List<Constraint> all = new ArrayList<>(constraints);
        int known = 0;
        while (known < all.size() && !all.get(known).name().equals(constraint.name())) {
            known++;
        }
        if (known == all.size()) {
            return subjectTo(constraint);
        }
        all.set(known, constraint);
        return new PortfolioProblem(universe, objective, List.of(), start, settings).subjectTo(all);
    }

    private PortfolioProblem withObjective(Objective next, Objective.Sense sense) {
        Check.notNull(next, "objective");
        if (next.sense() != sense) {
            throw new IllegalArgumentException("objective \"" + next.name() + "\" is to be "
                    + (next.sense() == Objective.Sense.MAXIMIZE ? "maximised: use maximize" : "minimised: use minimize")
                    + "(...)");
        }
        universe.requireSame(next.universe(), "the risk model of \"" + next.name() + "\"");
        return new PortfolioProblem(universe, List.of(next), constraints, start, settings);
    }

    /**
     * This problem with more constraints.
     *
     * @param more constraints to add
     * @return the problem
     * @throws IllegalArgumentException if a name is used twice or a constraint does not fit the universe
     */
    public PortfolioProblem subjectTo(Constraint... more) {
        return subjectTo(Arrays.asList(Check.notNull(more, "constraints")));
    }

    /**
     * This problem with more constraints.
     *
     * @param more constraints to add
     * @return the problem
     * @throws IllegalArgumentException if a name is used twice or a constraint does not fit the universe
     */
    public PortfolioProblem subjectTo(List<? extends Constraint> more) {
        List<Constraint> all = new ArrayList<>(constraints);
        for (Constraint next : Check.notNull(more, "constraints")) {
            Check.notNull(next, "constraint");
            Check.notBlank(next.name(), "name of a constraint");
            for (Constraint known : all) {
                if (known.name().equals(next.name())) {
                    throw new IllegalArgumentException("two constraints are named \"" + next.name() + "\" ("
                            + known.description() + ", " + next.description()
                            + "): combine them, or rename one with named(...)");
                }
            }
            LinearForm trial = new LinearForm(universe).onTrial();
            trial.speaking(all.size(), next.name());
            next.describe(universe, trial);
            trial.close();
            all.add(next);
        }
        return new PortfolioProblem(universe, objective, List.copyOf(all), start, settings);
    }

    /** Over another universe, with the same limits. */
    PortfolioProblem elsewhere(Universe other, Objective total, List<Constraint> others, List<Weights> beginning) {
        List<WarmStart> from = beginning.isEmpty() ? List.of() : List.of(WarmStart.at(beginning.get(0)));
        return new PortfolioProblem(other, List.of(total), List.copyOf(others), from, settings.withLadder(List.of()));
    }

    /** With these constraints in place of all, which are known to fit. */
    PortfolioProblem withConstraints(List<Constraint> others) {
        return new PortfolioProblem(universe, objective, List.copyOf(others), start, settings);
    }

    /**
     * This problem without one of its constraints.
     *
     * @param name the constraint's name
     * @return the problem
     * @throws IllegalArgumentException if there is no such constraint
     */
    public PortfolioProblem without(String name) {
        Check.notNull(name, "name");
        List<Constraint> rest = new ArrayList<>(constraints);
        if (!rest.removeIf(c -> c.name().equals(name))) {
            throw new IllegalArgumentException("there is no constraint named \"" + name + "\"; there are "
                    + constraints.stream().map(Constraint::name).toList());
        }
        return new PortfolioProblem(universe, objective, List.copyOf(rest), start, settings);
    }

    /**
     * This problem, to be solved from the solution of another, such as yesterday's: expected returns, covariance, bounds,
     * limits and constraints may all differ, only the assets may not.
     *
     * <p>Of an optimum the solver takes over more than the weights: which bound, breakpoint or constraint held what. It
     * then corrects only what is held differently now. The answer is optimal all the same: where the optimum is unique,
     * that of a solve from nothing but for rounding.
     *
     * @param solution any outcome over the same universe; of one that is no optimum only the weights count, and one without
     *     weights changes nothing
     * @return the problem
     * @throws IllegalArgumentException if the universes differ
     */
    public PortfolioProblem warmStartedFrom(PortfolioSolution solution) {
        Check.notNull(solution, "solution");
        if (solution instanceof Fallback fallback) {
            return warmStartedFrom(fallback.found());
        }
        if (solution instanceof Feasible feasible) {
            return warmStartedFrom(feasible.weights());
        }
        if (!(solution instanceof Optimal optimal)) {
            return this;
        }
        universe.requireSame(optimal.weights().universe(), "the solution to start from");
        return startingAt(optimal.warmStart());
    }

    /**
     * This problem, to be solved from near given weights, feasible or not.
     *
     * @param weights over the same universe
     * @return the problem
     * @throws IllegalArgumentException if the universes differ
     */
    public PortfolioProblem warmStartedFrom(Weights weights) {
        Check.notNull(weights, "weights");
        universe.requireSame(weights.universe(), "the weights to start from");
        return startingAt(WarmStart.at(weights));
    }

    PortfolioProblem startingAt(WarmStart from) {
        return new PortfolioProblem(universe, objective, constraints, List.of(from), settings);
    }

    /**
     * This problem with a ladder to fall back on where it has no optimum and no feasible portfolio within its limits, in
     * place of any ladder before. The first rung that holds is the outcome, as {@link Fallback} with the rung and the
     * reason; if none holds, what came of the problem itself.
     *
     * @param rungs made by {@link Fallbacks}, tried in this order; none for no ladder
     * @return the problem
     * @throws IllegalArgumentException if a rung relaxes a constraint that there is not, or its universe differs
     */
    public PortfolioProblem fallingBackTo(Rung... rungs) {
        List<Rung> next = Check.copy(rungs, "rungs");
        Ladder.check(this, next);
        return new PortfolioProblem(universe, objective, constraints, start, settings.withLadder(next));
    }

    /**
     * This problem with the date that its data are of: {@link Optimal#asOf} says it.
     *
     * @param date the last date of what went into the problem, in place of those that its covariances state
     * @return the problem
     */
    public PortfolioProblem asOf(LocalDate date) {
        return new PortfolioProblem(
                universe, objective, constraints, start, settings.withAsOf(Check.notNull(date, "date")));
    }

    /**
     * This problem with a time limit.
     *
     * @param limit positive; when it is over, the best portfolio so far is {@link Feasible} with its gap
     * @return the problem
     * @throws IllegalArgumentException if the limit is not positive
     */
    public PortfolioProblem timeLimit(Duration limit) {
        return timeLimit(limit, settings.clock);
    }

    /**
     * This problem with a time limit on a clock of the caller's.
     *
     * @param limit positive
     * @param byClock the clock that measures it
     * @return the problem
     * @throws IllegalArgumentException if the limit is not positive
     */
    public PortfolioProblem timeLimit(Duration limit, NanoClock byClock) {
        Check.notNull(limit, "time limit");
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("time limit must be positive, was " + limit);
        }
        Check.notNull(byClock, "clock");
        return new PortfolioProblem(universe, objective, constraints, start, settings.withTime(limit, byClock));
    }

    /**
     * This problem with a limit on the solver's iterations.
     *
     * @param limit at least 0; then the best portfolio so far is {@link Feasible} with its gap
     * @return the problem
     * @throws IllegalArgumentException if the limit is negative
     */
    public PortfolioProblem iterationLimit(int limit) {
        Check.atLeast(limit, 0, "iteration limit");
        return new PortfolioProblem(universe, objective, constraints, start, settings.withIterations(limit));
    }

    /**
     * Solves the problem.
     *
     * @return what came of it; a problem without answer is an outcome, not an exception
     * @throws IllegalStateException if there is no objective
     * @throws java.util.concurrent.CancellationException if the thread is interrupted meanwhile
     */
    public PortfolioSolution solve() {
        PortfolioSolution solution = hasSoftConstraints() ? Softening.solve(this) : Solving.solve(this);
        return settings.ladder.isEmpty() ? solution : Ladder.descend(this, solution, settings.ladder);
    }

    /**
     * A workspace that solves this problem again and again for other expected returns, allocating nothing.
     *
     * @return a new resolver, for one thread at a time
     * @throws IllegalStateException if there is no objective
     */
    public Resolver resolver() {
        return new Resolver(this);
    }

    /**
     * The assets.
     *
     * @return the universe
     */
    public Universe universe() {
        return universe;
    }

    /**
     * The constraints.
     *
     * @return in the order in which they were added
     */
    public List<Constraint> constraints() {
        return constraints;
    }

    /**
     * The objective.
     *
     * @return what is optimised
     * @throws IllegalStateException if there is none yet
     */
    public Objective objective() {
        if (objective.isEmpty()) {
            throw new IllegalStateException(
                    "the problem has no objective: say minimize(variance(risk)) or maximize(utility(mu, risk, 3))"
                            + " first");
        }
        return objective.get(0);
    }

    /** Asked here and in this order: a class that a fresh JVM need not read is a class it need not verify. */
    boolean hasSoftConstraints() {
        for (Constraint constraint : constraints) {
            if (!(constraint instanceof NamedConstraint) && constraint instanceof SoftConstraint) {
                return true;
            }
        }
        return false;
    }

    /** The weights to start from: at most one. */
    List<Weights> start() {
        return start.isEmpty() ? List.of() : List.of(start.get(0).weights());
    }

    /** At most one. */
    List<WarmStart> warmStart() {
        return start;
    }

    /** At most one. */
    List<LocalDate> statedDate() {
        return settings.asOf;
    }

    int iterationLimit() {
        return settings.iterations;
    }

    /** Whether somebody has set a limit. */
    boolean isLimited() {
        return !settings.time.isZero() || settings.iterations < ITERATIONS + ITERATIONS_PER_ASSET * universe.size();
    }

    long nanos() {
        return settings.time.isZero() ? Long.MAX_VALUE : settings.time.toNanos();
    }

    NanoClock clock() {
        return settings.clock;
    }

    @Override
    public String toString() {
        return (objective.isEmpty() ? "PortfolioProblem[" : objective.get(0).sense() + " " + objective.get(0) + " [")
                + universe.size() + " assets, "
                + constraints.stream().map(Constraint::description).toList() + "]";
    }
}
