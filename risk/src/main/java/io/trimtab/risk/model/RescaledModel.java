package io.trimtab.risk.model;

import io.trimtab.core.market.Universe;
import java.time.LocalDate;
import java.util.Optional;

/** {@code diag(a) S diag(a)} of any covariance S, calculated as it is asked for; a correlation if a_i^2 S_ii = 1. */
final class RescaledModel implements RiskModel {
    private final RiskModel model;
    private final double[] factor;

    /** Takes the factors over. */
    RescaledModel(RiskModel model, double[] factor) {
        this.model = model;
        this.factor = factor;
    }

    @Override
    public Universe universe() {
        return model.universe();
    }

    @Override
    public Optional<LocalDate> asOf() {
        return model.asOf();
    }

    @Override
    public double variance(int index) {
        return factor[index] * model.variance(index) * factor[index];
    }

    @Override
    public void multiplyInto(double[] x, double[] out) {
        double[] scaled = new double[factor.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = x[i] * factor[i];
        }
        model.multiplyInto(scaled, out);
        for (int i = 0; i < scaled.length; i++) {
            out[i] *= factor[i];
        }
    }

    @Override
    public void columnInto(int index, double[] out, int offset) {
        model.columnInto(index, out, offset);
        for (int i = 0; i < factor.length; i++) {
            out[offset + i] *= factor[index] * factor[i];
        }
        out[offset + index] = variance(index);
    }

    @Override
    public void blockInto(int[] assets, int count, double[] out) {
        model.blockInto(assets, count, out);
        for (int b = 0; b < count; b++) {
            for (int a = 0; a < count; a++) {
                out[b * count + a] *= factor[assets[b]] * factor[assets[a]];
            }
            out[b * count + b] = variance(assets[b]);
        }
    }

    /** The bound is relative to the variances, so scaling does not change it. */
    @Override
    public double indefiniteness() {
        return model.indefiniteness();
    }

    @Override
    public String toString() {
        return "Rescaled[" + model + "]";
    }
}
