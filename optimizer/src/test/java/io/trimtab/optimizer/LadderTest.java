package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Fallbacks.minimumVariance;
import static io.trimtab.optimizer.Fallbacks.previousWeights;
import static io.trimtab.optimizer.Fallbacks.projectedEqualWeight;
import static io.trimtab.optimizer.Fallbacks.relaxing;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A rung keeps every hard constraint, says which it is and why; without one the problem's own outcome stands. */
class LadderTest {
    private final Universe universe = Universe.of("A", "B", "C");
    private final CovarianceMatrix risk =
            CovarianceMatrix.of(universe, new double[][] {{0.04, 0, 0}, {0, 0.09, 0}, {0, 0, 0.16}});
    private final Weights current = Weights.of(universe, 0.9, 0.1, 0);
    private final PortfolioProblem capped = PortfolioProblem.over(universe)
            .minimize(variance(risk))
            .subjectTo(fullyInvested(), longOnly(), maxWeight(0.5));
    /** From 0.9 to the cap of 0.5 takes a turnover of 0.4 sold and 0.4 bought. */
    private final PortfolioProblem stuck = capped.subjectTo(turnover(current).atMost(0.2));

    private static Fallback fallback(PortfolioProblem problem) {
        return (Fallback) problem.solve();
    }

    @Test
    void withoutARiskModelTheLeastVarianceIsNoRungToStandOn() {
        Universe two = Universe.of("A", "B");
        PortfolioProblem endless = PortfolioProblem.over(two)
                .maximize(Objectives.expectedReturns(ExpectedReturns.of(two, 1, 2)))
                .subjectTo(Constraints.fullyInvested());
        assertThat(endless.fallingBackTo(minimumVariance()).solve()).isInstanceOf(Unbounded.class);
        assertThat(endless.fallingBackTo(minimumVariance(), projectedEqualWeight())
                        .solve())
                .isInstanceOf(Fallback.class);
    }

    @Test
    void relaxingGivesWayByAsLittleAsPossible() {
        Fallback fallback = fallback(stuck.fallingBackTo(relaxing("turnover"), previousWeights(current)));
        assertThat(fallback.rung()).isEqualTo("relaxing turnover");
        assertThat(fallback.relaxations()).hasSize(1);
        Relaxation relaxation = fallback.relaxations().get(0);
        assertThat(relaxation.constraint()).isEqualTo("turnover");
        assertThat(stuck.with(turnover(current).atMost(relaxation.to() + 1e-12)).solve())
                .isInstanceOf(Optimal.class);
        assertThat(stuck.with(turnover(current).atMost(relaxation.to() - 1e-6)).solve())
                .isInstanceOf(Infeasible.class);
        assertThat(fallback.weights().of("A")).isCloseTo(0.5, within(1e-12));
        assertThat(fallback.instead()).isInstanceOf(Infeasible.class);
        assertThat(fallback.message())
                .startsWith("fell back to relaxing turnover (turnover <= 0.2 needs ")
                .endsWith(" because " + fallback.instead().message());
        assertThatExceptionOfType(NoOptimalPortfolioException.class).isThrownBy(fallback::optimalOrThrow);
    }

    /** Nothing that keeps contradicting constraints exists, so no rung claims to. */
    @Test
    void withoutARungThatRelaxesTheInfeasibleStands() {
        PortfolioSolution solution = stuck.fallingBackTo(
                        previousWeights(current), projectedEqualWeight(), minimumVariance())
                .solve();
        assertThat(solution)
                .isInstanceOfSatisfying(
                        Infeasible.class, none -> assertThat(none.conflict()).contains("turnover"));
        assertThat(stuck.subjectTo(group("b", "B").atMost(0.05), group("c", "C").atMost(0.05))
                        .fallingBackTo(relaxing("turnover"), previousWeights(current))
                        .solve())
                .isInstanceOf(Infeasible.class);
    }

    @Test
    void laterRungsRelaxWhatEarlierOnesDid() {
        Fallback fallback = fallback(
                stuck.subjectTo(group("c", "C").atLeast(0.6)).fallingBackTo(relaxing("turnover"), relaxing("c")));
        assertThat(fallback.rung()).isEqualTo("relaxing c");
        assertThat(fallback.relaxations()).extracting(Relaxation::constraint).containsExactly("turnover", "c");
        // each 0.1 of C costs 0.2 of turnover, so C gives way as far as the cap of A wants
        assertThat(fallback.message()).contains("(turnover <= 0.2 needs 0.8, c >= 0.6 needs 0.4)");
    }

    private CovarianceMatrix noRisk() {
        return CovarianceMatrix.of(universe, new double[9]);
    }

