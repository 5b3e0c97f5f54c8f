package io.trimtab.benchmarks;

import io.trimtab.core.statistics.BlockBootstrap;
import io.trimtab.core.strategy.evidence.BacktestOverfitting;
import io.trimtab.core.strategy.evidence.EvidenceReport;
import io.trimtab.core.strategy.evidence.EvidenceStudy;
import io.trimtab.core.strategy.evidence.OverfittingResult;
import io.trimtab.core.strategy.evidence.Resampling;
import io.trimtab.core.strategy.evidence.SpaResult;
import io.trimtab.core.strategy.evidence.SuperiorPredictiveAbility;
import io.trimtab.core.strategy.evidence.Trials;
import java.util.ArrayList;
import java.util.List;
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

/** Tells luck from skill among strategies over 2,500 days: superior predictive ability, overfitting, the whole study. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class EvidenceBenchmark {
    private static final int DAYS = 2_500;

    /** Strategies tried. */
    @Param({"10", "100", "1000"})
    public int strategies;

    private Trials trials;
    private Resampling resampling;

    /** Draws the strategies, without skill. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        List<String> ids = new ArrayList<>();
        double[][] returns = new double[strategies][DAYS];
        for (int k = 0; k < strategies; k++) {
            ids.add("s" + k);
            for (int t = 0; t < DAYS; t++) {
                returns[k][t] = 0.01 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
            }
        }
        trials = Trials.of(ids, returns);
        resampling = new Resampling(BlockBootstrap.stationary(10), 1_000, 7);
    }

    /**
     * Hansen's test, studentized, 1,000 draws.
     *
     * @return the result
     */
    @Benchmark
    public SpaResult superiorPredictiveAbility() {
        return SuperiorPredictiveAbility.studentized(resampling).test(trials);
    }

    /**
     * The probability of overfitting in 16 blocks, 12,870 choices.
     *
     * @return the result
     */
    @Benchmark
    public OverfittingResult overfitting() {
        return BacktestOverfitting.inBlocks(16).of(trials);
    }

    /**
     * Everything: deflated Sharpe ratios, overfitting, superior ability, StepM.
     *
     * @return the report
     */
    @Benchmark
    public EvidenceReport study() {
        return EvidenceStudy.standard(7).examine(trials);
    }
}
