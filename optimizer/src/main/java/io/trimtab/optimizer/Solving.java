package io.trimtab.optimizer;

import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;
import io.trimtab.optimizer.solver.Recession;
import io.trimtab.optimizer.solver.Residuals;
import java.time.Duration;

/** Runs the engine on a problem and says what came of it in the problem's own words. */
final class Solving {
    private Solving() {}

    static PortfolioSolution solve(PortfolioProblem problem) {
        Assembly assembly = Assembly.of(problem.universe(), problem.constraints());
        if (assembly.crossed() >= 0) {
            return Conflict.explain(problem, assembly);
        }
        if (!assembly.isLinear() || !problem.objective().ratio().isEmpty()) {
            return new SearchSolving(problem, assembly).solve();
        }
        if (Composition.hasPowers(problem.objective().terms())) {
            return PowerSolving.solve(problem, assembly);
        }
        Composition composition = Composition.of(problem.objective());
        QuadraticProgram program = assembly.program(composition);
        QuadraticSolver solver = new QuadraticSolver(program);
        Limits limits = Assembly.limits(problem);
        boolean warm = !problem.start().isEmpty();
        QuadraticSolver.Status status =
                warm ? problem.warmStart().get(0).solve(solver, assembly, limits) : solver.solve(limits);
        PortfolioSolution first = outcome(problem, composition, assembly, program, solver, status, limits);
        if (first instanceof Optimal) { // before any question that a fresh JVM would have to read classes for
            return first;
        }
        if (first instanceof Failed && status != QuadraticSolver.Status.STOPPED) {
            QuadraticSolver.Status sure = solver.solvedSurely() ? status : solver.solveSurely(limits);
            PortfolioSolution last = sure == QuadraticSolver.Status.INFEASIBLE
                    ? Conflict.explainSurely(problem, assembly)
                    : outcome(problem, composition, assembly, program, solver, sure, limits);
            first = last instanceof Failed ? unwritable(solver.unwritableWeight(), first) : last;
        }
        return first instanceof Failed ? RiskModelDoubts.explain(first, composition.risk()) : first;
    }

    private static PortfolioSolution outcome(
            PortfolioProblem problem,
            Composition composition,
            Assembly assembly,
            QuadraticProgram program,
            QuadraticSolver solver,
            QuadraticSolver.Status status,
            Limits limits) {
        return status == QuadraticSolver.Status.OPTIMAL || status == QuadraticSolver.Status.FEASIBLE
                ? withWeights(problem, composition, assembly, program, solver, status, limits)
                : withoutWeights(problem, composition, assembly, program, solver, status, limits);
    }

    private static PortfolioSolution withoutWeights(
            PortfolioProblem problem,
            Composition composition,
            Assembly assembly,
            QuadraticProgram program,
            QuadraticSolver solver,
            QuadraticSolver.Status status,
            Limits limits) {
        return switch (status) {
            case INFEASIBLE -> Conflict.explain(problem, assembly);
            case UNBOUNDED -> {
                double[] ray = new double[assembly.n()];
                solver.rayInto(ray);
                yield unbounded(problem, assembly, composition, program, ray);
            }
            case STOPPED ->
                new Failed("the " + limit(problem, limits) + " was reached before a feasible portfolio was found");
            case NOT_CONVEX -> noCovariance();
            default -> inaccurate();
        };
    }

    private static PortfolioSolution withWeights(
            PortfolioProblem problem,
            Composition composition,
            Assembly assembly,
            QuadraticProgram program,
            QuadraticSolver solver,
            QuadraticSolver.Status status,
            Limits limits) {
        double[] w = new double[assembly.n()];
        double[] y = new double[assembly.m()];
        solver.weightsInto(w);
        solver.multipliersInto(y);
        Residuals residuals = solver.certify();
        if (residuals.negativeVariance()) {
            return noCovariance();
        }
        return status == QuadraticSolver.Status.OPTIMAL
                ? proven(problem, composition, assembly, program, solver.method(limits), limits, w, y, residuals)
                : stopped(problem, assembly, composition, w, residuals, limits);
    }

