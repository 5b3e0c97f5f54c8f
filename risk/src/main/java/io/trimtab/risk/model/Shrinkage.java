package io.trimtab.risk.model;

import io.trimtab.core.check.Check;

/**
 * What a linear shrinkage found: {@code delta F + (1 - delta) S}, of a target F and the sample covariance S.
 *
 * @param covariance the shrunk covariance per period
 * @param intensity delta, the weight of the target, from 0 (sample covariance) to 1 (the target)
 */
public record Shrinkage(CovarianceMatrix covariance, double intensity) {
    public Shrinkage {
        Check.notNull(covariance, "covariance");
        Check.within(intensity, 0, 1, "intensity");
    }
}
