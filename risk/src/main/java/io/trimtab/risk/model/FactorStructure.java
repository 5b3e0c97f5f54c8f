package io.trimtab.risk.model;

/**
 * A covariance that is a sum of few squares and a diagonal: {@code S = CC' + diag(d)} with C of n rows and r columns.
 *
 * <p>A factor model has this form (C = B times a square root of Omega, d the specific variances), and so has a panel of
 * T returns (C the centred returns over a root, r = T, d = 0). Whoever needs the columns of some assets only, or the
 * product with a portfolio, pays O(r) per asset and never for an n x n matrix:
 *
 * <pre>{@code
 * risk.projectInto(w, f);          // f = C'w
 * risk.combineInto(f, product);  // Cf, to which d_i w_i is added
 * }</pre>
 *
 * <p>Semidefinite by construction: {@link #indefiniteness()} is 0. The elements agree with
 * {@link #multiplyInto}, {@link #columnInto} and {@link #blockInto} to rounding.
 */
public interface FactorStructure extends RiskModel {
    /**
     * The number r of columns of C.
     *
     * @return at least 0; more than n is allowed
     */
    int rank();

    /**
     * The row of C of one asset.
     *
     * @param index the asset's position
     * @param out receives r loadings
     * @param offset where in {@code out} the first goes
     */
    void loadingsInto(int index, double[] out, int offset);

    /**
     * The part of an asset's variance that is its own.
     *
     * @param index the asset's position
     * @return d_i, at least 0
     */
    double residualVariance(int index);

    /**
     * The exposures of a portfolio to the columns of C: {@code f = C'x}. Assets that are not held cost next to nothing.
     *
     * @param x a vector of length n
     * @param out receives the r elements of f; must not be {@code x}
     */
    void projectInto(double[] x, double[] out);

    /**
     * The combination of the columns of C: {@code Cf}.
     *
     * @param f a vector of length r
     * @param out receives n elements; must not be {@code f}
     */
    void combineInto(double[] f, double[] out);
}
