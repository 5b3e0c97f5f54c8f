package io.trimtab.risk.stress;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.model.RepairCertificate;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What a scenario does to a portfolio.
 *
 * @param scenario the scenario
 * @param returns what each asset returns in it, those not named included; copied
 * @param contributions what each position loses; they sum to the loss
 * @param weights the portfolio before
 * @param volatilityBefore of the portfolio, per period of the risk model
 * @param volatilityAfter of the same portfolio under the scenario's volatilities and correlations
 * @param correlations how far the scenario's correlations had to move to be correlations; nothing moved where they are not
 *     broken
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content
public record StressOutcome(
        StressScenario scenario,
        double[] returns,
        EulerContributions contributions,
        Weights weights,
        double volatilityBefore,
        double volatilityAfter,
        RepairCertificate correlations) {
    public StressOutcome {
        Check.notNull(scenario, "scenario");
        returns = Check.allFinite(Check.notNull(returns, "returns"), "returns").clone();
        Check.notNull(contributions, "contributions");
        Check.notNull(weights, "weights");
        Check.notNegative(volatilityBefore, "volatilityBefore");
        Check.notNegative(volatilityAfter, "volatilityAfter");
        Check.notNull(correlations, "correlations");
    }

    @Override
    public double[] returns() {
        return returns.clone();
    }

    /**
     * The loss.
     *
     * @return a fraction of equity, positive for a loss
     */
    public double loss() {
        return contributions.total();
    }

    /**
     * What is held after it, if nothing is traded, as fractions of the equity that is left.
     *
     * @return empty if nothing is left
     */
    public Optional<Weights> weightsAfter() {
        double left = 1 - loss();
        if (!(left > 0)) {
            return Optional.empty();
        }
        double[] after = weights.toArray();
        for (int i = 0; i < after.length; i++) {
            after[i] *= (1 + returns[i]) / left;
        }
        return Optional.of(Weights.of(weights.universe(), after));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StressOutcome that
                && scenario.equals(that.scenario)
                && Arrays.equals(returns, that.returns)
                && weights.equals(that.weights)
                && volatilityBefore == that.volatilityBefore
                && volatilityAfter == that.volatilityAfter
                && correlations.equals(that.correlations);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scenario.name(), weights, correlations) + Arrays.hashCode(returns);
    }

    @Override
    public String toString() {
        return scenario.name() + ": " + (loss() >= 0 ? "loses " : "gains ") + Text.number(100 * Math.abs(loss()))
                + "%, volatility " + Text.number(100 * volatilityBefore) + "% -> "
                + Text.number(100 * volatilityAfter) + "%";
    }
}
