package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.risk.model.FactorStructure;

/**
 * The block of a covariance {@code CC' + diag(e)}, with C of r columns: a diagonal and a change of rank r.
 *
 * <p>With {@code D = e_F + shift_F} and {@code V = D^-1/2 C_F}, {@code M^-1 = D^-1/2 (I - V (I + V'V)^-1 V') D^-1/2}
 * (Woodbury), and I + V'V is as well conditioned as M is against its diagonal. Rows that are folded in are further
 * columns of C. O(k r^2) for k assets; where k is less than r, or D has zeros, the block is formed and factored.
 */
final class WoodburyBlock extends ShiftedBlock {
    private final FactorStructure risk;
    private final DenseBlock dense;
    private final double[] loadings;
    private boolean formed;
    private int order;
    private int rank;
    /** V, order x rank, column by column. */
    private double[] v = new double[0];
    /** D^-1/2. */
    private double[] root = new double[0];

    private double[] core = new double[0];
    private double[] small = new double[0];

    WoodburyBlock(FactorStructure risk) {
        this.risk = risk;
        this.dense = new DenseBlock(risk);
        this.loadings = new double[risk.rank()];
    }

    @Override
    boolean factor(int[] assets, int count, double[] shift) {
        order = count;
        rank = risk.rank() + rowCount;
        formed = count <= rank || !diagonal(assets, count, shift);
        if (formed) {
            dense.rows = rows;
            dense.rowCount = rowCount;
            dense.rho = rho;
            return dense.factor(assets, count, shift);
        }
        scale(assets, count);
        if (core.length < rank * rank) {
            core = new double[rank * rank];
            small = new double[rank];
        }
        Kernels.syrk(rank, count, 1, v, 0, count, 0, core, 0, Math.max(1, rank));
        for (int r = 0; r < rank; r++) {
            core[r * rank + r] += 1;
        }
        return rank == 0 || Cholesky.factor(rank, core, 0, rank) == rank;
    }

    /** Takes D; false if it is not positive everywhere. */
    private boolean diagonal(int[] assets, int count, double[] shift) {
        if (root.length < count) {
            root = new double[count];
        }
        for (int k = 0; k < count; k++) {
            double d = risk.residualVariance(assets[k]) + shift[assets[k]];
            if (!(d > 1e-10 * risk.variance(assets[k]))) {
                return false;
            }
            root[k] = 1 / Math.sqrt(d);
        }
        return true;
    }

    private void scale(int[] assets, int count) {
        if (v.length < count * rank) {
            v = new double[count * rank];
        }
        int own = risk.rank();
        for (int k = 0; k < count; k++) {
            risk.loadingsInto(assets[k], loadings, 0);
            for (int r = 0; r < own; r++) {
                v[r * count + k] = root[k] * loadings[r];
            }
        }
        double weight = Math.sqrt(rho);
        for (int i = 0; i < rowCount; i++) {
            for (int k = 0; k < count; k++) {
                v[(own + i) * count + k] = weight * root[k] * rows[i * count + k];
            }
        }
    }

    @Override
    boolean dependent(int k) {
        return formed && dense.dependent(k);
    }

    @Override
    void solve(int columns, double[] b) {
        if (formed) {
            dense.solve(columns, b);
            return;
        }
        for (int c = 0; c < columns; c++) {
            int at = c * order;
            for (int k = 0; k < order; k++) {
                b[at + k] *= root[k];
            }
            if (rank > 0) {
                Kernels.gemvTransposed(order, rank, 1, v, 0, order, b, at, 0, small, 0);
                Cholesky.solve(rank, core, 0, rank, small, 0);
                Kernels.gemv(order, rank, -1, v, 0, order, small, 0, 1, b, at);
            }
            for (int k = 0; k < order; k++) {
                b[at + k] *= root[k];
            }
        }
    }
}
