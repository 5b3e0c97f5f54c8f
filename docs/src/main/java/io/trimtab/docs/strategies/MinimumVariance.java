package io.trimtab.docs.strategies;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.variance;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.risk.model.LedoitWolf;
import java.util.SortedMap;

/**
 * Holds the portfolio of the lowest variance that shrunk covariances promise, none of it above a cap.
 *
 * <p>Clarke, de Silva and Thorley, Minimum-Variance Portfolios in the U.S. Equity Market, Journal of Portfolio Management
 * 33 (2006).
 *
 * @param days the daily returns that measure covariance
 * @param cap the largest weight of one asset
 */
record MinimumVariance(int days, double cap) implements CandidateStrategy {
    @Override
    public String id() {
        return "minimum-variance-" + days + "d";
    }

    @Override
    public String family() {
        return "low risk";
    }

    @Override
    public StrategyType type() {
        return StrategyType.DEFENSIVE;
    }

    @Override
    public StrategyContext context() {
        return Rules.made(Regime.CRISIS, RiskProfile.CONSERVATIVE);
    }

    @Override
    public SortedMap<String, String> parameters() {
        return Rules.parameters("days", days, "cap", cap);
    }

    @Override
    public int minimumRows() {
        return days + 1;
    }

    @Override
    public Weights targetAt(PriceHistory known) {
        ReturnPanel returns = known.lastRows(days + 1).returns();
        return PortfolioProblem.over(known.universe())
                .minimize(variance(LedoitWolf.constantCorrelation().estimate(returns)))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(cap))
                .solve()
                .optimalOrThrow()
                .weights();
    }
}
