package io.trimtab.core.strategy;

import static io.trimtab.core.strategy.Strategies.DAY;
import static io.trimtab.core.strategy.Strategies.ranking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.strategy.evidence.SelectionGate;
import io.trimtab.core.strategy.evidence.TrackEvidence;
import io.trimtab.core.strategy.evidence.TrialCorrelations;
import io.trimtab.core.testkit.Campaign;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Diversification, bands, costs and the gate; how much a selection changes on noise. */
class SelectorDiversityTest {
    private static final TrialCorrelations TWINS =
            TrialCorrelations.of(List.of("a", "b", "c"), new double[] {1, 0.9, 0, 0.9, 1, 0.1, 0, 0.1, 1});

    private static StrategyRecord of(String id, String family) {
        return Strategies.solid(id).toBuilder().family(family).build();
    }

    @Test
    void theTwinOfTheBestGivesWayToAnotherIdea() {
        Ranking ranking = ranking("a", 0.9, "b", 0.85, "c", 0.7);
        assertThat(Selector.top(2).select(ranking).ids()).containsExactly("a", "b");
        Selection diversified = Selector.top(2).diversified(0.2, TWINS).select(ranking);
        assertThat(diversified.ids()).containsExactly("a", "c");
        assertThat(diversified.rejected())
                .extracting(Rejection::text)
                .containsExactly("b: score 0.850 is worth less after 0.100 for moving with those chosen");
        assertThat(diversified.rejected().get(0).code()).isEqualTo(RejectionCode.TOO_SIMILAR);
        // a small penalty is worth less than the lead
        assertThat(Selector.top(2).diversified(0.1, TWINS).select(ranking).ids())
                .containsExactly("a", "b");
    }

    @Test
    void aChallengerThatMovesWithTheOthersMustLeadByMore() {
        SelectionState held = SelectionState.of(List.of("a", "c"), DAY);
        Ranking ranking = ranking("a", 0.9, "b", 0.75, "c", 0.7);
        Selection selection = Selector.top(2).diversified(0.2, TWINS).select(ranking, held);
        assertThat(selection.ids()).containsExactly("a", "c");
        assertThat(selection.rejected())
                .extracting(Rejection::text)
                .containsExactly(
                        "b: score 0.750 beats the 0.700 of incumbent c, but not after 0.180 for moving with the others");
        assertThat(Selector.top(2).select(ranking, held).ids()).containsExactly("a", "b");
    }

    @Test
    void familiesHaveNoMorePlacesThanTheirCap() {
        Map<String, Double> scores = Map.of("m1", 0.9, "m2", 0.8, "m3", 0.7, "c1", 0.3);
        List<StrategyRecord> records =
                List.of(of("m1", "momentum"), of("m2", "momentum"), of("m3", "momentum"), of("c1", "carry"));
        Selection selection = Selector.top(3).familyCap(2).select(ranking(scores, records));
        assertThat(selection.ids()).containsExactly("m1", "m2", "c1");
        assertThat(selection.rejected())
                .extracting(Rejection::toString)
                .containsExactly("m3: score 0.700, and there are only 2 places for family momentum");
        assertThat(selection.rejected().get(0).code()).isEqualTo(RejectionCode.FAMILY_FULL);
        Selection alone = Selector.top(3).familyCap(1).select(ranking(scores, records));
        assertThat(alone.ids()).containsExactly("m1", "c1");
    }

    @Test
    void withinAFullFamilyAChallengerTakesThePlaceOfItsOwn() {
        Map<String, Double> scores = Map.of("m1", 0.5, "m2", 0.9, "c1", 0.3);
        List<StrategyRecord> records = List.of(of("m1", "momentum"), of("m2", "momentum"), of("c1", "carry"));
        SelectionState held = SelectionState.of(List.of("m1", "c1"), DAY);
        Selection selection = Selector.top(2).familyCap(1).select(ranking(scores, records), held);
        assertThat(selection.ids()).containsExactly("m2", "c1");
        // and incumbents beyond a tightened cap leave, the worst first, whatever the hysteresis
        SelectionState both = SelectionState.of(List.of("m1", "m2"), DAY);
        Selection tightened =
                Selector.top(2).familyCap(1).hysteresis(9).minimumDwell(9).select(ranking(scores, records), both);
        assertThat(tightened.ids()).containsExactly("m2", "c1");
        assertThat(tightened.changes())
                .extracting(SelectionChange::toString)
                .contains("FORCED_OUT m1: m1: score 0.500, and there are only 1 places for family momentum");
    }

