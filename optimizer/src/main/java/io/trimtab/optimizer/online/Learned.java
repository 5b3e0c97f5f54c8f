package io.trimtab.optimizer.online;

import io.trimtab.core.strategy.learning.StrategyLearner;

/** A learner whose scores are weights. */
record Learned(StrategyLearner learner) implements OnlineRule {
    @Override
    public int size() {
        return learner.size();
    }

    @Override
    public double[] weights() {
        return learner.scores();
    }

    @Override
    public OnlineRule observe(double... returns) {
        return new Learned(learner.observe(returns));
    }
}
