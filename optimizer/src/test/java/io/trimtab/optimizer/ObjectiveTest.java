package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.l2;
import static io.trimtab.optimizer.Objectives.quadraticCosts;
import static io.trimtab.optimizer.Objectives.trackingVariance;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import org.junit.jupiter.api.Test;

/** Sums of terms, against closed forms of two assets; tolerance: rounding. */
class ObjectiveTest {
    private final Universe universe = Universe.of("A", "B");
    private final CovarianceMatrix risk = CovarianceMatrix.of(universe, new double[][] {{0.04, 0.01}, {0.01, 0.09}});
    private final ExpectedReturns mu = ExpectedReturns.of(universe, 0.05, 0.08);
    private final PortfolioProblem problem = PortfolioProblem.over(universe).subjectTo(fullyInvested());

    private static double sum(Optimal best) {
        double sum = 0;
        for (double term : best.objectiveTerms().values()) {
            sum += term;
        }
        return sum;
    }

    /** Variance and L2 of strength s: the covariance with s added to its diagonal. */
    @Test
    void aRidgeAddsToTheDiagonal() {
        Optimal best =
                problem.minimize(variance(risk), l2(universe, 0.1)).solve().optimalOrThrow();
        // minimum variance of two assets: (s22 - s12) / (s11 + s22 - 2 s12)
        double a = (0.19 - 0.01) / (0.14 + 0.19 - 0.02);
        assertThat(best.weights().get(0)).isCloseTo(a, within(1e-15));
        double variance = 0.04 * a * a + 0.09 * (1 - a) * (1 - a) + 0.02 * a * (1 - a);
        assertThat(best.objectiveTerms()).containsOnlyKeys("variance", "L2");
        assertThat(best.objectiveTerms().get("variance")).isCloseTo(variance, within(1e-16));
        assertThat(best.objectiveTerms().get("L2")).isCloseTo(0.1 * (a * a + (1 - a) * (1 - a)), within(1e-16));
        assertThat(sum(best)).isEqualTo(best.objective());
        assertThat(best.volatility()).isCloseTo(Math.sqrt(variance), within(1e-16));
        assertThat(best.proof().scaledKktResidual()).isLessThan(1e-14);
    }

    @Test
    void aCostIsSubtractedFromAGainAndCountsInItsUnit() {
        Weights current = Weights.of(universe, 0.5, 0.5);
        Weights cost = Weights.of(universe, 0.02, 0.03);
        Optimal best = problem.maximize(utility(mu, risk, 2), quadraticCosts(cost, current))
                .solve()
                .optimalOrThrow();
        // d/da of mu'w - w'Sw - costs with w = (a, 1 - a)
        double a = best.weights().get(0);
        double slope = 0.05 - 0.08 - (2 * 0.04 * a - 2 * 0.09 * (1 - a) + 0.02 * (1 - 2 * a)) - 2 * 0.05 * (a - 0.5);
        assertThat(slope).isCloseTo(0, within(1e-16));
        assertThat(best.objectiveTerms().get("quadratic costs"))
                .isCloseTo(-0.05 * (a - 0.5) * (a - 0.5), within(1e-17));
        assertThat(best.objectiveTerms()).containsOnlyKeys("expected return", "risk", "quadratic costs");
        assertThat(sum(best)).isEqualTo(best.objective());
        assertThat(problem.maximize(utility(mu, risk, 2), quadraticCosts(cost, current))
                        .objective())
                .hasToString("utility - quadratic costs");
    }

    /** w = b + S^-1 (mu - nu 1) / 2k, here on the line of two fully invested assets. */
    @Test
    void trackingVarianceIsMeasuredFromTheBenchmark() {
        Weights benchmark = Weights.of(universe, 0.6, 0.4);
        Optimal same =
                problem.minimize(trackingVariance(risk, benchmark)).solve().optimalOrThrow();
        assertThat(same.weights().toArray()).containsExactly(new double[] {0.6, 0.4}, within(1e-15));
        assertThat(same.objective()).isCloseTo(0, within(1e-30));
        Optimal active = problem.maximize(
                        expectedReturns(mu), trackingVariance(risk, benchmark).times(5))
                .solve()
                .optimalOrThrow();
        // gain 0.03 per unit of x = w_B - b_B, variance of the active portfolio (-x, x): (0.04 + 0.09 - 0.02) x^2
        double x = 0.03 / (2 * 5 * 0.11);
        assertThat(active.weights().get(1)).isCloseTo(0.4 + x, within(1e-15));
        assertThat(active.objectiveTerms().get("tracking variance")).isCloseTo(-5 * 0.11 * x * x, within(1e-16));
    }

    @Test
    void twoCovariancesAddUp() {
        CovarianceMatrix stressed = CovarianceMatrix.of(universe, new double[][] {{0.16, 0.02}, {0.02, 0.01}});
        Optimal best = problem.minimize(
                        variance(risk), variance(stressed).times(0.5).named("stressed variance"))
                .solve()
                .optimalOrThrow();
        // 0.04 + 0.08, 0.01 + 0.01, 0.09 + 0.005
        assertThat(best.weights().get(0)).isCloseTo((0.095 - 0.02) / (0.12 + 0.095 - 0.04), within(1e-15));
        assertThat(sum(best)).isEqualTo(best.objective());
    }

    @Test
    void withTakesThePlaceOfWhatHasTheNameAndAddsTheRest() {
        PortfolioProblem before = problem.maximize(utility(mu, risk, 2)).subjectTo(longOnly(), maxWeight(0.9));
        ExpectedReturns other = ExpectedReturns.of(universe, 0.07, 0.06);
        PortfolioProblem after = before.with(expectedReturns(other), maxWeight(0.7), l2(universe, 0.001));
        assertThat(after.constraints())
                .extracting(Constraint::description)
                .containsExactly("fully invested", "long only", "max weight 0.7");
        assertThat(after.objective().termNames()).containsExactly("expected return", "risk", "L2");
        Optimal best = after.solve().optimalOrThrow();
        Optimal direct = problem.maximize(utility(other, risk, 2), l2(universe, 0.001))
                .subjectTo(longOnly(), maxWeight(0.7))
                .solve()
                .optimalOrThrow();
        assertThat(best.weights()).isEqualTo(direct.weights());
        assertThat(best.expectedReturn().orElseThrow()).isEqualTo(other.of(best.weights()));
    }

    @Test
    void sumsThatMeanNothingAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> variance(risk).plus(variance(risk)))
                .withMessage(
                        "\"variance\" and \"variance\" both have a term named \"variance\": rename one of them with"
                                + " named(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.minimize(variance(risk), l2(Universe.of("A", "C"), 1)))
                .withMessageContaining("\"L2\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> l2(universe, 0))
                .withMessage("strength must be positive and finite, was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quadraticCosts(Weights.of(universe, 1, -1), Weights.equal(universe)))
                .withMessage("quadratic cost of B must be at least 0 and finite, was -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> variance(risk).times(Double.NaN))
                .withMessage("factor must be positive and finite, was NaN");
        assertThatIllegalStateException().isThrownBy(() -> problem.with(l2(universe, 1)));
    }
}
