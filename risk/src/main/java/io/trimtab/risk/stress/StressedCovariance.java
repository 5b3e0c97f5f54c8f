package io.trimtab.risk.stress;

import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.CovarianceRepair;
import io.trimtab.risk.model.RepairedCovariance;
import io.trimtab.risk.model.RiskModel;
import org.jspecify.annotations.Nullable;

/** A covariance whose correlations are moved towards others, repaired where the mixture is none. */
final class StressedCovariance {
    private StressedCovariance() {}

    /** Volatilities stay; an asset without volatility stays without. */
    static RepairedCovariance towards(RiskModel model, double share, @Nullable CovarianceMatrix correlations) {
        Universe universe = model.universe();
        int n = universe.size();
        double[] mixed = new double[n * n];
        double[] sigma = new double[n];
        for (int j = 0; j < n; j++) {
            model.columnInto(j, mixed, j * n);
            sigma[j] = Math.sqrt(model.variance(j));
        }
        double[] target = new double[n];
        for (int j = 0; j < n; j++) {
            if (correlations != null) {
                correlations.columnInto(j, target, 0);
            }
            for (int i = 0; i < n; i++) {
                if (i != j) {
                    double wanted = (correlations == null ? 1 : target[i]) * sigma[i] * sigma[j];
                    mixed[j * n + i] = (1 - share) * mixed[j * n + i] + share * wanted;
                }
            }
        }
        return CovarianceRepair.nearest().repair(universe, mixed);
    }
}
