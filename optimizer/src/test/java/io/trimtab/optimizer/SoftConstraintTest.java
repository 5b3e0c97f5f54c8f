package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.soft;
import static io.trimtab.optimizer.Constraints.turnover;
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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two uncorrelated assets of variance 1 and 4, a in the first: variance a^2 + 4 (1 - a)^2, derivative 10 a - 8. */
class SoftConstraintTest {
    private final Universe universe = Universe.of("A", "B");
    private final CovarianceMatrix risk = CovarianceMatrix.of(universe, new double[][] {{1, 0}, {0, 4}});
    private final PortfolioProblem book =
            PortfolioProblem.over(universe).minimize(variance(risk)).subjectTo(fullyInvested(), longOnly());
    private final NamedConstraint cap = group("a", "A").atMost(0.5);

    /** Hard, the cap is worth 3 a unit: at a price of 4 it holds, at 1 it is exceeded until the derivative is 1. */
    @Test
    void aPriceAboveTheShadowPriceHoldsAndOneBelowDoesNot() {
        Optimal hard = book.subjectTo(cap).solve().optimalOrThrow();
        assertThat(hard.shadowPrice("a")).isCloseTo(-3, within(1e-14));
        Optimal dear = book.subjectTo(soft(cap, 4)).solve().optimalOrThrow();
        assertThat(dear.weights()).isEqualTo(hard.weights());
        assertThat(dear.objective()).isCloseTo(hard.objective(), within(1e-14));
        assertThat(dear.shadowPrice("a")).isCloseTo(-3, within(1e-14));
        assertThat(slack(dear).slack()).isZero();
        assertThat(slack(dear)).hasToString("a holds");
        Optimal cheap = book.subjectTo(soft(cap, 1)).solve().optimalOrThrow();
        assertThat(cheap.weights().of("A")).isCloseTo(0.7, within(1e-14));
        assertThat(cheap.shadowPrice("a")).isCloseTo(-1, within(1e-14));
        assertThat(slack(cheap).slack()).isCloseTo(0.2, within(1e-14));
        assertThat(slack(cheap).cost()).isCloseTo(0.2, within(1e-14));
        assertThat(slack(cheap)).hasToString("a exceeded by 0.2 at a cost of 0.2");
        assertThat(cheap.objective()).isCloseTo(0.49 + 0.36 + 0.2, within(1e-14));
        assertThat(cheap.objectiveTerms()).containsOnlyKeys("variance", "soft a");
        ConstraintActivity at = Objects.requireNonNull(cheap.activities().get("a"));
        assertThat(at.value()).isCloseTo(0.7, within(1e-14));
        assertThat(at.upper()).isEqualTo(0.5);
        assertThat(at.binding()).containsExactly("A");
        assertThat(cheap.weights().universe()).isEqualTo(universe);
        assertThat(cheap.riskContributions().total()).isCloseTo(Math.sqrt(0.85), within(1e-14));
        assertThat(cheap.diversificationRatio().orElseThrow()).isGreaterThan(1);
        assertThat(cheap.proof().holds()).isTrue();
    }

    private static SoftSlack slack(Optimal optimal) {
        return Objects.requireNonNull(optimal.softSlacks().get("a"));
    }

    /** 10 a - 8 + 1 + 2 * 5 (a - 0.5) = 0 at a = 0.6. */
    @Test
    void aSquaredPriceGrowsWithTheViolation() {
        Optimal best = book.subjectTo(soft(cap, 1, 5)).solve().optimalOrThrow();
        assertThat(best.weights().of("A")).isCloseTo(0.6, within(1e-14));
        assertThat(slack(best).cost()).isCloseTo(0.1 + 0.05, within(1e-14));
        assertThat(best.objectiveTerms()).containsOnlyKeys("variance", "soft a", "soft a squared");
    }

