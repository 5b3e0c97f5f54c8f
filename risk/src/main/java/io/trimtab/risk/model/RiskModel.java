package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.numeric.Scale;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A covariance of asset returns, known by what a solver needs of it rather than by its matrix.
 *
 * <p>A dense matrix, a factor model and a panel of returns can all answer these questions without forming an n x n
 * array. Implementations are immutable, thread-safe, finite, symmetric and positive semidefinite up to
 * {@link #indefiniteness()}; each states the period of the returns it describes.
 *
 * <p>Units: squared simple returns per period.
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

    /**
     * The last date of what this covariance was estimated from: nothing later went into it.
     *
     * @return empty if nobody has said
     */
    default Optional<LocalDate> asOf() {
        return Optional.empty();
    }

    /**
     * How far below zero the form may fall: {@code x'Cx >= -indefiniteness() * sum of variance(i) * x_i^2} for all x.
     *
     * <p>Rounding alone makes a covariance of fewer periods than assets indefinite in the last bits; whoever proves
     * something about a minimum adds this bound to the gap.
     *
     * @return a bound relative to the variances, at least 0; 0 where the form is a sum of squares
     */
    default double indefiniteness() {
        return 0;
    }

    /**
     * The volatility of a portfolio per period: {@code sqrt(w'Cw)}.
     *
     * @param weights weights over this model's universe
     * @return at least 0
     * @throws IllegalArgumentException if the universes differ, or the variance is negative beyond {@link
     *     #indefiniteness()} and rounding: a model that is not positive semidefinite must not pass for free of risk
     */
    default double volatility(Weights weights) {
        universe().requireSame(Check.notNull(weights, "weights").universe(), "weights");
        double[] w = weights.toArray();
        double unit = Scale.unit(w);
        Scale.divide(w, unit);
        double[] product = new double[w.length];
        multiplyInto(w, product);
        double variance = Kernels.dot(w.length, w, 0, product, 0);
        if (variance < 0) {
            requireRounding(variance, w);
            return 0;
        }
        return Math.sqrt(variance) * unit;
    }

    private void requireRounding(double variance, double[] w) {
        double scale = 0;
        for (int i = 0; i < w.length; i++) {
            scale += variance(i) * w[i] * w[i];
        }
        double n = w.length;
        if (!(-variance <= (indefiniteness() + n * n * 0x1p-52) * scale)) {
            throw new IllegalArgumentException(
                    "risk model must be positive semidefinite, but the variance of the weights " + "is " + variance
                            + ": repair the model, or state its indefiniteness()");
        }
    }
}
