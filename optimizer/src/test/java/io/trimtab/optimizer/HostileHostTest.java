package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.linear;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that lie, forget, change their minds or interrupt: every answer stays proven, every message says whose it is. */
@SuppressWarnings("NullAway") // null arguments are given on purpose
class HostileHostTest {
    private final RiskModel risk = new DenseRisk(2, new double[] {1, 0.2, 0.2, 2});
    private final Universe universe = risk.universe();

    private static PortfolioSolution solve(RiskModel risk, Constraint... constraints) {
        return PortfolioProblem.over(risk.universe())
                .minimize(variance(risk))
                .subjectTo(constraints)
                .solve();
    }

    @ParameterizedTest
    @CsvSource({
        "1, NaN, 1, covariance of A1 and A0 is NaN",
        "NaN, 0, 1, variance of A0 is NaN",
        "Infinity, 0, 1, variance of A0 is infinity",
        "1, Infinity, 1, covariance of A1 and A0 is infinity",
        "-1, 0, 1, variance of A0 is -1",
        "1, -2, 1, 'covariance of A1 and A0 is -2, but their volatilities allow at most 1'"
    })
    void aRiskModelThatIsNoCovarianceIsNamed(double first, double both, double second, String what) {
        PortfolioSolution solution =
                solve(new DenseRisk(2, new double[] {first, both, both, second}), fullyInvested(), longOnly());
        assertThat(solution).isInstanceOf(Failed.class);
        assertThat(solution.message()).contains(what);
    }

