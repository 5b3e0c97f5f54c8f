package io.trimtab.optimizer.frontier;

import io.trimtab.core.check.Check;
import io.trimtab.optimizer.Failed;
import io.trimtab.optimizer.Infeasible;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.optimizer.Unbounded;

/**
 * There is no frontier, for a reason that any problem with these constraints has.
 *
 * @param reason {@link Infeasible} with its conflict, {@link Unbounded} if return can be had without end and without
 *     risk, or {@link Failed}
 */
public record NoFrontier(PortfolioSolution reason) implements FrontierOutcome {
    /** Checks. */
    public NoFrontier {
        Check.notNull(reason, "reason");
        if (!(reason instanceof Infeasible || reason instanceof Unbounded || reason instanceof Failed)) {
            throw new IllegalArgumentException("reason must be that there is no optimum, was " + reason);
        }
    }

    @Override
    public EfficientFrontier frontierOrThrow() {
        reason.optimalOrThrow();
        throw new IllegalStateException("unreachable: the reason has no optimum");
    }

    @Override
    public String message() {
        return reason.message();
    }
}
