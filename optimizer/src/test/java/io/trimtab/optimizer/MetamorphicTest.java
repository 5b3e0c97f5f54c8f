package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.expectedReturn;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What must not change, or must change in a known way, when a problem changes; and prices against finite differences. */
class MetamorphicTest {
    private static final int TRIES = Campaign.tries(60, 2_000);

    /** A random problem with correlated assets, a cap and a group, whose parts can be changed one by one. */
    private static final class Case {
        final int n;
        final double[] s;
        final double[] mu;
        final double cap;
        final double groupCap;
        final double net;

        Case(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            n = 7 + random.nextInt(30);
            int factors = n + 5;
            double[][] f = new double[n][factors];
            mu = new double[n];
            for (int j = 0; j < n; j++) {
                double vol = 0.05 + 0.3 * random.nextDouble();
                double beta = 0.5 + random.nextDouble();
                for (int k = 0; k < factors; k++) {
                    f[j][k] = vol * (random.nextDouble() - 0.5) / 2 + (k == 0 ? 0.15 * beta : 0);
                }
                mu[j] = 0.02 + 0.06 * beta + 0.05 * random.nextDouble();
            }
            s = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < factors; k++) {
                        s[i * n + j] += f[i][k] * f[j][k];
                    }
                }
            }
            cap = 0.26 + 0.1 * random.nextDouble();
            groupCap = 0.2 + 0.2 * random.nextDouble();
            net = 1;
        }

        Universe universe() {
            return DenseRisk.universe(n);
        }

        DenseRisk risk(double scale) {
            double[] scaled = s.clone();
            for (int k = 0; k < scaled.length; k++) {
                scaled[k] *= scale;
            }
            return new DenseRisk(n, scaled);
        }

        ExpectedReturns returns() {
            return ExpectedReturns.of(universe(), mu);
        }

        PortfolioProblem constrained(double moreCap, double moreGroup, double moreNet) {
            return PortfolioProblem.over(universe())
                    .subjectTo(
                            Constraints.budget(net + moreNet),
                            longOnly(),
                            maxWeight(cap + moreCap),
                            group("first", "A0", "A1", "A2").atMost(groupCap + moreGroup));
        }
    }

    @Test
    void scalingTheCovarianceChangesNoWeight() {
        for (int k = 0; k < TRIES; k++) {
            Case c = new Case(k);
            double[] base = weights(c.constrained(0, 0, 0).minimize(variance(c.risk(1))));
            for (double scale : new double[] {1e-8, 1e-3, 252, 1e8}) {
                double[] scaled = weights(c.constrained(0, 0, 0).minimize(variance(c.risk(scale))));
                assertThat(scaled).as("try %d, scale %s", k, scale).containsExactly(base, within(1e-9));
            }
        }
    }

    @Test
    void permutingTheAssetsPermutesTheWeights() {
        for (int k = 0; k < TRIES; k++) {
            Case c = new Case(k);
            List<Integer> order = new ArrayList<>();
            for (int j = 0; j < c.n; j++) {
                order.add(j);
            }
            Collections.shuffle(order, new Random(k));
            double[] s = new double[c.n * c.n];
            double[] mu = new double[c.n];
            String[] ids = new String[c.n];
            for (int j = 0; j < c.n; j++) {
                mu[j] = c.mu[order.get(j)];
                ids[j] = "A" + order.get(j);
                for (int i = 0; i < c.n; i++) {
                    s[j * c.n + i] = c.s[order.get(j) * c.n + order.get(i)];
                }
            }
            Universe universe = Universe.of(ids);
            PortfolioProblem shuffled = PortfolioProblem.over(universe)
                    .maximize(utility(ExpectedReturns.of(universe, mu), CovarianceMatrix.of(universe, s), 4))
                    .subjectTo(c.constrained(0, 0, 0).constraints());
            Weights there = shuffled.solve().optimalOrThrow().weights();
            Weights here = c.constrained(0, 0, 0)
                    .maximize(utility(c.returns(), c.risk(1), 4))
                    .solve()
                    .optimalOrThrow()
                    .weights();
            for (String id : ids) {
                assertThat(there.of(id)).isCloseTo(here.of(id), within(1e-11));
            }
        }
    }

    @Test
    void aDuplicatedAssetSharesTheWeightOfTheOriginal() {
        for (int k = 0; k < TRIES; k++) {
            Case c = new Case(k);
            int n = c.n + 1;
            double[] s = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    s[i * n + j] = c.s[Math.min(i, c.n - 1) * c.n + Math.min(j, c.n - 1)];
                }
            }
            DenseRisk risk = new DenseRisk(n, s);
            Optimal one = PortfolioProblem.over(c.universe())
                    .minimize(variance(c.risk(1)))
                    .subjectTo(fullyInvested(), longOnly())
                    .solve()
                    .optimalOrThrow();
            Optimal two = PortfolioProblem.over(risk.universe())
                    .minimize(variance(risk))
                    .subjectTo(fullyInvested(), longOnly())
                    .solve()
                    .optimalOrThrow();
            assertThat(two.objective()).isCloseTo(one.objective(), within(1e-14 * one.objective()));
            assertThat(two.weights().get(n - 1) + two.weights().get(n - 2))
                    .isCloseTo(one.weights().get(c.n - 1), within(1e-12));
        }
    }

    @Test
    void aConstraintThatDoesNotBindChangesNothing() {
        for (int k = 0; k < TRIES; k++) {
            Case c = new Case(k);
            PortfolioProblem problem = c.constrained(0, 0, 0).minimize(variance(c.risk(1)));
            Optimal base = problem.solve().optimalOrThrow();
            Optimal more = problem.subjectTo(
                            minWeight(-0.5),
                            group("loose", "A3", "A4").atMost(0.99),
                            expectedReturn(c.returns()).atLeast(-1))
                    .solve()
                    .optimalOrThrow();
            assertThat(more.weights().toArray()).containsExactly(base.weights().toArray(), within(1e-14));
            assertThat(more.shadowPrice("loose")).isZero();
            assertThat(more.shadowPrice("expected return")).isZero();
        }
    }

    /** Central differences of the optimal value, where they exist: where both one-sided differences agree. */
    @Test
    void shadowPricesAreDerivativesOfTheObjective() {
        int compared = 0;
        for (int k = 0; k < TRIES; k++) {
            Case c = new Case(k);
            for (int sense = 0; sense < 2; sense++) {
                Objective objective = sense == 0 ? variance(c.risk(1)) : utility(c.returns(), c.risk(1), 3);
                Optimal best = solve(c.constrained(0, 0, 0), objective);
                double[] price = {best.shadowPrice("max weight"), best.shadowPrice("first"), best.shadowPrice("budget")
                };
                for (int which = 0; which < 3; which++) {
                    double h = 1e-5;
                    double up = solve(moved(c, which, h), objective).objective();
                    double down = solve(moved(c, which, -h), objective).objective();
                    double forward = (up - best.objective()) / h;
                    double backward = (best.objective() - down) / h;
                    double scale = Math.abs(best.objective());
                    assertThat(price[which])
                            .as("try %d, sense %d, constraint %d", k, sense, which)
                            .isBetween(
                                    Math.min(forward, backward) - 1e-3 * scale,
                                    Math.max(forward, backward) + 1e-3 * scale);
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(6 * TRIES);
    }

    /** The reduced cost of each asset at its cap is the derivative with respect to that cap alone. */
    @Test
    void reducedCostsAreDerivativesWithRespectToTheAssetsOwnBound() {
        int compared = 0;
        for (int k = 0; k < TRIES; k++) {
            Case c = new Case(k);
            Objective objective = utility(c.returns(), c.risk(1), 3);
            PortfolioProblem problem = c.constrained(0, 0, 0);
            Optimal best = solve(problem, objective);
            double h = 1e-5;
            for (Explanation why : best.explanations()) {
                if (why.position() == Explanation.Position.AT_UPPER) {
                    PortfolioProblem tighter = problem.subjectTo(Constraints.bounds(why.asset(), 0, why.weight() - h));
                    double difference =
                            (best.objective() - solve(tighter, objective).objective()) / h;
                    assertThat(why.reducedCost()).isCloseTo(difference, within(1e-3 * best.objective()));
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
    }

    private static PortfolioProblem moved(Case c, int which, double h) {
        return c.constrained(which == 0 ? h : 0, which == 1 ? h : 0, which == 2 ? h : 0);
    }

    private static Optimal solve(PortfolioProblem problem, Objective objective) {
        return (objective.sense() == Objective.Sense.MINIMIZE
                        ? problem.minimize(objective)
                        : problem.maximize(objective))
                .solve()
                .optimalOrThrow();
    }

    private static double[] weights(PortfolioProblem problem) {
        return problem.solve().optimalOrThrow().weights().toArray();
    }
}
