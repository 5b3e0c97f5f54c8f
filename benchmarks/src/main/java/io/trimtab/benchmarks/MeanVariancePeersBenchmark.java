package io.trimtab.benchmarks;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.vector.constrained.ADMMQPOptimizer;
import org.hipparchus.optim.nonlinear.vector.constrained.ADMMQPOption;
import org.hipparchus.optim.nonlinear.vector.constrained.LagrangeSolution;
import org.hipparchus.optim.nonlinear.vector.constrained.LinearBoundedConstraint;
import org.hipparchus.optim.nonlinear.vector.constrained.QuadraticFunction;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
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
import org.openjdk.jmh.infra.BenchmarkParams;

/** The instances of {@link MeanVarianceBenchmark} solved by the peers of the JVM; single calls, for they take long. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class MeanVariancePeersBenchmark {
    /** The number of assets. */
    @Param({"50", "100", "250", "500"})
    public int n;

    private PortfolioInstances instance;
    private ExpressionsBasedModel ojalgoModel;
    private QuadraticFunction hipparchusObjective;
    private LinearBoundedConstraint hipparchusRows;
    private PortfolioProblem problem;

    /**
     * Makes the data and checks the answer of whom it is about to measure.
     *
     * @param params which benchmark it is
     */
    @Setup(Level.Trial)
    public void setUp(BenchmarkParams params) {
        instance = PortfolioInstances.of(n, 1);
        RealMatrix rows = MatrixUtils.createRealMatrix(n + 1, n);
        double[] low = new double[n + 1];
        double[] high = new double[n + 1];
        Arrays.fill(high, PortfolioInstances.CAP);
        low[n] = 1;
        high[n] = 1;
        double[] q = new double[n];
        double[][] p = new double[n][n];
        for (int j = 0; j < n; j++) {
            q[j] = -PortfolioInstances.LAMBDA * instance.mu[j];
            rows.setEntry(j, j, 1);
            rows.setEntry(n, j, 1);
            for (int i = 0; i < n; i++) {
                p[i][j] = instance.sigma[j * n + i];
            }
        }
        ojalgoModel = OjAlgoModels.meanVariance(instance, 0, PortfolioInstances.CAP);
        hipparchusObjective = new QuadraticFunction(p, q, 0);
        hipparchusRows = new LinearBoundedConstraint(
                rows, MatrixUtils.createRealVector(low), MatrixUtils.createRealVector(high));
        problem = PortfolioProblem.over(instance.universe)
                .maximize(utility(instance.returns(), instance.risk(), 1 / PortfolioInstances.LAMBDA))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(PortfolioInstances.CAP));
        double best =
                instance.objective(problem.solve().optimalOrThrow().weights().toArray());
        if (params.getBenchmark().endsWith("ojalgo")) {
            instance.check("ojAlgo", ojalgo().toRawCopy1D(), best, 1e-6);
        }
        if (params.getBenchmark().endsWith("ojalgoActiveSet")) {
            instance.check("ojAlgo, active set", ojalgoActiveSet().toRawCopy1D(), best, 1e-9);
        }
        if (params.getBenchmark().endsWith("hipparchus")) {
            instance.check("Hipparchus", hipparchus().getX().toArray(), best, 1e-3);
        }
    }

    /**
     * Ours, in the same run.
     *
     * @return the outcome
     */
    @Benchmark
    public PortfolioSolution trimtab() {
        return problem.solve();
    }

    /**
     * ojAlgo by the algorithm that is its fastest here, alternating directions; to about nine digits.
     *
     * @return the result
     */
    @Benchmark
    public Optimisation.Result ojalgo() {
        return OjAlgoModels.alternatingDirections(ojalgoModel);
    }

    /**
     * ojAlgo by its active-set method, to full accuracy as ours.
     *
     * @return the result
     */
    @Benchmark
    public Optimisation.Result ojalgoActiveSet() {
        return OjAlgoModels.activeSet(ojalgoModel);
    }

    /**
     * Hipparchus' alternating direction method with its default tolerance: the budget is off by about 1e-5.
     *
     * @return the result
     */
    @Benchmark
    public LagrangeSolution hipparchus() {
        return new ADMMQPOptimizer()
                .optimize(new ObjectiveFunction(hipparchusObjective), hipparchusRows, new ADMMQPOption());
    }
}
