package io.trimtab.risk.model;

import io.trimtab.core.market.Universe;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code sum of a_k S_k} of covariances of different kinds, calculated as it is asked for. */
final class WeightedSum implements RiskModel {
    private final List<RiskModel> models;
    private final double[] weights;

    WeightedSum(List<RiskModel> models, double[] weights) {
        this.models = models;
        this.weights = weights;
    }

    @Override
    public Universe universe() {
        return models.get(0).universe();
    }

    @Override
    public Optional<LocalDate> asOf() {
        return latest(models);
    }

    /** The latest date of any; empty if one has none. */
    static Optional<LocalDate> latest(List<? extends RiskModel> models) {
        Optional<LocalDate> last = models.get(0).asOf();
        for (RiskModel model : models) {
            Optional<LocalDate> own = model.asOf();
            if (own.isEmpty()) {
                return own;
            }
            last = own.get().isAfter(last.orElse(LocalDate.MIN)) ? own : last;
        }
        return last;
    }

    @Override
    public double variance(int index) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * models.get(k).variance(index);
        }
        return sum;
    }

    @Override
    public void multiplyInto(double[] x, double[] out) {
        double[] part = new double[x.length];
        Arrays.fill(out, 0, x.length, 0);
        for (int k = 0; k < weights.length; k++) {
            models.get(k).multiplyInto(x, part);
            add(weights[k], part, x.length, out, 0);
        }
    }

    @Override
    public void columnInto(int index, double[] out, int offset) {
        int n = universe().size();
        double[] part = new double[n];
        Arrays.fill(out, offset, offset + n, 0);
        for (int k = 0; k < weights.length; k++) {
            models.get(k).columnInto(index, part, 0);
            add(weights[k], part, n, out, offset);
        }
    }

    @Override
    public void blockInto(int[] assets, int count, double[] out) {
        double[] part = new double[count * count];
        Arrays.fill(out, 0, part.length, 0);
        for (int k = 0; k < weights.length; k++) {
            models.get(k).blockInto(assets, count, part);
            add(weights[k], part, part.length, out, 0);
        }
    }

    private static void add(double weight, double[] part, int count, double[] out, int offset) {
        for (int i = 0; i < count; i++) {
            out[offset + i] += weight * part[i];
        }
    }

    /** What each lacks is relative to its own variances, which the sum's exceed. */
    @Override
    public double indefiniteness() {
        double largest = 0;
        for (int k = 0; k < weights.length; k++) {
            largest = weights[k] > 0 ? Math.max(largest, models.get(k).indefiniteness()) : largest;
        }
        return largest;
    }

    @Override
    public String toString() {
        return "WeightedSum" + models + " x " + Arrays.toString(weights);
    }
}
