package io.trimtab.core.strategy;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Strategies, beliefs and rankings for tests. */
final class Strategies {
    static final LocalDate DAY = LocalDate.of(2024, 5, 31);
    static final List<Regime> REGIMES = List.of(Regime.BULL, Regime.BEAR, Regime.CRISIS);

    private Strategies() {}

    static RegimeBelief belief(double... p) {
        return RegimeBelief.of(REGIMES.subList(0, p.length), p, "test", DAY);
    }

    static RegimeBelief randomBelief(SplittableRandom random) {
        double a = random.nextDouble();
        double b = random.nextDouble() * (1 - a);
        return belief(a, b, 1 - a - b);
    }

    /** A well-known strategy: confidence 1, Sharpe ratio 1, drawdown 10%. */
    static StrategyRecord solid(String id) {
        return StrategyRecord.builder(id, StrategyType.MOMENTUM)
                .parameter("id", id)
                .performance(PerformanceSummary.builder()
                        .sharpe(1)
                        .cagr(0.1)
                        .maxDrawdown(0.1)
                        .consistency(0.6)
                        .sortino(1.2)
                        .beta(0.8)
                        .build())
                .context(StrategyContext.of(Regime.BULL, AssetClass.FX))
                .usage(100, 1)
                .dates(LocalDate.of(2020, 1, 1), DAY)
                .build();
    }

    static StrategyRecord random(String id, SplittableRandom random) {
        return StrategyRecord.builder(id, StrategyType.TREND)
                .performance(PerformanceSummary.builder()
                        .sharpe(random.nextDouble(-1, 3))
                        .cagr(random.nextDouble(-0.2, 0.6))
                        .maxDrawdown(random.nextDouble(0, 0.4))
                        .consistency(random.nextDouble())
                        .sortino(random.nextDouble(-1, 4))
                        .beta(random.nextDouble(-1, 2))
                        .build())
                .context(StrategyContext.of(REGIMES.get(random.nextInt(3)), AssetClass.FX))
                .usage(random.nextInt(200), random.nextDouble())
                .adaptationQuality(random.nextDouble())
                .dates(LocalDate.of(2015, 1, 1), DAY.minusDays(random.nextInt(500)))
                .build();
    }

    static List<StrategyRecord> random(int count, SplittableRandom random) {
        List<StrategyRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(random("s" + i, random));
        }
        return records;
    }

    /** A factor that looks values up by id; NaN where there is none. */
    static Factor given(String name, FactorDirection direction, Map<String, Double> values) {
        return new Factor() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public FactorDirection direction() {
                return direction;
            }

            @Override
            public double value(StrategyRecord strategy, MarketConditions conditions) {
                return values.getOrDefault(strategy.id(), Double.NaN);
            }
        };
    }

    /** A ranking of solid strategies with given scores: "a", 0.5, "b", 0.4, ... */
    static Ranking ranking(Object... idsAndScores) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int i = 0; i < idsAndScores.length; i += 2) {
            scores.put((String) idsAndScores[i], (Double) idsAndScores[i + 1]);
        }
        return ranking(scores, scores.keySet().stream().map(Strategies::solid).toList());
    }

    static Ranking ranking(Map<String, Double> scores, List<StrategyRecord> records) {
        return StrategyScorer.builder()
                .factor(given("score", FactorDirection.benefit(), scores), Normaliser.asIs())
                .build()
                .score(records, belief(0.7, 0.3));
    }
}
