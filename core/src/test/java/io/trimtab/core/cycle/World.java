package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.AllocationRequest;
import io.trimtab.core.cycle.port.ConstraintCost;
import io.trimtab.core.cycle.port.ExecutionVenue;
import io.trimtab.core.cycle.port.GateRequest;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.PerformanceTracker;
import io.trimtab.core.cycle.port.WeightReason;
import io.trimtab.core.market.HistoricalMarketData;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.MarketSnapshot;
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
import io.trimtab.core.strategy.CatalogAddition;
import io.trimtab.core.strategy.InMemoryStrategyCatalog;
import io.trimtab.core.strategy.PerformanceSummary;
import io.trimtab.core.strategy.Selector;
import io.trimtab.core.strategy.StrategyCatalog;
import io.trimtab.core.strategy.StrategyQuery;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.StrategyType;
import io.trimtab.core.time.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A small world for a cycle to run in: five assets over 400 days, four strategies, a paper account, and a switch at
 * each component that makes it fail in one of several ways.
 */
final class World {
    static final Universe ASSETS = Universe.of("A", "B", "C", "D", "E");
    static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    static final int DAYS = 400;

    /** The ways in which a component can fail. */
    enum Fault {
        NONE,
        THROWS,
        ERROR,
        NULL,
        /** It moves the clock beyond every deadline, then answers. */
        LATE
    }

    final ManualClock clock = ManualClock.startingAt(publication(99));
    final double[] prices;
    final Map<ComponentName, Fault> faults = new EnumMap<>(ComponentName.class);
    final List<AlertNotice> notices = new ArrayList<>();
    final List<GateRequest> gateRequests = new ArrayList<>();
    final List<String> venueLog = new ArrayList<>();
    final PaperVenue venue = PaperVenue.builder()
            .capital(new BigDecimal("100000"))
            .log(venueLog::add)
            .build();
    final PerformanceTracker monitor = PerformanceMonitor.builder(PeriodsPerYear.DAILY)
            .minimumObservations(5)
            .build();

    /** What the allocator wants; the strategies do not matter to it. */
    double[] wanted = {0.3, 0.3, 0.2, 0.1, 0.0};

    double confidence = 0.9;
    boolean infeasible;
    boolean denies;

    World() {
        this(1);
    }

    World(long seed) {
        prices = new double[DAYS * ASSETS.size()];
        SplittableRandom random = new SplittableRandom(seed);
        for (int j = 0; j < ASSETS.size(); j++) {
            double price = 50 + 10 * j;
            for (int t = 0; t < DAYS; t++) {
                price *= 1 + random.nextDouble(-0.02, 0.021);
                prices[j * DAYS + t] = price;
            }
        }
    }

    static Instant publication(int day) {
        return FIRST.plusDays(day).atTime(23, 59, 59, 999_999_999).toInstant(ZoneOffset.UTC);
    }

    /** Today's number, from 0. */
    int today() {
        return (int) ChronoUnit.DAYS.between(publication(0), clock.instant());
    }

    void spoil(String asset, int day) {
        prices[ASSETS.indexOf(asset) * DAYS + day] = Double.NaN;
    }

    /** The next day begins: the venue sees its prices, where there are any. */
    void nextDay() {
        clock.set(publication(today() + 1));
        feedVenue();
    }

