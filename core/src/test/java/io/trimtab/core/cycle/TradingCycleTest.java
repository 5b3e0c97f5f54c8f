package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.MetricKey;
import io.trimtab.core.cycle.port.Metrics;
import io.trimtab.core.cycle.port.OrderStatus;
import io.trimtab.core.cycle.port.PerformanceFigures;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradingCycleTest {
    private final World world = new World();

    @Test
    void aCycleGoesFromDataToOrdersAndExplainsItself() {
        world.feedVenue();
        TradingCycle cycle = world.builder().build();
        CycleReport first = cycle.runOnce();
        assertThat(first.outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(first.id()).isEqualTo("test-000001");
        assertThat(first.phases()).extracting(PhaseResult::phase).containsExactly(Phase.values());
        assertThat(first.isClean()).isTrue();
        assertThat(first.orders()).extracting(priced -> priced.order().asset()).containsExactly("A", "B", "C", "D");
        assertThat(first.orderReports()).allMatch(report -> report.status() == OrderStatus.WORKING);
        assertThat(first.phase(Phase.PERFORMANCE).status()).isEqualTo(PhaseStatus.SKIPPED);
        assertThat(cycle.status().lifecycle()).isEqualTo(LifecycleState.RUNNING);

        world.nextDay();
        CycleReport second = cycle.runOnce();
        assertThat(second.settled()).hasSize(4).allMatch(report -> report.status() == OrderStatus.FILLED);
        // bought with slippage at prices that moved for a day: within two percent of what was wanted
        assertThat(second.weightsBefore().get("A")).isCloseTo(0.3, within(0.02));
        assertThat(second.phase(Phase.PERFORMANCE).status()).isEqualTo(PhaseStatus.OK);
        assertThat(second.selection().orElseThrow().ids()).hasSize(2);

        String text = first.explain();
        assertThat(text)
                .contains("Cycle test-000001 at 2020-04-09", "Regime: SIDEWAYS 90.0%", "Strategies:", "not ")
                .contains("Weights by fixed weights:", "A 0.00% -> 30.00%  (at its cap of 30%)")
                .contains("cap 30% binds at 0.3: relaxing it is worth 0.012500 return per unit of weight")
                .contains("Risk: approved", "gross exposure of portfolio 0.9", "Order BUY", "test-000001:A WORKING")
                .contains("Alert ACCEPTED INFO weight of A is to go from 0.00% to 30.00%", "Timings: DATA 0.000 ms");
    }

    @Test
    void theSameInputGivesTheSameRecordByteForByte() {
        assertThat(records(new World(3))).isEqualTo(records(new World(3)));
        assertThat(records(new World(4))).isNotEqualTo(records(new World(3)));
    }

    private static String records(World world) {
        StringBuilder all = new StringBuilder();
        TradingCycle cycle = world.builder().build();
        for (int day = 0; day < 40; day++) {
            world.spoil("C", 110);
            world.wanted[0] = day % 7 < 3 ? 0.3 : 0.1;
            world.denies = day % 11 == 5;
            world.nextDay();
            all.append(cycle.runOnce().toText());
        }
        return all + String.join("\n", world.venueLog);
    }

    @Test
    void stateCarriesACycleOverARestart() {
        World one = new World(5);
        World two = new World(5);
        TradingCycle through = one.builder().build();
        TradingCycle restarted = two.builder().build();
        for (int day = 0; day < 20; day++) {
            one.nextDay();
            two.nextDay();
            restarted = two.builder().startingFrom(restarted.state()).build();
            assertThat(restarted.runOnce().toText()).isEqualTo(through.runOnce().toText());
        }
        assertThat(restarted.state()).isEqualTo(through.state());
    }

    @Test
    void changesBelowOnePercentAreNotTradedAndThoseAboveFiveAreAnnounced() {
        world.wanted = new double[] {0.06, 0.04, 0.009, 0, 0};
        world.feedVenue();
        CycleReport report = world.builder().build().runOnce();
        assertThat(report.orders()).extracting(priced -> priced.order().asset()).containsExactly("A", "B");
        assertThat(world.noticeTypes()).containsExactly("cycle.weight.change");
        assertThat(world.notices.get(0).labels()).containsEntry("asset", "A").containsEntry("cycle", "test-000001");
    }

    @Test
    void aWeightOfZeroSellsExactlyWhatIsHeld() {
        world.feedVenue();
        TradingCycle cycle = world.builder().build();
        cycle.runOnce();
        world.nextDay();
        world.wanted = new double[] {0, 0.3, 0.3, 0.3, 0};
        CycleReport report = cycle.runOnce();
        PricedOrder sell = report.orders().get(0);
        assertThat(sell.isPureClosure()).isTrue();
        assertThat(sell.order().quantity())
                .isEqualByComparingTo(world.venue.account().position("A"));
        world.nextDay();
        assertThat(world.venue.account().position("A")).isEqualByComparingTo("0");
    }

    @Test
    void oneBadPriceExcludesItsAssetIsReportedOnceAndTheCycleGoesOn() {
        TradingCycle cycle = world.builder().build();
        world.feedVenue();
        cycle.runOnce();
        world.nextDay();
        double held = world.venue.account().position("B").doubleValue();
        assertThat(held).isPositive();
        world.spoil("B", world.today() + 1);
        world.nextDay();
        world.notices.clear();
        CycleReport report = cycle.runOnce();
        assertThat(report.outcome()).isNotEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.validation().orElseThrow().excluded()).containsExactly("B");
        assertThat(report.phase(Phase.DATA).reason()).contains("B", "2020-04-11", "excluded");
        assertThat(world.notices)
                .filteredOn(notice -> notice.type().equals("cycle.data.excluded"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("B", "2020-04-11"));
        // kept as it is, at its last price; the others share what is left
        assertThat(report.heldOutside()).containsOnlyKeys("B");
        double outside = report.heldOutside().getOrDefault("B", 0.0);
        assertThat(report.orders()).extracting(priced -> priced.order().asset()).doesNotContain("B");
        assertThat(report.weightsTarget().get("A")).isCloseTo(0.3 * (1 - outside), within(0.01));
        GateVerdict verdict = report.verdict().orElseThrow();
        assertThat(verdict).isInstanceOf(GateVerdict.Approved.class);
        assertThat(world.gateRequests.get(world.gateRequests.size() - 1).heldOutside())
                .containsOnlyKeys("B");
        assertThat(cycle.status().component(ComponentName.MARKET_DATA).health()).isEqualTo(ComponentHealth.DEGRADED);
        assertThat(cycle.status().lifecycle()).isEqualTo(LifecycleState.DEGRADED);
        assertThat(report.explain()).contains("(no valid price: kept)");

        world.nextDay();
        world.notices.clear();
        cycle.runOnce();
        assertThat(world.noticeTypes()).doesNotContain("cycle.data.excluded");
        assertThat(world.venue.account().position("B").doubleValue()).isEqualTo(held);
    }

    @Test
    void withAllDataBadNothingTrades() {
        world.feedVenue();
        for (int j = 0; j < World.ASSETS.size(); j++) {
            world.spoil(World.ASSETS.id(j), world.today());
        }
        TradingCycle cycle = world.builder().build();
        CycleReport report = cycle.runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.phase(Phase.DATA).status()).isEqualTo(PhaseStatus.FAILED);
        assertThat(report.orders()).isEmpty();
        assertThat(report.validation().orElseThrow().tradable()).isFalse();
        assertThat(world.venueLog).isEmpty();
        assertThat(report.events()).extracting(CycleEvent::kind).contains(CycleEvent.Kind.TRADE_BLOCKED);
        assertThat(cycle.status().component(ComponentName.MARKET_DATA).health()).isEqualTo(ComponentHealth.DOWN);
        assertThat(report.explain()).contains("DATA FAILED").contains("no market data to trade on");
    }

    @Test
    void aHeldAssetOfWhichNoPriceWasEverKnownStopsTrading() {
        world.feedVenue();
        TradingCycle cycle = world.builder().build();
        cycle.runOnce();
        world.nextDay();
        // another cycle without memory takes over on a day when the price is missing
        world.spoil("A", world.today() + 1);
        world.nextDay();
        CycleReport report = world.builder().name("other").build().runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.reason()).isEqualTo("the account is not known: no price was ever known of A, which is held");
    }

    @Test
    void lowConfidenceDegradesTheCycleAndSaysSoInExactlyOneAlert() {
        world.confidence = 0.6;
        TradingCycle cycle = world.builder().build();
        for (int day = 0; day < 5; day++) {
            world.nextDay();
            cycle.runOnce();
        }
        assertThat(world.noticeTypes()).containsOnlyOnce("cycle.confidence.low");
        assertThat(cycle.status().lifecycle()).isEqualTo(LifecycleState.DEGRADED);
        assertThat(cycle.status().openEpisodes()).containsExactly("confidence");
        world.confidence = 0.9;
        world.nextDay();
        cycle.runOnce();
        assertThat(cycle.status().lifecycle()).isEqualTo(LifecycleState.RUNNING);
        world.confidence = 0.6;
        world.nextDay();
        cycle.runOnce();
        assertThat(world.noticeTypes().stream().filter("cycle.confidence.low"::equals))
                .hasSize(2);
    }

    @Test
    void aDenialStopsTheOrdersAndIsExplained() {
        world.denies = true;
        world.feedVenue();
        TradingCycle cycle = world.builder().build();
        CycleReport report = cycle.runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.orders()).isNotEmpty();
        assertThat(report.orderReports()).isEmpty();
        assertThat(world.venueLog).isEmpty();
        assertThat(report.reason())
                .isEqualTo("the risk gate has denied: gross exposure of portfolio 0.9 against 0.5, driven by [A],"
                        + " cure: sell 10 A");
        assertThat(world.noticeTypes()).contains("cycle.risk.denied");
        assertThat(cycle.status().risk()).isEqualTo(RiskLevel.BREACHED);
        assertThat(cycle.status().halt()).isEmpty();
        world.denies = false;
        world.nextDay();
        assertThat(cycle.runOnce().outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(cycle.status().risk()).isEqualTo(RiskLevel.NORMAL);
    }

    @Test
    void aGateThatFailsLetsOnlyPureClosuresOutAndHaltsTheCycleUntilItIsReset() {
        world.feedVenue();
        TradingCycle cycle = world.builder().build();
        cycle.runOnce();
        world.nextDay();
        world.wanted = new double[] {0, 0.4, 0.4, 0.2, 0};
        world.fail(ComponentName.RISK, World.Fault.THROWS);
        world.notices.clear();
        CycleReport report = cycle.runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.HALTED);
        assertThat(report.orders()).hasSizeGreaterThan(1);
        assertThat(report.orderReports()).extracting(sent -> sent.orderId()).containsExactly("test-000002:A");
        assertThat(world.notices)
                .filteredOn(notice -> notice.type().equals("cycle.halted"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.level()).isEqualTo(AlertLevel.CRITICAL));

        world.fail(ComponentName.RISK, World.Fault.NONE);
        world.nextDay();
        CycleReport halted = cycle.runOnce();
        assertThat(halted.outcome()).isEqualTo(CycleOutcome.HALTED);
        assertThat(halted.orderReports()).isEmpty();
        assertThat(halted.verdict()).isPresent();
        assertThat(cycle.status().halt()).isEqualTo("the risk gate failed: IllegalStateException: RISK broke");
        assertThat(cycle.status().lifecycle()).isEqualTo(LifecycleState.DEGRADED);

        assertThat(cycle.reset("checked by hand")).isTrue();
        assertThat(cycle.reset("again")).isFalse();
        world.nextDay();
        assertThat(cycle.runOnce().outcome()).isEqualTo(CycleOutcome.TRADED);
    }

    @Test
    void closuresCanBeHeldBackToo() {
        CycleConfig strict = CycleConfig.normal().toBuilder()
                .mode(CycleMode.AUTOMATED)
                .closures(CycleConfig.ClosurePolicy.HELD_BACK)
                .build();
        world.feedVenue();
        TradingCycle cycle = world.builder().config(strict).build();
        cycle.runOnce();
        world.nextDay();
        world.wanted = new double[] {0, 0, 0, 0, 0};
        world.fail(ComponentName.RISK, World.Fault.NULL);
        CycleReport report = cycle.runOnce();
        assertThat(report.orderReports()).isEmpty();
        assertThat(report.phase(Phase.RISK_GATE).reason()).isEqualTo("the risk gate failed: returned null");
    }

    @Test
    void anOptimizerWithoutAnAnswerKeepsTheWeights() {
        world.infeasible = true;
        CycleReport report = world.builder().build().runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.phase(Phase.OPTIMIZATION).status()).isEqualTo(PhaseStatus.FALLBACK);
        assertThat(report.reason()).isEqualTo("no new weights: no such portfolio; in conflict: [budget, cap 5%]");
        assertThat(world.gateRequests)
                .singleElement()
                .satisfies(request -> assertThat(request.orders()).isEmpty());
    }

    @Test
    void weightsOverAnotherUniverseAreRefused() {
        CycleReport report = world.builder()
                .allocator(request -> Allocation.Allocated.of(Weights.equal(Universe.of("A", "X")), "stray"))
                .build()
                .runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.reason()).contains("target belongs to another universe", "\"X\"");
    }

    @Test
    void aFailedCatalogIsReplacedByItsLastAnswerAndWithoutOneNothingTrades() {
        world.fail(ComponentName.STRATEGY_SELECTOR, World.Fault.THROWS);
        world.feedVenue();
        TradingCycle cycle = world.builder().build();
        CycleReport none = cycle.runOnce();
        assertThat(none.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(none.reason()).startsWith("the catalog failed and no earlier candidates are known");
        world.fail(ComponentName.STRATEGY_SELECTOR, World.Fault.NONE);
        world.nextDay();
        assertThat(cycle.runOnce().outcome()).isEqualTo(CycleOutcome.TRADED);
        world.fail(ComponentName.STRATEGY_SELECTOR, World.Fault.THROWS);
        world.wanted = new double[] {0.1, 0.1, 0.1, 0.1, 0.1};
        world.nextDay();
        CycleReport stale = cycle.runOnce();
        assertThat(stale.outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(stale.phase(Phase.SCORES).status()).isEqualTo(PhaseStatus.FALLBACK);
        assertThat(stale.phase(Phase.SCORES).reason())
                .isEqualTo("stale: the catalog failed (IllegalStateException: STRATEGY_SELECTOR broke), the 4"
                        + " candidates of 2020-04-10 are used");
    }

    @Test
    void anAlertSinkThatFailsChangesNothingElse() {
        world.fail(ComponentName.ALERTS, World.Fault.ERROR);
        world.feedVenue();
        TradingCycle cycle = world.builder().build();
        CycleReport report = cycle.runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(report.alerts()).isNotEmpty().allMatch(alert -> alert.receipt() == AlertReceipt.FAILED);
        assertThat(report.phase(Phase.ALERTS).status()).isEqualTo(PhaseStatus.FAILED);
        assertThat(cycle.status().component(ComponentName.ALERTS).health()).isEqualTo(ComponentHealth.DOWN);
    }

    @Test
    void manualModeNeverExecutes() {
        world.feedVenue();
        CycleReport report = world.builder().mode(CycleMode.MANUAL).build().runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.PROPOSED);
        assertThat(report.orders()).isNotEmpty();
        assertThat(report.proposal()).isEmpty();
        assertThat(world.venueLog).isEmpty();
    }

    @Test
    void historyIsBoundedAndCanBeAsked() {
        CycleConfig small = CycleConfig.normal().toBuilder()
                .mode(CycleMode.AUTOMATED)
                .historySize(3)
                .build();
        TradingCycle cycle = world.builder().config(small).build();
        for (int day = 0; day < 6; day++) {
            world.denies = day == 4;
            world.wanted[0] = day % 2 == 0 ? 0.3 : 0.1;
            world.nextDay();
            cycle.runOnce();
        }
        assertThat(cycle.history().reports())
                .extracting(CycleReport::id)
                .containsExactly("test-000004", "test-000005", "test-000006");
        assertThat(cycle.history().with(CycleOutcome.BLOCKED).reports())
                .extracting(CycleReport::id)
                .containsExactly("test-000005");
        assertThat(cycle.history().since(world.clock.instant()).reports()).hasSize(1);
        assertThat(cycle.history().events(CycleEvent.Kind.TRADE_BLOCKED)).hasSize(1);
    }

    @Test
    void statusIsDerivedFromWhatHappened() {
        TradingCycle cycle = world.builder().build();
        SystemStatus before = cycle.status();
        assertThat(before.lifecycle()).isEqualTo(LifecycleState.NEW);
        assertThat(before.risk()).isEqualTo(RiskLevel.UNKNOWN);
        assertThat(before.belief()).isEmpty();
        assertThat(before.value()).isNaN();
        assertThat(before.sharpe()).isNaN();
        assertThat(before.alerts(AlertReceipt.ACCEPTED)).isZero();
        for (ComponentName component : ComponentName.values()) {
            assertThat(before.component(component).health()).isEqualTo(ComponentHealth.UNKNOWN);
        }
        world.nextDay();
        cycle.runOnce();
        world.nextDay();
        cycle.runOnce();
        SystemStatus after = cycle.status();
        for (ComponentName component : ComponentName.values()) {
            assertThat(after.component(component).health()).isEqualTo(ComponentHealth.UP);
        }
        assertThat(after.strategies()).hasSize(2);
        assertThat(after.belief().orElseThrow().mostLikely().name()).isEqualTo("SIDEWAYS");
        assertThat(after.weights()).containsKey("A");
        assertThat(after.nextRebalance()).isEqualTo(world.clock.instant().plusSeconds(3600));
    }

    @Test
    void statusTellsWhatTheAccountIsWorthAndHowItDid() {
        TradingCycle cycle = world.builder().build();
        for (int day = 0; day < 10; day++) {
            world.nextDay();
            cycle.runOnce();
        }
        SystemStatus status = cycle.status();
        CycleReport last = status.lastReport().get(0);
        PerformanceFigures figures = last.performance().orElseThrow().figuresOf(Trading.PORTFOLIO);
        assertThat(status.value()).isEqualTo(last.equity().orElseThrow());
        assertThat(status.annualReturn()).isEqualTo(figures.annualReturn());
        assertThat(status.annualVolatility()).isEqualTo(figures.annualVolatility());
        assertThat(status.sharpe()).isEqualTo(figures.sharpe()).isNotNaN();
        assertThat(status.alerts(AlertReceipt.ACCEPTED)).isEqualTo(last.alerts().size());
    }

    @Test
    void statusKeepsTheLastKnownValueWhileTheAccountIsUnknown() {
        TradingCycle cycle = world.builder().build();
        world.nextDay();
        cycle.runOnce();
        double known = cycle.status().value();
        world.nextDay();
        world.fail(ComponentName.MARKET_DATA, World.Fault.THROWS);
        world.fail(ComponentName.ALERTS, World.Fault.THROWS);
        cycle.runOnce();
        SystemStatus status = cycle.status();
        assertThat(status.value()).isEqualTo(known);
        assertThat(status.lastReport().get(0).equity()).isEmpty();
        assertThat(status.alerts(AlertReceipt.FAILED)).isPositive();
    }

    @Test
    void measurementsAreTakenAndMetricsThatThrowAreContained() {
        InMemoryMetrics metrics = InMemoryMetrics.holding(100);
        world.feedVenue();
        world.builder().metrics(metrics).build().runOnce();
        assertThat(metrics.snapshot().counters().toString()).isEqualTo("{cycle.outcome{outcome=traded}=1}");
        assertThat(metrics.snapshot().timers().toString()).contains("cycle.phase{phase=data}");
        assertThat(metrics.snapshot().gauges().toString()).isEqualTo("{cycle.equity=100000.0}");
        World other = new World();
        CycleReport report = other.builder()
                .metrics(new Metrics() {
                    @Override
                    public void count(MetricKey key, long by) {
                        throw new IllegalStateException("no");
                    }

                    @Override
                    public void time(MetricKey key, long nanos) {}

                    @Override
                    public void gauge(MetricKey key, double value) {}
                })
                .build()
                .runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
    }

    @Test
    void aFailureOfTheCycleItselfHaltsItAndIsStillReported() {
        int[] calls = new int[1];
        TradingCycle cycle = world.builder()
                .nanoClock(() -> {
                    if (++calls[0] == 9) {
                        throw new IllegalStateException("the clock broke");
                    }
                    return calls[0];
                })
                .build();
        CycleReport report = cycle.runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.HALTED);
        assertThat(report.reason()).isEqualTo("the cycle itself failed: IllegalStateException: the clock broke");
        assertThat(report.phases()).hasSize(Phase.values().length);
        assertThat(world.venueLog).isEmpty();
        assertThat(cycle.state().isHalted()).isTrue();
    }

    @Test
    void whatIsMissingIsNamedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TradingCycle.builder().marketData(world::marketData).build())
                .withMessage("a trading cycle needs [strategies, regime, allocator, riskGate, execution, alerts], which"
                        + " the builder was not given");
    }

    @Test
    void aCycleDoesNotRunInsideACycle() {
        List<TradingCycle> self = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        TradingCycle cycle = world.builder()
                .alerts(notice -> {
                    try {
                        self.get(0).runOnce();
                    } catch (IllegalStateException refused) {
                        messages.add(String.valueOf(refused.getMessage()));
                    }
                    return AlertReceipt.ACCEPTED;
                })
                .build();
        self.add(cycle);
        cycle.runOnce();
        assertThat(messages)
                .isNotEmpty()
                .allMatch("a cycle is running; cycles never overlap, call again when it has ended"::equals);
        cycle.stop();
        assertThatIllegalStateException()
                .isThrownBy(cycle::runOnce)
                .withMessage("the cycle is STOPPED; call start() before running it");
    }

    @Test
    void weightsAfterImmediateFillsAreThoseOfTheFills() {
        // a venue that fills at once, at the price it is asked
        TradingCycle cycle = world.builder().execution(new InstantVenue(world)).build();
        CycleReport report = cycle.runOnce();
        assertThat(report.fills()).extracting(Fill::asset).containsExactly("A", "B", "C", "D");
        assertThat(report.weightsBefore()).isEmpty();
        assertThat(report.weightsAfter().get("A")).isCloseTo(0.3, within(1e-8)); // quantities have 8 decimals
        assertThat(report.weightsAfter()).containsOnlyKeys("A", "B", "C", "D");
        assertThat(cycle.state().weights()).isEqualTo(report.weightsAfter());
        assertThat(cycle.state().openOrders()).isEmpty();
    }
}
