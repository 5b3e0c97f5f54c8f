package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;

/**
 * Solves one mean-variance problem again and again for other expected returns, each time from the last optimum.
 *
 * <pre>{@code
 * Resolver resolver = problem.resolver();
 * for (double[] mu : forecasts) {
 *     if (resolver.resolve(mu) == Resolver.Outcome.OPTIMAL) { resolver.weightsInto(weights); }
 * }
 * }</pre>
 *
 * <p>A warm {@link #resolve} allocates nothing. The weights depend on the problem, the expected returns and, where the
 * optimum is not unique, on the optimum before. A workspace: for one thread at a time.
 */
public final class Resolver {
    /** How a re-solve ended. */
    public enum Outcome {
        /** At the optimum. */
        OPTIMAL,
        /** At a feasible point: a limit of the problem was reached. */
        FEASIBLE,
        /** No weights satisfy all constraints; solve the problem itself to learn why. */
        INFEASIBLE,
        /** The utility grows without end. */
        UNBOUNDED,
        /** No answer. */
        FAILED
    }

    private final Universe universe;
    private final Objective objective;
    private final boolean crossed;
    private final double curvature;
    /** The linear coefficients but for the expected returns. */
    private final double[] fixed;

    private final double[] q;
    private final QuadraticSolver solver;
    private final Limits limits;

    Resolver(PortfolioProblem problem) {
        objective = problem.objective();
        universe = problem.universe();
        Assembly assembly = Assembly.of(universe, problem.constraints());
        crossed = assembly.crossed() >= 0;
        Composition composition = Composition.of(objective);
        curvature = composition.curvature();
        fixed = Composition.withoutReturns(objective).linear();
        QuadraticProgram program = assembly.program(composition);
        q = program.linear();
        solver = new QuadraticSolver(program);
        limits = Assembly.limits(problem);
    }

    /**
     * Solves the problem with its own data, or again with the last expected returns.
     *
     * @return how it ended
     */
    public Outcome resolve() {
        if (crossed) {
            return Outcome.INFEASIBLE;
        }
        return outcome(solver.resume(limits));
    }

    static Outcome outcome(QuadraticSolver.Status status) {
        return switch (status) {
            case OPTIMAL -> Outcome.OPTIMAL;
            case FEASIBLE -> Outcome.FEASIBLE;
            case INFEASIBLE -> Outcome.INFEASIBLE;
            case UNBOUNDED -> Outcome.UNBOUNDED;
            default -> Outcome.FAILED;
        };
    }

    /**
     * Solves the problem for other expected returns.
     *
     * @param expectedReturns one finite number an asset, in the order of the universe; read, not kept
     * @return how it ended
     * @throws IllegalArgumentException if the length differs or a number is not finite
     * @throws IllegalStateException if the objective has no expected returns
     */
    public Outcome resolve(double[] expectedReturns) {
        Check.notNull(expectedReturns, "expectedReturns");
        if (objective.returns().isEmpty()) {
            throw new IllegalStateException("the objective \"" + objective.name()
                    + "\" has no expected returns: only utility can be solved again for others");
        }
        Check.length(expectedReturns.length, q.length, "expectedReturns");
        for (int j = 0; j < q.length; j++) {
            if (!Double.isFinite(expectedReturns[j])) {
                throw new IllegalArgumentException(
                        "expected return of " + universe.id(j) + " must be finite, was " + expectedReturns[j]);
            }
        }
        for (int j = 0; j < q.length; j++) {
            q[j] = fixed[j] - expectedReturns[j] / curvature;
        }
        return resolve();
    }

    /**
     * The last weights.
     *
     * @param out receives one weight an asset
     * @throws IllegalArgumentException if the length differs
     */
    public void weightsInto(double[] out) {
        Check.length(Check.notNull(out, "out").length, q.length, "out");
        solver.weightsInto(out);
    }

    /**
     * How exactly the last weights satisfy the optimality conditions, computed from the original data in plain arithmetic
     * with a bound on its rounding, and again in doubled precision only where that bound is too large. Allocates nothing.
     *
     * @return the largest scaled residual, as in {@link KktProof}, plus the bound on rounding
     */
    public double scaledKktResidual() {
        return solver.scaledResidual();
    }

    /**
     * The proof of the last weights, with all residuals recomputed from the original data in doubled precision.
     *
     * @return the proof; for an optimum it {@linkplain KktProof#holds holds}
     */
    public KktProof certify() {
        return KktProof.of(solver.certify(), curvature, KktProof.Arithmetic.COMPENSATED);
    }
}
