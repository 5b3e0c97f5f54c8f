package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;
import java.util.List;

/**
 * Solves one problem for account after account, which differ in expected returns, bounds and limits, and makes no
 * objects.
 *
 * <pre>{@code
 * AccountSolver solver = AccountSolver.of(house);      // the house portfolio: the template and the reference
 * int tech = solver.limit("tech");
 * for (Account account : accounts) {
 *     solver.begin();
 *     solver.expectedReturns(account.forecast());
 *     solver.bounds(account.lower(), account.upper());
 *     solver.limit(tech, Double.NEGATIVE_INFINITY, account.mostTech());
 *     if (solver.solve() == Resolver.Outcome.OPTIMAL) { solver.weightsInto(weights); }
 * }
 * }</pre>
 *
 * <p>Every account is solved from what is held at the template's optimum, never from the account before, so the
 * bits of an answer depend on the template and the account alone. Weights of an optimum are exact as those of
 * {@link PortfolioProblem#solve}; {@link #scaledKktResidual} proves it. A workspace: for one thread at a time; each
 * thread makes its own, from the same template.
 */
public final class AccountSolver {
    private final Universe universe;
    private final Objective objective;
    private final double curvature;
    private final double[] fixed;
    private final List<String> names;
    private final Assembly assembly;
    private final QuadraticProgram program;
    private final QuadraticSolver solver;
    private final Limits limits;
    private final double[] reference;
    private final boolean remembered;
    private final double[] q;
    private final double[] lower;
    private final double[] upper;

    private AccountSolver(PortfolioProblem template) {
        objective = template.objective();
        universe = template.universe();
        Composition composition = Composition.of(objective);
        curvature = composition.curvature();
        fixed = Composition.withoutReturns(objective).linear();
        assembly = Assembly.of(universe, template.constraints());
        if (assembly.crossed() >= 0) {
            throw new NoOptimalPortfolioException(template.solve());
        }
        names = template.constraints().stream().map(Constraint::name).toList();
        program = assembly.program(composition);
        q = program.linear().clone();
        lower = assembly.form.lower().clone();
        upper = assembly.form.upper().clone();
        limits = Assembly.limits(template);
        solver = new QuadraticSolver(program);
        reference = new double[q.length];
        remembered = makeReference(template);
    }

    /** Solves the template, so that accounts begin from what is held at its optimum; returns whether that is there. */
    private boolean makeReference(PortfolioProblem template) {
        boolean started = !template.start().isEmpty();
        QuadraticSolver.Status status =
                started ? template.warmStart().get(0).solve(solver, assembly, limits) : solver.solve(limits);
        if (status == QuadraticSolver.Status.OPTIMAL) {
            solver.weightsInto(reference);
            return solver.remember();
        }
        Weights weights = started
                ? template.start().get(0)
                : template.solve().optimalOrThrow().weights();
        System.arraycopy(weights.toArray(), 0, reference, 0, reference.length);
        return false;
    }

    /**
     * A workspace for accounts that are like a template.
     *
     * @param template the problem whose constraints all accounts have, with the numbers that hold where an account says
     *     nothing; its optimum, found from its start if it has one, is the reference
     * @return the workspace
     * @throws NoOptimalPortfolioException if the template has no start and no optimum
     * @throws IllegalStateException if the template has no objective
     */
    public static AccountSolver of(PortfolioProblem template) {
        return new AccountSolver(Check.notNull(template, "template"));
    }

    /** Begins another account, which has the numbers of the template until it gets its own. */
    public void begin() {
        System.arraycopy(q, 0, program.linear(), 0, q.length);
        for (int j = 0; j < q.length; j++) {
            program.bounds(j, lower[j], upper[j]);
        }
        for (int i = 0; i < assembly.m(); i++) {
            LinearForm.Row row = assembly.form.rows().get(i);
            program.rowBounds(i, row.lower(), row.upper());
        }
    }

