package io.trimtab.risk.model;

import io.trimtab.core.market.Universe;

/** {@code D^-1/2 S D^-1/2} of any covariance S with the diagonal D, calculated as it is asked for. */
final class CorrelationView implements RiskModel {
    private final RiskModel model;
    private final double[] inverse;

    /** Takes over one over each volatility. */
    CorrelationView(RiskModel model, double[] inverse) {
        this.model = model;
        this.inverse = inverse;
    }

    @Override
    public Universe universe() {
        return model.universe();
    }

    @Override
    public double variance(int index) {
        return 1;
    }

    @Override
    public void multiplyInto(double[] x, double[] out) {
        double[] scaled = new double[inverse.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = x[i] * inverse[i];
        }
        model.multiplyInto(scaled, out);
        for (int i = 0; i < scaled.length; i++) {
            out[i] *= inverse[i];
        }
    }

    @Override
    public void columnInto(int index, double[] out, int offset) {
        model.columnInto(index, out, offset);
        for (int i = 0; i < inverse.length; i++) {
            out[offset + i] *= inverse[index] * inverse[i];
        }
        out[offset + index] = 1;
    }

    @Override
    public void blockInto(int[] assets, int count, double[] out) {
        model.blockInto(assets, count, out);
        for (int b = 0; b < count; b++) {
            for (int a = 0; a < count; a++) {
                out[b * count + a] *= inverse[assets[b]] * inverse[assets[a]];
            }
            out[b * count + b] = 1;
        }
    }

    /** The bound is relative to the variances, so scaling does not change it. */
    @Override
    public double indefiniteness() {
        return model.indefiniteness();
    }

    @Override
    public String toString() {
        return "Correlation[" + model + "]";
    }
}
