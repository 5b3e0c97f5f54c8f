package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.buys;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.grossExposure;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.sells;
import static io.trimtab.optimizer.Constraints.shortExposure;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Objectives.borrowCost;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Turnover, exposure and linear costs from the API on: exact weights, prices, conflicts. */
class TradingTest {
    private final Universe universe = Universe.of("A", "B", "C", "D");
    private final CovarianceMatrix risk = CovarianceMatrix.of(universe, new double[][] {
        {0.04, 0.012, 0.004, 0.002},
        {0.012, 0.09, 0.006, 0.001},
        {0.004, 0.006, 0.0225, 0.003},
        {0.002, 0.001, 0.003, 0.01}
    });
    private final ExpectedReturns mu = ExpectedReturns.of(universe, 0.08, 0.11, 0.05, 0.02);
    private final Weights current = Weights.of(universe, 0.3, 0.3, 0.3, 0.1);
    private final PortfolioProblem problem =
            PortfolioProblem.over(universe).maximize(utility(mu, risk, 3)).subjectTo(fullyInvested(), longOnly());

    @Test
    void turnoverBindsAndItsPriceIsTheDerivativeOfTheObjective() {
        Optimal free = problem.solve().optimalOrThrow();
        assertThat(current.turnoverTo(free.weights())).isGreaterThan(0.2);
        Optimal best = problem.subjectTo(turnover(current).atMost(0.1)).solve().optimalOrThrow();
        assertThat(current.turnoverTo(best.weights())).isCloseTo(0.1, within(1e-15));
        ConstraintActivity activity = Objects.requireNonNull(best.activities().get("turnover"));
        assertThat(activity.isBinding()).isTrue();
        assertThat(activity.value()).isCloseTo(0.1, within(1e-15));
        assertThat(activity.binding()).containsExactly("A", "B", "D");
        double step = 1e-5;
        double up = problem.subjectTo(turnover(current).atMost(0.1 + step))
                .solve()
                .optimalOrThrow()
                .objective();
        double down = problem.subjectTo(turnover(current).atMost(0.1 - step))
                .solve()
                .optimalOrThrow()
                .objective();
        // central difference of a quadratic piece: exact but for rounding over the step
        assertThat(best.shadowPrice("turnover")).isPositive().isCloseTo((up - down) / (2 * step), within(1e-9));
        int untouched = 0;
        for (String asset : universe.ids()) {
            if (best.weights().of(asset) == current.of(asset)) {
                untouched++;
                assertThat(best.explain(asset).position()).isEqualTo(Explanation.Position.AT_KINK);
                assertThat(best.explain(asset).text()).contains("turnover <= 0.1");
            }
        }
        assertThat(untouched).isEqualTo(1);
    }

    @Test
    void aTurnoverOfZeroIsTheCurrentPortfolioExactly() {
        Weights odd = Weights.of(universe, 0.1, 0.2, 0.3, 0.4);
        assertThat(problem.subjectTo(turnover(odd).atMost(0))
                        .solve()
                        .optimalOrThrow()
                        .weights())
                .isEqualTo(odd);
    }

    @Test
    void costsThatSwampEverythingKeepTheCurrentPortfolioExactly() {
        for (double rate : new double[] {0.5, 1, 1e3, 1e8}) {
            Optimal best = PortfolioProblem.over(universe)
                    .maximize(utility(mu, risk, 3).plus(linearCosts(rate, current)))
                    .subjectTo(fullyInvested(), longOnly())
                    .solve()
                    .optimalOrThrow();
            assertThat(best.weights()).as("rate " + rate).isEqualTo(current);
            assertThat(best.objectiveTerms().get("linear costs")).isZero();
            assertThat(best.explain("A").text())
                    .isEqualTo("A stays at 30%: for linear costs, a change either way would not pay");
        }
    }

