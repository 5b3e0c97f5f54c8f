package io.trimtab.optimizer;

/** Thrown by {@link PortfolioSolution#optimalOrThrow} when the outcome is not {@link Optimal}. */
public final class NoOptimalPortfolioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The outcome; not carried over by serialisation. */
    private final transient PortfolioSolution solution;

    NoOptimalPortfolioException(PortfolioSolution solution) {
        super(solution.message());
        this.solution = solution;
    }

    /**
     * The outcome.
     *
     * @return what came instead of an optimum
     */
    public PortfolioSolution solution() {
        return solution;
    }
}
