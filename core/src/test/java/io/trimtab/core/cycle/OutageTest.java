package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.cycle.port.PricedOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All 64 subsets of six failed components, in each way of failing, from the first cycle on and in mid-life. */
class OutageTest {
    private static final List<ComponentName> SIX = List.of(
            ComponentName.MARKET_DATA,
            ComponentName.STRATEGY_SELECTOR,
            ComponentName.OPTIMIZER,
            ComponentName.RISK,
            ComponentName.PERFORMANCE,
            ComponentName.ALERTS);

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void everySubsetOfFailuresEndsInARecordedAndExplainedCycle(World.Fault fault) {
        for (int subset = 0; subset < 64; subset++) {
            Set<ComponentName> failed = EnumSet.noneOf(ComponentName.class);
            for (int k = 0; k < SIX.size(); k++) {
                if ((subset >> k & 1) == 1) {
                    failed.add(SIX.get(k));
                }
            }
            fromTheFirstCycle(failed, fault);
            inMidLife(failed, fault);
        }
    }

    /** With a direct executor a late answer is really not used; without one it would be, and only be recorded. */
    private static TradingCycle cycle(World world) {
        return world.builder().executor(Runnable::run).build();
    }

    private static void apply(World world, Set<ComponentName> failed, World.Fault fault) {
        for (ComponentName component : failed) {
            world.fail(component, fault);
            if (component == ComponentName.STRATEGY_SELECTOR) {
                world.fail(ComponentName.REGIME, fault);
            }
        }
    }

    private static void fromTheFirstCycle(Set<ComponentName> failed, World.Fault fault) {
        World world = new World();
        world.feedVenue();
        TradingCycle cycle = cycle(world);
        apply(world, failed, fault);
        CycleReport report = cycle.runOnce();
        check(world, cycle, report, failed);
        boolean decides = !failed.contains(ComponentName.MARKET_DATA)
                && !failed.contains(ComponentName.STRATEGY_SELECTOR)
                && !failed.contains(ComponentName.OPTIMIZER);
        boolean trades = decides && !failed.contains(ComponentName.RISK);
        assertThat(report.outcome() == CycleOutcome.TRADED)
                .as("%s %s", failed, report)
                .isEqualTo(trades);
        assertThat(world.venueLog.isEmpty()).isEqualTo(!trades);
        assertThat(report.orders().isEmpty()).isEqualTo(!decides);
    }

    /** Now there is something to sell, and a catalog has been heard before. */
    private static void inMidLife(Set<ComponentName> failed, World.Fault fault) {
        World world = new World();
        world.feedVenue();
        TradingCycle cycle = cycle(world);
        cycle.runOnce();
        world.nextDay();
        world.wanted = new double[] {0, 0.1, 0.3, 0.2, 0.2};
        apply(world, failed, fault);
        int before = world.venueLog.size();
        CycleReport report = cycle.runOnce();
        check(world, cycle, report, failed);
        boolean decides = !failed.contains(ComponentName.MARKET_DATA) && !failed.contains(ComponentName.OPTIMIZER);
        if (!decides) {
            assertThat(world.venueLog).hasSize(before);
        } else if (failed.contains(ComponentName.RISK)) {
            List<String> sent = new ArrayList<>();
            report.orderReports().forEach(answer -> sent.add(answer.orderId()));
            List<String> closures = report.orders().stream()
                    .filter(PricedOrder::isPureClosure)
                    .map(priced -> priced.order().id())
                    .toList();
            assertThat(sent).isEqualTo(closures).isNotEmpty();
        } else {
            assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
        }
        recover(world, cycle, failed);
    }

    /** When all components are well again, so is the system; after a halt only once it has been reset. */
    private static void recover(World world, TradingCycle cycle, Set<ComponentName> failed) {
        world.faults.clear();
        world.nextDay();
        boolean halted = cycle.state().isHalted();
        assertThat(halted)
                .isEqualTo(failed.contains(ComponentName.RISK) && !failed.contains(ComponentName.MARKET_DATA));
        int before = world.venueLog.size();
        CycleReport report = cycle.runOnce();
        if (halted) {
            assertThat(report.outcome()).isEqualTo(CycleOutcome.HALTED);
            assertThat(world.venueLog).hasSize(before);
            cycle.reset("test");
            world.nextDay();
            cycle.runOnce();
        }
        world.nextDay();
        world.wanted = new double[] {0.2, 0.2, 0.2, 0.2, 0.1};
        assertThat(cycle.runOnce().outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(cycle.status().lifecycle()).isEqualTo(LifecycleState.RUNNING);
        assertThat(cycle.status().openEpisodes()).isEmpty();
    }

    private static void check(World world, TradingCycle cycle, CycleReport report, Set<ComponentName> failed) {
        assertThat(report.phases()).extracting(PhaseResult::phase).containsExactly(Phase.values());
        assertThat(cycle.history().reports()).endsWith(report);
        assertThat(report.explain()).contains(report.outcome().name());
        assertThat(report.toText()).contains("phase RECORD OK");
        if (report.outcome() == CycleOutcome.BLOCKED || report.outcome() == CycleOutcome.HALTED) {
            assertThat(report.reason()).isNotBlank();
            assertThat(report.events()).extracting(CycleEvent::kind).contains(CycleEvent.Kind.TRADE_BLOCKED);
        }
        for (ComponentName component : failed) {
            boolean reached = component == ComponentName.MARKET_DATA
                    || report.phase(phaseOf(component)).status() != PhaseStatus.SKIPPED;
            boolean asked =
                    component != ComponentName.ALERTS || !report.alerts().isEmpty();
            if (reached && asked) {
                assertThat(cycle.status().component(component).health())
                        .as("%s of %s", component, failed)
                        .isEqualTo(ComponentHealth.DOWN);
            }
        }
        assertThat(cycle.status().lifecycle())
                .isEqualTo(report.isClean() ? LifecycleState.RUNNING : LifecycleState.DEGRADED);
        assertThat(world.venue.account().cash()).isNotNegative();
    }

    private static Phase phaseOf(ComponentName component) {
        return switch (component) {
            case MARKET_DATA -> Phase.DATA;
            case EXECUTION -> Phase.EXECUTION;
            case REGIME -> Phase.REGIME;
            case STRATEGY_SELECTOR -> Phase.SCORES;
            case OPTIMIZER -> Phase.OPTIMIZATION;
            case RISK -> Phase.RISK_GATE;
            case PERFORMANCE -> Phase.PERFORMANCE;
            case ALERTS -> Phase.ALERTS;
        };
    }
}
