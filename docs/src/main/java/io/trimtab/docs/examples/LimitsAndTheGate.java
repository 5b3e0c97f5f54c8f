package io.trimtab.docs.examples;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.time.ManualClock;
import io.trimtab.docs.chart.Axis;
import io.trimtab.docs.chart.Colour;
import io.trimtab.docs.chart.CurveChart;
import io.trimtab.docs.chart.Figures;
import io.trimtab.docs.chart.UsageChart;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.limit.GateDecision;
import io.trimtab.risk.limit.GateOrder;
import io.trimtab.risk.limit.GateSnapshot;
import io.trimtab.risk.limit.GuardReading;
import io.trimtab.risk.limit.LedgerEntry;
import io.trimtab.risk.limit.Limit;
import io.trimtab.risk.limit.LimitBook;
import io.trimtab.risk.limit.LimitOverride;
import io.trimtab.risk.limit.OrderRules;
import io.trimtab.risk.limit.PreTradeGate;
import io.trimtab.risk.limit.ReArm;
import io.trimtab.risk.stop.CalendarLoss;
import io.trimtab.risk.stop.LossWindow;
import io.trimtab.risk.stop.RollingLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Limits, and the gate that every order passes: a day in the life of both, with what they say. */
public final class LimitsAndTheGate {
    private static final double EQUITY = 1_000_000;

    private LimitsAndTheGate() {}

    /**
     * Limits of every scope; the last only warns.
     *
     * @return a book that warns from 80%
     */
    public static LimitBook limits() {
        return LimitBook.builder()
                .valueAtRisk(Confidence.of(0.95), 0.01)
                .grossExposure(1.25)
                .position(0.20)
                .group("nordic", List.of("NOK", "SEK", "DKK"), 0.35)
                .hard(Limit.dailyLoss(0.03))
                .soft(Limit.concentration(0.10))
                .warnAt(0.8)
                .build();
    }

    /**
     * A gate in front of a broker.
     *
     * @param returns daily returns, the scenarios of value at risk
     * @param day what the account has lost
     * @param clock of windows, overrides and the ledger
     * @return the gate; it knows no prices and no positions yet
     */
    public static PreTradeGate gate(ReturnPanel returns, LossWindow day, InstantSource clock) {
        return PreTradeGate.over(returns.universe())
                .limits(limits())
                .strategy("trend", LimitBook.builder().position(0.05).build())
                .rules(OrderRules.builder()
                        .atMostOrders(20, Duration.ofSeconds(1))
                        .notional(250_000)
                        .priceCollar(0.05)
                        .noDuplicatesWithin(Duration.ofSeconds(10))
                        .build())
                .reArm(ReArm.belowBand(0.1))
                .scenarios(returns)
                .dayLoss(day::currentLoss)
                .clock(clock)
                .build();
    }

    /**
     * What the account has lost, in three ways.
     *
     * @return losses to be told of equity and of deposits
     */
    public static List<LossWindow> windows() {
        LossWindow session = CalendarLoss.daily(ZoneId.of("America/New_York"), LocalTime.of(17, 0));
        LossWindow week = CalendarLoss.weekly(ZoneId.of("Europe/Berlin"), LocalTime.of(17, 30));
        LossWindow rolling = RollingLoss.over(Duration.ofHours(24));
        return List.of(session, week, rolling);
    }

    /**
     * A decision in words.
     *
     * @param decision about an order
     * @return whether it goes out, what it uses, or why not, driven by what, and how much of it may
     */
    public static String tell(GateDecision decision) {
        if (decision instanceof GateDecision.Denied denied) {
            List<String> lines = new ArrayList<>(denied.reasons());
            denied.breaches()
                    .forEach(breach -> lines.add("driven by " + breach.drivers().get(0)));
            lines.add(denied.smallestCut().toString());
            return "denied: " + String.join("; ", lines);
        }
        GateDecision.Admitted admitted = (GateDecision.Admitted) decision;
        List<String> lines = new ArrayList<>();
        admitted.warnings()
                .forEach(use -> lines.add(
                        "warning: " + use.name() + " " + use.scope() + " at " + Figures.percent(use.usage(), 0)));
        admitted.softBreaches().forEach(breach -> lines.add("soft: " + breach));
        return lines.isEmpty() ? "goes out" : "goes out; " + String.join("; ", lines);
    }

