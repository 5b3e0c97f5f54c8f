package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.statistics.PeriodsPerYear;

/**
 * The covariance of a factor model: {@code S = B Omega B' + diag(d)}, never formed.
 *
 * <pre>{@code
 * CovarianceMatrix omega = CovarianceMatrix.of(Universe.of("market", "value"), 0.04, 0, 0, 0.01);
 * FactorCovariance risk = FactorCovariance.of(universe, omega, exposures, specificVariances);
 * }</pre>
 *
 * <p>B holds the exposures of n assets to k factors, Omega the covariance of the factors' returns, d the specific
 * variances, which are uncorrelated among assets. Omega is certified semidefinite when it is made; a specific variance
 * of 0, a singular Omega and more factors than assets are allowed. Within, S is {@code CC' + diag(d)} with C = BL and
 * LL' = Omega: a sum of squares, so that {@link #indefiniteness()} is 0. Where rounding made Omega indefinite (by at
 * most {@link CovarianceMatrix#LARGEST_INDEFINITENESS}), its variances are raised by what its certificate needed.
 *
 * <p>The factors' and the assets' period are the same. O(nk) memory; products and columns O(nk). Immutable and
 * thread-safe.
 */
public final class FactorCovariance extends Loadings {
    private static final long serialVersionUID = 1L;

    /** Omega, over the factors by name. */
    private final CovarianceMatrix factorCovariance;
    /** B', k x n column by column. */
    private final double[] exposures;

    private FactorCovariance(
            Universe universe,
            CovarianceMatrix factorCovariance,
            double[] exposures,
            double[] specific,
            int rank,
            double[] loadings) {
        super(universe, rank, loadings, specific, factorCovariance.asOf().orElse(null));
        this.factorCovariance = factorCovariance;
        this.exposures = exposures;
    }

    /**
     * A factor model.
     *
     * @param universe the n assets
     * @param factorCovariance Omega, over a universe of k factors; the model is as of its date
     * @param exposures n rows of k exposures; copied
     * @param specificVariances n variances of what the factors do not explain, at least 0; copied
     * @return the covariance
     * @throws IllegalArgumentException if a length differs, an exposure is not finite, a specific variance is negative or
     *     not finite, or a variance overflows; the message names the asset and the factor
     */
    public static FactorCovariance of(
            Universe universe, CovarianceMatrix factorCovariance, double[][] exposures, double... specificVariances) {
        int n = Check.notNull(universe, "universe").size();
        Universe factors = Check.notNull(factorCovariance, "factorCovariance").universe();
        int k = factors.size();
        Check.length(Check.notNull(exposures, "exposures").length, n, "exposures");
        double[] flat = new double[cells(n, k)];
        for (int i = 0; i < n; i++) {
            String row = "exposures of " + universe.id(i);
            Check.length(Check.notNull(exposures[i], row).length, k, row);
            for (int f = 0; f < k; f++) {
                if (!Double.isFinite(exposures[i][f])) {
                    throw new IllegalArgumentException("exposure of " + universe.id(i) + " to " + factors.id(f)
                            + " must be finite, was " + exposures[i][f]);
                }
                flat[i * k + f] = exposures[i][f];
            }
        }
        double[] specific =
                Check.notNull(specificVariances, "specificVariances").clone();
        Check.length(specific.length, n, "specificVariances");
        for (int i = 0; i < n; i++) {
            Check.notNegative(specific[i], "specific variance of " + universe.id(i));
        }
        return build(universe, factorCovariance, flat, specific);
    }

    private static int cells(int n, int k) {
        long cells = (long) n * k;
        if (cells > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("exposures hold at most " + (Integer.MAX_VALUE - 8) + " numbers, but "
                    + n + " assets x " + k + " factors are " + cells);
        }
        return (int) cells;
    }

