package io.trimtab.docs.examples;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.variance;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.LedoitWolf;
import java.nio.file.Path;

/** From a file of prices to the portfolio of least variance. */
public final class FirstPortfolio {
    private FirstPortfolio() {}

    /**
     * Finds the portfolio.
     *
     * @param prices a CSV file: dates in the first column, one asset in each other column
     * @return the weights
     */
    public static Weights find(Path prices) {
        ReturnPanel returns = PriceHistory.readCsv(prices).returns();
        CovarianceMatrix risk = LedoitWolf.constantCorrelation().estimate(returns);

        PortfolioSolution solution = PortfolioProblem.over(returns.universe())
                .minimize(variance(risk))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.10))
                .solve();

        return solution.optimalOrThrow().weights();
    }

    /**
     * Prints the portfolio of a file.
     *
     * @param args the file
     */
    public static void main(String[] args) {
        System.out.println(find(Path.of(args[0])));
    }
}
