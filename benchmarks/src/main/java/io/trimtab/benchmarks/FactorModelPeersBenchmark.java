package io.trimtab.benchmarks;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import java.util.concurrent.TimeUnit;
import org.ojalgo.optimisation.Expression;
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

/**
 * The instances of {@link FactorModelBenchmark} solved by ojAlgo, which is given the factor exposures as fifty variables
 * of their own: the form that suits it best, with a diagonal and a 50 x 50 block instead of n x n covariances.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class FactorModelPeersBenchmark {
    /** The number of assets. */
    @Param({"500"})
    public int n;

    private FactorInstances instance;
    private PortfolioProblem problem;
    private ExpressionsBasedModel model;

    /**
     * Makes the data and checks the answer of whom it is about to measure.
     *
     * @param params which benchmark it is
     */
    @Setup(Level.Trial)
    public void setUp(BenchmarkParams params) {
        instance = FactorInstances.of(n, 1);
        problem = PortfolioProblem.over(instance.universe)
                .maximize(utility(instance.returns(), instance.risk(), 1 / FactorInstances.LAMBDA))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(instance.cap));
        model = ojalgoModel();
        double best =
                instance.objective(problem.solve().optimalOrThrow().weights().toArray());
        if (params.getBenchmark().endsWith("ojalgo")) {
            double[] all = ojalgo().toRawCopy1D();
            double[] w = new double[n];
            System.arraycopy(all, 0, w, 0, n);
            instance.check("ojAlgo", w, best, 1e-6);
        }
    }

    private ExpressionsBasedModel ojalgoModel() {
        ExpressionsBasedModel made = new ExpressionsBasedModel();
        Expression risk = made.newExpression("risk").weight(1);
        Expression budget = made.newExpression("budget").level(1);
        for (int j = 0; j < n; j++) {
            made.newVariable("w" + j).lower(0).upper(instance.cap).weight(-FactorInstances.LAMBDA * instance.mu[j]);
            budget.set(j, 1);
            risk.set(j, j, 0.5 * instance.specific[j]);
        }
        for (int k = 0; k < FactorInstances.FACTORS; k++) {
            made.newVariable("f" + k);
        }
        for (int k = 0; k < FactorInstances.FACTORS; k++) {
            Expression exposure = made.newExpression("exposure" + k).level(0);
            exposure.set(n + k, -1);
            for (int j = 0; j < n; j++) {
                exposure.set(j, instance.exposures[j][k]);
            }
            for (int i = 0; i < FactorInstances.FACTORS; i++) {
                risk.set(n + i, n + k, 0.5 * instance.omega[k * FactorInstances.FACTORS + i]);
            }
        }
        return made;
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
     * ojAlgo by alternating directions.
     *
     * @return the result
     */
    @Benchmark
    public Optimisation.Result ojalgo() {
        return OjAlgoModels.alternatingDirections(model);
    }
}
