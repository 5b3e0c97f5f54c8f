package io.trimtab.benchmarks;

import io.trimtab.core.regime.GaussianHmm;
import io.trimtab.core.regime.HmmFit;
import io.trimtab.core.regime.HmmSettings;
import io.trimtab.core.regime.OnlineFilter;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Follows a regime bar by bar, and fits a model to a year of bars. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // JMH calls the set-up before any measurement
public class RegimeBenchmark {
    private static final int BARS = 252;

    /** The number of states. */
    @Param({"2", "4", "8"})
    public int states;

    private double[] series;
    private List<LocalDate> dates;
    private OnlineFilter filter;
    private double[] probabilities;
    private int bar;

    /** For JMH. */
    public RegimeBenchmark() {}

    /** Draws a series with spells of different volatility. */
    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        series = new double[BARS];
        for (int t = 0; t < BARS; t++) {
            double sum = -6;
            for (int i = 0; i < 12; i++) {
                sum += random.nextDouble();
            }
            series[t] = sum * 0.004 * (1 + t / 30 % states);
        }
        dates = IntStream.range(0, BARS).mapToObj(LocalDate.EPOCH::plusDays).toList();
        double[] transition = new double[states * states];
        double[] means = new double[states];
        double[] variances = new double[states];
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states; j++) {
                transition[i * states + j] = i == j ? 0.9 : 0.1 / (states - 1);
            }
            variances[i] = 1.6e-5 * (1 + i) * (1 + i);
        }
        filter = GaussianHmm.stationary(transition, means, variances).onlineFilter();
        probabilities = new double[states];
    }

    /**
     * One bar.
     *
     * @return the probabilities of the states
     */
    @Benchmark
    public double[] updateInto() {
        bar = bar == BARS - 1 ? 0 : bar + 1;
        filter.updateInto(series[bar], probabilities);
        return probabilities;
    }

    /**
     * A fit from eight starting points.
     *
     * @return the fit
     */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public HmmFit fitOneYear() {
        return GaussianHmm.fit(series, dates, HmmSettings.states(states));
    }
}
