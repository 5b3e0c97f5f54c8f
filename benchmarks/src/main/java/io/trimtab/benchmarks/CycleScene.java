package io.trimtab.benchmarks;

import io.trimtab.core.cycle.CycleConfig;
import io.trimtab.core.cycle.CycleMode;
import io.trimtab.core.cycle.CycleOutcome;
import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.TradingCycle;
import io.trimtab.core.cycle.TradingCycleBuilder;
import io.trimtab.core.market.HistoricalMarketData;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Universe;
import io.trimtab.core.paper.PaperVenue;
import io.trimtab.core.performance.PerformanceMonitor;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.strategy.InMemoryStrategyCatalog;
import io.trimtab.core.strategy.PerformanceSummary;
import io.trimtab.core.strategy.Selector;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.StrategyType;
import io.trimtab.core.time.ManualClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a cycle runs on: seeded prices of n assets, and candidate strategies.
 *
 * <p>The return of an asset in a day is that of the market, N(0.03%, 0.6%) in calm and N(0.03%, 1.8%) in turbulent
 * times, which change into each other with a probability of 3% a day, that of one of ten sectors, N(0, 0.5%), and its
 * own, N(0, U(0.8%, 2%)).
 */
record CycleScene(PriceHistory prices, HistoricalMarketData data, InMemoryStrategyCatalog catalog) {
    static final int SECTORS = 10;
    private static final LocalDate FIRST = LocalDate.of(2010, 1, 1);

    /** The size is of the form 500x200: assets and strategies. */
    static CycleScene of(String size, int days, int lookBack) {
        SplittableRandom random = new SplittableRandom(1);
        int assets = Integer.parseInt(size.substring(0, size.indexOf('x')));
        int strategies = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        Universe universe =
                Universe.of(IntStream.range(0, assets).mapToObj(j -> "A" + j).toList());
        List<LocalDate> dates = FIRST.datesUntil(FIRST.plusDays(days)).toList();
        PriceHistory prices = PriceHistory.of(universe, dates, draw(assets, days, random));
        List<StrategyRecord> records = new ArrayList<>();
        for (int s = 0; s < strategies; s++) {
            records.add(strategy(s, random.nextDouble(0.5, 2)));
        }
        return new CycleScene(
                prices, HistoricalMarketData.of(prices).lookingBack(lookBack), InMemoryStrategyCatalog.of(records));
    }

    private static double[] draw(int assets, int days, SplittableRandom random) {
        double[] own = random.doubles(assets, 0.008, 0.02).toArray();
        double[] prices = new double[days * assets];
        double[] sector = new double[SECTORS];
        boolean calm = true;
        for (int t = 0; t < days; t++) {
            calm ^= random.nextDouble() < 0.03;
            double market = 0.0003 + (calm ? 0.006 : 0.018) * random.nextGaussian();
            for (int k = 0; k < SECTORS; k++) {
                sector[k] = 0.005 * random.nextGaussian();
            }
            for (int j = 0; j < assets; j++) {
                double before = t == 0 ? 100 : prices[j * days + t - 1];
                double change = market + sector[j % SECTORS] + own[j] * random.nextGaussian();
                prices[j * days + t] = before * (1 + change);
            }
        }
        return prices;
    }

    private static StrategyRecord strategy(int number, double sharpe) {
        return StrategyRecord.builder("s" + number, StrategyType.OTHER)
                .parameter("number", Integer.toString(number))
                .performance(PerformanceSummary.builder()
                        .sharpe(sharpe)
                        .cagr(0.1)
                        .maxDrawdown(0.1)
                        .consistency(0.5)
                        .sortino(sharpe)
                        .beta(1)
                        .build())
                .usage(100, 0.9)
                .dates(FIRST, FIRST)
                .build();
    }

    /** A cycle over this scene that lacks regime, allocator, risk gate and alerts. */
    TradingCycleBuilder cycle(PaperVenue venue, ManualClock clock) {
        return TradingCycle.builder()
                .name("benchmark")
                .config(CycleConfig.normal().toBuilder()
                        .mode(CycleMode.AUTOMATED)
                        .minWeightChange(1e-5)
                        .build())
                .marketData(data)
                .strategies(catalog)
                .selector(Selector.reference())
                .execution(venue)
                .performance(PerformanceMonitor.builder(PeriodsPerYear.DAILY).build())
                .clock(clock);
    }

    /** An account with so much cash that nothing is refused for the lack of it. */
    static PaperVenue venue() {
        return PaperVenue.builder().capital(new BigDecimal("100000000")).build();
    }

    /** One day: its bar, and its cycle, which must trade. */
    CycleReport run(int day, TradingCycle cycle, PaperVenue venue, ManualClock clock) {
        clock.set(publicationOf(day));
        venue.onBar(barOf(day));
        CycleReport report = cycle.runOnce();
        if (report.outcome() != CycleOutcome.TRADED) {
            throw new IllegalStateException(report.toString());
        }
        return report;
    }

    /** When the prices of a day are known, days counted from 0. */
    Instant publicationOf(int day) {
        return data.publicationOf(FIRST.plusDays(day));
    }

    /** The prices of a day. */
    MarketSnapshot barOf(int day) {
        double[] bar = new double[prices.columns()];
        for (int j = 0; j < bar.length; j++) {
            bar[j] = prices.get(day, j);
        }
        return MarketSnapshot.of(prices.universe(), publicationOf(day), bar);
    }

    /** The ids of the assets of a sector. */
    List<String> sector(int number) {
        List<String> members = new ArrayList<>();
        for (int j = number; j < prices.columns(); j += SECTORS) {
            members.add(prices.universe().id(j));
        }
        return members;
    }
}
