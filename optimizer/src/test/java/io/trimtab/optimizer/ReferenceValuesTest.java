package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.expectedReturn;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.linear;
import static io.trimtab.optimizer.Constraints.longOnly;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine behind its public face against numbers that others published or computed. */
class ReferenceValuesTest {
    private static final double[] NONE = new double[0];

    /** Sources are cited per case in fixtures/optimizer/expected/goldfarb_idnani_examples.json; 7 printed digits. */
    @Test
    void goldfarbAndIdnanisExamplesWithTheirDuals() {
        for (Object example :
                Json.list(Json.parse(Fixtures.text("optimizer/expected/goldfarb_idnani_examples.json")))) {
            boolean equations = Json.has(example, "A_eq_rows_per_variable");
            double[][] columns =
                    Json.matrix(Json.get(example, equations ? "A_eq_rows_per_variable" : "C_rows_per_variable"));
            double[] b = Json.vector(Json.get(example, "b"));
            // the first two examples store C by constraint, the third by variable
            double[] q = Json.vector(Json.get(example, "q"));
            int n = q.length;
            Universe universe = DenseRisk.universe(n);
            double[] identity = new double[n * n];
            for (int j = 0; j < n; j++) {
                identity[j * n + j] = 1;
            }
            PortfolioProblem problem = PortfolioProblem.over(universe)
                    .maximize(utility(ExpectedReturns.of(universe, q), new DenseRisk(n, identity), 1));
            for (int i = 0; i < b.length; i++) {
                double[] row = new double[n];
                for (int j = 0; j < n; j++) {
                    row[j] = columns[j][i];
                }
                LinearExpression expression = linear("row " + i, Weights.of(universe, row));
                problem = problem.subjectTo(equations ? expression.equalTo(b[i]) : expression.atLeast(b[i]));
            }
            Optimal best = problem.solve().optimalOrThrow();
            double[] x = Json.vector(Json.get(example, "x"));
            for (int j = 0; j < n; j++) {
                assertThat(best.weights().get(j)).isCloseTo(x[j], within(2e-7));
            }
            assertThat(-best.objective())
                    .isCloseTo(((Number) Json.get(example, "objective")).doubleValue(), within(1e-9));
            double[] duals = Json.vector(Json.get(example, equations ? "duals_signed_recomputed" : "duals"));
            for (int i = 0; i < b.length; i++) {
                // utility falls as a lower bound rises, by the multiplier
                assertThat(-best.shadowPrice("row " + i)).isCloseTo(duals[i], within(2e-7));
            }
        }
    }

    /** Roncalli's examples, in fixtures/optimizer/expected/published_small_examples.json, recomputed to 1e-12. The first is not quite a covariance. */
    @Test
    void publishedMinimumVariancePortfolios() {
        int seen = 0;
        Object file = Json.parse(Fixtures.text("optimizer/expected/published_small_examples.json"));
        for (Object example : Json.list(Json.get(file, "cases"))) {
            if (!Json.get(example, "kind").equals("min variance")) {
                continue;
            }
            Object inputs = Json.get(example, "inputs");
            double[][] s = Json.matrix(Json.get(inputs, "cov"));
            int n = s.length;
            Universe universe = DenseRisk.universe(n);
            PortfolioProblem problem = PortfolioProblem.over(universe)
                    .minimize(variance(new DenseRisk(
                            n, Arrays.stream(s).flatMapToDouble(Arrays::stream).toArray())))
                    .subjectTo(fullyInvested(), longOnly());
            if (Json.has(inputs, "lb") || Json.has(inputs, "ub")) {
                double[] low = Json.has(inputs, "lb") ? Json.vector(Json.get(inputs, "lb")) : new double[n];
                double[] high = new double[n];
                Arrays.fill(high, 1);
                high = Json.has(inputs, "ub") ? Json.vector(Json.get(inputs, "ub")) : high;
                problem = problem.subjectTo(bounds(Weights.of(universe, low), Weights.of(universe, high)));
            }
            double[] expected = Json.vector(Json.get(example, "recomputed"));
            assertClose(problem.solve().optimalOrThrow().weights(), expected, 1e-12);
            seen++;
        }
        assertThat(seen).isEqualTo(7);
    }

