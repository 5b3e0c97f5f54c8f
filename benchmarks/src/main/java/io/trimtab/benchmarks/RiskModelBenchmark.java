package io.trimtab.benchmarks;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.model.SampleCovariance;
import java.time.LocalDate;
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

/** Covariance estimators on T = 2 n returns of n assets, and the certificate of a matrix given by the user. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class RiskModelBenchmark {
    /** The number of assets. */
    @Param({"100", "500", "1000"})
    public int n;

    private ReturnPanel panel;
    private double[] matrix;

    /** Makes the returns. */
    @Setup(Level.Trial)
    public void setUp() {
        int rows = 2 * n;
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            ids.add("A" + i);
        }
        List<LocalDate> dates = new ArrayList<>();
        for (int t = 0; t < rows; t++) {
            dates.add(LocalDate.of(2000, 1, 1).plusDays(t));
        }
        double[] returns =
                new SplittableRandom(3).doubles((long) rows * n, -0.03, 0.03).toArray();
        panel = ReturnPanel.of(Universe.of(ids), dates, returns);
        matrix = SampleCovariance.unbiased().estimate(panel).toArray();
    }

    /**
     * The sample covariance.
     *
     * @return the estimate
     */
    @Benchmark
    public CovarianceMatrix sample() {
        return SampleCovariance.unbiased().estimate(panel);
    }

    /**
     * The shrunk covariance.
     *
     * @return the estimate
     */
    @Benchmark
    public CovarianceMatrix ledoitWolf() {
        return LedoitWolf.constantCorrelation().estimate(panel);
    }

    /**
     * Validation and certificate of a given matrix.
     *
     * @return the matrix
     */
    @Benchmark
    public CovarianceMatrix certified() {
        return CovarianceMatrix.of(panel.universe(), matrix);
    }
}
