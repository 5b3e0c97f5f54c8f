package io.trimtab.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.time.ManualClock;
import io.trimtab.risk.limit.GateDecision.Admitted;
import io.trimtab.risk.limit.GateDecision.Denied;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.stress.LiquidityProfile;
import io.trimtab.risk.stress.StressScenario;
import io.trimtab.risk.stress.StressTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Equity 1,000 and prices of 10: a lot is 1% of equity. */
class PreTradeGateTest {
    private static final Universe AB = Universe.of("A", "B", "C");
    private static final Instant START = Instant.parse("2024-03-01T22:30:00Z");
    private static final double EQUITY = 1_000;
    private static final double[] TENS = {10, 10, 10};

    private final ManualClock clock = ManualClock.startingAt(START);
    private double drawdown;
    private double dayLoss;
    private double weekLoss;
    private int orders;

    private PreTradeGateBuilder builder(Limit... hard) {
        PreTradeGateBuilder builder =
                PreTradeGate.over(AB).clock(clock).scenarios(panel()).riskModel(model());
        for (Limit limit : hard) {
            builder.hard(limit);
        }
        return builder.drawdown(() -> drawdown).dayLoss(() -> dayLoss);
    }

    /** Ten scenarios: A loses 1% to 10%, B a tenth of that, C gains. */
    private static ReturnPanel panel() {
        double[] data = new double[30];
        for (int t = 0; t < 10; t++) {
            data[t] = -0.01 * (t + 1);
            data[10 + t] = -0.001 * (t + 1);
            data[20 + t] = 0.001 * (t + 1);
        }
        return ReturnPanel.of(
                AB, IntStream.range(0, 10).mapToObj(LocalDate.EPOCH::plusDays).toList(), data);
    }

    private static CovarianceMatrix model() {
        return CovarianceMatrix.of(AB, new double[][] {{0.04, 0.018, 0}, {0.018, 0.01, 0}, {0, 0, 0.0001}});
    }

    private static PreTradeGate marked(PreTradeGateBuilder builder) {
        PreTradeGate gate = builder.build();
        gate.mark(EQUITY, TENS);
        return gate;
    }

    private GateOrder order(String asset, long lots) {
        return GateOrder.of("o" + orders++, asset, lots);
    }

    private static Denied denied(GateDecision decision) {
        assertThat(decision).isInstanceOf(Denied.class);
        return (Denied) decision;
    }

    private static void admitted(GateDecision decision) {
        assertThat(decision).isInstanceOf(Admitted.class);
    }

    private static SortedMap<String, Double> all(double value) {
        return new TreeMap<>(Map.of("A", value, "B", value, "C", value));
    }

    // ------------------------------------------------------------------------------------------------ no limit is dead

    /** Each limit with room for exactly 10 lots of A, and nothing else that 11 lots could break. */
    private List<Limit> limitsOfTenLots() {
        LiquidityProfile liquidity = LiquidityProfile.of(AB, new double[] {0.05, 0.05, 0.05}, new double[3]);
        StressScenario crash = StressScenario.named("crash").shocking("A", -0.5);
        return List.of(
                Limit.position(0.10),
                Limit.position("A", 0.10),
                Limit.group("tech", List.of("A", "B"), 0.10),
                Limit.grossExposure(0.10),
                Limit.netExposure(0.10),
                Limit.concentration(0.01),
                Limit.beta(all(1.5), 0.15),
                Limit.margin(all(0.25), 0.025),
                Limit.stressLoss(StressTest.of(model()), crash, 0.05),
                Limit.volatility(PeriodsPerYear.of(4), 0.04),
                // at most one of ten scenarios may lose more than the second worst, 9%
                Limit.valueAtRisk(Confidence.of(0.9), 0.009),
                // the mean of the two worst, 9.5%
                Limit.expectedShortfall(Confidence.of(0.8), 0.0095),
                Limit.daysToClose(liquidity, 2),
                Limit.tradeLoss(0.2, 0.02),
                Limit.turnover(0.10),
                Limit.of("own", (view, w) -> Math.abs(w.of("A")), 0.10));
    }