    @Test
    void linearCostsAreSubtractedWhereAGainIsMaximised() {
        Optimal best = PortfolioProblem.over(universe)
                .maximize(utility(mu, risk, 3).plus(linearCosts(0.002, 0.001, current)))
                .subjectTo(fullyInvested(), longOnly())
                .solve()
                .optimalOrThrow();
        double cost = 0;
        for (int j = 0; j < 4; j++) {
            double trade = best.weights().get(j) - current.get(j);
            cost += trade > 0 ? 0.002 * trade : -0.001 * trade;
        }
        assertThat(cost).isPositive();
        assertThat(best.objectiveTerms().get("linear costs")).isCloseTo(-cost, within(1e-17));
        double sum = best.objectiveTerms().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        assertThat(best.objective()).isCloseTo(sum, within(1e-16));
    }

    /** The oracle is the problem with purchases and sales as assets of their own: w = current + buy - sell. */
    @Test
    void costsAndTurnoverAreThoseOfTheTripledProblem() {
        SplittableRandom random = new SplittableRandom(5);
        for (int k = 0; k < 100; k++) {
            double buy = 0.01 * random.nextDouble();
            double sell = 0.01 * random.nextDouble();
            double limit = random.nextDouble();
            Optimal best = PortfolioProblem.over(universe)
                    .maximize(utility(mu, risk, 3).plus(linearCosts(buy, sell, current)))
                    .subjectTo(fullyInvested(), longOnly(), turnover(current).atMost(limit))
                    .solve()
                    .optimalOrThrow();
            assertThat(best.objective()).as("try " + k).isCloseTo(tripled(buy, sell, limit), within(1e-12));
        }
    }

