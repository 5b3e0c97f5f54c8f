package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.GappedReturns;
import io.trimtab.core.market.ReturnPanel;
import java.util.Arrays;

/**
 * The policies that end in a complete panel, which any estimator can take: no gap at all, or the dates without one.
 *
 * <pre>{@code
 * ReturnPanel panel = GapPolicy.commonDates().panel(returns);
 * }</pre>
 *
 * <p>Leaving dates out loses the history of all assets before the youngest, and one asset with many gaps can leave nothing.
 */
public enum CompleteReturns implements GapPolicy {
    /** A gap is refused, with asset and date: the default wherever nothing else is said. */
    REFUSING,
    /** Dates on which any return is missing are left out. */
    COMMON_DATES;

    /**
     * The complete panel.
     *
     * @param returns returns, some of them missing
     * @return those that are kept
     * @throws IllegalArgumentException if a return is missing and gaps are refused
     */
    public ReturnPanel panel(GappedReturns returns) {
        Check.notNull(returns, "returns");
        return this == REFUSING ? returns.complete() : returns.onCommonDates();
    }

    /** The sample mean and the unbiased sample covariance of the panel. */
    @Override
    public GapMoments estimate(GappedReturns returns) {
        ReturnPanel panel = panel(returns);
        CovarianceMatrix covariance = SampleCovariance.unbiased().estimate(panel);
        int[] observations = new int[panel.columns()];
        Arrays.fill(observations, panel.rows());
        return GapMoments.of(MeanReturns.equallyWeighted().estimate(panel), covariance, observations);
    }
}
