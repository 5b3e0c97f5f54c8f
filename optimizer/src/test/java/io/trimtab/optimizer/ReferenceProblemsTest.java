package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.l2;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Fixtures;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmark instances and published quadratic cases through the public face: at least as good as the best known. */
class ReferenceProblemsTest {
    private static PortfolioProblem p1(ProblemFile file) {
        double[] mu = file.array("mu");
        Universe universe = DenseRisk.universe(mu.length);
        CovarianceMatrix risk = CovarianceMatrix.of(universe, file.array("Sigma"));
        double lambda = file.scalar("lambda");
        double[] scaled = Arrays.stream(mu).map(x -> lambda * x).toArray();
        return PortfolioProblem.over(universe)
                .maximize(utility(ExpectedReturns.of(universe, scaled), risk, 1))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(file.scalar("cap")));
    }

    /** Best known objectives to 12 digits: fixtures/optimizer/problems/README.md. */
    @ParameterizedTest
    @CsvSource({
        "50, -0.0109269802563",
        "100, -0.0137119568996",
        "250, -0.0149702693578",
        "500, -0.0155031804839",
        "1000, -0.0169255086680"
    })
    void p1IsSolvedAtLeastAsWellAsByAnyPeer(int n, double best) {
        Optimal optimal = p1(ProblemFile.read("P1_n" + n)).solve().optimalOrThrow();
        assertThat(-optimal.objective()).isCloseTo(best, within(1e-12));
        assertThat(optimal.proof().scaledKktResidual()).isLessThan(1e-12);
    }

    /** P1 with sector bounds and ten basis points of costs on what is traded. */
    @ParameterizedTest
    @CsvSource({"100, -0.0123846703", "500, -0.0142205310724"})
    void p2IsSolvedAtLeastAsWellAsByAnyPeer(int n, double best) {
        ProblemFile file = ProblemFile.read("P2_n" + n);
        PortfolioProblem problem = p1(file);
        Universe universe = problem.universe();
        Weights current = Weights.of(universe, file.array("w0"));
        double[] sector = file.array("sector");
        List<Constraint> sectors = new ArrayList<>();
        for (int s = 0; s < 20; s++) {
            List<String> members = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                if ((int) sector[j] == s) {
                    members.add(universe.id(j));
                }
            }
            if (!members.isEmpty()) {
                sectors.add(group("sector " + s, members).between(file.scalar("sectorLo"), file.scalar("sectorHi")));
            }
        }
        Optimal optimal = problem.maximize(problem.objective().plus(linearCosts(file.scalar("kappa"), current)))
                .subjectTo(sectors)
                .solve()
                .optimalOrThrow();
        // ten digits are printed for n = 100
        assertThat(-optimal.objective()).isLessThanOrEqualTo(best + 6e-11).isGreaterThan(best - 1e-9);
        assertThat(optimal.proof().scaledKktResidual()).isLessThan(1e-12);
        for (int j = 0; j < n; j++) {
            double trade = Math.abs(optimal.weights().get(j) - current.get(j));
            assertThat(trade == 0 || trade > 1e-12)
                    .as("what is not traded is held exactly")
                    .isTrue();
        }
    }

    /** P1 of 100 assets at fifty values of lambda: the sum of objectives that fixtures/optimizer/problems/README.md gives. */
    @Test
    void p5SumsToTheBestKnown() {
        ProblemFile file = ProblemFile.read("P5_n100");
        double[] mu = file.array("mu");
        Universe universe = DenseRisk.universe(mu.length);
        CovarianceMatrix risk = CovarianceMatrix.of(universe, file.array("Sigma"));
        double sum = 0;
        for (double lambda : file.array("lambdas")) {
            double[] scaled = Arrays.stream(mu).map(x -> lambda * x).toArray();
            sum -= PortfolioProblem.over(universe)
                    .maximize(utility(ExpectedReturns.of(universe, scaled), risk, 1))
                    .subjectTo(fullyInvested(), longOnly(), maxWeight(file.scalar("cap")))
                    .solve()
                    .optimalOrThrow()
                    .objective();
        }
        // ours is better by 7e-9
        assertThat(sum).isLessThanOrEqualTo(-7.19368657858).isGreaterThan(-7.1936866);
    }

    /** PyPortfolioOpt with ridge and with transaction costs beside it; rtol 1e-7: expected/pypfopt_expected.json. */
    @Test
    void pyPortfolioOptsRidgeAndTransactionCosts() {
        List<String> lines = Fixtures.lines("optimizer/expected/pypfopt_verified_cov_annual.csv");
        Universe universe = Universe.of(lines.get(0).split(","));
        CovarianceMatrix risk = CovarianceMatrix.of(
                universe,
                lines.subList(1, lines.size()).stream()
                        .map(ReferenceProblemsTest::numbers)
                        .toArray(double[][]::new));
        List<String> rows = Fixtures.lines("optimizer/expected/pypfopt_verified_weights.csv");
        double[] mu = new double[universe.size()];
        double[] minimum = new double[mu.length];
        for (int j = 0; j < mu.length; j++) {
            String[] part = rows.get(1 + j).split(",");
            mu[j] = Double.parseDouble(part[1]);
            minimum[j] = Double.parseDouble(part[2]);
        }
        PortfolioProblem book = PortfolioProblem.over(universe).subjectTo(fullyInvested(), longOnly(), maxWeight(1));
        Optimal plain = book.minimize(variance(risk)).solve().optimalOrThrow();
        assertThat(plain.weights().toArray()).containsExactly(minimum, within(1e-9));
        Optimal ridge = book.minimize(variance(risk), l2(universe, 1)).solve().optimalOrThrow();
        assertPerformance(ridge, mu, 0.17356099329164965, 0.1955254118258614);
        Optimal costs = book.minimize(variance(risk), l2(universe, 1), linearCosts(0.001, Weights.equal(universe)))
                .solve()
                .optimalOrThrow();
        assertPerformance(costs, mu, 0.17363446634404042, 0.1959773703677164);
    }

    private static void assertPerformance(Optimal best, double[] mu, double expectedReturn, double volatility) {
        double sum = 0;
        for (int j = 0; j < mu.length; j++) {
            sum += mu[j] * best.weights().get(j);
        }
        // their solver stops at about 1e-6 of the weights
        assertThat(sum).isCloseTo(expectedReturn, within(1e-6 * expectedReturn));
        assertThat(best.volatility()).isCloseTo(volatility, within(1e-6 * volatility));
    }

    /** Chopra and Ziemba 1993 in fixtures/optimizer/expected/published_small_examples.json, recomputed. */
    @Test
    void chopraAndZiembasUtility() {
        Object file = Json.parse(Fixtures.text("optimizer/expected/published_small_examples.json"));
        for (Object example : Json.list(Json.get(file, "cases"))) {
            if (!Json.get(example, "id").equals("chopra_ziemba")) {
                continue;
            }
            Object inputs = Json.get(example, "inputs");
            double[] mu = Json.vector(Json.get(inputs, "mu"));
            double[] sd = Json.vector(Json.get(inputs, "std"));
            double[][] s = Json.matrix(Json.get(inputs, "corr"));
            for (int i = 0; i < sd.length; i++) {
                for (int j = 0; j < sd.length; j++) {
                    s[i][j] *= sd[i] * sd[j];
                }
            }
            Universe universe = DenseRisk.universe(mu.length);
            Optimal best = PortfolioProblem.over(universe)
                    .maximize(utility(ExpectedReturns.of(universe, mu), CovarianceMatrix.of(universe, s), 1.0 / 25))
                    .subjectTo(budget(1), longOnly())
                    .solve()
                    .optimalOrThrow();
            double[] recomputed = Json.vector(Json.get(example, "recomputed"));
            assertThat(best.weights().toArray()).containsExactly(recomputed, within(1e-10));
            return;
        }
        throw new AssertionError("chopra_ziemba is missing");
    }

    /** PyPortfolioOpt issue 738: equal expected returns must not crash; here they leave the minimum variance. */
    @Test
    void equalExpectedReturnsLeaveTheMinimumVariance() {
        Universe universe = Universe.of("a", "b");
        CovarianceMatrix risk = CovarianceMatrix.of(universe, new double[][] {{0.01, 0.01}, {0.01, 0.02}});
        Optimal best = PortfolioProblem.over(universe)
                .maximize(utility(ExpectedReturns.of(universe, 0.1, 0.1), risk, 1))
                .subjectTo(fullyInvested(), longOnly())
                .solve()
                .optimalOrThrow();
        assertThat(best.weights().toArray()).containsExactly(1, 0);
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }
}
