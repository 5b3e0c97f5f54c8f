package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.buys;
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
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is nearest to feasible, by hand and by solving again. */
class NearestTest {
    private static DenseRisk identity(int n) {
        double[] s = new double[n * n];
        for (int j = 0; j < n; j++) {
            s[j * n + j] = 0.04;
        }
        return new DenseRisk(n, s);
    }

    private static PortfolioProblem book(int n) {
        return PortfolioProblem.over(DenseRisk.universe(n))
                .minimize(variance(identity(n)))
                .subjectTo(fullyInvested(), longOnly());
    }

    /** By hand: two weights fixed at 0 have to be bought back from -1, 2 in all; each unit of their bounds saves 2. */
    @Test
    void boundsThatFixWeightsGiveWayToTheirCheaperSide() {
        Universe universe = DenseRisk.universe(3);
        Weights none = Weights.of(universe, 0, 0, 0);
        Infeasible outcome = (Infeasible) PortfolioProblem.over(universe)
                .minimize(variance(identity(3)))
                .subjectTo(
                        bounds(none, Weights.of(universe, 0, 1, 0)),
                        buys(Weights.of(universe, -1, 0, -1)).atMost(0.5))
                .solve();
        NearestPortfolio nearest = outcome.nearest().orElseThrow();
        assertThat(nearest.total()).isCloseTo(0.75, within(1e-12));
        assertThat(nearest.relaxations()).hasSize(1);
        assertThat(nearest.relaxations().get(0).constraint()).isEqualTo("bounds");
        assertThat(outcome.conflict()).containsExactlyInAnyOrder("bounds", "buys");
    }

    @Test
    void aCapThatIsTooLowForThatManyAssetsSaysWhatItNeeds() {
        Infeasible none = (Infeasible) book(17).subjectTo(maxWeight(0.05)).solve();
        assertThat(none.message())
                .isEqualTo("max weight 0.05 with 17 assets cannot reach a budget of 1 (at most 0.85)");
        NearestPortfolio nearest = none.nearest().orElseThrow();
        assertThat(nearest).hasToString("max weight 0.05 needs 0.0588235");
        assertThat(nearest.total()).isCloseTo(1.0 / 17 - 0.05, within(1e-12));
        assertThat(nearest.relaxations().get(0).to()).isCloseTo(1.0 / 17, within(1e-12));
        for (double w : nearest.weights().toArray()) {
            assertThat(w).isCloseTo(1.0 / 17, within(1e-12));
        }
    }

    @Test
    void aGroupThatIsTooSmallSaysWhatItNeeds() {
        PortfolioProblem problem = book(4).subjectTo(
                        group("rest", "A2", "A3").atMost(0.658),
                        group("tech", "A0", "A1").atMost(0.3));
        Infeasible none = (Infeasible) problem.solve();
        NearestPortfolio nearest = none.nearest().orElseThrow();
        assertThat(nearest).hasToString("tech <= 0.3 needs 0.342");
        assertThat(nearest.weights().get(0) + nearest.weights().get(1)).isCloseTo(0.342, within(1e-12));
    }

    /** Neither alone can help: two contradictions that have nothing to do with each other. */
    @Test
    void twoContradictionsTakeTwoRelaxations() {
        PortfolioProblem problem = book(4).subjectTo(
                        bounds("A0", 0.1, 0.2),
                        group("a", "A0").atLeast(0.3),
                        group("b", "A1", "A2").atMost(0.2),
                        group("c", "A1").atLeast(0.25));
        Infeasible none = (Infeasible) problem.solve();
        assertThat(none.relaxations()).isEmpty();
        NearestPortfolio nearest = none.nearest().orElseThrow();
        assertThat(nearest.relaxations())
                .extracting(Relaxation::toString)
                .containsExactly("a >= 0.3: 0.3 -> 0.2", "c >= 0.25: 0.25 -> 0.2");
        assertThat(nearest.total()).isCloseTo(0.15, within(1e-12));
    }

    /** A row of returns is measured in the weight that it takes to make up for it. */
    @Test
    void movesAreMeasuredInWeight() {
        Universe universe = DenseRisk.universe(2);
        ExpectedReturns mu = ExpectedReturns.of(universe, 0.0004, 0.0002);
        PortfolioProblem problem = book(2).subjectTo(expectedReturn(mu).atLeast(0.0005));
        NearestPortfolio nearest = ((Infeasible) problem.solve()).nearest().orElseThrow();
        // 0.0001 of return is 0.25 of the weight of the best asset; the budget would have to grow by 0.25 as well
        assertThat(nearest.total()).isCloseTo(0.25, within(1e-6));
        assertThat(nearest.relaxations())
                .extracting(Relaxation::toString)
                .containsExactly("expected return >= 0.0005: 0.0005 -> 0.0004");
    }

