package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.GappedReturns;
import io.trimtab.core.numeric.Kernels;

/**
 * Each mean and variance from the returns that the asset has, each covariance from the dates that both assets have.
 *
 * <pre>{@code
 * GapMoments moments = GapPolicy.pairwise(CovarianceRepair.nearest().withFloor(1e-4)).estimate(returns);
 * moments.repair().orElseThrow().distance();
 * }</pre>
 *
 * <p>{@code cov_ij = sum over common dates of (r_i - mean_i)(r_j - mean_j) / (N_ij - 1)} with the means over those dates, as pandas
 * and PyPortfolioOpt do. It uses every number there is, and what comes out need not be a covariance: it goes through the repair,
 * and the certificate is part of the answer. O(T n^2). Immutable and thread-safe.
 */
public final class PairwiseMoments implements GapPolicy {
    private static final int FEWEST_COMMON_DATES = 30;

    private final CovarianceRepair repair;
    private final int fewestCommonDates;

    private PairwiseMoments(CovarianceRepair repair, int fewestCommonDates) {
        this.repair = repair;
        this.fewestCommonDates = fewestCommonDates;
    }

    /**
     * The policy with a repair; pairs with fewer than {@value #FEWEST_COMMON_DATES} common dates are refused.
     *
     * @param repair what to do with a matrix that is no covariance
     * @return the policy
     */
    public static PairwiseMoments repairedBy(CovarianceRepair repair) {
        return new PairwiseMoments(Check.notNull(repair, "repair"), FEWEST_COMMON_DATES);
    }

    /**
     * The same with another limit.
     *
     * @param dates how many dates two assets must have in common, at least 2
     * @return the policy
     */
    public PairwiseMoments withFewestCommonDates(int dates) {
        return new PairwiseMoments(repair, Check.atLeast(dates, 2, "fewestCommonDates"));
    }

    @Override
    public GapMoments estimate(GappedReturns returns) {
        Gaps gaps = new Gaps(returns);
        int n = gaps.n;
        int rows = gaps.rows;
        // over common dates: numbers, sums of the column's asset, products
        double[] counts = new double[n * n];
        double[] sums = new double[n * n];
        double[] products = new double[n * n];
        Kernels.syrk(n, rows, 1, gaps.present, 0, rows, 0, counts, 0, n);
        Kernels.gemmTransposedLeft(n, n, rows, 1, gaps.present, 0, rows, gaps.x, 0, rows, 0, sums, 0, n);
        Kernels.syrk(n, rows, 1, gaps.x, 0, rows, 0, products, 0, n);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i <= j; i++) {
                double count = counts[j * n + i];
                if (!(count >= (i == j ? 2 : fewestCommonDates))) {
                    throw new IllegalArgumentException(gaps.universe.id(i) + " and " + gaps.universe.id(j)
                            + " must have at least " + fewestCommonDates + " dates in common, had " + (int) count
                            + ": leave one out, or lower the limit");
                }
                double covariance = (products[j * n + i] - sums[j * n + i] * sums[i * n + j] / count) / (count - 1);
                products[j * n + i] = i == j ? Math.max(0, covariance) : covariance;
                products[i * n + j] = products[j * n + i];
            }
        }
        RepairedCovariance repaired = repair.repair(gaps.universe, products);
        return GapMoments.repaired(
                ExpectedReturns.of(gaps.universe, gaps.mean),
                new RepairedCovariance(repaired.covariance().withAsOf(gaps.last), repaired.certificate()),
                gaps.observations);
    }

    @Override
    public String toString() {
        return "PairwiseMoments[" + repair + ", at least " + fewestCommonDates + " common dates]";
    }
}