    @Test
    void itTakesMoreToEnterThanToStay() {
        Selector selector = Selector.top(3).scoreBand(0.6, 0.4);
        SelectionState held = SelectionState.of(List.of("old", "poor"), DAY);
        Selection selection = selector.select(ranking("old", 0.5, "new", 0.5, "poor", 0.39, "good", 0.6), held);
        assertThat(selection.ids()).containsExactly("good", "old");
        assertThat(selection.rejected())
                .extracting(Rejection::text)
                .containsExactly("new: score 0.50 < 0.60", "poor: score 0.39 < 0.40");
        assertThat(selection.changes())
                .extracting(c -> c.id() + " " + c.kind())
                .containsExactly("good ENTERED", "poor FORCED_OUT");
        assertThatThrownBy(() -> Selector.top(1).scoreBand(0.4, 0.5)).hasMessageContaining("leaveBelow");
    }

    @Test
    void bandAndCostAddUpToTheHurdle() {
        SelectionState held = SelectionState.of(List.of("a"), DAY);
        Selector selector = Selector.top(1).hysteresis(0.05).switchingCost(0.1);
        assertThat(selector.select(ranking("a", 0.5, "b", 0.64), held).ids()).containsExactly("a");
        assertThat(selector.select(ranking("a", 0.5, "b", 0.66), held).ids()).containsExactly("b");
        assertThat(selector.select(ranking("a", 0.5, "b", 0.64), held)
                        .rejected()
                        .get(0)
                        .text())
                .isEqualTo("b: score 0.640 beats the 0.500 of incumbent a by no more than 0.150");
    }

    @Test
    void theGateRefusesWithItsReasonAndForcesIncumbentsOut() {
        StrategyRecord lucky = Strategies.solid("breakout-20").toBuilder()
                .evidence(new TrackEvidence(500, 40, 0.41, 0.2, 0.3))
                .build();
        StrategyRecord skilled = Strategies.solid("carry").toBuilder()
                .evidence(new TrackEvidence(500, 40, 0.97, 0.2, 0.01))
                .build();
        Ranking ranking = ranking(
                Map.of("breakout-20", 0.9, "carry", 0.2, "unknown", 0.5),
                List.of(lucky, skilled, Strategies.solid("unknown")));
        SelectionState held = SelectionState.of(List.of("breakout-20"), DAY);
        Selection selection = Selector.top(3)
                .gate(SelectionGate.deflatedSharpe(Confidence.of(0.95)))
                .hysteresis(1)
                .select(ranking, held);
        assertThat(selection.ids()).containsExactly("carry");
        assertThat(selection.rejected())
                .extracting(Rejection::toString)
                .containsExactly(
                        "breakout-20: deflated Sharpe 0.41 < 0.95",
                        "unknown: deflated Sharpe not measured, at least 0.95 needed");
        assertThat(selection.rejected())
                .extracting(Rejection::code)
                .containsExactly(RejectionCode.DEFLATED_SHARPE_TOO_LOW, RejectionCode.EVIDENCE_MISSING);
        assertThat(selection.changes()).extracting(SelectionChange::kind).contains(SelectionChange.Kind.FORCED_OUT);
    }

    /** The bound of the class comment, on scores that walk at random: 2 k m / h exchanges at most; and far more without a band. */
    @Test
    void onRandomWalksASelectionChangesNoMoreThanItsBound() {
        int walks = Campaign.tries(20, 300);
        int withBand = 0;
        int without = 0;
        for (int seed = 0; seed < walks; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int top = 1 + random.nextInt(4);
            double band = 0.02 + 0.1 * random.nextDouble();
            double cost = random.nextInt(2) * 0.03;
            Selector careful = Selector.top(top).hysteresis(band).switchingCost(cost);
            Selector nervous = Selector.top(top);
            SelectionState kept = SelectionState.empty();
            SelectionState dropped = SelectionState.empty();
            double[] scores = new double[12];
            double moved = 0;
            int exchanges = 0;
            for (int cycle = 0; cycle < 60; cycle++) {
                double largest = 0;
                for (int i = 0; i < scores.length; i++) {
                    double step = (random.nextDouble() - 0.5) * 0.04;
                    scores[i] += step;
                    largest = Math.max(largest, Math.abs(step));
                }
                moved += cycle == 0 ? 0 : largest;
                Ranking ranking = walked(scores);
                Selection chosen = careful.select(ranking, kept);
                exchanges += exchanges(chosen);
                kept = chosen.state();
                Selection other = nervous.select(ranking, dropped);
                without += exchanges(other);
                dropped = other.state();
                assertThat((double) exchanges).isLessThanOrEqualTo(2 * top * moved / (band + cost));
            }
            withBand += exchanges;
        }
        assertThat(without).isGreaterThan(5 * withBand);
    }