    @Test
    void aTurnoverThatDoesNotReachTheBoundsSaysWhatItNeeds() {
        Universe universe = DenseRisk.universe(3);
        Weights current = Weights.of(universe, 1, 0, 0);
        PortfolioProblem problem =
                book(3).subjectTo(maxWeight(0.6), turnover(current).atMost(0.2));
        Infeasible none = (Infeasible) problem.solve();
        NearestPortfolio nearest = none.nearest().orElseThrow();
        assertThat(nearest.relaxations()).hasSize(1);
        Relaxation relaxation = nearest.relaxations().get(0);
        PortfolioProblem relaxed = relaxation.constraint().equals("turnover")
                ? problem.with(turnover(current).atMost(relaxation.to() + 1e-12))
                : problem.with(maxWeight(relaxation.to() + 1e-12));
        assertThat(relaxed.solve()).isInstanceOf(Optimal.class);
    }

    @Test
    void anObjectiveWithoutEndHasNoNearestPortfolio() {
        Universe universe = DenseRisk.universe(3);
        DenseRisk flat = new DenseRisk(3, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 0});
        Infeasible none = (Infeasible) PortfolioProblem.over(universe)
                .maximize(utility(ExpectedReturns.of(universe, 0.1, 0.1, 0.02), flat, 1))
                .subjectTo(group("a", "A0").atLeast(0.3), group("b", "A0").atMost(0.2))
                .solve();
        assertThat(none.nearest()).isEmpty();
        assertThat(none.relaxations()).hasSize(2);
    }

    /** Solving with the bounds that are asked for succeeds, with one part in a thousand less it does not. */
    @Test
    void relaxationsSufficeAndLessDoesNot() {
        int tries = Campaign.tries(150, 5_000);
        int infeasible = 0;
        int several = 0;
        for (int k = 0; k < tries; k++) {
            SplittableRandom random = new SplittableRandom(k);
            int n = 2 + random.nextInt(7);
            double scale = Math.pow(10, random.nextInt(-8, 9));
            Case c = new Case(random, n, scale);
            PortfolioProblem problem = c.problem(new double[4]);
            PortfolioSolution solution = problem.solve();
            assertThat(solution).as("try %d", k).isNotInstanceOf(Failed.class);
            if (!(solution instanceof Infeasible none)) {
                continue;
            }
            infeasible++;
            int seed = k;
            assertThat(none.certificate().isProven()).isTrue();
            NearestPortfolio nearest =
                    none.nearest().orElseThrow(() -> new AssertionError("try " + seed + ": " + none));
            several += nearest.relaxations().size() > 1 ? 1 : 0;
            for (Relaxation alone : none.relaxations()) {
                double unit = alone.constraint().equals("mu") ? c.unit() : 1;
                assertThat(nearest.total()).as("try %d", k).isLessThanOrEqualTo(alone.by() / unit * (1 + 1e-6) + 1e-12);
            }
            assertThat(c.problem(c.moves(nearest, 1, 1e-9)).solve())
                    .as("try %d", k)
                    .isInstanceOf(Optimal.class);
            assertThat(c.problem(c.moves(nearest, 0.999, -1e-9)).solve())
                    .as("try %d", k)
                    .isInstanceOf(Infeasible.class);
        }
        assertThat(infeasible).isGreaterThan(tries / 4);
        assertThat(several).isPositive();
    }

    /** A budget, a cap, a floor and a target return that often contradict each other. */
    private static final class Case {
        private final Universe universe;
        private final DenseRisk risk;
        private final double[] mu;
        private final double[] level;

        Case(SplittableRandom random, int n, double scale) {
            universe = DenseRisk.universe(n);
            risk = identity(n);
            mu = random.doubles(n, -0.02 * scale, 0.1 * scale).toArray();
            level = new double[] {
                0.5 + random.nextDouble(),
                random.nextDouble() * 2 / n,
                random.nextDouble() / n,
                0.1 * random.nextDouble() * scale
            };
        }

        double unit() {
            return Math.max(
                    Arrays.stream(mu).max().orElseThrow(),
                    -Arrays.stream(mu).min().orElseThrow());
        }

        PortfolioProblem problem(double[] by) {
            return PortfolioProblem.over(universe)
                    .minimize(variance(risk))
                    .subjectTo(
                            budget().between(level[0] - by[0], level[0] + by[0]),
                            maxWeight(level[1] + by[1]),
                            minWeight(level[2] - by[2]),
                            expectedReturn(ExpectedReturns.of(universe, mu))
                                    .atLeast(level[3] - by[3])
                                    .named("mu"));
        }

        double[] moves(NearestPortfolio nearest, double factor, double hair) {
            double[] by = new double[4];
            for (Relaxation relaxation : nearest.relaxations()) {
                int c = switch (relaxation.constraint()) {
                    case "budget" -> 0;
                    case "max weight" -> 1;
                    case "min weight" -> 2;
                    default -> 3;
                };
                double unit = c == 3 ? unit() : 1;
                by[c] = Math.max(0, relaxation.by() * factor + hair * unit);
            }
            return by;
        }
    }
}
