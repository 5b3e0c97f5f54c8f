package io.trimtab.optimizer.frontier;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;

/**
 * One portfolio of an {@link EfficientFrontier}.
 *
 * @param riskTolerance lambda: the weights minimise {@code w'Sw / 2 - lambda mu'w}; infinite for the portfolio of
 *     greatest return. At a kink the same portfolio is optimal for an interval of lambda, of which this is one
 * @param weights the portfolio
 * @param expectedReturn {@code mu'w}, per period of mu
 * @param variance {@code w'Sw}, per period of the risk model; at least 0
 */
public record FrontierPoint(double riskTolerance, Weights weights, double expectedReturn, double variance) {
    /** Checks. */
    public FrontierPoint {
        Check.notNull(weights, "weights");
    }

    /**
     * The standard deviation.
     *
     * @return the square root of the variance
     */
    public double volatility() {
        return Math.sqrt(variance);
    }

    /**
     * The Sharpe ratio.
     *
     * @param riskFree the riskless return, of the period of mu
     * @return excess return over volatility, per root of the period; infinite or NaN where the volatility is 0
     */
    public double sharpeRatio(double riskFree) {
        return (expectedReturn - riskFree) / volatility();
    }
}