    private double tripled(double buy, double sell, double limit) {
        Universe three = Universe.of("A", "B", "C", "D", "A+", "B+", "C+", "D+", "A-", "B-", "C-", "D-");
        double[][] s = new double[12][12];
        double[] m = new double[12];
        double[] trades = new double[12];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                s[i][j] = risk.get(i, j);
            }
            m[i] = mu.get(i);
            m[4 + i] = -buy;
            m[8 + i] = -sell;
            trades[4 + i] = 1;
            trades[8 + i] = 1;
        }
        PortfolioProblem p = PortfolioProblem.over(three)
                .maximize(utility(ExpectedReturns.of(three, m), CovarianceMatrix.of(three, s), 3))
                .subjectTo(longOnly())
                .subjectTo(Constraints.group("invested", "A", "B", "C", "D").equalTo(1))
                .subjectTo(
                        Constraints.linear("trades", Weights.of(three, trades)).atMost(limit));
        for (int i = 0; i < 4; i++) {
            double[] row = new double[12];
            row[i] = 1;
            row[4 + i] = -1;
            row[8 + i] = 1;
            p = p.subjectTo(
                    Constraints.linear("balance " + i, Weights.of(three, row)).equalTo(current.get(i)));
        }
        return p.solve().optimalOrThrow().objective();
    }

    @Test
    void purchasesAndSalesAreBoundedApart() {
        PortfolioProblem loose = PortfolioProblem.over(universe)
                .maximize(utility(mu, risk, 3))
                .subjectTo(longOnly(), budget().between(0.5, 2));
        Optimal buying = loose.subjectTo(buys(current).atMost(0.05)).solve().optimalOrThrow();
        double bought = 0;
        for (int j = 0; j < 4; j++) {
            bought += Math.max(0, buying.weights().get(j) - current.get(j));
        }
        assertThat(bought).isLessThanOrEqualTo(0.05 + 1e-15);
        Optimal selling = loose.subjectTo(sells(current).atMost(0.05)).solve().optimalOrThrow();
        double sold = 0;
        for (int j = 0; j < 4; j++) {
            sold += Math.max(0, current.get(j) - selling.weights().get(j));
        }
        assertThat(sold).isLessThanOrEqualTo(0.05 + 1e-15);
        assertThat(selling.objective()).isNotEqualTo(buying.objective());
    }

    @Test
    void grossAndShortExposureBoundALongShortBook() {
        PortfolioProblem book = PortfolioProblem.over(universe)
                .maximize(utility(mu, risk, 1))
                .subjectTo(fullyInvested(), Constraints.minWeight(-2), maxWeight(2));
        Optimal free = book.solve().optimalOrThrow();
        double gross = free.weights().gross();
        assertThat(gross).isGreaterThan(1.6);
        Optimal bounded = book.subjectTo(grossExposure().atMost(1.6)).solve().optimalOrThrow();
        assertThat(bounded.weights().gross()).isCloseTo(1.6, within(1e-14));
        Optimal shorts = book.subjectTo(shortExposure().atMost(0.3)).solve().optimalOrThrow();
        // with a net exposure of 1, a gross exposure of 1.6 is a short exposure of 0.3
        assertThat(shorts.objective()).isCloseTo(bounded.objective(), within(1e-15));
        assertThat(shorts.shadowPrice("short exposure"))
                .isCloseTo(2 * bounded.shadowPrice("gross exposure"), within(1e-12));
        Optimal costly = PortfolioProblem.over(universe)
                .maximize(utility(mu, risk, 1).plus(borrowCost(universe, 10)))
                .subjectTo(fullyInvested(), Constraints.minWeight(-2), maxWeight(2))
                .solve()
                .optimalOrThrow();
        for (int j = 0; j < 4; j++) {
            assertThat(costly.weights().get(j)).isGreaterThanOrEqualTo(0);
        }
    }

    @Test
    void aTurnoverThatCannotReachTheCapsIsNamedWithItsRelaxation() {
        Infeasible none = (Infeasible)
                problem.subjectTo(maxWeight(0.27), turnover(current).atMost(0.1))
                        .solve();
        // three assets must be cut by 0.03 each, and the fourth must take 0.09
        assertThat(none.conflict()).containsExactly("fully invested", "max weight", "turnover");
        assertThat(none.certificate().isProven()).isTrue();
        Relaxation turnover = none.relaxations().stream()
                .filter(r -> r.constraint().equals("turnover"))
                .findFirst()
                .orElseThrow();
        assertThat(turnover.from()).isEqualTo(0.1);
        assertThat(turnover.to()).isCloseTo(0.18, within(1e-14));
        assertThat(problem.subjectTo(maxWeight(0.27), turnover(current).atMost(0.18 + 1e-9))
                        .solve())
                .isInstanceOf(Optimal.class);
    }

    @Test
    void aCurrentPortfolioOutsideTheBoxIsBroughtIn() {
        Weights outside = Weights.of(universe, 0.9, 0.3, -0.4, 0.2);
        Optimal best = PortfolioProblem.over(universe)
                .minimize(variance(risk).plus(linearCosts(1, outside)))
                .subjectTo(
                        fullyInvested(),
                        longOnly(),
                        maxWeight(0.5),
                        turnover(outside).atMost(2))
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().get(0)).isEqualTo(0.5);
        assertThat(best.weights().get(2)).isZero();
        assertThat(best.weights().get(1)).isEqualTo(0.3);
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse under test
    void badInputIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> turnover(current).atMost(-0.1))
                .withMessageContaining("limit of \"turnover\"")
                .withMessageContaining("-0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> turnover(current).atMost(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> linearCosts(-0.001, current))
                .withMessageContaining("buy rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> linearCosts(current, Weights.of(universe, 0, 0, -1, 0), current))
                .withMessageContaining("sell rate of C");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> borrowCost(universe, Double.POSITIVE_INFINITY))
                .withMessageContaining("borrow rate");
        Weights other = Weights.of(Universe.of("X"), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.subjectTo(turnover(other).atMost(1)))
                .withMessageContaining("turnover");
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> turnover(null));
    }
}
