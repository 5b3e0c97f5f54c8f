package io.trimtab.docs.examples;

import static io.trimtab.optimizer.Constraints.beta;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.largest;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.marketNeutral;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Constraints.trackingError;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Constraints.volatility;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.l2;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.sharpeRatio;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;

/** The same assets, other aims: each method is one task. */
public final class ChooseAnObjective {
    private ChooseAnObjective() {}

    /**
     * The most return for a volatility that must not be exceeded.
     *
     * @param mu expected returns
     * @param risk a covariance of the same period
     * @param most the largest volatility
     * @return the outcome; infeasible below the least attainable volatility, which the message says
     */
    public static PortfolioSolution targetRisk(ExpectedReturns mu, RiskModel risk, double most) {
        return PortfolioProblem.over(risk.universe())
                .maximize(expectedReturns(mu))
                .subjectTo(fullyInvested(), longOnly(), volatility(risk).atMost(most))
                .solve();
    }

    /**
     * The highest Sharpe ratio after costs, spread over more assets by a penalty, no more than half in any five.
     *
     * @param mu expected returns
     * @param risk a covariance of the same period
     * @param current the weights held
     * @return the outcome; infeasible where no portfolio beats the risk-free rate
     */
    public static PortfolioSolution maximumSharpe(ExpectedReturns mu, RiskModel risk, Weights current) {
        return PortfolioProblem.over(risk.universe())
                .maximize(sharpeRatio(mu, 0.02, risk), linearCosts(0.0010, current), l2(risk.universe(), 0.01))
                .subjectTo(fullyInvested(), longOnly(), largest(5).atMost(0.50))
                .solve();
    }

    /**
     * The most return near a benchmark.
     *
     * @param mu expected returns
     * @param risk a covariance of the same period
     * @param benchmark what is tracked
     * @return the outcome
     */
    public static PortfolioSolution enhancedIndex(ExpectedReturns mu, RiskModel risk, Weights benchmark) {
        return PortfolioProblem.over(risk.universe())
                .maximize(expectedReturns(mu))
                .subjectTo(
                        fullyInvested(),
                        longOnly(),
                        trackingError(risk, benchmark).atMost(0.02))
                .solve();
    }

    /**
     * A book that is paid by its short side and does not move with the market.
     *
     * @param mu expected returns
     * @param risk a covariance of the same period
     * @param market the weights of the market
     * @return the outcome
     */
    public static PortfolioSolution marketNeutralBook(ExpectedReturns mu, RiskModel risk, Weights market) {
        return PortfolioProblem.over(risk.universe())
                .maximize(utility(mu, risk, 5))
                .subjectTo(marketNeutral(), beta(risk, market).equalTo(0), minWeight(-0.10), maxWeight(0.10))
                .solve();
    }

    /**
     * Today's problem from yesterday's: new forecasts, costs and a turnover limit in place of what has their name.
     *
     * @param yesterday a problem with an objective
     * @param mu today's expected returns
     * @param current the weights held
     * @return today's problem
     */
    public static PortfolioProblem today(PortfolioProblem yesterday, ExpectedReturns mu, Weights current) {
        return yesterday.with(
                expectedReturns(mu),
                linearCosts(0.0010, current),
                turnover(current).atMost(0.20));
    }
}
