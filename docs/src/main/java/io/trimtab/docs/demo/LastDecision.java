package io.trimtab.docs.demo;

import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.ConstraintCost;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.WeightReason;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.strategy.Rejection;
import io.trimtab.core.strategy.ScoreCard;
import io.trimtab.core.strategy.SelectedStrategy;
import io.trimtab.core.strategy.Selection;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.attribution.VolatilityAttribution;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The last cycle of a run in the terms of its readers: strategies, weights, constraints, limits. */
final class LastDecision {
    private final CycleReport report;
    private final LocalDate day;
    private final EulerContributions risk;
    private final Weights target;

    private LastDecision(CycleReport report, LocalDate day, EulerContributions risk, Weights target) {
        this.report = report;
        this.day = day;
        this.risk = risk;
        this.target = target;
    }

    static LastDecision of(DemoRun run) {
        CycleReport report = run.lastCycle();
        LocalDate day = run.decisionDays().get(run.decisionDays().size() - 1);
        PriceHistory known = run.prices().upTo(day);
        double[] weights = new double[known.columns()];
        for (int j = 0; j < weights.length; j++) {
            weights[j] = report.weightsTarget().getOrDefault(known.universe().id(j), 0.0);
        }
        Weights target = Weights.of(known.universe(), weights);
        return new LastDecision(
                report, day, VolatilityAttribution.of(StrategyPortfolio.covariance(known), target), target);
    }

    CycleReport report() {
        return report;
    }

    LocalDate day() {
        return day;
    }

    /** What a year's volatility is made of. */
    EulerContributions risk() {
        return risk;
    }

    List<SelectedStrategy> chosen() {
        return report.selection().map(Selection::chosen).orElse(List.of());
    }

    List<Rejection> rejected() {
        return report.selection().map(Selection::rejected).orElse(List.of());
    }

    /** The best scorecards, best first. */
    List<ScoreCard> cards(int most) {
        List<ScoreCard> cards = report.ranking().map(ranking -> ranking.cards()).orElse(List.of());
        return cards.subList(0, Math.min(most, cards.size()));
    }

    boolean isChosen(String strategy) {
        return chosen().stream().anyMatch(chosen -> chosen.id().equals(strategy));
    }

    /**
     * One currency of the portfolio.
     *
     * @param id the currency
     * @param before the weight before
     * @param target the weight wanted
     * @param riskShare its share of the portfolio's volatility
     * @param reason why it has its weight
     */
    record Holding(String id, double before, double target, double riskShare, String reason) {}

    /** The currencies by target weight, the largest first. */
    List<Holding> holdings() {
        List<Holding> holdings = new ArrayList<>();
        for (int j = 0; j < target.universe().size(); j++) {
            String id = target.universe().id(j);
            double before = report.weightsBefore().getOrDefault(id, 0.0);
            holdings.add(new Holding(id, before, target.get(j), risk.share(j), reason(id)));
        }
        holdings.sort(Comparator.comparingDouble((Holding h) -> -h.target()).thenComparing(Holding::id));
        return holdings;
    }

    private String reason(String id) {
        for (WeightReason reason :
                allocated().map(Allocation.Allocated::reasons).orElse(List.of())) {
            if (reason.asset().equals(id)) {
                return firstPart(reason.text(), id);
            }
        }
        return "";
    }

    /** The reason without its figures in detail, and without the name of the currency that it stands beside. */
    private static String firstPart(String text, String id) {
        int end = text.indexOf(';');
        String first = end < 0 ? text : text.substring(0, end);
        return first.startsWith(id + " is ") ? first.substring(id.length() + 4) : first;
    }

    Optional<Allocation.Allocated> allocated() {
        return report.allocation()
                .filter(Allocation.Allocated.class::isInstance)
                .map(Allocation.Allocated.class::cast);
    }

    List<ConstraintCost> costs() {
        return allocated().map(Allocation.Allocated::costs).orElse(List.of());
    }

    /** What one more percentage point of room would add to a year's utility, in basis points. */
    static double basisPoints(ConstraintCost cost) {
        return cost.shadowPrice() * 0.01 * 10_000;
    }

    boolean approved() {
        return report.verdict().filter(GateVerdict.Approved.class::isInstance).isPresent();
    }

    List<LimitUsage> limits() {
        return report.verdict().map(GateVerdict::usage).orElse(List.of());
    }
}
