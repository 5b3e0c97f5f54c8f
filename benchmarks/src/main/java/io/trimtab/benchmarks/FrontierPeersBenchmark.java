package io.trimtab.benchmarks;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;

import io.trimtab.core.numeric.Kernels;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.frontier.EfficientFrontier;
import io.trimtab.optimizer.frontier.FrontierPoint;
import java.util.concurrent.TimeUnit;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.convex.ConvexSolver;
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

/** The fifty portfolios of {@link FrontierBenchmark} by a peer that solves them one by one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class FrontierPeersBenchmark {
    /** The number of assets. */
    @Param({"100"})
    public int n;

    private PortfolioInstances instance;
    private ExpressionsBasedModel model;
    private double[] lambdas;

    /** Makes the data and checks the peer's answers. */
    @Setup(Level.Trial)
    public void setUp() {
        instance = PortfolioInstances.of(n, 1);
        lambdas = FrontierBenchmark.lambdas();
        model = new ExpressionsBasedModel();
        Expression risk = model.newExpression("risk").weight(1);
        Expression budget = model.newExpression("budget").level(1);
        for (int j = 0; j < n; j++) {
            model.newVariable("w" + j).lower(0).upper(PortfolioInstances.CAP).weight(0);
        }
        for (int j = 0; j < n; j++) {
            budget.set(j, 1);
            for (int i = 0; i < n; i++) {
                risk.set(i, j, 0.5 * instance.sigma[j * n + i]);
            }
        }
        model.options.convex().algorithm(ConvexSolver.Algorithm.ADMM);
        EfficientFrontier frontier = EfficientFrontier.trace(
                        PortfolioProblem.over(instance.universe)
                                .subjectTo(fullyInvested(), longOnly(), maxWeight(PortfolioInstances.CAP)),
                        instance.returns(),
                        instance.risk())
                .frontierOrThrow();
        double worst = 0;
        for (double lambda : lambdas) {
            FrontierPoint best = frontier.atRiskTolerance(lambda);
            double least = best.variance() / 2 - lambda * best.expectedReturn();
            worst = Math.max(worst, (objective(one(lambda).toRawCopy1D(), lambda) - least) / Math.max(1, lambda));
        }
        System.out.printf("# ojAlgo n = %d: objective above the optimum %.1e%n", n, worst);
        if (!(worst <= 1e-5)) {
            throw new IllegalStateException("ojAlgo is wrong by " + worst);
        }
    }

    private double objective(double[] w, double lambda) {
        double value = 0;
        for (int j = 0; j < n; j++) {
            value += w[j] * (Kernels.dot(n, instance.sigma, j * n, w, 0) / 2 - lambda * instance.mu[j]);
        }
        return value;
    }

    private Optimisation.Result one(double lambda) {
        for (int j = 0; j < n; j++) {
            model.getVariable(j).weight(-lambda * instance.mu[j]);
        }
        return model.minimise();
    }

    /**
     * ojAlgo by the algorithm that is its fastest here, alternating directions; to about nine digits.
     *
     * @return the last result
     */
    @Benchmark
    public Optimisation.Result ojalgoFiftyPoints() {
        Optimisation.Result last = one(lambdas[0]);
        for (int k = 1; k < lambdas.length; k++) {
            last = one(lambdas[k]);
        }
        return last;
    }
}
