package io.trimtab.benchmarks;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.Constraint;
import io.trimtab.optimizer.Objective;
import io.trimtab.optimizer.Optimal;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;
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

/** P2: P1 with twenty sectors between 2% and 10% and ten basis points of costs on what is traded, beside ojAlgo. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class RebalanceBenchmark {
    private static final int SECTORS = 20;
    private static final double LEAST = 0.02;
    private static final double MOST = 0.10;
    private static final double RATE = 0.0010;
    /** The objective is scaled by this: costs count as often as the utility's. */
    private static final double AVERSION = 1;

    /** The number of assets. */
    @Param({"100", "500", "1000"})
    public int n;

    private PortfolioInstances instance;
    private PortfolioProblem problem;
    private PortfolioProblem near;
    private double[] current;

    /**
     * Makes the data and checks the answer of whom it is about to measure.
     *
     * @param params which benchmark it is
     */
    @Setup(Level.Trial)
    public void setUp(BenchmarkParams params) {
        instance = PortfolioInstances.of(n, 1);
        CovarianceMatrix risk = instance.risk();
        List<Constraint> sectors = new ArrayList<>();
        for (int s = 0; s < SECTORS; s++) {
            List<String> members = new ArrayList<>();
            for (int j = s; j < n; j += SECTORS) {
                members.add(instance.universe.id(j));
            }
            sectors.add(group("sector " + s, members).between(LEAST, MOST));
        }
        PortfolioProblem book = PortfolioProblem.over(instance.universe)
                .subjectTo(fullyInvested(), longOnly(), maxWeight(PortfolioInstances.CAP))
                .subjectTo(sectors);
        // what is held: the optimum of other expected returns
        Weights held = book.maximize(utility(scaled(instance.forecasts(20, 3)[19]), risk, AVERSION))
                .solve()
                .optimalOrThrow()
                .weights();
        current = held.toArray();
        Objective gain = utility(scaled(instance.mu), risk, AVERSION).plus(linearCosts(RATE, held));
        problem = book.maximize(gain);
        near = problem.warmStartedFrom(held);
        Optimal optimal = problem.solve().optimalOrThrow();
        double residual = optimal.proof().scaledKktResidual();
        System.out.printf("# trimtab n = %d: scaled KKT %.1e, %s%n", n, residual, optimal.method());
        if (!(residual <= 1e-11)) {
            throw new IllegalStateException("scaled KKT residual " + residual);
        }
        if (params.getBenchmark().endsWith("ojalgo")) {
            double excess = ojalgo().getValue() + optimal.objective();
            System.out.printf("# ojAlgo n = %d: objective above the optimum %.1e%n", n, excess);
            if (!(Math.abs(excess) <= 1e-6)) {
                throw new IllegalStateException("ojAlgo is wrong by " + excess);
            }
        }
    }

    private ExpectedReturns scaled(double[] mu) {
        double[] out = new double[n];
        for (int j = 0; j < n; j++) {
            out[j] = PortfolioInstances.LAMBDA * mu[j];
        }
        return ExpectedReturns.of(instance.universe, out);
    }

    /**
     * From nothing.
     *
     * @return the outcome
     */
    @Benchmark
    public PortfolioSolution trimtab() {
        return problem.solve();
    }

    /**
     * From what is held.
     *
     * @return the outcome
     */
    @Benchmark
    public PortfolioSolution trimtabFromCurrent() {
        return near.solve();
    }

    /**
     * The problem with a purchase and a sale for each asset, model and solution by its fastest algorithm here: ojAlgo
     * knows no breakpoints.
     *
     * @return the result
     */
    @Benchmark
    public Optimisation.Result ojalgo() {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Expression risk = model.newExpression("risk").weight(1);
        Expression budget = model.newExpression("budget").level(1);
        Expression[] sector = new Expression[SECTORS];
        for (int s = 0; s < SECTORS; s++) {
            sector[s] = model.newExpression("sector" + s).lower(LEAST).upper(MOST);
        }
        Variable[] w = new Variable[n];
        for (int j = 0; j < n; j++) {
            w[j] = model.newVariable("w" + j)
                    .lower(0)
                    .upper(PortfolioInstances.CAP)
                    .weight(-PortfolioInstances.LAMBDA * instance.mu[j]);
        }
        for (int j = 0; j < n; j++) {
            Variable bought = model.newVariable("b" + j).lower(0).weight(RATE);
            Variable sold = model.newVariable("s" + j).lower(0).weight(RATE);
            model.newExpression("t" + j)
                    .set(w[j], 1)
                    .set(bought, -1)
                    .set(sold, 1)
                    .level(current[j]);
            budget.set(w[j], 1);
            sector[j % SECTORS].set(w[j], 1);
            for (int i = 0; i < n; i++) {
                risk.set(w[i], w[j], 0.5 * instance.sigma[j * n + i]);
            }
        }
        return OjAlgoModels.alternatingDirections(model);
    }
}
