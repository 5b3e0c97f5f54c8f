package io.trimtab.optimizer.frontier;

import io.trimtab.core.check.Check;

/**
 * What is known of the portfolio with the highest Sharpe ratio of a frontier.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface MaximumSharpe {
    /**
     * There is one.
     *
     * @param point the portfolio; of several with the same ratio the one of highest return, and of a ray of them one
     * @param ratio its Sharpe ratio, positive
     */
    record Tangency(FrontierPoint point, double ratio) implements MaximumSharpe {
        /** Checks. */
        public Tangency {
            Check.notNull(point, "point");
        }
    }

    /**
     * No feasible portfolio beats the riskless return, so the ratio has no sensible maximum.
     *
     * @param riskFree the riskless return asked for
     * @param highestReturn the highest expected return of any feasible portfolio
     */
    record NoneBeatsRiskFree(double riskFree, double highestReturn) implements MaximumSharpe {}

    /**
     * The ratio grows towards a limit that no portfolio reaches: infinity if a portfolio beats the riskless return
     * without risk, else the slope of the frontier far out, where nothing bounds the weights.
     *
     * @param limit the least number that no ratio exceeds
     */
    record NotAttained(double limit) implements MaximumSharpe {}

    /**
     * The portfolio, where there is nothing else to be done without it.
     *
     * @return the point of a {@link Tangency}
     * @throws IllegalStateException if there is none, with the reason
     */
    default FrontierPoint pointOrThrow() {
        if (this instanceof Tangency tangency) {
            return tangency.point();
        }
        if (this instanceof NoneBeatsRiskFree none) {
            throw new IllegalStateException("no feasible portfolio beats the riskless return " + none.riskFree()
                    + ": the highest expected return is " + none.highestReturn());
        }
        throw new IllegalStateException("the Sharpe ratio has no maximum: it comes as near as one likes to its limit,"
                + " but does not reach it");
    }
}
