package io.trimtab.risk.model;

import io.trimtab.core.market.Universe;

/**
 * A covariance of asset returns, known by what a solver needs of it rather than by its matrix.
 *
 * <p>A dense matrix, a factor model and a panel of returns can all answer these questions without forming an n x n
 * array. Implementations are immutable, thread-safe, finite, symmetric and positive semidefinite; each states the
 * period of the returns it describes.
 */
public interface RiskModel {
    /**
     * The assets.
     *
     * @return the universe, n assets
     */
    Universe universe();

    /**
     * The variance of one asset.
     *
     * @param index the asset's position
     * @return at least 0
     */
    double variance(int index);

    /**
     * The product of the covariance with a vector.
     *
     * @param x a vector of length n
     * @param out receives the n elements of the product; must not be {@code x}
     */
    void multiplyInto(double[] x, double[] out);

    /**
     * One column of the covariance.
     *
     * @param index the asset's position
     * @param out receives n covariances
     * @param offset where in {@code out} the first goes
     */
    void columnInto(int index, double[] out, int offset);

    /**
     * The covariance of a subset of the assets.
     *
     * @param assets positions of assets, of which the first {@code count} are used
     * @param count the size k of the subset
     * @param out receives the k x k matrix, column by column, leading dimension k
     */
    void blockInto(int[] assets, int count, double[] out);
}
