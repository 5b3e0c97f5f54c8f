package io.trimtab.risk.limit;

import io.trimtab.core.market.Weights;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import java.util.List;

/** How a limit measures a portfolio: one value for each scope, such as each asset. */
interface Gauge {
    /** When an order may go out although the limit is exceeded after it. */
    enum Relief {
        /** The limit was exceeded before and the measure does not rise. */
        NOT_RISING,
        /** The order only reduces positions: for measures that an order cannot cure, or that count the order itself. */
        REDUCTION_ONLY
    }

    /** One value a scope; whatever is not finite or thrown denies. */
    double[] measure(PortfolioView view, Weights weights);

    /** What the k-th value is about: "portfolio", an asset or a group. */
    default String scope(PortfolioView view, int k) {
        return "portfolio";
    }

    default Relief relief() {
        return Relief.NOT_RISING;
    }

    /** How a gate follows it from order to order. */
    Meter meter(MeterSite site);

    /** The positions that make the k-th value what it is, largest first. */
    List<Contribution> drivers(PortfolioView view, Weights weights, int k);

    /**
     * The largest fraction of an order, at most {@code upper}, whose k-th value is within the bound, or {@link
     * Bisection#NONE}. Exact for measures convex in the weights.
     */
    default double largestFraction(PortfolioView view, Weights target, int k, double bound, double upper) {
        return Bisection.largest(upper, bound, f -> measure(view, Trades.part(view.current(), target, f))[k]);
    }
}
