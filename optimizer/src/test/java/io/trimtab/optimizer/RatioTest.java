package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.largest;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Constraints.trackingError;
import static io.trimtab.optimizer.Constraints.volatility;
import static io.trimtab.optimizer.Objectives.diversificationRatio;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.l2;
import static io.trimtab.optimizer.Objectives.quadraticCosts;
import static io.trimtab.optimizer.Objectives.sharpeRatio;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Maximum Sharpe and maximum diversification against closed forms and against what no feasible portfolio beats. */
class RatioTest {
    private static final double ROUNDING = 1e-12;

    private final Universe universe = Universe.of("A", "B", "C");
    private final CovarianceMatrix risk = CovarianceMatrix.of(
            universe, new double[][] {{0.04, 0.006, 0.002}, {0.006, 0.09, 0.01}, {0.002, 0.01, 0.0225}});
    private final ExpectedReturns mu = ExpectedReturns.of(universe, 0.07, 0.12, 0.05);
    private final PortfolioProblem problem = PortfolioProblem.over(universe).subjectTo(fullyInvested());

    /** The tangency portfolio is S^-1 (mu - rf 1), normalised: its excess covariances are proportional to excess returns. */
    @Test
    void withoutBoundsItIsTheTangencyPortfolio() {
        Optimal best = problem.maximize(sharpeRatio(mu, 0.02, risk)).solve().optimalOrThrow();
        double[] w = best.weights().toArray();
        double[] product = new double[3];
        risk.multiplyInto(w, product);
        double k = product[0] / 0.05;
        assertThat(product[1]).isCloseTo(k * 0.10, within(ROUNDING));
        assertThat(product[2]).isCloseTo(k * 0.03, within(ROUNDING));
        assertThat(best.objective()).isCloseTo((mu.of(best.weights()) - 0.02) / best.volatility(), within(1e-14));
        double sum = 0;
        for (double term : best.objectiveTerms().values()) {
            sum += term;
        }
        assertThat(sum).isEqualTo(best.objective());
        assertThat(best.objectiveTerms()).containsOnlyKeys("expected return", "risk-free rate");
        assertThat(best.proof().scaledKktResidual()).isLessThan(1e-11);
    }

    /** For two assets the most diversified weights are inversely proportional to volatility, whatever the correlation. */
    @Test
    void ofTwoAssetsTheMostDiversifiedWeightsAreInverseToVolatility() {
        for (double rho : new double[] {-0.9, -0.3, 0, 0.5, 0.95}) {
            Universe two = Universe.of("A", "B");
            CovarianceMatrix s =
                    CovarianceMatrix.of(two, new double[][] {{0.04, rho * 0.2 * 0.3}, {rho * 0.2 * 0.3, 0.09}});
            Optimal best = PortfolioProblem.over(two)
                    .maximize(diversificationRatio(s))
                    .subjectTo(fullyInvested(), longOnly())
                    .solve()
                    .optimalOrThrow();
            assertThat(best.weights().get(0)).isCloseTo(0.6, within(ROUNDING));
            assertThat(best.objective()).isCloseTo(Math.sqrt(2 / (1 + rho)), within(1e-12));
        }
    }

    /** The derivative of the ratio with its penalty vanishes along the budget. */
    @Test
    void aPenaltyOnTheWeightsReducesTheNumerator() {
        double x = 0.03;
        Weights current = Weights.of(universe, 0.2, 0.2, 0.6);
        Optimal best = problem.maximize(
                        sharpeRatio(mu, 0.01, risk),
                        l2(universe, x),
                        quadraticCosts(Weights.of(universe, 0.01, 0.02, 0.005), current))
                .solve()
                .optimalOrThrow();
        double[] w = best.weights().toArray();
        double[] cost = {0.01, 0.02, 0.005};
        double[] product = new double[3];
        risk.multiplyInto(w, product);
        double gain = -0.01;
        for (int j = 0; j < 3; j++) {
            double d = w[j] - current.get(j);
            gain += mu.get(j) * w[j] - x * w[j] * w[j] - cost[j] * d * d;
        }
        double variance = best.volatility() * best.volatility();
        double[] slope = new double[3];
        for (int j = 0; j < 3; j++) {
            slope[j] = mu.get(j) - 2 * x * w[j] - 2 * cost[j] * (w[j] - current.get(j)) - gain / variance * product[j];
        }
        assertThat(slope[1]).isCloseTo(slope[0], within(ROUNDING));
        assertThat(slope[2]).isCloseTo(slope[0], within(ROUNDING));
        assertThat(best.objective()).isCloseTo(gain / best.volatility(), within(1e-13));
        assertThat(best.objectiveTerms())
                .containsOnlyKeys("expected return", "L2", "quadratic costs", "risk-free rate");
    }

