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
import static io.trimtab.optimizer.Constraints.volatility;
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

    /** Then the portfolio is the one of least risk: what gives way does not depend on the objective. */
    @Test
    void anObjectiveWithoutEndHasANearestPortfolioOfLeastRisk() {
        Universe universe = DenseRisk.universe(3);
        DenseRisk flat = new DenseRisk(3, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 0});
        Infeasible none = (Infeasible) PortfolioProblem.over(universe)
                .maximize(utility(ExpectedReturns.of(universe, 0.1, 0.1, 0.02), flat, 1))
                .subjectTo(group("a", "A0").atLeast(0.3), group("b", "A0").atMost(0.2))
                .solve();
        NearestPortfolio nearest = none.nearest().orElseThrow();
        assertThat(nearest.total()).isCloseTo(0.1, within(1e-12));
        assertThat(nearest.weights().get(0)).isBetween(0.2 - 1e-12, 0.3 + 1e-12);
        assertThat(nearest.weights().get(1)).isEqualTo(0);
        assertThat(none.relaxations()).hasSize(2);
    }

    // ---- bounds on risk and on the largest weights

    /**
     * One cap against a bound on volatility: the least volatility under a cap c is a function of c, so that the smallest sum
     * of moves is a minimum over one number, found here by trying many.
     */
    @Test
    void aCapAndABoundOnRiskGiveWayByTheSmallestSum() {
        Universe universe = DenseRisk.universe(3);
        DenseRisk risk = new DenseRisk(3, new double[] {0.01, 0, 0, 0, 0.09, 0.02, 0, 0.02, 0.16});
        PortfolioProblem free =
                PortfolioProblem.over(universe).minimize(variance(risk)).subjectTo(fullyInvested(), longOnly());
        double limit = 0.105;
        Infeasible none = (Infeasible)
                free.subjectTo(maxWeight(0.5), volatility(risk).atMost(limit)).solve();
        assertThat(none.conflict()).containsExactly("fully invested", "max weight", "volatility");
        double smallest = Double.POSITIVE_INFINITY;
        for (int k = 0; k <= 5_000; k++) {
            double cap = 0.5 + 0.0001 * k;
            double least =
                    free.subjectTo(maxWeight(cap)).solve().optimalOrThrow().volatility();
            // the budget can give way too, but a unit of it is worth less than one of both of the others here
            smallest = Math.min(smallest, cap - 0.5 + Math.max(0, least - limit) / 0.4);
        }
        NearestPortfolio nearest = none.nearest().orElseThrow();
        assertThat(nearest.total()).isLessThanOrEqualTo(smallest * (1 + 1e-8));
        double[] w = nearest.weights().toArray();
        double[] slack = new double[5];
        for (Relaxation relaxation : nearest.relaxations()) {
            slack[none.conflict().indexOf(relaxation.constraint())] = relaxation.by();
        }
        assertThat(Math.abs(w[0] + w[1] + w[2] - 1)).isLessThanOrEqualTo(slack[0] + 1e-12);
        assertThat(Math.max(w[0], Math.max(w[1], w[2]))).isLessThanOrEqualTo(0.5 + slack[1] + 1e-12);
        assertThat(risk.volatility(nearest.weights())).isLessThanOrEqualTo(limit + slack[2] + 1e-12);
    }

    /** With only the cap allowed to move, the volatility as a function of the cap is inverted by bisection. */
    @Test
    void eachConstraintAloneGivesWayByWhatBisectionFinds() {
        Universe universe = DenseRisk.universe(3);
        DenseRisk risk = new DenseRisk(3, new double[] {0.01, 0, 0, 0, 0.09, 0.02, 0, 0.02, 0.16});
        PortfolioProblem free =
                PortfolioProblem.over(universe).minimize(variance(risk)).subjectTo(fullyInvested(), longOnly());
        Infeasible none = (Infeasible)
                free.subjectTo(maxWeight(0.5), volatility(risk).atMost(0.105)).solve();
        double low = 0.5;
        double high = 1;
        for (int k = 0; k < 60; k++) {
            double cap = 0.5 * (low + high);
            boolean enough =
                    free.subjectTo(maxWeight(cap)).solve().optimalOrThrow().volatility() <= 0.105;
            low = enough ? low : cap;
            high = enough ? cap : high;
        }
        assertThat(none.relaxations())
                .extracting(Relaxation::constraint)
                .containsExactly("fully invested", "max weight", "volatility");
        assertThat(none.relaxations().get(1).to()).isCloseTo(high, within(1e-8));
    }

    /** By hand: the two largest of four long-only weights are at least half of the budget. */
    @Test
    void theLargestWeightsGiveWay() {
        PortfolioProblem book = book(4).subjectTo(Constraints.largest(2).atMost(0.4));
        Infeasible none = (Infeasible) book.solve();
        assertThat(none.conflict()).containsExactly("fully invested", "largest 2");
        assertThat(none.relaxations())
                .extracting(Relaxation::constraint)
                .containsExactly("fully invested", "largest 2");
        assertThat(none.relaxations().get(0).to()).isCloseTo(0.8, within(1e-9));
        assertThat(none.relaxations().get(1).to()).isCloseTo(0.5, within(1e-9));
        assertThat(none.nearest().orElseThrow().total()).isCloseTo(0.1, within(1e-9));
        assertThat(none.nearest().orElseThrow().weights().toArray())
                .containsExactly(new double[] {0.25, 0.25, 0.25, 0.25}, within(1e-9));
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
