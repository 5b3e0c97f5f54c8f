package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;

/**
 * Weights that satisfy every constraint, found before a limit stopped the search for the best.
 *
 * @param weights the weights
 * @param objective the objective at them
 * @param gap by how much the optimum may be better at most, proved by duality; infinite if nothing is
 *     proved yet, and then the message says why
 * @param message which limit was reached
 */
public record Feasible(Weights weights, double objective, double gap, String message) implements PortfolioSolution {
    /** Checks that nothing is null. */
    public Feasible {
        Check.notNull(weights, "weights");
        Check.notNull(message, "message");
    }
}
