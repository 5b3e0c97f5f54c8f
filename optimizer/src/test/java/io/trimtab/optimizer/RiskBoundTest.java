package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.beta;
import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.expectedReturn;
import static io.trimtab.optimizer.Constraints.exposure;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.largest;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.marketNeutral;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Constraints.trackingError;
import static io.trimtab.optimizer.Constraints.volatility;
import static io.trimtab.optimizer.Objectives.decorrelation;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.l2;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bounds on risk and on the largest weights against closed forms, finite differences and enumeration. */
@SuppressWarnings("NullAway") // null arguments and missing names fail the test as they should
class RiskBoundTest {
    private static final double ROUNDING = 1e-11;

    private final Universe universe = Universe.of("A", "B", "C");
    private final CovarianceMatrix risk = CovarianceMatrix.of(
            universe, new double[][] {{0.04, 0.006, 0.002}, {0.006, 0.09, 0.01}, {0.002, 0.01, 0.0225}});
    private final ExpectedReturns mu = ExpectedReturns.of(universe, 0.07, 0.12, 0.05);
    private final PortfolioProblem problem = PortfolioProblem.over(universe).subjectTo(fullyInvested());

    /** Two independent assets: 0.04 a^2 + 0.09 (1 - a)^2 = x^2 has the root that the return prefers. */
    @Test
    void aTargetRiskOfTwoAssetsIsTheRootOfItsEquation() {
        Universe two = Universe.of("A", "B");
        CovarianceMatrix s = CovarianceMatrix.of(two, new double[][] {{0.04, 0}, {0, 0.09}});
        double x = 0.2;
        Optimal best = PortfolioProblem.over(two)
                .maximize(expectedReturns(ExpectedReturns.of(two, 0.05, 0.1)))
                .subjectTo(fullyInvested(), volatility(s).atMost(x))
                .solve()
                .optimalOrThrow();
        double a = (0.18 - Math.sqrt(0.18 * 0.18 - 4 * 0.13 * (0.09 - x * x))) / (2 * 0.13);
        assertThat(best.weights().get(0)).isCloseTo(a, within(ROUNDING));
        assertThat(best.volatility()).isCloseTo(x, within(1e-12)).isLessThanOrEqualTo(x);
        // by the budget b = 1 - a, and x dx = (0.04 a - 0.09 b) da
        assertThat(best.shadowPrice("volatility")).isCloseTo(-0.05 * x / (0.04 * a - 0.09 * (1 - a)), within(1e-9));
        assertThat(best.activities().get("volatility").isBinding()).isTrue();
        assertThat(best.objectiveTerms()).containsOnlyKeys("expected return");
    }

    @Test
    void aBoundThatDoesNotBindHasNoPriceAndChangesNothing() {
        PortfolioProblem free = problem.maximize(utility(mu, risk, 4)).subjectTo(longOnly());
        Optimal without = free.solve().optimalOrThrow();
        Optimal with = free.subjectTo(volatility(risk).atMost(0.5)).solve().optimalOrThrow();
        assertThat(with.weights().toArray()).containsExactly(without.weights().toArray(), within(1e-15));
        assertThat(with.shadowPrice("volatility")).isZero();
        assertThat(with.activities().get("volatility").value()).isCloseTo(with.volatility(), within(1e-15));
        assertThat(with.activities().get("volatility").isBinding()).isFalse();
    }

    /** A price is a derivative: central differences of the optimum, h = 1e-5, error of order h^2. */
    @Test
    void pricesOfRiskBoundsAreDerivatives() {
        Weights benchmark = Weights.of(universe, 0.3, 0.3, 0.4);
        PortfolioProblem base =
                problem.maximize(expectedReturns(mu), l2(universe, 0.01)).subjectTo(longOnly());
        double h = 1e-5;
        for (int which = 0; which < 2; which++) {
            double[] at = new double[3];
            for (int k = -1; k <= 1; k++) {
                Optimal best = base.subjectTo(
                                volatility(risk).atMost(0.15 + (which == 0 ? k * h : 0)),
                                trackingError(risk, benchmark).atMost(0.05 + (which == 1 ? k * h : 0)))
                        .solve()
                        .optimalOrThrow();
                at[k + 1] = best.objective();
                if (k == 0) {
                    at[1] = best.shadowPrice(which == 0 ? "volatility" : "tracking error");
                }
            }
            assertThat(at[1]).isCloseTo((at[2] - at[0]) / (2 * h), within(1e-6));
        }
    }