    /** The minimum of a two-asset variance is (s2 - s12, s1 - s12) / (s1 + s2 - 2 s12), whatever the unit. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-310, 1e-300, 1e-30, 1e-8, 1, 1e8, 1e30, 1e300})
    void theUnitOfTheCovarianceIsNobodysBusiness(double unit) {
        Optimal best = solve(new DenseRisk(2, new double[] {unit, 0.2 * unit, 0.2 * unit, 2 * unit}), fullyInvested())
                .optimalOrThrow();
        assertThat(best.weights().get(0)).isCloseTo(1.8 / 2.6, within(1e-12));
    }

    /** From all risk to none: utility's optimum is the corner or the minimum variance. */
    @ParameterizedTest
    @CsvSource({"1e-300, 0", "1e-30, 0", "1e-9, 0", "1e12, 0.6923076923076923", "1e300, 0.6923076923076923"})
    void anyRiskAversionWillDo(double riskAversion, double first) {
        ExpectedReturns mu = ExpectedReturns.of(universe, 0.1, 0.2);
        Optimal best = PortfolioProblem.over(universe)
                .maximize(utility(mu, risk, riskAversion))
                .subjectTo(fullyInvested(), longOnly())
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().get(0)).isCloseTo(first, within(1e-12));
    }

    @Test
    void whatTheHostsModelThrowsReachesTheHost() {
        RiskModel broken = new RiskModel() {
            @Override
            public Universe universe() {
                return risk.universe();
            }

            @Override
            public double variance(int index) {
                return 1;
            }

            @Override
            public void multiplyInto(double[] x, double[] out) {
                throw new IllegalStateException("the database is gone");
            }

            @Override
            public void columnInto(int index, double[] out, int offset) {
                throw new IllegalStateException("the database is gone");
            }

            @Override
            public void blockInto(int[] assets, int count, double[] out) {
                throw new IllegalStateException("the database is gone");
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> solve(broken, fullyInvested(), longOnly()))
                .withMessage("the database is gone");
    }

    @Test
    void aConstraintMaySpeakOnlyWhenAsked() {
        List<LinearForm> kept = new ArrayList<>();
        Constraint keeps = new QuadraticCase.Rule("keeps", (u, form) -> kept.add(form));
        Optimal best = solve(risk, fullyInvested(), longOnly(), keeps).optimalOrThrow();
        for (LinearForm form : kept) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> form.atMost(0, -5))
                    .withMessage("constraint \"keeps\" must say what it means while describe(...) runs, not"
                            + " afterwards");
            assertThatIllegalStateException().isThrownBy(() -> form.atLeast(0, 5));
            assertThatIllegalStateException().isThrownBy(() -> form.row(new double[] {1, 1}, 5, 5));
        }
        assertThat(best.explain("A0").position()).isEqualTo(Explanation.Position.FREE);
    }

    /** The answer is certified for one of the meanings the constraint gave. */
    @Test
    void aConstraintThatChangesItsMindGetsAnAnswerToOneOfItsMeanings() {
        int[] calls = {0};
        Constraint fickle = new QuadraticCase.Rule("fickle", (u, form) -> form.atMost(0, 0.1 * (calls[0]++ % 3)));
        for (int k = 0; k < 6; k++) {
            Optimal best = solve(risk, fullyInvested(), longOnly(), fickle).optimalOrThrow();
            assertThat(best.weights().get(0)).isIn(0.0, 0.1, 0.2);
        }
    }

    @Test
    void namesMayHaveAnyCharacters() {
        Universe odd = Universe.of("A\nB", "\"); DROP", "\u202Eevil", "%s%n");
        double[] identity = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
        PortfolioSolution solution = PortfolioProblem.over(odd)
                .minimize(variance(io.trimtab.risk.model.CovarianceMatrix.of(odd, identity)))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.2).named("100% %d {} $1 \\"))
                .solve();
        assertThat(((Infeasible) solution).conflict()).containsExactly("fully invested", "100% %d {} $1 \\");
        assertThat(solution.message()).startsWith("100% %d {} $1 \\ 0.2 with 4 assets cannot reach a budget of 1");
    }

    @Test
    void warmStartsFromAnywhereReachTheOptimum() {
        double[] best = solve(risk, fullyInvested(), longOnly())
                .optimalOrThrow()
                .weights()
                .toArray();
        for (double far : new double[] {-1, 0, 1, 1e10, -1e300, 1e300}) {
            for (Constraint box : List.of(longOnly(), maxWeight(2))) {
                Weights start = Weights.of(universe, far, -far);
                Optimal warm = PortfolioProblem.over(universe)
                        .minimize(variance(risk))
                        .subjectTo(fullyInvested(), box)
                        .warmStartedFrom(start)
                        .solve()
                        .optimalOrThrow();
                assertThat(warm.weights().toArray()).containsExactly(best, within(1e-15));
            }
        }
    }

    @Test
    void rowsOfAnySizeAreRead() {
        for (double unit : new double[] {1e-300, 1e-150, 1, 1e150, 1e300}) {
            Constraint row = linear("row", Weights.of(universe, unit, -unit)).atMost(-0.1 * unit);
            Optimal best = solve(risk, fullyInvested(), longOnly(), row).optimalOrThrow();
            assertThat(best.weights().get(0)).isCloseTo(0.45, within(1e-15));
        }
    }

    @Test
    void boundsThatMissTheBudgetByRoundingOnlyAreTakenAndByMoreAreNot() {
        double below = Math.nextDown(0.5);
        assertThat(solve(risk, budget(1), bounds("A0", 0.4, below), bounds("A1", 0.4, below)))
                .isInstanceOf(Optimal.class);
        assertThat(solve(risk, budget(1), bounds("A0", 0.4, 0.5 - 1e-10), bounds("A1", 0.4, 0.5)))
                .isInstanceOf(Infeasible.class);
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse under test
    void nullIsRefusedByName() {
        PortfolioProblem problem = PortfolioProblem.over(universe);
        assertThatNullPointerException()
                .isThrownBy(() -> problem.warmStartedFrom((Weights) null))
                .withMessage("weights");
        assertThatNullPointerException()
                .isThrownBy(() -> problem.warmStartedFrom((PortfolioSolution) null))
                .withMessage("solution");
        assertThatNullPointerException()
                .isThrownBy(() -> problem.subjectTo((Constraint[]) null))
                .withMessage("constraints");
        assertThatNullPointerException()
                .isThrownBy(() -> problem.subjectTo(longOnly(), null))
                .withMessage("constraint");
        assertThatNullPointerException()
                .isThrownBy(() -> problem.timeLimit(null))
                .withMessage("time limit");
        assertThatNullPointerException()
                .isThrownBy(() -> problem.subjectTo(new QuadraticCase.Rule("own", (u, form) -> form.row(null, 0, 1))))
                .withMessage("coefficients");
    }

    /** A resolver goes from thread to thread, through interruption and unboundedness, and answers as a new one would. */
    @Test
    void aResolverSurvivesInterruptionFailureAndOtherThreads() throws Exception {
        RiskModel cash = new DenseRisk(3, new double[] {1, 0.2, 0, 0.2, 2, 0, 0, 0, 0});
        Universe three = cash.universe();
        PortfolioProblem problem = PortfolioProblem.over(three)
                .maximize(utility(ExpectedReturns.of(three, 0.1, 0.2, 0), cash, 1))
                .subjectTo(fullyInvested(), bounds("A0", 0, 1), bounds("A1", 0, 1));
        Resolver resolver = problem.resolver();
        double[] usual = {0.1, 0.2, 0};
        double[] other = {2, -3, 0};
        double[] w = new double[3];
        double[] expected = new double[3];
        assertThat(problem.resolver().resolve(usual)).isEqualTo(Resolver.Outcome.OPTIMAL);
        Resolver fresh = problem.resolver();
        fresh.resolve(usual);
        fresh.weightsInto(expected);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> resolver.resolve(usual));
            assertThat(Thread.interrupted()).isTrue();
            for (int round = 0; round < 3; round++) {
                Callable<Resolver.Outcome> task = () -> resolver.resolve(usual);
                assertThat(executor.submit(task).get()).isEqualTo(Resolver.Outcome.OPTIMAL);
                assertThat(resolver.scaledKktResidual()).isLessThan(1e-12);
                resolver.weightsInto(w);
                assertThat(w).containsExactly(expected, within(1e-15));
                assertThat(resolver.resolve(other)).isEqualTo(Resolver.Outcome.OPTIMAL);
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