    @Test
    void noFeasiblePortfolioOfManyTriedIsBetter() {
        SplittableRandom random = new SplittableRandom(42);
        PortfolioProblem bounded = problem.maximize(sharpeRatio(mu, 0.01, risk), l2(universe, 0.01))
                .subjectTo(
                        minWeight(-0.3),
                        maxWeight(0.5),
                        volatility(risk).atMost(0.13),
                        trackingError(risk, Weights.equal(universe)).atMost(0.05),
                        largest(2).atMost(0.85));
        Optimal best = bounded.solve().optimalOrThrow();
        assertThat(best.proof().holds()).isTrue();
        int feasible = 0;
        for (int k = 0; k < 20_000; k++) {
            double a = random.nextDouble(-0.3, 0.5);
            double b = random.nextDouble(-0.3, 0.5);
            double c = 1 - a - b;
            Weights w = Weights.of(universe, a, b, c);
            double active = risk.volatility(Weights.of(universe, a - 1 / 3.0, b - 1 / 3.0, c - 1 / 3.0));
            double top = 1 - Math.min(a, Math.min(b, c));
            if (c < -0.3 || c > 0.5 || risk.volatility(w) > 0.13 || active > 0.05 || top > 0.85) {
                continue;
            }
            feasible++;
            double ratio = (mu.of(w) - 0.01 - 0.01 * (a * a + b * b + c * c)) / risk.volatility(w);
            assertThat(ratio).isLessThanOrEqualTo(best.objective() * (1 + 1e-12));
        }
        assertThat(feasible).isGreaterThan(100);
    }

    @Test
    void whereNothingBeatsTheRiskFreeRateItSaysWhatIsBest() {
        PortfolioSolution solution = problem.maximize(sharpeRatio(mu, 0.2, risk))
                .subjectTo(longOnly(), maxWeight(0.5))
                .solve();
        assertThat(solution).isInstanceOfSatisfying(Infeasible.class, none -> {
            assertThat(none.message())
                    .isEqualTo("no feasible portfolio beats the risk-free rate of 0.2: the largest expected return is"
                            + " 0.095");
            assertThat(none.conflict()).containsExactly("fully invested", "max weight");
            assertThat(none.relaxations())
                    .extracting(Relaxation::toString)
                    .containsExactly("risk-free rate 0.2: 0.2 -> 0.095");
            assertThat(none.certificate().isProven()).isTrue();
        });
        ExpectedReturns equal = ExpectedReturns.of(universe, 0.03, 0.03, 0.03);
        assertThat(problem.maximize(sharpeRatio(equal, 0.03, risk))
                        .subjectTo(longOnly())
                        .solve()
                        .message())
                .isEqualTo(
                        "no feasible portfolio beats the risk-free rate of 0.03: the largest expected return is 0.03");
    }

    /** With equal expected returns above rf, the highest ratio is that of the least volatility. */
    @Test
    void equalReturnsGiveMinimumVariance() {
        ExpectedReturns equal = ExpectedReturns.of(universe, 0.05, 0.05, 0.05);
        Optimal best = problem.maximize(sharpeRatio(equal, 0.02, risk))
                .subjectTo(longOnly())
                .solve()
                .optimalOrThrow();
        Optimal least =
                problem.minimize(variance(risk)).subjectTo(longOnly()).solve().optimalOrThrow();
        assertThat(best.weights().toArray()).containsExactly(least.weights().toArray(), within(ROUNDING));
    }

