package io.trimtab.optimizer.frontier;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.SoftSlack;
import java.util.List;

/**
 * One portfolio of an {@link EfficientFrontier}.
 *
 * <p>Where the risk is the variance alone and the return the expected return alone, {@code netReturn} is {@code
 * expectedReturn} and {@code risk} is {@code variance}.
 *
 * @param riskTolerance lambda: the weights minimise {@code risk / 2 - lambda netReturn}; infinite for the portfolio of
 *     greatest return. At a kink the same portfolio is optimal for an interval of lambda, of which this is one
 * @param weights the portfolio
 * @param expectedReturn {@code mu'w} before any costs, per period of mu
 * @param netReturn the expected return less what the return's side counts against it: the frontier's return axis
 * @param variance {@code w'Sw}, per period of the risk model; at least 0
 * @param risk the variance with what the risk's side adds to it: the frontier's risk axis, in units of the variance
 * @param softSlacks by how much soft constraints are exceeded; empty if there are none
 */
public record FrontierPoint(
        double riskTolerance,
        Weights weights,
        double expectedReturn,
        double netReturn,
        double variance,
        double risk,
        List<SoftSlack> softSlacks) {
    /** Checks and copies. */
    public FrontierPoint {
        Check.notNull(weights, "weights");
        softSlacks = List.copyOf(softSlacks);
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
     * What the return's side counts against the expected return.
     *
     * @return costs, per period of mu
     */
    public double costs() {
        return expectedReturn - netReturn;
    }

    /**
     * The Sharpe ratio, net of costs.
     *
     * @param riskFree the riskless return, of the period of mu
     * @return net excess return over volatility, per root of the period; infinite or NaN where the volatility is 0
     */
    public double sharpeRatio(double riskFree) {
        return (netReturn - riskFree) / volatility();
    }
}
