package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import java.util.List;

/**
 * The problem had no optimum, and a rung of its ladder gave weights instead.
 *
 * <p>It is not an optimum of the problem, so {@link #optimalOrThrow} throws: whoever asks for a ladder looks at
 * {@link #weights} knowingly.
 *
 * @param rung which rung: {@code previous weights}
 * @param found what the rung solved, with its own objective, proof, prices and reasons
 * @param relaxations the constraints that gave way; empty but for a rung that relaxes
 * @param instead what came of the problem itself
 * @param message the rung and the reason, for a person
 */
public record Fallback(
        String rung, Optimal found, List<Relaxation> relaxations, PortfolioSolution instead, String message)
        implements PortfolioSolution {
    /** Copies. */
    public Fallback {
        Check.notNull(rung, "rung");
        Check.notNull(found, "found");
        relaxations = Check.copy(relaxations, "relaxations");
        Check.notNull(instead, "instead");
        Check.notNull(message, "message");
    }

    /**
     * The weights of the rung: they satisfy every constraint that the ladder does not relax.
     *
     * @return one weight an asset
     */
    public Weights weights() {
        return found.weights();
    }
}
