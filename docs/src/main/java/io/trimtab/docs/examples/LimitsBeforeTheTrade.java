package io.trimtab.docs.examples;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.limit.LimitBook;
import io.trimtab.risk.limit.PortfolioView;
import io.trimtab.risk.limit.Verdict;
import java.util.List;

/** Asks whether an order may go out, and if not, how much of it may. */
public final class LimitsBeforeTheTrade {
    private LimitsBeforeTheTrade() {}

    /**
     * Judges an order.
     *
     * @param returns daily returns, the scenarios of value at risk
     * @param current what is held
     * @param asset what is to be bought or sold
     * @param change by how much its weight is to change
     * @return why not, and what would pass; empty if the order may go out
     */
    public static List<String> objections(ReturnPanel returns, Weights current, String asset, double change) {
        LimitBook limits = LimitBook.builder()
                .valueAtRisk(Confidence.of(0.95), 0.02)
                .grossExposure(1.5)
                .position(0.10)
                .build();
        PortfolioView portfolio = PortfolioView.of(current).withScenarios(returns);

        if (limits.check(portfolio, portfolio.after(asset, change)) instanceof Verdict.Denied denied) {
            return List.of(
                    String.join("; ", denied.reasons()), denied.smallestCut().text());
        }
        return List.of();
    }
}
