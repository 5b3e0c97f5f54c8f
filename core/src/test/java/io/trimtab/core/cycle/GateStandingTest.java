package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.GateRequest;
import io.trimtab.core.cycle.port.GateStanding;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.OrderSide;
import io.trimtab.core.cycle.port.TradingState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the cycle does with a gate that keeps a state: some orders go out, breaches are told once, and told to be over. */
class GateStandingTest {
    private static final LimitBreach LARGE =
            new LimitBreach("position", "A", 0.114, 0.1, LimitKind.HARD, List.of("A"), "sell 12 A");
    private static final LimitBreach DEEP =
            new LimitBreach("drawdown", "portfolio", 0.21, 0.2, LimitKind.SOFT, List.of(), "");
    private static final TradingState REDUCING =
            new TradingState(TradingState.Mode.REDUCING, "position of A", Instant.EPOCH, "");

    private final World world = new World();
    private Function<GateRequest, GateVerdict> gate = request -> new GateVerdict.Approved(List.of());

    private TradingCycle cycle() {
        return world.builder().riskGate(request -> gate.apply(request)).build();
    }

    private static GateVerdict standing(TradingState trading, LimitBreach... exceeded) {
        return new GateVerdict.Approved(List.of(), new GateStanding(trading, List.of(exceeded)));
    }

    private List<AlertNotice> told(String type) {
        return world.notices.stream()
                .filter(notice -> notice.type().equals(type))
                .toList();
    }

    @Test
    void onlyTheClearedOrdersGoOut() {
        TradingCycle cycle = cycle();
        world.feedVenue();
        assertThat(cycle.runOnce().outcome()).isEqualTo(CycleOutcome.TRADED);
        world.nextDay();
        world.wanted = new double[] {0.1, 0.1, 0.3, 0.3, 0.1};
        gate = request -> {
            List<String> sales = new ArrayList<>(List.of("an order that nobody asked for"));
            request.orders().stream()
                    .filter(order -> order.order().side() == OrderSide.SELL)
                    .forEach(order -> sales.add(order.order().id()));
            return new GateVerdict.Partly(sales, List.of(LARGE), List.of(), new GateStanding(REDUCING, List.of(LARGE)));
        };
        CycleReport report = cycle.runOnce();
        assertThat(report.orders()).anyMatch(order -> order.order().side() == OrderSide.BUY);
        List<String> sent =
                report.orderReports().stream().map(answer -> answer.orderId()).toList();
        assertThat(sent)
                .hasSize(2)
                .containsExactlyElementsOf(report.orders().stream()
                        .filter(order -> order.order().side() == OrderSide.SELL)
                        .map(order -> order.order().id())
                        .toList());
        assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(report.phase(Phase.RISK_GATE).reason())
                .startsWith("held back " + (report.orders().size() - 2) + " of "
                        + report.orders().size() + " orders: position of A 0.114 against 0.1");
        assertThat(report.events())
                .anyMatch(event -> event.kind() == CycleEvent.Kind.TRADE_BLOCKED
                        && event.text().contains("cure: sell 12 A"));
        assertThat(report.toText())
                .contains("\nverdict partly [")
                .contains("\ntrading is REDUCING since")
                .contains("\nexceeded position of A 0.114 against 0.1, driven by [A], cure: sell 12 A")
                .contains("\nbreach position of A");
        assertThat(report.explain())
                .contains("Risk: partly [")
                .contains("trading is REDUCING since 1970-01-01T00:00:00Z: position of A")
                .contains("EXCEEDED position of A 0.114 against 0.1, driven by [A], cure: sell 12 A");
        // the breach that they wait for has been told
        assertThat(told("cycle.risk.breach")).hasSize(1);
        assertThat(told("cycle.risk.denied")).isEmpty();
    }

