package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.largest;
import static io.trimtab.optimizer.Constraints.largestAbsolute;
import static io.trimtab.optimizer.Constraints.largestLong;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.utility;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What counts among the largest weights where some are negative; linear problems with answers by hand. */
class ConcentrationTest {
    private final Universe universe = Universe.of("A", "B", "C");
    private final PortfolioProblem problem = PortfolioProblem.over(universe)
            .maximize(expectedReturns(ExpectedReturns.of(universe, 0.10, 0.02, -0.08)))
            .subjectTo(minWeight(-1), maxWeight(1));

    private double[] under(Constraint... constraints) {
        return problem.subjectTo(constraints).solve().optimalOrThrow().weights().toArray();
    }

    /** A 1, C -1: a signed sum of the three is what B may be bought for. */
    @Test
    void signedWeightsLetShortPositionsPayForLongOnes() {
        assertThat(under(largest(3).atMost(0.5))).containsExactly(new double[] {1, 0.5, -1}, within(1e-12));
        assertThat(under(largest(2).atMost(0.5))).containsExactly(new double[] {1, -0.5, -1}, within(1e-12));
    }

    @Test
    void longPositionsCountWithoutTheShortOnes() {
        assertThat(under(largestLong(3).atMost(0.5))).containsExactly(new double[] {0.5, 0, -1}, within(1e-12));
        assertThat(under(largestLong(2).atMost(1.25))).containsExactly(new double[] {1, 0.25, -1}, within(1e-12));
        assertThat(under(largestLong(1).atMost(0), budget(-1).named("net")))
                .containsExactly(new double[] {0, 0, -1}, within(1e-12));
    }

    @Test
    void absolutePositionsCountShortOnesLikeLongOnes() {
        assertThat(under(largestAbsolute(1).atMost(0.5))).containsExactly(new double[] {0.5, 0.5, -0.5}, within(1e-12));
        assertThat(under(largestAbsolute(2).atMost(1.2))).containsExactly(new double[] {1, 0.2, -0.2}, within(1e-12));
        assertThat(under(largestAbsolute(3).atMost(1.5))).containsExactly(new double[] {1, 0, -0.5}, within(1e-12));
    }

    @Test
    void aSumOfSizesIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> largestAbsolute(2).atMost(-0.1))
                .withMessageContaining("limit of \"largest absolute 2\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.subjectTo(largestLong(4).atMost(1)))
                .withMessageContaining("at most the number of assets, 3, was 4");
    }

    @Test
    void thePriceIsByName() {
        Optimal best = problem.subjectTo(largestAbsolute(3).atMost(1.5)).solve().optimalOrThrow();
        assertThat(best.shadowPrice("largest absolute 3")).isCloseTo(0.08, within(1e-12));
        assertThat(Objects.requireNonNull(best.activities().get("largest absolute 3"))
                        .value())
                .isCloseTo(1.5, within(1e-12));
    }

    /**
     * Of 120 assets most are tied at the level of the tenth, so that rows of ten would be needed by the hundred; the one
     * of fractions is found in a few solves. The oracle is the level: no portfolio of the bound's, moved towards others of
     * it, is better.
     */
    @Test
    void manyTiedAssetsNeedFewSolves() {
        for (long seed = 1; seed <= 6; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 120;
            double[] factor = random.doubles(2L * n, -0.02, 0.02).toArray();
            double[][] rows = new double[n][n];
            double[][] returns = new double[n][2 * n];
            for (int j = 0; j < n; j++) {
                double beta = 0.5 + random.nextDouble();
                for (int t = 0; t < 2 * n; t++) {
                    returns[j][t] = beta * factor[t] + 0.04 * (random.nextDouble() - 0.5);
                }
                for (int i = 0; i <= j; i++) {
                    rows[i][j] = Compensated.dot(2 * n, returns[i], 0, returns[j], 0) / (2 * n);
                    rows[j][i] = rows[i][j];
                }
            }
            Universe many = DenseRisk.universe(n);
            CovarianceMatrix risk = CovarianceMatrix.of(many, rows);
            ExpectedReturns mu =
                    ExpectedReturns.of(many, random.doubles(n, -0.001, 0.002).toArray());
            double limit = 0.25 + 0.4 * random.nextDouble();
            PortfolioProblem bounded = PortfolioProblem.over(many)
                    .maximize(utility(mu, risk, seed % 2 == 0 ? 3 : 300))
                    .subjectTo(budget(1), largestAbsolute(10).atMost(limit));
            Optimal best = bounded.solve().optimalOrThrow();
            Matcher solves = Pattern.compile("the last of (\\d+) solves").matcher(best.method());
            assertThat(solves.find()).isTrue();
            assertThat(Integer.parseInt(solves.group(1))).as("seed %d", seed).isLessThan(60);
            double[] w = best.weights().toArray();
            assertThat(tenLargest(w)).isCloseTo(limit, within(1e-9));
            for (int k = 0; k < 500; k++) {
                double[] other = random.doubles(n, -1, 1.2).toArray();
                double sum = Arrays.stream(other).sum();
                for (int j = 0; j < n; j++) {
                    other[j] = 0.999 * w[j] + 0.001 * other[j] / sum;
                }
                double there = mu.of(Weights.of(many, other)) - value(risk, many, other, seed % 2 == 0 ? 3 : 300);
                assertThat(there < best.objective() + 1e-12 || tenLargest(other) > limit - 1e-9)
                        .isTrue();
            }
        }
    }

    private static double value(CovarianceMatrix risk, Universe universe, double[] w, double aversion) {
        double volatility = risk.volatility(Weights.of(universe, w));
        return aversion / 2 * volatility * volatility;
    }

    private static double tenLargest(double[] w) {
        double[] sizes = new double[w.length];
        for (int j = 0; j < w.length; j++) {
            sizes[j] = -Math.abs(w[j]);
        }
        Arrays.sort(sizes);
        return -Arrays.stream(sizes).limit(10).sum();
    }
}
