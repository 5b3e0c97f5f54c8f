package io.trimtab.docs.demo;

import io.trimtab.core.cycle.CycleConfig;
import io.trimtab.core.cycle.CycleMode;
import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.TradingCycle;
import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.market.HistoricalMarketData;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.paper.PaperVenue;
import io.trimtab.core.performance.PerformanceMonitor;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.strategy.FactorWeights;
import io.trimtab.core.strategy.InMemoryStrategyCatalog;
import io.trimtab.core.strategy.Normaliser;
import io.trimtab.core.strategy.ReferenceFactors;
import io.trimtab.core.strategy.SelectionWeighting;
import io.trimtab.core.strategy.Selector;
import io.trimtab.core.strategy.StrategyScorer;
import io.trimtab.core.time.ManualClock;
import io.trimtab.core.time.NanoClock;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.docs.strategies.MonthEnds;
import io.trimtab.optimizer.OptimizingAllocator;
import io.trimtab.risk.limit.PreTradeRiskGate;
import io.trimtab.risk.limit.ReArm;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Replays history day by day: each day the account is valued and watched, at the end of each month a cycle decides, and
 * its orders are filled at the prices of the next day.
 *
 * <p>The clock shows the moment at which the European Central Bank published the day's rates, and each port answers for
 * that moment. Nothing here waits, and nothing depends on the time of the real world but the timings.
 */
final class Simulation {
    private final PriceHistory prices;
    private final DemoSettings settings;
    private final NanoClock stopwatch;
    private final HistoricalMarketData market;
    private final ManualClock clock;
    private final PaperVenue venue;
    private final Watch watch;
    private final InMemoryStrategyCatalog catalog = InMemoryStrategyCatalog.empty();
    private final StrategyBook strategies;
    private final TradingCycle cycle;
    private final DemoRun run;
    private double valueAtRisk;

    private Simulation(PriceHistory prices, PriceHistory feed, DemoSettings settings, NanoClock stopwatch) {
        this.prices = prices;
        this.settings = settings;
        this.stopwatch = stopwatch;
        this.market = HistoricalMarketData.of(feed)
                .publishedAt(EcbHistory.PUBLISHED, EcbHistory.ZONE)
                .lookingBack(DemoSettings.LOOK_BACK);
        this.clock = ManualClock.startingAt(market.publicationOf(prices.date(0)));
        BigDecimal capital = new BigDecimal(DemoSettings.CAPITAL);
        this.venue =
                PaperVenue.builder().capital(capital).slippage(settings.cost()).build();
        this.watch = new Watch(clock, capital.doubleValue());
        long start = stopwatch.nanos();
        this.strategies = StrategyBook.walk(prices, settings.cost());
        this.run = new DemoRun(prices, strategies, watch, capital.doubleValue(), settings.cost());
        run.timings().walked(stopwatch.nanos() - start);
        this.cycle = wire();
    }

    /** Runs the demonstration over prices without a hole. */
    static DemoRun run(PriceHistory prices, DemoSettings settings, NanoClock stopwatch) {
        return run(prices, prices, settings, stopwatch);
    }

    /** The same, with cycles that see a feed with defects where prices really were without. */
    static DemoRun run(PriceHistory prices, PriceHistory feed, DemoSettings settings, NanoClock stopwatch) {
        return new Simulation(prices.upTo(settings.lastDay()), feed, settings, stopwatch).run();
    }

    private TradingCycle wire() {
        CycleConfig config = CycleConfig.normal().toBuilder()
                .mode(CycleMode.AUTOMATED)
                .selectionInterval(Duration.ofDays(30))
                .minConfidence(0.6)
                .minWeightChange(0.0025)
                .quantityDecimals(2)
                .historySize(1)
                .build();
        return TradingCycle.builder()
                .name("fx")
                .config(config)
                .clock(clock)
                .nanoClock(clock)
                .marketData(market)
                .strategies(catalog)
                .regime(new YearlyHmm())
                .scorer(scorer())
                .selector(selector())
                .allocator(OptimizingAllocator.of(new StrategyPortfolio(strategies)::problemOf))
                .riskGate(PreTradeRiskGate.over(EcbHistory.CURRENCIES, DemoLimits.book())
                        .lot(new BigDecimal("0.01"))
                        .scenarios(DemoSettings.RISK_DAYS)
                        .reArm(ReArm.belowBand(DemoLimits.BAND))
                        .reducingWhileBreached()
                        // a currency without a price today is taken for what it was at the end of the month before
                        .lastKnownFor(Duration.ofDays(40))
                        .build())
                .execution(venue)
                .performance(PerformanceMonitor.builder(PeriodsPerYear.MONTHLY)
                        .window(36)
                        .minimumObservations(12)
                        .build())
                .alerts(watch.alerts())
                .build();
    }

    /**
     * The reference factors, each as a rank among the candidates, for their raw values hardly differ between strategies
     * that all trade currencies; in turbulent markets, how a strategy's risk behaved counts for more.
     */
    private static StrategyScorer scorer() {
        StrategyScorer.Builder scorer = StrategyScorer.builder();
        ReferenceFactors.all().forEach(factor -> scorer.factor(factor, Normaliser.rank()));
        return scorer.weights(FactorWeights.reference()
                        .in(Regime.VOLATILE, 0.3, 0.3, 0.2, 0.3, 0.1)
                        .in(Regime.CRISIS, 0.3, 0.2, 0.2, 0.5, 0.1))
                .build();
    }

    private static Selector selector() {
        return Selector.top(5)
                .maximumDrawdown(0.35)
                .minimumConfidence(0.45)
                .hysteresis(0.05)
                .minimumDwell(3)
                .maximumChanges(2)
                .weighting(SelectionWeighting.SCORE);
    }

    private DemoRun run() {
        cycle.start();
        List<Integer> decisions = MonthEnds.rows(prices.dates());
        int next = 0;
        for (int t = 0; t < prices.rows(); t++) {
            LocalDate day = prices.date(t);
            Instant now = market.publicationOf(day);
            clock.set(now);
            if (!run.cycles().isEmpty()) {
                live(t, now);
            }
            if (next < decisions.size() && decisions.get(next) == t) {
                next++;
                if (!day.isBefore(settings.firstDecision())) {
                    decide(day);
                }
            }
        }
        cycle.stop();
        watch.alerts().advance();
        return run;
    }

    /** One day: yesterday's orders are filled, the account is valued and watched. */
    private void live(int row, Instant now) {
        double[] today = new double[prices.columns()];
        for (int j = 0; j < today.length; j++) {
            today[j] = prices.get(row, j);
        }
        List<Fill> fills = venue.onBar(MarketSnapshot.of(prices.universe(), now, today));
        double equity = venue.equity().doubleValue();
        run.filled(fills, prices, row, equity);
        run.valued(prices.date(row), equity);
        watch.look(equity, valueAtRisk);
    }

    private void decide(LocalDate day) {
        strategies.asOf(day).forEach(catalog::add);
        long start = stopwatch.nanos();
        CycleReport report = cycle.runOnce();
        run.timings().cycled(stopwatch.nanos() - start);
        run.decided(day, report);
        report.verdict().ifPresent(verdict -> {
            for (LimitUsage usage : verdict.usage()) {
                if (usage.name().startsWith("value at risk")) {
                    valueAtRisk = usage.measured();
                }
            }
        });
    }
}
