package io.trimtab.risk.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.testkit.Campaign;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Oracle everywhere: all losses, counted one by one with {@code >}. */
class ExceedanceCountTest {
    private static int counted(double[] losses, double bound) {
        int count = 0;
        for (double loss : losses) {
            count += loss > bound ? 1 : 0;
        }
        return count;
    }

    private static ReturnPanel panel(int rows, int n, SplittableRandom random, double grid) {
        double[] values = new double[rows * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = draw(random, grid);
        }
        List<LocalDate> dates =
                IntStream.range(0, rows).mapToObj(LocalDate.EPOCH::plusDays).toList();
        return ReturnPanel.of(
                Universe.of(IntStream.range(0, n).mapToObj(j -> "A" + j).toList()), dates, values);
    }

    /** On a grid many losses equal the bound. */
    private static double draw(SplittableRandom random, double grid) {
        double x = 0.06 * (random.nextDouble() - 0.5);
        return grid == 0 ? x : Math.rint(x / grid) * grid;
    }

    /** Small ticks, large ones, trades, scenarios that enter and leave: after each the counts are those of all losses. */
    @Test
    void noCrossingIsMissed() {
        int n = 4;
        for (int seed = 0; seed < Campaign.tries(24, 400); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int rows = new int[] {1, 15, 40, 300}[seed % 4];
            double grid = seed % 3 == 0 ? 0x1p-9 : 0;
            double[] bounds = {0, 1, 2.5, -0.5, 1e-3, 40};
            double[] prices = new double[n];
            Arrays.fill(prices, 64);
            RiskMonitorBuilder builder = RiskMonitor.over(panel(rows, n, random, grid))
                    .portfolio("firm")
                    .portfolio("desk", "firm");
            for (double bound : bounds) {
                builder = builder.limit("firm", Confidence.of(0.95), bound).limit("desk", Confidence.of(0.9), bound);
            }
            RiskMonitor monitor = builder.build(prices);
            double tick = Math.pow(10, -random.nextInt(5)) * 0.01;
            for (int step = 0; step < 600; step++) {
                int asset = random.nextInt(n);
                int kind = random.nextInt(100);
                if (kind < 3 || step < 3) {
                    double size = random.nextInt(5) == 0 ? 0 : random.nextInt(-4, 5);
                    monitor.hold(random.nextInt(2), asset, random.nextInt(30) == 0 ? 1e9 * size : size);
                } else if (kind < 12) {
                    double[] row = new double[n];
                    for (int j = 0; j < n; j++) {
                        row[j] = random.nextInt(40) == 0 ? 1e6 * (random.nextDouble() - 0.5) : draw(random, grid);
                    }
                    monitor.roll(row);
                } else if (kind < 14) {
                    prices[asset] = 128 * (0.1 + random.nextDouble());
                    monitor.price(asset, prices[asset]);
                } else {
                    double moved = prices[asset] * (1 + tick * (random.nextDouble() - 0.5));
                    prices[asset] = grid == 0 ? moved : Math.max(1, Math.rint(moved));
                    monitor.price(asset, prices[asset]);
                }
                for (int portfolio = 0; portfolio < 2; portfolio++) {
                    double[] losses = monitor.losses(portfolio);
                    List<MonitorReading.LimitReading> limits =
                            monitor.reading(portfolio).limits();
                    for (int k = 0; k < bounds.length; k++) {
                        int expected = counted(losses, bounds[k]);
                        assertThat(limits.get(k).exceedances())
                                .as("seed %d step %d portfolio %d bound %s", seed, step, portfolio, bounds[k])
                                .isEqualTo(expected);
                        assertThat(monitor.exceedances(portfolio, bounds[k])).isEqualTo(expected);
                    }
                }
            }
        }
    }

    /** The bound lies among the losses and the price creeps, so that every loss crosses it some time. */
    @Test
    void aPriceThatCreepsTakesOneLossAfterTheOtherAcrossTheBound() {
        int rows = 2_000;
        RiskMonitor monitor = RiskMonitor.over(panel(rows, 1, new SplittableRandom(11), 0))
                .portfolio("all")
                .limit("all", Confidence.of(0.99), 2)
                .build(new double[] {40});
        monitor.hold(0, 0, 1);
        int least = rows;
        int most = 0;
        for (int step = 0; step < 4_000; step++) {
            monitor.price(0, 40 * (1 + step / 400.0));
            int count = monitor.reading(0).limits().get(0).exceedances();
            assertThat(count).isEqualTo(counted(monitor.losses(0), 2));
            least = Math.min(least, count);
            most = Math.max(most, count);
        }
        assertThat(least).isZero();
        assertThat(most).isGreaterThan(rows / 3);
    }

    @Test
    void countsByTheSignOfADifferenceAreThoseByComparison() {
        double[] some = {
            0.0,
            -0.0,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            1,
            Math.nextUp(1.0),
            Math.nextDown(1.0),
            -1,
            1e300,
            -1e300,
            Double.MAX_VALUE,
            -Double.MAX_VALUE
        };
        for (double level : some) {
            int expected = (int) Arrays.stream(some).filter(x -> x < level).count();
            assertThat(ScenarioKernel.countBelow(some.length, some, level)).isEqualTo(expected);
        }
        assertThat(ScenarioKernel.countBelow(some.length, some, Double.POSITIVE_INFINITY))
                .isEqualTo(some.length);
        assertThat(ScenarioKernel.countBelow(some.length, some, Double.NEGATIVE_INFINITY))
                .isZero();
    }
}
