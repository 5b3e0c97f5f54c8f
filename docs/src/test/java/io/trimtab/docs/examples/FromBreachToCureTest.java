package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.channel.MemoryChannel;
import io.trimtab.core.cycle.CycleConfig;
import io.trimtab.core.cycle.CycleMode;
import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.CycleState;
import io.trimtab.core.cycle.RiskLevel;
import io.trimtab.core.cycle.TradingCycle;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.core.market.HistoricalMarketData;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.paper.PaperVenue;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.regime.RegimeModel;
import io.trimtab.core.strategy.InMemoryStrategyCatalog;
import io.trimtab.core.strategy.Selector;
import io.trimtab.core.time.ManualClock;
import io.trimtab.risk.limit.LedgerEntry;
import io.trimtab.risk.limit.PreTradeGate;
import io.trimtab.risk.limit.PreTradeRiskGate;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From breach to cure through every module: prices, cycle, gate, venue, alerts, a restart in the middle. */
class FromBreachToCureTest {
    private static final Universe ASSETS = Universe.of("A", "B", "C");
    private static final int HISTORY = 60;
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int DAYS = HISTORY + 5;
    private static final PriceHistory PRICES = prices();

    private final ManualClock clock = ManualClock.startingAt(at(HISTORY));
    private final PaperVenue venue =
            PaperVenue.builder().capital(new BigDecimal("100000")).slippage(0).build();
    private final MemoryChannel pager = MemoryChannel.of("pager", 100);
    private final MemoryChannel desk = MemoryChannel.of("desk", 100);
    private final AlertService alerts = FromBreachToCure.alerts(pager, desk, clock);
    private double[] wanted = {0.12, 0.12, 0.12};

    /** A wave of one per cent; on the second day of trading A rises by half. */
    private static PriceHistory prices() {
        List<LocalDate> dates = new ArrayList<>();
        double[] prices = new double[DAYS * 3];
        for (int t = 0; t < DAYS; t++) {
            dates.add(FIRST.plusDays(t));
            for (int j = 0; j < 3; j++) {
                double wave = t <= HISTORY ? 1 + 0.01 * ((t * (j + 2)) % 5 - 2) / 2 : 1;
                prices[j * DAYS + t] = 100 * wave * (j == 0 && t > HISTORY + 1 ? 1.5 : 1);
            }
        }
        return PriceHistory.of(ASSETS, dates, prices);
    }

    private static Instant at(int day) {
        return FIRST.plusDays(day).atTime(16, 0).toInstant(ZoneOffset.UTC);
    }

    private static final class Certain implements RegimeModel {
        @Override
        public String name() {
            return "certain";
        }

