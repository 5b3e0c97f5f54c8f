package io.trimtab.docs.examples;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.measure.HistoricalSimulation;
import io.trimtab.risk.measure.TailRisk;

/** Risk that says what it is: the shortfall of a portfolio, and what it is made of. */
public final class RiskWithItsConventions {
    private RiskWithItsConventions() {}

    /**
     * Splits the expected shortfall of a portfolio among its positions.
     *
     * @param returns daily returns
     * @param weights the portfolio
     * @return the contributions; they sum to the shortfall, a positive loss
     */
    public static EulerContributions shortfall(ReturnPanel returns, Weights weights) {
        TailRisk tail = HistoricalSimulation.at(Confidence.of(0.975)).measure(returns, weights);
        return tail.contributions(returns, weights);
    }
}
