package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.linear;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Constraints.trackingError;
import static io.trimtab.optimizer.Constraints.volatility;
import static io.trimtab.optimizer.Objectives.diversificationRatio;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.l2;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.sharpeRatio;
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

/**
 * Random problems with ratios and bounds on risk: against other formulations of the same problem, and changed in ways
 * whose effect is known.
 */
@SuppressWarnings("NullAway") // a missing name fails the test as it should
class SearchPropertiesTest {
    /** A random covariance of n assets from some factors, with returns that belong to it; singular now and then. */
    private static final class Market {
        private final int n;
        private final double[] s;
        private final double[] mu;
        private final DenseRisk risk;
        private final ExpectedReturns returns;

        Market(SplittableRandom random, int n) {
            this.n = n;
            int factors = random.nextInt(1, 4);
            double[][] b = new double[n][factors];
            s = new double[n * n];
            mu = new double[n];
            boolean full = random.nextInt(4) > 0;
            for (int i = 0; i < n; i++) {
                for (int f = 0; f < factors; f++) {
                    b[i][f] = random.nextDouble(-0.05, 0.15);
                }
                mu[i] = random.nextDouble(-0.05, 0.15);
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = 0;
                    for (int f = 0; f < factors; f++) {
                        sum += b[i][f] * b[j][f];
                    }
                    double own = i == j && (full || random.nextBoolean()) ? random.nextDouble(0.001, 0.03) : 0;
                    s[i * n + j] = sum + own;
                    s[j * n + i] = s[i * n + j];
                }
            }
            risk = new DenseRisk(n, s);
            returns = ExpectedReturns.of(risk.universe(), mu);
        }
    }

    private static PortfolioProblem bounded(SplittableRandom random, Market market) {
        PortfolioProblem problem = PortfolioProblem.over(market.risk.universe())
                .subjectTo(fullyInvested(), maxWeight(random.nextDouble(1.2, 3) / market.n));
        problem = problem.subjectTo(random.nextBoolean() ? longOnly() : minWeight(-random.nextDouble(0.05, 0.5)));
        if (random.nextBoolean()) {
            double[] row = new double[market.n];
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextDouble(-1, 1);
            }
            problem = problem.subjectTo(
                    linear("factor", Weights.of(market.risk.universe(), row)).between(-0.3, 0.3));
        }
        return problem;
    }

    /**
     * Schaible's transformation: y = k w and k minimise y'Sy under (mu - rf k)'y = 1 and the constraints times k. It has
     * one variable more and no search.
     */
    @Test
    void maximumSharpeIsThatOfTheHomogenisedProgram() {
        SplittableRandom random = new SplittableRandom(7);
        int optimal = 0;
        for (int trial = 0; trial < Campaign.tries(300, 20_000); trial++) {
            int n = random.nextInt(2, 9);
            Market market = new Market(random, n);
            double rf = random.nextDouble(-0.02, 0.05);
            double low = random.nextBoolean() ? 0 : -0.3;
            double high = random.nextDouble(1.2, 3) / n;
            PortfolioSolution solution = PortfolioProblem.over(market.risk.universe())
                    .maximize(sharpeRatio(market.returns, rf, market.risk))
                    .subjectTo(fullyInvested(), minWeight(low), maxWeight(high))
                    .solve();
            PortfolioSolution other = homogenised(market, rf, low, high);
            if (solution instanceof Optimal best) {
                optimal++;
                Optimal y = other.optimalOrThrow();
                assertThat(best.objective())
                        .as("trial %d", trial)
                        .isCloseTo(1 / Math.sqrt(y.objective()), within(1e-8 * best.objective()));
                assertThat(best.proof().holds()).isTrue();
            } else if (solution instanceof Unbounded) {
                // singular: a positive excess return without risk
                assertThat(other.optimalOrThrow().objective())
                        .as("trial %d", trial)
                        .isLessThan(1e-9);
            } else {
                assertThat(solution)
                        .as("trial %d: %s", trial, solution.message())
                        .isInstanceOf(Infeasible.class);
                assertThat(other).isInstanceOf(Infeasible.class);
            }
        }
        assertThat(optimal).isGreaterThan(200);
    }

    private static PortfolioSolution homogenised(Market market, double rf, double low, double high) {
        int n = market.n;
        double[] s = new double[(n + 1) * (n + 1)];
        for (int i = 0; i < n; i++) {
            System.arraycopy(market.s, i * n, s, i * (n + 1), n);
        }
        DenseRisk risk = new DenseRisk(n + 1, s);
        Universe universe = risk.universe();
        double[] excess = Arrays.copyOf(market.mu, n + 1);
        excess[n] = -rf;
        double[] budget = new double[n + 1];
        Arrays.fill(budget, 0, n, 1);
        budget[n] = -1;
        double[] scale = new double[n + 1];
        scale[n] = 1;
        PortfolioProblem problem = PortfolioProblem.over(universe)
                .minimize(variance(risk))
                .subjectTo(
                        linear("excess", Weights.of(universe, excess)).equalTo(1),
                        linear("budget", Weights.of(universe, budget)).equalTo(0),
                        linear("scale", Weights.of(universe, scale)).atLeast(0));
        for (int j = 0; j < n; j++) {
            double[] lower = new double[n + 1];
            lower[j] = 1;
            lower[n] = -low;
            double[] upper = new double[n + 1];
            upper[j] = -1;
            upper[n] = high;
            problem = problem.subjectTo(
                    linear("lower " + j, Weights.of(universe, lower)).atLeast(0),
                    linear("upper " + j, Weights.of(universe, upper)).atLeast(0));
        }
        return problem.solve();
    }

    /** The optimum of a utility is the best return for its volatility, with the utility's aversion as the price. */
    @Test
    void aTargetRiskIsTheUtilityThatHasIt() {
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < Campaign.tries(300, 20_000); trial++) {
            Market market = new Market(random, random.nextInt(2, 12));
            PortfolioProblem problem = bounded(random, market);
            double gamma = StrictMath.exp(random.nextDouble(-1, 4));
            PortfolioSolution first = problem.maximize(utility(market.returns, market.risk, gamma))
                    .solve();
            if (!(first instanceof Optimal efficient) || efficient.volatility() < 1e-6) {
                continue;
            }
            double x = efficient.volatility();
            Optimal best = problem.maximize(expectedReturns(market.returns))
                    .subjectTo(volatility(market.risk).atMost(x))
                    .solve()
                    .optimalOrThrow();
            double mean = market.returns.of(efficient.weights());
            assertThat(best.objective()).as("trial %d", trial).isCloseTo(mean, within(1e-9));
            assertThat(best.activities().get("volatility").value()).isLessThanOrEqualTo(x * (1 + 1e-12));
        }
    }

    /** Nothing near a claimed optimum is better and feasible: many small feasible moves. */
    @Test
    void composedObjectivesUnderBoundsOnRiskHaveNoBetterNeighbour() {
        SplittableRandom random = new SplittableRandom(13);
        int optimal = 0;
        for (int trial = 0; trial < Campaign.tries(200, 5_000); trial++) {
            int n = random.nextInt(3, 8);
            Market market = new Market(random, n);
            Universe universe = market.risk.universe();
            Weights equal = Weights.equal(universe);
            double cap = random.nextDouble(1.2, 3) / n;
            double te = random.nextDouble(0.01, 0.1);
            Objective objective = (random.nextBoolean()
                            ? sharpeRatio(market.returns, 0.0, market.risk)
                            : expectedReturns(market.returns))
                    .plus(l2(universe, random.nextDouble(0.001, 0.05)))
                    .plus(linearCosts(random.nextDouble(0, 0.01), equal));
            PortfolioSolution solution = PortfolioProblem.over(universe)
                    .maximize(objective)
                    .subjectTo(
                            fullyInvested(),
                            minWeight(-0.1),
                            maxWeight(cap),
                            trackingError(market.risk, equal).atMost(te))
                    .solve();
            if (!(solution instanceof Optimal best)) {
                assertThat(solution)
                        .as("trial %d: %s", trial, solution.message())
                        .isNotInstanceOf(Failed.class);
                continue;
            }
            optimal++;
            double[] w = best.weights().toArray();
            for (int move = 0; move < 50; move++) {
                double[] other = w.clone();
                int i = random.nextInt(n);
                int j = random.nextInt(n);
                double step = StrictMath.exp(random.nextDouble(-14, -2));
                other[i] = Math.min(cap, other[i] + step);
                other[j] -= other[i] - w[i];
                double[] active = other.clone();
                for (int k = 0; k < n; k++) {
                    active[k] -= equal.get(k);
                }
                if (i == j || other[j] < -0.1 || market.risk.volatility(Weights.of(universe, active)) > te) {
                    continue;
                }
                assertThat(objective.value(other))
                        .as("trial %d", trial)
                        .isLessThanOrEqualTo(best.objective() + 1e-10 * Math.abs(best.objective()) + 1e-14);
            }
        }
        assertThat(optimal).isGreaterThan(100);
    }

    /** Returns in another unit, or a covariance of another period, change no weight of a maximum Sharpe portfolio. */
    @Test
    void unitsDoNotMatter() {
        SplittableRandom random = new SplittableRandom(17);
        for (int trial = 0; trial < Campaign.tries(100, 2_000); trial++) {
            Market market = new Market(random, random.nextInt(2, 8));
            PortfolioProblem problem = bounded(random, market);
            PortfolioSolution solution = problem.maximize(sharpeRatio(market.returns, 0.01, market.risk))
                    .solve();
            if (!(solution instanceof Optimal best)) {
                continue;
            }
            for (double unit : new double[] {1e-6, 1e4}) {
                double[] mu = market.mu.clone();
                double[] s = market.s.clone();
                for (int j = 0; j < mu.length; j++) {
                    mu[j] *= unit;
                }
                for (int e = 0; e < s.length; e++) {
                    s[e] *= 1 / unit;
                }
                DenseRisk risk = new DenseRisk(market.n, s);
                Optimal scaled = problem.maximize(
                                sharpeRatio(ExpectedReturns.of(risk.universe(), mu), 0.01 * unit, risk))
                        .solve()
                        .optimalOrThrow();
                assertThat(scaled.objective())
                        .as("trial %d", trial)
                        .isCloseTo(best.objective() * unit * Math.sqrt(unit), within(1e-9 * scaled.objective()));
            }
        }
    }

    /** An asset that is there twice, or assets in another order, change no optimum. */
    @Test
    void duplicatesAndOrderDoNotMatter() {
        SplittableRandom random = new SplittableRandom(19);
        for (int trial = 0; trial < Campaign.tries(100, 2_000); trial++) {
            int n = random.nextInt(2, 8);
            Market market = new Market(random, n);
            int[] from = new int[n + 1];
            for (int j = 0; j <= n; j++) {
                from[j] = (j + trial) % n;
            }
            double[] mu = new double[n + 1];
            double[] s = new double[(n + 1) * (n + 1)];
            for (int i = 0; i <= n; i++) {
                mu[i] = market.mu[from[i]];
                for (int j = 0; j <= n; j++) {
                    s[i * (n + 1) + j] = market.s[from[i] * n + from[j]];
                }
            }
            DenseRisk risk = new DenseRisk(n + 1, s);
            ExpectedReturns returns = ExpectedReturns.of(risk.universe(), mu);
            for (int which = 0; which < 3; which++) {
                Objective one = which == 0
                        ? sharpeRatio(market.returns, 0.005, market.risk)
                        : which == 1 ? diversificationRatio(market.risk) : expectedReturns(market.returns);
                Objective two = which == 0
                        ? sharpeRatio(returns, 0.005, risk)
                        : which == 1 ? diversificationRatio(risk) : expectedReturns(returns);
                double x = 1.1
                        * Math.sqrt(PortfolioProblem.over(market.risk.universe())
                                .minimize(variance(market.risk))
                                .subjectTo(fullyInvested(), longOnly())
                                .solve()
                                .optimalOrThrow()
                                .objective());
                if (x < 1e-4) {
                    continue;
                }
                PortfolioSolution a = PortfolioProblem.over(market.risk.universe())
                        .maximize(one)
                        .subjectTo(
                                fullyInvested(),
                                longOnly(),
                                volatility(market.risk).atMost(x))
                        .solve();
                PortfolioSolution b = PortfolioProblem.over(risk.universe())
                        .maximize(two)
                        .subjectTo(fullyInvested(), longOnly(), volatility(risk).atMost(x))
                        .solve();
                assertThat(b).as("trial %d: %s", trial, b.message()).hasSameClassAs(a);
                if (a instanceof Optimal best) {
                    assertThat(b.optimalOrThrow().objective())
                            .as("trial %d", trial)
                            .isCloseTo(best.objective(), within(1e-9 * Math.abs(best.objective())));
                }
            }
        }
    }
}
