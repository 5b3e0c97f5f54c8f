package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.learning.Hedge;
import io.trimtab.core.strategy.learning.LearnedScores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Four methods, four answers. */
class SelectionMethodTest {
    private static StrategyRecord strategy(String id, Regime madeFor, double sharpe, double success) {
        return Strategies.solid(id).toBuilder()
                .performance(PerformanceSummary.builder()
                        .sharpe(sharpe)
                        .cagr(0.1)
                        .maxDrawdown(0.1)
                        .consistency(0.6)
                        .sortino(1.5 * sharpe)
                        .beta(1)
                        .build())
                .context(StrategyContext.of(madeFor, AssetClass.FX))
                .usage(100, success)
                .build();
    }

    private static final List<StrategyRecord> CANDIDATES = List.of(
            strategy("bear-good", Regime.BEAR, 2.0, 0.2),
            strategy("bear-poor", Regime.BEAR, 0.2, 0.2),
            strategy("bull-best", Regime.BULL, 2.6, 0.2),
            strategy("bull-sure", Regime.BULL, 1.9, 1.0),
            strategy("late", Regime.BULL, 0.1, 0.1));

    private static LearnedScores learned() {
        LearnedScores learned = LearnedScores.of(
                List.of("bear-good", "bear-poor", "bull-best", "bull-sure", "late"), Hedge.over(5, 0.05));
        for (int t = 0; t < 50; t++) {
            learned = learned.observe(
                    Map.of("bear-good", 0.0, "bear-poor", 0.001, "bull-best", -0.02, "bull-sure", -0.01, "late", 0.02));
        }
        return learned;
    }

    private static String firstBy(SelectionMethod method, double bull) {
        MarketConditions now = MarketConditions.of(Strategies.belief(bull, 1 - bull));
        return method.rank(CANDIDATES, now).first().id();
    }

    @Test
    void theFourMethodsChooseFourStrategies() {
        SelectionMethod hybrid = SelectionMethod.hybrid(StrategyScorer.reference());
        assertThat(firstBy(SelectionMethod.regimeBased(), 0.1)).isEqualTo("bear-good");
        assertThat(firstBy(SelectionMethod.performanceBased(), 0.1)).isEqualTo("bull-best");
        assertThat(firstBy(hybrid, 0.6)).isEqualTo("bull-sure");
        assertThat(firstBy(SelectionMethod.adaptive(learned()), 0.1)).isEqualTo("late");
    }

    @Test
    void onlyTheRecordCountsForPerformanceAndOnlyWhatWasLearnedForAdaptive() {
        for (double bull : new double[] {0, 0.3, 0.7, 1}) {
            assertThat(firstBy(SelectionMethod.performanceBased(), bull)).isEqualTo("bull-best");
            assertThat(firstBy(SelectionMethod.adaptive(learned()), bull)).isEqualTo("late");
        }
        assertThat(firstBy(SelectionMethod.regimeBased(), 0.9)).isEqualTo("bull-best");
    }

    @Test
    void whatALearnerDoesNotKnowGetsNoScoreAndTheReason() {
        LearnedScores one = LearnedScores.of(List.of("late"), Hedge.over(1, 0.05));
        Ranking ranking =
                SelectionMethod.adaptive(one).rank(CANDIDATES, MarketConditions.of(Strategies.belief(0.5, 0.5)));
        assertThat(ranking.cards()).extracting(ScoreCard::id).containsExactly("late");
        assertThat(ranking.unscored())
                .extracting(Rejection::code)
                .containsOnly(RejectionCode.FACTOR_MISSING)
                .hasSize(4);
        assertThat(SelectionMethod.adaptive(one).kind()).isEqualTo(SelectionMethod.Kind.ADAPTIVE);
        assertThat(SelectionMethod.regimeBased()).hasToString("SelectionMethod[REGIME_BASED]");
    }
}
