package io.trimtab.benchmarks;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.measure.HistoricalSimulation;
import io.trimtab.risk.stream.RiskMonitor;
import io.trimtab.risk.stream.RollingMoments;
import io.trimtab.risk.stream.RollingTail;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Risk that follows a stream: ticks into scenarios with a limit, and rolling windows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class RiskStreamBenchmark {
    private static final int ASSETS = 20;
    private static final Confidence CONFIDENCE = Confidence.of(0.99);

    /** Scenarios of the monitor, and the length of the windows. */
    @Param({"1000", "10000", "100000"})
    public int scenarios;

    private HistoricalSimulation simulation;
    private RiskMonitor monitor;
    private RollingTail tail;
    private RollingMoments moments;
    private double[] prices;
    private double[] stream;
    private double[] source;
    private double[] target;
    private int tick;

    /** Makes a book of long and short positions with one limit, and full windows. */
    @Setup(Level.Trial)
    public void setUp() {
        SplittableRandom random = new SplittableRandom(7);
        double[] returns =
                random.doubles((long) scenarios * ASSETS, -0.03, 0.03).toArray();
        List<LocalDate> dates = IntStream.range(0, scenarios)
                .mapToObj(LocalDate.EPOCH::plusDays)
                .toList();
        Universe universe =
                Universe.of(IntStream.range(0, ASSETS).mapToObj(j -> "A" + j).toList());
        prices = random.doubles(ASSETS, 50, 150).toArray();
        monitor = RiskMonitor.over(ReturnPanel.of(universe, dates, returns))
                .portfolio("book")
                .limit("book", CONFIDENCE, 10_000)
                .build(prices);
        for (int j = 0; j < ASSETS; j++) {
            monitor.hold(0, j, random.nextInt(-1_000, 1_000));
        }
        simulation = HistoricalSimulation.at(CONFIDENCE);
        stream = random.doubles(1 << 16, -0.05, 0.05).map(x -> x * x * x).toArray();
        tail = RollingTail.over(scenarios, CONFIDENCE);
        moments = RollingMoments.over(scenarios);
        for (int i = 0; i < scenarios; i++) {
            tail.add(stream[i & 0xffff]);
            moments.add(stream[i & 0xffff]);
        }
        source = random.doubles(scenarios).toArray();
        target = new double[scenarios];
        double fresh = simulation.valueAtRisk(monitor.losses(0), new double[scenarios]);
        if (monitor.valueAtRisk(0, simulation) != fresh || monitor.isWithinLimits() != (fresh <= 10_000)) {
            throw new IllegalStateException("the monitor disagrees with a fresh simulation");
        }
    }

    /**
     * One tick into the losses of all scenarios, and whether the value at risk is within its limit.
     *
     * @return whether it is
     */
    @Benchmark
    public boolean tick() {
        tick++;
        int asset = tick % ASSETS;
        // up and down by turns, by a little
        monitor.price(asset, prices[asset] * (1 + 1e-3 * (tick % 7)));
        return monitor.isWithinLimits();
    }

    /**
     * Value at risk and expected shortfall of the book.
     *
     * @return their sum
     */
    @Benchmark
    public double tailOfTheBook() {
        return monitor.valueAtRisk(0, simulation) + monitor.expectedShortfall(0, simulation);
    }

    /**
     * A loss into a rolling window, and value at risk and expected shortfall of the window.
     *
     * @return their sum
     */
    @Benchmark
    public double rollingTail() {
        tail.add(stream[tick++ & 0xffff]);
        return tail.valueAtRisk() + tail.expectedShortfall();
    }

    /**
     * A return into a rolling window, and its volatility and skewness.
     *
     * @return their sum
     */
    @Benchmark
    public double rollingMoments() {
        moments.add(stream[tick++ & 0xffff]);
        return moments.standardDeviation(DegreesOfFreedom.SAMPLE) + moments.skewness();
    }

    /**
     * The reference: one copy of as many numbers as there are scenarios.
     *
     * @return one of them
     */
    @Benchmark
    public double copy() {
        System.arraycopy(source, 0, target, 0, scenarios);
        return target[tick++ % scenarios];
    }
}
