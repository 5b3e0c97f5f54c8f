package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import java.util.Arrays;

/**
 * A covariance without its market: the leading components of the correlation are removed, so that what distinguishes the
 * assets is left. For clustering and for hedged books, not for the risk of a book that holds the market.
 *
 * <pre>{@code
 * CovarianceMatrix relative = DetonedCovariance.of(RandomMatrixDenoising.constantResidual()).estimate(returns);
 * }</pre>
 *
 * <p>The correlation C of another estimator becomes {@code C - sum over the first k of l_i v_i v_i'}, brought back to a unit
 * diagonal, with that estimator's volatilities. Source: Lopez de Prado, Machine Learning for Asset Managers, 2020, section
 * 2.6. The result is positive semidefinite by construction and singular: k directions have no variance, so that it can
 * not be inverted, and an optimizer without other terms or bounds will find them. An asset of which the components leave
 * nothing keeps its variance and has no correlation. O(n^3) beside the other estimator. Immutable and thread-safe.
 */
public final class DetonedCovariance implements CovarianceEstimator {
    private final CovarianceEstimator inner;
    private final int components;

    private DetonedCovariance(CovarianceEstimator inner, int components) {
        this.inner = inner;
        this.components = components;
    }

    /**
     * The estimator without the largest component.
     *
     * @param estimator what estimates the covariance with it
     * @return the estimator
     */
    public static DetonedCovariance of(CovarianceEstimator estimator) {
        return new DetonedCovariance(Check.notNull(estimator, "estimator"), 1);
    }

    /**
     * With another number of components removed.
     *
     * @param removed k, at least 1
     * @return the changed estimator
     * @throws IllegalArgumentException if k is below 1
     */
    public DetonedCovariance components(int removed) {
        return new DetonedCovariance(inner, Check.atLeast(removed, 1, "components"));
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        CovarianceMatrix covariance = inner.estimate(Check.notNull(returns, "returns"));
        int n = covariance.universe().size();
        int[] assets = new int[n];
        int m = 0;
        for (int i = 0; i < n; i++) {
            if (covariance.variance(i) > 0) {
                assets[m++] = i;
            }
        }
        double[] c = new double[m * m];
        covariance.blockInto(assets, m, c);
        double[] sigma = new double[m];
        for (int i = 0; i < m; i++) {
            sigma[i] = Math.sqrt(c[i * m + i]);
        }
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < m; i++) {
                c[j * m + i] = i == j ? 1 : c[j * m + i] / (sigma[i] * sigma[j]);
            }
        }
        Spectrum spectrum = Spectrum.ofMatrix(c, m, returns.rows());
        double[] eigenvalues = spectrum.values.clone();
        Arrays.fill(eigenvalues, 0, Math.min(components, eigenvalues.length), 0);
        double[] detoned = spectrum.rebuilt(eigenvalues, 0);
        RandomMatrixDenoising.unitDiagonal(detoned, m);
        double[] out = new double[n * n];
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < m; i++) {
                out[assets[j] * n + assets[i]] =
                        i == j ? covariance.variance(assets[i]) : detoned[j * m + i] * (sigma[i] * sigma[j]);
            }
        }
        return CovarianceMatrix.estimated(covariance.universe(), out).datedAs(covariance);
    }

    @Override
    public String toString() {
        return "DetonedCovariance[" + inner + " less " + components + "]";
    }
}