    @Test
    void anObjectiveWithoutEndFallsBackToWhatIsNearest() {
        CovarianceMatrix pair = CovarianceMatrix.of(universe, new double[][] {{1, 1, 0}, {1, 1, 0}, {0, 0, 1}});
        PortfolioProblem endless = PortfolioProblem.over(universe)
                .maximize(utility(ExpectedReturns.of(universe, 0.2, 0.1, 0.1), pair, 1))
                .subjectTo(
                        fullyInvested(),
                        group("a", "A").atLeast(0.3),
                        group("c", "C").atMost(0.4));
        assertThat(endless.solve()).isInstanceOf(Unbounded.class);
        Fallback equal = fallback(endless.fallingBackTo(relaxing("c"), projectedEqualWeight()));
        assertThat(equal.rung()).isEqualTo("projected equal weight");
        for (double w : equal.weights().toArray()) {
            assertThat(w).isCloseTo(1.0 / 3, within(1e-14));
        }
        Fallback previous = fallback(endless.fallingBackTo(previousWeights(Weights.of(universe, 0.1, 0.9, 0))));
        // A has to rise to 0.3, for which B and C pay alike
        assertThat(previous.weights().toArray()).containsExactly(new double[] {0.3, 0.8, -0.1}, within(1e-14));
        assertThat(fallback(endless.fallingBackTo(minimumVariance())).found().volatility())
                .isPositive();
    }

    @Test
    void equalWeightKeepsTheCapsItWouldBreak() {
        PortfolioProblem endless = PortfolioProblem.over(universe)
                .minimize(variance(risk))
                .subjectTo(
                        fullyInvested(),
                        longOnly(),
                        bounds("A", 0, 0.1),
                        group("x", "B").atMost(0.2))
                .iterationLimit(0);
        PortfolioSolution solution =
                endless.fallingBackTo(projectedEqualWeight()).solve();
        assertThat(solution).isInstanceOf(Failed.class);
        Fallback kept = fallback(endless.iterationLimit(1000)
                .subjectTo(group("never", "A", "B", "C").atMost(0.9))
                .fallingBackTo(relaxing("never"), projectedEqualWeight()));
        assertThat(kept.weights().of("A")).isLessThanOrEqualTo(0.1);
        assertThat(kept.weights().of("B")).isLessThanOrEqualTo(0.2 + 1e-15);
    }

    @Test
    void whatHasAnOptimumNeedsNoRung() {
        assertThat(capped.fallingBackTo(previousWeights(current)).solve()).isInstanceOf(Optimal.class);
    }

    @Test
    void laddersNameWhatTheyDoNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> capped.fallingBackTo(relaxing("turnover")))
                .withMessage("there is no constraint named \"turnover\" to relax; there are [fully invested, long only,"
                        + " max weight]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> relaxing())
                .withMessage("relaxing(...) must name at least one constraint");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> capped.fallingBackTo(previousWeights(Weights.equal(Universe.of("A", "B", "D")))))
                .withMessageContaining("the previous weights");
    }

    @Test
    void anAllocatorPassesTheRungAndItsReasonsOn() {
        Allocation allocation =
                OptimizingAllocator.allocation(stuck.fallingBackTo(relaxing("turnover"), previousWeights(current)));
        assertThat(allocation).isInstanceOfSatisfying(Allocation.Allocated.class, allocated -> {
            assertThat(allocated.method()).startsWith("fell back to relaxing turnover (");
            assertThat(allocated.reasons()).hasSize(3);
            assertThat(allocated.metrics()).containsKey("volatility");
        });
        Allocation projected = OptimizingAllocator.allocation(PortfolioProblem.over(universe)
                .maximize(utility(ExpectedReturns.of(universe, 0.2, 0.1, 0.1), noRisk(), 1))
                .subjectTo(fullyInvested())
                .fallingBackTo(projectedEqualWeight()));
        assertThat(projected).isInstanceOfSatisfying(Allocation.Allocated.class, allocated -> {
            assertThat(allocated.method()).startsWith("fell back to projected equal weight because the utility");
            assertThat(allocated.metrics()).containsOnlyKeys("squared distance");
        });
    }

    /** Whatever the problem, every rung's weights satisfy what the ladder does not relax. */
    @Test
    void everyRungSatisfiesEveryHardConstraint() {
        int tries = Campaign.tries(200, 5_000);
        int fellBack = 0;
        for (int k = 0; k < tries; k++) {
            SplittableRandom random = new SplittableRandom(k);
            double cap = 0.3 + 0.4 * random.nextDouble();
            double limit = random.nextDouble() * 0.5;
            double floor = 0.4 + random.nextDouble();
            PortfolioProblem problem = PortfolioProblem.over(universe)
                    .minimize(variance(risk))
                    .subjectTo(
                            fullyInvested(),
                            longOnly(),
                            maxWeight(cap),
                            turnover(current).atMost(limit),
                            group("bc", "B", "C").atLeast(floor));
            Rung[][] ladders = {
                {relaxing("turnover", "bc"), projectedEqualWeight()},
                {relaxing("turnover"), previousWeights(current)},
                {projectedEqualWeight(), minimumVariance(), relaxing("bc"), previousWeights(current)}
            };
            PortfolioSolution solution = problem.fallingBackTo(ladders[k % 3]).solve();
            if (solution instanceof Fallback fallback) {
                fellBack++;
                Weights w = fallback.weights();
                assertThat(w.net()).isCloseTo(1, within(1e-12));
                assertThat(fallback.found().proof().holds()).isTrue();
                for (int j = 0; j < 3; j++) {
                    assertThat(w.get(j)).isBetween(0.0, cap);
                }
            } else {
                assertThat(solution).isInstanceOfAny(Optimal.class, Infeasible.class);
            }
        }
        assertThat(fellBack).isGreaterThan(tries / 5);
    }
}
