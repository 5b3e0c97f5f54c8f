package io.trimtab.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.cycle.port.GateRequest;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderSide;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.market.HistoricalMarketData;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.testkit.Panels;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LimitBookGateTest {
    private static final Universe PAIR = Universe.of("SAP", "ASML");
    private static final Instant NOON = Instant.parse("2020-06-01T12:00:00Z");

    /** Prices of random returns that end at 100. */
    private static MarketData.Tradable market(int rows) {
        double[][] returns = Panels.random(rows, 2, 9);
        double[] prices = new double[rows * 2];
        List<LocalDate> dates = new ArrayList<>();
        for (int t = 0; t < rows; t++) {
            dates.add(LocalDate.of(2020, 5, 31).minusDays(rows - 1L - t));
        }
        for (int j = 0; j < 2; j++) {
            double p = 100;
            for (int t = rows - 1; t >= 0; t--) {
                prices[j * rows + t] = p;
                p /= 1 + returns[j][t];
            }
        }
        MarketData data =
                HistoricalMarketData.of(PriceHistory.of(PAIR, dates, prices)).asOf(NOON);
        return (MarketData.Tradable) data;
    }

    private static final MarketData.Tradable MARKET = market(300);

    private static GateRequest request(
            double equity, Instant asOf, Weights current, Map<String, Double> outside, PricedOrder... orders) {
        // the target is not what is judged
        return new GateRequest(
                "c1", asOf, MARKET, current, Weights.none(PAIR), List.of(orders), equity, new TreeMap<>(outside));
    }

    private static PricedOrder order(String asset, OrderSide side, String quantity, String position) {
        return new PricedOrder(
                Order.market("o-" + asset, asset, side, new BigDecimal(quantity)), 100, new BigDecimal(position));
    }

    @Test
    void ordersAreJudgedAndTheCureIsInUnits() {
        LimitBookGate gate = LimitBookGate.over(
                        LimitBook.builder().position(0.10).grossExposure(1).build())
                .build();
        // equity 100,000 at 100 a unit: 114 units are 11.4%
        GateVerdict verdict = gate.check(
                request(100_000, NOON, Weights.none(PAIR), Map.of(), order("SAP", OrderSide.BUY, "114", "0")));
        assertThat(verdict).isInstanceOf(GateVerdict.Denied.class);
        LimitBreach breach = ((GateVerdict.Denied) verdict).breaches().get(0);
        assertThat(breach.name()).isEqualTo("position");
        assertThat(breach.scope()).isEqualTo("SAP");
        assertThat(breach.measured()).isCloseTo(0.114, within(1e-15));
        assertThat(breach.drivers()).containsExactly("SAP");
        assertThat(breach.smallestCure()).isEqualTo("buy 100 instead of 114 SAP");
        assertThat(verdict.usage()).extracting(LimitUsage::name).containsExactly("position", "gross exposure");
        assertThat(gate.check(
                        request(100_000, NOON, Weights.none(PAIR), Map.of(), order("SAP", OrderSide.BUY, "100", "0"))))
                .isInstanceOf(GateVerdict.Approved.class);
    }

    @Test
    void riskIsMeasuredOnTheHistoryOfTheRequest() {
        LimitBook book = LimitBook.builder()
                .valueAtRisk(Confidence.of(0.95), 0.2)
                .expectedShortfall(Confidence.of(0.95), 0.2)
                .volatility(PeriodsPerYear.DAILY, 2)
                .build();
        GateVerdict verdict = LimitBookGate.over(book)
                .scenarios(250)
                .build()
                .check(request(
                        100_000,
                        NOON,
                        Weights.of(PAIR, 0.5, 0),
                        Map.of(),
                        order("SAP", OrderSide.BUY, "100", "500"),
                        order("ASML", OrderSide.SELL, "200", "0")));
        assertThat(verdict).isInstanceOf(GateVerdict.Approved.class);
        PortfolioView same = PortfolioView.of(Weights.of(PAIR, 0.6, -0.2))
                .withScenarios(MARKET.history().returns().lastRows(250));
        double expected = io.trimtab.risk.measure.HistoricalSimulation.at(Confidence.of(0.95))
                .measure(same.scenarios(), same.current())
                .valueAtRisk();
        assertThat(verdict.usage().get(0).measured()).isCloseTo(expected, within(1e-15));
        assertThat(verdict.usage()).hasSize(3);
    }

    @Test
    void drawdownAndLossOfTheDayFollowEquity() {
        LimitBook book = LimitBook.builder().drawdown(0.5).dailyLoss(0.5).build();
        LimitBookGate gate = LimitBookGate.over(book).highestEquity(125).build();
        assertUsage(gate, 100, NOON, 0.2, 0);
        assertUsage(gate, 90, NOON.plusSeconds(60), 0.28, 0.1);
        assertUsage(gate, 99, NOON.plusSeconds(86_400), 0.208, -0.1);
        assertUsage(gate, 150, NOON.plusSeconds(90_000), 0, -2.0 / 3);
        assertUsage(gate, 120, NOON.plusSeconds(3 * 86_400), 0.2, 0.2);
    }

    private static void assertUsage(LimitBookGate gate, double equity, Instant at, double drawdown, double dayLoss) {
        GateVerdict verdict = gate.check(request(equity, at, Weights.none(PAIR), Map.of()));
        assertThat(verdict.usage().get(0).measured()).isCloseTo(drawdown, within(1e-15));
        assertThat(verdict.usage().get(1).measured()).isCloseTo(dayLoss, within(1e-15));
    }

    @Test
    void withoutOrdersWhatIsHeldIsJudged() {
        LimitBookGate gate =
                LimitBookGate.over(LimitBook.builder().position(0.10).build()).build();
        GateVerdict verdict = gate.check(request(1000, NOON, Weights.of(PAIR, 0.5, 0), Map.of()));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        GateVerdict.Denied.class,
                        denied -> assertThat(denied.breaches().get(0).smallestCure())
                                .contains("reduce positions"));
    }

    @Test
    void anEstimatorThatFailsDeniesAllButClosures() {
        LimitBookGate gate = LimitBookGate.over(
                        LimitBook.builder().volatility(PeriodsPerYear.DAILY, 1).build())
                .covariance(returns -> {
                    throw new IllegalStateException("no licence");
                })
                .build();
        Weights held = Weights.of(PAIR, 0.5, 0);
        GateVerdict verdict =
                gate.check(request(100_000, NOON, held, Map.of(), order("ASML", OrderSide.BUY, "1", "0")));
        assertThat(verdict).isInstanceOfSatisfying(GateVerdict.Denied.class, denied -> {
            assertThat(denied.breaches().get(0).measured()).isNaN();
            assertThat(denied.breaches().get(0).smallestCure()).isEqualTo("no licence");
            assertThat(denied.usage()).isEmpty();
        });
        assertThat(gate.check(request(100_000, NOON, held, Map.of(), order("SAP", OrderSide.SELL, "500", "500"))))
                .isInstanceOf(GateVerdict.Approved.class);
    }

    @Test
    void tooShortAHistoryDeniesWhatNeedsIt() {
        LimitBookGate gate = LimitBookGate.over(
                        LimitBook.builder().valueAtRisk(Confidence.of(0.95), 1).build())
                .build();
        MarketData.Tradable young = market(2);
        GateVerdict verdict = gate.check(new GateRequest(
                "c1",
                NOON,
                young,
                Weights.none(PAIR),
                Weights.none(PAIR),
                List.of(order("SAP", OrderSide.BUY, "1", "0")),
                1000,
                new TreeMap<>()));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        GateVerdict.Denied.class,
                        denied -> assertThat(denied.breaches().get(0).smallestCure())
                                .contains("no scenarios"));
    }

    @Test
    void positionsWithoutAPriceNeedAnAssumption() {
        LimitBook book =
                LimitBook.builder().valueAtRisk(Confidence.of(0.95), 0.5).build();
        Map<String, Double> outside = Map.of("RUB", 0.1);
        PricedOrder order = order("SAP", OrderSide.BUY, "1", "0");
        assertThat(LimitBookGate.over(book).build().check(request(1e6, NOON, Weights.none(PAIR), outside, order)))
                .isInstanceOf(GateVerdict.Denied.class);
        assertThat(LimitBookGate.over(book)
                        .assumingOutside(0.2, 0.05)
                        .build()
                        .check(request(1e6, NOON, Weights.none(PAIR), outside, order)))
                .isInstanceOf(GateVerdict.Approved.class);
    }

    @Test
    void ordersInUnpricedAssetsAndBadSettingsAreRefused() {
        LimitBookGate gate =
                LimitBookGate.over(LimitBook.builder().position(0.1).build()).build();
        assertThatThrownBy(() -> gate.check(
                        request(1e6, NOON, Weights.none(PAIR), Map.of(), order("RUB", OrderSide.BUY, "1", "0"))))
                .hasMessageContaining("order o-RUB trades RUB, which has no valid price");
        LimitBookGate.Builder builder =
                LimitBookGate.over(LimitBook.builder().position(0.1).build());
        assertThatThrownBy(() -> builder.scenarios(1)).hasMessageContaining("scenarios must be at least 2");
        assertThatThrownBy(() -> builder.highestEquity(0)).hasMessageContaining("highestEquity must be positive");
        assertThatThrownBy(() -> builder.assumingOutside(-1, 0)).hasMessageContaining("tailLoss");
        assertThat(gate).asString().startsWith("LimitBookGate[LimitBook[hard [position <= 10%]");
    }

    @Test
    void ordersBothWaysInOneAssetAreRefusedBecauseTheirDifferenceHidesThem() {
        LimitBookGate gate = LimitBookGate.over(LimitBook.builder()
                        .hard(Limit.of("broken", (v, w) -> Double.NaN, 1))
                        .build())
                .build();
        PricedOrder buy =
                new PricedOrder(Order.market("o-1", "SAP", OrderSide.BUY, new BigDecimal("100")), 100, BigDecimal.ZERO);
        PricedOrder sell = new PricedOrder(
                Order.market("o-2", "SAP", OrderSide.SELL, new BigDecimal("100")), 100, BigDecimal.ZERO);
        assertThatThrownBy(() -> gate.check(request(1e6, NOON, Weights.none(PAIR), Map.of(), buy, sell)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("orders o-1 and o-2 trade SAP both ways");
        // two of one side are judged together: each closes, both cross zero
        PricedOrder half = new PricedOrder(
                Order.market("o-3", "SAP", OrderSide.SELL, new BigDecimal("60")), 100, new BigDecimal("100"));
        PricedOrder rest = new PricedOrder(
                Order.market("o-4", "SAP", OrderSide.SELL, new BigDecimal("60")), 100, new BigDecimal("100"));
        assertThat(gate.check(request(20_000, NOON, Weights.of(PAIR, 0.5, 0), Map.of(), half)))
                .isInstanceOf(GateVerdict.Approved.class);
        assertThat(gate.check(request(20_000, NOON, Weights.of(PAIR, 0.5, 0), Map.of(), half, rest)))
                .isInstanceOf(GateVerdict.Denied.class);
    }

    @Test
    void timeThatGoesBackToAnEarlierDayIsRefused() {
        LimitBookGate gate = LimitBookGate.over(
                        LimitBook.builder().drawdown(0.5).dailyLoss(0.5).build())
                .build();
        assertUsage(gate, 100, NOON, 0, 0);
        // an earlier request of the same day is no other run
        assertUsage(gate, 90, NOON.minusSeconds(60), 0.1, 0.1);
        assertThatThrownBy(() -> gate.check(request(100, NOON.minusSeconds(86_400), Weights.none(PAIR), Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("asOf must not go back to 2020-05-31 after a request of 2020-06-01");
        // and has left no trace
        assertUsage(gate, 81, NOON.plusSeconds(86_400), 0.19, 0.1);
    }

    @Test
    void aCureInUnitsPassesTheGateItself() {
        LimitBook book = LimitBook.builder().grossExposure(1.035).build();
        // half of the order passes; in whole units, sell 1 and buy 5 does not
        PricedOrder sell = order("SAP", OrderSide.SELL, "3", "100");
        PricedOrder buy = order("ASML", OrderSide.BUY, "10", "0");
        Weights held = Weights.of(PAIR, 1, 0);
        GateVerdict verdict = LimitBookGate.over(book).build().check(request(10_000, NOON, held, Map.of(), sell, buy));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        GateVerdict.Denied.class,
                        denied -> assertThat(denied.breaches().get(0).smallestCure())
                                .isEqualTo("cut all 2 legs by 50%"));
        // with decimals it does
        PricedOrder finer = order("SAP", OrderSide.SELL, "3.0", "100");
        assertThat(LimitBookGate.over(book).build().check(request(10_000, NOON, held, Map.of(), finer, buy)))
                .isInstanceOfSatisfying(
                        GateVerdict.Denied.class,
                        denied -> assertThat(denied.breaches().get(0).smallestCure())
                                .isEqualTo("sell 1.5 instead of 3.0 SAP, buy 5 instead of 10 ASML"));
    }
}