    private static FactorCovariance build(
            Universe universe, CovarianceMatrix omega, double[] exposures, double[] specific) {
        int n = universe.size();
        int k = omega.universe().size();
        double[] root = new double[k * k];
        int rank = root(omega, root);
        double[] loadings = new double[rank * n];
        // C' = L'B', of which the columns of L that are zero are left out
        if (rank > 0) {
            Kernels.gemmTransposedLeft(rank, n, k, 1, root, 0, k, exposures, 0, k, 0, loadings, 0, rank);
        }
        return new FactorCovariance(universe, omega, exposures, specific, rank, loadings);
    }

    /** Fills the first columns with those of L that are not zero, LL' = Omega; returns how many. */
    private static int root(CovarianceMatrix omega, double[] root) {
        int k = omega.universe().size();
        double bound = omega.indefiniteness();
        double[] all = omega.toArray();
        System.arraycopy(all, 0, root, 0, root.length);
        for (double shift = Math.max(bound, 0x1p-50); Cholesky.factor(k, root, 0, k) < 0; shift *= 2) {
            System.arraycopy(all, 0, root, 0, root.length);
            for (int f = 0; f < k; f++) {
                root[f * k + f] += shift * all[f * k + f];
            }
        }
        int rank = 0;
        for (int f = 0; f < k; f++) {
            if (root[f * k + f] != 0) {
                for (int i = 0; i < k; i++) {
                    root[rank * k + i] = i < f ? 0 : root[f * k + i];
                }
                rank++;
            }
        }
        return rank;
    }

    /**
     * The covariance of the factors.
     *
     * @return Omega, over the universe of the factors
     */
    public CovarianceMatrix factorCovariance() {
        return factorCovariance;
    }

    /**
     * The exposure of one asset to one factor.
     *
     * @param asset the asset's position
     * @param factor the factor's position
     * @return the element of B
     */
    public double exposure(int asset, int factor) {
        int k = factorCovariance.universe().size();
        return exposures[Check.index(asset, universe().size(), "asset") * k + Check.index(factor, k, "factor")];
    }

    /**
     * The exposures of one asset to all factors.
     *
     * @param asset the asset's position
     * @param out receives the k elements of its row of B
     * @param offset where in {@code out} the first goes
     */
    public void exposuresOfInto(int asset, double[] out, int offset) {
        int k = factorCovariance.universe().size();
        System.arraycopy(exposures, asset * k, Check.notNull(out, "out"), offset, k);
    }

    /**
     * The exposures of a portfolio to the factors: {@code B'w}.
     *
     * @param weights weights over this model's universe
     * @return k exposures in the order of the factors
     * @throws IllegalArgumentException if the universes differ
     */
    public double[] exposures(Weights weights) {
        universe().requireSame(Check.notNull(weights, "weights").universe(), "weights");
        int k = factorCovariance.universe().size();
        double[] out = new double[k];
        for (int i = 0; i < weights.universe().size(); i++) {
            Kernels.axpy(k, weights.get(i), exposures, i * k, out, 0);
        }
        return out;
    }

    /**
     * The variance of one asset that the factors do not explain.
     *
     * @param asset the asset's position
     * @return the element of d
     */
    public double specificVariance(int asset) {
        return residualVariance(asset);
    }

    /**
     * This covariance for a year: Omega and d times the number of periods.
     *
     * @param periods how many of the model's periods make a year
     * @return the annual covariance
     */
    public FactorCovariance annualised(PeriodsPerYear periods) {
        return scaled(Check.notNull(periods, "periods").count());
    }

    /**
     * This covariance times a number.
     *
     * @param factor finite, at least 0
     * @return the covariance of {@code factor * Omega} and {@code factor * d}
     * @throws IllegalArgumentException if the factor is negative or not finite, or a variance overflows
     */
    public FactorCovariance scaled(double factor) {
        Check.notNegative(factor, "factor");
        double[] specific = new double[universe().size()];
        for (int i = 0; i < specific.length; i++) {
            specific[i] = factor * residualVariance(i);
        }
        return build(universe(), factorCovariance.scaled(factor), exposures, specific);
    }

    @Override
    public String toString() {
        return "FactorCovariance[" + universe().size() + " assets, "
                + factorCovariance.universe().size() + " factors, " + volatilities() + "]";
    }
}
