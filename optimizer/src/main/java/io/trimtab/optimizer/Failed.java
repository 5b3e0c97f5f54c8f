package io.trimtab.optimizer;

import io.trimtab.core.check.Check;

/**
 * No answer that can be proved: the arithmetic did not suffice, the covariance is none, or a limit was reached before
 * any feasible portfolio.
 *
 * @param message why, with the residual reached where there is one
 */
public record Failed(String message) implements PortfolioSolution {
    /** Checks that nothing is null. */
    public Failed {
        Check.notNull(message, "message");
    }
}
