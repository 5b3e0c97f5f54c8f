package io.trimtab.docs.demo;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.strategy.evidence.EvidenceReport;
import io.trimtab.core.strategy.evidence.GateRefusal;
import io.trimtab.core.strategy.evidence.SelectionGate;
import io.trimtab.docs.chart.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the candidates' records prove, in the terms of readers, and what a gate makes of them. */
final class ProvenRecords {
    private static final SelectionGate GATE = SelectionGate.strict(Confidence.of(0.95));

    private final EvidenceReport report;
    private final List<Candidate> candidates = new ArrayList<>();

    /**
     * One candidate.
     *
     * @param id its name
     * @param sharpe its annual Sharpe ratio over the days that all candidates have
     * @param deflated the deflated Sharpe ratio; NaN if it never moved
     * @param luck the adjusted probability of luck
     * @param refusal why the gate refuses it; empty if it passes
     */
    record Candidate(String id, double sharpe, double deflated, double luck, Optional<GateRefusal> refusal) {
        String verdict() {
            return refusal.map(GateRefusal::text).orElse("passes");
        }
    }

    ProvenRecords(EvidenceReport report) {
        this.report = report;
        double[] ratios = report.ratios();
        for (int k = 0; k < ratios.length; k++) {
            candidates.add(new Candidate(
                    report.ids().get(k),
                    ratios[k] * Math.sqrt(PeriodsPerYear.DAILY.count()),
                    report.evidence().get(k).deflatedSharpe(),
                    report.evidence().get(k).luck(),
                    GATE.examine(report.evidence().get(k))));
        }
        candidates.sort(Comparator.comparingDouble((Candidate c) -> -c.sharpe()).thenComparing(Candidate::id));
    }

    /** The candidates, the best record first. */
    List<Candidate> candidates() {
        return candidates;
    }

    /** How often the logarithm of the odds of the best's rank afterwards fell into each of eight bins from -3 to 3. */
    double[] histogram() {
        double[] bins = new double[8];
        double[] logits = report.overfitting().logits();
        for (double logit : logits) {
            int bin = (int) Math.max(0, Math.min(7, Math.ceil(logit) + 3));
            bins[bin] += 1.0 / logits.length;
        }
        return bins;
    }

    /** What the search as a whole is worth, sentence by sentence. */
    List<String> search() {
        return List.of(
                candidates.size() + " candidates over "
                        + Figures.count(report.evidence().get(0).observations()) + " days amount to "
                        + Figures.fixed(report.tried().count(), 1) + " independent ones.",
                "The best of one half of the days was at or below the median in the other in "
                        + Figures.percent(report.overfitting().probability(), 0)
                        + " of all ways to halve them (probability of overfitting), and lost in "
                        + Figures.percent(report.overfitting().probabilityOfLoss(), 0) + ".",
                "As many without skill show one as good as the best in "
                        + Figures.percent(report.best().consistent(), 0)
                        + " of histories (superior predictive ability).");
    }

    String best() {
        Candidate best = candidates.get(0);
        return "The best record is that of " + best.id() + ", with a Sharpe ratio of " + Figures.fixed(best.sharpe(), 2)
                + ". A gate of 95% "
                + best.refusal().map(why -> "refuses it: " + why.text()).orElse("lets it through")
                + ".";
    }

    String passing() {
        long passing = candidates.stream().filter(c -> c.refusal().isEmpty()).count();
        return passing + " of " + candidates.size() + " pass that gate. The cycles do not wait for it, or they would "
                + (passing == 0 ? "hold nothing" : "hold little")
                + ": they show how decisions are made, and claim no skill.";
    }
}