    /**
     * Orders one after the other.
     *
     * @param gate with positions and prices
     * @return what it says
     */
    public static List<String> orders(PreTradeGate gate) {
        List<String> said = new ArrayList<>();
        said.add(tell(gate.check(GateOrder.of("o-1", "NOK", 240_000))));
        // what passes is sent, and from now on counts as if it were filled, and as if it were not
        said.add(tell(gate.submit(GateOrder.of("o-2", "NOK", 170_000))));
        said.add(tell(gate.check(GateOrder.of("o-3", "NOK", 50_000))));
        // it is filled in two parts
        gate.book("o-2", 100_000, 1.0);
        gate.book("o-2", 70_000, 1.0);
        said.add(tell(gate.check(GateOrder.of("o-4", "SEK", 90_000))));
        said.add(tell(gate.check(GateOrder.of("o-5", "GBP", 60_000).forStrategy("trend"))));
        said.add(tell(gate.check(GateOrder.of("o-6", "GBP", 30_000).limitedTo(1.2))));
        return said;
    }

    /**
     * A price rises, and what is held is over its limit until enough of it is gone.
     *
     * @param gate that holds Norwegian crowns
     * @return what it says
     */
    public static List<String> breach(PreTradeGate gate) {
        List<String> said = new ArrayList<>();
        gate.price("NOK", 1.2);
        for (GuardReading tripped : gate.tripped()) {
            said.add(tripped.limit().name() + " of " + tripped.scope() + " tripped at "
                    + Figures.percent(tripped.measured(), 1));
        }
        said.add(tell(gate.check(GateOrder.of("o-7", "NOK", 1))));
        said.add(tell(gate.submit(GateOrder.of("o-8", "NOK", -5_000))));
        gate.book("o-8", -5_000, 1.2);
        // within the bound of 20%, but not below the band of 18%
        said.add(tell(gate.check(GateOrder.of("o-9", "NOK", 1))));
        gate.submit(GateOrder.of("o-10", "NOK", -16_000));
        gate.book("o-10", -16_000, 1.2);
        said.add(gate.tripped().isEmpty() ? "kept again" : "still tripped");
        said.add(tell(gate.check(GateOrder.of("o-11", "NOK", 5_000))));
        return said;
    }

    /**
     * What people do: reduce, halt, take note, except something for a while.
     *
     * @param gate that holds Norwegian crowns
     * @param clock to let time pass
     * @return what it says
     */
    public static List<String> people(PreTradeGate gate, ManualClock clock) {
        List<String> said = new ArrayList<>();
        gate.halt("the feed is late");
        gate.acknowledge("ann");
        said.add(gate.state().toString());
        said.add(tell(gate.check(GateOrder.of("o-12", "USD", 1_000))));
        said.add(tell(gate.check(GateOrder.of("o-13", "NOK", -1_000))));
        gate.resume("ann");
        gate.override(
                new LimitOverride("position", "NOK", "bob", clock.instant().plus(Duration.ofMinutes(30))));
        said.add(tell(gate.check(GateOrder.of("o-14", "NOK", 20_000))));
        clock.advance(Duration.ofMinutes(30));
        said.add(tell(gate.check(GateOrder.of("o-15", "NOK", 20_000))));
        return said;
    }

    /**
     * Stops everything and goes on.
     *
     * @param gate with a past
     * @param fresh a gate made like it
     * @return the ledger of the second
     */
    public static List<String> restart(PreTradeGate gate, PreTradeGate fresh) {
        String text = gate.snapshot().text();
        fresh.restore(GateSnapshot.parse(text));
        List<String> lines = new ArrayList<>();
        for (LedgerEntry entry : fresh.ledger().entries()) {
            String what = entry.limit().equals(LimitOverride.TRADING_STATE)
                    ? entry.limit()
                    : entry.limit() + " of " + entry.scope();
            lines.add(entry.sequence() + " " + entry.at() + " " + entry.event() + " " + what
                    + (entry.note().isEmpty() ? "" : ": " + entry.note()));
        }
        return lines;
    }

