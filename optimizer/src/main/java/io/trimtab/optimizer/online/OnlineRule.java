package io.trimtab.optimizer.online;

import io.trimtab.core.strategy.learning.ExponentiatedGradient;
import io.trimtab.core.strategy.learning.StrategyLearner;

/**
 * Weights of a long-only, fully invested portfolio that follow from the returns so far: implement this for a rule of your own.
 *
 * <pre>{@code
 * OnlineRule rule = PassiveAggressive.over(3, 0.5);
 * rule = rule.observe(0.01, -0.02, 0.003);
 * rule.weights();
 * }</pre>
 *
 * <p>Contract: immutable; weights are at least 0 and sum to one, and are equal before anything is observed; the same returns in the same order give the
 * same weights to the bit. A rule is a learner too, so that it can weigh strategies in place of assets.
 */
public interface OnlineRule extends StrategyLearner {
    /**
     * The weights to hold in the next period.
     *
     * @return a new array
     */
    double[] weights();

    @Override
    default double[] scores() {
        return weights();
    }

    /**
     * Learns from one period.
     *
     * @param returns simple returns of the period, one an asset, above -1
     * @return the rule after it
     * @throws IllegalArgumentException if there are not as many returns as assets, or one is not above -1 or not finite
     */
    @Override
    OnlineRule observe(double... returns);

    /**
     * Equal weights in each period (UCRP).
     *
     * @param assets how many, at least 1
     * @return the rule, which learns nothing
     */
    static OnlineRule uniform(int assets) {
        return new Uniform(Relatives.count(assets));
    }

    /**
     * Exponentiated gradient: {@link ExponentiatedGradient} as a rule.
     *
     * @param assets how many, at least 1
     * @param rate the learning rate, positive; 0.05 in the paper
     * @return the rule
     */
    static OnlineRule exponentiatedGradient(int assets, double rate) {
        return new Learned(ExponentiatedGradient.over(assets, rate));
    }
}
