package io.trimtab.risk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.measure.HistoricalSimulation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RiskMonitorTest {
    private static final HistoricalSimulation AT_95 = HistoricalSimulation.at(Confidence.of(0.95));

    private static Universe universe(int n) {
        return Universe.of(IntStream.range(0, n).mapToObj(j -> "A" + j).toList());
    }

    private static ReturnPanel panel(int rows, int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[rows * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.04 * (random.nextDouble() - 0.5);
        }
        List<LocalDate> dates = IntStream.range(0, rows)
                .mapToObj(t -> LocalDate.of(2000, 1, 1).plusDays(t))
                .toList();
        return ReturnPanel.of(universe(n), dates, values);
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The losses of what is held, from nothing, without rounding until the end. */
    private static double[] exactLosses(double[][] rows, double[] values) {
        double[] losses = new double[rows.length];
        for (int t = 0; t < rows.length; t++) {
            BigDecimal profit = BigDecimal.ZERO;
            for (int j = 0; j < values.length; j++) {
                profit = profit.add(new BigDecimal(values[j]).multiply(new BigDecimal(rows[t][j])));
            }
            losses[t] = 0.0 - profit.doubleValue();
        }
        return losses;
    }

    /** Positions, prices and scenarios change at random, some a billion times as large as others; all is checked at times. */
    @Test
    void nothingDriftsWhateverWasHeldBefore() {
        int n = 5;
        int rows = 23;
        for (int seed = 0; seed < Campaign.tries(10, 200); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ReturnPanel panel = panel(rows, n, seed);
            RiskMonitor monitor = RiskMonitor.over(panel)
                    .portfolio("firm")
                    .portfolio("desk", "firm")
                    .portfolio("trader", "desk")
                    .portfolio("other", "firm")
                    .limit("firm", Confidence.of(0.95), 0.02)
                    .limit("firm", Confidence.of(0.8), 0.01)
                    .limit("desk", Confidence.of(0.99), 1e7)
                    .build(ones(n));
            int[] parent = {-1, 0, 1, 0};
            double[][] scenario = new double[rows][n];
            double[] column = new double[rows];
            for (int j = 0; j < n; j++) {
                panel.columnInto(j, column, 0);
                for (int t = 0; t < rows; t++) {
                    scenario[t][j] = column[t];
                }
            }
            double[] price = ones(n);
            double[][] own = new double[4][n];
            int next = 0;
            for (int step = 1; step <= 400; step++) {
                int j = random.nextInt(n);
                int kind = random.nextInt(10);
                if (kind < 4) {
                    int i = random.nextInt(4);
                    own[i][j] = random.nextInt(4) == 0
                            ? 0
                            : (random.nextDouble() - 0.5) * (random.nextInt(8) == 0 ? 1e9 : 1);
                    monitor.hold(i, j, own[i][j]);
                } else if (kind < 9) {
                    price[j] = 0.5 + random.nextDouble();
                    monitor.price(j, price[j]);
                } else {
                    double[] row = new double[n];
                    for (int k = 0; k < n; k++) {
                        row[k] = 0.04 * (random.nextDouble() - 0.5);
                    }
                    monitor.roll(row);
                    scenario[next] = row;
                    next = (next + 1) % rows;
                }
                if (step % 40 != 0) {
                    continue;
                }
                // quantities are added in this order: parts last, from the last to the first
                double[][] held = Arrays.stream(own).map(double[]::clone).toArray(double[][]::new);
                for (int i = 3; i > 0; i--) {
                    for (int k = 0; k < n; k++) {
                        held[parent[i]][k] += held[i][k];
                    }
                }
                for (int i = 0; i < 4; i++) {
                    double[] values = new double[n];
                    double net = 0;
                    double gross = 0;
                    for (int k = 0; k < n; k++) {
                        values[k] = held[i][k] * price[k];
                        net += values[k];
                        gross += Math.abs(values[k]);
                    }
                    double[] losses = exactLosses(scenario, values);
                    double[] measured = monitor.losses(i);
                    for (int t = 0; t < rows; t++) {
                        // the exact loss rounded once, or its neighbour; and 1e-31 of profits up to 1e8 in each of 400
                        // steps
                        assertThat(measured[t]).isCloseTo(losses[t], within(Math.ulp(losses[t]) + 4e-21));
                    }
                    double[] scratch = new double[rows];
                    double risk = AT_95.valueAtRisk(measured, scratch);
                    assertThat(monitor.valueAtRisk(i, AT_95)).isEqualTo(risk);
                    assertThat(monitor.expectedShortfall(i, AT_95))
                            .isEqualTo(AT_95.expectedShortfall(measured, scratch));
                    MonitorReading reading = monitor.reading(i);
                    assertThat(reading.updates()).isEqualTo(step);
                    // oracle: a plain sum of the same values
                    assertThat(reading.netValue()).isCloseTo(net, within(1e-14 * gross));
                    assertThat(reading.grossValue()).isCloseTo(gross, within(1e-14 * gross));
                    if (i == 0) {
                        assertThat(reading.limits().get(0).isWithin()).isEqualTo(risk <= 0.02);
                        assertThat(reading.limits().get(1).isWithin())
                                .isEqualTo(HistoricalSimulation.at(Confidence.of(0.8))
                                                .valueAtRisk(measured, scratch)
                                        <= 0.01);
                        assertThat(reading.limits().get(0).exceedances())
                                .isEqualTo(monitor.exceedances(0, 0.02))
                                .isEqualTo((int) Arrays.stream(measured)
                                        .filter(x -> x > 0.02)
                                        .count());
                    }
                }
                boolean all =
                        IntStream.range(0, 4).allMatch(i -> monitor.reading(i).isWithinLimits());
                assertThat(monitor.isWithinLimits()).isEqualTo(all);
                RiskMonitor again = RiskMonitor.over(panel(rows, n, seed))
                        .portfolio("firm")
                        .portfolio("desk", "firm")
                        .portfolio("trader", "desk")
                        .portfolio("other", "firm")
                        .build(ones(n));
                for (int t = 0; t < rows; t++) {
                    again.roll(scenario[t]);
                }
                again.restore(monitor.snapshot());
                for (int i = 0; i < 4; i++) {
                    double[] a = monitor.losses(i);
                    double[] b = again.losses(i);
                    for (int t = 0; t < rows; t++) {
                        assertThat(b[t]).isCloseTo(a[t], within(Math.ulp(a[t]) + 4e-21));
                    }
                }
                assertThat(again.snapshot()).isEqualTo(monitor.snapshot()).hasSameHashCodeAs(monitor.snapshot());
            }
        }
    }

    @Test
    void aPositionABillionTimesAsLargeLeavesNothingBehind() {
        RiskMonitor monitor = RiskMonitor.over(panel(50, 2, 1)).portfolio("all").build(new double[] {3, 7});
        monitor.hold(0, 0, 0.1);
        double[] before = monitor.losses(0);
        monitor.hold(0, 1, 1e9);
        monitor.price(1, 7.3);
        monitor.price(1, 6.9);
        monitor.hold(0, 1, 0);
        assertThat(monitor.losses(0)).containsExactly(before);
        assertThat(monitor.reading(0).grossValue()).isEqualTo(0.1 * 3);
        monitor.hold(0, 1, 1e9 / 3);
        monitor.price(1, 1e3 / 7);
        monitor.hold(0, 0, 0);
        monitor.hold(0, 1, 0);
        assertThat(monitor.exceedances(0, 0)).isZero();
    }

    @Test
    void manySmallTicksEndWhereOneLargeOneDoes() {
        RiskMonitor ticks = RiskMonitor.over(panel(20, 1, 2)).portfolio("all").build(ones(1));
        ticks.hold(0, 0, 1_000.1);
        SplittableRandom random = new SplittableRandom(3);
        double price = 1;
        for (int i = 0; i < Campaign.tries(20_000, 1_000_000); i++) {
            price = 1 + 0.1 * random.nextDouble();
            ticks.price(0, price);
        }
        RiskMonitor fresh = RiskMonitor.over(panel(20, 1, 2)).portfolio("all").build(new double[] {price});
        fresh.hold(0, 0, 1_000.1);
        assertThat(ticks.losses(0)).containsExactly(fresh.losses(0));
    }

    /** Long positions only: net equals gross in every update, and after each update there is one unit more of value. */
    @Test
    void readersSeeOneUpdateAtATime() throws InterruptedException {
        RiskMonitor monitor = RiskMonitor.over(panel(64, 2, 4))
                .portfolio("firm")
                .portfolio("desk", "firm")
                .limit("firm", Confidence.of(0.9), 1)
                .build(ones(2));
        int readers = 3;
        CountDownLatch started = new CountDownLatch(readers);
        List<String> torn = new CopyOnWriteArrayList<>();
        int updates = Campaign.tries(20_000, 400_000);
        List<Thread> threads = new ArrayList<>();
        for (int r = 0; r < readers; r++) {
            int portfolio = r % 2;
            Thread thread = new Thread(() -> {
                started.countDown();
                long latest = 0;
                while (latest < updates && torn.isEmpty()) {
                    MonitorReading reading = monitor.reading(portfolio);
                    if (reading.updates() < latest
                            || reading.netValue() != reading.grossValue()
                            || reading.netValue() != reading.updates()) {
                        torn.add(reading.toString());
                    }
                    latest = reading.updates();
                }
            });
            threads.add(thread);
            thread.start();
        }
        started.await();
        for (int i = 1; i <= updates; i++) {
            monitor.hold(1, 0, i);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(torn).isEmpty();
    }

    @Test
    void whatCannotBeIsRefusedAndChangesNothing() {
        ReturnPanel panel = panel(10, 2, 5);
        RiskMonitor monitor = RiskMonitor.over(panel)
                .portfolio("firm")
                .portfolio("desk", "firm")
                .limit("firm", Confidence.of(0.9), 0.1)
                .build(new double[] {1, 2});
        monitor.hold(1, 1, 3);
        MonitorSnapshot before = monitor.snapshot();
        double[] losses = monitor.losses(0);
        assertThatThrownBy(() -> monitor.hold(2, 0, 1)).hasMessageContaining("portfolio");
        assertThatThrownBy(() -> monitor.hold(0, 2, 1)).hasMessageContaining("asset");
        assertThatThrownBy(() -> monitor.hold(0, 0, Double.NaN)).hasMessageContaining("quantity of A0");
        assertThatThrownBy(() -> monitor.hold(0, 0, 1e200)).hasMessageContaining("value of A0 in firm");
        assertThatThrownBy(() -> monitor.price(0, 0)).hasMessageContaining("price of A0");
        assertThatThrownBy(() -> monitor.price(0, Double.POSITIVE_INFINITY)).hasMessageContaining("price of A0");
        assertThatThrownBy(() -> monitor.price(1, 1e200)).hasMessageContaining("value of A1");
        assertThatThrownBy(() -> monitor.roll(new double[] {1})).hasMessageContaining("row");
        assertThatThrownBy(() -> monitor.roll(new double[] {0, Double.NaN})).hasMessageContaining("return of A1");
        assertThatThrownBy(() -> monitor.exceedances(0, Double.NaN)).hasMessageContaining("loss");
        assertThatThrownBy(() -> monitor.restore(new MonitorSnapshot(
                        universe(2), ones(2), List.of(new MonitorSnapshot.Position("nobody", "A0", 1)))))
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> monitor.restore(new MonitorSnapshot(
                        universe(2), ones(2), List.of(new MonitorSnapshot.Position("desk", "A0", 1e150)))))
                .hasMessageContaining("value of A0");
        assertThatThrownBy(() -> monitor.restore(new MonitorSnapshot(universe(3), ones(3), List.of())))
                .hasMessageContaining("snapshot");
        assertThat(monitor.snapshot()).isEqualTo(before);
        assertThat(monitor.losses(0)).containsExactly(losses);
        assertThat(monitor.reading(0).updates()).isEqualTo(1);
        assertThatThrownBy(() -> monitor.portfolio("fx")).hasMessageContaining("'fx'");
        assertThatThrownBy(() -> RiskMonitor.over(panel).build(ones(2))).hasMessageContaining("at least one portfolio");
        assertThatThrownBy(() -> RiskMonitor.over(panel).portfolio("a").portfolio("a"))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> RiskMonitor.over(panel).portfolio("a").build(ones(3)))
                .hasMessageContaining("prices");
        assertThatThrownBy(() -> RiskMonitor.over(panel).portfolio("a").build(new double[] {1, -1}))
                .hasMessageContaining("price of A1");
        assertThatThrownBy(() -> RiskMonitor.over(panel).portfolio("a").limit("a", Confidence.of(0.9), Double.NaN))
                .hasMessageContaining("loss");
        assertThat(monitor.portfolio("desk")).isEqualTo(1);
        assertThat(monitor.scenarios()).isEqualTo(10);
        assertThat(monitor).hasToString("RiskMonitor[[firm, desk], 2 assets, 10 scenarios]");
        assertThat(monitor.universe()).isEqualTo(universe(2));
    }

    @Test
    void aTailShorterThanOneScenarioAllowsNoExceedance() {
        RiskMonitor monitor = RiskMonitor.over(panel(10, 1, 6))
                .portfolio("all")
                .limit("all", Confidence.of(0.99), 0.001)
                .build(ones(1));
        monitor.hold(0, 0, 1);
        // alpha T = 0.1: the value at risk is the worst loss
        MonitorReading.LimitReading limit = monitor.reading(0).limits().get(0);
        assertThat(limit.allowed()).isZero();
        double worst = Arrays.stream(monitor.losses(0)).max().orElseThrow();
        assertThat(limit.isWithin()).isEqualTo(worst <= 0.001).isFalse();
        assertThat(limit.limit()).isEqualTo(new TailLimit(Confidence.of(0.99), 0.001));
    }

    @Test
    void aSnapshotThatNamesAPositionTwiceIsRefused() {
        Universe universe = Universe.of("A", "B");
        MonitorSnapshot.Position one = new MonitorSnapshot.Position("firm", "A", 1);
        MonitorSnapshot.Position again = new MonitorSnapshot.Position("firm", "A", 2);
        MonitorSnapshot.Position other = new MonitorSnapshot.Position("desk", "A", 2);
        assertThat(new MonitorSnapshot(universe, new double[] {1, 1}, List.of(one, other)).positions())
                .hasSize(2);
        assertThatThrownBy(() -> new MonitorSnapshot(universe, new double[] {1, 1}, List.of(one, other, again)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A of firm twice");
    }
}