    @Test
    void everyLimitIsBrokenByItselfAndNamedAlone() {
        for (Limit limit : limitsOfTenLots()) {
            PreTradeGate gate = marked(builder(limit, Limit.grossExposure(5), Limit.position("C", 0.5)));
            admitted(gate.check(order("A", 10)));
            Denied no = denied(gate.check(order("A", 11)));
            assertThat(no.breaches()).as(limit.toString()).hasSize(1);
            Breach breach = no.breaches().get(0);
            assertThat(breach.limit()).isSameAs(limit);
            assertThat(breach.measured()).isGreaterThan(limit.bound());
            assertThat(no.ruleBreaches()).isEmpty();
            assertThat(no.failures()).isEmpty();
            assertThat(no.smallestCut().lotsKept()).as(limit.toString()).isEqualTo(10);
            assertThat(no.smallestCut()).hasToString("buy 10 A instead of 11");
            assertThat(no.reasons()).containsExactly(breach.toString());
        }
    }

    @Test
    void everySoftLimitIsReportedAndDeniesNothing() {
        for (Limit limit : limitsOfTenLots()) {
            PreTradeGate gate = marked(builder(Limit.grossExposure(5)).soft(limit));
            GateDecision decision = gate.check(order("A", 11));
            admitted(decision);
            assertThat(decision.softBreaches()).as(limit.toString()).hasSize(1);
            assertThat(decision.softBreaches().get(0).limit()).isSameAs(limit);
        }
    }

    @Test
    void everyLimitWarnsFromFourFifthsOn() {
        for (Limit limit : limitsOfTenLots()) {
            PreTradeGate gate = marked(builder(limit));
            assertThat(gate.check(order("A", 7))).as(limit.toString()).isSameAs(Admitted.PLAINLY);
            Admitted warned = (Admitted) gate.check(order("A", 10));
            assertThat(warned.warnings()).as(limit.toString()).hasSize(1);
            assertThat(warned.warnings().get(0).usage()).isBetween(0.99, 1.0);
        }
    }

    @Test
    void correlationWithTheRestIsLimited() {
        // the correlation of A and B is 0.9, that of C with both 0
        PreTradeGate gate = builder(Limit.correlation(0.7)).build();
        gate.hold("A", 5);
        gate.hold("C", 5_000);
        gate.mark(EQUITY, TENS);
        admitted(gate.check(order("B", 5)));
        PreTradeGate bare = builder(Limit.correlation(0.7)).build();
        bare.hold("A", 5);
        bare.mark(EQUITY, TENS);
        Denied no = denied(bare.check(order("B", 5)));
        assertThat(no.breaches()).hasSize(1);
        assertThat(no.smallestCut().lotsKept()).isZero();
        admitted(bare.check(order("B", -5)));
    }

    @Test
    void lossesOfTheAccountLetOnlyPassWhatTakesFromPositions() {
        for (String which : List.of("drawdown", "day", "week")) {
            PreTradeGate gate = marked(builder(
                    Limit.drawdown(0.15), Limit.dailyLoss(0.03), Limit.measured("weekly loss", () -> weekLoss, 0.05)));
            gate.hold("A", 10);
            admitted(gate.check(order("B", 5)));
            drawdown = which.equals("drawdown") ? 0.16 : 0;
            dayLoss = which.equals("day") ? 0.04 : 0;
            weekLoss = which.equals("week") ? 0.06 : 0;
            Denied no = denied(gate.check(order("B", 5)));
            assertThat(no.breaches()).hasSize(1);
            assertThat(no.state().mode()).isEqualTo(TradingState.Mode.REDUCING);
            assertThat(gate.state().mode()).isEqualTo(TradingState.Mode.REDUCING);
            admitted(gate.check(order("A", -10)));
            // through zero is no reduction, but a part of it is
            assertThat(denied(gate.check(order("A", -12))).smallestCut().lotsKept())
                    .isEqualTo(10);
            drawdown = 0;
            dayLoss = 0;
            weekLoss = 0;
            admitted(gate.check(order("B", 5)));
            assertThat(gate.state().mode()).isEqualTo(TradingState.Mode.ACTIVE);
        }
    }

    // ------------------------------------------------------------------------------------------------ pending orders

