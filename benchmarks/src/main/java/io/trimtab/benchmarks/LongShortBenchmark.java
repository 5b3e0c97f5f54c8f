package io.trimtab.benchmarks;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.Optimal;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;
import io.trimtab.risk.model.CovarianceMatrix;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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

/** P1L: one mean-variance portfolio from nothing, long and short up to 10%, so that about two thirds are free. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class LongShortBenchmark {
    /** The number of assets. */
    @Param({"100", "500", "1000"})
    public int n;

    private PortfolioInstances instance;
    private PortfolioProblem problem;
    private QuadraticSolver solver;
    private Limits limits;
    private ExpressionsBasedModel ojalgoModel;

    /**
     * Makes the data and checks the answers of whom it is about to measure.
     *
     * @param params which benchmark it is
     */
    @Setup(Level.Trial)
    public void setUp(BenchmarkParams params) {
        instance = PortfolioInstances.of(n, 1);
        CovarianceMatrix risk = instance.risk();
        double cap = PortfolioInstances.CAP;
        problem = PortfolioProblem.over(instance.universe)
                .maximize(utility(instance.returns(), risk, 1 / PortfolioInstances.LAMBDA))
                .subjectTo(fullyInvested(), minWeight(-cap), maxWeight(cap));
        double[] q = new double[n];
        double[] budget = new double[n];
        double[] lower = new double[n];
        double[] upper = new double[n];
        for (int j = 0; j < n; j++) {
            q[j] = -PortfolioInstances.LAMBDA * instance.mu[j];
        }
        Arrays.fill(budget, 1);
        Arrays.fill(lower, -cap);
        Arrays.fill(upper, cap);
        solver = new QuadraticSolver(new QuadraticProgram(
                risk, q, new double[][] {budget}, new double[] {1}, new double[] {1}, lower, upper));
        limits = new Limits(NanoClock.system(), Integer.MAX_VALUE, Long.MAX_VALUE);
        Optimal best = problem.solve().optimalOrThrow();
        double[] w = best.weights().toArray();
        System.out.printf(
                "# trimtab n = %d: scaled KKT %.1e, %d free, %s%n",
                n, best.proof().scaledKktResidual(), free(w), best.method());
        double objective = instance.objective(w);
        engine();
        solver.weightsInto(w);
        check("engine", w, objective, 1e-13);
        ojalgoModel = OjAlgoModels.meanVariance(instance, -cap, cap);
        if (params.getBenchmark().endsWith("ojalgoActiveSet")) {
            check("ojAlgo, active set", ojalgoActiveSet().toRawCopy1D(), objective, 1e-9);
        }
        if (params.getBenchmark().endsWith("ojalgo")) {
            check("ojAlgo", ojalgo().toRawCopy1D(), objective, 1e-6);
        }
    }

    private static long free(double[] w) {
        return Arrays.stream(w)
                .filter(x -> Math.abs(x) < PortfolioInstances.CAP)
                .count();
    }

    private void check(String who, double[] w, double best, double tolerance) {
        double violation = Draws.violation(w, -PortfolioInstances.CAP, PortfolioInstances.CAP);
        Draws.check(who, n, instance.objective(w) - best, violation, tolerance);
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
     * ojAlgo by alternating directions, its fastest algorithm here, to about nine digits.
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
}
