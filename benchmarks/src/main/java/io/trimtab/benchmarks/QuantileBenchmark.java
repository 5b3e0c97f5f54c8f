package io.trimtab.benchmarks;

import io.trimtab.core.numeric.OrderStatistics;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.hipparchus.stat.descriptive.rank.Percentile;
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

/** The 5% quantile of n unsorted values, a copy of the input included, beside Hipparchus and sorting. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class QuantileBenchmark {
    /** The number of values. */
    @Param({"1000", "10000", "100000"})
    public int n;

    private double[] values;
    private double[] scratch;
    private final Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);

    /** Makes the data and checks everybody's answer. */
    @Setup(Level.Trial)
    public void setUp() {
        values = KernelProblems.uniform(n, 8);
        scratch = new double[n];
        double expected = sorting();
        KernelProblems.require("trimtab", Math.abs(trimtab() - expected), 0);
        KernelProblems.require("hipparchus", Math.abs(hipparchus() - expected), 1e-15);
    }

    @Benchmark
    public double trimtab() {
        System.arraycopy(values, 0, scratch, 0, n);
        return OrderStatistics.interpolated(n, scratch, 0, 0.05 * (n - 1));
    }

    @Benchmark
    public double hipparchus() {
        return percentile.evaluate(values, 5);
    }

    @Benchmark
    public double sorting() {
        System.arraycopy(values, 0, scratch, 0, n);
        Arrays.sort(scratch);
        double position = 0.05 * (n - 1);
        int k = (int) position;
        return Math.fma(position - k, scratch[k + 1] - scratch[k], scratch[k]);
    }
}
