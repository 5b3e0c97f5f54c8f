package io.trimtab.benchmarks;

import io.trimtab.core.cycle.CycleConfig;
import io.trimtab.core.cycle.CycleMode;
import io.trimtab.core.cycle.CycleOutcome;
import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.TradingCycle;
import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.AllocationRequest;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.market.HistoricalMarketData;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.paper.PaperVenue;
import io.trimtab.core.performance.PerformanceMonitor;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.regime.RegimeModel;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.strategy.InMemoryStrategyCatalog;
import io.trimtab.core.strategy.PerformanceSummary;
import io.trimtab.core.strategy.Selector;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.StrategyType;
import io.trimtab.core.time.ManualClock;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One full cycle with the coordination, validation, scoring, order making, paper fills and record of this library, and
 * with components that cost nothing where optimizer and risk would be: a day of 250 is validated, a fifth of the
 * weights changes, the account is revalued and the report is made.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // JMH calls the set-up before any measurement
public class CycleBenchmark {
    private static final int DAYS = 2000;
    private static final int LOOK_BACK = 250;
    private static final LocalDate FIRST = LocalDate.of(2010, 1, 1);

    /** Assets and strategies. */
    @Param({"20x10", "100x50", "500x200"})
    public String size;

    private HistoricalMarketData data;
    private InMemoryStrategyCatalog catalog;
    private ManualClock clock;
    private PaperVenue venue;
    private TradingCycle cycle;
    private int day;

    /** For JMH. */
    public CycleBenchmark() {}

    /** Draws prices and strategies. */
    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        int assets = Integer.parseInt(size.substring(0, size.indexOf('x')));
        int strategies = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        double[] prices = new double[DAYS * assets];
        for (int j = 0; j < assets; j++) {
            double price = 100;
            for (int t = 0; t < DAYS; t++) {
                price *= 1 + random.nextDouble(-0.02, 0.0201);
                prices[j * DAYS + t] = price;
            }
        }
        Universe universe =
                Universe.of(IntStream.range(0, assets).mapToObj(j -> "A" + j).toList());
        List<LocalDate> dates = FIRST.datesUntil(FIRST.plusDays(DAYS)).toList();
        data = HistoricalMarketData.of(PriceHistory.of(universe, dates, prices)).lookingBack(LOOK_BACK);
        List<StrategyRecord> records = new ArrayList<>();
        for (int s = 0; s < strategies; s++) {
            records.add(strategy(s, random.nextDouble(0.5, 2)));
        }
        catalog = InMemoryStrategyCatalog.of(records);
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

    /** A new account and a new cycle: a paper account remembers every order, so it must not run for ever. */
    @Setup(Level.Iteration)
    public void restart() {
        day = LOOK_BACK;
        clock = ManualClock.startingAt(data.publicationOf(FIRST.plusDays(day)));
        venue = PaperVenue.builder().capital(new BigDecimal("100000000")).build();
        cycle = TradingCycle.builder()
                .name("benchmark")
                .config(CycleConfig.normal().toBuilder()
                        .mode(CycleMode.AUTOMATED)
                        .minWeightChange(1e-5)
                        .build())
                .marketData(data)
                .strategies(catalog)
                .regime(new Calm())
                .selector(Selector.reference())
                .allocator(this::allocate)
                .riskGate(request -> new GateVerdict.Approved(List.of()))
                .execution(venue)
                .alerts(notice -> AlertReceipt.ACCEPTED)
                .performance(PerformanceMonitor.builder(PeriodsPerYear.DAILY).build())
                .clock(clock)
                .build();
    }

    /** Says the same every day, after having looked at the returns. */
    private static final class Calm implements RegimeModel {
        @Override
        public String name() {
            return "calm";
        }

        @Override
        public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
            return RegimeBelief.of(List.of(Regime.SIDEWAYS, Regime.CRISIS), new double[] {0.9, 0.1}, name(), asOf);
        }
    }

    /** Another fifth of the assets is left out each day. */
    private Allocation allocate(AllocationRequest request) {
        Universe universe = request.market().snapshot().universe();
        double[] weights = new double[universe.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i + day) % 5 == 0 ? 0 : 1.0 / weights.length;
        }
        return Allocation.Allocated.of(Weights.of(universe, weights), "all but a fifth");
    }

    /**
     * A day: its bar, and its cycle.
     *
     * @return the report
     */
    @Benchmark
    public CycleReport day() {
        if (++day == DAYS) {
            restart();
        }
        clock.set(data.publicationOf(FIRST.plusDays(day)));
        venue.onBar(((MarketData.Tradable) data.asOf(clock.instant())).snapshot());
        CycleReport report = cycle.runOnce();
        if (report.outcome() != CycleOutcome.TRADED) {
            throw new IllegalStateException(report.toString());
        }
        return report;
    }

    /**
     * The same with the record written out.
     *
     * @return the record
     */
    @Benchmark
    public String dayWithRecord() {
        return day().toText();
    }
}
