package io.trimtab.risk.model;

import io.trimtab.core.market.Universe;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A structured covariance derived from others: scaled asset by asset, or the sum of several side by side. */
final class StackedLoadings extends Loadings {
    private static final long serialVersionUID = 1L;

    private StackedLoadings(
            Universe universe, int rank, double[] loadings, double[] residual, @Nullable LocalDate asOf) {
        super(universe, rank, loadings, residual, asOf);
    }

    /** The covariance of the returns, each times a factor of its own. */
    static StackedLoadings scaled(FactorStructure model, double[] factor) {
        int n = model.universe().size();
        int r = model.rank();
        double[] loadings = new double[n * r];
        double[] residual = new double[n];
        for (int i = 0; i < n; i++) {
            model.loadingsInto(i, loadings, i * r);
            for (int k = i * r; k < (i + 1) * r; k++) {
                loadings[k] *= factor[i];
            }
            residual[i] = model.residualVariance(i) * factor[i] * factor[i];
        }
        return new StackedLoadings(
                model.universe(), r, loadings, residual, model.asOf().orElse(null));
    }

    /** The weighted sum: the loadings of all side by side. */
    static StackedLoadings sum(List<FactorStructure> models, double[] weights) {
        Universe universe = models.get(0).universe();
        int n = universe.size();
        int rank = 0;
        for (FactorStructure model : models) {
            rank += model.rank();
        }
        double[] loadings = new double[n * rank];
        double[] residual = new double[n];
        int from = 0;
        for (int m = 0; m < weights.length; m++) {
            FactorStructure model = models.get(m);
            double root = Math.sqrt(weights[m]);
            for (int i = 0; i < n; i++) {
                int at = i * rank + from;
                model.loadingsInto(i, loadings, at);
                for (int k = at; k < at + model.rank(); k++) {
                    loadings[k] *= root;
                }
                residual[i] = Math.fma(weights[m], model.residualVariance(i), residual[i]);
            }
            from += model.rank();
        }
        return new StackedLoadings(
                universe, rank, loadings, residual, WeightedSum.latest(models).orElse(null));
    }

    @Override
    public String toString() {
        return "RiskModel[" + universe().size() + " assets, " + rank() + " squares, " + volatilities() + "]";
    }
}
