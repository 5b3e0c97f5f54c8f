package io.trimtab.optimizer;

/**
 * What came of solving a {@link PortfolioProblem}.
 *
 * <pre>{@code
 * switch on it with instanceof:
 * if (solution instanceof Optimal best) { best.shadowPrices(); }
 * else if (solution instanceof Infeasible none) { none.conflict(); }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface PortfolioSolution
        permits Optimal, Feasible, Fallback, Infeasible, Unbounded, NotAttained, Failed {
    /**
     * The optimum, where there is nothing else to be done without it.
     *
     * @return this, if it is {@link Optimal}
     * @throws NoOptimalPortfolioException with this outcome's message, if it is not
     */
    default Optimal optimalOrThrow() {
        if (this instanceof Optimal optimal) {
            return optimal;
        }
        throw new NoOptimalPortfolioException(this);
    }

    /**
     * What happened, in one sentence for a person.
     *
     * @return the sentence
     */
    String message();
}
