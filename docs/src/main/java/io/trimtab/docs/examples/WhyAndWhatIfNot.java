package io.trimtab.docs.examples;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.soft;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Fallbacks.minimumVariance;
import static io.trimtab.optimizer.Fallbacks.previousWeights;
import static io.trimtab.optimizer.Fallbacks.relaxing;
import static io.trimtab.optimizer.Objectives.variance;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.Fallback;
import io.trimtab.optimizer.Infeasible;
import io.trimtab.optimizer.KktProof;
import io.trimtab.optimizer.Optimal;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.risk.model.CovarianceMatrix;
import java.util.ArrayList;
import java.util.List;

/** The guide's questions to an outcome: why, how sure, and what if not. */
public final class WhyAndWhatIfNot {
    private static final Universe UNIVERSE = Universe.of("SAP", "ASML", "NOVN", "NESN");
    private static final CovarianceMatrix RISK = CovarianceMatrix.of(UNIVERSE, new double[][] {
        {0.0625, 0.0360, 0.0090, 0.0075},
        {0.0360, 0.0900, 0.0108, 0.0090},
        {0.0090, 0.0108, 0.0324, 0.0135},
        {0.0075, 0.0090, 0.0135, 0.0225}
    });
    private static final Weights CURRENT = Weights.of(UNIVERSE, 0.60, 0.30, 0.10, 0);

    private WhyAndWhatIfNot() {}

    private static PortfolioProblem book(double cap) {
        return PortfolioProblem.over(UNIVERSE)
                .minimize(variance(RISK))
                .subjectTo(
                        fullyInvested(),
                        longOnly(),
                        maxWeight(cap),
                        group("tech", "SAP", "ASML").atLeast(0.25));
    }

    /**
     * Why the optimum is what it is.
     *
     * @return lines for a person
     */
    public static List<String> why() {
        List<String> lines = new ArrayList<>();
        Optimal best = book(0.40).solve().optimalOrThrow();
        lines.add(best.message());
        lines.add(best.explain("NESN").text());
        lines.add("a higher cap: " + best.oneSidedPrices("max weight").raising());
        lines.add(best.riskContributions().toString());
        return lines;
    }

    /**
     * How sure it is.
     *
     * @return lines for a person
     */
    public static List<String> howSure() {
        List<String> lines = new ArrayList<>();
        KktProof proof = book(0.40).solve().optimalOrThrow().proof();
        lines.add("primal " + proof.scaledPrimal() + ", dual " + proof.scaledDual());
        lines.add("complementarity " + proof.scaledComplementarity() + ", gap " + proof.scaledGap());
        lines.add("rounding in these at most " + proof.scaledError() + ", " + proof.arithmetic());
        return lines;
    }

    /**
     * What contradicts what, and what is nearest.
     *
     * @return lines for a person
     */
    public static List<String> whatIfNot() {
        List<String> lines = new ArrayList<>();
        PortfolioSolution solution = book(0.20).solve();
        if (solution instanceof Infeasible none) {
            lines.add(none.message());
            lines.add("irreducible: " + none.conflict());
            none.relaxations().forEach(relaxation -> lines.add("alone: " + relaxation));
            none.nearest().ifPresent(nearest -> lines.add("nearest: " + nearest + ", " + nearest.weights()));
        }
        return lines;
    }

    /**
     * A way out that was agreed on before.
     *
     * @return lines for a person
     */
    public static List<String> wayOut() {
        List<String> lines = new ArrayList<>();
        PortfolioSolution solution = book(0.40)
                .subjectTo(turnover(CURRENT).atMost(0.20))
                .fallingBackTo(relaxing("turnover"), previousWeights(CURRENT), minimumVariance())
                .solve();
        if (solution instanceof Fallback fallback) {
            lines.add(fallback.message());
            lines.add(fallback.weights().toString());
        }
        return lines;
    }

    /**
     * A limit that may be exceeded at a price.
     *
     * @return lines for a person
     */
    public static List<String> atAPrice() {
        List<String> lines = new ArrayList<>();
        Optimal best = book(0.40)
                .subjectTo(soft(turnover(CURRENT).atMost(0.20), 0.005))
                .solve()
                .optimalOrThrow();
        best.softSlacks().values().forEach(slack -> lines.add(slack.toString()));
        lines.add("objective " + best.objectiveTerms());
        return lines;
    }
}