    /**
     * How much of each limit is used.
     *
     * @param gate with positions and prices
     * @return a gauge for each
     */
    public static UsageChart gauges(PreTradeGate gate) {
        UsageChart.Builder chart = UsageChart.titled(
                "Limits used", "How much of each limit of the gate is used by what is held, with the warning at 80%.");
        gate.usage()
                .forEach(use -> chart.limit(
                        use.name(),
                        use.scope() + ", " + Figures.percent(use.measured(), 1) + " of "
                                + Figures.percent(use.bound(), 1),
                        use.usage()));
        return chart.build();
    }

    /**
     * A position that drifts over its limit and back, and when it may grow again.
     *
     * @return the chart
     */
    public static CurveChart hysteresis() {
        Universe universe = Universe.of("A");
        ManualClock clock = ManualClock.startingAt(Instant.parse("2026-03-02T09:00:00Z"));
        PreTradeGate gate = PreTradeGate.over(universe)
                .hard(Limit.position(0.20))
                .reArm(ReArm.belowBand(0.1))
                .clock(clock)
                .build();
        gate.mark(100_000, new double[] {100});
        gate.hold("A", 180);
        int ticks = 120;
        double[] time = new double[ticks];
        double[] share = new double[ticks];
        double[] bound = new double[ticks];
        double[] band = new double[ticks];
        double[] tripped = new double[ticks];
        Arrays.fill(bound, 0.20);
        Arrays.fill(band, 0.18);
        for (int i = 0; i < ticks; i++) {
            // a slow wave over the limit and back, with a quick one upon it
            double price = 100 + 14 * StrictMath.sin(i / 24.0) + 2.5 * StrictMath.sin(i / 2.0);
            gate.price("A", price);
            time[i] = i;
            share[i] = 180 * price / 100_000;
            tripped[i] = gate.tripped().isEmpty() ? 0.14 : 0.145;
        }
        return CurveChart.over(Axis.number("Ticks"), Axis.percent("Share of equity"))
                .titled(
                        "Tripped once, not with every tick",
                        "A position crosses its limit of 20% several times. The limit trips at the first crossing and is re-armed"
                                + " only when the position is below 18%; while the lowest line is raised, it may not grow.")
                .curve("Position", Colour.BLUE, time, share)
                .curve("Limit", Colour.VERMILLION, time, bound)
                .curve("Band", Colour.ORANGE, time, band)
                .curve("Raised while tripped", Colour.GREY, time, tripped)
                .build();
    }

    /**
     * A gate over the currencies of the demonstration, at a price of 1 each, that holds a few of them.
     *
     * @param returns daily returns
     * @param clock of the gate
     * @return the gate
     */
    public static PreTradeGate opened(ReturnPanel returns, ManualClock clock) {
        LossWindow day = windows().get(0);
        day.observe(clock.instant(), EQUITY);
        PreTradeGate gate = gate(returns, day, clock);
        double[] prices = new double[returns.columns()];
        Arrays.fill(prices, 1);
        gate.mark(EQUITY, prices);
        gate.hold("USD", 150_000);
        gate.hold("JPY", 120_000);
        gate.hold("SEK", 100_000);
        return gate;
    }

    /**
     * Writes the pictures of the guide.
     *
     * @param args the directory
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        ManualClock clock = ManualClock.startingAt(Instant.parse("2026-03-02T15:00:00Z"));
        PreTradeGate gate = opened(EcbHistory.load().returns().lastRows(1_000), clock);
        orders(gate);
        Path directory = Path.of(args[0]);
        Files.writeString(directory.resolve("gate-limits.svg"), gauges(gate).document());
        Files.writeString(directory.resolve("hysteresis.svg"), hysteresis().document());
    }
}
