package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
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
import io.trimtab.core.testkit.Fixtures;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Objectives against numbers that others published; sources and tolerances are those of the files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectiveReferenceTest {
    private Universe universe = Universe.of("X");
    private ExpectedReturns mu = ExpectedReturns.of(universe, 0);
    private CovarianceMatrix risk = CovarianceMatrix.of(universe, new double[] {1});
    private PortfolioProblem problem = PortfolioProblem.over(universe);

    @BeforeAll
    void pyPortfolioOptsData() {
        List<String> lines = Fixtures.lines("optimizer/expected/pypfopt_verified_cov_annual.csv");
        double[][] s = lines.subList(1, lines.size()).stream()
                .map(ObjectiveReferenceTest::numbers)
                .toArray(double[][]::new);
        universe = Universe.of(lines.get(0).split(","));
        List<String> rows = Fixtures.lines("optimizer/expected/pypfopt_verified_weights.csv");
        mu = ExpectedReturns.of(
                universe,
                rows.subList(1, rows.size()).stream()
                        .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
                        .toArray());
        risk = CovarianceMatrix.of(universe, s);
        problem = PortfolioProblem.over(universe).subjectTo(fullyInvested());
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private void assertPerformance(Optimal best, double expectedReturn, double volatility, double relative) {
        assertThat(best.proof().holds()).isTrue();
        assertThat(mu.of(best.weights())).isCloseTo(expectedReturn, within(relative * expectedReturn));
        assertThat(risk.volatility(best.weights())).isCloseTo(volatility, within(relative * volatility));
    }

    /** ef_max_sharpe: recomputed to 1e-14, with weights. */
    @Test
    void maximumSharpeLongOnly() {
        Optimal best = problem.maximize(sharpeRatio(mu, 0.02, risk))
                .subjectTo(longOnly(), maxWeight(1))
                .solve()
                .optimalOrThrow();
        assertPerformance(best, 0.3047768672819914, 0.22165566922402932, 1e-12);
        assertThat(best.objective()).isCloseTo(1.2847714127003216, within(1e-13));
        List<String> rows = Fixtures.lines("optimizer/expected/pypfopt_verified_weights.csv");
        for (String row : rows.subList(1, rows.size())) {
            String[] part = row.split(",");
            assertThat(best.weights().of(part[0])).isCloseTo(Double.parseDouble(part[3]), within(1e-11));
        }
    }

    /** ef_max_sharpe_unbounded, recomputed in closed form, and cla_max_sharpe, recomputed with rf = 0. */
    @Test
    void maximumSharpeWithoutBoundsAndWithoutInterest() {
        Optimal tangency = problem.maximize(sharpeRatio(mu, 0.02, risk)).solve().optimalOrThrow();
        assertPerformance(tangency, 0.4937195216716211, 0.29516576454651955, 1e-7);
        Optimal best = problem.maximize(sharpeRatio(mu, 0, risk))
                .subjectTo(longOnly())
                .solve()
                .optimalOrThrow();
        assertPerformance(best, 0.2994470916123, 0.2176433168139, 1e-12);
    }

    /** ef_target_risk_0.19_short; the peer's solver gave six digits, and ours is at least as good. */
    @Test
    void efficientRisk() {
        Optimal best = problem.maximize(expectedReturns(mu))
                .subjectTo(minWeight(-1), maxWeight(1), volatility(risk).atMost(0.19))
                .solve()
                .optimalOrThrow();
        assertThat(best.volatility()).isLessThanOrEqualTo(0.19).isCloseTo(0.19, within(1e-12));
        assertThat(best.objective()).isCloseTo(0.30035471606347336, within(1e-6));
        // the same portfolio is efficient for its return
        Optimal least = problem.minimize(variance(risk))
                .subjectTo(
                        minWeight(-1),
                        maxWeight(1),
                        Constraints.expectedReturn(mu).atLeast(best.objective()))
                .solve()
                .optimalOrThrow();
        assertThat(least.volatility()).isCloseTo(0.19, within(1e-10));
    }

    @Test
    void efficientReturnMarketNeutral() {
        Optimal best = PortfolioProblem.over(universe)
                .minimize(variance(risk))
                .subjectTo(
                        budget(0),
                        minWeight(-1),
                        maxWeight(1),
                        Constraints.expectedReturn(mu).atLeast(0.25))
                .solve()
                .optimalOrThrow();
        assertPerformance(best, 0.25, 0.1833060046337015, 1e-7);
    }

    @Test
    void maximumUtilityWithShortsAndMarketNeutral() {
        PortfolioProblem shorts =
                PortfolioProblem.over(universe).maximize(utility(mu, risk, 1)).subjectTo(minWeight(-1), maxWeight(1));
        assertPerformance(
                shorts.subjectTo(budget(1)).solve().optimalOrThrow(), 1.4170505733098597, 1.0438577623242156, 1e-7);
        assertPerformance(
                shorts.subjectTo(budget(0)).solve().optimalOrThrow(), 1.248936321062371, 1.0219175004907117, 1e-7);
    }

    /** ef_min_vol_L2_gamma1 and ef_min_vol_tx_L2, not recomputed: a peer's solver at its default tolerance. */
    @Test
    void ridgeAndCosts() {
        Optimal ridge = problem.minimize(variance(risk), l2(universe, 1))
                .subjectTo(longOnly(), maxWeight(1))
                .solve()
                .optimalOrThrow();
        assertPerformance(ridge, 0.17356099329164965, 0.1955254118258614, 1e-6);
        Optimal costs = problem.minimize(variance(risk), l2(universe, 1), linearCosts(0.001, Weights.equal(universe)))
                .subjectTo(longOnly(), maxWeight(1))
                .solve()
                .optimalOrThrow();
        assertPerformance(costs, 0.17363446634404042, 0.1959773703677164, 1e-6);
        double sum = 0;
        for (double term : costs.objectiveTerms().values()) {
            sum += term;
        }
        assertThat(sum).isEqualTo(costs.objective());
    }

    /** Against itself without the sector limits: they cost, and what they cost is their price to first order. */
    @Test
    void maximumSharpeUnderSectorLimits() {
        PortfolioProblem base = problem.maximize(sharpeRatio(mu, 0.02, risk)).subjectTo(longOnly());
        double h = 1e-6;
        double[] at = new double[3];
        double price = 0;
        for (int k = -1; k <= 1; k++) {
            Optimal best = base.subjectTo(
                            group("tech", "GOOG", "AAPL", "FB", "AMZN", "AMD").atMost(0.2 + k * h),
                            group("retail", "WMT", "BBY", "SHLD").atLeast(0.1))
                    .solve()
                    .optimalOrThrow();
            at[k + 1] = best.objective();
            price = k == 0 ? best.shadowPrice("tech") : price;
        }
        assertThat(price).isPositive().isCloseTo((at[2] - at[0]) / (2 * h), within(1e-7));
        assertThat(at[1]).isLessThan(1.2847714127003216);
    }

    /** Classic_Sharpe.csv, column MV: a peer's solver stopped early, so ours is at least as good. */
    @Test
    void riskfoliosMaximumSharpeIsMatchedOrBeaten() {
        List<String> prices = Fixtures.lines("optimizer/riskfolio/stock_prices.csv");
        String[] names = prices.get(0).split(",");
        int n = names.length - 1;
        int t = 200;
        double[][] p = prices.subList(prices.size() - t - 1, prices.size()).stream()
                .map(line -> Arrays.stream(line.split(","))
                        .skip(1)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        double[] mean = new double[n];
        double[][] r = new double[t][n];
        for (int k = 0; k < t; k++) {
            for (int j = 0; j < n; j++) {
                r[k][j] = p[k + 1][j] / p[k][j] - 1;
                mean[j] += r[k][j] / t;
            }
        }
        double[] s = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < t; k++) {
                    s[i * n + j] += (r[k][i] - mean[i]) * (r[k][j] - mean[j]) / (t - 1);
                }
            }
        }
        Universe names10 = Universe.of(Arrays.copyOfRange(names, 1, n + 1));
        CovarianceMatrix model = CovarianceMatrix.of(names10, s);
        ExpectedReturns means = ExpectedReturns.of(names10, mean);
        Optimal best = PortfolioProblem.over(names10)
                .maximize(sharpeRatio(means, 0, model))
                .subjectTo(fullyInvested(), longOnly(), bounds("SPY", 0, 0))
                .solve()
                .optimalOrThrow();
        double[] w = new double[n];
        List<String> theirs = Fixtures.lines("optimizer/riskfolio/Classic_Sharpe.csv");
        for (String line : theirs.subList(1, theirs.size())) {
            String[] part = line.split(",");
            w[names10.indexOf(part[0])] = Double.parseDouble(part[1]);
        }
        Weights their = Weights.of(names10, w);
        assertThat(best.objective()).isGreaterThanOrEqualTo(means.of(their) / model.volatility(their) * (1 - 1e-12));
        for (int j = 0; j < n; j++) {
            assertThat(best.weights().get(j)).isCloseTo(w[j], within(2e-3));
        }
    }

    /** Papers' examples in published_small_examples.json, at the precision stated there; recomputed values to 1e-7. */
    @Test
    void publishedMaximumDiversificationAndSharpe() {
        int seen = 0;
        Object file = Json.parse(Fixtures.text("optimizer/expected/published_small_examples.json"));
        for (Object example : Json.list(Json.get(file, "cases"))) {
            String kind = (String) Json.get(example, "kind");
            if (!kind.startsWith("max diversification") && !kind.startsWith("max Sharpe")) {
                continue;
            }
            Object inputs = Json.get(example, "inputs");
            double[][] s = Json.matrix(Json.get(inputs, "cov"));
            Universe few = DenseRisk.universe(s.length);
            // one published matrix is not quite a covariance
            DenseRisk model = new DenseRisk(
                    s.length, Arrays.stream(s).flatMapToDouble(Arrays::stream).toArray());
            Objective objective = kind.startsWith("max diversification")
                    ? diversificationRatio(model)
                    : sharpeRatio(
                            ExpectedReturns.of(few, Json.vector(Json.get(inputs, "mu"))),
                            Double.parseDouble(
                                    "0" + kind.substring(kind.indexOf("rf") + 3).replaceFirst("^0", "")),
                            model);
            Optimal best = PortfolioProblem.over(few)
                    .maximize(objective)
                    .subjectTo(fullyInvested(), longOnly())
                    .solve()
                    .optimalOrThrow();
            double precision = ((Number) Json.get(example, "precision")).doubleValue();
            assertThat(best.weights().toArray())
                    .containsExactly(Json.vector(Json.get(example, "published_or_test_expected")), within(precision));
            assertThat(best.weights().toArray())
                    .containsExactly(Json.vector(Json.get(example, "recomputed")), within(1e-7));
            seen++;
        }
        assertThat(seen).isEqualTo(5);
    }
}
