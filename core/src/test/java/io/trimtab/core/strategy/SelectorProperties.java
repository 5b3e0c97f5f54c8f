package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.Example;

/** What must hold of every selection, over random histories. */
class SelectorProperties {
    private static final int STRATEGIES = 12;

    @Example
    void placesFiltersDwellAndChangesAreKeptInEveryCycle() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < Campaign.tries(60, 1000); n++) {
            int top = 1 + random.nextInt(5);
            int dwell = random.nextInt(4);
            int most = random.nextInt(4);
            double band = random.nextDouble() * 0.3;
            Selector selector = Selector.top(top)
                    .minimumConfidence(0.5)
                    .hysteresis(band)
                    .minimumDwell(dwell)
                    .maximumChanges(most);
            SelectionState state = SelectionState.empty();
            for (int cycle = 0; cycle < 15; cycle++) {
                Ranking ranking = randomRanking(random);
                Selection selection = selector.select(ranking, state);
                check(selection, state, top, dwell, most);
                assertThat(selector.select(ranking, state)).isEqualTo(selection);
                state = selection.state();
            }
        }
    }

    private static void check(Selection selection, SelectionState before, int top, int dwell, int most) {
        Ranking ranking = selection.ranking();
        assertThat(selection.chosen()).hasSizeLessThanOrEqualTo(top);
        long eligible =
                ranking.cards().stream().filter(c -> c.confidence() >= 0.5).count();
        assertThat(selection.chosen()).hasSize((int) Math.min(top, eligible));
        double shares = 0;
        for (SelectedStrategy chosen : selection.chosen()) {
            assertThat(chosen.card().confidence()).isGreaterThanOrEqualTo(0.5);
            assertThat(chosen.card().total()).isFinite();
            shares += chosen.weight();
        }
        assertThat(shares).isCloseTo(selection.isEmpty() ? 0 : 1, within(1e-12));
        // Everyone is either chosen or told why not.
        TreeSet<String> seen = new TreeSet<>(selection.ids());
        selection.rejected().forEach(r -> assertThat(seen.add(r.id())).isTrue());
        assertThat(seen).hasSize(STRATEGIES);
        int left = 0;
        for (SelectionChange change : selection.changes()) {
            if (change.kind() == SelectionChange.Kind.LEFT) {
                left++;
                assertThat(before.byId(change.id()).orElseThrow().cyclesHeld()).isGreaterThanOrEqualTo(dwell);
            }
        }
        assertThat(left).isLessThanOrEqualTo(most);
    }

    @Example
    void withoutHysteresisTheBestScoresAreChosenWhoeverTheIncumbentsAre() {
        SplittableRandom random = new SplittableRandom(2);
        for (int n = 0; n < 200; n++) {
            Ranking ranking = randomRanking(random);
            Selector selector = Selector.top(3);
            SelectionState held = SelectionState.of(List.of("s1", "s5", "s7"), Strategies.DAY);
            // Scores, not ids: among equal ones the incumbent stays.
            assertThat(selector.select(ranking, held).chosen())
                    .extracting(chosen -> chosen.card().total())
                    .isEqualTo(selector.select(ranking).chosen().stream()
                            .map(chosen -> chosen.card().total())
                            .toList());
        }
    }

    @Example
    void scoresThatMoveLessThanHalfTheBandCauseNoChange() {
        SplittableRandom random = new SplittableRandom(3);
        Selector selector = Selector.top(4).hysteresis(0.1);
        Map<String, Double> level = new LinkedHashMap<>();
        for (int i = 0; i < STRATEGIES; i++) {
            level.put("s" + i, random.nextDouble());
        }
        List<StrategyRecord> records =
                level.keySet().stream().map(Strategies::solid).toList();
        SelectionState state =
                selector.select(Strategies.ranking(level, records)).state();
        for (int cycle = 0; cycle < 300; cycle++) {
            Map<String, Double> noisy = new LinkedHashMap<>();
            level.forEach((id, score) -> noisy.put(id, score + random.nextDouble(-0.0499, 0.0499)));
            Selection selection = selector.select(Strategies.ranking(noisy, records), state);
            assertThat(selection.changes()).isEmpty();
            state = selection.state();
        }
    }

    private static Ranking randomRanking(SplittableRandom random) {
        Map<String, Double> scores = new LinkedHashMap<>();
        List<StrategyRecord> records = new ArrayList<>();
        for (int i = 0; i < STRATEGIES; i++) {
            String id = "s" + i;
            // Coarse, so that there are ties; one in ten is missing, one in four not well known.
            scores.put(id, random.nextInt(10) == 0 ? Double.NaN : random.nextInt(20) / 20.0);
            StrategyRecord record = Strategies.solid(id);
            records.add(random.nextInt(4) == 0 ? record.toBuilder().usage(0, 0).build() : record);
        }
        return Strategies.ranking(scores, records);
    }
}