    @Test
    void softBoundsOnAssetsAreKinksOfTheObjective() {
        Optimal best = book.subjectTo(soft(maxWeight(0.6), 1)).solve().optimalOrThrow();
        assertThat(best.weights().of("A")).isCloseTo(0.7, within(1e-14));
        SoftSlack slack = Objects.requireNonNull(best.softSlacks().get("max weight"));
        assertThat(slack.slack()).isCloseTo(0.1, within(1e-14));
        assertThat(slack.cost()).isCloseTo(0.1, within(1e-14));
        Optimal at = book.subjectTo(soft(maxWeight(0.6), 5)).solve().optimalOrThrow();
        assertThat(at.weights().of("A")).isEqualTo(0.6);
    }

    @Test
    void softTurnoverTradesAgainstRisk() {
        Weights current = Weights.of(universe, 0.2, 0.8);
        // one unit of a costs two of turnover: 10 a - 8 + 2 * 1 = 0 at a = 0.6
        Optimal best =
                book.subjectTo(soft(turnover(current).atMost(0.2), 1)).solve().optimalOrThrow();
        double turnover =
                Objects.requireNonNull(best.activities().get("turnover")).value();
        SoftSlack slack = Objects.requireNonNull(best.softSlacks().get("turnover"));
        assertThat(slack.slack()).isCloseTo(turnover - 0.2, within(1e-14));
        double perA = turnover / (best.weights().of("A") - 0.2);
        assertThat(10 * best.weights().of("A") - 8 + perA).isCloseTo(0, within(1e-12));
    }

