package io.trimtab.optimizer.frontier;

import java.util.List;

/**
 * A point at which the frontier passes from one critical line to the next: an asset begins or ceases to move, or a
 * constraint to bind.
 *
 * <p>The weights are {@link EfficientFrontier#weightsAt}.
 *
 * @param index its position, 0 at the highest return
 * @param riskTolerance lambda; infinite at the first point if the return has a maximum, 0 at the last
 * @param expectedReturn {@code mu'w} before any costs
 * @param netReturn the value on the frontier's return axis, see {@link FrontierPoint}
 * @param variance {@code w'Sw}
 * @param risk the value on the frontier's risk axis
 * @param changes what changes there; empty at both ends
 */
public record TurningPoint(
        int index,
        double riskTolerance,
        double expectedReturn,
        double netReturn,
        double variance,
        double risk,
        List<StateChange> changes) {
    /** Copies. */
    public TurningPoint {
        changes = List.copyOf(changes);
    }

    /**
     * The standard deviation.
     *
     * @return the square root of the variance
     */
    public double volatility() {
        return Math.sqrt(variance);
    }
}
