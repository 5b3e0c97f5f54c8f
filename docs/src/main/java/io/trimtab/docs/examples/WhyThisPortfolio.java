package io.trimtab.docs.examples;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.variance;

import io.trimtab.optimizer.Infeasible;
import io.trimtab.optimizer.Optimal;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.List;

/** Asks a solution for its reasons: what each constraint costs, why an asset has its weight, what contradicts what. */
public final class WhyThisPortfolio {
    private WhyThisPortfolio() {}

    /**
     * Explains a portfolio of currencies.
     *
     * @param risk a covariance of currencies, of which USD and HKD are two
     * @param cap the largest weight of one currency
     * @return lines for a person
     */
    public static List<String> explain(RiskModel risk, double cap) {
        PortfolioSolution solution = PortfolioProblem.over(risk.universe())
                .minimize(variance(risk))
                .subjectTo(
                        fullyInvested(),
                        longOnly(),
                        maxWeight(cap),
                        group("dollar", "USD", "HKD").atMost(0.15))
                .solve();

        List<String> lines = new ArrayList<>();
        if (solution instanceof Optimal best) {
            best.shadowPrices().forEach((constraint, price) -> lines.add(constraint + " costs " + price));
            lines.add(best.explain("USD").text());
            lines.add("proved to " + best.proof().scaledKktResidual());
        } else if (solution instanceof Infeasible none) {
            lines.add("these cannot hold together: " + none.conflict());
            none.relaxations().forEach(relaxation -> lines.add("possible with " + relaxation));
        }
        return lines;
    }
}
