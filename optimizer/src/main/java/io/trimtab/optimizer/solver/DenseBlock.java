package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.risk.model.RiskModel;

/** The block of a covariance known by its elements, factored by Cholesky. */
final class DenseBlock extends ShiftedBlock {
    private final RiskModel risk;
    private double[] l = new double[0];
    private int order;
    private int rank;

    DenseBlock(RiskModel risk) {
        this.risk = risk;
    }

    @Override
    boolean factor(int[] assets, int count, double[] shift) {
        order = count;
        if (l.length < count * count) {
            l = new double[count * count];
        }
        risk.blockInto(assets, count, l);
        for (int k = 0; k < count; k++) {
            l[k * count + k] += shift[assets[k]];
        }
        for (int i = 0; i < rowCount; i++) {
            for (int k = 0; k < count; k++) {
                double f = rho * rows[i * count + k];
                if (f != 0) {
                    Kernels.axpy(count, f, rows, i * count, l, k * count);
                }
            }
        }
        rank = count == 0 ? 0 : Cholesky.factor(count, l, 0, count);
        return rank == count;
    }

    @Override
    boolean dependent(int k) {
        return rank >= 0 && l[k * order + k] == 0;
    }

    @Override
    void solve(int columns, double[] b) {
        if (order > 0 && columns > 0) {
            Cholesky.solve(order, columns, l, 0, order, b, 0, order);
        }
    }
}
