package io.trimtab.benchmarks;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.Optimal;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;
import io.trimtab.risk.model.FactorCovariance;
import java.util.Arrays;
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

/** P3: one mean-variance portfolio over a factor model from nothing, long only with a cap. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class FactorModelBenchmark {
    /** The number of assets. */
    @Param({"500", "3000", "10000"})
    public int n;

    private FactorInstances instance;
    private FactorCovariance risk;
    private PortfolioProblem problem;
    private QuadraticProgram program;
    private QuadraticSolver solver;
    private Limits limits;

    /** Makes the data and checks the answers. */
    @Setup(Level.Trial)
    public void setUp() {
        instance = FactorInstances.of(n, 1);
        risk = instance.risk();
        problem = PortfolioProblem.over(instance.universe)
                .maximize(utility(instance.returns(), risk, 1 / FactorInstances.LAMBDA))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(instance.cap));
        program = program();
        solver = new QuadraticSolver(program);
        limits = new Limits(NanoClock.system(), Integer.MAX_VALUE, Long.MAX_VALUE);
        Optimal best = problem.solve().optimalOrThrow();
        double objective = instance.objective(best.weights().toArray());
        System.out.printf(
                "# trimtab n = %d: scaled KKT %.1e, %s%n", n, best.proof().scaledKktResidual(), best.method());
        engine();
        double[] w = new double[n];
        solver.weightsInto(w);
        instance.check("engine", w, objective, 1e-14);
    }

    private QuadraticProgram program() {
        double[] q = new double[n];
        for (int j = 0; j < n; j++) {
            q[j] = -FactorInstances.LAMBDA * instance.mu[j];
        }
        double[] budget = new double[n];
        Arrays.fill(budget, 1);
        double[] upper = new double[n];
        Arrays.fill(upper, instance.cap);
        return new QuadraticProgram(
                risk, q, new double[][] {budget}, new double[] {1}, new double[] {1}, new double[n], upper);
    }

    /**
     * The public call: the solve, and an outcome with proof, prices and reasons.
     *
     * @return the outcome
     */
    @Benchmark
    public PortfolioSolution solve() {
        return problem.solve();
    }

    /**
     * The engine alone, in a workspace that is used again.
     *
     * @return how it ended
     */
    @Benchmark
    public QuadraticSolver.Status engine() {
        return solver.solve(limits);
    }

    /**
     * The engine with everything it has to set up for a new program.
     *
     * @return how it ended
     */
    @Benchmark
    public QuadraticSolver.Status engineWithSetUp() {
        return new QuadraticSolver(program()).solve(limits);
    }
}