    @Test
    void whatIsHeldBackIsToldOnceItIsForAReasonThatDoesNotStand() {
        world.feedVenue();
        LimitBreach waiting =
                new LimitBreach("order while REDUCING", "A", 5, 0, LimitKind.HARD, List.of(), "no part can pass");
        LimitBreach other =
                new LimitBreach("position", "B", 0.12, 0.1, LimitKind.HARD, List.of("B"), "buy 3 instead of 5 B");
        GateStanding standing = new GateStanding(REDUCING, List.of(LARGE));
        gate = request -> new GateVerdict.Denied(List.of(LARGE, waiting), List.of(), standing);
        TradingCycle cycle = cycle();
        cycle.runOnce();
        assertThat(told("cycle.risk.breach")).hasSize(1);
        assertThat(told("cycle.risk.state")).hasSize(1);
        assertThat(told("cycle.risk.denied")).isEmpty();
        world.nextDay();
        gate = request -> new GateVerdict.Denied(List.of(LARGE, other), List.of(), standing);
        cycle.runOnce();
        assertThat(told("cycle.risk.denied")).singleElement().satisfies(notice -> {
            assertThat(notice.labels()).containsEntry("limit", "position");
            assertThat(notice.text()).contains("position of B 0.12 against 0.1");
        });
        // nothing stands, and so it is news
        world.notices.clear();
        world.nextDay();
        gate = request -> new GateVerdict.Denied(List.of(waiting), List.of(), GateStanding.open());
        cycle.runOnce();
        assertThat(told("cycle.risk.denied")).hasSize(1);
    }

