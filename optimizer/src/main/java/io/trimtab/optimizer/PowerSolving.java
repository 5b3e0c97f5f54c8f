package io.trimtab.optimizer;

import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.PowerCostSolver;
import io.trimtab.optimizer.solver.PowerCosts;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;
import io.trimtab.optimizer.solver.Residuals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Solves problems whose objective has costs with the power 3/2, and proves the result by the program with the slopes of
 * these costs in their place, whose optimality conditions at the weights are those of the problem itself.
 */
final class PowerSolving {
    private PowerSolving() {}

    static PortfolioSolution solve(PortfolioProblem problem, Assembly assembly) {
        PortfolioProblem quadratic = withoutPowers(problem);
        Composition composition = Composition.of(quadratic.objective());
        PowerCosts costs = Composition.withPowers(
                        problem.universe(), problem.objective().terms())
                .powers();
        PowerCostSolver solver = new PowerCostSolver(assembly.program(composition), costs);
        Limits limits = Assembly.limits(problem);
        return outcome(problem, composition, assembly, solver, solver.solve(limits), limits);
    }

    /** The problem that is left when these costs are left out; what is feasible does not depend on them. */
    private static PortfolioProblem withoutPowers(PortfolioProblem problem) {
        Objective objective = problem.objective();
        List<Term> rest = new ArrayList<>();
        for (Term term : objective.terms()) {
            if (!(term instanceof Term.Power)) {
                rest.add(term);
            }
        }
        if (rest.isEmpty()) {
            rest.add(new Term.Linear(
                    "", problem.universe(), new double[problem.universe().size()], List.of()));
        }
        Objective quadratic = new Objective(objective.name(), objective.sense(), rest);
        return objective.sense() == Objective.Sense.MINIMIZE
                ? problem.minimize(quadratic)
                : problem.maximize(quadratic);
    }

    private static PortfolioSolution outcome(
            PortfolioProblem problem,
            Composition composition,
            Assembly assembly,
            PowerCostSolver solver,
            QuadraticSolver.Status status,
            Limits limits) {
        return switch (status) {
            case OPTIMAL, FEASIBLE -> judged(problem, composition, assembly, solver, status, limits);
            case INFEASIBLE -> Conflict.explain(problem, assembly);
            case UNBOUNDED -> {
                double[] ray = new double[assembly.n()];
                solver.rayInto(ray);
                yield Solving.unbounded(problem, assembly, composition, solver.linearised(), ray);
            }
            case STOPPED ->
                new Failed(
                        "the " + Solving.limit(problem, limits) + " was reached before a feasible portfolio was found");
            case NOT_CONVEX -> Solving.noCovariance();
            default ->
                new Failed("the sequence of programs for the costs with the power 3/2 did not come to rest: look for"
                        + " coefficients of very different size");
        };
    }

    private static PortfolioSolution judged(
            PortfolioProblem problem,
            Composition composition,
            Assembly assembly,
            PowerCostSolver solver,
            QuadraticSolver.Status status,
            Limits limits) {
        double[] w = new double[assembly.n()];
        double[] y = new double[assembly.m()];
        solver.weightsInto(w);
        solver.multipliersInto(y);
        QuadraticProgram linearised = solver.linearised();
        Residuals residuals = new Residuals(linearised);
        residuals.certify(w, y);
        if (residuals.negativeVariance()) {
            return Solving.noCovariance();
        }
        if (status == QuadraticSolver.Status.FEASIBLE) {
            return Solving.stopped(problem, assembly, composition, w, residuals, limits);
        }
        KktProof proof = KktProof.of(residuals, composition.curvature(), KktProof.Arithmetic.COMPENSATED);
        if (!proof.holds()) {
            return new Failed("the best weights found miss the optimality conditions by "
                    + Numbers.text(proof.scaledKktResidual()) + " (scaled), more than "
                    + Numbers.text(KktProof.LARGEST_RESIDUAL));
        }
        Duration time = Duration.ofNanos(Math.max(0, limits.elapsedNanos()));
        return new Report(problem, assembly, linearised, w, y, residuals, composition.curvature(), new double[0])
                .optimal(proof, limits.iterations(), solver.method(), time);
    }
}
