package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.expectedReturn;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.largest;
import static io.trimtab.optimizer.Constraints.largestAbsolute;
import static io.trimtab.optimizer.Constraints.largestLong;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Constraints.soft;
import static io.trimtab.optimizer.Constraints.volatility;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.l2;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.sharpeRatio;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** What an optimum says of itself, recomputed from its weights or by solving once more for a bound that has moved. */
class ReportedNumbersTest {
    private final Universe universe = Universe.of("A", "B");
    /** With a in the first: variance a^2 + 4 (1 - a)^2, derivative 10 a - 8. */
    private final CovarianceMatrix risk = CovarianceMatrix.of(universe, new double[][] {{1, 0}, {0, 4}});

    private final ExpectedReturns mu = ExpectedReturns.of(universe, 0.1, 0.2);
    private final PortfolioProblem book = PortfolioProblem.over(universe).subjectTo(fullyInvested(), longOnly());
    private final PortfolioProblem calm = book.minimize(variance(risk));

    // ---- soft bounds on single assets

    @Test
    void aSoftCapThatIsExceededStandsAboveItsBoundAndCostsItsPrice() {
        Optimal best = calm.subjectTo(soft(maxWeight(0.6), 1)).solve().optimalOrThrow();
        ConstraintActivity at = activity(best, "max weight");
        assertThat(at.value()).isCloseTo(0.7, within(1e-14));
        assertThat(at.upper()).isEqualTo(0.6);
        assertThat(at.lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(at.isBinding()).isTrue();
        assertThat(at.binding()).containsExactly("A");
        assertThat(best.shadowPrice("max weight")).isEqualTo(-1).isEqualTo(at.shadowPrice());
        assertThat(best.oneSidedPrices("max weight")).isEqualTo(new PricePair(-1, -1));
        assertThat(best.oneSidedPrices()).containsEntry("max weight", new PricePair(-1, -1));
    }

    @Test
    void aSoftCapThatHoldsHasThePriceOfTheHardOne() {
        Optimal best = calm.subjectTo(soft(maxWeight(0.6), 5)).solve().optimalOrThrow();
        assertThat(activity(best, "max weight").value()).isEqualTo(0.6);
        assertThat(best.shadowPrice("max weight")).isCloseTo(-2, within(1e-13));
        PricePair pair = best.oneSidedPrices("max weight");
        assertThat(pair.lowering()).isCloseTo(-2, within(1e-13));
        assertThat(pair.raising()).isCloseTo(-2, within(1e-13));
        Optimal slack = calm.subjectTo(soft(maxWeight(0.9), 5)).solve().optimalOrThrow();
        assertThat(activity(slack, "max weight").isBinding()).isFalse();
        assertThat(activity(slack, "max weight").value()).isCloseTo(0.8, within(1e-14));
        assertThat(slack.shadowPrice("max weight")).isZero();
    }

    /** At one half both caps are reached, which move together. */
    @Test
    void softBoundsAtAVertexHaveTwoPrices() {
        Optimal best = calm.subjectTo(soft(maxWeight(0.5), 5)).solve().optimalOrThrow();
        assertThat(best.weights()).isEqualTo(Weights.of(universe, 0.5, 0.5));
        PricePair pair = best.oneSidedPrices("max weight");
        // raised, A goes on as far as it lets it; lowered, B stays at it, and A is twice as far above: 5 * 2 less 3
        assertThat(pair.raising()).isCloseTo(10 * 0.5 - 8, within(1e-13));
        assertThat(pair.lowering()).isCloseTo(-5 * 2 + 3, within(1e-13));
        assertThat(best.shadowPrice("max weight")).isBetween(pair.lowering(), pair.raising());
    }

    @Test
    void pricesOfSoftBoundsAgreeWithDifferences() {
        int tries = Campaign.tries(60, 1_500);
        int priced = 0;
        for (int k = 0; k < tries; k++) {
            SplittableRandom random = new SplittableRandom(k);
            CovarianceMatrix s = covariance(random, 3 + random.nextInt(4));
            Universe u = s.universe();
            ExpectedReturns returns =
                    ExpectedReturns.of(u, random.doubles(u.size(), 0, 0.1).toArray());
            Objective gain = random.nextBoolean() ? utility(returns, s, 3) : sharpeRatio(returns, 0.001, s);
            double price = 0.02 * random.nextDouble();
            double level = random.nextDouble(0.1, 0.4);
            int kind = random.nextInt(3);
            DoubleFunction<NamedConstraint> limit = b -> switch (kind) {
                case 0 -> maxWeight(b).named("x");
                case 1 -> minWeight(b / 2).named("x");
                default -> bounds(u.id(1), b, b + 0.1).named("x");
            };
            double step = kind == 1 ? 0.5 : 1;
            DoubleFunction<Optimal> solved = b -> PortfolioProblem.over(u)
                    .maximize(gain)
                    .subjectTo(fullyInvested(), longOnly(), soft(limit.apply(b), price))
                    .solve()
                    .optimalOrThrow();
            priced += agrees(solved, level, step, "try " + k) ? 1 : 0;
        }
        assertThat(priced).isGreaterThan(tries / 4);
    }

    // ---- the largest weights

    /** At most half in any two of four leaves no choice but a quarter each: less is impossible, more is worth something. */
    @Test
    void whereAllWeightsAreAmongTheLargestNothingGivesWay() {
        CovarianceMatrix s = CovarianceMatrix.of(
                Universe.of("A", "B", "C", "D"),
                new double[][] {{1, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 3, 0}, {0, 0, 0, 4}});
        for (NamedConstraint half : new NamedConstraint[] {
            largest(2).atMost(0.5),
            largestLong(2).atMost(0.5),
            largestAbsolute(2).atMost(0.5)
        }) {
            Optimal best = PortfolioProblem.over(s.universe())
                    .minimize(variance(s))
                    .subjectTo(fullyInvested(), half)
                    .solve()
                    .optimalOrThrow();
            assertThat(best.oneSidedPrices(half.name()).lowering())
                    .as(half.name())
                    .isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(best.oneSidedPrices("fully invested").raising())
                    .as(half.name())
                    .isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void pricesOfTheLargestWeightsAgreeWithDifferences() {
        int tries = Campaign.tries(60, 1_500);
        int priced = 0;
        for (int k = 0; k < tries; k++) {
            SplittableRandom random = new SplittableRandom(k);
            int n = 3 + random.nextInt(4);
            CovarianceMatrix s = covariance(random, n);
            Universe u = s.universe();
            int count = 1 + random.nextInt(n - 1);
            double level = count / (double) n + 0.2 * random.nextDouble();
            int side = random.nextInt(3);
            DoubleFunction<NamedConstraint> limit = b -> switch (side) {
                case 0 -> largest(count).atMost(b).named("x");
                case 1 -> largestLong(count).atMost(b).named("x");
                default -> largestAbsolute(count).atMost(b).named("x");
            };
            DoubleFunction<Optimal> solved = b -> PortfolioProblem.over(u)
                    .minimize(variance(s))
                    .subjectTo(budget(1), limit.apply(b))
                    .solve()
                    .optimalOrThrow();
            priced += agrees(solved, level, 1, "try " + k) ? 1 : 0;
        }
        assertThat(priced).isGreaterThan(tries / 4);
    }

    /**
     * Compares the price of the constraint "x" with differences, of which two extrapolate the curvature away; steps small
     * enough to leave nothing else. Whether there is a price.
     */
    private static boolean agrees(DoubleFunction<Optimal> solved, double level, double step, String what) {
        Optimal best = solved.apply(level);
        PricePair pair = best.oneSidedPrices("x");
        double price = best.shadowPrice("x");
        double low = Math.min(pair.lowering(), pair.raising());
        double high = Math.max(pair.lowering(), pair.raising());
        assertThat(price).as(what).isBetween(low - 1e-9, high + 1e-9);
        double h = 1e-5;
        double up = (solved.apply(level + h).objective() - best.objective()) / (h * step);
        double upHalf = (solved.apply(level + h / 2).objective() - best.objective()) / (h / 2 * step);
        double down = (best.objective() - solved.apply(level - h).objective()) / (h * step);
        double downHalf = (best.objective() - solved.apply(level - h / 2).objective()) / (h / 2 * step);
        assertThat(2 * upHalf - up).as(what + " raising").isCloseTo(pair.raising(), within(1e-6 + 1e-5 * Math.abs(up)));
        assertThat(2 * downHalf - down)
                .as(what + " lowering")
                .isCloseTo(pair.lowering(), within(1e-6 + 1e-5 * Math.abs(down)));
        return price != 0;
    }

    private static CovarianceMatrix covariance(SplittableRandom random, int n) {
        double[][] loadings = new double[n][];
        for (int i = 0; i < n; i++) {
            loadings[i] = random.doubles(n + 2, -0.2, 0.2).toArray();
        }
        double[][] s = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                for (int f = 0; f < n + 2; f++) {
                    s[i][j] += loadings[i][f] * loadings[j][f];
                }
                s[j][i] = s[i][j];
            }
        }
        return CovarianceMatrix.of(DenseRisk.universe(n), s);
    }

    // ---- return and risk

    /** The slack of a soft target was once counted as a return: it was stated as reached where it was not. */
    @Test
    void theExpectedReturnIsThatOfTheAssetsHoweverTheConstraintIsStated() {
        Optimal missed = calm.subjectTo(soft(expectedReturn(mu).atLeast(0.19), 1e-3))
                .solve()
                .optimalOrThrow();
        double a = missed.weights().of("A");
        assertThat(missed.expectedReturn().orElseThrow())
                .isCloseTo(0.1 * a + 0.2 * (1 - a), within(1e-15))
                .isLessThan(0.13);
        Optimal renamed = calm.subjectTo(expectedReturn(mu).atLeast(0.15).named("target"))
                .solve()
                .optimalOrThrow();
        assertThat(renamed.expectedReturn().orElseThrow()).isCloseTo(0.15, within(1e-15));
        assertThat(calm.subjectTo(group("expected return", "A").atMost(0.5))
                        .solve()
                        .optimalOrThrow()
                        .expectedReturn())
                .isEmpty();
    }

    /** Where the objective has no covariance, that of a bound on risk says all there is to say. */
    @Test
    void aBoundOnRiskGivesContributionsAndDiversificationToo() {
        for (Constraint bound : new Constraint[] {
            volatility(risk).atMost(1.2), soft(volatility(risk).atMost(1.2), 1e3)
        }) {
            Optimal best =
                    book.maximize(expectedReturns(mu)).subjectTo(bound).solve().optimalOrThrow();
            double a = best.weights().of("A");
            double b = best.weights().of("B");
            assertThat(best.volatility()).isCloseTo(1.2, within(1e-9));
            assertThat(best.riskContributions().total()).isCloseTo(best.volatility(), within(1e-12));
            assertThat(best.riskContributions().of("B")).isCloseTo(4 * b * b / best.volatility(), within(1e-12));
            assertThat(best.diversificationRatio().orElseThrow())
                    .isCloseTo((a + 2 * b) / best.volatility(), within(1e-12));
        }
        Optimal none = book.maximize(expectedReturns(mu)).solve().optimalOrThrow();
        assertThatIllegalStateException().isThrownBy(none::riskContributions);
        assertThat(none.diversificationRatio()).isEmpty();
    }

    // ---- costs alone under a bound on risk

    /** To trade no more than a bound on risk asks for: a^2 + 4 (1 - a)^2 = 2.25 has the smaller root a. */
    @Test
    void asLittleIsTradedAsABoundOnRiskAsksFor() {
        double limit = 1.5;
        double a = (8 - Math.sqrt(64 - 20 * (4 - limit * limit))) / 10;
        Weights current = Weights.of(universe, 0, 1);
        for (double rate : new double[] {1e-8, 0.01, 1e8}) {
            Optimal best = book.minimize(linearCosts(rate, current))
                    .subjectTo(volatility(risk).atMost(limit))
                    .solve()
                    .optimalOrThrow();
            assertThat(best.weights().of("A")).isCloseTo(a, within(1e-11));
            assertThat(best.objective()).isCloseTo(2 * rate * a, within(1e-11 * rate));
        }
        Optimal spread = book.minimize(linearCosts(0.01, current).plus(l2(current, 1e-3)))
                .subjectTo(volatility(risk).atMost(limit))
                .solve()
                .optimalOrThrow();
        assertThat(spread.weights().of("A")).isCloseTo(a, within(1e-11));
    }

    private static ConstraintActivity activity(Optimal best, String name) {
        return Objects.requireNonNull(best.activities().get(name));
    }
}
