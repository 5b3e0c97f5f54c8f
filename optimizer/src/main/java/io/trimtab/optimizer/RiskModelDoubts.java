package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.RiskModel;

/** Looks, after a failure, for what no covariance can have; our own risk models never have it. O(n^2). */
final class RiskModelDoubts {
    /** Covariances may exceed the product of the volatilities by this part of it: rounding. */
    private static final double ROUNDING = 1e-8;

    private RiskModelDoubts() {}

    /** The failure, or a better one that names what is wrong with the risk model. */
    static PortfolioSolution explain(PortfolioSolution failure, RiskModel risk) {
        Universe universe = risk.universe();
        int n = universe.size();
        for (int j = 0; j < n; j++) {
            double variance = risk.variance(j);
            if (!(variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
                return new Failed(
                        "the risk model says that the variance of " + universe.id(j) + " is " + Numbers.text(variance)
                                + ": it must be finite and not negative; estimate it from complete returns");
            }
        }
        double[] column = new double[n];
        for (int j = 0; j < n; j++) {
            risk.columnInto(j, column, 0);
            for (int i = 0; i < n; i++) {
                double most = Math.sqrt(risk.variance(i)) * Math.sqrt(risk.variance(j));
                if (!(Math.abs(column[i]) <= most * (1 + ROUNDING) + Double.MIN_NORMAL)) {
                    return new Failed("the risk model says that the covariance of " + universe.id(i) + " and "
                            + universe.id(j) + " is " + Numbers.text(column[i])
                            + ", but their volatilities allow at most "
                            + Numbers.text(most)
                            + ": repair it, or estimate it from complete returns");
                }
            }
        }
        return failure;
    }
}
