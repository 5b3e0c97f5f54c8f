package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.AllocationRequest;
import io.trimtab.core.cycle.port.Allocator;
import io.trimtab.core.cycle.port.ConstraintCost;
import io.trimtab.core.cycle.port.WeightReason;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The allocator of a trading cycle that solves a portfolio problem in each cycle.
 *
 * <pre>{@code
 * Allocator allocator = OptimizingAllocator.of(request -> PortfolioProblem.over(request.current().universe())
 *         .minimize(variance(riskOf(request)))
 *         .subjectTo(fullyInvested(), longOnly(), maxWeight(0.20)));
 * }</pre>
 *
 * <p>An optimum is passed on with its proof, prices and reasons; the weights of a fallback with those of their rung, the
 * rung and its reason in the method; a portfolio found before a limit was reached with the gap in the method; any other outcome is {@link Allocation.NotAllocated} with its message. Thread-safe if
 * the host's function is.
 */
public final class OptimizingAllocator implements Allocator {
    private final Function<AllocationRequest, PortfolioProblem> problems;

    private OptimizingAllocator(Function<AllocationRequest, PortfolioProblem> problems) {
        this.problems = problems;
    }

    /**
     * An allocator that solves the problem a host states for each request.
     *
     * @param problems states the problem; over the universe of the request
     * @return the allocator
     */
    public static OptimizingAllocator of(Function<AllocationRequest, PortfolioProblem> problems) {
        return new OptimizingAllocator(Check.notNull(problems, "problems"));
    }

    @Override
    public Allocation allocate(AllocationRequest request) {
        return allocation(problems.apply(Check.notNull(request, "request")));
    }

    static Allocation allocation(PortfolioProblem problem) {
        PortfolioSolution solution = problem.solve();
        if (solution instanceof Optimal optimal) {
            return allocated(problem.objective().name(), optimal, optimal.method());
        }
        if (solution instanceof Feasible feasible) {
            return Allocation.Allocated.of(feasible.weights(), feasible.message());
        }
        if (solution instanceof Fallback fallback) {
            return allocated(fallback.found().objectiveName(), fallback.found(), fallback.message());
        }
        List<String> conflict = solution instanceof Infeasible none ? none.conflict() : List.of();
        return new Allocation.NotAllocated(solution.message(), conflict);
    }

    private static Allocation allocated(String objective, Optimal optimal, String method) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put(objective, optimal.objective());
        if (optimal.hasVolatility()) {
            metrics.put("volatility", optimal.volatility());
        }
        optimal.expectedReturn().ifPresent(mu -> metrics.put("expected return", mu));
        List<ConstraintCost> costs = new ArrayList<>();
        for (ConstraintActivity at : optimal.activities().values()) {
            costs.add(new ConstraintCost(
                    at.name(),
                    at.value(),
                    at.lower(),
                    at.upper(),
                    Math.abs(at.shadowPrice()),
                    objective + " per unit of the bound"));
        }
        List<WeightReason> reasons = new ArrayList<>();
        for (Explanation why : optimal.explanations()) {
            reasons.add(new WeightReason(why.asset(), why.text()));
        }
        return new Allocation.Allocated(
                optimal.weights(),
                method,
                metrics,
                costs,
                reasons,
                optimal.proof().scaledKktResidual());
    }
}
