package io.trimtab.docs.examples;

import io.trimtab.core.statistics.AdjustedPValues;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.strategy.Ranking;
import io.trimtab.core.strategy.Selection;
import io.trimtab.core.strategy.Selector;
import io.trimtab.core.strategy.evidence.BacktestOverfitting;
import io.trimtab.core.strategy.evidence.EvidenceReport;
import io.trimtab.core.strategy.evidence.EvidenceStudy;
import io.trimtab.core.strategy.evidence.ModelConfidenceSet;
import io.trimtab.core.strategy.evidence.OverfittingResult;
import io.trimtab.core.strategy.evidence.Resampling;
import io.trimtab.core.strategy.evidence.SelectionGate;
import io.trimtab.core.strategy.evidence.SpaResult;
import io.trimtab.core.strategy.evidence.StepwiseTest;
import io.trimtab.core.strategy.evidence.SuperiorPredictiveAbility;
import io.trimtab.core.strategy.evidence.Trials;
import io.trimtab.core.time.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells strategies that have skill from those that were picked by luck. */
public final class SkillOrLuck {
    private static final Confidence SURE = Confidence.of(0.95);

    private SkillOrLuck() {}

    /**
     * Examines a whole search and passes each strategy through a gate.
     *
     * @param ids everything that was tried
     * @param returns what each earned in every period
     * @param benchmark what a benchmark earned
     * @return a line for each strategy
     */
    public static List<String> examine(List<String> ids, double[][] returns, double[] benchmark) {
        Trials trials = Trials.of(ids, returns).above(benchmark);
        EvidenceReport report = EvidenceStudy.standard(7).examine(trials);
        SelectionGate gate = SelectionGate.strict(SURE);
        List<String> lines = new ArrayList<>();
        for (String id : report.ids()) {
            lines.add(id
                    + gate.examine(report.of(id))
                            .map(refusal -> " refused: " + refusal.text())
                            .orElse(" passes"));
        }
        return lines;
    }

    /**
     * How likely the best of a search does badly afterwards.
     *
     * @param trials everything that was tried
     * @return a line
     */
    public static String overfitting(Trials trials) {
        OverfittingResult pbo = BacktestOverfitting.inBlocks(16).of(trials);
        return String.format(
                Locale.ROOT,
                "overfitting %.2f, loss %.2f, %.2f of the performance is left",
                pbo.probability(),
                pbo.probabilityOfLoss(),
                pbo.degradationSlope().orElse(Double.NaN));
    }

    /**
     * Whether the best is better than the benchmark, which are, and which may be the best.
     *
     * @param trials everything that was tried, above the benchmark
     * @param progress hears how far it is
     * @return a line for each question
     */
    public static List<String> questions(Trials trials, Progress progress) {
        Resampling resampling = Resampling.automatic(trials, 7);
        SpaResult best = SuperiorPredictiveAbility.studentized(resampling).test(trials, progress);
        List<String> superior = StepwiseTest.romanoWolf(resampling).test(trials).superior(SURE);
        List<String> maybeBest = ModelConfidenceSet.range(resampling).of(trials).members(Confidence.of(0.9));
        return List.of(
                String.format(Locale.ROOT, "the best is %s, p-value %.3f", best.best(), best.consistent()),
                "better than the benchmark: " + superior,
                "possibly the best: " + maybeBest);
    }

    /**
     * Which of several unrelated tests say something, after all were looked at.
     *
     * @param pValues one a test
     * @return how many are left at a false-discovery rate of 10%
     */
    public static int discoveries(double... pValues) {
        int found = 0;
        for (double p : AdjustedPValues.benjaminiHochberg(pValues)) {
            found += p <= 0.1 ? 1 : 0;
        }
        return found;
    }

    /**
     * Selects only what passes the gate.
     *
     * @param ranking candidates whose records carry their evidence
     * @return the selection
     */
    public static Selection select(Ranking ranking) {
        return Selector.top(5)
                .gate(SelectionGate.deflatedSharpe(SURE).luckExcluded(SURE))
                .familyCap(2)
                .hysteresis(0.05)
                .select(ranking);
    }
}