    /** Markowitz 1959, chapter VIII: the minimum-variance end and two turning points, as utilities. */
    @Test
    void markowitzsThreeAssets() {
        Universe universe = Universe.of("1", "2", "3");
        CovarianceMatrix risk = CovarianceMatrix.of(
                universe,
                new double[][] {{0.0146, 0.0187, 0.0145}, {0.0187, 0.0854, 0.0104}, {0.0145, 0.0104, 0.0289}});
        ExpectedReturns mu = ExpectedReturns.of(universe, 0.062, 0.146, 0.128);
        PortfolioProblem problem = PortfolioProblem.over(universe).subjectTo(fullyInvested(), longOnly());
        Weights at = problem.maximize(utility(mu, risk, 1 / 0.1408064320019454))
                .solve()
                .optimalOrThrow()
                .weights();
        assertClose(at, new double[] {0, 0.22496808316614986, 0.7750319168338501}, 1e-9);
        at = problem.maximize(utility(mu, risk, 1 / 0.03332764893133244))
                .solve()
                .optimalOrThrow()
                .weights();
        assertClose(at, new double[] {0.8414051841746246, 0, 0.1585948158253752}, 1e-9);
    }

    /** Minimum variance of OR-Library (Beasley) recomputed: expected/orlib_port*_minvar_weights.csv. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void orLibrarysMinimumVariancePortfolios(int port) {
        CovarianceMatrix risk = orLibrary(port);
        double[] expected = Fixtures.lines("optimizer/expected/orlib_port" + port + "_minvar_weights.csv").stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        Optimal best = PortfolioProblem.over(risk.universe())
                .minimize(variance(risk))
                .subjectTo(fullyInvested(), longOnly())
                .solve()
                .optimalOrThrow();
        assertClose(best.weights(), expected, 1e-9);
    }

    private static CovarianceMatrix orLibrary(int port) {
        List<String> lines = Fixtures.lines("optimizer/orlib/port" + port + ".txt");
        int n = Integer.parseInt(lines.get(0).trim());
        double[] sd = new double[n];
        double[] s = new double[n * n];
        for (int j = 0; j < n; j++) {
            sd[j] = Double.parseDouble(lines.get(1 + j).trim().split("\\s+")[1]);
        }
        for (String line : lines.subList(1 + n, lines.size())) {
            String[] part = line.trim().split("\\s+");
            if (part.length == 3) {
                int i = Integer.parseInt(part[0]) - 1;
                int j = Integer.parseInt(part[1]) - 1;
                s[i * n + j] = Double.parseDouble(part[2]) * sd[i] * sd[j];
                s[j * n + i] = s[i * n + j];
            }
        }
        return CovarianceMatrix.of(DenseRisk.universe(n), s);
    }

    /** The last turning point of Bailey and Lopez de Prado 2013 is the minimum-variance portfolio. */
    @Test
    void baileyAndLopezDePradosMinimumVariance() {
        List<String> lines = Fixtures.lines("optimizer/cla/CLA_Data.csv");
        int n = 10;
        double[] mu = numbers(lines.get(1));
        double[][] s =
                lines.subList(4, 14).stream().map(ReferenceValuesTest::numbers).toArray(double[][]::new);
        Universe universe = DenseRisk.universe(n);
        CovarianceMatrix risk = CovarianceMatrix.of(universe, s);
        List<String> points = Fixtures.lines("optimizer/expected/cla_bailey_lopezdeprado_2013_turning_points.csv");
        for (int k = 3; k < points.size(); k++) {
            String[] part = points.get(k).split(",");
            double target = Double.parseDouble(part[2]);
            double[] expected = new double[n];
            for (int j = 0; j < n; j++) {
                expected[j] = Double.parseDouble(part[4 + j]);
            }
            Optimal best = PortfolioProblem.over(universe)
                    .minimize(variance(risk))
                    .subjectTo(
                            fullyInvested(),
                            longOnly(),
                            expectedReturn(ExpectedReturns.of(universe, mu)).atLeast(target))
                    .solve()
                    .optimalOrThrow();
            assertClose(best.weights(), expected, 1e-9);
            assertThat(best.volatility()).isCloseTo(Double.parseDouble(part[3]), within(1e-12));
        }
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    /** PyPortfolioOpt's figures, recomputed to 1e-14 where the case says so: expected/pypfopt_expected.json. */
    @ParameterizedTest
    @CsvSource({
        "min, 0, 1, 1, 0.15056821399482578, 0.15915084514118694",
        "utility, -1, 1, 1, 1.4170505733098597, 1.0438577623242156",
        "utility, -1, 1, 0, 1.248936321062371, 1.0219175004907117",
        "target, -1, 1, 0, 0.25, 0.1833060046337015"
    })
    void pyPortfolioOptsPortfolios(
            String kind, double low, double high, double net, double expectedReturn, double volatility) {
        List<String> lines = Fixtures.lines("optimizer/expected/pypfopt_verified_cov_annual.csv");
        double[][] s = lines.subList(1, lines.size()).stream()
                .map(ReferenceValuesTest::numbers)
                .toArray(double[][]::new);
        Universe universe = Universe.of(lines.get(0).split(","));
        List<String> rows = Fixtures.lines("optimizer/expected/pypfopt_verified_weights.csv");
        double[] mu = rows.subList(1, rows.size()).stream()
                .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
                .toArray();
        ExpectedReturns returns = ExpectedReturns.of(universe, mu);
        CovarianceMatrix risk = CovarianceMatrix.of(universe, s);
        PortfolioProblem problem = PortfolioProblem.over(universe)
                .subjectTo(budget(net), Constraints.minWeight(low), Constraints.maxWeight(high));
        problem = switch (kind) {
            case "min" ->
                problem.minimize(variance(risk))
                        .subjectTo(expectedReturn(returns).atLeast(-10));
            case "utility" -> problem.maximize(utility(returns, risk, 1));
            default ->
                problem.minimize(variance(risk))
                        .subjectTo(expectedReturn(returns).atLeast(0.25));
        };
        Optimal best = problem.solve().optimalOrThrow();
        assertThat(best.expectedReturn().orElseThrow()).isCloseTo(expectedReturn, within(1e-7 * expectedReturn));
        assertThat(best.volatility()).isCloseTo(volatility, within(1e-7 * volatility));
    }

    /** Riskfolio-Lib stopped early, so ours must be feasible and at least as good: riskfolio/Classic_MinRisk.csv (without SPY). */
    @Test
    void riskfoliosMinimumVarianceIsMatchedOrBeaten() {
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
        double[] s = new double[n * n];
        double[][] r = new double[t][n];
        double[] mean = new double[n];
        for (int k = 0; k < t; k++) {
            for (int j = 0; j < n; j++) {
                r[k][j] = p[k + 1][j] / p[k][j] - 1;
                mean[j] += r[k][j] / t;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < t; k++) {
                    s[i * n + j] += (r[k][i] - mean[i]) * (r[k][j] - mean[j]) / (t - 1);
                }
            }
        }
        Universe universe = Universe.of(Arrays.copyOfRange(names, 1, n + 1));
        CovarianceMatrix risk = CovarianceMatrix.of(universe, s);
        Optimal best = PortfolioProblem.over(universe)
                .minimize(variance(risk))
                .subjectTo(fullyInvested(), longOnly(), bounds("SPY", 0, 0))
                .solve()
                .optimalOrThrow();
        List<String> theirs = Fixtures.lines("optimizer/riskfolio/Classic_MinRisk.csv");
        double[] w = new double[n];
        for (String line : theirs.subList(1, theirs.size())) {
            String[] part = line.split(",");
            w[universe.indexOf(part[0])] = Double.parseDouble(part[1]);
        }
        double[] product = new double[n];
        risk.multiplyInto(w, product);
        double variance = 0;
        for (int j = 0; j < n; j++) {
            variance += w[j] * product[j];
        }
        assertThat(best.objective()).isLessThanOrEqualTo(variance * (1 + 1e-9));
        assertClose(best.weights(), w, 2e-3);
    }

    private static void assertClose(Weights weights, double[] expected, double tolerance) {
        assertThat(expected.length == 0 ? NONE : weights.toArray()).containsExactly(expected, within(tolerance));
    }
}
