package io.trimtab.docs.examples;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.largestAbsolute;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.soft;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Constraints.volatility;
import static io.trimtab.optimizer.Objectives.borrowCost;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.impactCosts;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.sharpeRatio;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;

/** What trading costs, and what may be traded. */
public final class RebalanceWithCosts {
    private RebalanceWithCosts() {}

    /**
     * Ten basis points of what is traded, and no more than a fifth of the portfolio: what is not worth its cost stays.
     *
     * @param mu expected returns
     * @param risk a covariance of the same period
     * @param current the weights held
     * @return the outcome
     */
    public static PortfolioSolution spreadAndTurnover(ExpectedReturns mu, RiskModel risk, Weights current) {
        return PortfolioProblem.over(risk.universe())
                .maximize(utility(mu, risk, 3), linearCosts(0.0010, current))
                .subjectTo(fullyInvested(), longOnly(), turnover(current).atMost(0.20))
                .solve();
    }

    /**
     * The square-root law of impact beside the spread, under a volatility that must not be exceeded.
     *
     * @param mu expected returns
     * @param risk a covariance of the same period
     * @param impact the cost of each asset for a trade of the whole portfolio
     * @param current the weights held
     * @return the outcome
     */
    public static PortfolioSolution impact(ExpectedReturns mu, RiskModel risk, Weights impact, Weights current) {
        return PortfolioProblem.over(risk.universe())
                .maximize(expectedReturns(mu), linearCosts(0.0005, current), impactCosts(impact, current))
                .subjectTo(fullyInvested(), longOnly(), volatility(risk).atMost(0.15))
                .solve();
    }

    /**
     * The highest Sharpe ratio of a book with shorts, after costs and what borrowing costs; turnover has a price, no limit.
     *
     * @param mu excess returns
     * @param risk a covariance of the same period
     * @param current the weights held
     * @return the outcome
     */
    public static PortfolioSolution ratioAfterCosts(ExpectedReturns mu, RiskModel risk, Weights current) {
        return PortfolioProblem.over(risk.universe())
                .maximize(sharpeRatio(mu, 0, risk), linearCosts(0.0010, current), borrowCost(risk.universe(), 0.01))
                .subjectTo(
                        fullyInvested(),
                        largestAbsolute(3).atMost(1.50),
                        soft(turnover(current).atMost(0.20), 0.005))
                .solve();
    }
}
