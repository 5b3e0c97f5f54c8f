package io.trimtab.docs.examples;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Objectives.utility;
import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.Infeasible;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Each task of the guide has its optimum on a small market. */
class ChooseAnObjectiveTest {
    private static final int N = 12;

    private final Universe universe = Universe.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L");
    private final CovarianceMatrix risk = covariance();
    private final ExpectedReturns mu = returns();
    private final Weights equal = Weights.equal(universe);

    private CovarianceMatrix covariance() {
        double[] s = new double[N * N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                s[i * N + j] = i == j ? 0.02 + 0.005 * i : 0.008;
            }
        }
        return CovarianceMatrix.of(universe, s);
    }

    private ExpectedReturns returns() {
        double[] values = new double[N];
        for (int j = 0; j < N; j++) {
            values[j] = 0.04 + 0.01 * (j % 5);
        }
        return ExpectedReturns.of(universe, values);
    }

    @Test
    void eachTaskHasItsOptimum() {
        assertThat(ChooseAnObjective.targetRisk(mu, risk, 0.12).optimalOrThrow().volatility())
                .isLessThanOrEqualTo(0.12);
        assertThat(ChooseAnObjective.targetRisk(mu, risk, 0.05)).isInstanceOf(Infeasible.class);
        assertThat(ChooseAnObjective.maximumSharpe(mu, risk, equal)
                        .optimalOrThrow()
                        .objectiveTerms())
                .containsOnlyKeys("expected return", "linear costs", "L2", "risk-free rate");
        assertThat(ChooseAnObjective.enhancedIndex(mu, risk, equal)
                        .optimalOrThrow()
                        .shadowPrice("tracking error"))
                .isPositive();
        assertThat(ChooseAnObjective.marketNeutralBook(mu, risk, equal)
                        .optimalOrThrow()
                        .weights()
                        .net())
                .isBetween(-1e-12, 1e-12);
        PortfolioProblem yesterday =
                PortfolioProblem.over(universe).maximize(utility(mu, risk, 3)).subjectTo(fullyInvested(), longOnly());
        assertThat(equal.turnoverTo(ChooseAnObjective.today(yesterday, mu, equal)
                        .solve()
                        .optimalOrThrow()
                        .weights()))
                .isLessThanOrEqualTo(0.2 + 1e-12);
    }

    @Test
    void eachRebalancingHasItsOptimum() {
        double bought = 0;
        Weights next = RebalanceWithCosts.spreadAndTurnover(mu, risk, equal)
                .optimalOrThrow()
                .weights();
        for (int j = 0; j < N; j++) {
            bought += Math.max(0, next.get(j) - equal.get(j));
        }
        assertThat(bought).isLessThanOrEqualTo(0.10 + 1e-12);
        double[] impact = new double[N];
        Arrays.fill(impact, 0.02);
        assertThat(RebalanceWithCosts.impact(mu, risk, Weights.of(universe, impact), equal)
                        .optimalOrThrow()
                        .volatility())
                .isLessThanOrEqualTo(0.15 + 1e-9);
        assertThat(RebalanceWithCosts.ratioAfterCosts(mu, risk, equal)
                        .optimalOrThrow()
                        .softSlacks())
                .containsOnlyKeys("turnover");
    }
}
