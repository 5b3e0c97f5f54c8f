package io.trimtab.risk.model;

import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.numeric.SymmetricEigen;
import java.util.ArrayList;
import java.util.List;

/**
 * The eigenvalues of X'X / divisor that are more than rounding, largest first, with their vectors.
 *
 * <p>With far fewer rows than columns the eigenvectors u of XX' are found instead and turned into v = X'u / |X'u|, if the
 * smallest eigenvalue is large enough for these to be orthogonal.
 */
final class Spectrum {
    /** The eigenvalues, positive and descending; r of them. */
    final double[] values;
    /** m x r, column by column. */
    final double[] vectors;
    /** m. */
    final int size;

    private Spectrum(double[] values, double[] vectors, int size) {
        this.values = values;
        this.vectors = vectors;
        this.size = size;
    }

    int rank() {
        return values.length;
    }

    /** Of rows x m returns. */
    static Spectrum of(double[] x, int rows, int m, double divisor) {
        if (2 * rows <= m) {
            double[] gram = new double[rows * rows];
            Kernels.syrkTransposed(rows, m, 1 / divisor, x, 0, rows, 0, gram, 0, rows);
            Spectrum small = ofMatrix(gram, rows, m);
            if (small.rank() > 0 && small.values[small.rank() - 1] > 1e-7 * small.values[0]) {
                return small.transposed(x, rows, m);
            }
        }
        double[] s = new double[m * m];
        Kernels.syrk(m, rows, 1 / divisor, x, 0, rows, 0, s, 0, Math.max(1, m));
        return ofMatrix(s, m, rows);
    }

    /** Of a semidefinite matrix, which is overwritten; {@code inner} is the length of the sums it is made of. */
    static Spectrum ofMatrix(double[] s, int m, int inner) {
        double[] ascending = new double[m];
        if (m > 0 && !SymmetricEigen.decompose(m, s, 0, m, ascending, 0)) {
            throw new IllegalArgumentException(
                    "returns must have a finite covariance, but a sum of products overflows");
        }
        double rounding = m == 0 ? 0 : Math.max(m, inner) * 0x1p-50 * ascending[m - 1];
        int rank = 0;
        while (rank < m && ascending[m - 1 - rank] > rounding) {
            rank++;
        }
        double[] values = new double[rank];
        double[] vectors = new double[m * rank];
        for (int k = 0; k < rank; k++) {
            values[k] = ascending[m - 1 - k];
            System.arraycopy(s, (m - 1 - k) * m, vectors, k * m, m);
        }
        return new Spectrum(values, vectors, m);
    }

    private Spectrum transposed(double[] x, int rows, int m) {
        double[] v = new double[m * rank()];
        for (int k = 0; k < rank(); k++) {
            Kernels.gemvTransposed(rows, m, 1, x, 0, rows, vectors, k * rows, 0, v, k * m);
            Kernels.scale(m, 1 / Kernels.norm2(m, v, k * m), v, k * m);
        }
        return new Spectrum(values, v, m);
    }

    /** sum over k of values_k v_k v_k' + rest (I - sum of v_k v_k'), for other eigenvalues, not negative. */
    double[] rebuilt(double[] eigenvalues, double rest) {
        double[] c = new double[size * size];
        for (int i = 0; i < size; i++) {
            c[i * size + i] = rest;
        }
        double[] scaled = new double[vectors.length];
        for (int sign = 1; sign >= -1; sign -= 2) {
            int count = 0;
            for (int k = 0; k < rank(); k++) {
                double excess = sign * (eigenvalues[k] - rest);
                if (excess > 0) {
                    System.arraycopy(vectors, k * size, scaled, count * size, size);
                    Kernels.scale(size, Math.sqrt(excess), scaled, count * size);
                    count++;
                }
            }
            if (count > 0) {
                Kernels.syrkTransposed(size, count, sign, scaled, 0, size, 1, c, 0, size);
            }
        }
        return c;
    }

    /**
     * The factor model of the first components: exposures v_k row by row times {@code scale}, factor variances
     * {@code variances} times unit^2, over the whole universe.
     */
    FactorCovariance factors(Movers movers, double[] variances, double[] scale, double[] specific) {
        Universe universe = movers.universe();
        int k = variances.length;
        int columns = Math.max(1, k);
        double[] omega = new double[columns * columns];
        List<String> names = new ArrayList<>();
        for (int f = 0; f < columns; f++) {
            names.add("PC" + (f + 1));
            omega[f * columns + f] = f < k ? variances[f] * movers.unit * movers.unit : 0;
        }
        double[][] exposures = new double[universe.size()][columns];
        double[] own = new double[universe.size()];
        double[] sign = signs(k);
        for (int i = 0; i < size; i++) {
            for (int f = 0; f < k; f++) {
                exposures[movers.asset(i)][f] = sign[f] * vectors[f * size + i] * scale[i];
            }
            own[movers.asset(i)] = specific[i] * movers.unit * movers.unit;
        }
        return FactorCovariance.of(
                universe, movers.dated(CovarianceMatrix.of(Universe.of(names), omega)), exposures, own);
    }

    /** So that the exposures of each component sum to something positive; the sign of a vector is arbitrary. */
    private double[] signs(int k) {
        double[] sign = new double[k];
        for (int f = 0; f < k; f++) {
            sign[f] = Kernels.sum(size, vectors, f * size) < 0 ? -1 : 1;
        }
        return sign;
    }
}
