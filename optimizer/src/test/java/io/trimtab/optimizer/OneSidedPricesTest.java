package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.shortExposure;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Constraints.volatility;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Prices on both sides of a bound, by hand at degenerate vertices and against differences elsewhere. */
class OneSidedPricesTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private final Universe universe = Universe.of("A", "B", "C");
    /** At (0.4, 0.6, 0): gradient of the variance 2Sw = (0.8, 4.8, 6). */
    private final CovarianceMatrix risk =
            CovarianceMatrix.of(universe, new double[][] {{1, 0, 0}, {0, 4, 5}, {0, 5, 9}});

    private final PortfolioProblem vertex = PortfolioProblem.over(universe)
            .minimize(variance(risk))
            .subjectTo(fullyInvested(), longOnly(), group("a", "A").atMost(0.4), bounds("B", 0, 0.6));

    /** At (1, 0): a short position of h changes the variance of (1 + h)^2 - 3 (1 + h) h + 4 h^2 by -h. */
    @Test
    void aLimitOfZeroBindsThoughNoWeightCountsInIt() {
        Universe two = Universe.of("A", "B");
        Optimal best = PortfolioProblem.over(two)
                .minimize(variance(CovarianceMatrix.of(two, new double[][] {{1, 1.5}, {1.5, 4}})))
                .subjectTo(fullyInvested(), shortExposure().atMost(0))
                .solve()
                .optimalOrThrow();
        ConstraintActivity none = Objects.requireNonNull(best.activities().get("short exposure"));
        assertThat(none.isBinding()).isTrue();
        assertThat(none.binding()).isEmpty();
        assertThat(none.shadowPrice()).isCloseTo(-1, within(1e-12));
        PricePair pair = best.oneSidedPrices("short exposure");
        assertThat(best.oneSidedPrices().get("short exposure")).isEqualTo(pair);
        assertThat(pair.raising()).isCloseTo(-1, within(1e-12));
        assertThat(pair.lowering()).isEqualTo(-INFINITY);
    }

    /**
     * More budget has to go to C, at 6; less is taken from B, at 4.8. A higher cap of A takes from B, at 4.8 - 0.8; a
     * lower one gives to C, at 6 - 0.8. A higher cap of B helps nobody, a lower one gives to C, at 6 - 4.8.
     */
    @Test
    void atADegenerateVertexBothDerivativesAreExact() {
        Optimal best = vertex.solve().optimalOrThrow();
        assertThat(best.weights().toArray()).containsExactly(0.4, 0.6, 0);
        pair(best.oneSidedPrices("fully invested"), 4.8, 6);
        pair(best.oneSidedPrices("a"), -5.2, -4);
        pair(best.oneSidedPrices("bounds of B"), -1.2, 0);
        pair(best.oneSidedPrices("long only"), 0, 1.2);
        best.oneSidedPrices().forEach((name, pair) -> {
            assertThat(best.shadowPrice(name)).as(name).isBetween(pair.lowering() - 1e-12, pair.raising() + 1e-12);
            assertThat(pair.isUnique()).as(name).isFalse();
        });
        assertThat(best.oneSidedPrices("fully invested")).hasToString("4.8 lowering, 6 raising");
    }

    private static void pair(PricePair pair, double lowering, double raising) {
        assertThat(pair.lowering()).isCloseTo(lowering, within(1e-12));
        assertThat(pair.raising()).isCloseTo(raising, within(1e-12));
    }

    @Test
    void whereABoundCannotMoveTheObjectiveIsInfinitelyBad() {
        Universe two = Universe.of("A", "B");
        CovarianceMatrix plain = CovarianceMatrix.of(two, new double[][] {{1, 0}, {0, 4}});
        PortfolioProblem forced = PortfolioProblem.over(two)
                .minimize(variance(plain))
                .subjectTo(fullyInvested(), bounds("A", 0, 0.4), bounds("B", 0, 0.6));
        Optimal best = forced.solve().optimalOrThrow();
        pair(best.oneSidedPrices("fully invested"), 4.8, INFINITY);
        pair(best.oneSidedPrices("bounds of A"), -INFINITY, -4);
        Optimal most = forced.maximize(utility(ExpectedReturns.of(two, 0, 0), plain, 2))
                .solve()
                .optimalOrThrow();
        pair(most.oneSidedPrices("fully invested"), -4.8, -INFINITY);
        pair(most.oneSidedPrices("bounds of A"), INFINITY, 4);
    }

    /** Two caps of one value: the one raised alone changes nothing, the one lowered counts. */
    @Test
    void ofTwoEqualBoundsEachHoldsOnItsOwn() {
        Optimal best = vertex.without("bounds of B")
                .subjectTo(bounds("A", 0, 0.4))
                .without("a")
                .subjectTo(bounds("A", 0, 0.4).named("again"))
                .solve()
                .optimalOrThrow();
        double price = best.shadowPrice("bounds of A") + best.shadowPrice("again");
        assertThat(price).isNegative();
        for (String name : new String[] {"bounds of A", "again"}) {
            pair(best.oneSidedPrices(name), price, 0);
        }
    }

    @Test
    void whatDoesNotBindIsFreeOnBothSides() {
        Optimal best = vertex.subjectTo(maxWeight(0.9)).solve().optimalOrThrow();
        assertThat(best.oneSidedPrices("max weight")).isEqualTo(new PricePair(0, 0));
        assertThat(best.oneSidedPrices()).containsOnlyKeys(best.shadowPrices().keySet());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> best.oneSidedPrices("cap"))
                .withMessageStartingWith("there is no constraint named \"cap\"; there are [");
    }

    /** Against what another solve finds, with bounds on a grid so that vertices are degenerate often. */
    @Test
    void bothDerivativesAgreeWithDifferences() {
        int tries = Campaign.tries(60, 2_000);
        int kinks = 0;
        int unique = 0;
        for (int k = 0; k < tries; k++) {
            SplittableRandom random = new SplittableRandom(k);
            int n = 2 + random.nextInt(6);
            CovarianceMatrix s = covariance(random, n);
            double[] mu = random.doubles(n, 0, 0.1).toArray();
            Universe u = s.universe();
            boolean maximal = random.nextBoolean();
            PortfolioProblem plain = PortfolioProblem.over(u);
            plain = maximal ? plain.maximize(utility(ExpectedReturns.of(u, mu), s, 2)) : plain.minimize(variance(s));
            double cap = Math.ceil(10.0 / n + random.nextInt(3)) / 10;
            PortfolioProblem problem = plain.subjectTo(
                    longOnly(),
                    budget(1),
                    maxWeight(cap),
                    group("half", u.id(0), u.id(1)).atMost(0.4));
            if (!(problem.solve() instanceof Optimal best)) {
                continue;
            }
            double h = 1e-6;
            for (String name : new String[] {"budget", "max weight", "half"}) {
                PricePair pair = best.oneSidedPrices(name);
                kinks += pair.isUnique() ? 0 : 1;
                unique += pair.isUnique() ? 1 : 0;
                double up = moved(plain, u, cap, name, h, best, maximal);
                double down = moved(plain, u, cap, name, -h, best, maximal);
                close(pair.raising(), (up - best.objective()) / h, k + name);
                close(pair.lowering(), (best.objective() - down) / h, k + name);
            }
        }
        assertThat(kinks).isGreaterThan(tries / 10);
        assertThat(unique).isGreaterThan(tries / 2);
    }

    /** Turnover bends at the weights held, where optima like to stay: prices there have two sides. */
    @Test
    void pricesOfTurnoverAgreeWithDifferences() {
        int tries = Campaign.tries(60, 2_000);
        int kinks = 0;
        double h = 1e-6;
        for (int k = 0; k < tries; k++) {
            SplittableRandom random = new SplittableRandom(k);
            int n = 3 + random.nextInt(4);
            CovarianceMatrix s = covariance(random, n);
            Universe u = s.universe();
            double[] held = new double[n];
            for (int unit = 0; unit < 10; unit++) {
                held[random.nextInt(n)] += 0.1;
            }
            Weights current = Weights.of(u, held);
            double limit = random.nextInt(8) / 10.0;
            double level = 1 + 0.1 * random.nextInt(-1, 2);
            PortfolioProblem plain =
                    PortfolioProblem.over(u).minimize(variance(s)).subjectTo(longOnly());
            if (!(plain.subjectTo(budget(level), turnover(current).atMost(limit))
                            .solve()
                    instanceof Optimal best)) {
                continue;
            }
            PricePair turnover = best.oneSidedPrices("turnover");
            PricePair budget = best.oneSidedPrices("budget");
            kinks += turnover.isUnique() ? 0 : 1;
            double value = best.objective();
            close(turnover.raising(), (value(plain, level, current, limit + h, best) - value) / h, k + " raised");
            if (limit > 0) {
                close(turnover.lowering(), (value - value(plain, level, current, limit - h, best)) / h, k + " lowered");
            }
            close(budget.raising(), (value(plain, level + h, current, limit, best) - value) / h, k + " more");
            close(budget.lowering(), (value - value(plain, level - h, current, limit, best)) / h, k + " less");
        }
        assertThat(kinks).isGreaterThan(tries / 10);
    }

    private static double value(PortfolioProblem plain, double level, Weights current, double limit, Optimal best) {
        PortfolioSolution solution = plain.subjectTo(
                        budget(level), turnover(current).atMost(limit))
                .warmStartedFrom(best)
                .solve();
        return solution instanceof Infeasible
                ? INFINITY
                : solution.optimalOrThrow().objective();
    }

    private static void close(double derivative, double difference, String what) {
        if (Double.isInfinite(derivative)) {
            assertThat(difference).as(what).isEqualTo(derivative);
        } else {
            assertThat(derivative).as(what).isCloseTo(difference, within(1e-5));
        }
    }

    private static double moved(
            PortfolioProblem plain, Universe u, double cap, String name, double h, Optimal best, boolean maximal) {
        PortfolioSolution solution = plain.subjectTo(
                        longOnly(),
                        budget(name.equals("budget") ? 1 + h : 1),
                        maxWeight(name.equals("max weight") ? cap + h : cap),
                        group("half", u.id(0), u.id(1)).atMost(name.equals("half") ? 0.4 + h : 0.4))
                .warmStartedFrom(best)
                .solve();
        if (solution instanceof Infeasible) {
            return maximal ? -INFINITY : INFINITY;
        }
        return solution.optimalOrThrow().objective();
    }

    // ---- under bounds on risk

    /** Everything in A at exactly its volatility: less would cost 5% of return on 1/0.2 of weight, more is worth nothing. */
    @Test
    void aBoundOnRiskAtAVertexHasTwoPrices() {
        Universe two = Universe.of("A", "B");
        CovarianceMatrix risk = CovarianceMatrix.of(two, new double[][] {{0.04, 0}, {0, 0.01}});
        Optimal best = PortfolioProblem.over(two)
                .maximize(expectedReturns(ExpectedReturns.of(two, 0.1, 0.05)))
                .subjectTo(fullyInvested(), longOnly(), volatility(risk).atMost(0.2))
                .solve()
                .optimalOrThrow();
        PricePair price = best.oneSidedPrices("volatility");
        assertThat(price.raising()).isCloseTo(0, within(1e-12));
        assertThat(price.lowering()).isCloseTo(0.25, within(1e-9));
        // with more to invest the bound stays: from A's 5% less into B's
        PricePair budget = best.oneSidedPrices("fully invested");
        assertThat(budget.raising()).isCloseTo(0.05, within(1e-9));
        assertThat(budget.lowering()).isCloseTo(0.1, within(1e-9));
    }

    /** Both derivatives of each constraint against the problem solved again with its bound moved a little. */
    @Test
    void pricesUnderBoundsOnRiskAreDerivatives() {
        SplittableRandom random = new SplittableRandom(41);
        int compared = 0;
        for (int trial = 0; trial < Campaign.tries(60, 1_000); trial++) {
            int n = random.nextInt(3, 7);
            CovarianceMatrix risk = covariance(random, n);
            Universe u = risk.universe();
            double[] mu = new double[n];
            for (int j = 0; j < n; j++) {
                mu[j] = random.nextDouble(0, 0.2);
            }
            double cap = random.nextDouble(1.3, 2.5) / n;
            double least = riskBounded(u, mu, risk, cap, 1, 10)
                    .minimize(variance(risk))
                    .solve()
                    .optimalOrThrow()
                    .volatility();
            double limit = least * random.nextDouble(1.02, 1.3);
            boolean ratio = random.nextInt(3) == 0;
            PortfolioProblem first = riskBounded(u, mu, risk, cap, 1, limit);
            Objective aim = ratio
                    ? Objectives.sharpeRatio(ExpectedReturns.of(u, mu), 0.01, risk)
                    : expectedReturns(ExpectedReturns.of(u, mu));
            Optimal best = first.maximize(aim).solve().optimalOrThrow();
            double h = 1e-6;
            for (int which = 0; which < 3; which++) {
                for (int sign = -1; sign <= 1; sign += 2) {
                    double step = sign * h * (which == 2 ? limit : 1);
                    PortfolioSolution moved = riskBounded(
                                    u,
                                    mu,
                                    risk,
                                    cap + (which == 0 ? step : 0),
                                    1 + (which == 1 ? step : 0),
                                    limit + (which == 2 ? step : 0))
                            .maximize(aim)
                            .solve();
                    PricePair pair = best.oneSidedPrices(
                            List.of("max weight", "budget", "volatility").get(which));
                    double price = sign > 0 ? pair.raising() : pair.lowering();
                    double difference = (moved.optimalOrThrow().objective() - best.objective()) / step;
                    double size = Math.max(1, Math.abs(best.objective()));
                    assertThat(price)
                            .as("trial %d, constraint %d, %d", trial, which, sign)
                            .isCloseTo(difference, within(2e-3 * size + 1e-3 * Math.abs(difference)));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(200);
    }

    private static PortfolioProblem riskBounded(
            Universe u, double[] mu, CovarianceMatrix risk, double cap, double net, double limit) {
        return PortfolioProblem.over(u)
                .maximize(expectedReturns(ExpectedReturns.of(u, mu)))
                .subjectTo(
                        budget(net),
                        longOnly(),
                        maxWeight(cap),
                        volatility(risk).atMost(limit));
    }

    /** All risk is hedged: the variance stays zero whatever the budget is, and rounding has no price. */
    @Test
    void aPortfolioWithoutVarianceHasPricesOfZero() {
        double[] loadings = {0.0486, -0.1059, -0.0178, -0.0094, 0.0256};
        double[][] s = new double[5][5];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                s[i][j] = loadings[i] * loadings[j];
            }
        }
        Universe u = DenseRisk.universe(5);
        Optimal best = PortfolioProblem.over(u)
                .minimize(variance(CovarianceMatrix.of(u, s)))
                .subjectTo(budget(1), bounds("A0", -0.4, 1.5), bounds("A1", -0.14, 2), bounds("A2", -0.4, 1.5))
                .solve()
                .optimalOrThrow();
        assertThat(best.shadowPrices().values()).containsOnly(0.0);
        assertThat(best.oneSidedPrices("budget")).isEqualTo(new PricePair(0, 0));
    }

    private static CovarianceMatrix covariance(SplittableRandom random, int n) {
        double[][] f = new double[n][n + 1];
        for (double[] row : f) {
            for (int k = 0; k < row.length; k++) {
                row[k] = random.nextDouble() - 0.4;
            }
        }
        double[] s = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k <= n; k++) {
                    s[i * n + j] += f[i][k] * f[j][k] / 10;
                }
            }
        }
        return CovarianceMatrix.of(DenseRisk.universe(n), s);
    }
}
