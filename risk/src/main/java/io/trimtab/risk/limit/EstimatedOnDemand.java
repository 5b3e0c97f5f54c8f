package io.trimtab.risk.limit;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.CovarianceEstimator;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.RiskModel;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A covariance estimated when a limit first asks, so that an estimator that fails does so where failures deny. */
final class EstimatedOnDemand implements RiskModel {
    private final CovarianceEstimator estimator;
    private final ReturnPanel returns;
    private @Nullable CovarianceMatrix estimate;

    EstimatedOnDemand(CovarianceEstimator estimator, ReturnPanel returns) {
        this.estimator = estimator;
        this.returns = returns;
    }

    private synchronized CovarianceMatrix estimate() {
        CovarianceMatrix known = estimate;
        if (known == null) {
            known = estimator.estimate(returns);
            returns.universe().requireSame(known.universe(), "estimated covariance");
            estimate = known;
        }
        return known;
    }

    @Override
    public Universe universe() {
        return returns.universe();
    }

    @Override
    public Optional<LocalDate> asOf() {
        return estimate().asOf();
    }

    @Override
    public double variance(int index) {
        return estimate().variance(index);
    }

    @Override
    public void multiplyInto(double[] x, double[] out) {
        estimate().multiplyInto(x, out);
    }

    @Override
    public void columnInto(int index, double[] out, int offset) {
        estimate().columnInto(index, out, offset);
    }

    @Override
    public void blockInto(int[] assets, int count, double[] out) {
        estimate().blockInto(assets, count, out);
    }

    @Override
    public double indefiniteness() {
        return estimate().indefiniteness();
    }
}
