package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.measure.QuantileRule;
import io.trimtab.risk.measure.StudentDistribution;
import java.util.Arrays;

/**
 * A forecast of the next loss that knows its whole distribution.
 *
 * <pre>{@code
 * LossDistribution.normal(0, 0.01).valueAtRisk(Confidence.of(0.99)); // 0.0233
 * LossDistribution.empirical(losses);                                // as likely as they were
 * }</pre>
 */
public interface LossDistribution extends LossForecast {
    /**
     * The probability of a loss of so much or less.
     *
     * @param loss positive for a loss
     * @return strictly between 0 and 1, so that it has a normal quantile
     * @throws IllegalArgumentException if the loss is NaN
     */
    double cumulative(double loss);

    /**
     * The loss below which the next one stays with a probability.
     *
     * @param probability strictly between 0 and 1
     * @return in the unit of the losses
     */
    double quantile(double probability);

    @Override
    default double valueAtRisk(Confidence confidence) {
        return quantile(Check.notNull(confidence, "confidence").level());
    }

    /**
     * A normal loss.
     *
     * @param mean the mean loss
     * @param sigma the standard deviation, positive
     * @return the distribution
     * @throws IllegalArgumentException if a number is not finite or sigma not positive
     */
    static LossDistribution normal(double mean, double sigma) {
        return new NormalLoss(Check.finite(mean, "mean"), Check.positive(sigma, "sigma"));
    }

    /**
     * A loss with Student's tails: {@code mean + scale t}, t with nu degrees of freedom, so its standard deviation is
     * {@code scale sqrt(nu / (nu - 2))}.
     *
     * @param mean the mean loss
     * @param scale of t, positive
     * @param nu degrees of freedom, above 1, so that there is a shortfall
     * @return the distribution
     * @throws IllegalArgumentException if a number is out of range
     */
    static LossDistribution studentT(double mean, double scale, double nu) {
        Check.strictlyWithin(nu, 1, Double.POSITIVE_INFINITY, "nu");
        return new StudentLoss(
                Check.finite(mean, "mean"), Check.positive(scale, "scale"), nu, StudentDistribution.of(nu));
    }

    /**
     * One of some losses, all equally likely: historical simulation. The value at risk is the upper inverse
     * ({@link QuantileRule#UPPER_INVERSE}) and the shortfall exact with a fractional boundary. Where it is drawn from, the
     * next loss is as likely to lie between any two neighbours as those of one distribution are, 1 / (n + 1): quantiles are
     * of {@link QuantileRule#TYPE_6}.
     *
     * @param losses at least one, all finite; copied
     * @return the distribution
     * @throws IllegalArgumentException if there is no loss or one is not finite
     */
    static LossDistribution empirical(double[] losses) {
        double[] ascending =
                Check.allFinite(Check.notNull(losses, "losses"), "losses").clone();
        Check.atLeast(ascending.length, 1, "number of losses");
        Arrays.sort(ascending);
        return new EmpiricalLoss(ascending);
    }
}
