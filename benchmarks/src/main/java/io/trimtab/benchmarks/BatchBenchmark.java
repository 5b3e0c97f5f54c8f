package io.trimtab.benchmarks;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.AccountSolver;
import io.trimtab.optimizer.BatchOptimizer;
import io.trimtab.optimizer.Constraint;
import io.trimtab.optimizer.Constraints;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.optimizer.Resolver;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** P7: many accounts over one risk model, each with its own forecast, bounds and group limits; time per account. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class BatchBenchmark {
    private static final int ACCOUNTS = 10_000;
    private static final int FEW = 500;
    private static final int GROUPS = 5;

    /** The number of assets. */
    @Param({"50", "100"})
    public int n;

    private double[][] forecasts;
    private double[][] caps;
    private double[][] limits;
    private double[] floor;
    private double[] weights;
    private AccountSolver solver;
    private int[] positions;
    private int next;
    private CovarianceMatrix risk;
    private List<PortfolioProblem> accounts;

    /** Makes the accounts, solves each once and checks every answer. */
    @Setup(Level.Trial)
    public void setUp() {
        PortfolioInstances instance = PortfolioInstances.of(n, 1);
        risk = instance.risk();
        List<Constraint> groups = new ArrayList<>();
        for (int g = 0; g < GROUPS; g++) {
            List<String> members = new ArrayList<>();
            for (int j = g; j < n; j += GROUPS) {
                members.add(instance.universe.id(j));
            }
            groups.add(group("group " + g, members).atMost(0.3));
        }
        PortfolioProblem house = PortfolioProblem.over(instance.universe)
                .maximize(utility(instance.returns(), risk, 1 / PortfolioInstances.LAMBDA))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(PortfolioInstances.CAP))
                .subjectTo(groups);
        solver = AccountSolver.of(house);
        positions = new int[GROUPS];
        for (int g = 0; g < GROUPS; g++) {
            positions[g] = solver.limit("group " + g);
        }
        describe(instance);
        weights = new double[n];
        double worst = 0;
        for (int k = 0; k < ACCOUNTS; k++) {
            next = k;
            if (account() != Resolver.Outcome.OPTIMAL) {
                throw new IllegalStateException("account " + k + " has no optimum");
            }
            worst = Math.max(worst, solver.scaledKktResidual());
        }
        System.out.printf("# trimtab n = %d: largest scaled KKT of %d accounts %.1e%n", n, ACCOUNTS, worst);
        if (!(worst <= 1e-11)) {
            throw new IllegalStateException("scaled KKT residual " + worst);
        }
        accounts = new ArrayList<>();
        for (int k = 0; k < FEW; k++) {
            List<Constraint> own = new ArrayList<>();
            own.add(fullyInvested());
            own.add(Constraints.bounds(Weights.none(instance.universe), Weights.of(instance.universe, caps[k])));
            for (int g = 0; g < GROUPS; g++) {
                List<String> members = new ArrayList<>();
                for (int j = g; j < n; j += GROUPS) {
                    members.add(instance.universe.id(j));
                }
                own.add(group("group " + g, members).atMost(limits[k][g]));
            }
            accounts.add(PortfolioProblem.over(instance.universe)
                    .maximize(utility(
                            ExpectedReturns.of(instance.universe, forecasts[k]), risk, 1 / PortfolioInstances.LAMBDA))
                    .subjectTo(own));
        }
    }

    /** Forecasts within a few percent of the house's, some assets excluded, caps and limits of the client's. */
    private void describe(PortfolioInstances instance) {
        SplittableRandom random = new SplittableRandom(7);
        forecasts = new double[ACCOUNTS][n];
        caps = new double[ACCOUNTS][n];
        limits = new double[ACCOUNTS][GROUPS];
        floor = new double[n];
        for (int k = 0; k < ACCOUNTS; k++) {
            for (int j = 0; j < n; j++) {
                forecasts[k][j] = instance.mu[j] + 0.01 * (random.nextDouble() + random.nextDouble() - 1);
                caps[k][j] = random.nextInt(20) == 0 ? 0 : 0.05 + 0.1 * random.nextDouble();
            }
            for (int g = 0; g < GROUPS; g++) {
                limits[k][g] = 0.22 + 0.1 * random.nextDouble();
            }
        }
    }

    /**
     * The next account, without making objects.
     *
     * @return how it ended
     */
    @Benchmark
    public Resolver.Outcome account() {
        next = next + 1 >= ACCOUNTS ? 0 : next + 1;
        solver.begin();
        solver.expectedReturns(forecasts[next]);
        solver.bounds(floor, caps[next]);
        for (int g = 0; g < GROUPS; g++) {
            solver.limit(positions[g], Double.NEGATIVE_INFINITY, limits[next][g]);
        }
        Resolver.Outcome outcome = solver.solve();
        solver.weightsInto(weights);
        return outcome;
    }

    /**
     * A batch with full reports, by the calling thread; time per account.
     *
     * @return the outcomes
     */
    @Benchmark
    @OperationsPerInvocation(FEW)
    public List<PortfolioSolution> batch() {
        return BatchOptimizer.over(risk).solve(accounts);
    }
}
