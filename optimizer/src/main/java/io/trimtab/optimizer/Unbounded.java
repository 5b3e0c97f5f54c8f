package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;

/**
 * There is no optimum: the objective improves for ever along a direction that costs no risk and meets no constraint.
 *
 * <p>The direction is verified from the original data: it leaves no bound and no row, has no variance beyond rounding,
 * and improves the objective. What cannot be verified is {@link Failed} instead.
 *
 * @param direction what to buy and sell, per unit; the largest trade is 1 or -1
 * @param improvement by how much the objective improves per unit of the direction, positive
 * @param message what is missing, for a person
 */
public record Unbounded(Weights direction, double improvement, String message) implements PortfolioSolution {
    /** Checks that nothing is null. */
    public Unbounded {
        Check.notNull(direction, "direction");
        Check.notNull(message, "message");
    }
}
