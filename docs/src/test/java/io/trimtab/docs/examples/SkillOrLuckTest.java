package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.strategy.Rejection;
import io.trimtab.core.strategy.Selection;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.StrategyScorer;
import io.trimtab.core.strategy.StrategyType;
import io.trimtab.core.strategy.evidence.EvidenceStudy;
import io.trimtab.core.strategy.evidence.SelectionGate;
import io.trimtab.core.strategy.evidence.TrackEvidence;
import io.trimtab.core.strategy.evidence.Trials;
import io.trimtab.core.time.Progress;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.docs.strategies.Candidates;
import io.trimtab.docs.strategies.TrackRecord;
import io.trimtab.docs.strategies.WalkForward;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the guide on evidence says, line by line. */
class SkillOrLuckTest {
    /** Forty dice throwers and one who knows something: 0.15 a day is an annual Sharpe ratio of 2.4. */
    private static double[][] search() {
        Random random = new Random(42);
        double[][] returns = new double[41][1000];
        for (int k = 0; k < 41; k++) {
            for (int t = 0; t < 1000; t++) {
                returns[k][t] = 0.01 * ((k == 0 ? 0.2 : 0) + random.nextGaussian());
            }
        }
        return returns;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < 41; k++) {
            names.add(k == 0 ? "skilled" : "dice-" + k);
        }
        return names;
    }

    @Test
    void theSkilledOnePassesAndTheDiceAreRefused() {
        List<String> lines = SkillOrLuck.examine(names(), search(), new double[1000]);
        assertThat(lines.get(0)).isEqualTo("skilled passes");
        assertThat(lines.subList(1, 41)).allMatch(line -> line.contains(" refused: deflated Sharpe 0."));
        Trials trials = Trials.of(names(), search());
        assertThat(SkillOrLuck.overfitting(trials)).startsWith("overfitting 0.00, loss 0.00");
        List<String> answers = SkillOrLuck.questions(trials, Progress.unheard());
        assertThat(answers.get(0)).startsWith("the best is skilled, p-value 0.00");
        assertThat(answers.get(1)).isEqualTo("better than the benchmark: [skilled]");
        assertThat(answers.get(2)).isEqualTo("possibly the best: [skilled]");
        assertThat(SkillOrLuck.discoveries(0.001, 0.03, 0.2, 0.8)).isEqualTo(2);
    }

    @Test
    void theSelectorObeysTheGate() {
        TrackEvidence evidence =
                EvidenceStudy.standard(7).examine(Trials.of(names(), search())).of("skilled");
        List<StrategyRecord> records = List.of(
                StrategyRecord.builder("dice-9", StrategyType.TREND).build(),
                StrategyRecord.builder("skilled", StrategyType.TREND)
                        .evidence(evidence)
                        .build());
        RegimeBelief belief =
                RegimeBelief.of(List.of(Regime.BULL), new double[] {1}, "test", LocalDate.of(2024, 5, 31));
        Selection selection = SkillOrLuck.select(StrategyScorer.reference().score(records, belief));
        assertThat(selection.rejected()).extracting(Rejection::id).contains("dice-9");
    }

    /** The lines under "what twenty-two years of currencies prove". */
    @Test
    void nothingPassesOnTheCurrencies() {
        List<TrackRecord> tracks =
                WalkForward.over(EcbHistory.load()).costing(0.0002).runAll(Candidates.all());
        TrackRecord briefest = tracks.get(0);
        for (TrackRecord track : tracks) {
            briefest = track.dates().size() < briefest.dates().size() ? track : briefest;
        }
        double[][] returns = new double[tracks.size()][];
        List<String> ids = new ArrayList<>();
        for (int k = 0; k < returns.length; k++) {
            returns[k] = tracks.get(k).returnsOn(briefest);
            ids.add(tracks.get(k).strategy().id());
        }
        Trials trials = Trials.of(ids, returns);
        String pbo = SkillOrLuck.overfitting(trials);
        List<String> answers = SkillOrLuck.questions(trials, Progress.unheard());
        assertThat(pbo).isEqualTo("overfitting 0.54, loss 0.48, -0.76 of the performance is left");
        assertThat(answers.get(0)).isEqualTo("the best is mean-reversion-5d, p-value 0.502");
        assertThat(answers.get(1)).isEqualTo("better than the benchmark: []");
        assertThat(EvidenceStudy.standard(7).examine(trials).evidence())
                .allMatch(found ->
                        SelectionGate.strict(Confidence.of(0.95)).examine(found).isPresent());
    }
}
