package io.trimtab.benchmarks;

import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.CovarianceRepair;
import io.trimtab.risk.model.RepairedCovariance;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/** Repairs of a correlation matrix whose elements were disturbed by up to 0.1. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class RepairBenchmark {
    /** The number of assets. */
    @Param({"20", "100", "500"})
    public int n;

    private Universe universe;
    private double[] matrix;

    /** One common factor, and noise. */
    @Setup(Level.Trial)
    public void setUp() {
        SplittableRandom random = new SplittableRandom(4);
        List<String> ids = new ArrayList<>();
        double[] loading = new double[n];
        for (int i = 0; i < n; i++) {
            ids.add("A" + i);
            loading[i] = 0.3 + 0.5 * random.nextDouble();
        }
        universe = Universe.of(ids);
        matrix = new double[n * n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < j; i++) {
                double r = loading[i] * loading[j] + 0.1 * (2 * random.nextDouble() - 1);
                matrix[j * n + i] = r;
                matrix[i * n + j] = r;
            }
            matrix[j * n + j] = 1;
        }
    }

    /**
     * The nearest correlation matrix.
     *
     * @return the repair
     */
    @Benchmark
    public RepairedCovariance nearest() {
        return CovarianceRepair.nearest().repair(universe, matrix);
    }

    /**
     * Clipped eigenvalues.
     *
     * @return the repair
     */
    @Benchmark
    public RepairedCovariance clipping() {
        return CovarianceRepair.clipping().repair(universe, matrix);
    }
}
