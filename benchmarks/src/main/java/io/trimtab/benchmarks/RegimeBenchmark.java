package io.trimtab.benchmarks;

import io.trimtab.core.regime.ChangePoints;
import io.trimtab.core.regime.GaussianHmm;
import io.trimtab.core.regime.HmmFit;
import io.trimtab.core.regime.HmmSettings;
import io.trimtab.core.regime.MarkovSwitching;
import io.trimtab.core.regime.OnlineEnsemble;
import io.trimtab.core.regime.OnlineFilter;
import io.trimtab.core.regime.OpinionPool;
import io.trimtab.core.regime.SwitchingFilter;
import io.trimtab.core.regime.SwitchingSpec;
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
    private SwitchingFilter switching;
    private SwitchingFilter autoregression;
    private ChangePoints runs;
    private ChangePoints manyRuns;
    private OnlineEnsemble ensemble;
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
        GaussianHmm hmm = GaussianHmm.stationary(transition, means, variances);
        filter = hmm.onlineFilter();
        switching = model(SwitchingSpec.states(states)).onlineFilter();
        autoregression =
                model(SwitchingSpec.states(states).withMeanAdjustedLags(1)).onlineFilter();
        autoregression.update(0); // which has no density: it is the first lag
        autoregression.update(0);
        runs = ChangePoints.expectingRunsOf(100).priorOf(0, 1e-4).keeping(0, states);
        manyRuns = ChangePoints.expectingRunsOf(100).priorOf(0, 1e-4);
        ensemble = OnlineEnsemble.of(OpinionPool.LINEAR, states)
                .with(hmm.onlineFilter(), 2)
                .with(model(SwitchingSpec.states(states)).onlineFilter(), 1);
        probabilities = new double[states];
    }

    /**
     * One bar.
     *
     * @return the probabilities of the states
     */
    @Benchmark
    public double[] updateInto() {
        filter.updateInto(next(), probabilities);
        return probabilities;
    }

    private MarkovSwitching model(SwitchingSpec spec) {
        SwitchingSpec wild = spec.switching("const", "variance");
        double[] parameters = new double[wild.parameterNames().size()];
        int at = 0;
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states - 1; j++) {
                parameters[at++] = i == j ? 0.9 : 0.1 / (states - 1);
            }
        }
        for (String name : wild.parameterNames().subList(at, parameters.length)) {
            int state = name.indexOf('[') < 0
                    ? 0
                    : Integer.parseInt(name.substring(name.indexOf('[') + 1, name.length() - 1));
            parameters[at++] =
                    name.startsWith("variance") ? 1.6e-5 * (1 + state) * (1 + state) : name.startsWith("L") ? 0.1 : 0;
        }
        return MarkovSwitching.of(wild, parameters);
    }

    private double next() {
        bar = bar == BARS - 1 ? 0 : bar + 1;
        return series[bar];
    }

    /**
     * One bar of a Markov-switching model of means and variances.
     *
     * @return the probability of the first state
     */
    @Benchmark
    public double switchingUpdate() {
        switching.update(next());
        return switching.probability(0);
    }

    /**
     * One bar of a Markov-switching model with a mean-adjusted lag.
     *
     * @return the probability of the first state
     */
    @Benchmark
    public double autoregressionUpdate() {
        autoregression.update(next());
        return autoregression.probability(0);
    }

    /**
     * One bar of change points, with as many runs kept as states.
     *
     * @return the most probable run
     */
    @Benchmark
    public int changePointUpdate() {
        runs.update(next());
        return runs.mostLikelyRun();
    }

    /**
     * One bar of change points, with every run kept whose probability is above 1e-8.
     *
     * @return the most probable run
     */
    @Benchmark
    public int changePointUpdateManyRuns() {
        manyRuns.update(next());
        return manyRuns.mostLikelyRun();
    }

    /**
     * One bar of an ensemble of a hidden Markov and a Markov-switching model.
     *
     * @return the probability of the first state
     */
    @Benchmark
    public double ensembleUpdate() {
        ensemble.update(next());
        return ensemble.probability(0);
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
