package io.trimtab.risk.validation;

import io.trimtab.core.statistics.Confidence;

/**
 * What is said of the next loss before it is known. Losses are positive.
 *
 * <p>One that knows the whole distribution is a {@link LossDistribution}, and can be tested further.
 */
public interface LossForecast {
    /**
     * The loss that will not be exceeded with a confidence.
     *
     * @param confidence how sure to be
     * @return in the unit of the losses; finite
     */
    double valueAtRisk(Confidence confidence);

    /**
     * The mean of the losses beyond.
     *
     * @param confidence how far out the tail is
     * @return in the unit of the losses; finite
     */
    double expectedShortfall(Confidence confidence);
}