    @Test
    void gainsAreReducedByTheCost() {
        ExpectedReturns mu = ExpectedReturns.of(universe, 0, 0);
        Optimal best = book.maximize(utility(mu, risk, 2))
                .subjectTo(soft(cap, 1))
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().of("A")).isCloseTo(0.7, within(1e-14));
        assertThat(best.objective()).isCloseTo(-(0.49 + 0.36 + 0.2), within(1e-14));
        assertThat(slack(best).cost()).isCloseTo(0.2, within(1e-14));
    }

    @Test
    void whatIsHardStillContradictsUnderItsOwnNames() {
        PortfolioSolution solution =
                book.subjectTo(soft(cap, 1), maxWeight(0.4)).solve();
        assertThat(solution).isInstanceOfSatisfying(Infeasible.class, none -> {
            assertThat(none.conflict()).containsExactly("fully invested", "max weight");
            assertThat(none.message()).contains("with 2 assets");
        });
        assertThat(book.subjectTo(soft(cap, 1), maxWeight(0.4))
                        .fallingBackTo(Fallbacks.relaxing("max weight"))
                        .solve())
                .isInstanceOf(Fallback.class);
        assertThat(book.subjectTo(soft(cap, 1), soft(group("b", "A", "B").atMost(0.5), 3))
                        .solve()
                        .optimalOrThrow()
                        .softSlacks())
                .containsOnlyKeys("a", "b");
    }

    @Test
    void withoutItsBoundAndOnBothSidesPricesAreThoseOfTheAssets() {
        Optimal best = book.subjectTo(soft(cap, 1), group("floor", "B").atLeast(0.45), maxWeight(0.52))
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().of("A")).isEqualTo(0.52);
        assertThat(best.explain("A").text()).contains("would be 55% without it");
        assertThat(best.withoutBoundOf("A").optimalOrThrow().weights().universe())
                .isEqualTo(universe);
        assertThat(best.oneSidedPrices("max weight").raising()).isCloseTo(10 * 0.52 - 8 + 1, within(1e-12));
    }

    /** By hand: {@code 10 a - 8 + 1 + 2 (a - 1/2) = 0} at a = 2/3. */
    @Test
    void aBoundOnEachAssetMayHaveAPriceOfSquaresToo() {
        Optimal best = book.subjectTo(soft(maxWeight(0.5), 1, 1)).solve().optimalOrThrow();
        assertThat(best.weights().of("A")).isCloseTo(2.0 / 3, within(1e-14));
        SoftSlack slack = Objects.requireNonNull(best.softSlacks().get("max weight"));
        assertThat(slack.slack()).isCloseTo(1.0 / 6, within(1e-14));
        assertThat(slack.cost()).isCloseTo(1.0 / 6 + 1.0 / 36, within(1e-14));
        assertThat(best.objective()).isCloseTo(8.0 / 9 + 7.0 / 36, within(1e-14));
        assertThat(best.oneSidedPrices("max weight").lowering()).isCloseTo(-4.0 / 3, within(1e-12));
        Optimal dear = book.subjectTo(soft(maxWeight(0.5), 4, 1)).solve().optimalOrThrow();
        assertThat(dear.weights().of("A")).isEqualTo(0.5);
        assertThat(dear.softSlacks().get("max weight")).hasToString("max weight holds");
    }

    @Test
    void misuseIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> soft(cap, 0)).withMessageContaining("pricePerUnit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> soft(cap, Double.NaN))
                .withMessageContaining("pricePerUnit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> soft(soft(cap, 1), 1))
                .withMessage("\"a\" is soft already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> book.subjectTo(soft(cap, 1)).resolver())
                .withMessage("\"soft a <= 0.5\" is offered by solve() only: state it as a hard constraint here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> book.subjectTo(soft(group("x", "C").atMost(1), 1)))
                .withMessageContaining("which is not in the universe");
    }

    /** The penalised optimum is no worse than the best over a grid of hard limits with the same price. */
    @Test
    void aSoftLimitIsAsGoodAsTheBestOfAllHardOnes() {
        int tries = Campaign.tries(40, 1_000);
        for (int k = 0; k < tries; k++) {
            SplittableRandom random = new SplittableRandom(k);
            double price = 4 * random.nextDouble();
            double limit = random.nextDouble();
            double scale = Math.pow(10, random.nextInt(-8, 9));
            double[] s = {scale * (1 + random.nextDouble()), 0, 0, scale * (1 + 3 * random.nextDouble())};
            PortfolioProblem problem = PortfolioProblem.over(universe)
                    .minimize(variance(CovarianceMatrix.of(universe, s)))
                    .subjectTo(fullyInvested(), longOnly());
            Optimal best = problem.subjectTo(soft(group("a", "A").atMost(limit), price * scale))
                    .solve()
                    .optimalOrThrow();
            for (int g = 0; g <= 50; g++) {
                double allowed = g / 50.0;
                Optimal hard = problem.subjectTo(group("a", "A").atMost(allowed))
                        .solve()
                        .optimalOrThrow();
                double total = hard.objective()
                        + price * scale * Math.max(0, hard.weights().of("A") - limit);
                assertThat(best.objective()).as("try %d", k).isLessThanOrEqualTo(total * (1 + 1e-12));
            }
        }
    }

    /** As the price rises the slack falls, the objective rises, and in the end both are those of the hard constraint. */
    @Test
    void dearerSlackIsLessSlack() {
        int tries = Campaign.tries(25, 500);
        int exceeded = 0;
        for (int k = 0; k < tries; k++) {
            SplittableRandom random = new SplittableRandom(k);
            int n = 3 + random.nextInt(5);
            double[] s = new double[n * n];
            double[] mu = random.doubles(n, 0, 0.1).toArray();
            for (int j = 0; j < n; j++) {
                s[j * n + j] = 0.01 + 0.1 * random.nextDouble();
            }
            DenseRisk plain = new DenseRisk(n, s);
            PortfolioProblem problem = PortfolioProblem.over(plain.universe())
                    .maximize(utility(ExpectedReturns.of(plain.universe(), mu), plain, 2))
                    .subjectTo(fullyInvested(), longOnly(), maxWeight(0.9));
            NamedConstraint limit = group("g", "A0", "A1").between(0.1, 0.15);
            double before = Double.POSITIVE_INFINITY;
            double slackBefore = Double.POSITIVE_INFINITY;
            for (double price = 1e-6; price < 1e6; price *= 10) {
                Optimal best = problem.subjectTo(soft(limit, price)).solve().optimalOrThrow();
                double slack =
                        Objects.requireNonNull(best.softSlacks().get("g")).slack();
                assertThat(best.objective()).as("try %d", k).isLessThanOrEqualTo(before + 1e-14);
                assertThat(slack).as("try %d", k).isLessThanOrEqualTo(slackBefore + 1e-12);
                exceeded += slack > 0 ? 1 : 0;
                before = best.objective();
                slackBefore = slack;
            }
            Optimal hard = problem.subjectTo(limit).solve().optimalOrThrow();
            assertThat(slackBefore).as("try %d", k).isZero();
            assertThat(before).as("try %d", k).isCloseTo(hard.objective(), within(1e-14));
        }
        assertThat(exceeded).isGreaterThan(tries);
    }

    // ---- with ratios, impact costs, bounds on risk and on the largest weights

    /**
     * Above the price of the hard constraint a soft one changes nothing; below it, it is exceeded, and no neighbour, its
     * slack paid for, is better. Sharpe ratio, return less impact costs, both under a bound on risk and on concentration.
     */
    @Test
    void whatElseThereIsAProblemMayHaveSoftConstraints() {
        Universe u = Universe.of("A", "B", "C", "D");
        CovarianceMatrix risk = CovarianceMatrix.of(
                u,
                new double[][] {{0.04, 0.01, 0, 0}, {0.01, 0.09, 0.02, 0}, {0, 0.02, 0.16, 0.01}, {0, 0, 0.01, 0.05}});
        double[] mu = {0.06, 0.12, 0.15, 0.04};
        ExpectedReturns returns = ExpectedReturns.of(u, mu);
        Weights current = Weights.of(u, 0.4, 0.3, 0.2, 0.1);
        Objective ratio = Objectives.sharpeRatio(returns, 0.01, risk).plus(Objectives.linearCosts(0.002, current));
        Objective costly = Objectives.expectedReturns(returns)
                .plus(Objectives.impactCosts(Weights.of(u, 0.02, 0.02, 0.02, 0.02), current));
        Objective costlyRatio = Objectives.sharpeRatio(returns, 0.01, risk)
                .plus(Objectives.impactCosts(Weights.of(u, 0.02, 0.02, 0.02, 0.02), current));
        NamedConstraint cap = group("pair", "B", "C").atMost(0.35);
        for (Objective aim : List.of(ratio, costly, costlyRatio)) {
            PortfolioProblem book = PortfolioProblem.over(u)
                    .maximize(aim)
                    .subjectTo(
                            fullyInvested(),
                            longOnly(),
                            Constraints.volatility(risk).atMost(0.23),
                            Constraints.largest(2).atMost(0.8));
            Optimal hard = book.subjectTo(cap).solve().optimalOrThrow();
            double price = hard.shadowPrice("pair");
            assertThat(price).as("%s", aim).isGreaterThan(1e-4);
            double unit = aim == costly ? 1 : hard.volatility();
            Optimal dear = book.subjectTo(soft(cap, 1.5 * price * unit)).solve().optimalOrThrow();
            assertThat(dear.weights().toArray()).containsExactly(hard.weights().toArray(), within(1e-7));
            assertThat(slack(dear, "pair").slack()).isCloseTo(0, within(1e-12));
            double cheapPrice = 0.3 * price * unit;
            Optimal cheap = book.subjectTo(soft(cap, cheapPrice)).solve().optimalOrThrow();
            assertThat(slack(cheap, "pair").slack()).isGreaterThan(1e-4);
            noBetterNeighbour(aim, risk, cheap, cheapPrice);
        }
    }

    private static SoftSlack slack(Optimal best, String name) {
        return Objects.requireNonNull(best.softSlacks().get(name));
    }

    private static void noBetterNeighbour(Objective aim, CovarianceMatrix risk, Optimal best, double price) {
        SplittableRandom random = new SplittableRandom(3);
        double[] w = best.weights().toArray();
        double value = paid(aim, risk, w, price);
        assertThat(best.objective()).isCloseTo(value, within(1e-9));
        int compared = 0;
        for (int k = 0; k < 4_000; k++) {
            double[] other = w.clone();
            int a = random.nextInt(4);
            int b = random.nextInt(4);
            double step = StrictMath.pow(10, -1 - 4 * random.nextDouble());
            other[a] += step;
            other[b] -= step;
            double[] sorted = other.clone();
            Arrays.sort(sorted);
            boolean feasible = sorted[0] >= 0
                    && sorted[2] + sorted[3] <= 0.8 + 1e-13
                    && risk.volatility(Weights.of(risk.universe(), other)) <= 0.23 + 1e-13;
            if (feasible) {
                compared++;
                assertThat(paid(aim, risk, other, price)).isLessThanOrEqualTo(value + 1e-10);
            }
        }
        assertThat(compared).isGreaterThan(200);
    }

    /** The objective with the slack of B and C above 0.35 paid for: in a ratio by the numerator. */
    private static double paid(Objective aim, CovarianceMatrix risk, double[] w, double price) {
        double slack = price * Math.max(0, w[1] + w[2] - 0.35);
        boolean isRatio = aim.name().startsWith("Sharpe");
        return aim.value(w) - slack / (isRatio ? risk.volatility(Weights.of(risk.universe(), w)) : 1);
    }

    // ---- soft bounds on risk and on the largest weights

    /** One asset of volatility 1 and return 3, aversion 2: 3 - 2 w falls to the price, which grows by twice the squared one. */
    @Test
    void aSoftBoundOnRiskIsExceededUntilTheLastUnitIsWorthItsPrice() {
        Universe u = Universe.of("A");
        CovarianceMatrix one = CovarianceMatrix.of(u, new double[][] {{1}});
        NamedConstraint limit = Constraints.volatility(one).atMost(0.5);
        PortfolioProblem plain = PortfolioProblem.over(u).maximize(utility(ExpectedReturns.of(u, 3), one, 2));
        Optimal hard = plain.subjectTo(soft(limit, 5)).solve().optimalOrThrow();
        assertThat(hard.weights().get(0)).isCloseTo(0.5, within(1e-12));
        assertThat(slack(hard, "volatility")).hasToString("volatility holds");
        assertThat(hard.shadowPrice("volatility")).isCloseTo(2, within(1e-11));
        assertThat(hard.oneSidedPrices("volatility").raising()).isCloseTo(2, within(1e-11));
        Optimal cheap = plain.subjectTo(soft(limit, 1)).solve().optimalOrThrow();
        assertThat(cheap.weights().get(0)).isCloseTo(1, within(1e-12));
        assertThat(slack(cheap, "volatility").slack()).isCloseTo(0.5, within(1e-12));
        assertThat(slack(cheap, "volatility").cost()).isCloseTo(0.5, within(1e-12));
        assertThat(cheap.objective()).isCloseTo(3 - 1 - 0.5, within(1e-12));
        assertThat(cheap.objectiveTerms()).containsOnlyKeys("expected return", "risk", "soft volatility");
        assertThat(cheap.shadowPrice("volatility")).isCloseTo(1, within(1e-12));
        assertThat(cheap.oneSidedPrices("volatility").lowering()).isCloseTo(1, within(1e-12));
        ConstraintActivity at = Objects.requireNonNull(cheap.activities().get("volatility"));
        assertThat(at.value()).isCloseTo(1, within(1e-12));
        assertThat(at.upper()).isEqualTo(0.5);
        assertThat(at.isBinding()).isTrue();
        Optimal squared = plain.subjectTo(soft(limit, 1, 1)).solve().optimalOrThrow();
        assertThat(squared.weights().get(0)).isCloseTo(0.75, within(1e-12));
        assertThat(squared.shadowPrice("volatility")).isCloseTo(1.5, within(1e-11));
        assertThat(squared.objectiveTerms()).containsKeys("soft volatility", "soft volatility squared");
    }

    /** At a price below the return per volatility nothing ends, at one above the bound holds. */
    @Test
    void aReturnThatIsWorthMoreThanItsSlackHasNoEnd() {
        Universe u = Universe.of("A");
        CovarianceMatrix one = CovarianceMatrix.of(u, new double[][] {{1}});
        PortfolioProblem plain =
                PortfolioProblem.over(u).maximize(Objectives.expectedReturns(ExpectedReturns.of(u, 3)));
        NamedConstraint limit = Constraints.volatility(one).atMost(0.5);
        assertThat(plain.subjectTo(soft(limit, 4))
                        .solve()
                        .optimalOrThrow()
                        .weights()
                        .get(0))
                .isCloseTo(0.5, within(1e-12));
        assertThat(plain.subjectTo(soft(limit, 1)).solve()).isInstanceOfSatisfying(Unbounded.class, endless -> {
            assertThat(endless.direction().get(0)).isEqualTo(1);
            assertThat(endless.improvement()).isCloseTo(2, within(1e-12));
        });
        assertThat(plain.subjectTo(soft(limit, 1, 0.1))
                        .solve()
                        .optimalOrThrow()
                        .weights()
                        .get(0))
                .isCloseTo(10.5, within(1e-9));
    }

    /** The largest of two weights is that of A: the same as the cap on A above. */
    @Test
    void aSoftBoundOnTheLargestWeightsIsOneOnTheirSum() {
        NamedConstraint largest = Constraints.largest(1).atMost(0.5);
        Optimal best = book.subjectTo(soft(largest, 1)).solve().optimalOrThrow();
        assertThat(best.weights().of("A")).isCloseTo(0.7, within(1e-12));
        assertThat(best.shadowPrice("largest 1")).isCloseTo(-1, within(1e-12));
        assertThat(slack(best, "largest 1").slack()).isCloseTo(0.2, within(1e-12));
        ConstraintActivity at = Objects.requireNonNull(best.activities().get("largest 1"));
        assertThat(at.value()).isCloseTo(0.7, within(1e-12));
        assertThat(at.upper()).isEqualTo(0.5);
        assertThat(book.subjectTo(soft(largest, 1, 5))
                        .solve()
                        .optimalOrThrow()
                        .weights()
                        .of("A"))
                .isCloseTo(0.6, within(1e-12));
        Optimal dear = book.subjectTo(soft(largest, 4)).solve().optimalOrThrow();
        assertThat(dear.weights().of("A")).isCloseTo(0.5, within(1e-12));
        assertThat(slack(dear, "largest 1").slack()).isCloseTo(0, within(1e-12));
    }

    /** Many tied assets: found by level, as a hard bound is; a budget of slack costs less than none. */
    @Test
    void manyTiedAssetsUnderASoftBoundTakeFewSolves() {
        int n = 60;
        double[] s = new double[n * n];
        double[] mu = new double[n];
        for (int j = 0; j < n; j++) {
            s[j * n + j] = 0.01 + 1e-4 * j;
            mu[j] = 0.05 + 1e-3 * j;
        }
        DenseRisk plain = new DenseRisk(n, s);
        PortfolioProblem problem = PortfolioProblem.over(plain.universe())
                .maximize(utility(ExpectedReturns.of(plain.universe(), mu), plain, 4))
                .subjectTo(fullyInvested(), longOnly());
        NamedConstraint ten = Constraints.largest(10).atMost(0.2);
        Optimal hard = problem.subjectTo(ten).solve().optimalOrThrow();
        Optimal free = problem.solve().optimalOrThrow();
        double before = free.objective();
        for (double share : new double[] {0.2, 0.5, 0.9, 1.1}) {
            double price = share * hard.shadowPrice("largest 10");
            Optimal best = problem.subjectTo(soft(ten, price)).solve().optimalOrThrow();
            assertThat(best.objective()).isBetween(hard.objective() - 1e-12, before + 1e-12);
            assertThat(slack(best, "largest 10").slack() > 1e-9).isEqualTo(share < 1);
            before = best.objective();
            int solves = Integer.parseInt(best.method().replaceAll(".*the last of (\\d+) solves.*", "$1"));
            assertThat(solves).isLessThan(60);
        }
    }

    /** A ratio that pays for its slack by more than it earns has no portfolio. */
    @Test
    void whatCostsMoreThanARatioEarnsIsInfeasibleByName() {
        ExpectedReturns mu = ExpectedReturns.of(universe, 0.02, 0.03);
        assertThat(book.maximize(Objectives.sharpeRatio(mu, 0.01, risk))
                        .subjectTo(soft(Constraints.volatility(risk).atMost(0.01), 1))
                        .solve())
                .isInstanceOfSatisfying(Infeasible.class, none -> {
                    assertThat(none.conflict()).containsExactly("fully invested", "volatility");
                    assertThat(none.message())
                            .contains("beats the risk-free rate")
                            .contains("soft volatility");
                });
    }
}
