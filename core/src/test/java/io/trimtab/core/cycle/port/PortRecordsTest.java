package io.trimtab.core.cycle.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PortRecordsTest {
    private static final BigDecimal TEN = BigDecimal.TEN;

    @Test
    void aNoticeKeepsItsOwnSortedCopyOfTheLabels() {
        TreeMap<String, String> labels = new TreeMap<>(Map.of("b", "2", "a", "1"));
        AlertNotice notice = new AlertNotice(AlertLevel.INFO, "x.y", labels, "text", Instant.EPOCH);
        labels.put("c", "3");
        assertThat(notice.labels().toString()).isEqualTo("{a=1, b=2}");
        assertThatNullPointerException()
                .isThrownBy(() -> new AlertNotice(AlertLevel.INFO, "x", labels, "text", none()))
                .withMessage("at");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlertNotice(AlertLevel.INFO, "x", labels, " ", Instant.EPOCH))
                .withMessage("text must not be blank, was \" \"");
    }

    @Test
    void urgencyRisesWithTheOrderOfTheLevels() {
        assertThat(AlertLevel.values())
                .containsExactly(AlertLevel.INFO, AlertLevel.WARNING, AlertLevel.ERROR, AlertLevel.CRITICAL);
    }

    @Test
    void anOrderRefusesWhatCannotBeTraded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Order.market("o1", "A", OrderSide.BUY, BigDecimal.ZERO))
                .withMessage("quantity of order o1 must be positive, was 0; the side says which way");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Order.limit("o1", "A", OrderSide.BUY, TEN, Double.NaN))
                .withMessage("limitPrice of order o1 must be positive and finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Order("o1", "A", OrderSide.BUY, TEN, OrderType.MARKET, 3))
                .withMessageContaining("use Order.limit");
        assertThat(Order.market("o1", "A", OrderSide.SELL, TEN).signedQuantity())
                .isEqualByComparingTo("-10");
    }

    @Test
    void onlyAnOrderAgainstThePositionAndNotLargerIsAPureClosure() {
        assertThat(closes(OrderSide.SELL, "10", "10")).isTrue();
        assertThat(closes(OrderSide.SELL, "9.5", "10")).isTrue();
        assertThat(closes(OrderSide.SELL, "10.00000001", "10")).isFalse();
        assertThat(closes(OrderSide.BUY, "1", "10")).isFalse();
        assertThat(closes(OrderSide.BUY, "3", "-3")).isTrue();
        assertThat(closes(OrderSide.SELL, "1", "0")).isFalse();
    }

    private static boolean closes(OrderSide side, String quantity, String position) {
        Order order = Order.market("o", "A", side, new BigDecimal(quantity));
        return new PricedOrder(order, 2, new BigDecimal(position)).isPureClosure();
    }

    @Test
    void aPricedOrderKnowsItsSignedValue() {
        Order order = Order.market("o", "A", OrderSide.SELL, TEN);
        assertThat(new PricedOrder(order, 2.5, BigDecimal.ZERO).signedValue()).isEqualTo(-25);
    }

    @Test
    void aFillRefusesZeroAndNegativeFees() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fill("o", "A", BigDecimal.ZERO, 1, BigDecimal.ZERO, Instant.EPOCH))
                .withMessageContaining("must not be zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fill("o", "A", TEN, 1, new BigDecimal("-0.01"), Instant.EPOCH))
                .withMessage("fee must be at least 0, was -0.01");
        assertThat(new Fill("o", "A", TEN, 1, BigDecimal.ZERO, Instant.EPOCH).price())
                .isEqualTo(1);
    }

    @Test
    void anAccountIsWorthItsCashAndItsPositions() {
        TreeMap<String, BigDecimal> positions = new TreeMap<>();
        positions.put("B", new BigDecimal("-2"));
        positions.put("A", TEN);
        positions.put("Z", BigDecimal.ZERO);
        AccountState account = new AccountState(new BigDecimal("100.50"), positions);
        assertThat(account.positions().toString()).isEqualTo("{A=10, B=-2}");
        assertThat(account.position("C")).isEqualByComparingTo("0");
        // 100.5 + 10 * 3 - 2 * 4, exact in binary
        assertThat(account.equityAt(asset -> asset.equals("A") ? 3 : 4)).isEqualTo(122.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> account.equityAt(asset -> Double.NaN))
                .withMessage("price of A must be positive and finite, was NaN");
        assertThat(AccountState.ofCash(TEN).equityAt(asset -> 1)).isEqualTo(10);
    }

    @Test
    void aDenialNamesAReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateVerdict.Denied(List.of(), List.of()))
                .withMessageStartingWith("breaches must name at least one reason");
        LimitBreach breach = new LimitBreach("VaR", "portfolio", Double.NaN, 0.02, LimitKind.HARD, List.of("A"), "");
        List<LimitBreach> breaches = new ArrayList<>(List.of(breach));
        GateVerdict.Denied denied = new GateVerdict.Denied(breaches, List.of());
        breaches.clear();
        assertThat(denied.breaches()).containsExactly(breach);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitBreach("VaR", "p", 1, Double.NaN, LimitKind.HARD, List.of(), ""))
                .withMessage("bound of VaR must be a number, was NaN");
    }

    @Test
    void usageIsNeverNaN() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitUsage("VaR", "p", 0.01, 0.02, Double.NaN, LimitKind.SOFT))
                .withMessage("usage of VaR must be a number, was NaN");
        LimitUsage usage = new LimitUsage("VaR", "p", 0.01, 0.02, 0.5, LimitKind.SOFT);
        assertThat(new GateVerdict.Approved(List.of(usage)).usage()).containsExactly(usage);
    }

    @Test
    void anAllocationRefusesMetricsThatAreNotNumbersAndBoundsThatCross() {
        Weights weights = Weights.equal(Universe.of("A", "B"));
        assertThat(Allocation.Allocated.of(weights, "equal weight").proof()).isZero();
        TreeMap<String, Double> metrics = new TreeMap<>(Map.of("return", Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Allocation.Allocated(weights, "m", metrics, List.of(), List.of(), 0))
                .withMessage("metrics[return] must be finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConstraintCost("budget", 1, 2, 1, 0, ""))
                .withMessage("bounds of budget must satisfy lower <= upper, were 2.0 and 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Allocation.NotAllocated("", List.of()));
        assertThat(new Allocation.NotAllocated("no", List.of("cap")).conflict()).containsExactly("cap");
        assertThat(new WeightReason("A", "at its cap").asset()).isEqualTo("A");
    }

    @Test
    void aMetricKeyIsOrderedByNameThenLabels() {
        MetricKey a = MetricKey.of("cycle.phase", "phase", "data");
        MetricKey b = MetricKey.of("cycle.phase", "phase", "risk");
        assertThat(a).isLessThan(b).isEqualTo(MetricKey.of("cycle.phase", "phase", "data"));
        assertThat(MetricKey.of("a")).isLessThan(a).hasToString("a");
        assertThat(a).hasToString("cycle.phase{phase=data}");
    }

    @Test
    void noMetricsForgetEverything() {
        Metrics none = Metrics.none();
        none.count(MetricKey.of("a"), 1);
        none.time(MetricKey.of("a"), 1);
        none.gauge(MetricKey.of("a"), 1);
        assertThat(none).isSameAs(Metrics.none());
    }

    @Test
    void anOrderIsDoneWhenNothingMoreCanHappenToIt() {
        assertThat(OrderStatus.WORKING.isDone()).isFalse();
        assertThat(OrderStatus.UNKNOWN.isDone()).isFalse();
        assertThat(OrderStatus.FILLED.isDone()).isTrue();
        assertThat(OrderReport.of("o", OrderStatus.REJECTED, "no cash").fills()).isEmpty();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T none() {
        return (T) null;
    }

    @Test
    @SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
    void aMissingListIsNamed() {
        assertThatThrownBy(() -> new GateVerdict.Approved(null)).hasMessage("usage");
        assertThatThrownBy(() -> new GateVerdict.Denied(null, List.of())).hasMessage("breaches");
        assertThatThrownBy(() -> new Allocation.NotAllocated("why", null)).hasMessage("conflict");
        assertThatThrownBy(() -> new OrderReport("id", OrderStatus.FILLED, null, ""))
                .hasMessage("fills");
    }
}
