package io.trimtab.benchmarks;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.measure.ScenarioLosses;
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

/** The losses of a book in all scenarios at once, against one look at each of the numbers they are made of. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx6g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class ScenarioLossesBenchmark {
    /** Positions, and as many scenarios. */
    @Param({"1000", "3000", "10000"})
    public int positions;

    private ReturnPanel panel;
    private Weights weights;
    private double[] numbers;

    /** Makes as many scenarios as positions. */
    @Setup(Level.Trial)
    public void setUp() {
        SplittableRandom random = new SplittableRandom(7);
        numbers = new double[positions * positions];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextDouble() * 0.06 - 0.03;
        }
        List<LocalDate> dates = IntStream.range(0, positions)
                .mapToObj(LocalDate.EPOCH::plusDays)
                .toList();
        Universe universe =
                Universe.of(IntStream.range(0, positions).mapToObj(j -> "A" + j).toList());
        panel = ReturnPanel.of(universe, dates, numbers);
        weights = Weights.of(universe, random.doubles(positions, -1, 1).toArray());
    }

    /**
     * The losses of the book.
     *
     * @return one for each scenario
     */
    @Benchmark
    public double[] losses() {
        return ScenarioLosses.of(panel, weights);
    }

    /**
     * The reference: a sum of as many numbers, in eight lanes, which is what memory can deliver to one thread.
     *
     * @return the sum
     */
    @Benchmark
    public double sum() {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        double[] x = numbers;
        for (int i = 0; i + 8 <= x.length; i += 8) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
            e += x[i + 4];
            f += x[i + 5];
            g += x[i + 6];
            h += x[i + 7];
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }
}
