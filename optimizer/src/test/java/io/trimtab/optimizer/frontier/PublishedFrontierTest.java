package io.trimtab.optimizer.frontier;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Fixtures;
import io.trimtab.optimizer.DenseRisk;
import io.trimtab.optimizer.ProblemFile;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frontiers that others published. */
class PublishedFrontierTest {
    private static EfficientFrontier longOnlyFrontier(double[] mu, double[] s) {
        return longOnlyFrontier(mu, CovarianceMatrix.of(DenseRisk.universe(mu.length), s));
    }

    private static EfficientFrontier longOnlyFrontier(double[] mu, RiskModel risk) {
        return EfficientFrontier.trace(ExpectedReturns.of(risk.universe(), mu), risk, fullyInvested(), longOnly())
                .frontierOrThrow();
    }

    /**
     * Ten assets of Bailey and Lopez de Prado, "An open-source implementation of the critical-line algorithm for
     * portfolio optimization", Algorithms 6 (2013), 169-196; turning points in full precision in fixtures/optimizer.
     * Tolerance 1e-12: the reference itself satisfies the optimality conditions to 1e-15.
     */
    @Test
    void baileyAndLopezDePradosTenTurningPoints() {
        List<String> data = Fixtures.lines("optimizer/cla/CLA_Data.csv");
        double[] mu = numbers(data.get(1));
        int n = mu.length;
        double[] s = new double[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(numbers(data.get(4 + i)), 0, s, i * n, n);
        }
        EfficientFrontier frontier = longOnlyFrontier(mu, s);
        List<String> expected = Fixtures.lines("optimizer/expected/cla_bailey_lopezdeprado_2013_turning_points.csv");
        assertThat(frontier.turningPointCount()).isEqualTo(expected.size() - 1);
        for (int k = 0; k < frontier.turningPointCount(); k++) {
            String line = expected.get(k + 1)
                    .replace("np.float64(", "")
                    .replace(")", "")
                    .replace("inf", "Infinity");
            double[] row = numbers(line);
            TurningPoint point = frontier.turningPoint(k);
            if (k == 0) {
                assertThat(point.riskTolerance()).isInfinite();
            } else {
                assertThat(point.riskTolerance()).isCloseTo(row[1], within(1e-12 * row[1] + 1e-300));
            }
            assertThat(point.expectedReturn()).isCloseTo(row[2], within(1e-12));
            assertThat(point.volatility()).isCloseTo(row[3], within(1e-12));
            for (int j = 0; j < n; j++) {
                assertThat(frontier.weightsAt(k).get(j)).isCloseTo(row[4 + j], within(1e-12));
            }
        }
        assertThat(frontier.scaledKktResidual()).isLessThan(1e-14);
    }

