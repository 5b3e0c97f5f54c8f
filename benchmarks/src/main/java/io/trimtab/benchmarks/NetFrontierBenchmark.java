package io.trimtab.benchmarks;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.variance;

import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.frontier.EfficientFrontier;
import io.trimtab.optimizer.frontier.FrontierOutcome;
import io.trimtab.optimizer.frontier.FrontierProblem;
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

/**
 * Whole frontiers beyond the plain one of {@link FrontierBenchmark}: of a factor model of fifty factors, never formed as a
 * matrix, and of returns net of linear costs under a limit on turnover, proof included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class NetFrontierBenchmark {
    /** The number of assets. */
    @Param({"100", "500", "2000"})
    public int n;

    private FrontierProblem factors;
    private FrontierProblem net;

    /** Makes the data and checks the answers: every turning point. */
    @Setup(Level.Trial)
    public void setUp() {
        FactorInstances model = FactorInstances.of(n, 1);
        factors = FrontierProblem.of(variance(model.risk()), expectedReturns(model.returns()))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(model.cap));
        Weights held = Weights.equal(model.universe);
        net = FrontierProblem.of(
                        variance(model.risk()), expectedReturns(model.returns()).plus(linearCosts(0.001, held)))
                .subjectTo(
                        fullyInvested(),
                        longOnly(),
                        maxWeight(model.cap),
                        turnover(held).atMost(1));
        check("factors", factors);
        check("net of costs", net);
    }

    private void check(String name, FrontierProblem problem) {
        EfficientFrontier frontier = problem.trace().frontierOrThrow();
        double residual = frontier.scaledKktResidual();
        System.out.printf(
                "# trimtab %s n = %d: %d turning points, largest scaled KKT residual %.1e%n",
                name, n, frontier.turningPointCount(), residual);
        if (!(residual <= 1e-10)) {
            throw new IllegalStateException("the frontier is not exact: " + residual);
        }
    }

    /**
     * Variance and expected return.
     *
     * @return the outcome
     */
    @Benchmark
    public FrontierOutcome factorModel() {
        return factors.trace();
    }

    /**
     * Net of costs, with limited turnover.
     *
     * @return the outcome
     */
    @Benchmark
    public FrontierOutcome netOfCosts() {
        return net.trace();
    }
}
