package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import org.hipparchus.distribution.continuous.TDistribution;

/** A loss with Student's tails; its shortfall is mean + scale f(q) (nu + q^2) / ((nu - 1) tail), q the quantile. */
record StudentLoss(double mean, double scale, double nu, TDistribution t) implements LossDistribution {
    @Override
    public double cumulative(double loss) {
        double p = t.cumulativeProbability((loss - mean) / scale);
        return Math.max(Double.MIN_NORMAL, Math.min(Math.nextDown(1.0), p));
    }

    @Override
    public double quantile(double probability) {
        return mean + scale * t.inverseCumulativeProbability(probability);
    }

    @Override
    public double expectedShortfall(Confidence confidence) {
        double tail = Check.notNull(confidence, "confidence").tail();
        double q = t.inverseCumulativeProbability(tail);
        return mean + scale * t.density(q) * (nu + q * q) / ((nu - 1) * tail);
    }
}
