package io.trimtab.benchmarks;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.Resolver;
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

/** P6: the problem of P1 solved again and again while the expected returns follow a slow autoregression. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class ResolveBenchmark {
    private static final int FORECASTS = 1000;

    /** The number of assets. */
    @Param("100")
    public int n;

    private Resolver resolver;
    private double[][] forecasts;
    private int next;

    /** Makes the data and checks every answer once. */
    @Setup(Level.Trial)
    public void setUp() {
        PortfolioInstances instance = PortfolioInstances.of(n, 1);
        resolver = PortfolioProblem.over(instance.universe)
                .maximize(utility(instance.returns(), instance.risk(), 1 / PortfolioInstances.LAMBDA))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(PortfolioInstances.CAP))
                .resolver();
        forecasts = instance.forecasts(FORECASTS, 2);
        double worst = 0;
        for (double[] forecast : forecasts) {
            if (resolver.resolve(forecast) != Resolver.Outcome.OPTIMAL) {
                throw new IllegalStateException("a forecast has no optimum");
            }
            worst = Math.max(worst, resolver.scaledKktResidual());
        }
        System.out.printf("# trimtab n = %d: largest scaled KKT of %d re-solves %.1e%n", n, FORECASTS, worst);
        if (!(worst <= 1e-12)) {
            throw new IllegalStateException("scaled KKT residual " + worst);
        }
    }

    /**
     * The next forecast.
     *
     * @return how it ended
     */
    @Benchmark
    public Resolver.Outcome resolve() {
        next = next + 1 == FORECASTS ? 0 : next + 1;
        return resolver.resolve(forecasts[next]);
    }

    /**
     * The next forecast, each call timed by itself, for the percentiles.
     *
     * @return how it ended
     */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public Resolver.Outcome resolveSampled() {
        return resolve();
    }

    /**
     * The next forecast, and the residuals of its answer from the original data.
     *
     * @return the largest scaled residual
     */
    @Benchmark
    public double resolveAndProve() {
        resolve();
        return resolver.scaledKktResidual();
    }
}
