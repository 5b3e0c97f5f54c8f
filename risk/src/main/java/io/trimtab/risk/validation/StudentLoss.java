package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.measure.StudentDistribution;

/** A loss with Student's tails; its shortfall is mean + scale f(q) (nu + q^2) / ((nu - 1) tail), q the quantile. */
record StudentLoss(double mean, double scale, double nu, StudentDistribution t) implements LossDistribution {
    @Override
    public double cumulative(double loss) {
        if (Double.isNaN(loss)) {
            throw new IllegalArgumentException("loss must be a number, was NaN");
        }
        double units = (loss - mean) / scale;
        double p = t.cumulative(Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, units)));
        return Math.max(Double.MIN_NORMAL, Math.min(Math.nextDown(1.0), p));
    }

    @Override
    public double quantile(double probability) {
        return mean + scale * t.quantile(probability);
    }

    @Override
    public double expectedShortfall(Confidence confidence) {
        double tail = Check.notNull(confidence, "confidence").tail();
        double q = t.exceededWith(tail);
        return mean + scale * t.density(q) * (nu + q * q) / ((nu - 1) * tail);
    }
}