    @Test
    void pendingOrdersCountAtTheirWorst() {
        PreTradeGate gate = marked(builder(Limit.position(0.10)));
        admitted(gate.submit(GateOrder.of("first", "A", 6)));
        admitted(gate.submit(GateOrder.of("other way", "A", -6)));
        // the sale may not be filled
        assertThat(denied(gate.check(order("A", 5))).smallestCut().lotsKept()).isEqualTo(4);
        gate.cancel("first");
        admitted(gate.check(order("A", 10)));
        gate.book("other way", -6, 10);
        admitted(gate.check(order("A", 16)));
        assertThat(gate.held("A")).isEqualTo(-6);
        assertThat(gate.pending()).isEmpty();
    }

    @Test
    void aSecondClosureOfOnePositionIsNone() {
        PreTradeGate gate = marked(builder(Limit.position(0.10)));
        gate.hold("A", 10);
        gate.halt("no news is bad news");
        admitted(gate.submit(GateOrder.of("close", "A", -6)));
        assertThat(denied(gate.check(order("A", -6))).smallestCut().lotsKept()).isEqualTo(4);
    }

    @Test
    void partsOfAFillLeaveTheRestPending() {
        PreTradeGate gate = marked(builder(Limit.position(0.10)));
        gate.submit(GateOrder.of("x", "A", 8));
        gate.book("x", 3, 10);
        assertThat(gate.pending()).containsExactly(GateOrder.of("x", "A", 5));
        assertThat(gate.held("A")).isEqualTo(3);
        // too much was filled: it has happened
        gate.book("x", 6, 10);
        assertThat(gate.held("A")).isEqualTo(9);
        assertThat(gate.pending()).isEmpty();
        assertThat(denied(gate.check(order("A", 2))).smallestCut().lotsKept()).isEqualTo(1);
    }

    @Test
    void valueAtRiskLooksAtEveryPartOfAnOrder() {
        // on the way from long A to long C there is a mixture with a worse tail than either end has: by every lot
        PreTradeGate gate = builder(Limit.valueAtRisk(Confidence.of(0.9), 0.02)).build();
        gate.mark(EQUITY, TENS);
        for (long lots = 1; lots < 60; lots++) {
            GateDecision decision = gate.check(order("A", lots));
            boolean within = 0.09 * lots * 10 / EQUITY <= 0.02 + 1e-11;
            assertThat(decision instanceof Admitted).isEqualTo(within);
        }
    }

    // ------------------------------------------------------------------------------------------------ reducing orders

    @Test
    void whatIsOverALimitMayFallButNotCrossZero() {
        PreTradeGate gate = builder(Limit.grossExposure(0.15)).build();
        gate.hold("A", 20);
        gate.mark(EQUITY, TENS);
        admitted(gate.check(order("A", -20)));
        // 35 lots less would leave 15 short, within the limit; but it turns the position round
        assertThat(denied(gate.check(order("A", -35))).smallestCut().lotsKept()).isEqualTo(20);
        assertThat(denied(gate.check(order("B", 1))).breaches()).hasSize(1);
    }

    @Test
    void aHedgePassesThatRelievesABreachWhenOnlyReductionsDo() {
        PreTradeGate gate = builder(Limit.netExposure(0.15)).build();
        gate.hold("A", 20);
        gate.mark(EQUITY, TENS);
        gate.reduceOnly("net exposure");
        admitted(gate.check(order("B", -5)));
        denied(gate.check(order("B", 5)));
        gate.halt("stop");
        denied(gate.check(order("B", -5)));
        admitted(gate.check(order("A", -5)));
        gate.resume("ann");
        admitted(gate.check(order("B", -5)));
    }

    // ------------------------------------------------------------------------------------------------ guards

    @Test
    void aTrippedLimitReArmsByItsPolicyAndReallyDoes() {
        PreTradeGate gate = marked(builder(Limit.position(0.10)).reArm(ReArm.belowBand(0.2)));
        gate.hold("A", 11);
        assertThat(gate.tripped()).hasSize(1);
        assertThat(gate.tripped().get(0).scope()).isEqualTo("A");
        gate.hold("A", 9);
        // within the bound, not below the band: nothing may be added
        Denied no = denied(gate.check(order("A", 1)));
        assertThat(no.reasons()).containsExactly("position A 10%, once over 10% and not re-armed");
        admitted(gate.check(order("A", -1)));
        // the signal of A is not one of B
        admitted(gate.check(order("B", 10)));
        gate.hold("A", 7);
        assertThat(gate.tripped()).isEmpty();
        admitted(gate.check(order("A", 3)));
        gate.hold("A", 11);
        assertThat(gate.tripped()).hasSize(1);
        assertThat(gate.ledger().entries())
                .extracting(LedgerEntry::event)
                .containsExactly(LedgerEntry.Event.TRIPPED, LedgerEntry.Event.REARMED, LedgerEntry.Event.TRIPPED);
    }