    void feedVenue() {
        List<String> known = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int j = 0; j < ASSETS.size(); j++) {
            double price = prices[j * DAYS + today()];
            if (Double.isFinite(price)) {
                known.add(ASSETS.id(j));
                values.add(price);
            }
        }
        if (!known.isEmpty()) {
            double[] now = values.stream().mapToDouble(x -> x).toArray();
            venue.onBar(MarketSnapshot.of(Universe.of(known), clock.instant(), now));
        }
    }

    void fail(ComponentName component, Fault fault) {
        faults.put(component, fault);
    }

    @SuppressWarnings("NullAway") // returning null is one of the faults
    <T> T through(ComponentName component, Supplier<T> answer) {
        switch (faults.getOrDefault(component, Fault.NONE)) {
            case NONE -> {}
            case THROWS -> throw new IllegalStateException(component + " broke");
            case ERROR -> throw new StackOverflowError(component + " broke badly");
            case NULL -> {
                return null;
            }
            case LATE -> clock.advance(Duration.ofSeconds(6));
        }
        return answer.get();
    }

    MarketData marketData(Instant asOf) {
        return through(
                ComponentName.MARKET_DATA,
                () -> HistoricalMarketData.of(PriceHistory.of(
                                ASSETS, FIRST.datesUntil(FIRST.plusDays(DAYS)).toList(), prices))
                        .lookingBack(60)
                        .asOf(asOf));
    }

    private final RegimeModel regime = new RegimeModel() {
        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
            return through(
                    ComponentName.REGIME,
                    () -> RegimeBelief.of(
                            List.of(Regime.SIDEWAYS, Regime.CRISIS),
                            new double[] {confidence, 1 - confidence},
                            "fixed",
                            asOf));
        }
    };

    private final StrategyCatalog catalog = new StrategyCatalog() {
        private final StrategyCatalog inner = InMemoryStrategyCatalog.of(List.of(
                strategy("momentum", 1.5), strategy("carry", 1.0), strategy("trend", 0.8), strategy("hold", 0.4)));

        @Override
        public CatalogAddition add(StrategyRecord record) {
            return inner.add(record);
        }

        @Override
        public List<StrategyRecord> find(StrategyQuery query) {
            return inner.find(query);
        }

        @Override
        public Optional<StrategyRecord> byId(String id) {
            return inner.byId(id);
        }

        @Override
        public List<StrategyRecord> candidates() {
            return through(ComponentName.STRATEGY_SELECTOR, inner::candidates);
        }
    };

    private static StrategyRecord strategy(String id, double sharpe) {
        return StrategyRecord.builder(id, StrategyType.OTHER)
                .parameter("id", id)
                .performance(PerformanceSummary.builder()
                        .sharpe(sharpe)
                        .cagr(0.1)
                        .maxDrawdown(0.1)
                        .consistency(0.6)
                        .sortino(1.2)
                        .beta(1)
                        .build())
                .usage(100, 0.8)
                .dates(FIRST, FIRST)
                .build();
    }

    Allocation allocate(AllocationRequest request) {
        return through(ComponentName.OPTIMIZER, () -> {
            if (infeasible) {
                return new Allocation.NotAllocated("no such portfolio", List.of("budget", "cap 5%"));
            }
            Universe universe = request.market().snapshot().universe();
            double[] target = new double[universe.size()];
            for (int i = 0; i < target.length; i++) {
                target[i] = wanted[ASSETS.indexOf(universe.id(i))];
            }
            TreeMap<String, Double> metrics = new TreeMap<>(Map.of("volatility", 0.1));
            return new Allocation.Allocated(
                    Weights.of(universe, target),
                    "fixed weights",
                    metrics,
                    List.of(new ConstraintCost("cap 30%", 0.3, 0, 0.3, 0.0125, "return per unit of weight")),
                    List.of(new WeightReason(universe.id(0), "at its cap of 30%")),
                    1e-14);
        });
    }

    GateVerdict check(GateRequest request) {
        gateRequests.add(request);
        return through(ComponentName.RISK, () -> {
            double gross = request.target().gross();
            List<LimitUsage> usage =
                    List.of(new LimitUsage("gross exposure", "portfolio", gross, 1.5, gross / 1.5, LimitKind.HARD));
            LimitBreach breach = new LimitBreach(
                    "gross exposure", "portfolio", gross, 0.5, LimitKind.HARD, List.of("A"), "sell 10 A");
            return denies ? new GateVerdict.Denied(List.of(breach), usage) : new GateVerdict.Approved(usage);
        });
    }

    AlertReceipt raise(AlertNotice notice) {
        return through(ComponentName.ALERTS, () -> {
            notices.add(notice);
            return AlertReceipt.ACCEPTED;
        });
    }

    TradingCycleBuilder builder() {
        return TradingCycle.builder()
                .name("test")
                .marketData(this::marketData)
                .strategies(catalog)
                .regime(regime)
                .selector(Selector.top(2))
                .allocator(this::allocate)
                .riskGate(this::check)
                .execution(new FaultyVenue(this))
                .alerts(this::raise)
                .performance(observation -> through(ComponentName.PERFORMANCE, () -> monitor.observe(observation)))
                .config(CycleConfig.normal().toBuilder()
                        .mode(CycleMode.AUTOMATED)
                        .build())
                .clock(clock)
                .nanoClock(clock);
    }

    List<String> noticeTypes() {
        return notices.stream().map(AlertNotice::type).toList();
    }

    /** The venue with the switch of {@link ComponentName#EXECUTION} before it. */
    private record FaultyVenue(World world) implements ExecutionVenue {
        @Override
        public OrderReport submit(Order order) {
            return world.through(ComponentName.EXECUTION, () -> world.venue.submit(order));
        }

        @Override
        public OrderReport status(String orderId) {
            return world.through(ComponentName.EXECUTION, () -> world.venue.status(orderId));
        }

        @Override
        public OrderReport cancel(String orderId) {
            return world.through(ComponentName.EXECUTION, () -> world.venue.cancel(orderId));
        }

        @Override
        public AccountState account() {
            return world.through(ComponentName.EXECUTION, world.venue::account);
        }
    }
}