    /** Noise of less than half a band around scores that stay: nobody is exchanged, ever. */
    @Test
    void noiseWithinHalfABandChangesNothing() {
        SplittableRandom random = new SplittableRandom(1);
        Selector selector = Selector.top(3).hysteresis(0.1);
        SelectionState state = selector.select(walked(new double[] {0.5, 0.5, 0.5, 0.5, 0.5, 0.5}))
                .state();
        List<String> first = state.incumbents().stream().map(Incumbent::id).toList();
        for (int cycle = 0; cycle < 200; cycle++) {
            double[] scores = new double[6];
            for (int i = 0; i < 6; i++) {
                scores[i] = 0.5 + 0.0999 * (random.nextDouble() - 0.5);
            }
            state = selector.select(walked(scores), state).state();
        }
        assertThat(state.incumbents()).extracting(Incumbent::id).isEqualTo(first);
    }

    /** Every exchange raises the scores less the penalty of all pairs, so that selections settle: no circle, from any start. */
    @Test
    void diversifiedSelectionsSettleAndEveryChangeGains() {
        SplittableRandom random = new SplittableRandom(4);
        for (int n = 0; n < Campaign.tries(100, 2000); n++) {
            double[] scores = new double[8];
            List<String> ids = new ArrayList<>();
            double[] matrix = new double[64];
            for (int i = 0; i < 8; i++) {
                scores[i] = random.nextDouble();
                ids.add("s" + i);
                matrix[9 * i] = 1;
                for (int j = 0; j < i; j++) {
                    matrix[i + 8 * j] = 2 * random.nextDouble() - 1;
                    matrix[j + 8 * i] = matrix[i + 8 * j];
                }
            }
            TrialCorrelations correlations = TrialCorrelations.of(ids, matrix);
            Selector selector = Selector.top(4).diversified(0.5, correlations);
            Ranking ranking = walked(scores);
            SelectionState state = SelectionState.of(List.of("s1", "s3", "s5", "s7"), DAY);
            double value = value(List.of("s1", "s3", "s5", "s7"), scores, correlations);
            boolean settled = false;
            for (int cycle = 0; cycle < 30 && !settled; cycle++) {
                Selection selection = selector.select(ranking, state);
                assertThat(selection.chosen()).hasSize(4);
                double now = value(selection.ids(), scores, correlations);
                settled = selection.changes().isEmpty();
                if (!settled) {
                    assertThat(now).isGreaterThan(value);
                }
                value = now;
                state = selection.state();
            }
            assertThat(settled).isTrue();
        }
    }

    /** Scores less 0.5 / (4 - 1) for the positive correlation of each pair. */
    private static double value(List<String> ids, double[] scores, TrialCorrelations correlations) {
        double value = 0;
        for (int i = 0; i < ids.size(); i++) {
            value += scores[Integer.parseInt(ids.get(i).substring(1))];
            for (int j = 0; j < i; j++) {
                value -= 0.5 / 3 * Math.max(0, correlations.between(ids.get(i), ids.get(j)));
            }
        }
        return value;
    }

    private static int exchanges(Selection selection) {
        return (int) selection.changes().stream()
                .filter(change -> change.kind() == SelectionChange.Kind.LEFT)
                .count();
    }

    private static Ranking walked(double[] scores) {
        Map<String, Double> byId = new LinkedHashMap<>();
        List<StrategyRecord> records = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            byId.put("s" + i, scores[i]);
            records.add(Strategies.solid("s" + i));
        }
        return ranking(byId, records);
    }
}
