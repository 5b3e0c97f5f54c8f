package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.cycle.port.GateStanding;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.MetricKey;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.OrderSide;
import io.trimtab.core.cycle.port.OrderStatus;
import io.trimtab.core.cycle.port.PerformanceFigures;
import io.trimtab.core.cycle.port.PerformanceObservation;
import io.trimtab.core.cycle.port.PerformanceReading;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.paper.Holding;
import io.trimtab.core.paper.Ledger;
import io.trimtab.core.paper.LedgerSnapshot;
import io.trimtab.core.paper.PaperSnapshot;
import io.trimtab.core.paper.PaperVenue;
import io.trimtab.core.performance.PerformanceMonitor;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.strategy.Selection;
import io.trimtab.core.strategy.SelectionState;
import io.trimtab.core.strategy.Selector;
import io.trimtab.core.strategy.StrategyScorer;
import io.trimtab.core.testkit.NullArguments;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Null for any argument of any public method of the cycle and of what trades for it is answered with its name. */
class CycleNullMessagesTest {
    private static NullArguments samples() {
        World world = new World();
        TradingCycle cycle = world.builder().build();
        CycleReport report = cycle.runOnce();
        PricedOrder priced = report.orders().get(0);
        Order order = Order.market("o", "A", OrderSide.BUY, BigDecimal.ONE);
        Fill fill = new Fill("o", "A", BigDecimal.ONE, 2, BigDecimal.ZERO, Instant.EPOCH);
        TreeMap<String, Double> returns = new TreeMap<>(Map.of("A", 0.01));
        PerformanceMonitor monitor =
                PerformanceMonitor.builder(PeriodsPerYear.DAILY).build();
        PaperVenue venue = PaperVenue.builder().build();
        Selection selection = report.selection().orElseThrow();
        return new NullArguments()
                .with("A", String.class)
                .with(Instant.EPOCH, Instant.class)
                .with(Duration.ofSeconds(1), Duration.class)
                .with(BigDecimal.ONE, BigDecimal.class)
                .with(new Properties(), Properties.class)
                .with(order, Order.class)
                .with(priced, PricedOrder.class)
                .with(fill, Fill.class)
                .with(OrderReport.of("o", OrderStatus.WORKING, ""), OrderReport.class)
                .with(new AccountState(BigDecimal.ONE, new TreeMap<>()), AccountState.class)
                .with(world.marketData(world.clock.instant()), MarketData.Tradable.class)
                .with(((MarketData.Tradable) world.marketData(world.clock.instant())).snapshot(), MarketSnapshot.class)
                .with(World.ASSETS, Universe.class)
                .with(Weights.equal(World.ASSETS), Weights.class)
                .with(report.belief(), RegimeBelief.class)
                .with(selection, Selection.class)
                .with(selection.state(), SelectionState.class)
                .with(Selector.top(1), Selector.class)
                .with(StrategyScorer.reference(), StrategyScorer.class)
                .with(
                        new AlertNotice(AlertLevel.INFO, "a.b", new TreeMap<>(), "text", Instant.EPOCH),
                        AlertNotice.class)
                .with(Allocation.Allocated.of(Weights.equal(World.ASSETS), "equal"), Allocation.Allocated.class)
                .with(new Allocation.NotAllocated("reason", List.of()), Allocation.NotAllocated.class)
                .with(new GateVerdict.Approved(List.of()), GateVerdict.Approved.class)
                .with(new GateVerdict.Approved(List.of()), GateVerdict.class)
                .with(GateStanding.open(), GateStanding.class)
                .with(TradingState.active(Instant.EPOCH), TradingState.class)
                .with(new LimitUsage("A", "A", 1, 1, 1, LimitKind.HARD), LimitUsage.class)
                .named(
                        "java.util.List<" + LimitBreach.class.getName() + ">",
                        List.of(new LimitBreach("A", "A", 1, 0.5, LimitKind.HARD, List.of(), "")))
                .with(MetricKey.of("a"), MetricKey.class)
                .with(new PerformanceFigures(1, 0, 0, 0, 0), PerformanceFigures.class)
                .with(new PerformanceObservation(Instant.EPOCH, returns), PerformanceObservation.class)
                .with(new PerformanceReading(new TreeMap<>(), List.of()), PerformanceReading.class)
                .with(monitor, PerformanceMonitor.class)
                .with(PerformanceMonitor.builder(PeriodsPerYear.DAILY), PerformanceMonitor.Builder.class)
                .with(PeriodsPerYear.DAILY, PeriodsPerYear.class)
                .with(venue, PaperVenue.class)
                .with(PaperVenue.builder(), PaperVenue.Builder.class)
                .with(venue.snapshot(), PaperSnapshot.class)
                .with(LedgerSnapshot.ofCapital(BigDecimal.TEN), LedgerSnapshot.class)
                .with(Ledger.of(LedgerSnapshot.ofCapital(BigDecimal.TEN)), Ledger.class)
                .with(new Holding(BigDecimal.ONE, BigDecimal.ONE), Holding.class)
                .with(cycle, TradingCycle.class)
                .with(TradingCycle.builder(), TradingCycleBuilder.class)
                .with(CycleConfig.normal(), CycleConfig.class)
                .with(CycleConfig.normal().toBuilder(), CycleConfig.Builder.class)
                .with(cycle.history(), CycleHistory.class)
                .with(report, CycleReport.class)
                .with(cycle.state(), CycleState.class)
                .with(cycle.state().observed(), CycleState.Observed.class)
                .with(cycle.status(), SystemStatus.class)
                .with(ComponentStatus.unused(ComponentName.RISK), ComponentStatus.class)
                .with(InMemoryMetrics.holding(10), InMemoryMetrics.class);
    }

    @Test
    void theTypesOfTheCycleNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(TradingCycle.class)).isEmpty();
    }

    @Test
    void thePortsNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(Order.class)).isEmpty();
    }

    @Test
    void thePaperAccountNamesItsNullArguments() {
        assertThat(samples().problemsInPackageOf(PaperVenue.class)).isEmpty();
    }

    @Test
    void thePerformanceMonitorNamesItsNullArguments() {
        assertThat(samples().problemsInPackageOf(PerformanceMonitor.class)).isEmpty();
    }

    @Test
    void thePaperAccountAndTheMonitorRefuseWhatIsNoNumber() {
        assertThat(samples().numbersTakenInPackageOf(PaperVenue.class)).isEmpty();
        assertThat(samples().numbersTakenInPackageOf(PerformanceMonitor.class)).isEmpty();
    }

    /** What may be unknown may be NaN, and a bound that is not there is infinite. */
    @Test
    void thePortsRefuseWhatIsNoNumberWhereOneIsNeeded() {
        assertThat(samples().numbersTakenInPackageOf(Order.class))
                .allMatch(taken -> taken.startsWith("ConstraintCost.new")
                        || taken.startsWith("Limit")
                        || taken.startsWith("PerformanceFigures.new with NaN"));
    }
}