    @Test
    void aGateThatClearsOnlyOrdersThatNobodyAskedForLetsNothingOut() {
        world.feedVenue();
        gate = request -> new GateVerdict.Partly(List.of("another"), List.of(LARGE), List.of(), GateStanding.open());
        CycleReport report = cycle().runOnce();
        assertThat(report.orderReports()).isEmpty();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.reason()).startsWith("the risk gate has denied: position of A");
    }

    @Test
    void aBreachIsToldOnceAndToldToBeOver() {
        TradingCycle cycle = cycle();
        world.feedVenue();
        gate = request -> standing(REDUCING, LARGE, DEEP);
        cycle.runOnce();
        world.nextDay();
        cycle.runOnce();
        assertThat(told("cycle.risk.breach")).hasSize(2);
        AlertNotice breach = told("cycle.risk.breach").get(0);
        assertThat(breach.level()).isEqualTo(AlertLevel.ERROR);
        assertThat(breach.stage()).isEqualTo(AlertNotice.Stage.FIRING);
        assertThat(breach.labels()).containsEntry("limit", "position").containsEntry("scope", "A");
        assertThat(breach.text()).isEqualTo("position of A 0.114 against 0.1, driven by [A], cure: sell 12 A");
        assertThat(breach.details())
                .containsEntry("measured", "0.114")
                .containsEntry("bound", "0.1")
                .containsEntry("kind", "HARD")
                .containsEntry("drivers", "A")
                .containsEntry("cure", "sell 12 A");
        assertThat(told("cycle.risk.breach").get(1).level()).isEqualTo(AlertLevel.WARNING);
        assertThat(told("cycle.risk.state")).singleElement().satisfies(notice -> {
            assertThat(notice.labels()).containsEntry("mode", "REDUCING");
            assertThat(notice.text()).isEqualTo(REDUCING.toString());
        });
        SystemStatus status = cycle.status();
        assertThat(status.trading()).contains(REDUCING);
        assertThat(status.risk()).isEqualTo(RiskLevel.BREACHED);
        assertThat(status.openEpisodes())
                .contains("breach position: A", "soft breach drawdown: portfolio", "trading REDUCING");

        world.notices.clear();
        world.nextDay();
        TradingState active = TradingState.active(Instant.EPOCH.plusSeconds(9));
        gate = request -> standing(active);
        cycle.runOnce();
        assertThat(told("cycle.risk.breach"))
                .hasSize(2)
                .allMatch(notice -> notice.stage() == AlertNotice.Stage.RESOLVED);
        AlertNotice over = told("cycle.risk.breach").get(0);
        assertThat(over.level()).isEqualTo(AlertLevel.ERROR);
        assertThat(over.labels()).containsEntry("limit", "position").containsEntry("scope", "A");
        assertThat(over.text()).isEqualTo("position of A is within its limit again");
        assertThat(told("cycle.risk.breach").get(1).level()).isEqualTo(AlertLevel.WARNING);
        assertThat(told("cycle.risk.state")).singleElement().satisfies(notice -> {
            assertThat(notice.stage()).isEqualTo(AlertNotice.Stage.RESOLVED);
            assertThat(notice.labels()).containsEntry("mode", "REDUCING");
        });
        assertThat(cycle.status().trading()).contains(active);
        assertThat(cycle.status().openEpisodes()).isEmpty();
        assertThat(active.age(Instant.EPOCH)).isEqualTo(Duration.ZERO);
        assertThat(active.age(Instant.EPOCH.plusSeconds(10))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatWasToldBeforeARestartIsToldToBeOverAfterIt() {
        TradingCycle before = cycle();
        world.feedVenue();
        // names that look like the separator are told apart all the same
        List<String[]> names =
                List.of(new String[] {"a: b", "c"}, new String[] {"a", "b: c"}, new String[] {":", ":"}, new String[] {
                    "x:", ":y"
                });
        List<LimitBreach> odd = names.stream()
                .map(name -> new LimitBreach(name[0], name[1], 2, 1, LimitKind.HARD, List.of(), ""))
                .toList();
        gate = request -> new GateVerdict.Approved(List.of(), new GateStanding(REDUCING, odd));
        before.runOnce();
        assertThat(told("cycle.risk.breach")).hasSize(4);
        world.notices.clear();
        gate = request -> new GateVerdict.Approved(List.of());
        world.nextDay();
        TradingCycle after = world.builder()
                .riskGate(request -> gate.apply(request))
                .startingFrom(before.state())
                .build();
        after.runOnce();
        assertThat(told("cycle.risk.breach"))
                .extracting(notice -> List.of(
                        notice.labels().getOrDefault("limit", ""),
                        notice.labels().getOrDefault("scope", "")))
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(List::of).toList());
    }

    @Test
    void whileTheGateDoesNotAnswerNothingIsToldToBeOver() {
        TradingCycle cycle = cycle();
        world.feedVenue();
        gate = request -> standing(REDUCING, LARGE);
        cycle.runOnce();
        world.nextDay();
        gate = request -> {
            throw new IllegalStateException("no prices");
        };
        cycle.runOnce();
        assertThat(told("cycle.risk.breach")).hasSize(1);
        assertThat(cycle.status().trading()).isEmpty();
        assertThat(cycle.status().openEpisodes()).contains("breach position: A");
    }

    @Test
    void aHaltIsCriticalAndAPartialVerdictNamesOrdersAndReasons() {
        world.feedVenue();
        gate = request -> standing(new TradingState(TradingState.Mode.HALTED, "by hand", Instant.EPOCH, "ann"));
        cycle().runOnce();
        assertThat(told("cycle.risk.state")).singleElement().satisfies(notice -> {
            assertThat(notice.level()).isEqualTo(AlertLevel.CRITICAL);
            assertThat(notice.text())
                    .isEqualTo("trading is HALTED since 1970-01-01T00:00:00Z: by hand (acknowledged by ann)");
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateVerdict.Partly(List.of(), List.of(LARGE), List.of(), GateStanding.open()))
                .withMessageStartingWith("cleared must name at least one order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateVerdict.Partly(List.of("o"), List.of(), List.of(), GateStanding.open()))
                .withMessageStartingWith("breaches must name at least one reason");
    }

    @Test
    void aStateMadeByHandStopsNoCycle() {
        CycleState initial = CycleState.initial();
        TreeMap<String, Double> none = new TreeMap<>();
        CycleState odd = new CycleState(
                1,
                initial.selection(),
                none,
                none,
                List.of(),
                initial.observed(),
                Instant.MIN,
                "",
                new java.util.TreeSet<>(List.of("breach ", "breach x", "breach x::", "soft breach :")),
                List.of());
        world.feedVenue();
        CycleReport report = world.builder().startingFrom(odd).build().runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(told("cycle.risk.breach")).isEmpty();
    }
}
