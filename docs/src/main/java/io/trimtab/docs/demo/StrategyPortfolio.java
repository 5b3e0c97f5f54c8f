package io.trimtab.docs.demo;

import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.core.cycle.port.AllocationRequest;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.optimizer.Constraint;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.LedoitWolf;
import java.util.ArrayList;
import java.util.List;

/**
 * The portfolio problem of a cycle: come as close to what the selected strategies want as the constraints allow.
 *
 * <p>The strategies say which weights t they want; nobody here claims to know expected returns. They are taken to be
 * those for which t would be the best portfolio if nothing constrained it, mu = gamma S t (Sharpe, Imputing Expected
 * Security Returns from Portfolio Composition, Journal of Financial and Quantitative Analysis 9, 1974). Maximising
 * mu'w - gamma/2 w'Sw under the constraints then finds the w whose distance from t, measured in risk, is least.
 */
final class StrategyPortfolio {
    private final StrategyBook strategies;

    StrategyPortfolio(StrategyBook strategies) {
        this.strategies = strategies;
    }

    PortfolioProblem problemOf(AllocationRequest request) {
        PriceHistory known = request.market().history();
        CovarianceMatrix risk = covariance(known);
        Weights wanted = strategies.blend(known, request.selection());
        return PortfolioProblem.over(known.universe())
                .maximize(utility(implied(risk, wanted), risk, DemoSettings.RISK_AVERSION))
                .subjectTo(constraints(known.universe()));
    }

    /** The covariance of a year's returns, estimated from the last two years. */
    static CovarianceMatrix covariance(PriceHistory known) {
        return LedoitWolf.constantCorrelation()
                .estimate(known.lastRows(DemoSettings.RISK_DAYS + 1).returns())
                .annualised(PeriodsPerYear.DAILY);
    }

    private static ExpectedReturns implied(CovarianceMatrix risk, Weights wanted) {
        double[] returns = new double[wanted.universe().size()];
        risk.multiplyInto(wanted.toArray(), returns);
        for (int j = 0; j < returns.length; j++) {
            returns[j] *= DemoSettings.RISK_AVERSION;
        }
        return ExpectedReturns.of(wanted.universe(), returns);
    }

    /** A currency without a valid price is not in the universe of the cycle, and so in no group. */
    private static List<Constraint> constraints(Universe universe) {
        List<Constraint> constraints = new ArrayList<>();
        constraints.add(budget().equalTo(DemoSettings.INVESTED).named("invested"));
        constraints.add(longOnly());
        constraints.add(maxWeight(DemoSettings.MAX_WEIGHT));
        for (CurrencyGroup group : CurrencyGroup.ALL) {
            List<String> members =
                    group.members().stream().filter(universe::contains).toList();
            if (!members.isEmpty()) {
                constraints.add(group(group.label(), members).atMost(group.limit()));
            }
        }
        return constraints;
    }
}
