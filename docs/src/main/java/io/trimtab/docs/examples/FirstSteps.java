package io.trimtab.docs.examples;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.variance;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.optimizer.Optimal;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.LedoitWolf;
import java.nio.file.Path;

/** The program of the guide's first steps: a portfolio from a file of prices, with its reasons. */
public final class FirstSteps {
    private FirstSteps() {}

    /**
     * Prints a portfolio and its reasons.
     *
     * @param args the file of prices
     */
    public static void main(String[] args) {
        ReturnPanel returns = PriceHistory.readCsv(Path.of(args[0])).returns();
        CovarianceMatrix risk = LedoitWolf.constantCorrelation().estimate(returns);

        PortfolioSolution solution = PortfolioProblem.over(returns.universe())
                .minimize(variance(risk))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.25))
                .solve();

        System.out.println(solution.message());
        if (solution instanceof Optimal best) {
            best.explanations().forEach(System.out::println);
            best.shadowPrices().forEach((constraint, price) -> System.out.println(constraint + ": " + price));
        }
    }
}
