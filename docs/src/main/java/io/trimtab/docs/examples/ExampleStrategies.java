package io.trimtab.docs.examples;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.strategy.AssetClass;
import io.trimtab.core.strategy.PerformanceSummary;
import io.trimtab.core.strategy.Ranking;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.StrategyType;
import io.trimtab.docs.chart.BarChart;
import java.time.LocalDate;
import java.util.List;

/** Made-up strategies that differ in what is good about them. */
final class ExampleStrategies {
    private static final LocalDate TODAY = LocalDate.of(2024, 5, 31);

    private ExampleStrategies() {}

    static List<StrategyRecord> records(LocalDate asOf) {
        return List.of(
                record("momentum-12m", StrategyType.MOMENTUM, Regime.BULL, asOf.minusDays(5), 80, 0.61, 1.1, 0.16),
                record("carry", StrategyType.CARRY, Regime.BULL, asOf.minusDays(20), 40, 0.66, 0.9, 0.09),
                record("breakout-20", StrategyType.BREAKOUT, Regime.BEAR, asOf.minusDays(10), 6, 0.83, 2.2, 0.05),
                record(
                        "low-volatility",
                        StrategyType.DEFENSIVE,
                        Regime.BEAR,
                        asOf.minusDays(400),
                        100,
                        0.58,
                        0.7,
                        0.06));
    }

    private static StrategyRecord record(
            String id,
            StrategyType type,
            Regime regime,
            LocalDate updated,
            int uses,
            double success,
            double sharpe,
            double drawdown) {
        return StrategyRecord.builder(id, type)
                .performance(PerformanceSummary.builder()
                        .sharpe(sharpe)
                        .cagr(0.09 * sharpe)
                        .maxDrawdown(drawdown)
                        .consistency(success)
                        .sortino(1.4 * sharpe)
                        .beta(0.8)
                        .build())
                .context(StrategyContext.of(regime, AssetClass.FX))
                .usage(uses, success)
                .dates(LocalDate.of(2015, 1, 1), updated)
                .build();
    }

    static Ranking ranking() {
        RegimeBelief belief =
                RegimeBelief.of(List.of(Regime.BULL, Regime.BEAR), new double[] {0.8, 0.2}, "the desk", TODAY);
        return RegimesAndScores.prudent().score(records(TODAY), belief);
    }

    static BarChart picture() {
        return RegimesAndScores.reasons(ranking(), "Why each strategy has its score");
    }
}
