package io.trimtab.benchmarks;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.measure.HistoricalSimulation;
import io.trimtab.risk.measure.TailRisk;
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

/** Value at risk and expected shortfall of one vector of losses at 99%. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class TailRiskBenchmark {
    /** The number of scenarios. */
    @Param({"1000", "10000", "100000"})
    public int scenarios;

    private HistoricalSimulation simulation;
    private double[] losses;
    private double[] scratch;

    /** Makes the losses. */
    @Setup(Level.Trial)
    public void setUp() {
        SplittableRandom random = new SplittableRandom(7);
        simulation = HistoricalSimulation.at(Confidence.of(0.99));
        losses = random.doubles(scenarios, -0.05, 0.05).map(x -> x * x * x).toArray();
        scratch = new double[scenarios];
    }

    /**
     * Both values, copied and validated, as a user asks for them.
     *
     * @return the tail
     */
    @Benchmark
    public TailRisk measure() {
        return simulation.measure(losses);
    }

    /**
     * Both values in the form that allocates nothing.
     *
     * @return their sum
     */
    @Benchmark
    public double measureInto() {
        return simulation.valueAtRisk(losses, scratch) + simulation.expectedShortfall(losses, scratch);
    }
}
