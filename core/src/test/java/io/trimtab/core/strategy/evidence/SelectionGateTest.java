package io.trimtab.core.strategy.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.SharpeEstimate;
import io.trimtab.core.statistics.SharpeTrials;
import io.trimtab.core.testkit.Campaign;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionGateTest {
    private static final Confidence SURE = Confidence.of(0.95);

    @Test
    void eachConditionRefusesWithItsReason() {
        TrackEvidence good = new TrackEvidence(1000, 50, 0.97, 0.1, 0.02);
        SelectionGate gate = SelectionGate.strict(SURE).recordOf(500);
        assertThat(gate.examine(good)).isEmpty();
        assertRefused(
                gate,
                new TrackEvidence(499, 50, 0.97, 0.1, 0.02),
                GateReason.RECORD_TOO_SHORT,
                "record 499 < 500 periods");
        assertRefused(
                gate,
                new TrackEvidence(1000, 50, 0.41, 0.1, 0.02),
                GateReason.DEFLATED_SHARPE_TOO_LOW,
                "deflated Sharpe 0.41 < 0.95");
        assertRefused(
                gate,
                new TrackEvidence(1000, 50, 0.97, 0.62, 0.02),
                GateReason.OVERFITTING_TOO_LIKELY,
                "probability of overfitting 0.62 > 0.50");
        assertRefused(
                gate,
                new TrackEvidence(1000, 50, 0.97, 0.1, 0.0501),
                GateReason.LUCK_NOT_EXCLUDED,
                "probability of luck 0.0501 > 0.0500");
        assertRefused(gate, TrackEvidence.none(), GateReason.RECORD_TOO_SHORT, "record 0 < 500 periods");
        assertRefused(
                SelectionGate.deflatedSharpe(SURE),
                TrackEvidence.none(),
                GateReason.NOT_EXAMINED,
                "deflated Sharpe not measured, at least 0.95 needed");
        assertRefused(
                SelectionGate.open().luckExcluded(SURE),
                TrackEvidence.none(),
                GateReason.NOT_EXAMINED,
                "probability of luck not measured, at most 0.05 needed");
        assertThat(SelectionGate.open().examine(TrackEvidence.none())).isEmpty();
    }

    private static void assertRefused(SelectionGate gate, TrackEvidence evidence, GateReason reason, String text) {
        GateRefusal refusal = gate.examine(evidence).orElseThrow();
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal).hasToString(text);
    }

    @Test
    void gatesAndEvidenceAreValues() {
        assertThat(SelectionGate.strict(SURE))
                .isEqualTo(SelectionGate.deflatedSharpe(SURE).luckExcluded(SURE).overfittingAtMost(0.5))
                .hasSameHashCodeAs(SelectionGate.strict(SURE))
                .isNotEqualTo(SelectionGate.open());
        assertThat(SelectionGate.strict(SURE).toString()).contains("deflated Sharpe >= 0.950", "luck <= 0.050");
        assertThatThrownBy(() -> new TrackEvidence(10, 0.5, 0.5, 0.5, 0.5)).hasMessageContaining("trials");
        assertThatThrownBy(() -> new TrackEvidence(10, 2, 1.5, 0.5, 0.5)).hasMessageContaining("deflatedSharpe");
        assertThatThrownBy(() -> SelectionGate.open().overfittingAtMost(1)).hasMessageContaining("probability");
        assertThatThrownBy(() -> SelectionGate.open().recordOf(0)).hasMessageContaining("periods");
    }

    /** Oracle: the parts on their own. */
    @Test
    void theStudyJoinsItsParts() {
        Trials trials = Searches.withCommonPart(6, 300, 2, 0.2, 0.2);
        EvidenceReport report =
                EvidenceStudy.standard(4).replications(199).blocks(8).examine(trials);
        Resampling resampling = Resampling.automatic(trials, 199, 4);
        assertThat(report.stepwise())
                .isEqualTo(StepwiseTest.romanoWolf(resampling).test(trials));
        assertThat(report.best())
                .isEqualTo(SuperiorPredictiveAbility.studentized(resampling).test(trials));
        assertThat(report.overfitting().probability())
                .isEqualTo(BacktestOverfitting.inBlocks(8).of(trials).probability());
        double[] ratios = new double[6];
        for (int k = 0; k < 6; k++) {
            ratios[k] = SharpeEstimate.of(trials.performance(k)).orElseThrow().ratio();
        }
        assertThat(report.ratios()).containsExactly(ratios);
        SharpeTrials tried = new SharpeTrials(
                trials.effectiveNumber(), SharpeTrials.of(ratios).variance());
        assertThat(report.tried()).isEqualTo(tried);
        for (int k = 0; k < 6; k++) {
            TrackEvidence evidence = report.of("s" + k);
            assertThat(evidence.observations()).isEqualTo(300);
            assertThat(evidence.trials()).isEqualTo(tried.count());
            assertThat(evidence.deflatedSharpe())
                    .isCloseTo(
                            SharpeEstimate.of(trials.performance(k))
                                    .orElseThrow()
                                    .deflated(tried),
                            within(1e-15));
            assertThat(evidence.luck()).isEqualTo(report.stepwise().pValue("s" + k));
        }
        assertThat(report)
                .isEqualTo(EvidenceStudy.standard(4).replications(199).blocks(8).examine(trials))
                .hasSameHashCodeAs(report);
        assertThatThrownBy(() -> report.of("zebra")).hasMessageContaining("one of the 6 trials");
    }

    @Test
    void countingFewerTrialsDeflatesLess() {
        Trials trials = Searches.withCommonPart(20, 300, 2, 0.6, 0.2);
        EvidenceStudy study = EvidenceStudy.standard(4).replications(99).blocks(4);
        double all =
                study.counting(EffectiveTrials.ALL).examine(trials).of("s0").deflatedSharpe();
        double average = study.examine(trials).of("s0").deflatedSharpe();
        double directions = study.counting(EffectiveTrials.PARTICIPATION)
                .examine(trials)
                .of("s0")
                .deflatedSharpe();
        assertThat(all).isLessThan(average);
        assertThat(average).isLessThan(directions);
    }

    @Test
    void theStudyTellsItsProgress() {
        List<Long> heard = new ArrayList<>();
        EvidenceStudy.standard(1).replications(99).blocks(4).examine(Searches.normal(2, 40, 1), (done, all) -> {
            assertThat(all).isEqualTo(1000);
            heard.add(done);
        });
        assertThat(heard).isSorted().endsWith(1000L);
    }

    @Test
    void cashAmongTheTrialsIsNotExaminedAndNotLetThrough() {
        Trials noise = Searches.normal(2, 40, 8);
        Trials trials =
                Trials.of(List.of("a", "b", "cash"), noise.performance(0), noise.performance(1), new double[40]);
        EvidenceReport report =
                EvidenceStudy.standard(1).replications(99).blocks(4).examine(trials);
        assertThat(report.of("cash").deflatedSharpe()).isNaN();
        assertThat(report.of("cash").luck()).isEqualTo(1);
        assertThat(SelectionGate.deflatedSharpe(SURE).examine(report.of("cash")))
                .isPresent();
    }

    /**
     * The promise of the gate: among 1,000 strategies without skill it lets any through in at most 5% of searches. Bound: the
     * binomial count that chance exceeds once in a thousand, at the stated rate itself.
     */
    @Test
    void aThousandStrategiesWithoutSkillGetOneThroughNoMoreOftenThanStated() {
        int searches = Campaign.tries(25, 300);
        SelectionGate lucky = SelectionGate.open().luckExcluded(SURE);
        SelectionGate deflated = SelectionGate.deflatedSharpe(SURE);
        SelectionGate strict = SelectionGate.strict(SURE);
        int throughLucky = 0;
        int throughDeflated = 0;
        int throughStrict = 0;
        int goodLooking = 0;
        for (int s = 0; s < searches; s++) {
            Trials trials = Searches.withCommonPart(1000, 500, 20_000 + s, s % 3 == 0 ? 0.5 : 0);
            EvidenceReport report =
                    EvidenceStudy.standard(s).replications(199).blocks(8).examine(trials);
            throughLucky += any(lucky, report);
            throughDeflated += any(deflated, report);
            throughStrict += any(strict, report);
            double best = 0;
            for (double ratio : report.ratios()) {
                best = Math.max(best, ratio * Math.sqrt(252));
            }
            goodLooking += best > 1.5 ? 1 : 0;
        }
        int bound = Searches.binomialBound(searches, 0.05);
        assertThat(throughLucky).isLessThanOrEqualTo(bound);
        assertThat(throughDeflated).isLessThanOrEqualTo(bound);
        assertThat(throughStrict).isLessThanOrEqualTo(Math.min(throughLucky, throughDeflated));
        assertThat(goodLooking)
                .as("searches whose best shows an annual Sharpe ratio above 1.5 by luck alone")
                .isGreaterThan(searches * 4 / 5);
    }

    private static int any(SelectionGate gate, EvidenceReport report) {
        for (TrackEvidence evidence : report.evidence()) {
            if (gate.examine(evidence).isEmpty()) {
                return 1;
            }
        }
        return 0;
    }

    /**
     * The price of the promise: three of 1,000 strategies with a true annual Sharpe ratio of 3 (0.19 a day) over four
     * years pass the strict gate in at least four of five cases.
     */
    @Test
    void plantedSkillPassesTheStrictGate() {
        int searches = Campaign.tries(8, 60);
        int kept = 0;
        int lucky = 0;
        for (int s = 0; s < searches; s++) {
            Trials trials = Searches.normal(1000, 1000, 60_000 + s, 0.19, 0.19, 0.19);
            EvidenceReport report =
                    EvidenceStudy.standard(s).replications(199).blocks(8).examine(trials);
            for (int k = 0; k < 1000; k++) {
                boolean passes = SelectionGate.strict(SURE)
                        .examine(report.evidence().get(k))
                        .isEmpty();
                kept += passes && k < 3 ? 1 : 0;
                lucky += passes && k >= 3 ? 1 : 0;
            }
        }
        assertThat(kept).isGreaterThanOrEqualTo(searches * 3 * 4 / 5);
        assertThat(lucky).isLessThanOrEqualTo(Searches.binomialBound(searches, 0.05));
    }
}
