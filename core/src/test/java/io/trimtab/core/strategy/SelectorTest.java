package io.trimtab.core.strategy;

import static io.trimtab.core.strategy.Strategies.DAY;
import static io.trimtab.core.strategy.Strategies.ranking;
import static io.trimtab.core.strategy.Strategies.solid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectorTest {
    @Test
    void theTopOfTheRankingIsChosenAndTheOthersKnowWhy() {
        Selection selection = Selector.top(2).select(ranking("a", 0.3, "b", 0.9, "c", 0.5));
        assertThat(selection.ids()).containsExactly("b", "c");
        assertThat(selection.chosen()).extracting(SelectedStrategy::weight).containsExactly(0.5, 0.5);
        assertThat(selection.rejected())
                .extracting(Rejection::text)
                .containsExactly("a: score 0.300 ranks 3 of 3, 2 places");
        assertThat(selection.changes())
                .extracting(SelectionChange::toString)
                .containsExactly(
                        "ENTERED b: b: score 0.900 ranks 1 of 3, fills an empty place",
                        "ENTERED c: c: score 0.500 ranks 2 of 3, fills an empty place");
        assertThat(selection.state().incumbents())
                .containsExactly(new Incumbent("b", DAY, 1), new Incumbent("c", DAY, 1));
        assertThat(selection.chosen().get(0)).hasToString("b 50.0%: score 0.900 ranks 1 of 3, new");
    }

    @Test
    void minimumConfidenceIsAboutConfidenceAndNotAboutTheScore() {
        // Confidence .4 * 52/100 + .4 * .505 + .2 = .61 with a high score; 1 with a low one.
        StrategyRecord breakout =
                solid("breakout-20").toBuilder().usage(52, 0.505).build();
        Ranking ranking = ranking(Map.of("breakout-20", 0.95, "plain", 0.1), List.of(breakout, solid("plain")));
        Selection selection = Selector.top(5).minimumConfidence(0.7).select(ranking);
        assertThat(selection.ids()).containsExactly("plain");
        Rejection rejection = selection.rejected().get(0);
        assertThat(rejection).hasToString("breakout-20: confidence 0.61 < 0.70");
        assertThat(rejection.code()).isEqualTo(RejectionCode.CONFIDENCE_TOO_LOW);
        assertThat(rejection.value()).isCloseTo(0.61, within(1e-12));
        assertThat(rejection.bound()).isEqualTo(0.7);
    }

    @Test
    void everyFilterRejectsWithItsCodeAndText() {
        StrategyRecord base = solid("x");
        PerformanceSummary.Builder poor =
                PerformanceSummary.builder().sharpe(0.4999).maxDrawdown(0.1);
        StrategyRecord lowSharpe = base.toBuilder().performance(poor.build()).build();
        StrategyRecord deep = base.toBuilder()
                .performance(
                        PerformanceSummary.builder().sharpe(1).maxDrawdown(0.2).build())
                .build();
        StrategyRecord unmeasured = base.toBuilder()
                .performance(PerformanceSummary.builder().build())
                .build();
        StrategyRecord unused = base.toBuilder().usage(0, Double.NaN).build();
        Selector reference = Selector.reference();
        assertThat(reason(reference, lowSharpe)).isEqualTo("x: Sharpe ratio 0.4999 < 0.5000");
        assertThat(reason(reference, deep)).isEqualTo("x: drawdown 0.20 > 0.15");
        assertThat(reason(reference, unmeasured)).isEqualTo("x: Sharpe ratio not measured, at least 0.50 needed");
        assertThat(reason(Selector.top(1).maximumDrawdown(0.15), unmeasured))
                .isEqualTo("x: drawdown not measured, at most 0.15 needed");
        assertThat(reason(reference, unused)).isEqualTo("x: confidence not measured, at least 0.70 needed");
        assertThat(reason(Selector.top(1).types(StrategyType.CARRY), base))
                .isEqualTo("x: type MOMENTUM is not among [CARRY]");
        Selection limited = Selector.top(1).limit(2).select(ranking("a", 0.9, "b", 0.8, "c", 0.7));
        assertThat(limited.rejected())
                .extracting(Rejection::code)
                .containsExactly(RejectionCode.OUTRANKED, RejectionCode.BEYOND_LIMIT);
        assertThat(limited.rejected().get(1).text()).isEqualTo("c: 2 better ones passed the filters");
    }

    @Test
    void noIncumbentIsHeldThatAFilterRejects() {
        SelectionState held = SelectionState.of(List.of("old", "gone", "fine"), DAY.minusDays(30));
        StrategyRecord old = solid("old").toBuilder().usage(1, 0.1).build();
        Ranking ranking =
                ranking(Map.of("old", 0.99, "fine", 0.2, "new", 0.1), List.of(old, solid("fine"), solid("new")));
        Selection selection = Selector.top(3)
                .minimumConfidence(0.7)
                .hysteresis(10)
                .minimumDwell(100)
                .maximumChanges(0)
                .select(ranking, held);
        assertThat(selection.ids()).containsExactly("fine", "new");
        assertThat(selection.changes())
                .extracting(c -> c.id() + " " + c.kind())
                .containsExactly("gone FORCED_OUT", "new ENTERED", "old FORCED_OUT");
        assertThat(selection.changes().get(0).reason()).isEqualTo("gone: is no longer among the candidates");
        assertThat(selection.rejected())
                .extracting(Rejection::code)
                .containsExactly(RejectionCode.NOT_A_CANDIDATE, RejectionCode.CONFIDENCE_TOO_LOW);
        assertThat(selection.state().byId("fine")).contains(new Incumbent("fine", DAY.minusDays(30), 2));
        assertThat(selection.state().contains("old")).isFalse();
    }

    @Test
    void fewerPlacesAreObeyedAgainstAllHysteresis() {
        SelectionState held = SelectionState.of(List.of("a", "b", "c"), DAY);
        Selection selection = Selector.top(2)
                .minimumDwell(9)
                .hysteresis(9)
                .select(ranking("a", 0.9, "b", 0.1, "c", 0.5, "d", 0.7), held);
        assertThat(selection.ids()).containsExactly("a", "c");
        assertThat(selection.changes())
                .extracting(SelectionChange::kind)
                .containsExactly(SelectionChange.Kind.FORCED_OUT);
    }

    @Test
    void aChallengerMustBeatAnIncumbentByMoreThanTheBand() {
        SelectionState held = SelectionState.of(List.of("a", "b"), DAY);
        Selector selector = Selector.top(2).hysteresis(0.25);
        Selection within = selector.select(ranking("a", 0.9, "b", 0.5, "c", 0.75), held);
        assertThat(within.ids()).containsExactly("a", "b");
        assertThat(within.rejected().get(0))
                .hasToString("c: score 0.750 beats the 0.500 of incumbent b by no more than 0.250");
        assertThat(within.rejected().get(0).code()).isEqualTo(RejectionCode.WITHIN_BAND);
        assertThat(within.changes()).isEmpty();
        Selection beyond = selector.select(ranking("a", 0.9, "b", 0.5, "c", 0.7501), held);
        assertThat(beyond.ids()).containsExactly("a", "c");
        assertThat(beyond.changes())
                .extracting(SelectionChange::toString)
                .containsExactly(
                        "LEFT b: b: score 0.500, c takes its place with 0.750",
                        "ENTERED c: c: score 0.750 ranks 2 of 3, takes the place of b");
    }

    @Test
    void anIncumbentStaysForItsDwell() {
        Selector selector = Selector.top(1).minimumDwell(3);
        SelectionState state = selector.select(ranking("a", 0.5, "b", 0.4)).state();
        Ranking better = ranking("a", 0.5, "b", 0.9);
        for (int cycle = 2; cycle <= 3; cycle++) {
            Selection selection = selector.select(better, state);
            assertThat(selection.ids()).containsExactly("a");
            assertThat(selection.rejected().get(0).code()).isEqualTo(RejectionCode.INCUMBENT_DWELLS);
            assertThat(selection.rejected().get(0))
                    .hasToString("b: score 0.900 beats the 0.500 of incumbent a, which stays for at least 3 cycles");
            state = selection.state();
            assertThat(state.incumbents()).containsExactly(new Incumbent("a", DAY, cycle));
        }
        assertThat(selector.select(better, state).ids()).containsExactly("b");
    }

    @Test
    void onlySoManyChallengersReplaceIncumbentsInOneCycle() {
        SelectionState held = SelectionState.of(List.of("a", "b", "c"), DAY);
        Ranking ranking = ranking("a", 0.1, "b", 0.2, "c", 0.3, "x", 0.9, "y", 0.8, "z", 0.7);
        Selection one = Selector.top(3).maximumChanges(1).select(ranking, held);
        assertThat(one.ids()).containsExactly("x", "c", "b");
        assertThat(one.rejected())
                .filteredOn(r -> r.code() == RejectionCode.CHANGE_LIMIT)
                .extracting(Rejection::text)
                .containsExactly(
                        "y: score 0.800 beats the 0.200 of incumbent b, but 1 changes a cycle are used up",
                        "z: score 0.700 beats the 0.200 of incumbent b, but 1 changes a cycle are used up");
        assertThat(Selector.top(3).select(ranking, held).ids()).containsExactly("x", "y", "z");
        assertThat(Selector.top(4).maximumChanges(0).select(ranking, held).ids())
                .as("filling an empty place is no such change")
                .containsExactly("x", "c", "b", "a");
    }

    @Test
    void equalScoresNeverReplaceAnIncumbent() {
        SelectionState held = SelectionState.of(List.of("z"), DAY);
        assertThat(Selector.top(1).select(ranking("a", 0.5, "z", 0.5), held).ids())
                .containsExactly("z");
        assertThat(Selector.top(1).select(ranking("z", 0.5, "a", 0.5)).ids()).containsExactly("a");
    }

    @Test
    void whatHasNoScoreIsNeverSelected() {
        Ranking ranking = ranking("nan", Double.NaN, "plus", Double.POSITIVE_INFINITY, "fine", -5.0);
        SelectionState held = SelectionState.of(List.of("nan"), DAY);
        Selection selection = Selector.top(3).hysteresis(1).minimumDwell(9).select(ranking, held);
        assertThat(selection.ids()).containsExactly("fine");
        assertThat(selection.rejected())
                .extracting(Rejection::code)
                .containsExactly(RejectionCode.COVERAGE_TOO_LOW, RejectionCode.NOT_FINITE);
        ScoreCard fine = ranking.first();
        ScoreCard forged = new ScoreCard(fine.strategy(), 1, Double.NaN, fine.factors(), 1, 1, fine.regimeMix());
        Selection none = Selector.top(3).select(new Ranking(List.of(forged), List.of(), ranking.conditions()));
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.rejected()).extracting(Rejection::code).containsExactly(RejectionCode.NOT_FINITE);
    }

    @Test
    void sharesMayFollowTheScores() {
        Selector selector = Selector.top(3).weighting(SelectionWeighting.SCORE);
        List<SelectedStrategy> chosen =
                selector.select(ranking("a", 0.6, "b", 0.2, "c", -0.4)).chosen();
        assertThat(chosen.get(0).weight()).isCloseTo(0.75, within(1e-15));
        assertThat(chosen.get(1).weight()).isCloseTo(0.25, within(1e-15));
        assertThat(chosen.get(2).weight()).isZero();
    }

    @Test
    void sharesSumToOneAlsoWhereScoresDoNot() {
        Selector selector = Selector.top(3).weighting(SelectionWeighting.SCORE);
        assertThat(selector.select(ranking("a", Double.MAX_VALUE, "b", Double.MAX_VALUE, "c", 1.0))
                        .chosen())
                .extracting(SelectedStrategy::weight)
                .containsExactly(0.5, 0.5, 0x1p-1025);
        assertThat(selector.select(ranking("a", Double.MIN_VALUE, "b", Double.MIN_VALUE))
                        .chosen())
                .extracting(SelectedStrategy::weight)
                .containsExactly(0.5, 0.5);
    }

    @Test
    void sharesAreEqualIfNoScoreIsPositive() {
        Selector selector = Selector.top(3).weighting(SelectionWeighting.SCORE);
        assertThat(selector.select(ranking("a", -0.6, "b", -0.2)).chosen())
                .extracting(SelectedStrategy::weight)
                .containsExactly(0.5, 0.5);
    }

    @Test
    void theStateSurvivesSerialization() throws IOException, ClassNotFoundException {
        SelectionState state =
                Selector.top(2).select(ranking("a", 0.6, "b", 0.2)).state();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(state);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(state);
        }
    }

    @Test
    void misuseIsRefusedByName() {
        assertThatThrownBy(() -> Selector.top(0)).hasMessage("top must be at least 1, was 0");
        Selector selector = Selector.top(5);
        assertThatThrownBy(() -> selector.minimumConfidence(70))
                .hasMessage("minimumConfidence must be within [0.0, 1.0], was 70.0");
        assertThatThrownBy(() -> selector.minimumSharpe(Double.NaN)).hasMessageContaining("minimumSharpe");
        assertThatThrownBy(() -> selector.maximumDrawdown(-0.15)).hasMessageContaining("maximumDrawdown");
        assertThatThrownBy(() -> selector.limit(4)).hasMessage("limit must be at least 5, was 4");
        assertThatThrownBy(() -> selector.hysteresis(Double.NaN)).hasMessageContaining("hysteresis");
        assertThatThrownBy(() -> selector.minimumDwell(-1)).hasMessageContaining("minimumDwell");
        assertThatThrownBy(() -> selector.maximumChanges(-1)).hasMessageContaining("maximumChanges");
        assertThatThrownBy(() -> SelectionState.of(List.of("a", "a"), DAY))
                .hasMessage("incumbents must have unique ids, but \"a\" is repeated");
        assertThat(selector.toString()).startsWith("Selector[top 5");
        assertThat(Selector.top(5).select(ranking()).isEmpty()).isTrue();
    }

    private static String reason(Selector selector, StrategyRecord record) {
        return selector.select(ranking(Map.of(record.id(), 0.5), List.of(record)))
                .rejected()
                .get(0)
                .text();
    }

    @Test
    void aLeadOfExactlyTheBandIsNotMore() {
        // in doubles 0.7 + 0.1 is less than 0.8, and 0.3 - 0.2 is less than 0.1
        Selector selector = Selector.top(1).hysteresis(0.1);
        for (double low = 0.1; low < 2; low += 0.1) {
            SelectionState before = SelectionState.of(List.of("old"), Strategies.DAY.minusMonths(1));
            Ranking tied =
                    Strategies.ranking("new", Math.round(10 * low + 1) / 10.0, "old", Math.round(10 * low) / 10.0);
            assertThat(selector.select(tied, before).ids()).containsExactly("old");
            Ranking above = Strategies.ranking(
                    "new", Math.round(10 * low + 1) / 10.0 + 1e-9, "old", Math.round(10 * low) / 10.0);
            assertThat(selector.select(above, before).ids()).containsExactly("new");
        }
    }

    @Test
    void withoutABandTheSmallestLeadWins() {
        SelectionState before = SelectionState.of(List.of("old"), Strategies.DAY.minusMonths(1));
        Ranking ranking = Strategies.ranking("new", Math.nextUp(0.5), "old", 0.5);
        assertThat(Selector.top(1).select(ranking, before).ids()).containsExactly("new");
    }

    @Test
    void aQueryIsCheckedHoweverItIsMade() {
        StrategyQuery all = StrategyQuery.all();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StrategyQuery(
                        all.types(), all.families(), all.regimes(), all.assetClasses(), all.tags(), 0, -0.1, 1))
                .withMessage("maximumDrawdown must be at least 0 and finite, was -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> all.minimumSharpe(Double.NaN))
                .withMessage("minimumSharpe must be finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> all.maximumDrawdown(Double.NaN))
                .withMessage("maximumDrawdown must be finite, was NaN");
    }
}
