package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.expectedReturn;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.time.ManualClock;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private final Universe universe = Universe.of("SAP", "ASML", "NOVN", "CASH");
    private final CovarianceMatrix risk = CovarianceMatrix.of(
            universe,
            new double[][] {{0.04, 0.012, 0.004, 0}, {0.012, 0.09, 0.006, 0}, {0.004, 0.006, 0.0225, 0}, {0, 0, 0, 0}});
    private final ExpectedReturns mu = ExpectedReturns.of(universe, 0.08, 0.11, 0.05, 0.02);
    private final PortfolioProblem longOnly =
            PortfolioProblem.over(universe).minimize(variance(risk)).subjectTo(fullyInvested(), longOnly());

    // ---- optimal

    @Test
    void cashIsTheMinimumVariancePortfolioExactly() {
        Optimal best = longOnly.solve().optimalOrThrow();
        assertThat(best.weights()).isEqualTo(Weights.of(universe, 0, 0, 0, 1));
        assertThat(best.objective()).isZero();
        assertThat(best.proof().scaledKktResidual()).isZero();
    }

    @Test
    void weightsAtBoundsSayWhichAndWhy() {
        Optimal best = longOnly.subjectTo(
                        maxWeight(0.4), group("tech", "SAP", "ASML").atLeast(0.25))
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().of("CASH")).isEqualTo(0.4);
        Explanation cash = best.explain("CASH");
        assertThat(cash.position()).isEqualTo(Explanation.Position.AT_UPPER);
        assertThat(cash.constraint()).isEqualTo("max weight");
        assertThat(cash.reducedCost()).isNegative().isEqualTo(best.shadowPrice("max weight"));
        assertThat(cash.text())
                .startsWith("CASH is at its cap of 40% (max weight 0.4): would be 75% without it; raising that bound by"
                        + " 1% would change the variance by -");
        assertThat(best.explain("SAP").text())
                .isEqualTo("SAP is free at " + Numbers.percent(best.weights().of("SAP"))
                        + ": no bound of its own holds it; held with others by fully invested, tech >= 0.25");
        ConstraintActivity tech = Objects.requireNonNull(best.activities().get("tech"));
        assertThat(tech.isBinding()).isTrue();
        assertThat(tech.binding()).containsExactly("SAP", "ASML");
        assertThat(tech.value()).isCloseTo(0.25, within(1e-15));
        assertThat(best.shadowPrice("tech")).isPositive();
    }

    @Test
    void anAssetThatIsNotHeldAndOneThatIsFixedSaySo() {
        Optimal best = longOnly.subjectTo(bounds("SAP", 0.3, 0.3)).solve().optimalOrThrow();
        assertThat(best.explain("SAP").position()).isEqualTo(Explanation.Position.FIXED);
        assertThat(best.explain("SAP").text())
                .startsWith("SAP is fixed at 30% (0.3 <= SAP <= 0.3): would be 0% without it; raising");
        assertThat(best.explain("ASML").text())
                .startsWith(
                        "ASML is not held (long only): would be -4% without it; raising that bound by 1% would change"
                                + " the variance by ");
        assertThat(best.explanations()).hasSize(4);
        assertThat(best.explain("ASML")).hasToString(best.explain("ASML").text());
        assertThat(best.toString()).startsWith("Optimal[optimal: objective 0.0036, volatility 6%, scaled KKT");
        assertThat(best.method()).startsWith("active set, ");
        assertThat(best.iterations()).isPositive();
    }

    @Test
    void withoutItsBoundAnAssetWeighsWhatItsExplanationSays() {
        Optimal best = longOnly.subjectTo(
                        maxWeight(0.4), group("tech", "SAP", "ASML").atLeast(0.25))
                .solve()
                .optimalOrThrow();
        PortfolioSolution free = best.withoutBoundOf("CASH");
        assertThat(free.optimalOrThrow().weights().of("CASH")).isCloseTo(0.75, within(1e-12));
        assertThat(best.withoutBoundOf("SAP").optimalOrThrow().weights()).isEqualTo(best.weights());
        assertThat(best.explanations().get(3).text()).contains("(max weight 0.4); raising");
    }

    @Test
    void whatHasNoEndWithoutItsBoundSaysSo() {
        Optimal best = PortfolioProblem.over(universe)
                .maximize(utility(mu, risk, 3))
                .subjectTo(maxWeight(0.4), minWeight(-0.4))
                .solve()
                .optimalOrThrow();
        assertThat(best.explain("CASH").text())
                .startsWith("CASH is at its cap of 40% (max weight 0.4): would have no end without it; raising");
        assertThat(best.withoutBoundOf("CASH")).isInstanceOf(Unbounded.class);
    }

    /** By hand: 0.6 of variance 0.04 and 0.4 of variance 0.09, covariance 0.012. */
    @Test
    void anOptimumCarriesItsRiskAndRatios() {
        Optimal best = longOnly.maximize(utility(mu, risk, 3))
                .subjectTo(bounds("SAP", 0.6, 0.6), bounds("ASML", 0.4, 0.4))
                .solve()
                .optimalOrThrow();
        double variance = 0.36 * 0.04 + 0.16 * 0.09 + 2 * 0.24 * 0.012;
        double sigma = Math.sqrt(variance);
        assertThat(best.volatility()).isCloseTo(sigma, within(1e-15));
        assertThat(best.riskContributions().total()).isCloseTo(sigma, within(1e-15));
        assertThat(best.riskContributions().of("SAP"))
                .isCloseTo(0.6 * (0.6 * 0.04 + 0.4 * 0.012) / sigma, within(1e-15));
        assertThat(best.sharpeRatio(0.02).orElseThrow()).isCloseTo((0.092 - 0.02) / sigma, within(1e-14));
        assertThat(best.diversificationRatio().orElseThrow()).isCloseTo((0.6 * 0.2 + 0.4 * 0.3) / sigma, within(1e-14));
        Optimal cash = longOnly.solve().optimalOrThrow();
        assertThat(cash.diversificationRatio()).isEmpty();
        assertThat(cash.sharpeRatio(0)).isEmpty();
        assertThat(best.time()).isPositive();
    }

    @Test
    void theExpectedReturnComesFromTheObjectiveOrTheConstraint() {
        assertThat(longOnly.solve().optimalOrThrow().expectedReturn()).isEmpty();
        Optimal target =
                longOnly.subjectTo(expectedReturn(mu).atLeast(0.06)).solve().optimalOrThrow();
        assertThat(target.expectedReturn().orElseThrow()).isCloseTo(0.06, within(1e-15));
        assertThat(target.shadowPrice("expected return")).isPositive();
        Optimal best = longOnly.maximize(utility(mu, risk, 4)).solve().optimalOrThrow();
        assertThat(best.expectedReturn().orElseThrow() - 2 * best.volatility() * best.volatility())
                .isCloseTo(best.objective(), within(1e-15));
    }

    @Test
    void aTargetReturnAtTheMaximumIsTheAssetThatHasIt() {
        Optimal best =
                longOnly.subjectTo(expectedReturn(mu).atLeast(0.11)).solve().optimalOrThrow();
        assertThat(best.weights()).isEqualTo(Weights.of(universe, 0, 1, 0, 0));
    }

    @Test
    void lowerBoundsThatSumToTheBudgetLeaveNoChoice() {
        Optimal best = longOnly.subjectTo(minWeight(0.25)).solve().optimalOrThrow();
        assertThat(best.weights()).isEqualTo(Weights.equal(universe));
    }

    @Test
    void marketNeutralWithBoundsHoldsBoth() {
        Optimal best = PortfolioProblem.over(universe)
                .maximize(utility(mu, risk, 1))
                .subjectTo(budget(0), minWeight(-0.2), maxWeight(0.2))
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().net()).isCloseTo(0, within(1e-16));
        assertThat(best.weights().of("ASML")).isEqualTo(0.2);
        assertThat(best.weights().of("CASH")).isEqualTo(-0.2);
    }

    @Test
    void equalExpectedReturnsFallThroughToMinimumVariance() {
        CovarianceMatrix two = CovarianceMatrix.of(Universe.of("A", "B"), new double[][] {{0.01, 0.02}, {0.02, 0.09}});
        Optimal best = PortfolioProblem.over(two.universe())
                .maximize(utility(ExpectedReturns.of(two.universe(), 0.05, 0.05), two, 3))
                .subjectTo(fullyInvested(), longOnly())
                .solve()
                .optimalOrThrow();
        assertThat(best.weights()).isEqualTo(Weights.of(two.universe(), 1, 0));
    }

    @Test
    void moreAssetsThanObservationsIsNormal() {
        int n = 60;
        int t = 10;
        SplittableRandom random = new SplittableRandom(7);
        double[] s = new double[n * n];
        for (int k = 0; k < t; k++) {
            double[] r = random.doubles(n).map(x -> x - 0.5).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    s[i * n + j] += r[i] * r[j] / t;
                }
            }
        }
        DenseRisk flat = new DenseRisk(n, s);
        Optimal best = PortfolioProblem.over(flat.universe())
                .minimize(variance(flat))
                .subjectTo(fullyInvested(), longOnly())
                .solve()
                .optimalOrThrow();
        assertThat(best.objective()).isLessThan(1e-20);
        long held = Arrays.stream(best.weights().toArray()).filter(x -> x > 0).count();
        assertThat(held).as("a vertex of the optimal face").isLessThanOrEqualTo(t + 1);
    }

    // ---- not optimal

    @Test
    void aTargetReturnAboveTheMaximumSaysWhatIsAttainable() {
        Infeasible none = (Infeasible)
                longOnly.subjectTo(expectedReturn(mu).atLeast(0.12)).solve();
        assertThat(none.conflict()).containsExactly("fully invested", "long only", "expected return");
        assertThat(none.message()).contains("(at most 0.11)");
        assertThat(none.relaxations()).anyMatch(r -> r.toString().equals("expected return >= 0.12: 0.12 -> 0.11"));
        assertThat(none.nearest().orElseThrow().weights())
                .satisfies(w -> assertThat(w.net()).isPositive());
        assertThat(none).hasToString("Infeasible[" + none.message() + "]");
    }

    /** Nothing may be traded: the weights held, and a price of turnover that pays for leaving them. */
    @Test
    void aTurnoverOfZeroKeepsTheWeightsHeldAndIsPriced() {
        Weights held = Weights.of(universe, 0.5, 0.25, 0.25, 0);
        Optimal best = longOnly.subjectTo(turnover(held).atMost(0)).solve().optimalOrThrow();
        assertThat(best.weights()).isEqualTo(held);
        PricePair price = best.oneSidedPrices("turnover");
        assertThat(price.raising()).isNegative();
        assertThat(price.lowering()).isEqualTo(Double.NEGATIVE_INFINITY);
        // a unit of turnover moves half a unit from the riskiest, ASML, to cash: 2 (Sw)_ASML / 2
        double[] product = new double[4];
        risk.multiplyInto(held.toArray(), product);
        assertThat(price.raising()).isCloseTo(-product[1], within(1e-14));
    }

    @Test
    void contradictingBoundsOfOneAssetAreNamed() {
        PortfolioSolution solution =
                longOnly.subjectTo(maxWeight(0.3), bounds("SAP", 0.35, 0.5)).solve();
        assertThat(solution).isInstanceOfSatisfying(Infeasible.class, none -> {
            assertThat(none.conflict()).containsExactly("max weight", "bounds of SAP");
            assertThat(none.message())
                    .isEqualTo("SAP would have to weigh at least 0.35 and at most 0.3: max weight 0.3 and 0.35 <= SAP"
                            + " <= 0.5 contradict each other");
            assertThat(none.relaxations())
                    .extracting(Relaxation::toString)
                    .containsExactly("max weight 0.3: 0.3 -> 0.35", "0.35 <= SAP <= 0.5: 0.35 -> 0.3");
        });
        assertThatExceptionOfType(NoOptimalPortfolioException.class)
                .isThrownBy(solution::optimalOrThrow)
                .withMessage(solution.message())
                .satisfies(e -> assertThat(e.solution()).isSameAs(solution));
    }

    @Test
    void contradictingGroupsAreNamedAndTheirRelaxationsSuffice() {
        PortfolioProblem problem = longOnly.subjectTo(
                group("europe", "SAP", "ASML", "NOVN").atMost(0.5),
                group("rest", "NOVN", "CASH").atMost(0.3),
                maxWeight(0.9));
        PortfolioSolution solution = problem.solve();
        assertThat(solution).isInstanceOfSatisfying(Infeasible.class, none -> {
            assertThat(none.conflict()).containsExactly("fully invested", "long only", "europe", "rest");
            assertThat(none.certificate().isProven()).isTrue();
            assertThat(none.certificate().required())
                    .isGreaterThan(none.certificate().attainable());
            assertThat(none.message())
                    .isEqualTo("long only, europe <= 0.5 and rest <= 0.3 with 4 assets cannot reach a budget of 1 (at"
                            + " most 0.8)");
        });
        for (Relaxation relaxation : ((Infeasible) solution).relaxations()) {
            if (relaxation.constraint().equals("europe")
                    || relaxation.constraint().equals("rest")) {
                String name = relaxation.constraint();
                String[] members =
                        name.equals("europe") ? new String[] {"SAP", "ASML", "NOVN"} : new String[] {"NOVN", "CASH"};
                PortfolioProblem relaxed =
                        problem.without(name).subjectTo(group(name, members).atMost(relaxation.to() + 1e-12));
                assertThat(relaxed.solve()).isInstanceOf(Optimal.class);
                relaxed = problem.without(name).subjectTo(group(name, members).atMost(relaxation.to() - 1e-6));
                assertThat(relaxed.solve()).isInstanceOf(Infeasible.class);
            }
        }
    }

    @Test
    void everyConstraintOfAConflictIsNeededForIt() {
        PortfolioProblem problem = longOnly.subjectTo(
                expectedReturn(mu).atLeast(0.09),
                group("asml", "ASML").atMost(0.2),
                maxWeight(0.95),
                group("tech", "SAP", "ASML").atLeast(0.1));
        Infeasible none = (Infeasible) problem.solve();
        assertThat(none.conflict()).isNotEmpty();
        for (String name : none.conflict()) {
            PortfolioProblem rest = PortfolioProblem.over(universe)
                    .minimize(variance(risk))
                    .subjectTo(problem.constraints().stream()
                            .filter(c -> none.conflict().contains(c.name())
                                    && !c.name().equals(name))
                            .toList());
            assertThat(rest.solve()).as("without " + name).isNotInstanceOf(Infeasible.class);
        }
    }

    @Test
    void boundsOfEachAssetRelaxTogetherByTheSameAmount() {
        Infeasible none = (Infeasible)
                longOnly.subjectTo(bounds(Weights.none(universe), Weights.of(universe, 0.1, 0.2, 0.3, 0.2)))
                        .solve();
        assertThat(none.conflict()).containsExactly("fully invested", "bounds");
        assertThat(none.relaxations())
                .extracting(Relaxation::toString)
                .containsExactly("fully invested: 1 -> 0.8", "bounds of each asset: by 0.05");
    }

    @Test
    void anUpperLimitThatCannotBeKeptIsNamedWithTheLeast() {
        assertThat(longOnly.subjectTo(
                                minWeight(0.2), group("tech", "SAP", "ASML").atMost(0.3))
                        .solve()
                        .message())
                .isEqualTo("min weight 0.2 with 4 assets cannot stay within tech <= 0.3 (at least 0.4)");
    }

    @Test
    void aRiskFreeAssetWithoutBoundIsUnbounded() {
        PortfolioSolution solution =
                PortfolioProblem.over(universe).maximize(utility(mu, risk, 3)).solve();
        assertThat(solution).isInstanceOfSatisfying(Unbounded.class, unbounded -> {
            assertThat(unbounded.direction().of("CASH")).isEqualTo(1);
            assertThat(unbounded.improvement()).isCloseTo(0.02, within(1e-15));
            assertThat(unbounded.message())
                    .contains("led by CASH: bound its weight, for instance with longOnly() or maxWeight(...)");
        });
    }

    @Test
    void aMatrixThatIsNoCovarianceFails() {
        // each pair is possible, all three together are not
        DenseRisk broken = new DenseRisk(3, new double[] {1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1});
        PortfolioSolution solution = PortfolioProblem.over(broken.universe())
                .minimize(variance(broken))
                .subjectTo(fullyInvested(), minWeight(-5), maxWeight(5))
                .solve();
        assertThat(solution).isInstanceOf(Failed.class);
        assertThat(solution.message()).startsWith("the risk model has a portfolio of negative variance");
    }

    @Test
    void anIterationLimitGivesAFeasiblePortfolioWithAnHonestGap() {
        PortfolioProblem problem = longOnly.maximize(utility(mu, risk, 3)).subjectTo(maxWeight(0.4));
        Optimal best = problem.solve().optimalOrThrow();
        int feasible = 0;
        for (int limit = 0; limit <= best.iterations(); limit++) {
            PortfolioSolution solution = problem.iterationLimit(limit).solve();
            if (solution instanceof Feasible stopped) {
                feasible++;
                assertThat(stopped.weights().net()).isCloseTo(1, within(1e-12));
                assertThat(best.objective() - stopped.objective()).isBetween(-1e-15, stopped.gap() + 1e-15);
                assertThat(stopped.message()).startsWith("the limit of " + limit + " iterations was reached: utility ");
                assertThat(problem.warmStartedFrom(stopped)
                                .solve()
                                .optimalOrThrow()
                                .weights())
                        .isEqualTo(best.weights());
            } else if (solution instanceof Failed failed) {
                assertThat(failed.message()).contains("before a feasible portfolio was found");
            }
        }
        assertThat(feasible).isPositive();
    }

    @Test
    void aTimeLimitIsKeptOnTheCallersClock() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        PortfolioProblem problem = longOnly.timeLimit(Duration.ofMillis(1), () -> {
            clock.advance(Duration.ofMillis(2));
            return clock.nanos();
        });
        assertThat(problem.solve().message())
                .isEqualTo("the time limit was reached before a feasible portfolio was found");
        assertThat(longOnly.timeLimit(Duration.ofHours(1)).solve()).isInstanceOf(Optimal.class);
    }

    @Test
    void anInterruptedThreadCancelsAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(longOnly::solve)
                    .withMessage("the solve was interrupted after 0 iterations");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    // ---- warm starts and repeated solves

    @Test
    void aWarmStartAcrossChangedDataAndBoundsFindsTheSameOptimum() {
        PortfolioProblem first = longOnly.maximize(utility(mu, risk, 3)).subjectTo(maxWeight(0.5));
        PortfolioSolution solution = first.solve();
        for (double cap : List.of(0.3, 0.4, 0.6, 1.0)) {
            PortfolioProblem next = longOnly.maximize(utility(mu, risk, 6)).subjectTo(maxWeight(cap));
            Optimal cold = next.solve().optimalOrThrow();
            Optimal warm = next.warmStartedFrom(solution).solve().optimalOrThrow();
            assertThat(warm.weights().toArray()).containsExactly(cold.weights().toArray(), within(1e-14));
        }
        assertThat(longOnly.warmStartedFrom(new Failed("nothing")).solve().optimalOrThrow())
                .isInstanceOf(Optimal.class);
    }

    @Test
    void solvingTwiceGivesTheSameBits() {
        PortfolioProblem problem = longOnly.maximize(utility(mu, risk, 3)).subjectTo(maxWeight(0.37));
        Optimal one = problem.solve().optimalOrThrow();
        Optimal two = problem.solve().optimalOrThrow();
        assertThat(one.weights()).isEqualTo(two.weights());
        assertThat(one.shadowPrices()).isEqualTo(two.shadowPrices());
        assertThat(problem.toString()).startsWith("MAXIMIZE utility [4 assets, [fully invested, long only, max weight");
        assertThat(PortfolioProblem.over(universe).toString()).isEqualTo("PortfolioProblem[4 assets, []]");
        assertThat(problem.universe()).isEqualTo(universe);
        assertThat(problem.objective()).hasToString("utility");
        assertThat(problem.objective().riskModel()).isSameAs(risk);
        assertThat(group("tech", "SAP")).hasToString("tech");
        assertThat(maxWeight(0.1)).hasToString("max weight 0.1");
        assertThat(Constraints.budget().between(0.9, 1).description()).isEqualTo("0.9 <= budget <= 1");
    }
}
