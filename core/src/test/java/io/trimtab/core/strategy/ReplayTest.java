package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.learning.Hedge;
import io.trimtab.core.strategy.learning.LearnedScores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What comes in unordered gives the same answers, to the last bit and letter. */
class ReplayTest {
    private static final FactorWeights WEIGHTS = FactorWeights.reference().in(Regime.CRISIS, 1, 0.5, 2, 4, 1);

    /** Everything a cycle does with strategies, as text; what has an order of its own is shuffled. */
    private static String replay(Random shuffle) throws Exception {
        List<StrategyRecord> records = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<String> names =
                    new ArrayList<>(List.of("window", "Aa", "BB", "lag", "stop", "\u00e9")); // Aa and BB hash alike
            List<String> tags = new ArrayList<>(List.of("fx", "slow", "AaAa", "BBBB", "AaBB"));
            Collections.shuffle(names, shuffle);
            Collections.shuffle(tags, shuffle);
            StrategyRecord.Builder record = Strategies.random("s" + i, new java.util.SplittableRandom(i)).toBuilder();
            int number = i;
            names.forEach(name -> record.parameter(name, name + number % 40));
            tags.forEach(record::tag);
            records.add(record.family("family-" + i % 4).build());
        }
        Collections.shuffle(records, shuffle);
        InMemoryStrategyCatalog catalog = InMemoryStrategyCatalog.empty();
        records.forEach(catalog::add);
        StringBuilder out = new StringBuilder();
        for (StrategyRecord record : catalog.candidates()) {
            out.append(new String(StrategyDocument.bytes(record), StandardCharsets.UTF_8))
                    .append(record.fingerprint());
        }
        List<StrategyRecord> candidates = new ArrayList<>(catalog.candidates());
        Collections.shuffle(candidates, shuffle);
        LearnedScores learned = LearnedScores.of(
                candidates.stream().map(StrategyRecord::id).sorted().toList(), Hedge.over(candidates.size(), 0.05));
        SelectionState state = SelectionState.empty();
        for (int cycle = 0; cycle < 4; cycle++) {
            Map<String, Double> returns =
                    shuffle.nextBoolean() ? new HashMap<>(4 << shuffle.nextInt(8)) : new LinkedHashMap<>();
            for (StrategyRecord record : candidates) {
                returns.put(record.id(), 0.001 * (record.id().hashCode() % 7 + cycle));
            }
            learned = learned.observe(returns);
            for (Aggregator aggregator :
                    List.of(Aggregator.weightedSum(), Aggregator.topsisByVector(), Aggregator.majorities())) {
                StrategyScorer.Builder builder = StrategyScorer.builder().aggregatedBy(aggregator);
                ReferenceFactors.all().forEach(factor -> builder.factor(factor, Normaliser.median(3)));
                Ranking ranking = builder.weights(WEIGHTS).build().score(candidates, Strategies.belief(0.5, 0.2, 0.3));
                Selection selection =
                        Selector.top(5).familyCap(2).hysteresis(0.01).select(ranking, state);
                state = selection.state();
                ranking.cards().forEach(card -> out.append(card).append(hex(card.total())));
                out.append(selection.ids()).append(selection.rejected()).append(selection.changes());
            }
        }
        for (StrategyRecord record : catalog.candidates()) {
            out.append(hex(learned.score(record.id())));
        }
        return out.toString();
    }

    private static String hex(double value) {
        return Double.toHexString(value);
    }

    @Test
    void unorderedMapsDoNotMakeAReplayDiffer() throws Exception {
        String first = replay(new Random(0));
        assertThat(first).contains("family-3");
        for (int seed = 1; seed < 12; seed++) {
            assertThat(replay(new Random(seed))).isEqualTo(first);
        }
    }
}
