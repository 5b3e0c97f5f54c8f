package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many accounts: the answers are those of the single problems, whoever computes them and whatever goes wrong. */
@SuppressWarnings("NullAway") // null arguments are given on purpose
class BatchOptimizerTest {
    private static final int N = 30;
    private static final Universe UNIVERSE = DenseRisk.universe(N);
    private static final CovarianceMatrix RISK = risk();

    private static CovarianceMatrix risk() {
        SplittableRandom random = new SplittableRandom(11);
        double[] s = new double[N * N];
        double[][] f = new double[N][2 * N];
        for (double[] row : f) {
            double beta = 1 + random.nextDouble();
            for (int k = 0; k < row.length; k++) {
                row[k] = (k == 0 ? beta : random.nextDouble() - 0.5) * 0.1;
            }
        }
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                for (int k = 0; k < 2 * N; k++) {
                    s[i * N + j] += f[i][k] * f[j][k];
                }
            }
        }
        return CovarianceMatrix.of(UNIVERSE, s);
    }

    private static ExpectedReturns forecast(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] mu = new double[N];
        for (int j = 0; j < N; j++) {
            mu[j] = 0.1 * random.nextDouble();
        }
        return ExpectedReturns.of(UNIVERSE, mu);
    }

    private static double aversion(int k) {
        return 1 + 5 * new SplittableRandom(1000 + k).nextDouble();
    }

    private static PortfolioProblem account(int k) {
        SplittableRandom random = new SplittableRandom(1000 + k);
        return PortfolioProblem.over(UNIVERSE)
                .maximize(utility(forecast(k), RISK, 1 + 5 * random.nextDouble()))
                .subjectTo(
                        fullyInvested(),
                        longOnly(),
                        maxWeight(0.05 + 0.2 * random.nextDouble()),
                        group("first", "A0", "A1", "A2", "A3").atMost(0.1 + 0.1 * random.nextDouble()));
    }

    private static List<PortfolioProblem> accounts(int count) {
        List<PortfolioProblem> out = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            out.add(account(k));
        }
        return out;
    }

    private static double[] weights(PortfolioSolution solution) {
        return solution.optimalOrThrow().weights().toArray();
    }

    /** What needs a search is solved account by account as by itself, on any number of threads. */
    @Test
    void ratiosAndBoundsOnRiskAreSolvedLikeAnyOther() {
        List<PortfolioProblem> accounts = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int k = 0; k < 24; k++) {
            double[] mu = random.doubles(N, 0.01, 0.1).toArray();
            ExpectedReturns returns = ExpectedReturns.of(UNIVERSE, mu);
            PortfolioProblem base =
                    PortfolioProblem.over(UNIVERSE).subjectTo(Constraints.longOnly(), Constraints.fullyInvested());
            double least =
                    base.minimize(variance(RISK)).solve().optimalOrThrow().volatility();
            Weights held = Weights.equal(UNIVERSE);
            NamedConstraint limit = Constraints.volatility(RISK).atMost(1.2 * least);
            accounts.add(
                    switch (k % 6) {
                        case 0 -> base.maximize(Objectives.sharpeRatio(returns, 0.005, RISK));
                        case 1 -> base.maximize(Objectives.diversificationRatio(RISK));
                        case 2 ->
                            base.maximize(Objectives.expectedReturns(returns)).subjectTo(limit);
                        case 3 ->
                            base.maximize(Objectives.expectedReturns(returns)).subjectTo(Constraints.soft(limit, 0.5));
                        case 4 ->
                            base.maximize(Objectives.utility(returns, RISK, 3))
                                    .subjectTo(Constraints.largest(2).atMost(0.9 * 2.0 / 3));
                        default ->
                            base.maximize(
                                    Objectives.utility(returns, RISK, 3).plus(Objectives.impactCosts(held, held)));
                    });
        }
        List<PortfolioSolution> alone = BatchOptimizer.over(RISK).solve(accounts);
        java.util.concurrent.ExecutorService threads = java.util.concurrent.Executors.newFixedThreadPool(3);
        try {
            List<PortfolioSolution> together =
                    BatchOptimizer.over(RISK).using(threads).solve(accounts);
            for (int k = 0; k < accounts.size(); k++) {
                Optimal single = accounts.get(k).solve().optimalOrThrow();
                Optimal one = alone.get(k).optimalOrThrow();
                assertThat(one.objective())
                        .as("account %d", k)
                        .isCloseTo(single.objective(), within(1e-9 * Math.abs(single.objective())));
                assertThat(together.get(k).optimalOrThrow().weights()).isEqualTo(one.weights());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anAccountWithoutRiskIsRefusedByItsPosition() {
        PortfolioProblem greedy = PortfolioProblem.over(UNIVERSE)
                .maximize(Objectives.expectedReturns(ExpectedReturns.of(UNIVERSE, new double[N])))
                .subjectTo(Constraints.longOnly(), Constraints.fullyInvested());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchOptimizer.over(RISK).solve(List.of(account(0), greedy)))
                .withMessage(
                        "accounts[1] must have the risk model of the batch, had none in \"expected return\" nor in a"
                                + " bound on risk");
    }

    @Test
    void resultsAreThoseOfTheAccountsInOrderWhoeverComputesThem() {
        List<PortfolioProblem> accounts = accounts(203);
        List<PortfolioSolution> alone = BatchOptimizer.over(RISK).solve(accounts);
        ExecutorService two = Executors.newFixedThreadPool(2);
        ExecutorService five = Executors.newFixedThreadPool(5);
        try {
            List<Executor> executors = List.of(two, five, Runnable::run, task -> {}, task -> {
                throw new RejectedExecutionException("full");
            });
            for (Executor executor : executors) {
                List<PortfolioSolution> all =
                        BatchOptimizer.over(RISK).using(executor).solve(accounts);
                for (int k = 0; k < accounts.size(); k++) {
                    assertThat(weights(all.get(k))).isEqualTo(weights(alone.get(k)));
                }
            }
        } finally {
            two.shutdownNow();
            five.shutdownNow();
        }
        for (int k = 0; k < accounts.size(); k++) {
            assertThat(weights(alone.get(k))).containsExactly(weights(account(k).solve()), within(1e-13));
        }
    }

    /** Leaving out, adding or shuffling other accounts changes no bit, given the reference. */
    @Test
    void anAccountDoesNotSeeTheOthers() {
        Weights house = Weights.equal(UNIVERSE);
        BatchOptimizer batch = BatchOptimizer.over(RISK).startingFrom(house);
        List<PortfolioProblem> accounts = accounts(40);
        List<PortfolioSolution> all = batch.solve(accounts);
        List<PortfolioProblem> reversed = new ArrayList<>(accounts.subList(7, 33));
        java.util.Collections.reverse(reversed);
        List<PortfolioSolution> some = batch.solve(reversed);
        for (int k = 0; k < some.size(); k++) {
            assertThat(weights(some.get(k))).isEqualTo(weights(all.get(32 - k)));
        }
    }

    @Test
    void anAccountThatFailsHurtsNoOther() {
        List<PortfolioProblem> accounts = accounts(50);
        AtomicInteger calls = new AtomicInteger();
        accounts.set(20, account(20).subjectTo(maxWeight(0.001).named("tiny")));
        accounts.set(30, account(30).subjectTo(new QuadraticCase.Rule("broken", (u, form) -> {
            if (calls.getAndIncrement() > 0) {
                throw new IllegalStateException("the rule broke");
            }
        })));
        List<PortfolioSolution> all = BatchOptimizer.over(RISK).solve(accounts);
        for (int k = 0; k < 50; k++) {
            if (k == 20) {
                assertThat(((Infeasible) all.get(k)).conflict()).contains("tiny");
            } else if (k == 30) {
                assertThat(all.get(k))
                        .isEqualTo(new Failed("the account could not be solved: java.lang.IllegalStateException: the"
                                + " rule broke"));
            } else {
                assertThat(all.get(k)).isInstanceOf(Optimal.class);
            }
        }
    }

    @Test
    void theListenerHearsOfProgressAndMayStopTheBatch() {
        List<Long> heard = new ArrayList<>();
        BatchOptimizer.over(RISK)
                .reportingTo((done, total) -> heard.add(done * 1000 + total))
                .solve(accounts(100));
        assertThat(heard).isSorted().hasSizeGreaterThan(3);
        assertThat(heard.get(heard.size() - 1)).isEqualTo(100_100L);
        BatchOptimizer stopping = BatchOptimizer.over(RISK).reportingTo((done, total) -> {
            throw new CancellationException("enough");
        });
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> stopping.solve(accounts(100)))
                .withMessage("enough");
    }

    @Test
    void anInterruptedCallerEndsTheBatchAndNothingGoesOn() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        AtomicInteger working = new AtomicInteger();
        try {
            BatchOptimizer batch = BatchOptimizer.over(RISK)
                    .using(task -> pool.execute(() -> {
                        working.incrementAndGet();
                        task.run();
                        working.decrementAndGet();
                    }))
                    .reportingTo((done, total) -> Thread.currentThread().interrupt());
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> batch.solve(accounts(500)));
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            pool.shutdown();
            assertThat(pool.awaitTermination(10, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(working).hasValue(0);
    }

    @Test
    void aBatchInsideItsOwnPoolDoesNotWaitForItself() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            List<PortfolioSolution> all = one.submit(
                            () -> BatchOptimizer.over(RISK).using(one).solve(accounts(64)))
                    .get();
            assertThat(all).hasSize(64).allMatch(Optimal.class::isInstance);
        } finally {
            one.shutdownNow();
        }
    }

    /** Counts how often a problem with it is read. */
    private record Read(AtomicInteger times) implements Constraint {
        @Override
        public String name() {
            return "read";
        }

        @Override
        public String description() {
            return "read";
        }

        @Override
        public void describe(Universe universe, LinearForm form) {
            times.incrementAndGet();
        }
    }

    /** What it was given first is being worked on when it breaks: the batch ends only when that is over. */
    @Test
    void anExecutorThatBreaksEndsTheBatchAndNothingGoesOn() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        List<PortfolioProblem> all = new ArrayList<>();
        for (PortfolioProblem account : accounts(400)) {
            all.add(account.subjectTo(new Read(reads)));
        }
        List<Thread> helpers = new ArrayList<>();
        boolean several = Runtime.getRuntime().availableProcessors() > 1;
        Executor breaking = task -> {
            if (!helpers.isEmpty() || !several) {
                throw new IllegalStateException("broken");
            }
            Thread helper = new Thread(task);
            helpers.add(helper);
            helper.start();
            int before = reads.get();
            while (reads.get() == before && helper.isAlive()) {
                Thread.onSpinWait();
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> BatchOptimizer.over(RISK).using(breaking).solve(all))
                .withMessage("broken");
        int atTheEnd = reads.get();
        for (Thread helper : helpers) {
            helper.join();
        }
        assertThat(reads.get()).isEqualTo(atTheEnd);
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse under test
    void misuseIsNamed() {
        BatchOptimizer batch = BatchOptimizer.over(RISK);
        assertThat(batch.solve(List.of())).isEmpty();
        assertThatNullPointerException().isThrownBy(() -> batch.solve(null)).withMessage("accounts");
        assertThatNullPointerException().isThrownBy(() -> batch.using(null)).withMessage("executor");
        assertThatNullPointerException()
                .isThrownBy(() -> BatchOptimizer.over(null))
                .withMessage("riskModel");
        CovarianceMatrix other = RISK.scaled(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.solve(
                        List.of(account(1), PortfolioProblem.over(UNIVERSE).minimize(variance(other)))))
                .withMessageStartingWith("accounts[1] must have the risk model of the batch");
        Universe few = Universe.of("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.solve(List.of(PortfolioProblem.over(few))))
                .withMessageStartingWith("accounts[0] belongs to another universe");
        assertThatIllegalStateException().isThrownBy(() -> batch.solve(List.of(PortfolioProblem.over(UNIVERSE))));
        assertThatIllegalArgumentException().isThrownBy(() -> batch.startingFrom(Weights.equal(few)));
    }

    // ---- the form without objects

    @Test
    void theAccountSolverGivesWhatTheProblemsGive() {
        AccountSolver solver = AccountSolver.of(account(0));
        int first = solver.limit("first");
        double[] w = new double[N];
        double[] mu = new double[N];
        double[] low = new double[N];
        double[] high = new double[N];
        for (int k = 0; k < 100; k++) {
            SplittableRandom random = new SplittableRandom(5000 + k);
            PortfolioProblem problem = account(0).without("max weight").without("first");
            double[] cap = new double[N];
            for (int j = 0; j < N; j++) {
                cap[j] = 0.05 + 0.1 * random.nextDouble();
                mu[j] = forecast(k).get(j);
            }
            double most = 0.05 + 0.1 * random.nextDouble();
            double gamma = aversion(0);
            Optimal expected = problem.maximize(utility(forecast(k), RISK, gamma))
                    .subjectTo(
                            bounds(Weights.none(UNIVERSE), Weights.of(UNIVERSE, cap)),
                            group("first", "A0", "A1", "A2", "A3").atMost(most))
                    .solve()
                    .optimalOrThrow();
            System.arraycopy(cap, 0, high, 0, N);
            solver.begin();
            solver.expectedReturns(mu);
            solver.bounds(low, high);
            solver.limit(first, Double.NEGATIVE_INFINITY, most);
            assertThat(solver.solve()).isEqualTo(Resolver.Outcome.OPTIMAL);
            assertThat(solver.scaledKktResidual()).isLessThan(1e-12);
            solver.weightsInto(w);
            assertThat(w).containsExactly(expected.weights().toArray(), within(1e-13));
        }
    }

    @Test
    void anAccountBeginsWithTheTemplateAndForgetsTheLast() {
        AccountSolver solver = AccountSolver.of(account(0));
        double[] w = new double[N];
        double[] again = new double[N];
        solver.begin();
        solver.solve();
        solver.weightsInto(w);
        solver.begin();
        solver.expectedReturns(new double[N]);
        solver.bounds(new double[N], new double[N]);
        assertThat(solver.solve()).isEqualTo(Resolver.Outcome.INFEASIBLE);
        solver.begin();
        assertThat(solver.solve()).isEqualTo(Resolver.Outcome.OPTIMAL);
        solver.weightsInto(again);
        assertThat(again).isEqualTo(w);
    }

    @Test
    void misuseOfTheAccountSolverIsNamed() {
        AccountSolver solver = AccountSolver.of(account(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver.limit("tech"))
                .withMessage("there is no constraint named \"tech\" that bounds a combination of the weights; the"
                        + " constraints are [fully invested, long only, max weight, first]");
        double[] low = new double[N];
        double[] high = new double[N];
        low[3] = 0.1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver.bounds(low, high))
                .withMessage("bounds of A3 must be in order, lower <= upper, were 0.1 and 0");
        low[3] = Double.NaN;
        assertThatIllegalArgumentException().isThrownBy(() -> solver.expectedReturns(low));
        assertThatIllegalArgumentException().isThrownBy(() -> solver.limit(9, 0, 1));
        assertThatExceptionOfType(NoOptimalPortfolioException.class)
                .isThrownBy(() ->
                        AccountSolver.of(account(0).subjectTo(maxWeight(0.001).named("tiny"))));
        AccountSolver still = AccountSolver.of(
                PortfolioProblem.over(UNIVERSE).minimize(variance(RISK)).subjectTo(fullyInvested(), longOnly()));
        assertThatIllegalStateException().isThrownBy(() -> still.expectedReturns(new double[N]));
    }
}
