package io.trimtab.risk.model;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Cholesky;

/**
 * The covariance with the fewest dependences that keeps each asset's closest ones: correlations are measured along a planar
 * graph of the strongest pairs, and follow from it everywhere else.
 *
 * <pre>{@code
 * CovarianceMatrix risk = LocalGlobalCovariance.estimator().estimate(returns);
 * }</pre>
 *
 * <p>The graph is the triangulated maximally filtered graph of the squared correlations: four assets to start with, then one
 * after the other is put into the triangle where it gains most, 3(n - 2) pairs in all (Massara, Di Matteo and Aste, "Network
 * filtering for big data: triangulated maximally filtered graph", Journal of Complex Networks 5 (2016), 161-178). The
 * covariance agrees with the sample's on every pair of the graph, and its inverse is zero on all others: j-LoGo (Barfuss,
 * Massara, Di Matteo and Aste, "Parsimonious modeling with information filtering networks", Physical Review E 94 (2016),
 * 062306), the model of maximum entropy.
 *
 * <p>The inverse is the sum of those of the four-asset cliques less those of the triangles they share. Here the covariance
 * is calculated directly instead: a new asset is its regression on its triangle and a rest independent of all assets before
 * it. That needs no inverse, so that the same asset twice and as few as two dates are allowed, and is positive semidefinite by
 * construction. Variances are the sample's (divisor T - 1). Ties are broken by the order of the assets. O(T n^2). Immutable
 * and thread-safe.
 */
public final class LocalGlobalCovariance implements CovarianceEstimator {
    private static final LocalGlobalCovariance INSTANCE = new LocalGlobalCovariance();

    private LocalGlobalCovariance() {}

    /**
     * The estimator.
     *
     * @return the estimator
     */
    public static LocalGlobalCovariance estimator() {
        return INSTANCE;
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        Movers movers = Movers.of(returns, 2, "local-global covariance");
        double[] sigma = RandomMatrixDenoising.unbiased(movers);
        int m = movers.count;
        double[] c = movers.moments(movers.rows);
        for (int i = 0; i < m; i++) {
            c[i * m + i] = 1;
        }
        return movers.covariance(m <= 4 ? c : completed(m, c, new PlanarFilter(m, c)), sigma);
    }

    private static double[] completed(int m, double[] c, PlanarFilter graph) {
        double[] out = new double[m * m];
        int[] order = graph.order;
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                out[order[a] * m + order[b]] = c[order[a] * m + order[b]];
            }
        }
        double[] beta = new double[3];
        for (int k = 4; k < m; k++) {
            int v = order[k];
            regression(m, c, graph.triangle, 3 * k, v, beta);
            for (int p = 0; p < k; p++) {
                int u = order[p];
                double r = 0;
                for (int b = 0; b < 3; b++) {
                    r += beta[b] * out[graph.triangle[3 * k + b] * m + u];
                }
                out[u * m + v] = r;
                out[v * m + u] = r;
            }
            out[v * m + v] = 1;
        }
        return out;
    }

    /** The coefficients of asset v on the three assets of its triangle; a dependent one of these gets zero. */
    private static void regression(int m, double[] c, int[] triangle, int at, int v, double[] beta) {
        double[] l = new double[9];
        int outcome = -1;
        for (double tolerance = Cholesky.tolerance(3); outcome < 0; tolerance *= 16) {
            for (int a = 0; a < 3; a++) {
                beta[a] = c[triangle[at + a] * m + v];
                for (int b = 0; b < 3; b++) {
                    l[b * 3 + a] = c[triangle[at + b] * m + triangle[at + a]];
                }
            }
            outcome = Cholesky.factor(3, l, 0, 3, tolerance);
        }
        Cholesky.solve(3, l, 0, 3, beta, 0);
    }

    @Override
    public String toString() {
        return "LocalGlobalCovariance";
    }
}