    @Test
    void aRiskBelowTheLeastIsInfeasibleAndSaysWhatIsAttainable() {
        double least = problem.minimize(variance(risk))
                .subjectTo(longOnly())
                .solve()
                .optimalOrThrow()
                .volatility();
        PortfolioSolution solution = problem.maximize(expectedReturns(mu))
                .subjectTo(longOnly(), maxWeight(0.9), volatility(risk).atMost(0.1))
                .solve();
        assertThat(solution).isInstanceOfSatisfying(Infeasible.class, none -> {
            assertThat(none.conflict()).containsExactly("fully invested", "volatility");
            assertThat(none.message())
                    .isEqualTo("volatility <= 0.1 cannot be reached: the least attainable volatility is "
                            + Numbers.text(least) + " under fully invested");
            Relaxation risky = none.relaxations().get(none.relaxations().size() - 1);
            assertThat(risky.constraint()).isEqualTo("volatility");
            assertThat(risky.to()).isCloseTo(least, within(1e-10));
            // half the money at half the risk, with what is not invested beside it
            assertThat(none.relaxations()).hasSize(2);
            assertThat(none.relaxations().get(0).constraint()).isEqualTo("fully invested");
            assertThat(none.relaxations().get(0).to()).isCloseTo(0.1 / least, within(1e-8));
            assertThat(none.nearest()).isPresent();
            assertThat(none.certificate().isProven()).isTrue();
        });
    }