    @Test
    void aCoolDownStartsAnewWheneverTheMeasureIsBack() {
        PreTradeGate gate =
                marked(builder(Limit.position(0.10)).reArm(ReArm.belowBand(0.2).after(Duration.ofMinutes(10))));
        gate.hold("A", 11);
        gate.hold("A", 7);
        clock.advance(Duration.ofMinutes(9));
        assertThat(gate.tripped()).hasSize(1);
        gate.hold("A", 9);
        gate.hold("A", 7);
        clock.advance(Duration.ofMinutes(9));
        denied(gate.check(order("A", 1)));
        clock.advance(Duration.ofMinutes(1));
        // no tick was needed
        admitted(gate.check(order("A", 1)));
    }

    @Test
    void anAcknowledgementReArmsOnlyBelowTheBand() {
        PreTradeGate gate =
                marked(builder(Limit.position(0.10)).reArm(ReArm.belowBand(0.2).andAcknowledged()));
        gate.hold("A", 11);
        GuardReading breach = gate.tripped().get(0);
        gate.acknowledge(breach, "ann");
        assertThat(gate.tripped()).hasSize(1);
        assertThat(gate.tripped().get(0).acknowledgedBy()).isEqualTo("ann");
        gate.hold("A", 7);
        assertThat(gate.tripped()).isEmpty();
        gate.hold("A", 11);
        gate.hold("A", 7);
        assertThat(gate.tripped()).hasSize(1);
        gate.acknowledge(gate.tripped().get(0), "bob");
        assertThat(gate.tripped()).isEmpty();
        assertThatThrownBy(() -> gate.acknowledge(breach, "ann"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit position of A is not tripped");
    }

    @Test
    void aLimitOfZeroReArmsAtZero() {
        PreTradeGate gate = marked(builder(Limit.position("A", 0)).reArm(ReArm.belowBand(0.5)));
        gate.hold("A", 1);
        assertThat(gate.tripped()).hasSize(1);
        gate.hold("A", 0);
        assertThat(gate.tripped()).isEmpty();
    }

    // ------------------------------------------------------------------------------------------------ state and
    // overrides

    @Test
    void statesHaveReasonAgeAndAcknowledgement() {
        PreTradeGate gate = marked(builder(Limit.position(0.10)));
        gate.halt("exchange closed");
        clock.advance(Duration.ofMinutes(5));
        gate.acknowledge("ann");
        TradingState state = gate.state();
        assertThat(state.mode()).isEqualTo(TradingState.Mode.HALTED);
        assertThat(state.age(clock.instant())).isEqualTo(Duration.ofMinutes(5));
        assertThat(state.acknowledgedBy()).isEqualTo("ann");
        assertThat(denied(gate.check(order("A", 1))).reasons())
                .containsExactly("trading is HALTED since 2024-03-01T22:30:00Z: exchange closed (acknowledged by ann)");
    }

    @Test
    void anOverrideEndsAndIsAboutItsScopeOnly() {
        PreTradeGate gate = marked(builder(Limit.position(0.10)));
        gate.override(new LimitOverride("position", "A", "ann", clock.instant().plusSeconds(60)));
        GateDecision over = gate.check(order("A", 11));
        admitted(over);
        assertThat(over.softBreaches()).hasSize(1);
        denied(gate.check(order("B", 11)));
        clock.advance(Duration.ofSeconds(60));
        denied(gate.check(order("A", 11)));
        assertThat(gate.overrides()).isEmpty();
        assertThat(gate.ledger().entries())
                .extracting(LedgerEntry::event)
                .containsExactly(LedgerEntry.Event.OVERRIDDEN, LedgerEntry.Event.OVERRIDE_ENDED);
        assertThatThrownBy(() -> gate.override(new LimitOverride("position", "Z", "ann", Instant.MAX)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no limit 'position' has a scope 'Z'");
    }

    @Test
    void theTradingStateCanBeOverriddenForOneAsset() {
        PreTradeGate gate = marked(builder(Limit.position(0.10)));
        gate.halt("news");
        gate.override(new LimitOverride(
                LimitOverride.TRADING_STATE, "A", "ann", clock.instant().plusSeconds(60)));
        admitted(gate.check(order("A", 5)));
        denied(gate.check(order("B", 5)));
        clock.advance(Duration.ofSeconds(60));
        denied(gate.check(order("A", 5)));
    }

    // ------------------------------------------------------------------------------------------------ strategies

    @Test
    void aStrategyHasLimitsOnWhatItHoldsByItself() {
        LimitBook small = LimitBook.builder().grossExposure(0.05).build();
        PreTradeGate gate = marked(builder(Limit.position(0.10)).strategy("trend", small));
        Denied no = denied(gate.check(order("A", 6).forStrategy("trend")));
        assertThat(no.breaches()).hasSize(1);
        assertThat(no.breaches().get(0).scope()).isEqualTo("trend: portfolio");
        assertThat(no.smallestCut().lotsKept()).isEqualTo(5);
        admitted(gate.check(order("A", 6)));
        admitted(gate.submit(GateOrder.of("t", "A", 5).forStrategy("trend")));
        gate.book("t", 5, 10);
        denied(gate.check(order("B", 1).forStrategy("trend")));
        admitted(gate.check(order("B", 1)));
        assertThatThrownBy(() -> gate.check(order("B", 1).forStrategy("value")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("strategy 'value' is not one of [trend]");
    }

    // ------------------------------------------------------------------------------------------------ order rules

    private PreTradeGate ruled(OrderRules rules) {
        PreTradeGate gate = builder(Limit.grossExposure(100)).rules(rules).build();
        gate.hold("C", 50);
        gate.mark(EQUITY, TENS);
        return gate;
    }

    private static void alone(GateDecision decision, RuleBreach.Rule rule) {
        Denied no = denied(decision);
        assertThat(no.ruleBreaches()).extracting(RuleBreach::rule).containsExactly(rule);
        assertThat(no.breaches()).isEmpty();
    }

    @Test
    void ordersAreCountedInEveryWindow() {
        PreTradeGate gate = ruled(
                OrderRules.builder().atMostOrders(3, Duration.ofSeconds(1)).build());
        for (int k = 0; k < 3; k++) {
            admitted(gate.submit(order("A", 1)));
            clock.advance(Duration.ofMillis(100));
        }
        alone(gate.submit(order("A", 1)), RuleBreach.Rule.RATE);
        assertThat(denied(gate.check(order("A", 1))).reasons())
                .containsExactly("order rate: more than 3 orders in 1000 ms; wait 700 ms");
        // whoever closes a position is not held up
        admitted(gate.check(order("C", -50)));
        clock.advance(Duration.ofMillis(700));
        admitted(gate.submit(order("A", 1)));
        alone(gate.submit(order("A", 1)), RuleBreach.Rule.RATE);
    }

    @Test
    void anOrderHasALargestValue() {
        PreTradeGate gate = ruled(OrderRules.builder().notional(200).build());
        admitted(gate.check(order("A", 20)));
        alone(gate.check(order("A", 21)), RuleBreach.Rule.NOTIONAL);
        assertThat(denied(gate.check(order("A", 50))).smallestCut().lotsKept()).isEqualTo(20);
        // at the higher of limit price and price known
        assertThat(denied(gate.check(order("A", 50).limitedTo(20)))
                        .smallestCut()
                        .lotsKept())
                .isEqualTo(10);
        admitted(gate.check(order("C", -50)));
    }

    @Test
    void aLimitPriceStaysInItsCollar() {
        PreTradeGate gate = ruled(OrderRules.builder().priceCollar(0.05).build());
        admitted(gate.check(order("A", 1).limitedTo(10.5)));
        admitted(gate.check(order("A", -1).limitedTo(9.5)));
        alone(gate.check(order("A", 1).limitedTo(10.6)), RuleBreach.Rule.PRICE_COLLAR);
        alone(gate.check(order("A", 1).limitedTo(9.4)), RuleBreach.Rule.PRICE_COLLAR);
        // also of a closure; as a market order it passes
        alone(gate.check(order("C", -1).limitedTo(1)), RuleBreach.Rule.PRICE_COLLAR);
        admitted(gate.check(order("C", -1)));
    }

    @Test
    void theSameOrderIsNotSentTwiceInAWindow() {
        PreTradeGate gate = ruled(
                OrderRules.builder().noDuplicatesWithin(Duration.ofSeconds(10)).build());
        admitted(gate.submit(order("A", 5)));
        alone(gate.check(order("A", 5)), RuleBreach.Rule.DUPLICATE);
        assertThat(denied(gate.check(order("A", 5))).smallestCut().lotsKept()).isZero();
        admitted(gate.check(order("A", 4)));
        admitted(gate.check(order("A", -5)));
        admitted(gate.check(order("B", 5)));
        admitted(gate.check(order("A", 5).limitedTo(10)));
        clock.advance(Duration.ofSeconds(10));
        admitted(gate.check(order("A", 5)));
    }

    @Test
    void theTurnoverOfADayEndsAtMidnightAndTheRollingOneDoesNot() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        PreTradeGate daily =
                ruled(OrderRules.builder().turnoverPerDay(0.10, berlin).build());
        PreTradeGate rolling = ruled(
                OrderRules.builder().turnoverWithin(0.10, Duration.ofHours(24)).build());
        for (PreTradeGate gate : List.of(daily, rolling)) {
            admitted(gate.submit(GateOrder.of("x", "A", 6)));
            // what is pending counts, and no more once it is filled
            assertThat(denied(gate.check(order("B", 5))).smallestCut().lotsKept())
                    .isEqualTo(4);
            gate.book("x", 6, 10);
            assertThat(denied(gate.check(order("B", 5))).smallestCut().lotsKept())
                    .isEqualTo(4);
        }
        alone(daily.check(order("B", 5)), RuleBreach.Rule.DAILY_TURNOVER);
        alone(rolling.check(order("B", 5)), RuleBreach.Rule.ROLLING_TURNOVER);
        // 22:30 UTC is 23:30 in Berlin
        clock.advance(Duration.ofMinutes(29));
        denied(daily.check(order("B", 5)));
        clock.advance(Duration.ofMinutes(1));
        admitted(daily.check(order("B", 10)));
        denied(rolling.check(order("B", 5)));
        clock.advance(Duration.ofHours(23).plusMinutes(30));
        admitted(rolling.check(order("B", 10)));
    }

    // ------------------------------------------------------------------------------------------------ bad input

    @Test
    void badInputIsRefusedLoudlyAndOpensNothing() {
        PreTradeGate gate = marked(builder(Limit.grossExposure(1)));
        gate.hold("A", 5);
        assertThatThrownBy(() -> gate.price("A", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("price of A must be positive and finite, was NaN");
        Denied no = denied(gate.check(order("B", 1)));
        assertThat(no.failures()).hasSize(1);
        admitted(gate.check(order("A", -5)));
        gate.price("A", 10);
        admitted(gate.check(order("B", 1)));
        assertThatThrownBy(() -> gate.equity(-1)).isInstanceOf(IllegalArgumentException.class);
        denied(gate.check(order("B", 1)));
        gate.equity(EQUITY);
        admitted(gate.submit(GateOrder.of("x", "B", 1)));
        assertThatThrownBy(() -> gate.check(GateOrder.of("x", "B", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("order x is pending already");
        assertThatThrownBy(() -> gate.book("x", -1, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gate.book("y", 1, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gate.check(order("Z", 1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gate.check(order("A", 1L << 53))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutAnyPriceOnlyClosuresPass() {
        PreTradeGate gate = builder(Limit.grossExposure(1)).build();
        gate.hold("A", 5);
        denied(gate.check(order("A", 1)));
        GateDecision close = gate.check(order("A", -5));
        admitted(close);
        assertThat(close.failures()).hasSize(1);
        assertThat(denied(gate.check(order("A", -7))).smallestCut().lotsKept()).isEqualTo(5);
    }

    // ------------------------------------------------------------------------------------------------ snapshots

    private PreTradeGate busy() {
        PreTradeGate gate = builder(Limit.position(0.10), Limit.grossExposure(2))
                .strategy("trend", LimitBook.builder().grossExposure(0.5).build())
                .reArm(ReArm.belowBand(0.2).andAcknowledged())
                .rules(OrderRules.builder()
                        .atMostOrders(5, Duration.ofMinutes(1))
                        .noDuplicatesWithin(Duration.ofMinutes(1))
                        .turnoverPerDay(0.5, ZoneId.of("UTC"))
                        .turnoverWithin(0.5, Duration.ofHours(1))
                        .build())
                .build();
        return gate;
    }

    private void live(PreTradeGate gate) {
        gate.mark(EQUITY, TENS);
        gate.submit(GateOrder.of("p 1/ä", "A", 5).forStrategy("trend"));
        gate.submit(GateOrder.of("p2", "B", -3).limitedTo(10.25));
        gate.book("p 1/ä", 2, 10);
        gate.hold("C", -11);
        gate.acknowledge(gate.tripped().get(0), "ann");
        gate.override(new LimitOverride("position", "A", "bob", clock.instant().plusSeconds(3)));
        gate.reduceOnly("a reason with spaces\nand lines");
        gate.acknowledge("ann");
    }

    @Test
    void aRestoredGateIsTheSame() {
        PreTradeGate first = busy();
        live(first);
        GateSnapshot snapshot = GateSnapshot.parse(first.snapshot().text());
        PreTradeGate second = busy();
        second.restore(snapshot);
        assertThat(second.snapshot()).isEqualTo(first.snapshot());
        assertThat(second.pending()).isEqualTo(first.pending());
        assertThat(second.ledger()).isEqualTo(first.ledger());
        assertThat(second.state()).isEqualTo(first.state());
        assertThat(second.overrides()).isEqualTo(first.overrides());
        first.resume("ann");
        second.resume("ann");
        for (String asset : AB.ids()) {
            for (long lots = -20; lots <= 20; lots++) {
                if (lots != 0) {
                    GateOrder order = order(asset, lots);
                    assertThat(second.check(order))
                            .hasToString(first.check(order).toString());
                }
            }
        }
    }

    @Test
    void aDamagedSnapshotIsRefusedAndChangesNothing() {
        PreTradeGate gate = busy();
        live(gate);
        String text = gate.snapshot().text();
        for (int k = 0; k < text.length(); k++) {
            String damaged = text.substring(0, k) + (text.charAt(k) == '7' ? '8' : '7') + text.substring(k + 1);
            assertThatThrownBy(() -> GateSnapshot.parse(damaged)).isInstanceOf(IllegalArgumentException.class);
            String cut = text.substring(0, k);
            assertThatThrownBy(() -> GateSnapshot.parse(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nonsenseUnderARightChecksumIsRefusedAndChangesNothing() {
        PreTradeGate gate = busy();
        live(gate);
        GateSnapshot before = gate.snapshot();
        String[] lines = before.body().split("\n");
        List<String> wrong = new ArrayList<>(List.of(
                "held 0 9 1",
                "held 9 0 1",
                "guard 0 0 7 1 0 0 1 ~",
                "pending ~x ~Z 1 1 0 ~",
                "pending ~x ~A 1 -1 0 ~v",
                "state ON ~ 0 ~",
                "ledger 1 1 NEVER ~a ~b 0 0 ~",
                "flow day x",
                "flow order 7 1 1 0 ~",
                "nothing",
                "override ~ ~ ~ 0 0",
                "value 9 0",
                "value 0 g",
                "state ACTIVE x 0 ~",
                "pending ~{1 ~A 1 1 0 ~"));
        for (String line : wrong) {
            String body = String.join("\n", lines) + "\n" + line + "\n";
            assertThatThrownBy(() -> gate.restore(GateSnapshot.sealed(body)))
                    .as(line)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("line " + (lines.length + 1) + " of the snapshot makes no sense");
            assertThat(gate.snapshot()).isEqualTo(before);
        }
        PreTradeGate other = builder(Limit.position(0.2)).build();
        assertThatThrownBy(() -> other.restore(before))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another gate");
    }
}
