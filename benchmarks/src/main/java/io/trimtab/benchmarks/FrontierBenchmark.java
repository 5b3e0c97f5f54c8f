package io.trimtab.benchmarks;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.frontier.EfficientFrontier;
import io.trimtab.optimizer.frontier.FrontierOutcome;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
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

/** P5: the exact whole frontier, and fifty portfolios on it; long only with a cap of 10%, from nothing each time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class FrontierBenchmark {
    private static final int POINTS = 50;

    /** The number of assets. */
    @Param({"80", "100", "320", "640"})
    public int n;

    private PortfolioProblem problem;
    private ExpectedReturns returns;
    private CovarianceMatrix risk;
    private double[] lambdas;
    private double[] weights;

    /** Makes the data and checks the answers: every turning point, and portfolios against single solves. */
    @Setup(Level.Trial)
    public void setUp() {
        PortfolioInstances instance = PortfolioInstances.of(n, 1);
        returns = instance.returns();
        risk = instance.risk();
        problem = PortfolioProblem.over(instance.universe)
                .subjectTo(fullyInvested(), longOnly(), maxWeight(PortfolioInstances.CAP));
        lambdas = lambdas();
        weights = new double[n];
        EfficientFrontier frontier = frontier().frontierOrThrow();
        double residual = frontier.scaledKktResidual();
        System.out.printf(
                "# trimtab n = %d: %d turning points, largest scaled KKT residual %.1e%n",
                n, frontier.turningPointCount(), residual);
        if (!(residual <= 1e-12)) {
            throw new IllegalStateException("the frontier is not exact: " + residual);
        }
        for (int k = 0; k < POINTS; k += 7) {
            double lambda = lambdas[k];
            frontier.weightsAtRiskToleranceInto(lambda, weights);
            double[] best = problem.maximize(utility(returns, risk, 1 / lambda))
                    .solve()
                    .optimalOrThrow()
                    .weights()
                    .toArray();
            for (int j = 0; j < n; j++) {
                if (Math.abs(best[j] - weights[j]) > 1e-9) {
                    throw new IllegalStateException("weight " + j + " at lambda " + lambda + " is " + weights[j]
                            + " on the frontier and " + best[j] + " by itself");
                }
            }
        }
    }

    /** From 0.001 to 10, each greater than the last by the same factor. */
    static double[] lambdas() {
        double[] out = new double[POINTS];
        for (int k = 0; k < POINTS; k++) {
            out[k] = 0.001 * StrictMath.pow(10, 4.0 * k / (POINTS - 1));
        }
        return out;
    }

    /**
     * The whole frontier.
     *
     * @return the outcome
     */
    @Benchmark
    public FrontierOutcome frontier() {
        return EfficientFrontier.trace(problem, returns, risk);
    }

    /**
     * Fifty portfolios: the whole frontier, read at fifty risk tolerances.
     *
     * @return the weights of the last
     */
    @Benchmark
    public double[] fiftyPoints() {
        EfficientFrontier frontier =
                EfficientFrontier.trace(problem, returns, risk).frontierOrThrow();
        for (double lambda : lambdas) {
            frontier.weightsAtRiskToleranceInto(lambda, weights);
        }
        return weights;
    }
}
