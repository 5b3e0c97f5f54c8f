package io.trimtab.benchmarks;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.strategy.Factor;
import io.trimtab.core.strategy.FactorTable;
import io.trimtab.core.strategy.FactorWeights;
import io.trimtab.core.strategy.MarketConditions;
import io.trimtab.core.strategy.Normaliser;
import io.trimtab.core.strategy.Ranking;
import io.trimtab.core.strategy.ScoreWorkspace;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.StrategyScorer;
import io.trimtab.core.strategy.StrategyType;
import java.time.LocalDate;
import java.util.ArrayList;
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

/**
 * Scores many strategies by 20 factors under a belief over 5 regimes: the allocation-free form, with and without missing
 * factors, and the form with scorecards.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // JMH calls the set-up before any measurement
public class ScoringBenchmark {
    private static final int FACTORS = 20;
    private static final List<Regime> REGIMES =
            List.of(Regime.BULL, Regime.BEAR, Regime.SIDEWAYS, Regime.VOLATILE, Regime.CRISIS);

    /** The number of strategies. */
    @Param({"100", "1000", "10000"})
    public int strategies;

    private StrategyScorer scorer;
    private RegimeBelief belief;
    private FactorTable complete;
    private FactorTable withGaps;
    private double[] totals;
    private ScoreWorkspace workspace;
    private List<StrategyRecord> records;
    private MarketConditions conditions;

    /** For JMH. */
    public ScoringBenchmark() {}

    /** Draws factors and weights. */
    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        double[] columns = random.doubles((long) strategies * FACTORS).toArray();
        StrategyScorer.Builder builder = StrategyScorer.builder();
        for (int f = 0; f < FACTORS; f++) {
            builder.factor(column("f" + f, columns, f * strategies), Normaliser.clamp(0, 1));
        }
        List<String> names = IntStream.range(0, FACTORS).mapToObj(f -> "f" + f).toList();
        FactorWeights weights =
                FactorWeights.over(names, random.doubles(FACTORS).toArray());
        for (Regime regime : REGIMES) {
            weights = weights.in(regime, random.doubles(FACTORS).toArray());
        }
        scorer = builder.weights(weights).build();
        belief = RegimeBelief.of(
                REGIMES, new double[] {0.4, 0.1, 0.25, 0.15, 0.1}, "benchmark", LocalDate.of(2024, 1, 1));
        conditions = MarketConditions.of(belief);
        complete = scorer.tableOf(strategies, columns);
        double[] gaps = columns.clone();
        for (int i = 0; i < gaps.length; i += 20) {
            gaps[random.nextInt(gaps.length)] = Double.NaN;
        }
        withGaps = scorer.tableOf(strategies, gaps);
        totals = new double[strategies];
        workspace = ScoreWorkspace.forFactors(FACTORS);
        records = new ArrayList<>(strategies);
        for (int i = 0; i < strategies; i++) {
            records.add(StrategyRecord.builder("s" + i, StrategyType.OTHER)
                    .usage(i, 0.5)
                    .build());
        }
    }

    private static Factor column(String name, double[] values, int offset) {
        return new Factor() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double value(StrategyRecord strategy, MarketConditions now) {
                return values[offset + strategy.usageCount()];
            }
        };
    }

    /**
     * Totals of strategies of which every factor is measured.
     *
     * @return the totals
     */
    @Benchmark
    public double[] scoreInto() {
        scorer.scoreInto(complete, belief, totals, workspace);
        return totals;
    }

    /**
     * Totals of strategies of which one factor in twenty is missing.
     *
     * @return the totals
     */
    @Benchmark
    public double[] scoreIntoWithGaps() {
        scorer.scoreInto(withGaps, belief, totals, workspace);
        return totals;
    }

    /**
     * Factors, totals, ranks and scorecards.
     *
     * @return the ranking
     */
    @Benchmark
    public Ranking scoreWithCards() {
        return scorer.score(records, conditions);
    }
}
