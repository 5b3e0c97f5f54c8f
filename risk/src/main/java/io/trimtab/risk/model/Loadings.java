package io.trimtab.risk.model;

import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Kernels;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of {@link FactorStructure} on stored loadings: r of each asset side by side, r x n column by column.
 *
 * <p>Every element of S is one inner product in a fixed order, so that S is symmetric to the bit.
 */
abstract class Loadings implements FactorStructure, Serializable {
    private static final long serialVersionUID = 1L;

    /** The assets. */
    private final Universe universe;
    /** The number of loadings of each asset. */
    private final int rank;
    /** C', r x n column by column. */
    private final double[] loadings;
    /** The diagonal d. */
    private final double[] residual;
    /** The diagonal of S. */
    private final double[] variance;
    /** The last date of what it was estimated from; null if nobody has said. */
    private final @Nullable LocalDate asOf;

    /** Takes the arrays over. */
    Loadings(Universe universe, int rank, double[] loadings, double[] residual, @Nullable LocalDate asOf) {
        this.universe = universe;
        this.asOf = asOf;
        this.rank = rank;
        this.loadings = loadings;
        this.residual = residual;
        this.variance = new double[universe.size()];
        for (int i = 0; i < variance.length; i++) {
            variance[i] = Kernels.dot(rank, loadings, i * rank, loadings, i * rank) + residual[i];
            if (!Double.isFinite(variance[i])) {
                throw new IllegalArgumentException(
                        "variance of " + universe.id(i) + " must be finite, was " + variance[i]);
            }
        }
    }

    @Override
    public final Universe universe() {
        return universe;
    }

    @Override
    public final Optional<LocalDate> asOf() {
        return Optional.ofNullable(asOf);
    }

    @Override
    public final int rank() {
        return rank;
    }

    @Override
    public final double variance(int index) {
        return variance[index];
    }

    @Override
    public final double residualVariance(int index) {
        return residual[index];
    }

    @Override
    public final void loadingsInto(int index, double[] out, int offset) {
        System.arraycopy(loadings, index * rank, out, offset, rank);
    }

    @Override
    public final void projectInto(double[] x, double[] out) {
        Arrays.fill(out, 0, rank, 0);
        for (int i = 0; i < residual.length; i++) {
            if (x[i] != 0) {
                Kernels.axpy(rank, x[i], loadings, i * rank, out, 0);
            }
        }
    }

    @Override
    public final void combineInto(double[] f, double[] out) {
        Kernels.gemvTransposed(rank, residual.length, 1, loadings, 0, Math.max(1, rank), f, 0, 0, out, 0);
    }

    @Override
    public final void multiplyInto(double[] x, double[] out) {
        double[] f = new double[rank];
        projectInto(x, f);
        combineInto(f, out);
        for (int i = 0; i < residual.length; i++) {
            out[i] = Math.fma(residual[i], x[i], out[i]);
        }
    }

    @Override
    public final void columnInto(int index, double[] out, int offset) {
        Kernels.gemvTransposed(
                rank, residual.length, 1, loadings, 0, Math.max(1, rank), loadings, index * rank, 0, out, offset);
        out[offset + index] = variance[index];
    }

    @Override
    public final void blockInto(int[] assets, int count, double[] out) {
        double[] gathered = new double[rank * count];
        for (int k = 0; k < count; k++) {
            loadingsInto(assets[k], gathered, k * rank);
        }
        Kernels.syrk(count, rank, 1, gathered, 0, Math.max(1, rank), 0, out, 0, Math.max(1, count));
        for (int k = 0; k < count; k++) {
            out[k * count + k] = variance[assets[k]];
        }
    }

    /** C' times a number, asset by asset. */
    final double[] scaledLoadings(double[] factor) {
        double[] out = new double[loadings.length];
        for (int i = 0; i < residual.length; i++) {
            for (int k = i * rank; k < (i + 1) * rank; k++) {
                out[k] = factor[i] * loadings[k];
            }
        }
        return out;
    }

    /** The smallest and largest volatility, for {@code toString}. */
    final String volatilities() {
        double[] sorted = variance.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "volatilities %.4g to %.4g", Math.sqrt(sorted[0]), Math.sqrt(sorted[sorted.length - 1]));
    }

    @Override
    public final boolean equals(Object other) {
        return this == other
                || (other instanceof Loadings that
                        && getClass() == that.getClass()
                        && rank == that.rank
                        && universe.equals(that.universe)
                        && Arrays.equals(residual, that.residual)
                        && Arrays.equals(loadings, that.loadings));
    }

    /** Of the universe and the variances only: equality looks at every number, a hash need not. */
    @Override
    public final int hashCode() {
        return 31 * universe.hashCode() + Arrays.hashCode(variance);
    }
}
