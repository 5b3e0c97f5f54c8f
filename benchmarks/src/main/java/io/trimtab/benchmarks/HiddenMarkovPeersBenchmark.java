package io.trimtab.benchmarks;

import io.trimtab.core.regime.GaussianHmm;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import smile.sequence.HMM;

/**
 * The log-likelihood of ten years of days by the forward pass of a hidden Markov model, beside Smile's.
 *
 * <p>Smile's model emits symbols from a table, so that it looks up what ours calculates by an exponential; both run over the
 * same chain and as many observations.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // JMH calls the set-up before any measurement
public class HiddenMarkovPeersBenchmark {
    private static final int BARS = 2520;
    private static final int SYMBOLS = 20;

    /** The number of states. */
    @Param({"2", "4", "8"})
    public int states;

    private GaussianHmm model;
    private double[] series;
    private double[] filtered;
    private HMM<Integer> smile;
    private int[] symbols;

    /** For JMH. */
    public HiddenMarkovPeersBenchmark() {}

    /** Draws a series and its symbols. */
    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        double[] transition = new double[states * states];
        double[][] rows = new double[states][states];
        double[][] emission = new double[states][SYMBOLS];
        double[] start = new double[states];
        double[] variances = new double[states];
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states; j++) {
                rows[i][j] = i == j ? 0.9 : 0.1 / (states - 1);
                transition[i * states + j] = rows[i][j];
            }
            start[i] = 1.0 / states;
            variances[i] = 1.6e-5 * (1 + i) * (1 + i);
            double sum = 0;
            for (int k = 0; k < SYMBOLS; k++) {
                emission[i][k] = 0.1 + random.nextDouble();
                sum += emission[i][k];
            }
            for (int k = 0; k < SYMBOLS; k++) {
                emission[i][k] /= sum;
            }
        }
        series = new double[BARS];
        symbols = new int[BARS];
        for (int t = 0; t < BARS; t++) {
            double sum = -6;
            for (int i = 0; i < 12; i++) {
                sum += random.nextDouble();
            }
            series[t] = sum * 0.004 * (1 + t / 30 % states);
            symbols[t] = random.nextInt(SYMBOLS);
        }
        filtered = new double[BARS * states];
        model = GaussianHmm.stationary(transition, new double[states], variances);
        smile = new HMM<>(start, rows, emission);
    }

    /**
     * Ours, with the probabilities of every bar.
     *
     * @return the log-likelihood
     */
    @Benchmark
    public double trimtab() {
        return model.filterInto(series, filtered);
    }

    /**
     * Smile's.
     *
     * @return the log-likelihood
     */
    @Benchmark
    public double smile() {
        return smile.logp(symbols);
    }
}