    /** Says why, if the optimum is known but its weights have more digits than a double. */
    static PortfolioSolution unwritable(double weight, PortfolioSolution otherwise) {
        return weight == 0
                ? otherwise
                : new Failed(
                        "the optimum has weights of up to " + Numbers.text(weight)
                                + ", whose last digits alone move the constraints by more than a proof allows: bound the weights");
    }

    static Failed inaccurate() {
        return new Failed(
                "the solver lost its accuracy on this problem: look for rows that are nearly multiples of each"
                        + " other, and for data of very different size");
    }

    static Failed notProven(KktProof proof) {
        return new Failed("the best weights found miss the optimality conditions by "
                + Numbers.text(proof.scaledKktResidual()) + " (scaled), more than "
                + Numbers.text(KktProof.LARGEST_RESIDUAL));
    }

    static Failed noCovariance() {
        return new Failed("the risk model has a portfolio of negative variance, so it is not a covariance: repair it,"
                + " or estimate it from returns");
    }

    private static PortfolioSolution proven(
            PortfolioProblem problem,
            Composition composition,
            Assembly assembly,
            QuadraticProgram program,
            String method,
            Limits limits,
            double[] w,
            double[] y,
            Residuals residuals) {
        KktProof proof = KktProof.of(residuals, composition.curvature(), KktProof.Arithmetic.COMPENSATED);
        if (!proof.holds()) {
            return notProven(proof);
        }
        Duration time = Duration.ofNanos(Math.max(0, limits.elapsedNanos()));
        return new Report(problem, assembly, program, w, y, residuals, composition.curvature(), new double[0])
                .optimal(proof, limits.iterations(), method, time);
    }

    static PortfolioSolution stopped(
            PortfolioProblem problem,
            Assembly assembly,
            Composition composition,
            double[] w,
            Residuals residuals,
            Limits limits) {
        if (!(residuals.scaledPrimal() <= KktProof.LARGEST_RESIDUAL)) {
            return new Failed("the " + limit(problem, limits) + " was reached before a feasible portfolio was found");
        }
        Objective objective = problem.objective();
        double value = objective.value(w);
        double gap = residuals.bounded() ? composition.curvature() * residuals.gap() : Double.POSITIVE_INFINITY;
        return new Feasible(
                Weights.of(problem.universe(), w),
                value,
                gap,
                new Feasible.Wording(
                        limit(problem, limits), objective.name(), "some weight that would be moved has no bound"),
                DataDate.of(problem, assembly));
    }

    static String limit(PortfolioProblem problem, Limits limits) {
        return limits.iterations() >= problem.iterationLimit()
                ? "limit of " + problem.iterationLimit() + " iterations"
                : "time limit";
    }

    static PortfolioSolution unbounded(
            PortfolioProblem problem,
            Assembly assembly,
            Composition composition,
            QuadraticProgram program,
            double[] ray) {
        double rate = composition.curvature() * Recession.rate(program, ray);
        if (!(rate > 0)) {
            return new Failed("the " + problem.objective().name() + " seems to improve without end, but rounding hides"
                    + " the proof: bound the weights, for instance with longOnly() or maxWeight(...)");
        }
        int largest = 0;
        for (int j = 1; j < ray.length; j++) {
            largest = Math.abs(ray[j]) > Math.abs(ray[largest]) ? j : largest;
        }
        return new Unbounded(
                Weights.of(problem.universe(), ray),
                rate,
                "the " + problem.objective().name() + " improves without end along a direction that has no risk and"
                        + " meets no constraint, led by " + problem.universe().id(largest)
                        + ": bound its weight, for instance with longOnly() or maxWeight(...)",
                DataDate.of(problem, assembly));
    }
}
