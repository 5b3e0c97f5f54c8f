package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.StandardNormal;

/** A normal loss; its shortfall is mean + sigma phi(z) / tail. */
record NormalLoss(double mean, double sigma) implements LossDistribution {
    @Override
    public double cumulative(double loss) {
        double p = StandardNormal.cumulative((loss - mean) / sigma);
        return Math.max(Double.MIN_NORMAL, Math.min(Math.nextDown(1.0), p));
    }

    @Override
    public double quantile(double probability) {
        return mean + sigma * StandardNormal.quantile(probability);
    }

    @Override
    public double expectedShortfall(Confidence confidence) {
        double tail = Check.notNull(confidence, "confidence").tail();
        return mean + sigma * StandardNormal.density(StandardNormal.quantile(tail)) / tail;
    }
}
