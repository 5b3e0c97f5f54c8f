package io.trimtab.benchmarks;

import io.trimtab.risk.volatility.GarchFilter;
import io.trimtab.risk.volatility.GarchModel;
import io.trimtab.risk.volatility.GarchParameters;
import io.trimtab.risk.volatility.Innovations;
import io.trimtab.risk.volatility.VolatilityOutcome;
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

/** Maximum-likelihood fits of volatility models, and one return through the filter of a fit. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class VolatilityBenchmark {
    /** The number of returns. */
    @Param({"500", "2000", "8000"})
    public int count;

    private double[] returns;
    private GarchFilter filter;

    /** Simulates GARCH(1,1) with alpha 0.08 and beta 0.90. */
    @Setup(Level.Trial)
    public void setUp() {
        SplittableRandom random = new SplittableRandom(5);
        filter = GarchParameters.garch(0.0004, 2e-6, 0.08, 0.90).filter(1e-4);
        returns = new double[count];
        for (int t = 0; t < count; t++) {
            double sum = -6;
            for (int k = 0; k < 12; k++) {
                sum += random.nextDouble();
            }
            returns[t] = 0.0004 + filter.nextVolatility() * sum;
            filter.observe(returns[t]);
        }
    }

    /**
     * GARCH(1,1), normal.
     *
     * @return the outcome
     */
    @Benchmark
    public VolatilityOutcome garch() {
        return GarchModel.garch().fit(returns);
    }

    /**
     * GJR(1,1), Student-t.
     *
     * @return the outcome
     */
    @Benchmark
    public VolatilityOutcome gjrStudentT() {
        return GarchModel.gjr().withInnovations(Innovations.STUDENT_T).fit(returns);
    }

    /**
     * EGARCH(1,1), normal.
     *
     * @return the outcome
     */
    @Benchmark
    public VolatilityOutcome egarch() {
        return GarchModel.egarch().fit(returns);
    }

    /**
     * One return through the filter.
     *
     * @return the volatility of the next
     */
    @Benchmark
    public double observe() {
        return filter.observe(0.01);
    }
}
