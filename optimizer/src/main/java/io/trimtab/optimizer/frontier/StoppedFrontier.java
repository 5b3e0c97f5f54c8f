package io.trimtab.optimizer.frontier;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.Failed;
import io.trimtab.optimizer.TradeOff;
import io.trimtab.optimizer.solver.CriticalPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The part of a frontier that was traced before a limit of time or iterations was reached: exact as far as it goes.
 *
 * <pre>{@code
 * if (outcome instanceof StoppedFrontier part && part.lowestRiskTolerance() <= lambda) {
 *     part.atRiskTolerance(lambda);
 * }
 * }</pre>
 *
 * <p>A frontier is traced from a risk tolerance in between, first upwards to the highest return and then downwards. How
 * far it came depends on time, and so do these bits. Immutable and thread-safe.
 */
public final class StoppedFrontier implements FrontierOutcome {
    private final Curve curve;
    private final String message;

    StoppedFrontier(TradeOff sides, CriticalPath path, String message) {
        this.curve = new Curve(path, sides);
        this.message = message;
    }

    /**
     * Refuses to be a whole frontier.
     *
     * @throws io.trimtab.optimizer.NoOptimalPortfolioException always, with the message
     */
    @Override
    public EfficientFrontier frontierOrThrow() {
        new Failed(message).optimalOrThrow();
        throw new IllegalStateException("unreachable: a failure has no optimum");
    }

    @Override
    public String message() {
        return message;
    }

    /**
     * The assets.
     *
     * @return the universe
     */
    public Universe universe() {
        return curve.universe();
    }

    /**
     * The turning points that were reached.
     *
     * @return by falling risk tolerance
     */
    public List<TurningPoint> turningPoints() {
        List<TurningPoint> out = new ArrayList<>();
        for (int k = 0; k < curve.points(); k++) {
            out.add(curve.turningPoint(k));
        }
        return Collections.unmodifiableList(out);
    }

    /**
     * The weights at a turning point.
     *
     * @param index its position among {@link #turningPoints}
     * @return the portfolio
     */
    public Weights weightsAt(int index) {
        return curve.at(Check.index(index, curve.points(), "index"), 0).weights();
    }

    /**
     * Where the part ends below.
     *
     * @return the least risk tolerance whose portfolio is known
     */
    public double lowestRiskTolerance() {
        return curve.tolerance(curve.last());
    }

    /**
     * Where the part ends above.
     *
     * @return the greatest risk tolerance whose portfolio is known, perhaps infinite
     */
    public double highestRiskTolerance() {
        return curve.hasRay() ? Double.POSITIVE_INFINITY : curve.tolerance(0);
    }

    /**
     * The portfolio that minimises {@code risk / 2 - lambda return}.
     *
     * @param riskTolerance lambda: finite, from {@link #lowestRiskTolerance} to {@link #highestRiskTolerance}
     * @return the portfolio
     * @throws IllegalArgumentException if lambda is outside the part that was traced
     */
    public FrontierPoint atRiskTolerance(double riskTolerance) {
        Check.finite(riskTolerance, "riskTolerance");
        if (!(riskTolerance >= lowestRiskTolerance() && riskTolerance <= highestRiskTolerance())) {
            throw new IllegalArgumentException("riskTolerance must be within the part that was traced, from "
                    + lowestRiskTolerance() + " to " + highestRiskTolerance() + ", was " + riskTolerance);
        }
        int k = curve.byTolerance(riskTolerance);
        return curve.at(k, curve.toleranceFraction(k, riskTolerance));
    }

    @Override
    public String toString() {
        return "StoppedFrontier[" + message + "]";
    }
}
