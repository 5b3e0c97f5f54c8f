package io.trimtab.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.cycle.port.GateRequest;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderSide;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.core.market.HistoricalMarketData;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.testkit.Panels;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PreTradeRiskGateTest {
    private static final Universe THREE = Universe.of("A", "B", "C");
    private static final int ROWS = 300;
    private static final LocalDate LAST = LocalDate.of(2020, 5, 31);
    private static final double EQUITY = 100_000;

    /** Prices of random returns that end at 100, at a scale of one in a hundred. */
    private static final double[] PRICES = prices();

    private static double[] prices() {
        double[][] returns = Panels.random(ROWS, 3, 9);
        double[] prices = new double[ROWS * 3];
        for (int j = 0; j < 3; j++) {
            double p = 100;
            for (int t = ROWS - 1; t >= 0; t--) {
                prices[j * ROWS + t] = p;
                p /= 1 + 0.2 * returns[j][t];
            }
        }
        return prices;
    }

    static MarketData.Tradable market(int days, String... missing) {
        List<LocalDate> dates = new ArrayList<>();
        int rows = ROWS + days;
        double[] all = new double[rows * 3];
        for (int t = 0; t < rows; t++) {
            dates.add(LAST.minusDays(ROWS - 1L - t));
            for (int j = 0; j < 3; j++) {
                boolean hole = t == rows - 1 && Arrays.asList(missing).contains(THREE.id(j));
                // after the history prices stand still
                all[j * rows + t] = hole ? Double.NaN : PRICES[j * ROWS + Math.min(t, ROWS - 1)];
            }
        }
        HistoricalMarketData source = HistoricalMarketData.of(PriceHistory.of(THREE, dates, all))
                .publishedAt(LocalTime.of(12, 0), ZoneOffset.UTC);
        MarketData data = source.asOf(at(days));
        return (MarketData.Tradable) data;
    }

    static Instant at(int day) {
        return LAST.plusDays(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    /** Positions in units; every price is 100. */
    static GateRequest request(int day, MarketData.Tradable market, double[] units, PricedOrder... orders) {
        Universe priced = market.snapshot().universe();
        double[] w = new double[priced.size()];
        SortedMap<String, Double> outside = new TreeMap<>();
        for (int j = 0; j < 3; j++) {
            String id = THREE.id(j);
            double weight = units[j] * 100 / EQUITY;
            if (priced.contains(id)) {
                w[priced.indexOf(id)] = weight;
            } else if (weight != 0) {
                outside.put(id, weight);
            }
        }
        return new GateRequest(
                "c-" + day,
                at(day),
                market,
                Weights.of(priced, w),
                Weights.none(priced),
                List.of(orders),
                EQUITY,
                outside);
    }

    static GateRequest request(int day, double[] units, PricedOrder... orders) {
        return request(day, market(day), units, orders);
    }

    static PricedOrder order(int day, String asset, OrderSide side, String quantity, double position) {
        return new PricedOrder(
                Order.market("o-" + day + "-" + asset, asset, side, new BigDecimal(quantity)),
                100,
                BigDecimal.valueOf(position));
    }

    static PreTradeRiskGate.Builder gate(LimitBook book) {
        return PreTradeRiskGate.over(THREE, book).lot(BigDecimal.ONE).scenarios(250);
    }

    private static final LimitBook TENTH =
            LimitBook.builder().position(0.10).grossExposure(1).build();

    @Test
    void ordersAreJudgedOneByOneAndTheCureIsInUnits() {
        PreTradeRiskGate gate = gate(TENTH).build();
        GateVerdict verdict = gate.check(request(
                0, new double[3], order(0, "A", OrderSide.BUY, "114", 0), order(0, "B", OrderSide.BUY, "90", 0)));
        assertThat(verdict).isInstanceOfSatisfying(GateVerdict.Partly.class, partly -> {
            assertThat(partly.cleared()).containsExactly("o-0-B");
            LimitBreach breach = partly.breaches().get(0);
            assertThat(breach.name()).isEqualTo("position");
            assertThat(breach.scope()).isEqualTo("A");
            assertThat(breach.measured()).isCloseTo(0.114, within(1e-15));
            assertThat(breach.bound()).isEqualTo(0.10);
            assertThat(breach.drivers()).containsExactly("A");
            assertThat(breach.smallestCure()).isEqualTo("buy 100 instead of 114 A");
            // what is told is used is used after what may go out
            assertThat(partly.usage().get(0).measured()).isCloseTo(0.09, within(1e-15));
            assertThat(partly.standing().trading().mode()).isEqualTo(TradingState.Mode.ACTIVE);
            assertThat(partly.standing().exceeded()).isEmpty();
        });
        assertThat(gate.ask(PreTradeGate::pending)).hasSize(1);
    }

    @Test
    void anExceededLimitReducesTradingUntilItIsCured() {
        PreTradeRiskGate gate =
                gate(TENTH).reArm(ReArm.belowBand(0.05)).reducingWhileBreached().build();
        GateVerdict first = gate.check(request(
                1,
                new double[] {114, 50, 0},
                order(1, "A", OrderSide.SELL, "10", 114),
                order(1, "B", OrderSide.BUY, "10", 50)));
        assertThat(first).isInstanceOfSatisfying(GateVerdict.Partly.class, partly -> {
            assertThat(partly.cleared()).containsExactly("o-1-A");
            TradingState state = partly.standing().trading();
            assertThat(state.mode()).isEqualTo(TradingState.Mode.REDUCING);
            assertThat(state.reason()).isEqualTo("exceeded: position of A");
            assertThat(state.since()).isEqualTo(at(1));
            assertThat(partly.standing().exceeded()).singleElement().satisfies(breach -> {
                assertThat(breach.name()).isEqualTo("position");
                assertThat(breach.scope()).isEqualTo("A");
                assertThat(breach.measured()).isCloseTo(0.114, within(1e-15));
                assertThat(breach.kind()).isEqualTo(LimitKind.HARD);
                assertThat(breach.drivers()).containsExactly("A");
                // to 9.5%, where the limit is re-armed: 19 of 114 are still 9.5%, which is not below
                assertThat(breach.smallestCure()).startsWith("sell ").endsWith(" A");
            });
            assertThat(partly.breaches().get(0).name()).isEqualTo("order while REDUCING");
        });
        // sold to 10%: kept, but not by the band
        GateVerdict second = gate.check(request(2, new double[] {100, 50, 0}));
        assertThat(second).isInstanceOf(GateVerdict.Approved.class);
        assertThat(second.standing().trading().mode()).isEqualTo(TradingState.Mode.REDUCING);
        // the cure of the first day is enough, one unit less is not
        int cure = Integer.parseInt(
                first.standing().exceeded().get(0).smallestCure().replaceAll("\\D+", ""));
        assertThat(114 - cure).isBetween(94, 95);
        GateVerdict third = gate.check(request(3, new double[] {94, 50, 0}, order(3, "B", OrderSide.BUY, "10", 50)));
        assertThat(third).isInstanceOf(GateVerdict.Approved.class);
        assertThat(third.standing().trading().mode()).isEqualTo(TradingState.Mode.ACTIVE);
        assertThat(third.standing().exceeded()).isEmpty();
        assertThat(gate.ask(PreTradeGate::ledger).entries())
                .extracting(LedgerEntry::event)
                .containsExactly(
                        LedgerEntry.Event.TRIPPED,
                        LedgerEntry.Event.STATE,
                        LedgerEntry.Event.REARMED,
                        LedgerEntry.Event.STATE);
    }

    /** Oracle: the stateless book, asked about one unit less and about the cure. */
    @Test
    void theCureOfAnExceededLimitIsTheSmallest() {
        LimitBook book = LimitBook.builder()
                .volatility(PeriodsPerYear.DAILY, 0.05)
                .valueAtRisk(Confidence.of(0.95), 0.004)
                .build();
        PreTradeRiskGate gate = gate(book).build();
        double[] units = {600, 300, 100};
        GateVerdict verdict = gate.check(request(1, units));
        assertThat(verdict.standing().exceeded()).isNotEmpty();
        for (LimitBreach breach : verdict.standing().exceeded()) {
            assertThat(breach.smallestCure()).as(breach.name()).matches("sell \\d+ [ABC]");
            int asset = THREE.indexOf(
                    breach.smallestCure().substring(breach.smallestCure().length() - 1));
            int cut = Integer.parseInt(breach.smallestCure().replaceAll("\\D+", ""));
            assertThat(measured(breach.name(), units, asset, cut)).isLessThanOrEqualTo(breach.bound() * (1 + 1e-9));
            assertThat(measured(breach.name(), units, asset, cut - 1)).isGreaterThan(breach.bound());
            // and no other position cures with less
            for (int other = 0; other < 3; other++) {
                for (int k = 1; other != asset && k < cut && k <= units[other]; k++) {
                    assertThat(measured(breach.name(), units, other, k)).isGreaterThan(breach.bound());
                }
            }
        }
    }

    private static double measured(String limit, double[] units, int asset, int cut) {
        double[] after = units.clone();
        after[asset] -= cut;
        LimitBook book = LimitBook.builder()
                .volatility(PeriodsPerYear.DAILY, 1)
                .valueAtRisk(Confidence.of(0.95), 1)
                .build();
        return LimitBookGate.over(book).scenarios(250).build().check(request(1, after)).usage().stream()
                .filter(usage -> usage.name().equals(limit))
                .findFirst()
                .orElseThrow()
                .measured();
    }

    @Test
    void whereNoSinglePositionCuresAllAreCut() {
        LimitBook book = LimitBook.builder().grossExposure(0.1).build();
        GateVerdict verdict = gate(book).build().check(request(1, new double[] {300, 300, 300}));
        // 90% to 10%: eight ninths, rounded up
        assertThat(verdict.standing().exceeded().get(0).smallestCure()).isEqualTo("cut every position by 88.89%");
    }

    @Test
    void aLossOfTheAccountLetsOnlyReductionsOutAndNoTradeCuresIt() {
        LimitBook book = LimitBook.builder().drawdown(0.1).build();
        PreTradeRiskGate gate = gate(book).highestEquity(200_000).build();
        GateVerdict verdict = gate.check(request(
                1,
                new double[] {50, 0, 0},
                order(1, "A", OrderSide.SELL, "50", 50),
                order(1, "B", OrderSide.BUY, "1", 0)));
        assertThat(((GateVerdict.Partly) verdict).cleared()).containsExactly("o-1-A");
        assertThat(verdict.standing().trading().mode()).isEqualTo(TradingState.Mode.REDUCING);
        assertThat(verdict.standing().exceeded().get(0).measured()).isEqualTo(0.5);
        assertThat(verdict.standing().exceeded().get(0).smallestCure()).startsWith("no trade cures it");
    }

    @Test
    void aRestartForgetsNothing() {
        PreTradeRiskGate.Builder builder = gate(LimitBook.builder()
                        .position(0.10)
                        .soft(Limit.drawdown(0.01))
                        .build())
                .reArm(ReArm.belowBand(0.05).andAcknowledged())
                .reducingWhileBreached();
        PreTradeRiskGate before = builder.build();
        before.check(request(1, new double[] {114, 50, 0}));
        RiskGateSnapshot snapshot = RiskGateSnapshot.parse(before.snapshot().text());
        assertThat(snapshot).isEqualTo(before.snapshot()).hasSameHashCodeAs(before.snapshot());
        PreTradeRiskGate after = builder.restoring(snapshot).build();
        assertThat(after.snapshot()).isEqualTo(snapshot);
        // kept by the band, but nobody has taken note
        for (PreTradeRiskGate gate : List.of(before, after)) {
            GateVerdict verdict = gate.check(request(2, new double[] {90, 50, 0}));
            assertThat(verdict.standing().trading().mode()).isEqualTo(TradingState.Mode.REDUCING);
            assertThat(verdict.standing().trading().since()).isEqualTo(at(1));
            assertThat(verdict.standing().exceeded().get(0).smallestCure()).startsWith("kept again, but not re-armed");
        }
        assertThat(after.snapshot()).isEqualTo(before.snapshot());
        after.ask(inner -> {
            inner.tripped().forEach(breach -> inner.acknowledge(breach, "ann"));
            return inner.tripped().size();
        });
        assertThat(after.check(request(3, new double[] {90, 50, 0}))
                        .standing()
                        .trading()
                        .mode())
                .isEqualTo(TradingState.Mode.ACTIVE);
        assertThatThrownBy(() -> after.check(request(2, new double[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("asOf must not go back");
        assertThatThrownBy(() -> gate(TENTH).restoring(snapshot).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another gate");
        assertThatThrownBy(() -> RiskGateSnapshot.parse(snapshot.text().replace('1', '2')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("damaged");
        String inner = after.ask(PreTradeGate::snapshot).text();
        assertThatThrownBy(() -> RiskGateSnapshot.parse(inner))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not one of a risk gate");
    }

    @Test
    void aPersonsHaltIsNotOpenedByLimits() {
        PreTradeRiskGate gate = gate(TENTH).reducingWhileBreached().build();
        gate.ask(inner -> {
            inner.halt("by hand");
            return inner.state();
        });
        GateVerdict verdict = gate.check(request(1, new double[] {50, 0, 0}, order(1, "A", OrderSide.BUY, "1", 50)));
        assertThat(verdict).isInstanceOf(GateVerdict.Denied.class);
        assertThat(verdict.standing().trading().reason()).isEqualTo("by hand");
        assertThat(gate.check(request(2, new double[] {50, 0, 0}))
                        .standing()
                        .trading()
                        .mode())
                .isEqualTo(TradingState.Mode.HALTED);
    }

    @Test
    void anOverriddenLimitDoesNotReduceTrading() {
        PreTradeRiskGate gate = gate(TENTH).reducingWhileBreached().build();
        gate.check(request(1, new double[] {114, 0, 0}));
        gate.ask(inner -> {
            inner.override(new LimitOverride("position", "A", "ann", at(3)));
            return inner.overrides();
        });
        assertThat(gate.check(request(2, new double[] {114, 0, 0}))
                        .standing()
                        .trading()
                        .mode())
                .isEqualTo(TradingState.Mode.ACTIVE);
        assertThat(gate.check(request(4, new double[] {114, 0, 0}))
                        .standing()
                        .trading()
                        .mode())
                .isEqualTo(TradingState.Mode.REDUCING);
    }

    @Test
    void whatWasPendingIsFilledAsFarAsPositionsMovedAndCountsInTurnover() {
        OrderRules rules =
                OrderRules.builder().turnoverWithin(0.06, Duration.ofDays(7)).build();
        PreTradeRiskGate gate =
                gate(LimitBook.builder().grossExposure(1).build()).rules(rules).build();
        assertThat(gate.check(request(1, new double[3], order(1, "A", OrderSide.BUY, "40", 0))))
                .isInstanceOf(GateVerdict.Approved.class);
        // 30 of 40 were filled: 3% of 6%
        assertThat(gate.check(request(2, new double[] {30, 0, 0}, order(2, "B", OrderSide.BUY, "31", 0))))
                .isInstanceOfSatisfying(
                        GateVerdict.Denied.class,
                        denied -> assertThat(denied.breaches().get(0).smallestCure())
                                .isEqualTo("buy 30 instead of 31 B"));
        assertThat(gate.check(request(3, new double[] {30, 0, 0}, order(3, "B", OrderSide.BUY, "30", 0))))
                .isInstanceOf(GateVerdict.Approved.class);
        // nothing of it was filled, and it counts no more
        assertThat(gate.check(request(4, new double[] {30, 0, 0}, order(4, "C", OrderSide.BUY, "30", 0))))
                .isInstanceOf(GateVerdict.Approved.class);
    }

    @Test
    void aHeldAssetWithoutAPriceClosesTheGateToAllButReductionsUnlessItsLastPriceMayStandIn() {
        LimitBook book = LimitBook.builder()
                .position(0.2)
                .expectedShortfall(Confidence.of(0.95), 0.05)
                .volatility(PeriodsPerYear.DAILY, 0.5)
                .build();
        for (Duration time : List.of(Duration.ZERO, Duration.ofDays(2))) {
            PreTradeRiskGate gate = gate(book).lastKnownFor(time).build();
            double[] units = {50, 50, 50};
            gate.check(request(1, units));
            GateVerdict verdict = gate.check(request(
                    2,
                    market(2, "C"),
                    units,
                    order(2, "A", OrderSide.SELL, "10", 50),
                    order(2, "B", OrderSide.BUY, "10", 50)));
            if (time.isZero()) {
                assertThat(((GateVerdict.Partly) verdict).cleared()).containsExactly("o-2-A");
                assertThat(verdict.standing().exceeded()).anyMatch(breach -> Double.isNaN(breach.measured()));
            } else {
                assertThat(verdict).isInstanceOf(GateVerdict.Approved.class);
                assertThat(verdict.usage()).hasSize(3);
            }
            // a restart knows nothing of an earlier time, and too old is too old
            GateVerdict late = gate.check(request(4, market(4, "C"), units, order(4, "B", OrderSide.BUY, "10", 50)));
            assertThat(late).isInstanceOf(GateVerdict.Denied.class);
            assertThat(gate.check(request(5, units, order(5, "B", OrderSide.BUY, "10", 50))))
                    .isInstanceOf(GateVerdict.Approved.class);
        }
        // not held, it matters to nobody
        assertThat(gate(book)
                        .build()
                        .check(request(
                                2, market(2, "C"), new double[] {50, 50, 0}, order(2, "B", OrderSide.BUY, "10", 50))))
                .isInstanceOf(GateVerdict.Approved.class);
    }

    @Test
    void fractionsOfALotAreJudgedByWholeLotsAndAClosureCloses() {
        PreTradeRiskGate gate = gate(TENTH).build();
        GateVerdict verdict = gate.check(request(
                1,
                new double[] {10.4, 0, 0},
                order(1, "A", OrderSide.SELL, "10.4", 10.4),
                order(1, "B", OrderSide.BUY, "0.25", 0)));
        assertThat(verdict).isInstanceOf(GateVerdict.Approved.class);
        assertThat(gate.ask(PreTradeGate::pending)).extracting(GateOrder::lots).containsExactly(-10L, 1L);
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> gate(TENTH).lot(BigDecimal.ZERO)).hasMessage("lot must be positive, was 0");
        assertThatThrownBy(() -> gate(TENTH).lastKnownFor(Duration.ofDays(-1)))
                .hasMessage("time must be at least zero, was PT-24H");
        assertThatThrownBy(() -> PreTradeRiskGate.over(Universe.of("A", "B"), TENTH)
                        .build()
                        .check(request(1, new double[3])))
                .hasMessageContaining("the request has C, which the gate does not know");
    }
}
