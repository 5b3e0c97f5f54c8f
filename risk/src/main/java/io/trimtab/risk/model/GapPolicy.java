package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.GappedReturns;

/**
 * What becomes of missing returns: how mean and covariance are estimated from histories with gaps or of unequal length.
 *
 * <pre>{@code
 * GapMoments moments = GapPolicy.unequalHistories().estimate(prices.gappedReturns());
 * CovarianceMatrix risk = moments.covariance();
 * }</pre>
 *
 * <p>Estimators that take a {@code ReturnPanel} never meet a gap; whoever has gaps says by one of these names what he
 * supposes about them. Implementations are immutable and thread-safe.
 */
@FunctionalInterface
public interface GapPolicy {
    /**
     * Estimates mean and covariance.
     *
     * @param returns T returns of n assets, some of them missing
     * @return both per period, and what it took
     * @throws IllegalArgumentException if the policy does not allow these gaps, or leaves too few returns; the message names assets
     */
    GapMoments estimate(GappedReturns returns);

    /**
     * No gap is allowed: sample mean and unbiased covariance of complete returns.
     *
     * @return the policy
     */
    static CompleteReturns refuse() {
        return CompleteReturns.REFUSING;
    }

    /**
     * Dates on which a return is missing are left out for all assets: sample mean and unbiased covariance of the others.
     *
     * @return the policy
     */
    static CompleteReturns commonDates() {
        return CompleteReturns.COMMON_DATES;
    }

    /**
     * Each pair of assets by the dates that both have, and the repair of what that may leave indefinite.
     *
     * @param repair what to do with a matrix that is no covariance
     * @return the policy
     */
    static PairwiseMoments pairwise(CovarianceRepair repair) {
        return PairwiseMoments.repairedBy(Check.notNull(repair, "repair"));
    }

    /**
     * Maximum likelihood under a joint normal distribution, for gaps anywhere that say nothing about what is missing.
     *
     * @return the policy
     */
    static GaussianMoments gaussian() {
        return GaussianMoments.standard();
    }

    /**
     * Maximum likelihood for histories that begin on different dates: shorter ones are regressed on longer ones (Stambaugh 1997).
     *
     * @return the policy
     */
    static UnequalHistories unequalHistories() {
        return UnequalHistories.standard();
    }
}