    @Test
    void aRisklessExcessReturnIsUnboundedAndUnlimitedLeverageHasALimit() {
        Universe withCash = Universe.of("A", "CASH");
        CovarianceMatrix s = CovarianceMatrix.of(withCash, new double[][] {{0.04, 0}, {0, 0}});
        ExpectedReturns r = ExpectedReturns.of(withCash, 0.08, 0.02);
        PortfolioProblem base = PortfolioProblem.over(withCash).subjectTo(fullyInvested(), longOnly());
        assertThat(base.maximize(sharpeRatio(r, 0.01, s)).solve()).isInstanceOf(Unbounded.class);
        // cash earns exactly rf: every mixture with A has A's ratio
        Optimal mixed = base.maximize(sharpeRatio(r, 0.02, s)).solve().optimalOrThrow();
        assertThat(mixed.objective()).isCloseTo(0.3, within(ROUNDING));
        // rf above the return of least variance: the ratio grows with leverage towards its limit
        PortfolioSolution leverage =
                problem.maximize(sharpeRatio(mu, 0.08, risk)).solve();
        assertThat(leverage.message()).contains("grows with leverage");
        assertThat(leverage).isInstanceOfSatisfying(NotAttained.class, none -> {
            // far out only a direction d without budget counts: mu'd / sqrt(d'Sd)
            double[] d = none.direction().toArray();
            assertThat(d[0] + d[1] + d[2]).isCloseTo(0, within(1e-12));
            assertThat(none.limit())
                    .isCloseTo(mu.of(none.direction()) / risk.volatility(none.direction()), within(1e-9));
            assertThat(none.limit()).isCloseTo(bestWithoutBudget(0), within(1e-9));
            assertThat(none.message()).contains(Numbers.text(none.limit()));
        });
    }

    @Test
    void marketNeutralWithBoundsIsAnyMultipleOfTheBestDirection() {
        Optimal best = PortfolioProblem.over(universe)
                .maximize(sharpeRatio(mu, 0, risk))
                .subjectTo(budget(0), minWeight(-0.5), maxWeight(0.5))
                .solve()
                .optimalOrThrow();
        double[] w = best.weights().toArray();
        double[] product = new double[3];
        risk.multiplyInto(w, product);
        double ratio = mu.of(best.weights()) / (best.volatility() * best.volatility());
        // mu - ratio S w is a multiple of one: the direction is stationary
        assertThat(mu.get(1) - ratio * product[1]).isCloseTo(mu.get(0) - ratio * product[0], within(1e-10));
        assertThat(mu.get(2) - ratio * product[2]).isCloseTo(mu.get(0) - ratio * product[0], within(1e-10));
        assertThat(best.weights().net()).isCloseTo(0, within(1e-15));
    }

    /** With weights c w the return falls like c and the penalty like c^2: the ratio rises to that without a penalty. */
    @Test
    void aRatioThatOnlyRisesAsThePortfolioVanishesHasNoAnswer() {
        for (PortfolioProblem shrinking : new PortfolioProblem[] {
            PortfolioProblem.over(universe).subjectTo(budget(0)),
            PortfolioProblem.over(universe).subjectTo(budget(0), minWeight(-1), maxWeight(1)),
            PortfolioProblem.over(universe).subjectTo(longOnly(), maxWeight(1))
        }) {
            PortfolioSolution none = shrinking
                    .maximize(sharpeRatio(mu, 0, risk).plus(l2(universe, 1)))
                    .solve();
            assertThat(none.message()).contains("the smaller the portfolio").contains("fullyInvested()");
            assertThat(none).isInstanceOfSatisfying(NotAttained.class, limit -> {
                Optimal without = shrinking
                        .subjectTo(limit.direction().gross() > 0 ? exposureOfOne(shrinking) : longOnly())
                        .maximize(sharpeRatio(mu, 0, risk))
                        .solve()
                        .optimalOrThrow();
                assertThat(limit.limit()).isCloseTo(without.objective(), within(1e-8));
                assertThat(limit.asOf()).isEmpty();
                assertThat(limit).hasToString("NotAttained[" + limit.message() + "]");
            });
        }
    }

    /** Where rf is negative, nothing at all beats it: the smaller the portfolio the greater the ratio, beyond any limit. */
    @Test
    void nothingAtAllBeatsANegativeRateWithoutLimit() {
        PortfolioSolution none = PortfolioProblem.over(universe)
                .subjectTo(longOnly(), maxWeight(1))
                .maximize(sharpeRatio(mu, -0.01, risk).plus(l2(universe, 1)))
                .solve();
        assertThat(none)
                .isInstanceOfSatisfying(
                        Unbounded.class,
                        endless -> assertThat(endless.improvement()).isInfinite());
    }

    /** What a costly penalty of another power leaves is the same. */
    @Test
    void impactCostsVanishWithThePortfolioToo() {
        Weights c = Weights.of(universe, 0.1, 0.1, 0.1);
        PortfolioSolution none = PortfolioProblem.over(universe)
                .subjectTo(longOnly(), maxWeight(1))
                .maximize(sharpeRatio(mu, 0, risk).plus(Objectives.impactCosts(c, Weights.none(universe))))
                .solve();
        Optimal without = PortfolioProblem.over(universe)
                .subjectTo(longOnly(), budget(1))
                .maximize(sharpeRatio(mu, 0, risk))
                .solve()
                .optimalOrThrow();
        assertThat(none).isInstanceOfSatisfying(NotAttained.class, limit -> {
            assertThat(limit.limit()).isCloseTo(without.objective(), within(1e-5));
            assertThat(none.message()).contains("the smaller the portfolio");
        });
    }

