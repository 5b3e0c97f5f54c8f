package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Mean and covariance estimated from returns with gaps, and what stands behind them.
 *
 * <p>Immutable and thread-safe.
 */
public final class GapMoments {
    private final ExpectedReturns mean;
    private final CovarianceMatrix covariance;
    private final int[] observations;
    private final int iterations;
    private final @Nullable RepairCertificate repair;

    private GapMoments(
            ExpectedReturns mean,
            CovarianceMatrix covariance,
            int[] observations,
            int iterations,
            @Nullable RepairCertificate repair) {
        this.mean = mean;
        this.covariance = covariance;
        this.observations = observations;
        this.iterations = iterations;
        this.repair = repair;
        mean.universe().requireSame(covariance.universe(), "covariance");
        Check.length(observations.length, mean.universe().size(), "observations");
    }

    /**
     * Moments that needed no repair.
     *
     * @param mean the mean returns per period
     * @param covariance the covariance per period, over the same universe
     * @param observations for each asset how many returns entered; copied
     * @return the moments
     * @throws IllegalArgumentException if universes or lengths differ
     */
    public static GapMoments of(ExpectedReturns mean, CovarianceMatrix covariance, int... observations) {
        return iterated(
                mean, covariance, Check.notNull(observations, "observations").clone(), 0);
    }

    static GapMoments iterated(ExpectedReturns mean, CovarianceMatrix covariance, int[] observations, int iterations) {
        return new GapMoments(
                Check.notNull(mean, "mean"), Check.notNull(covariance, "covariance"), observations, iterations, null);
    }

    static GapMoments repaired(ExpectedReturns mean, RepairedCovariance repaired, int[] observations) {
        return new GapMoments(mean, repaired.covariance(), observations, 0, repaired.certificate());
    }

    /**
     * The mean returns.
     *
     * @return per period
     */
    public ExpectedReturns mean() {
        return mean;
    }

    /**
     * The covariance.
     *
     * @return per period, positive semidefinite
     */
    public CovarianceMatrix covariance() {
        return covariance;
    }

    /**
     * How many returns of an asset entered.
     *
     * @param index the asset's position
     * @return at least 1
     */
    public int observations(int index) {
        return observations[Check.index(index, observations.length, "index")];
    }

    /**
     * How many steps an iterative policy took.
     *
     * @return 0 for one that is not
     */
    public int iterations() {
        return iterations;
    }

    /**
     * What the repair did, where the policy is one that needs a repair.
     *
     * @return the certificate, which may say that nothing moved; empty where the covariance is semidefinite by construction
     */
    public Optional<RepairCertificate> repair() {
        return Optional.ofNullable(repair);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof GapMoments that
                        && mean.equals(that.mean)
                        && covariance.equals(that.covariance)
                        && Arrays.equals(observations, that.observations)
                        && iterations == that.iterations
                        && repair().equals(that.repair()));
    }

    @Override
    public int hashCode() {
        return 31 * mean.hashCode() + covariance.hashCode();
    }

    @Override
    public String toString() {
        int[] sorted = observations.clone();
        Arrays.sort(sorted);
        return "GapMoments[" + sorted.length + " assets, " + sorted[0] + " to " + sorted[sorted.length - 1] + " returns"
                + (repair == null ? "" : ", " + repair) + "]";
    }
}
