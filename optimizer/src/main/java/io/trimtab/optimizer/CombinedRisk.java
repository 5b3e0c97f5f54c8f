package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.RiskModel;
import java.util.List;

/** A covariance plus others, each times a positive factor, plus a diagonal; without any of them zero. */
final class CombinedRisk implements RiskModel {
    private final Universe universe;
    private final List<RiskModel> models;
    private final double[] factors;
    private final double[] diagonal;

    CombinedRisk(Universe universe, List<RiskModel> models, double[] factors, double[] diagonal) {
        this.universe = universe;
        this.models = List.copyOf(models);
        this.factors = factors.clone();
        this.diagonal = diagonal.clone();
    }

    @Override
    public Universe universe() {
        return universe;
    }

    @Override
    public double variance(int index) {
        double sum = diagonal[index];
        for (int k = 0; k < factors.length; k++) {
            sum += factors[k] * models.get(k).variance(index);
        }
        return sum;
    }

    @Override
    public void multiplyInto(double[] x, double[] out) {
        double[] part = new double[out.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = diagonal[j] * x[j];
        }
        for (int k = 0; k < factors.length; k++) {
            models.get(k).multiplyInto(x, part);
            for (int j = 0; j < out.length; j++) {
                out[j] = Math.fma(factors[k], part[j], out[j]);
            }
        }
    }

    @Override
    public void columnInto(int index, double[] out, int offset) {
        int n = universe.size();
        double[] part = new double[n];
        for (int j = 0; j < n; j++) {
            out[offset + j] = 0;
        }
        for (int k = 0; k < factors.length; k++) {
            models.get(k).columnInto(index, part, 0);
            for (int j = 0; j < n; j++) {
                out[offset + j] = Math.fma(factors[k], part[j], out[offset + j]);
            }
        }
        out[offset + index] += diagonal[index];
    }

    @Override
    public void blockInto(int[] assets, int count, double[] out) {
        double[] part = new double[count * count];
        for (int e = 0; e < part.length; e++) {
            out[e] = 0;
        }
        for (int k = 0; k < factors.length; k++) {
            models.get(k).blockInto(assets, count, part);
            for (int e = 0; e < part.length; e++) {
                out[e] = Math.fma(factors[k], part[e], out[e]);
            }
        }
        for (int a = 0; a < count; a++) {
            out[a * count + a] += diagonal[assets[a]];
        }
    }

    @Override
    public double indefiniteness() {
        double largest = 0;
        for (int k = 0; k < factors.length; k++) {
            largest = Math.max(largest, models.get(k).indefiniteness());
        }
        return largest;
    }
}
