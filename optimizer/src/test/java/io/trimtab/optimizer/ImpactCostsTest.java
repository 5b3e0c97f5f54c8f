package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.impactCosts;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import org.junit.jupiter.api.Test;

/** The square-root law as a term of objectives. */
@SuppressWarnings("NullAway") // a missing term fails the test as it should
class ImpactCostsTest {
    private final Universe universe = Universe.of("SAP", "ASML", "NOVN");
    private final CovarianceMatrix risk = CovarianceMatrix.of(
            universe, new double[][] {{0.04, 0.012, 0.004}, {0.012, 0.09, 0.006}, {0.004, 0.006, 0.0225}});
    private final ExpectedReturns mu = ExpectedReturns.of(universe, 0.08, 0.11, 0.05);
    private final Weights current = Weights.of(universe, 0.2, 0.2, 0.6);

    /** Two assets of equal variance v, uncorrelated: with x sold of one and bought of the other, v (1 - 2x)... by hand. */
    @Test
    void twoAssetsTradeUntilTheMarginalCostMeetsTheMarginalVariance() {
        Universe two = Universe.of("A", "B");
        CovarianceMatrix same = CovarianceMatrix.of(two, new double[][] {{0.04, 0}, {0, 0.04}});
        // w = (1 - x, x) from (1, 0): variance 0.04 ((1 - x)^2 + x^2), slope 0.04 (4x - 2); costs 2 c x^1.5, slope 3 c
        // sqrt(x).
        // At x = 0.25 the first is -0.04, so that c = 0.04 / 1.5 makes it optimal.
        Optimal best = PortfolioProblem.over(two)
                .minimize(variance(same)
                        .plus(impactCosts(Weights.of(two, 0.04 / 1.5, 0.04 / 1.5), Weights.of(two, 1, 0))))
                .subjectTo(fullyInvested(), longOnly())
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().of("B")).isCloseTo(0.25, within(1e-14));
        assertThat(best.objectiveTerms().get("variance")).isCloseTo(0.04 * (0.5625 + 0.0625), within(1e-15));
        assertThat(best.objectiveTerms().get("impact costs")).isCloseTo(2 * 0.04 / 1.5 * 0.125, within(1e-15));
        assertThat(best.objective()).isCloseTo(0.025 + 0.04 / 1.5 * 0.25, within(1e-15));
        assertThat(best.proof().scaledKktResidual()).isLessThan(1e-12);
        assertThat(best.method()).contains("quadratic programs");
    }

    @Test
    void impactSlowsTradingAndASpreadKeepsWhatDoesNotPay() {
        PortfolioProblem free = PortfolioProblem.over(universe)
                .maximize(utility(mu, risk, 3))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.7));
        double without = traded(free.solve().optimalOrThrow());
        Objective impact = impactCosts(Weights.of(universe, 0.02, 0.02, 0.02), current);
        PortfolioProblem costly = free.maximize(utility(mu, risk, 3).plus(impact));
        Optimal slow = costly.solve().optimalOrThrow();
        assertThat(traded(slow)).isPositive().isLessThan(without);
        double c = slow.objectiveTerms().get("impact costs");
        assertThat(c).isNegative();
        Optimal still = free.maximize(utility(mu, risk, 3).plus(impact).plus(linearCosts(0.05, current)))
                .solve()
                .optimalOrThrow();
        assertThat(still.weights()).isEqualTo(current);
    }

    /** The price of the net weight against a difference of two solves; the second derivative times the step remains. */
    @Test
    void pricesAreDerivativesOfTheWholeObjective() {
        Objective objective = utility(mu, risk, 3).plus(impactCosts(Weights.of(universe, 0.02, 0.01, 0.03), current));
        double step = 1e-5;
        double[] values = new double[3];
        double price = 0;
        for (int k = 0; k < 3; k++) {
            Optimal best = PortfolioProblem.over(universe)
                    .maximize(objective)
                    .subjectTo(budget(1 + (k - 1) * step), longOnly(), maxWeight(0.7))
                    .solve()
                    .optimalOrThrow();
            values[k] = best.objective();
            price = k == 1 ? best.shadowPrice("budget") : price;
            assertThat(best.explanations()).hasSize(3);
        }
        assertThat(price).isCloseTo((values[2] - values[0]) / (2 * step), within(1e-7));
    }

    private double traded(Optimal best) {
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            sum += Math.abs(best.weights().toArray()[j] - current.toArray()[j]);
        }
        return sum;
    }

    @Test
    void whatCannotBeIsSaidPlainly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> impactCosts(Weights.of(universe, 0.1, -0.1, 0), current))
                .withMessageContaining("ASML");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortfolioProblem.over(universe)
                        .minimize(variance(risk)
                                .plus(impactCosts(Weights.of(universe, 0.1, 0.1, 0), current))
                                .plus(impactCosts(Weights.of(universe, 0.1, 0.1, 0), Weights.of(universe, 1, 0, 0))
                                        .named("more")))
                        .subjectTo(fullyInvested())
                        .solve())
                .withMessageContaining("different weights");
        PortfolioSolution infeasible = PortfolioProblem.over(universe)
                .minimize(variance(risk).plus(impactCosts(Weights.of(universe, 0.1, 0.1, 0), current)))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.3))
                .solve();
        assertThat(infeasible).isInstanceOf(Infeasible.class);
    }
}
