package io.trimtab.risk.limit;

import io.trimtab.core.market.Weights;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import java.util.List;

/** A gauge with a value for each asset, in the order of the universe, which that asset alone makes what it is. */
abstract class PerAsset implements Gauge {
    @Override
    public String scope(PortfolioView view, int k) {
        return view.universe().id(k);
    }

    @Override
    public final List<Contribution> drivers(PortfolioView view, Weights weights, int k) {
        return List.of(new Contribution(scope(view, k), measure(view, weights)[k], 1));
    }
}
