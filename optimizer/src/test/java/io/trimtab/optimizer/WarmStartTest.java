package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.utility;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Warm starts from what was held: the optimum of a solve from nothing, which is the oracle, in fewer pivots. */
class WarmStartTest {
    private static final int N = 60;
    private static final int SECTORS = 6;

    private final List<String> ids = ids();
    private final Universe universe = Universe.of(ids);

    private static List<String> ids() {
        List<String> all = new ArrayList<>();
        for (int j = 0; j < N; j++) {
            all.add("A" + j);
        }
        return all;
    }

    /** A covariance of a market, sectors and residuals, from few enough random numbers to be nearly singular at times. */
    private CovarianceMatrix covariance(SplittableRandom random, double blur) {
        int periods = 2 * N;
        SplittableRandom fixed = new SplittableRandom(11);
        double[] x = new double[periods * N];
        for (int t = 0; t < periods; t++) {
            double market = fixed.nextDouble() - 0.5;
            double[] sector = new double[SECTORS];
            for (int s = 0; s < SECTORS; s++) {
                sector[s] = 0.6 * (fixed.nextDouble() - 0.5);
            }
            for (int j = 0; j < N; j++) {
                x[j * periods + t] = market
                        + sector[j % SECTORS]
                        + 2 * (fixed.nextDouble() - 0.5)
                        + blur * (random.nextDouble() - 0.5);
            }
        }
        double[] s = new double[N * N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int t = 0; t < periods; t++) {
                    sum += x[i * periods + t] * x[j * periods + t];
                }
                s[i * N + j] = 0.05 * sum / periods;
                s[j * N + i] = s[i * N + j];
            }
        }
        return CovarianceMatrix.of(universe, s);
    }

    private ExpectedReturns returns(SplittableRandom random, double blur) {
        SplittableRandom fixed = new SplittableRandom(12);
        double[] mu = new double[N];
        for (int j = 0; j < N; j++) {
            mu[j] = 0.04 + 0.06 * fixed.nextDouble() + blur * (random.nextDouble() - 0.5);
        }
        return ExpectedReturns.of(universe, mu);
    }

    private List<Constraint> sectors(double most) {
        List<Constraint> all = new ArrayList<>();
        for (int s = 0; s < SECTORS; s++) {
            List<String> members = new ArrayList<>();
            for (int j = s; j < N; j += SECTORS) {
                members.add(ids.get(j));
            }
            all.add(group("sector " + s, members).atMost(most));
        }
        return all;
    }

    private static void same(Optimal cold, Optimal warm, String what) {
        assertThat(warm.proof().holds()).as(what).isTrue();
        assertThat(warm.objective()).as(what).isCloseTo(cold.objective(), within(1e-14));
        assertThat(warm.weights().toArray())
                .as(what)
                .containsExactly(cold.weights().toArray(), within(1e-10));
    }

    @Test
    void otherForecastsCovariancesBoundsAndLimitsGiveTheSameOptimumInFewerPivots() {
        SplittableRandom random = new SplittableRandom(5);
        Optimal yesterday = PortfolioProblem.over(universe)
                .maximize(utility(returns(random, 0), covariance(random, 0), 5))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.09))
                .subjectTo(sectors(0.2))
                .solve()
                .optimalOrThrow();
        int tries = Campaign.tries(40, 1_000);
        long coldPivots = 0;
        long warmPivots = 0;
        int fewer = 0;
        for (int k = 0; k < tries; k++) {
            PortfolioProblem today = PortfolioProblem.over(universe)
                    .maximize(utility(returns(random, 0.01), covariance(random, 0.1), 5))
                    .subjectTo(fullyInvested(), longOnly(), maxWeight(0.08 + 0.04 * random.nextDouble()))
                    .subjectTo(sectors(0.18 + 0.04 * random.nextDouble()));
            Optimal cold = today.solve().optimalOrThrow();
            Optimal warm = today.warmStartedFrom(yesterday).solve().optimalOrThrow();
            same(cold, warm, "try " + k);
            coldPivots += cold.iterations();
            warmPivots += warm.iterations();
            fewer += warm.iterations() < cold.iterations() ? 1 : 0;
        }
        assertThat(fewer).isGreaterThan(9 * tries / 10);
        assertThat(warmPivots).isLessThan(3 * coldPivots / 4);
    }

    @Test
    void costsFromOtherWeightsAndARowMoreOrLessGiveTheSameOptimumInFewerPivots() {
        SplittableRandom random = new SplittableRandom(6);
        CovarianceMatrix risk = covariance(random, 0);
        Weights first = Weights.equal(universe);
        Optimal yesterday = PortfolioProblem.over(universe)
                .maximize(utility(returns(random, 0), risk, 5).plus(linearCosts(0.01, first)))
                .subjectTo(
                        fullyInvested(),
                        longOnly(),
                        maxWeight(0.1),
                        turnover(first).atMost(0.5))
                .solve()
                .optimalOrThrow();
        double[] drifted = yesterday.weights().toArray();
        double sum = 0;
        for (int j = 0; j < N; j++) {
            drifted[j] *= 1 + 0.05 * (random.nextDouble() - 0.5);
            sum += drifted[j];
        }
        for (int j = 0; j < N; j++) {
            drifted[j] /= sum;
        }
        Weights held = Weights.of(universe, drifted);
        PortfolioProblem today = PortfolioProblem.over(universe)
                .maximize(utility(returns(random, 0.002), risk, 5).plus(linearCosts(0.01, held)))
                .subjectTo(longOnly(), fullyInvested(), maxWeight(0.11));
        List<PortfolioProblem> changed = List.of(
                today,
                today.subjectTo(turnover(held).atMost(0.1)),
                today.subjectTo(sectors(0.3)),
                today.subjectTo(sectors(0.19)).subjectTo(turnover(held).atMost(0.3)));
        long coldPivots = 0;
        long warmPivots = 0;
        for (PortfolioProblem problem : changed) {
            Optimal cold = problem.solve().optimalOrThrow();
            Optimal warm = problem.warmStartedFrom(yesterday).solve().optimalOrThrow();
            same(cold, warm, problem.toString());
            coldPivots += cold.iterations();
            warmPivots += warm.iterations();
        }
        assertThat(warmPivots).isLessThanOrEqualTo(coldPivots);
    }

    @Test
    void theSameProblemAgainNeedsNoPivot() {
        SplittableRandom random = new SplittableRandom(7);
        PortfolioProblem problem = PortfolioProblem.over(universe)
                .maximize(utility(returns(random, 0.01), covariance(random, 0), 5))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.09))
                .subjectTo(sectors(0.2));
        Optimal once = problem.solve().optimalOrThrow();
        Optimal twice = problem.warmStartedFrom(once).solve().optimalOrThrow();
        assertThat(twice.iterations()).isZero();
        assertThat(twice.weights()).isEqualTo(once.weights());
    }

    @Test
    void whatWasHeldMayBeNonsenseHere() {
        SplittableRandom random = new SplittableRandom(8);
        CovarianceMatrix risk = covariance(random, 0);
        PortfolioProblem small = PortfolioProblem.over(universe)
                .maximize(utility(returns(random, 0.01), risk, 5))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.02));
        Optimal full = small.solve().optimalOrThrow();
        PortfolioProblem loose = PortfolioProblem.over(universe)
                .maximize(utility(returns(random, 0.3), risk, 1))
                .subjectTo(fullyInvested());
        PortfolioProblem shorts =
                loose.subjectTo(minWeight(-0.3), maxWeight(0.3)).subjectTo(sectors(0.25));
        for (PortfolioProblem other : List.of(loose, shorts)) {
            Optimal cold = other.solve().optimalOrThrow();
            same(cold, other.warmStartedFrom(full).solve().optimalOrThrow(), other.toString());
            same(full, small.warmStartedFrom(cold).solve().optimalOrThrow(), "back from " + other);
        }
        PortfolioProblem none = small.without("max weight").subjectTo(maxWeight(0.01));
        assertThat(none.warmStartedFrom(full).solve()).isInstanceOf(Infeasible.class);
    }

    @Test
    void anAccountDependsOnTheTemplateAndItsOwnNumbersOnly() {
        SplittableRandom random = new SplittableRandom(9);
        PortfolioProblem house = PortfolioProblem.over(universe)
                .maximize(utility(returns(random, 0), covariance(random, 0), 5))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.09))
                .subjectTo(sectors(0.2));
        AccountSolver busy = AccountSolver.of(house);
        double[] lower = new double[N];
        double[] upper = new double[N];
        double[] mine = new double[N];
        double[] alone = new double[N];
        for (int k = 0; k < Campaign.tries(60, 2_000); k++) {
            double[] mu = returns(random, 0.03).toArray();
            for (int j = 0; j < N; j++) {
                upper[j] = random.nextInt(10) == 0 ? 0 : 0.04 + 0.1 * random.nextDouble();
            }
            double limit = 0.17 + 0.1 * random.nextDouble();
            solve(busy, mu, lower, upper, limit, mine);
            assertThat(busy.scaledKktResidual()).isLessThan(1e-12);
            if (k % 10 == 0) {
                solve(AccountSolver.of(house), mu, lower, upper, limit, alone);
                assertThat(mine).as("account " + k).isEqualTo(alone);
            }
        }
    }

    private static void solve(
            AccountSolver solver, double[] mu, double[] lower, double[] upper, double limit, double[] out) {
        solver.begin();
        solver.expectedReturns(mu);
        solver.bounds(lower, upper);
        solver.limit(solver.limit("sector 0"), Double.NEGATIVE_INFINITY, limit);
        assertThat(solver.solve()).isEqualTo(Resolver.Outcome.OPTIMAL);
        solver.weightsInto(out);
    }
}
