package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.testkit.Fixtures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The published worked example of the reference formula; oracle: the fixture, computed independently by hand. */
class ReferenceScoresTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 6, 6);
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":\\s*(\"[^\"]*\"|[-+.0-9eE]+)");
    private static final double TOLERANCE = 1e-12;

    /** A belief of 0.85 in the regime that the strategies were made for. */
    private static final MarketConditions CONDITIONS = new MarketConditions(
            RegimeBelief.of(
                    List.of(Regime.BULL, Regime.BEAR), new double[] {0.85, 0.15}, "fixture", AS_OF.minusDays(1)),
            AS_OF,
            VolatilityLevel.LOW,
            CorrelationLevel.HIGH,
            AssetClass.EQUITY);

    @Test
    void theFiveFactorsAndTheirTotalsMatchThePublishedExample() {
        List<Map<String, String>> rows = rows();
        assertThat(rows).hasSize(5);
        Ranking ranking =
                StrategyScorer.reference().score(rows.stream().map(this::record).toList(), CONDITIONS);
        assertThat(ranking.cards()).extracting(ScoreCard::id).first().isEqualTo("strategy_4");
        for (Map<String, String> row : rows) {
            ScoreCard card = ranking.cards().stream()
                    .filter(c -> c.id().equals(row.get("strategy")))
                    .findFirst()
                    .orElseThrow();
            assertRaw(card, "regime", row, "regime_match");
            assertRaw(card, "performance", row, "performance");
            assertRaw(card, "confidence", row, "confidence");
            assertRaw(card, "risk", row, "risk");
            assertRaw(card, "adaptation", row, "adaptation");
            double published = number(row, "overall_weights_sum_1_2");
            assertThat(card.total()).isCloseTo(number(row, "overall_normalised"), within(TOLERANCE));
            assertThat(card.total() * StrategyScorer.reference().weights().originalSum())
                    .isCloseTo(published, within(TOLERANCE));
            assertThat(card.confidence()).isCloseTo(number(row, "confidence"), within(TOLERANCE));
        }
    }

    @Test
    void theReferenceWeightsSumTo1point2AndAreDividedByIt() {
        FactorWeights weights = FactorWeights.reference();
        assertThat(weights.originalSum()).isCloseTo(1.2, within(1e-15));
        double sum = 0;
        for (double w : weights.base()) {
            sum += w;
        }
        assertThat(sum).isCloseTo(1, within(1e-15));
        assertThat(weights.base()[1]).isCloseTo(1.0 / 3, within(1e-15));
    }

    private static void assertRaw(ScoreCard card, String factor, Map<String, String> row, String field) {
        assertThat(card.factor(factor).raw()).as(factor).isCloseTo(number(row, field), within(TOLERANCE));
    }

    private StrategyRecord record(Map<String, String> row) {
        // Context match 0.8: market .4, volatility .3 and asset class .1 are equal; correlation is not.
        StrategyContext context = StrategyContext.of(Regime.BULL, AssetClass.EQUITY)
                .withLevels(VolatilityLevel.LOW, CorrelationLevel.LOW);
        assertThat(number(row, "contextMatch")).isEqualTo(0.8);
        assertThat(number(row, "regimeConfidence")).isEqualTo(0.85);
        return StrategyRecord.builder(row.getOrDefault("strategy", ""), StrategyType.OTHER)
                .context(context)
                .performance(PerformanceSummary.builder()
                        .sharpe(number(row, "sharpe"))
                        .cagr(number(row, "cagr"))
                        .maxDrawdown(number(row, "maxDrawdown"))
                        .consistency(number(row, "consistency"))
                        .sortino(number(row, "sortino"))
                        .beta(number(row, "beta"))
                        .build())
                .usage((int) number(row, "usageCount"), number(row, "successRate"))
                .dates(LocalDate.of(2020, 1, 1), AS_OF.minusDays((long) number(row, "ageDays")))
                .build();
    }

    private static List<Map<String, String>> rows() {
        String text = Fixtures.text("strategy/expected/reference_selector_scores.json");
        List<Map<String, String>> rows = new ArrayList<>();
        for (String part : text.substring(text.indexOf("\"rows\""), text.indexOf("\"formulas\""))
                .split("(?=\"strategy\":)")) {
            Map<String, String> row = new HashMap<>();
            Matcher field = FIELD.matcher(part);
            while (field.find()) {
                row.put(field.group(1), field.group(2).replace("\"", ""));
            }
            if (row.containsKey("strategy")) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static double number(Map<String, String> row, String field) {
        return Double.parseDouble(row.getOrDefault(field, "absent: " + field));
    }
}