    private static double[] numbers(String line) {
        String[] cells = line.split(",");
        double[] out = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            out[i] = Double.parseDouble(cells[i].trim());
        }
        return out;
    }

    /** Mean and standard deviation of n assets, then their correlations; Beasley's OR-Library. */
    private static double[][] library(int which) {
        String[] tokens =
                Fixtures.text("optimizer/orlib/port" + which + ".txt").trim().split("\\s+");
        int at = 0;
        int n = Integer.parseInt(tokens[at++]);
        double[] mu = new double[n];
        double[] deviation = new double[n];
        for (int j = 0; j < n; j++) {
            mu[j] = Double.parseDouble(tokens[at++]);
            deviation[j] = Double.parseDouble(tokens[at++]);
        }
        double[] s = new double[n * n];
        while (at < tokens.length) {
            int i = Integer.parseInt(tokens[at++]) - 1;
            int j = Integer.parseInt(tokens[at++]) - 1;
            double rho = Double.parseDouble(tokens[at++]);
            s[i * n + j] = rho * deviation[i] * deviation[j];
            s[j * n + i] = s[i * n + j];
        }
        return new double[][] {mu, s};
    }

    /**
     * Chang, Meade, Beasley and Sharaiha, "Heuristics for cardinality constrained portfolio optimisation", Computers
     * and Operations Research 27 (2000), 1271-1302. All 2,000 published points: printed to ten decimals, so 4.2e-7 of
     * the variance (fixtures README) and the last printed digit; the recomputed turning points to 1e-10.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theUnconstrainedFrontiersOfTheLibrary(int which) {
        double[][] data = library(which);
        EfficientFrontier frontier = longOnlyFrontier(data[0], data[1]);
        assertThat(frontier.scaledKktResidual()).isLessThan(1e-13);
        List<String> expected =
                Fixtures.lines("optimizer/expected/orlib_port" + which + "_turning_points_return_variance.csv");
        assertThat(frontier.turningPointCount()).isEqualTo(expected.size() - 1);
        for (int k = 0; k < frontier.turningPointCount(); k++) {
            double[] row = numbers(expected.get(k + 1).replace("inf", "Infinity"));
            TurningPoint point = frontier.turningPoint(k);
            if (k > 0) {
                assertThat(point.riskTolerance()).isCloseTo(row[0], within(1e-10 * row[0] + 1e-300));
            }
            assertThat(point.expectedReturn()).isCloseTo(row[1], within(1e-10 * row[1]));
            assertThat(point.variance()).isCloseTo(row[2], within(1e-10 * row[2]));
        }
        int published = 0;
        for (String line : Fixtures.lines("optimizer/orlib/portef" + which + ".txt")) {
            String[] cells = line.trim().split("\\s+");
            double mean = Double.parseDouble(cells[0]);
            double variance = Double.parseDouble(cells[1]);
            double ours = frontier.atReturn(
                            Math.min(mean, frontier.maximumReturn().expectedReturn()))
                    .variance();
            assertThat(ours).as(line).isCloseTo(variance, within(5e-7 * variance + 1e-10));
            published++;
        }
        assertThat(published).isEqualTo(2_000);
    }

    /** The two instances without published frontier: every turning point satisfies the optimality conditions. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void theOtherInstancesOfTheLibraryProveThemselves(int which) {
        double[][] data = library(which);
        EfficientFrontier frontier = longOnlyFrontier(data[0], data[1]);
        assertThat(frontier.turningPointCount()).isGreaterThan(10);
        assertThat(frontier.scaledKktResidual()).isLessThan(1e-13);
    }

    /**
     * Markowitz, Portfolio Selection (1959), chapter VIII: three assets; numbers of
     * fixtures/optimizer/expected/published_small_examples.json, recomputed there to 1e-14.
     */
    @Test
    void markowitzThreeAssets() {
        EfficientFrontier frontier = longOnlyFrontier(
                new double[] {0.062, 0.146, 0.128},
                new double[] {0.0146, 0.0187, 0.0145, 0.0187, 0.0854, 0.0104, 0.0145, 0.0104, 0.0289});
        double[] tolerances = {4.16666666666667, 0.1408064320019454, 0.03332764893133244, 0};
        double[][] weights = {
            {0, 1, 0},
            {0, 0.22496808316614986, 0.7750319168338501},
            {0.8414051841746246, 0, 0.1585948158253752},
            {0.9931034482758622, 0, 0.0068965517241378425}
        };
        assertThat(frontier.turningPointCount()).isEqualTo(5);
        for (int k = 0; k < 4; k++) {
            assertThat(frontier.turningPoint(k + 1).riskTolerance()).isCloseTo(tolerances[k], within(1e-13));
            for (int j = 0; j < 3; j++) {
                assertThat(frontier.weightsAt(k + 1).get(j)).isCloseTo(weights[k][j], within(1e-13));
            }
        }
    }

    /**
     * Maximum Sharpe portfolios of Kwan and Yuan (rf 0.08) and of Kopman and Liu (rf 0, closed form 3/11 and 8/11);
     * the former recomputed to 1e-10 in fixtures/optimizer/expected/published_small_examples.json.
     * Its covariance is printed to four digits and has a direction of negative variance, which no long-only portfolio
     * meets: hence the model that does not look.
     */
    @Test
    void publishedPortfoliosOfMaximumSharpeRatio() {
        EfficientFrontier kwan =
                longOnlyFrontier(new double[] {0.15, 0.18, 0.2, 0.11, 0.13, 0.12}, new DenseRisk(6, new double[] {
                    0.01, 0.01, -0.0018, 0.0024, 0.0016, 0.0048, 0.01, 0.0625, 0.0135, 0.009, 0.002, 0.008, -0.0018,
                    0.0135, 0.0324, 0.00432, -0.00288, 0.00864, 0.0024, 0.009, 0.00432, 0.0144, 0.0096, 0.00192, 0.0016,
                    0.002, -0.00288, 0.0096, 0.0064, 0.00256, 0.0048, 0.008, 0.00864, 0.00192, 0.00256, 0.0256
                }));
        double[] expected = {0.33179723384114834, 0, 0.244289594181614, 0, 0.42391317197723766, 0};
        FrontierPoint best = kwan.maximumSharpe(0.08).pointOrThrow();
        for (int j = 0; j < 6; j++) {
            assertThat(best.weights().get(j)).isCloseTo(expected[j], within(1e-7));
        }
        EfficientFrontier kopman = longOnlyFrontier(new double[] {0.05, 0.1}, new double[] {0.05, 0.02, 0.02, 0.07});
        assertThat(kopman.maximumSharpe(0).pointOrThrow().weights().get(0)).isCloseTo(3.0 / 11, within(1e-15));
    }

    /** Chopra and Ziemba (1993): risk tolerance 50 in their percent, printed to four digits, recomputed to 1e-10. */
    @Test
    void aPortfolioOfChopraAndZiemba() {
        double[] mu = {1.5617, 1.9477, 1.907, 1.5801, 2.1643, 1.601, 1.4892, 1.6248, 1.4075, 1.4537};
        double[] sd = {8.8308, 8.4585, 10.04, 8.6215, 5.9886, 6.8767, 5.8162, 5.6385, 8.0047, 8.2125};
        double[][] rho = {
            {1, 0.366, 0.3457, 0.1606, 0.2279, 0.5133, 0.5203, 0.2176, 0.3267, 0.5101},
            {0.366, 1, 0.5379, 0.2165, 0.4986, 0.5823, 0.5569, 0.476, 0.6517, 0.5853},
            {0.3457, 0.5379, 1, 0.2218, 0.4283, 0.4051, 0.4492, 0.3867, 0.4883, 0.6569},
            {0.1606, 0.2165, 0.2218, 1, 0.0569, 0.3609, 0.2325, 0.2289, 0.1726, 0.3814},
            {0.2279, 0.4986, 0.4283, 0.0569, 1, 0.3619, 0.4811, 0.5952, 0.4378, 0.4368},
            {0.5133, 0.5823, 0.4051, 0.3609, 0.3619, 1, 0.6167, 0.4996, 0.5811, 0.5644},
            {0.5203, 0.5569, 0.4492, 0.2325, 0.4811, 0.6167, 1, 0.6037, 0.5671, 0.6032},
            {0.2176, 0.476, 0.3867, 0.2289, 0.5952, 0.4996, 0.6037, 1, 0.5012, 0.4772},
            {0.3267, 0.6517, 0.4883, 0.1726, 0.4378, 0.5811, 0.5671, 0.5012, 1, 0.6039},
            {0.5101, 0.5853, 0.6569, 0.3814, 0.4368, 0.5644, 0.6032, 0.4772, 0.6039, 1}
        };
        double[] s = new double[100];
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 10; j++) {
                s[i * 10 + j] = rho[i][j] * sd[i] * sd[j];
            }
        }
        double[] expected = {0.03509695920941806, 0.008228635358918181, 0, 0.16263531155956243, 0.7940390938721011};
        FrontierPoint point = longOnlyFrontier(mu, s).atRiskTolerance(25);
        for (int j = 0; j < 5; j++) {
            assertThat(point.weights().get(j)).isCloseTo(expected[j], within(1e-9));
        }
    }

    /**
     * Benchmark instance P5: the sum of the objectives at its fifty lambdas, the best known of nine solvers
     * (fixtures/optimizer/problems/README.md). Those stopped early: ours, certified below, is lower by 7e-9.
     */
    @Test
    void fiftyPointsOfTheBenchmarkInstance() {
        ProblemFile file = ProblemFile.read("P5_n100");
        double[] mu = file.array("mu");
        RiskModel risk = CovarianceMatrix.of(DenseRisk.universe(mu.length), file.array("Sigma"));
        EfficientFrontier frontier = EfficientFrontier.trace(
                        ExpectedReturns.of(risk.universe(), mu),
                        risk,
                        fullyInvested(),
                        longOnly(),
                        maxWeight(file.scalar("cap")))
                .frontierOrThrow();
        double sum = 0;
        for (double lambda : file.array("lambdas")) {
            FrontierPoint point = frontier.atRiskTolerance(lambda);
            sum += point.variance() / 2 - lambda * point.expectedReturn();
        }
        assertThat(sum).isBetween(-7.19368657858 - 1e-8, -7.19368657858);
        assertThat(frontier.scaledKktResidual()).isLessThan(1e-13);
    }
}