    /**
     * The account's expected returns.
     *
     * @param mu one finite number an asset; read, not kept
     * @throws IllegalArgumentException if the length differs or a number is not finite
     * @throws IllegalStateException if the objective of the template has no expected returns
     */
    public void expectedReturns(double[] mu) {
        Check.notNull(mu, "mu");
        if (objective.returns().isEmpty()) {
            throw new IllegalStateException("the objective \"" + objective.name() + "\" has no expected returns");
        }
        Check.length(mu.length, q.length, "expectedReturns");
        for (int j = 0; j < mu.length; j++) {
            if (!Double.isFinite(mu[j])) {
                throw new IllegalArgumentException(
                        "expected return of " + universe.id(j) + " must be finite, was " + mu[j]);
            }
        }
        double[] linear = program.linear();
        for (int j = 0; j < mu.length; j++) {
            linear[j] = fixed[j] - mu[j] / curvature;
        }
    }

    /**
     * The account's bounds on all assets, in place of the template's.
     *
     * @param low the smallest weights, perhaps negative infinity; read, not kept
     * @param high the largest weights, each at least the smallest, perhaps infinite; read, not kept
     * @throws IllegalArgumentException if a length differs or a pair is out of order (the message names the asset)
     */
    public void bounds(double[] low, double[] high) {
        Check.length(Check.notNull(low, "low").length, q.length, "lower bounds");
        Check.length(Check.notNull(high, "high").length, q.length, "upper bounds");
        for (int j = 0; j < q.length; j++) {
            if (!(low[j] <= high[j]) || low[j] == Double.POSITIVE_INFINITY || high[j] == Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException("bounds of " + universe.id(j) + " must be in order, lower <= upper,"
                        + " were " + Numbers.text(low[j]) + " and " + Numbers.text(high[j]));
            }
        }
        for (int j = 0; j < q.length; j++) {
            program.bounds(j, low[j], high[j]);
        }
    }

    /**
     * Where the limit of a constraint is, to be changed account by account.
     *
     * @param constraint the name of a constraint of the template that bounds one combination of the weights, such as a
     *     group
     * @return its position
     * @throws IllegalArgumentException if there is no such constraint or it is of another kind
     */
    public int limit(String constraint) {
        int owner = names.indexOf(Check.notNull(constraint, "constraint"));
        int found = -1;
        for (int i = 0; i < assembly.m(); i++) {
            if (assembly.form.rows().get(i).owner() == owner) {
                if (found >= 0) {
                    throw new IllegalArgumentException(
                            "constraint \"" + constraint + "\" bounds several combinations of the weights, not one");
                }
                found = i;
            }
        }
        if (found < 0) {
            throw new IllegalArgumentException("there is no constraint named \"" + constraint
                    + "\" that bounds a combination of the weights; the constraints are " + names);
        }
        return found;
    }

    /**
     * The account's bounds on one combination of the weights, in place of the template's.
     *
     * @param position what {@link #limit(String)} gave
     * @param low the smallest value allowed, perhaps negative infinity
     * @param high the largest value allowed, at least {@code low}, perhaps infinite
     * @throws IllegalArgumentException if they are out of order
     */
    public void limit(int position, double low, double high) {
        Check.index(position, assembly.m(), "position");
        program.rowBounds(position, low, high);
    }

    /**
     * Solves the account.
     *
     * @return how it ended; weights are there after OPTIMAL and FEASIBLE
     */
    public Resolver.Outcome solve() {
        return Resolver.outcome(remembered ? solver.solveFromRemembered(limits) : solver.solveFrom(reference, limits));
    }

    /**
     * The weights of the account.
     *
     * @param out receives one weight an asset
     * @throws IllegalArgumentException if the length differs
     */
    public void weightsInto(double[] out) {
        Check.length(Check.notNull(out, "out").length, q.length, "out");
        solver.weightsInto(out);
    }

    /**
     * How exactly the weights satisfy the optimality conditions, computed from the original data.
     *
     * @return the largest scaled residual, as in {@link KktProof}, plus a bound on rounding
     */
    public double scaledKktResidual() {
        return solver.scaledResidual();
    }
}
