package io.trimtab.core.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.OrderSide;
import io.trimtab.core.cycle.port.OrderStatus;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.Universe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaperVenueTest {
    private static final Universe AB = Universe.of("A", "B");

    private static MarketSnapshot bar(int day, double a, double b) {
        return MarketSnapshot.of(AB, day(day), new double[] {a, b});
    }

    private static Instant day(int day) {
        return Instant.EPOCH.plusSeconds(86_400L * day);
    }

    private static BigDecimal of(String number) {
        return new BigDecimal(number);
    }

    private static Order buy(String id, String asset, String quantity) {
        return Order.market(id, asset, OrderSide.BUY, of(quantity));
    }

    private static Order sell(String id, String asset, String quantity) {
        return Order.market(id, asset, OrderSide.SELL, of(quantity));
    }

    private static PaperVenue.Builder noSlippage() {
        return PaperVenue.builder().capital(of("1000")).slippage(0);
    }

    @Test
    void anOrderFillsAtTheNextBarAndNeverAtTheOneThatWasKnown() {
        PaperVenue venue = noSlippage().build();
        venue.onBar(bar(1, 10, 20));
        assertThat(venue.submit(buy("o1", "A", "5")).status()).isEqualTo(OrderStatus.WORKING);
        assertThat(venue.account().positions()).isEmpty();
        List<Fill> fills = venue.onBar(bar(2, 11, 20));
        assertThat(fills).containsExactly(new Fill("o1", "A", of("5"), 11, of("0.00"), day(2)));
        assertThat(venue.status("o1").status()).isEqualTo(OrderStatus.FILLED);
        assertThat(venue.account().cash()).isEqualByComparingTo("945");
        assertThat(venue.equity()).isEqualByComparingTo("1000");
    }

    @Test
    void slippageIsTenBasisPointsAgainstTheOrderUnlessToldOtherwise() {
        PaperVenue venue = PaperVenue.builder().build();
        venue.submit(buy("b", "A", "100"));
        venue.onBar(bar(1, 10, 1));
        assertThat(venue.account().cash()).isEqualByComparingTo("98999.00"); // 100,000 - 100 x 10.01
        venue.submit(sell("s", "A", "100"));
        venue.onBar(bar(2, 10, 1));
        assertThat(venue.account().cash()).isEqualByComparingTo("99998.00"); // + 100 x 9.99
    }

    @Test
    void aRepeatedIdIsOneOrder() {
        PaperVenue venue = noSlippage().build();
        venue.submit(buy("o", "A", "5"));
        venue.submit(buy("o", "A", "5"));
        assertThat(venue.onBar(bar(1, 10, 1))).hasSize(1);
        OrderReport again = venue.submit(buy("o", "A", "5"));
        assertThat(again.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(venue.onBar(bar(2, 10, 1))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> venue.submit(buy("o", "A", "6")))
                .withMessage(
                        "order id o is taken by o BUY 5 A; an id names one order for ever, give o BUY 6 A another");
    }

    @Test
    void anOrderIsRememberedUntilEnoughYoungerOnesHaveEnded() {
        PaperVenue venue = noSlippage().remembering(2).build();
        venue.submit(Order.limit("waits", "B", OrderSide.BUY, of("1"), 1));
        for (int day = 1; day <= 3; day++) {
            venue.submit(buy("o" + day, "A", "1"));
            venue.onBar(bar(day, 10, 20));
        }
        assertThat(venue.status("waits").status()).isEqualTo(OrderStatus.WORKING);
        assertThat(venue.status("o1").status()).isEqualTo(OrderStatus.NEVER_SEEN);
        assertThat(venue.submit(buy("o2", "A", "1")).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(venue.submit(buy("o3", "A", "1")).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(venue.cancel("waits").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(venue.status("waits").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(venue.status("o2").status()).isEqualTo(OrderStatus.NEVER_SEEN);
        assertThat(venue.account().position("A")).isEqualByComparingTo("3");
    }

    @Test
    void aRestoredAccountForgetsTheSameOrdersNext() {
        PaperVenue venue = noSlippage().remembering(3).build();
        venue.submit(Order.limit("late", "A", OrderSide.BUY, of("1"), 9));
        venue.submit(buy("o1", "A", "1"));
        venue.submit(buy("o2", "A", "1"));
        venue.onBar(bar(1, 10, 20));
        venue.onBar(bar(2, 8, 20)); // the one submitted first ends last
        PaperVenue restored =
                noSlippage().remembering(3).startingFrom(venue.snapshot()).build();
        for (PaperVenue one : List.of(venue, restored)) {
            one.submit(buy("o3", "A", "1"));
            one.onBar(bar(3, 10, 20));
            assertThat(one.status("o1").status()).isEqualTo(OrderStatus.NEVER_SEEN);
            assertThat(one.status("late").status()).isEqualTo(OrderStatus.FILLED);
        }
        assertThat(restored.snapshot()).isEqualTo(venue.snapshot());
    }

    @Test
    void aLimitOrderWaitsForItsPrice() {
        PaperVenue venue = noSlippage().build();
        venue.submit(Order.limit("b", "A", OrderSide.BUY, of("1"), 9.5));
        venue.submit(Order.limit("s", "B", OrderSide.SELL, of("1"), 21));
        assertThat(venue.onBar(bar(1, 9.6, 20.9))).isEmpty();
        assertThat(venue.onBar(bar(2, 9.4, 21.5)))
                .extracting(Fill::orderId, Fill::price)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("s", 21.5), org.assertj.core.groups.Tuple.tuple("b", 9.4));
    }

    @Test
    void sellsPayForBuysOfTheSameBar() {
        PaperVenue venue = noSlippage().build();
        venue.submit(buy("o1", "A", "100"));
        venue.onBar(bar(1, 10, 20));
        assertThat(venue.account().cash()).isEqualByComparingTo("0");
        venue.submit(buy("o2", "B", "50"));
        venue.submit(sell("o3", "A", "100"));
        venue.onBar(bar(2, 10, 20));
        assertThat(venue.account().positions().toString()).isEqualTo("{B=50}");
        assertThat(venue.account().cash()).isEqualByComparingTo("0");
    }

    @Test
    void aBuyBeyondTheMoneyFillsForWhatTheMoneyBuys() {
        PaperVenue venue = noSlippage().feeRate(0.001).build();
        venue.submit(buy("o", "A", "200"));
        List<Fill> fills = venue.onBar(bar(1, 10, 1));
        // (1000 - .02) / 10.01
        assertThat(fills.get(0).quantity()).isEqualByComparingTo("99.89810189");
        assertThat(venue.account().cash()).isBetween(of("0"), of("0.02"));
        assertThat(venue.status("o").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(venue.status("o").note()).isEqualTo("the money covers 99.89810189 of 200");
        venue.submit(buy("p", "A", "1"));
        assertThat(venue.onBar(bar(2, 10, 1))).isEmpty();
        assertThat(venue.status("p").note()).startsWith("no money: cash is 0.0");
    }

    @Test
    void creditLetsCashGoBelowZero() {
        PaperVenue venue = noSlippage().credit(of("500")).build();
        venue.submit(buy("o", "A", "150"));
        venue.onBar(bar(1, 10, 1));
        assertThat(venue.account().cash()).isEqualByComparingTo("-500");
    }

    @Test
    void aShortPaysForWhatItBorrowsAndIsAlwaysAllowedToCover() {
        PaperVenue venue = noSlippage().borrowRate(0.0365).build();
        venue.submit(sell("s", "A", "100"));
        venue.onBar(bar(1, 10, 1));
        assertThat(venue.account().cash()).isEqualByComparingTo("2000");
        venue.onBar(bar(2, 30, 1)); // a day of 3.65% a year on 1000: 10 cents
        assertThat(venue.account().cash()).isEqualByComparingTo("1999.90");
        venue.submit(buy("c", "A", "100"));
        venue.onBar(bar(3, 30, 1)); // a day on 3000
        assertThat(venue.account().cash()).isEqualByComparingTo("-1000.40");
        assertThat(venue.snapshot().ledger().borrowCost()).isEqualByComparingTo("0.40");
        assertThat(venue.account().positions()).isEmpty();
    }

    @Test
    void aCancelledOrderNeverFills() {
        PaperVenue venue = noSlippage().build();
        venue.submit(buy("o", "A", "1"));
        assertThat(venue.cancel("o").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(venue.onBar(bar(1, 10, 1))).isEmpty();
        assertThat(venue.cancel("x").status()).isEqualTo(OrderStatus.NEVER_SEEN);
        assertThat(venue.status("x").status()).isEqualTo(OrderStatus.NEVER_SEEN);
        venue.submit(buy("p", "A", "1"));
        venue.onBar(bar(2, 10, 1));
        assertThat(venue.cancel("p").status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void anAssetWithoutAPriceKeepsItsLastPriceAndItsOrdersWait() {
        PaperVenue venue = noSlippage().build();
        venue.submit(buy("a", "A", "10"));
        venue.onBar(bar(1, 10, 1));
        venue.submit(sell("z", "A", "10"));
        venue.onBar(MarketSnapshot.of(Universe.of("B"), day(2), new double[] {1}));
        assertThat(venue.status("z").status()).isEqualTo(OrderStatus.WORKING);
        assertThat(venue.equity()).isEqualByComparingTo("1000");
    }

    @Test
    void theClockOfBarsOnlyGoesForward() {
        PaperVenue venue = noSlippage().build();
        venue.onBar(bar(2, 10, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> venue.onBar(bar(2, 11, 1)))
                .withMessage("bar must be later than the last one, 1970-01-03T00:00:00Z, was of 1970-01-03T00:00:00Z:"
                        + " the past cannot be traded again");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        PaperVenue.Builder builder = PaperVenue.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.capital(of("-1")))
                .withMessage("capital must be positive, was -1");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.capital(of("1.001")));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.slippage(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.feeRate(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.borrowRate(11));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.credit(of("-1")))
                .withMessage("credit must be at least 0, was -1");
    }

    @Test
    void theSameOrdersAndBarsGiveTheSameLogByteForByteAlsoAcrossARestart() {
        List<String> once = new ArrayList<>();
        List<String> again = new ArrayList<>();
        PaperSnapshot a = trade(once, Integer.MAX_VALUE);
        PaperSnapshot b = trade(again, 40);
        assertThat(again).isEqualTo(once).hasSizeGreaterThan(300);
        assertThat(b).isEqualTo(a);
    }

    /** A hundred days of random orders; after every {@code restart} days the venue is made anew from its snapshot. */
    private static PaperSnapshot trade(List<String> log, int restart) {
        SplittableRandom random = new SplittableRandom(11);
        PaperVenue venue = settings(log).capital(of("100000")).build();
        double[] price = {10, 20};
        for (int t = 1; t <= 100; t++) {
            for (int k = 0; k < 2; k++) {
                price[k] *= 1 + random.nextDouble(-0.03, 0.03);
                BigDecimal quantity = BigDecimal.valueOf(random.nextInt(1, 300_000), 2);
                OrderSide side = random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
                venue.submit(Order.market("o" + t + k, AB.id(k), side, quantity));
            }
            venue.onBar(bar(t, price[0], price[1]));
            assertThat(venue.equity())
                    .isEqualByComparingTo(identity(venue.snapshot().ledger(), price));
            if (t % restart == 0) {
                venue = settings(log).startingFrom(venue.snapshot()).build();
            }
        }
        return venue.snapshot();
    }

    private static PaperVenue.Builder settings(List<String> log) {
        return PaperVenue.builder().feeRate(0.0005).borrowRate(0.02).log(log::add);
    }

    /** The other side of the identity: capital + realised + unrealised - fees - borrow cost. */
    private static BigDecimal identity(LedgerSnapshot ledger, double[] price) {
        BigDecimal sum =
                ledger.capital().add(ledger.realised()).subtract(ledger.fees()).subtract(ledger.borrowCost());
        for (int k = 0; k < 2; k++) {
            Holding held = ledger.holdings().get(AB.id(k));
            if (held != null) {
                sum = sum.add(Cents.value(held.quantity(), price[k])).subtract(held.cost());
            }
        }
        return sum;
    }
}
