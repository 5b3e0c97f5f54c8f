package io.trimtab.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.NullArguments;
import io.trimtab.core.testkit.NumberArguments;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Null for any argument of any public method of the optimizer is answered with the argument's name. */
class NullMessagesTest {
    private static NullArguments samples() {
        Universe universe = Universe.of("A", "B");
        CovarianceMatrix risk = CovarianceMatrix.of(universe, 0.04, 0.01, 0.01, 0.09);
        PortfolioProblem problem = PortfolioProblem.over(universe)
                .minimize(Objectives.variance(risk))
                .subjectTo(Constraints.fullyInvested(), Constraints.longOnly());
        PortfolioProblem useful = PortfolioProblem.over(universe)
                .maximize(Objectives.utility(ExpectedReturns.of(universe, 0.1, 0.2), risk, 3))
                .subjectTo(Constraints.fullyInvested(), Constraints.longOnly());
        PortfolioSolution solution = problem.solve();
        Weights weights = Weights.equal(universe);
        return new NullArguments()
                .with("A", String.class)
                .with(new String[] {"A"}, String[].class)
                .with(new double[] {1, 2}, double[].class)
                .with(new Constraint[] {Constraints.longOnly()}, Constraint[].class)
                .with(Duration.ofSeconds(1), Duration.class)
                .with(universe, Universe.class)
                .with(weights, Weights.class)
                .with(risk, RiskModel.class)
                .with(risk, CovarianceMatrix.class)
                .with(ExpectedReturns.of(universe, 0.1, 0.2), ExpectedReturns.class)
                .with(problem, PortfolioProblem.class)
                .with(problem.objective(), Objective.class)
                .with(solution, PortfolioSolution.class)
                .with((Optimal) solution, Optimal.class)
                .with(useful.resolver(), Resolver.class)
                .with(AccountSolver.of(useful), AccountSolver.class)
                .with(OptimizingAllocator.of(request -> problem), OptimizingAllocator.class)
                .with(BatchOptimizer.over(risk), BatchOptimizer.class)
                .with(new LinearForm(universe), LinearForm.class)
                .with(
                        TradeOff.of(
                                problem,
                                Objectives.variance(risk),
                                Objectives.expectedReturns(ExpectedReturns.of(universe, 0.1, 0.2)),
                                Axis.RISK),
                        TradeOff.class)
                .with(Constraints.soft(Constraints.longOnly(), 1), SoftConstraint.class)
                .with(new Objective[] {Objectives.variance(risk)}, Objective[].class)
                .with(new double[][] {{0}, {0}}, double[][].class)
                .with(Constraints.longOnly(), NamedConstraint.class)
                .with(Constraints.longOnly(), Constraint.class)
                .with(Constraints.budget(), LinearExpression.class)
                .with(Constraints.grossExposure(), ConvexExpression.class)
                .with(Constraints.largest(1), UpperBounded.class)
                .named("java.util.Collection<java.lang.String>", List.of("A"))
                .named("java.util.List<java.lang.String>", List.of("A"));
    }

    @Test
    void theTypesOfTheOptimizerNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(PortfolioProblem.class)).isEmpty();
    }

    /**
     * But for results, which carry what was found, for the arrays they are written to and read from, and for bounds that may be absent,
     * which refuse NaN all the same.
     */
    @Test
    void theTypesOfTheOptimizerRefuseWhatIsNoNumber() {
        assertThat(new NumberArguments(samples().named("int", 0)).problemsInPackageOf(PortfolioProblem.class))
                .filteredOn(problem -> !problem.contains(".new with")
                        && !problem.contains("Into with")
                        && !problem.startsWith("TradeOff."))
                .filteredOn(problem -> problem.contains(" NaN ")
                        || (!problem.startsWith("LinearForm.row")
                                && !problem.startsWith("AccountSolver.bounds")
                                && !problem.startsWith("AccountSolver.limit")))
                .isEmpty();
    }
}
