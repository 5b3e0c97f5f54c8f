package io.trimtab.optimizer.frontier;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.DenseRisk;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What every frontier of net returns must have, whatever the data: convexity, monotony, and no preference for units or order. */
class FrontierProperties {
    /** A book with costs and a limit on turnover, in other units and another order if asked. */
    private static EfficientFrontier net(long seed, int n, double returns, double risks, boolean reversed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] mu = random.doubles(n, -0.05, 0.2).toArray();
        double[] held = random.doubles(n, 0, 1).toArray();
        double sum = 0;
        for (int j = 0; j < n; j++) {
            held[j] = j % 3 == 1 ? 0 : held[j];
            sum += held[j];
        }
        int days = n + 5;
        double[] panel = random.doubles((long) n * days, -0.3, 0.3).toArray();
        double[] order = new double[n];
        double[] now = new double[n];
        double[] s = new double[n * n];
        for (int i = 0; i < n; i++) {
            int from = reversed ? n - 1 - i : i;
            order[i] = returns * mu[from];
            now[i] = held[from] / sum;
            for (int j = 0; j < n; j++) {
                int to = reversed ? n - 1 - j : j;
                double product = 0;
                for (int t = 0; t < days; t++) {
                    product += panel[Math.max(from, to) * days + t] * panel[Math.min(from, to) * days + t];
                }
                s[i * n + j] = risks * product / days;
            }
        }
        Universe universe = DenseRisk.universe(n);
        Weights current = Weights.of(universe, now);
        return FrontierProblem.of(
                        variance(CovarianceMatrix.of(universe, s)),
                        expectedReturns(ExpectedReturns.of(universe, order))
                                .plus(linearCosts(returns * 0.01, returns * 0.005, current)))
                .subjectTo(
                        fullyInvested(),
                        minWeight(-0.1),
                        maxWeight(0.6),
                        turnover(current).atMost(0.9))
                .trace()
                .frontierOrThrow();
    }

    /** Tolerance: 1e-12 of the largest variance. */
    @Property(tries = 60)
    void riskIsConvexAndRisesWithTheNetReturn(@ForAll long seed, @ForAll @IntRange(min = 2, max = 15) int n) {
        EfficientFrontier frontier = net(seed, n, 1, 1, false);
        List<FrontierPoint> points = frontier.sample(101);
        double rounding = 1e-12 * points.get(100).variance();
        for (int i = 1; i < 100; i++) {
            double below = points.get(i - 1).variance();
            double here = points.get(i).variance();
            double above = points.get(i + 1).variance();
            assertThat(here).isGreaterThanOrEqualTo(below - rounding);
            assertThat(here).isLessThanOrEqualTo((below + above) / 2 + rounding);
            assertThat(points.get(i).riskTolerance())
                    .isGreaterThanOrEqualTo(points.get(i - 1).riskTolerance());
        }
    }

    /** Where the risk tolerance is finite and not zero, the curve's slope changes or the portfolio rests. */
    @Property(tries = 60)
    void turningPointsTurn(@ForAll long seed, @ForAll @IntRange(min = 2, max = 15) int n) {
        EfficientFrontier frontier = net(seed, n, 1, 1, false);
        List<TurningPoint> points = frontier.turningPoints();
        for (int k = 1; k < points.size() - 1; k++) {
            assertThat(points.get(k).changes()).as("changes at " + k).isNotEmpty();
            assertThat(points.get(k).riskTolerance())
                    .isLessThan(points.get(k - 1).riskTolerance());
        }
        assertThat(points.get(points.size() - 1).riskTolerance()).isZero();
    }

    /** Turning points without those at which only the working set of a vertex changes, as these depend on the order. */
    private static int bends(EfficientFrontier frontier) {
        int bends = 1;
        for (int k = 1; k < frontier.turningPointCount(); k++) {
            double[] above = frontier.weightsAt(k - 1).toArray();
            double[] here = frontier.weightsAt(k).toArray();
            double moved = 0;
            for (int j = 0; j < here.length; j++) {
                moved = Math.max(moved, Math.abs(here[j] - above[j]));
            }
            bends += moved > 1e-9 ? 1 : 0;
        }
        return bends;
    }

    /** Tolerance: 1e-11, relative, and what 1e-13 of the return makes of the variance. */
    @Property(tries = 40)
    void unitsAndOrderDoNotMatter(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 12) int n,
            @ForAll @DoubleRange(min = 0.01, max = 100) double returns,
            @ForAll @DoubleRange(min = 0.01, max = 100) double risks) {
        EfficientFrontier plain = net(seed, n, 1, 1, false);
        EfficientFrontier other = net(seed, n, returns, risks, true);
        assertThat(bends(other)).isEqualTo(bends(plain));
        double low = plain.minimumRisk().netReturn();
        double high = plain.maximumReturn().netReturn();
        for (int i = 0; i < 10; i++) {
            double r = low + (high - low) * i / 10;
            FrontierPoint point = plain.atReturn(r);
            double expected = risks * point.variance();
            double steep = 2 * risks * point.riskTolerance() * 1e-13;
            assertThat(other.atReturn(returns * r).variance()).isCloseTo(expected, within(1e-11 * expected + steep));
        }
    }
}
