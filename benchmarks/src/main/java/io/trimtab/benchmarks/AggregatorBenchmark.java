package io.trimtab.benchmarks;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.strategy.Aggregator;
import io.trimtab.core.strategy.Factor;
import io.trimtab.core.strategy.FactorTable;
import io.trimtab.core.strategy.FactorWeights;
import io.trimtab.core.strategy.MarketConditions;
import io.trimtab.core.strategy.MissingPolicy;
import io.trimtab.core.strategy.Normaliser;
import io.trimtab.core.strategy.ScoreWorkspace;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.StrategyScorer;
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

/**
 * Scores strategies by 20 factors, one value in twenty missing, under a belief over 5 regimes in the allocation-free form, by
 * every aggregator and every policy for what is missing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // JMH calls the set-up before any measurement
public class AggregatorBenchmark {
    private static final int FACTORS = 20;
    private static final List<Regime> REGIMES =
            List.of(Regime.BULL, Regime.BEAR, Regime.SIDEWAYS, Regime.VOLATILE, Regime.CRISIS);

    /** The number of strategies. */
    @Param({"1000", "10000"})
    public int strategies;

    /** The aggregator. */
    @Param({"SUM", "SQUARE", "GEOMETRIC", "TOPSIS_VECTOR", "TOPSIS_RANGE", "BORDA", "MAJORITIES"})
    public String way;

    /** What becomes of missing values. */
    @Param({"RENORMALISE", "NEUTRAL", "COHORT_MEDIAN", "REJECT"})
    public String missing;

    private StrategyScorer scorer;
    private RegimeBelief belief;
    private FactorTable table;
    private double[] totals;
    private ScoreWorkspace workspace;

    /** For JMH. */
    public AggregatorBenchmark() {}

    /** Draws factors and weights. */
    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        double[] columns = random.doubles((long) strategies * FACTORS).toArray();
        for (int i = 0; i < columns.length; i += 20) {
            columns[random.nextInt(columns.length)] = Double.NaN;
        }
        StrategyScorer.Builder builder =
                StrategyScorer.builder().aggregatedBy(aggregator(way)).missing(MissingPolicy.valueOf(missing), 0.5);
        List<String> names = IntStream.range(0, FACTORS).mapToObj(f -> "f" + f).toList();
        names.forEach(name -> builder.factor(named(name), Normaliser.clamp(0, 1)));
        FactorWeights weights =
                FactorWeights.over(names, random.doubles(FACTORS).toArray());
        for (Regime regime : REGIMES) {
            weights = weights.in(regime, random.doubles(FACTORS).toArray());
        }
        scorer = builder.weights(weights).build();
        belief = RegimeBelief.of(
                REGIMES, new double[] {0.4, 0.1, 0.25, 0.15, 0.1}, "benchmark", LocalDate.of(2024, 1, 1));
        table = scorer.tableOf(strategies, columns);
        totals = new double[strategies];
        workspace = ScoreWorkspace.forFactors(FACTORS);
    }

    private static Aggregator aggregator(String way) {
        return switch (way) {
            case "SUM" -> Aggregator.weightedSum();
            case "SQUARE" -> Aggregator.powerMean(2);
            case "GEOMETRIC" -> Aggregator.powerMean(0);
            case "TOPSIS_VECTOR" -> Aggregator.topsisByVector();
            case "TOPSIS_RANGE" -> Aggregator.topsisByRange();
            case "BORDA" -> Aggregator.borda();
            case "MAJORITIES" -> Aggregator.majorities();
            default -> throw new IllegalArgumentException("way must be one of those of the parameter, was " + way);
        };
    }

    /** A factor by name only: the table holds the values. */
    private static Factor named(String name) {
        return new Factor() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double value(StrategyRecord strategy, MarketConditions now) {
                return Double.NaN;
            }
        };
    }

    /**
     * Totals of all strategies.
     *
     * @return the totals
     */
    @Benchmark
    public double[] scoreInto() {
        scorer.scoreInto(table, belief, totals, workspace);
        return totals;
    }
}
