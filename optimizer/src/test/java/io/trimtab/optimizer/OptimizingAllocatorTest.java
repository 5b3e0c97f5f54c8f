package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.ConstraintCost;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null arguments are given on purpose
class OptimizingAllocatorTest {
    private final Universe universe = Universe.of("SAP", "ASML", "NOVN");
    private final CovarianceMatrix risk = CovarianceMatrix.of(
            universe, new double[][] {{0.04, 0.01, 0.004}, {0.01, 0.09, 0.006}, {0.004, 0.006, 0.0225}});
    private final PortfolioProblem problem = PortfolioProblem.over(universe)
            .maximize(utility(ExpectedReturns.of(universe, 0.08, 0.11, 0.05), risk, 2))
            .subjectTo(fullyInvested(), longOnly(), maxWeight(0.5));

    @Test
    void anOptimumIsPassedOnWithProofPricesAndReasons() {
        Allocation.Allocated allocated = (Allocation.Allocated) OptimizingAllocator.allocation(problem);
        Optimal best = problem.solve().optimalOrThrow();
        assertThat(allocated.target()).isEqualTo(best.weights());
        assertThat(allocated.metrics()).containsOnlyKeys("utility", "volatility", "expected return");
        assertThat(allocated.costs())
                .extracting(ConstraintCost::name)
                .containsExactly("fully invested", "long only", "max weight");
        assertThat(allocated.costs()).allSatisfy(cost -> {
            assertThat(cost.shadowPrice()).isEqualTo(Math.abs(best.shadowPrice(cost.name())));
            assertThat(cost.unit()).isEqualTo("utility per unit of the bound");
        });
        assertThat(allocated.reasons()).hasSize(3);
        assertThat(allocated.proof()).isLessThan(1e-12);
    }

    @Test
    void aContradictionIsPassedOnWithTheNamesInConflict() {
        Allocation allocation =
                OptimizingAllocator.allocation(problem.without("max weight").subjectTo(maxWeight(0.3)));
        assertThat(allocation)
                .isEqualTo(new Allocation.NotAllocated(
                        "max weight 0.3 with 3 assets cannot reach a budget of 1 (at most 0.9)",
                        List.of("fully invested", "max weight")));
    }

    @Test
    void aPortfolioFoundBeforeALimitIsPassedOnWithItsGapInWords() {
        Allocation.Allocated allocated =
                (Allocation.Allocated) OptimizingAllocator.allocation(problem.iterationLimit(2));
        assertThat(allocated.method()).startsWith("the limit of 2 iterations was reached: utility ");
        assertThat(allocated.target().net()).isBetween(1 - 1e-12, 1 + 1e-12);
    }

    @Test
    void whatHasNoOptimumIsNotAllocated() {
        Allocation allocation = OptimizingAllocator.allocation(PortfolioProblem.over(universe)
                .minimize(variance(risk))
                .subjectTo(fullyInvested())
                .iterationLimit(0));
        assertThat(allocation).isInstanceOfSatisfying(Allocation.NotAllocated.class, none -> {
            assertThat(none.reason())
                    .isEqualTo("the limit of 0 iterations was reached before a feasible portfolio was found");
            assertThat(none.conflict()).isEmpty();
        });
    }

    @Test
    void refusesNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> OptimizingAllocator.of(null))
                .withMessage("problems");
        assertThatNullPointerException()
                .isThrownBy(() -> OptimizingAllocator.of(request -> problem).allocate(null))
                .withMessage("request");
    }
}