    /** A size that changes no ratio: of what is neutral its volatility, of what is long its budget. */
    private Constraint exposureOfOne(PortfolioProblem shrinking) {
        boolean neutral = shrinking.constraints().get(0).name().equals("budget");
        return neutral ? Constraints.volatility(risk).atMost(0.01) : budget(1).named("size");
    }

    /** The largest {@code mu'd / sqrt(d'Sd)} with two of the three weights free: the root of {@code m'M^-1 m}. */
    private double bestWithoutBudget(int last) {
        int a = last == 0 ? 1 : 0;
        int b = last == 2 ? 1 : 2;
        double[] column = new double[3];
        double[][] s = new double[3][];
        for (int j = 0; j < 3; j++) {
            risk.columnInto(j, column, 0);
            s[j] = column.clone();
        }
        double aa = s[a][a] - 2 * s[a][last] + s[last][last];
        double bb = s[b][b] - 2 * s[b][last] + s[last][last];
        double ab = s[a][b] - s[a][last] - s[b][last] + s[last][last];
        double ma = mu.get(a) - mu.get(last);
        double mb = mu.get(b) - mu.get(last);
        return Math.sqrt((ma * ma * bb - 2 * ma * mb * ab + mb * mb * aa) / (aa * bb - ab * ab));
    }

    /** A has no risk and earns 5%: with nothing of B, which the bound on tracking allows, there is no limit. */
    @Test
    void aRisklessPortfolioThatIsOnlyALimitOfThePathIsFound() {
        Universe two = Universe.of("A", "B");
        RiskModel flat = CovarianceMatrix.of(two, new double[][] {{0, 0}, {0, 0.019}});
        Unbounded endless = (Unbounded) PortfolioProblem.over(two)
                .maximize(sharpeRatio(ExpectedReturns.of(two, 0.05, 0.1), 0, flat))
                .subjectTo(
                        bounds("A", -0.2, 1),
                        bounds("B", 0, 1),
                        trackingError(flat, Weights.of(two, 0.14, 0.26)).atMost(0.04))
                .solve();
        assertThat(endless.direction().toArray()).containsExactly(1, 0);
        assertThat(endless.improvement()).isInfinite();
    }

    /** The same without the riskless portfolio within reach: the least of B that tracking leaves is held. */
    @Test
    void aRisklessAssetThatIsNotAloneGivesAFiniteRatio() {
        Universe two = Universe.of("A", "B");
        RiskModel flat = CovarianceMatrix.of(two, new double[][] {{0, 0}, {0, 0.04}});
        Optimal best = PortfolioProblem.over(two)
                .maximize(sharpeRatio(ExpectedReturns.of(two, 0.05, 0.1), 0, flat))
                .subjectTo(
                        bounds("A", -0.2, 1),
                        bounds("B", 0, 1),
                        trackingError(flat, Weights.of(two, 0.1, 0.3)).atMost(0.04))
                .solve()
                .optimalOrThrow();
        // B is at least 0.1, and (0.05 + 0.1 b) / 0.2 b falls with b
        assertThat(best.weights().toArray()).containsExactly(new double[] {1, 0.1}, within(1e-10));
        assertThat(best.objective()).isCloseTo(3, within(1e-9));
    }

    @Test
    void whatARatioCannotTakeIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.maximize(sharpeRatio(mu, 0, risk), variance(risk)))
                .withMessage(
                        "the term \"variance\" is a variance, which a ratio to volatility (\"Sharpe ratio - variance\")"
                                + " does not take: bound it, or use another risk model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> expectedReturns(mu).plus(diversificationRatio(risk)))
                .withMessage("\"diversification ratio\" is a ratio, which cannot be added to \"expected return\": begin"
                        + " with it and add what reduces its numerator");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.maximize(diversificationRatio(risk)).solve())
                .withMessage(
                        "the diversification ratio is defined for long-only portfolios, but A may be sold short: add"
                                + " longOnly()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.maximize(sharpeRatio(mu, 0, risk)).resolver())
                .withMessageContaining("is a ratio, which is not offered here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharpeRatio(mu, Double.NaN, risk))
                .withMessage("riskFreeRate must be finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharpeRatio(mu, 0, risk).times(2));
    }
}
