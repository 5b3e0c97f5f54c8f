package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.expectedReturn;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import org.junit.jupiter.api.Test;

class PortfolioProblemTest {
    private final Universe universe = Universe.of("SAP", "ASML", "NOVN", "CASH");
    private final CovarianceMatrix risk = CovarianceMatrix.of(
            universe,
            new double[][] {{0.04, 0.012, 0.004, 0}, {0.012, 0.09, 0.006, 0}, {0.004, 0.006, 0.0225, 0}, {0, 0, 0, 0}});
    private final ExpectedReturns mu = ExpectedReturns.of(universe, 0.08, 0.11, 0.05, 0.02);

    @Test
    void aConstraintThatIsRenamedKeepsItsNumbers() {
        assertThat(Constraints.group("1", "A").atMost(0.31).named("tech").description())
                .isEqualTo("tech <= 0.31");
        assertThat(Constraints.group("0", "A").between(0.05, 0.1).named("tech").description())
                .isEqualTo("0.05 <= tech <= 0.1");
        assertThat(Constraints.group("<=", "A")
                        .between(0.05, 0.1)
                        .named("x")
                        .named("y")
                        .description())
                .isEqualTo("0.05 <= y <= 0.1");
        assertThat(Constraints.maxWeight(0.1).named("cap")).hasToString("cap 0.1");
    }

    @Test
    void utilityIsMaximisedAndItsTermsAddUp() {
        Optimal best = PortfolioProblem.over(universe)
                .maximize(utility(mu, risk, 3))
                .subjectTo(
                        fullyInvested(),
                        longOnly(),
                        maxWeight(0.5),
                        group("tech", "SAP", "ASML").atMost(0.4))
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().net()).isCloseTo(1, within(1e-15));
        assertThat(best.weights().of("SAP") + best.weights().of("ASML")).isCloseTo(0.4, within(1e-15));
        assertThat(best.proof().scaledKktResidual()).isLessThan(1e-14);
        double sum = 0;
        for (double term : best.objectiveTerms().values()) {
            sum += term;
        }
        assertThat(sum).isCloseTo(best.objective(), within(1e-16));
        // cash is free, so its return prices the budget: one more unit of budget would go into cash
        assertThat(best.shadowPrice("fully invested")).isCloseTo(0.02, within(1e-15));
        assertThat(best.shadowPrice("tech")).isPositive();
        assertThat(best.shadowPrice("max weight")).isZero();
    }

    @Test
    void aCapThatIsTooSmallIsNamedWithWhatItAllows() {
        PortfolioSolution solution = PortfolioProblem.over(universe)
                .minimize(variance(risk))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.02))
                .solve();
        assertThat(solution).isInstanceOfSatisfying(Infeasible.class, none -> {
            assertThat(none.conflict()).containsExactly("fully invested", "max weight");
            assertThat(none.message())
                    .isEqualTo("max weight 0.02 with 4 assets cannot reach a budget of 1 (at most 0.08)");
            assertThat(none.relaxations())
                    .extracting(Relaxation::toString)
                    .containsExactly("fully invested: 1 -> 0.08", "max weight 0.02: 0.02 -> 0.25");
            assertThat(none.certificate().isProven()).isTrue();
        });
    }

    @Test
    void aTargetReturnThatIsTooHighIsNamedWithTheHighestAttainable() {
        PortfolioSolution solution = PortfolioProblem.over(universe)
                .minimize(variance(risk))
                .subjectTo(
                        fullyInvested(),
                        longOnly(),
                        group("tech", "SAP", "ASML").atMost(0.4),
                        expectedReturn(mu).atLeast(0.08))
                .solve();
        assertThat(solution.message())
                .isEqualTo("fully invested, long only and tech <= 0.4 with 4 assets cannot reach expected return"
                        + " >= 0.08 (at most 0.074)");
    }
}
