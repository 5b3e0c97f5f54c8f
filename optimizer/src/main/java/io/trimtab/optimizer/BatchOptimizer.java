package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import io.trimtab.core.time.Progress;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;

/**
 * Solves the portfolio problems of many accounts over one risk model, on the threads of the caller's executor.
 *
 * <pre>{@code
 * List<PortfolioSolution> all = BatchOptimizer.over(riskModel).using(executor).solve(accounts);
 * }</pre>
 *
 * <p>Solutions come in the order of the accounts. Every account is warm-started from one fixed reference (its own start,
 * if it has one; else {@link #startingFrom}; else the first account, which is solved first), so that no
 * result depends on the executor, the number of threads or the other accounts: the same accounts give the same bits.
 * An account without a solution, or whose constraints throw, is an outcome of its own and does no harm to the others.
 *
 * <p>The calling thread works too, so that an executor that is busy, refuses or never runs anything only costs time. If
 * it is interrupted, if the listener throws or if a thread of the executor is interrupted, the batch ends with the
 * exception after the accounts being solved at that moment: nothing goes on in the background. Immutable and
 * thread-safe.
 *
 * <p>Accounts may have any objective and any constraints: ratios, bounds on risk and on the largest weights, impact costs
 * and soft constraints too.
 *
 * <p>For the many thousand accounts of a robo-adviser, whose problems differ in numbers only, see
 * {@link AccountSolver}, which makes no objects.
 */
public final class BatchOptimizer {
    private final RiskModel risk;
    private final Executor executor;
    private final List<WarmStart> reference;
    private final Progress listener;

    private BatchOptimizer(RiskModel risk, Executor executor, List<WarmStart> reference, Progress listener) {
        this.risk = risk;
        this.executor = executor;
        this.reference = reference;
        this.listener = listener;
    }

    /**
     * A batch that is solved by the calling thread.
     *
     * @param riskModel the risk model that all accounts share
     * @return the batch
     */
    public static BatchOptimizer over(RiskModel riskModel) {
        return new BatchOptimizer(Check.notNull(riskModel, "riskModel"), task -> {}, List.of(), Progress.unheard());
    }

    /**
     * This batch on the threads of an executor, besides the calling one.
     *
     * @param threads runs tasks at once, later, in the calling thread or never; it is not shut down
     * @return the batch
     */
    public BatchOptimizer using(Executor threads) {
        return new BatchOptimizer(risk, Check.notNull(threads, "executor"), reference, listener);
    }

    /**
     * This batch with a fixed reference, such as the house portfolio, from which accounts without a start of their own
     * begin.
     *
     * @param weights over the universe of the risk model
     * @return the batch
     * @throws IllegalArgumentException if the universes differ
     */
    public BatchOptimizer startingFrom(Weights weights) {
        risk.universe().requireSame(Check.notNull(weights, "weights").universe(), "the weights to start from");
        return new BatchOptimizer(risk, executor, List.of(WarmStart.at(weights)), listener);
    }

    /**
     * This batch with a listener, which hears of accounts that are done.
     *
     * @param progress called on the calling thread
     * @return the batch
     */
    public BatchOptimizer reportingTo(Progress progress) {
        return new BatchOptimizer(risk, executor, reference, Check.notNull(progress, "progress"));
    }

    /**
     * Solves the problems of all accounts.
     *
     * @param accounts each with an objective, or a bound on risk, over the risk model of the batch
     * @return one outcome an account, in their order
     * @throws IllegalArgumentException if an account has another risk model or universe (its position is named)
     * @throws IllegalStateException if an account has no objective
     * @throws CancellationException if a thread that works is interrupted, or the listener stops the batch
     */
    public List<PortfolioSolution> solve(List<PortfolioProblem> accounts) {
        List<PortfolioProblem> all = new ArrayList<>(Check.notNull(accounts, "accounts"));
        for (int k = 0; k < all.size(); k++) {
            requireShared(Check.notNull(all.get(k), "accounts[" + k + "]"), k);
        }
        if (all.isEmpty()) {
            listener.reached(0, 0);
            return List.of();
        }
        PortfolioSolution[] out = new PortfolioSolution[all.size()];
        int begin = 0;
        List<WarmStart> from = reference;
        if (from.isEmpty()) {
            out[0] = solve(all.get(0), from);
            from = startOf(out[0]);
            begin = 1;
        }
        List<WarmStart> start = from;
        new SharedWork(begin, all.size(), listener, executor).run(k -> out[k] = solve(all.get(k), start));
        return Collections.unmodifiableList(Arrays.asList(out));
    }

    private void requireShared(PortfolioProblem account, int k) {
        risk.universe().requireSame(account.universe(), "accounts[" + k + "]");
        List<RiskModel> own = account.objective().covariance();
        own = own.isEmpty() ? bounded(account) : own;
        if (own.isEmpty()) {
            throw new IllegalArgumentException(
                    "accounts[" + k + "] must have the risk model of the batch, had none in \""
                            + account.objective().name() + "\" nor in a bound on risk");
        }
        if (own.get(0) != risk && !own.get(0).equals(risk)) {
            throw new IllegalArgumentException(
                    "accounts[" + k + "] must have the risk model of the batch, had " + own.get(0));
        }
    }

    /** The risk models of bounds, where the objective has none. */
    private static List<RiskModel> bounded(PortfolioProblem account) {
        List<RiskModel> all = new ArrayList<>();
        for (Constraint constraint : account.constraints()) {
            Constraint inner = constraint instanceof SoftConstraint soft ? soft.inner() : constraint;
            for (LinearForm.Quadratic bound :
                    Softening.read(inner, account.universe()).quadratics()) {
                all.add(bound.risk());
            }
        }
        return all;
    }

    private static List<WarmStart> startOf(PortfolioSolution solution) {
        if (solution instanceof Optimal optimal) {
            return List.of(optimal.warmStart());
        }
        return solution instanceof Feasible feasible ? List.of(WarmStart.at(feasible.weights())) : List.of();
    }

    private static PortfolioSolution solve(PortfolioProblem account, List<WarmStart> start) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the batch was interrupted");
        }
        try {
            boolean warm = account.start().isEmpty() && !start.isEmpty();
            return (warm ? account.startingAt(start.get(0)) : account).solve();
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException broken) {
            return new Failed("the account could not be solved: " + broken);
        }
    }
}