    /** Exactly at the least volatility there is one portfolio. */
    @Test
    void theLeastVolatilityItselfCanBeAskedFor() {
        Optimal least = problem.minimize(variance(risk)).solve().optimalOrThrow();
        Optimal best = problem.maximize(expectedReturns(mu))
                .subjectTo(volatility(risk).atMost(least.volatility() * (1 + 1e-12)))
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().toArray()).containsExactly(least.weights().toArray(), within(1e-5));
    }

    /** Where all expected returns are equal, every portfolio is best, and the bound decides nothing but feasibility. */
    @Test
    void equalReturnsUnderATargetRiskFindAPortfolioWithinIt() {
        ExpectedReturns equal = ExpectedReturns.of(universe, 0.05, 0.05, 0.05);
        Optimal best = problem.maximize(expectedReturns(equal))
                .subjectTo(longOnly(), volatility(risk).atMost(0.125))
                .solve()
                .optimalOrThrow();
        assertThat(best.objective()).isCloseTo(0.05, within(1e-15));
        assertThat(best.volatility()).isLessThanOrEqualTo(0.125);
    }

    @Test
    void maximumReturnPutsEverythingIntoTheMostPromisingUnlessBounded() {
        Optimal best = problem.maximize(expectedReturns(mu))
                .subjectTo(longOnly())
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().toArray()).containsExactly(0, 1, 0);
        assertThat(best.objective()).isEqualTo(0.12);
        assertThatIllegalStateException().isThrownBy(best::volatility).withMessageContaining("no risk model");
        assertThat(best.message()).startsWith("optimal: objective 0.12, scaled KKT");
        assertThat(problem.maximize(expectedReturns(mu)).solve()).isInstanceOf(Unbounded.class);
    }

    /** w'Cw with two assets of correlation rho is least at equal weights. */
    @Test
    void decorrelationLooksAtCorrelationsOnly() {
        Universe two = Universe.of("A", "B");
        CovarianceMatrix s = CovarianceMatrix.of(two, new double[][] {{0.04, 0.01}, {0.01, 0.25}});
        Optimal best = PortfolioProblem.over(two)
                .minimize(decorrelation(s))
                .subjectTo(fullyInvested())
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().toArray()).containsExactly(new double[] {0.5, 0.5}, within(1e-15));
        assertThat(best.objective()).isCloseTo((1 + 0.01 / 0.1) / 2, within(1e-15));
        assertThat(best.volatility()).isCloseTo(Math.sqrt((0.04 + 0.25 + 0.02) / 4), within(1e-15));
        CovarianceMatrix cash = CovarianceMatrix.of(two, new double[][] {{0.04, 0}, {0, 0}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decorrelation(cash))
                .withMessageContaining("B");
    }

    /** Against the program with a row for each pair: the generated rows find the same optimum and price. */
    @Test
    void theLargestWeightsAreBoundedAsByAllTheirRows() {
        int n = 6;
        Universe six = DenseRisk.universe(n);
        double[] s = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                s[i * n + j] = i == j ? 0.01 * (i + 1) : 0.002;
            }
        }
        DenseRisk model = new DenseRisk(n, s);
        PortfolioProblem base =
                PortfolioProblem.over(six).minimize(variance(model)).subjectTo(fullyInvested(), longOnly());
        Optimal best = base.subjectTo(largest(2).atMost(0.4)).solve().optimalOrThrow();
        PortfolioProblem all = base;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                all = all.subjectTo(
                        Constraints.group("pair " + i + j, "A" + i, "A" + j).atMost(0.4));
            }
        }
        Optimal written = all.solve().optimalOrThrow();
        assertThat(best.weights().toArray()).containsExactly(written.weights().toArray(), within(1e-12));
        double price = 0;
        for (java.util.Map.Entry<String, Double> entry : written.shadowPrices().entrySet()) {
            price += entry.getKey().startsWith("pair") ? entry.getValue() : 0;
        }
        assertThat(best.shadowPrice("largest 2"))
                .isCloseTo(price, within(1e-12))
                .isNegative();
        assertThat(best.activities().get("largest 2").value()).isCloseTo(0.4, within(1e-12));
        Optimal loose = base.subjectTo(largest(2).atMost(0.9)).solve().optimalOrThrow();
        assertThat(loose.activities().get("largest 2").value())
                .isCloseTo(loose.weights().get(0) + loose.weights().get(1), within(1e-15));
        PortfolioSolution none = base.subjectTo(largest(2).atMost(0.3)).solve();
        assertThat(none)
                .isInstanceOfSatisfying(
                        Infeasible.class, x -> assertThat(x.conflict()).containsExactly("fully invested", "largest 2"));
    }

    @Test
    void betaExposureAndMarketNeutralityAreRows() {
        Weights market = Weights.of(universe, 0.5, 0.3, 0.2);
        Weights size = Weights.of(universe, 1, -1, 0.5);
        Optimal best = PortfolioProblem.over(universe)
                .maximize(utility(mu, risk, 4))
                .subjectTo(
                        marketNeutral(),
                        beta(risk, market).equalTo(0),
                        exposure("size", size).between(-0.1, 0.1),
                        minWeight(-0.5),
                        maxWeight(0.5))
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().net()).isCloseTo(0, within(1e-15));
        double[] product = new double[3];
        risk.multiplyInto(best.weights().toArray(), product);
        double covariance = 0;
        for (int j = 0; j < 3; j++) {
            covariance += market.get(j) * product[j];
        }
        assertThat(covariance).isCloseTo(0, within(1e-16));
        assertThat(best.activities().get("size").value()).isBetween(-0.1 - 1e-15, 0.1 + 1e-15);
        assertThat(budget(0).description()).isEqualTo("budget = 0");
    }

    @Test
    void misuseIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> volatility(risk).atMost(0))
                .withMessage("limit of \"volatility\" must be positive and finite, was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trackingError(risk, Weights.equal(Universe.of("A", "B"))))
                .withMessageContaining("benchmark");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> largest(0))
                .withMessage("count must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> largest(2).atMost(Double.NaN))
                .withMessage("limit of \"largest 2\" must be finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.subjectTo(largest(4).atMost(1)))
                .withMessage("\"largest 4\" must be at most the number of assets, 3, was 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.minimize(variance(risk))
                        .subjectTo(volatility(risk).atMost(1))
                        .resolver())
                .withMessage(
                        "\"volatility <= 1\" is not a bound on a linear combination of weights, and not offered here:"
                                + " solve the problem itself with solve()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.minimize(variance(risk))
                        .subjectTo(List.of(
                                volatility(risk).atMost(1),
                                volatility(risk).atMost(1).named("b"),
                                volatility(risk).atMost(1).named("c"),
                                volatility(risk).atMost(1).named("d")))
                        .solve())
                .withMessage("a problem must have at most 3 bounds on risk, had 4, the last being \"d <= 1\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> beta(risk, Weights.none(universe)))
                .withMessageContaining("variance of the benchmark");
        assertThatNullPointerException().isThrownBy(() -> volatility(null)).withMessage("riskModel");
        assertThatNullPointerException()
                .isThrownBy(() -> trackingError(risk, null))
                .withMessage("benchmark");
        assertThatNullPointerException().isThrownBy(() -> exposure("x", null)).withMessage("loadings");
        assertThat(expectedReturn(mu).atLeast(0)).isNotNull();
    }
}
