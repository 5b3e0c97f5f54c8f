package io.trimtab.optimizer.frontier;

/**
 * What came of tracing a frontier: the {@link EfficientFrontier}, the {@link StoppedFrontier} that a limit allowed, or
 * {@link NoFrontier} with the reason.
 *
 * <pre>{@code
 * FrontierOutcome outcome = EfficientFrontier.trace(mu, risk, fullyInvested(), longOnly());
 * if (outcome instanceof EfficientFrontier frontier) { frontier.minimumRisk(); }
 * else if (outcome instanceof NoFrontier none) { none.message(); }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface FrontierOutcome permits EfficientFrontier, StoppedFrontier, NoFrontier {
    /**
     * The frontier, where there is nothing else to be done without it.
     *
     * @return this, if it is an {@link EfficientFrontier}
     * @throws io.trimtab.optimizer.NoOptimalPortfolioException with the reason's message, if it is not
     */
    EfficientFrontier frontierOrThrow();

    /**
     * What happened, in one sentence for a person.
     *
     * @return the sentence
     */
    String message();
}
