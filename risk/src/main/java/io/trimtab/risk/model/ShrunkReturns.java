package io.trimtab.risk.model;

import io.trimtab.core.check.Check;

/**
 * What a shrinkage of mean returns found: {@code sampleWeight * mean + level} for every asset.
 *
 * @param returns the shrunk returns per period
 * @param sampleWeight the weight of each asset's own mean
 * @param level what is added to all, per period: the target times its weight
 */
public record ShrunkReturns(ExpectedReturns returns, double sampleWeight, double level) {
    public ShrunkReturns {
        Check.notNull(returns, "returns");
        Check.finite(sampleWeight, "sampleWeight");
        Check.finite(level, "level");
    }
}