        @Override
        public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
            return RegimeBelief.of(List.of(Regime.BULL), new double[] {1}, name(), asOf);
        }
    }

    private TradingCycle cycle(PreTradeRiskGate gate, CycleState start) {
        InMemoryStrategyCatalog catalog = InMemoryStrategyCatalog.empty();
        ExampleStrategies.records(FIRST.plusDays(HISTORY)).forEach(catalog::add);
        return TradingCycle.builder()
                .name("desk")
                .config(CycleConfig.normal().toBuilder()
                        .mode(CycleMode.AUTOMATED)
                        .quantityDecimals(2)
                        .build())
                .marketData(HistoricalMarketData.of(PRICES).publishedAt(LocalTime.of(16, 0), ZoneOffset.UTC))
                .strategies(catalog)
                .regime(new Certain())
                .selector(Selector.top(2))
                .allocator(request ->
                        Allocation.Allocated.of(Weights.of(request.current().universe(), wanted), "fixed"))
                .riskGate(gate)
                .execution(venue)
                .alerts(alerts)
                .clock(clock)
                .nanoClock(clock)
                .startingFrom(start)
                .build();
    }

    private void day(int day) {
        clock.set(at(HISTORY + day));
        double[] today = new double[3];
        for (int j = 0; j < 3; j++) {
            today[j] = PRICES.get(HISTORY + day, j);
        }
        venue.onBar(MarketSnapshot.of(ASSETS, clock.instant(), today));
    }

    @Test
    void aBreachIsToldReducedCuredAndOverAlsoWithARestartInTheMiddle(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("gate.txt");
        PreTradeRiskGate gate = FromBreachToCure.gate(ASSETS, file);
        TradingCycle cycle = cycle(gate, CycleState.initial());
        List<String> calm = FromBreachToCure.run(cycle, gate, file);
        assertThat(calm).singleElement().asString().startsWith("trading is ACTIVE");

        // twelve per cent each; then A rises by half and is 17%
        day(1);
        FromBreachToCure.run(cycle, gate, file);
        day(2);
        wanted = new double[] {0.12, 0.14, 0.12};
        List<String> breached = FromBreachToCure.run(cycle, gate, file);
        assertThat(breached).hasSize(2);
        assertThat(breached.get(0))
                .isEqualTo("trading is REDUCING since 2024-03-03T16:00:00Z: exceeded: position of A");
        assertThat(breached.get(1)).startsWith("position of A, cure: sell ").endsWith(" A");
        assertThat(Files.readString(Path.of("../docs/guide/breach.md")))
                .contains("\n" + String.join("\n", breached) + "\n");
        CycleReport report = cycle.status().lastReport().get(0);
        // A is sold, B is not bought
        assertThat(report.orders()).extracting(order -> order.order().asset()).contains("A", "B");
        assertThat(report.orderReports()).extracting(OrderReport::orderId).containsExactly(report.id() + ":A");
        assertThat(cycle.status().risk()).isEqualTo(RiskLevel.BREACHED);
        assertThat(pager.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.isResolved()).isFalse();
            assertThat(alert.labels()).containsEntry("limit", "position").containsEntry("scope", "A");
            assertThat(alert.annotations())
                    .containsEntry("bound", "0.15")
                    .containsEntry("kind", "HARD")
                    .containsEntry("drivers", "A")
                    .containsEntry("cure", breached.get(1).substring("position of A, cure: ".length()));
            assertThat(Double.parseDouble(alert.annotations().getOrDefault("measured", "")))
                    .isBetween(0.165, 0.175);
        });
        assertThat(FromBreachToCure.takeNote(gate, "ann")).isEqualTo(1);

        // everything is stopped and started anew from what was written down
        PreTradeRiskGate again = FromBreachToCure.gate(ASSETS, file);
        assertThat(again.ask(PreTradeGate::state).mode().name()).isEqualTo("REDUCING");
        assertThat(again.ask(PreTradeGate::tripped)).hasSize(1);
        TradingCycle restarted = cycle(again, cycle.state());

        // the sale is filled: the cure is carried out, the end is told, and B is bought
        day(3);
        List<String> cured = FromBreachToCure.run(restarted, again, file);
        assertThat(cured).singleElement().asString().startsWith("trading is ACTIVE since 2024-03-04T16:00:00Z");
        assertThat(restarted.status().trading()).map(TradingState::mode).contains(TradingState.Mode.ACTIVE);
        assertThat(pager.alerts()).hasSize(2);
        assertThat(pager.alerts()).extracting(Alert::isResolved).containsExactly(false, true);
        assertThat(pager.alerts().get(1).labels())
                .isEqualTo(pager.alerts().get(0).labels());
        assertThat(FromBreachToCure.line(pager.alerts().get(0)))
                .matches("position of A 0\\.1[67]\\d* against 0\\.15, cure: sell \\d+(\\.\\d+)? A");
        assertThat(FromBreachToCure.line(pager.alerts().get(1))).isEqualTo("over: position of A");
        assertThat(desk.alerts())
                .filteredOn(alert -> alert.type().equals("cycle.risk.state"))
                .extracting(Alert::isResolved)
                .containsExactly(false, true);
        CycleReport last = restarted.status().lastReport().get(0);
        assertThat(last.orderReports()).extracting(OrderReport::orderId).contains(last.id() + ":B");
        assertThat(restarted.status().openEpisodes()).isEmpty();
        assertThat(again.ask(PreTradeGate::ledger).entries())
                .extracting(LedgerEntry::event)
                .containsExactly(
                        LedgerEntry.Event.TRIPPED,
                        LedgerEntry.Event.STATE,
                        LedgerEntry.Event.REARMED,
                        LedgerEntry.Event.STATE);
    }
}
