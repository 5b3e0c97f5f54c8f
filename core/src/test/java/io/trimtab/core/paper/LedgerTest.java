package io.trimtab.core.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trimtab.core.cycle.port.Fill;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private Ledger ledger = Ledger.of(LedgerSnapshot.ofCapital(new BigDecimal("1000")));

    @BeforeEach
    void begin() {
        ledger = Ledger.of(LedgerSnapshot.ofCapital(new BigDecimal("1000")));
    }

    private void book(String quantity, double price, String fee) {
        ledger.book(new Fill("o", "A", new BigDecimal(quantity), price, new BigDecimal(fee), Instant.EPOCH));
    }

    private BigDecimal realised() {
        return ledger.snapshot().realised();
    }

    @Test
    void aClosingTradeRealisesItsShareOfTheAverageCost() {
        book("10", 10, "1.00");
        book("10", 20, "1.00"); // 20 units cost 300, 15 each
        book("-5", 18, "0.50"); // 5 x (18 - 15)
        assertThat(realised()).isEqualByComparingTo("15");
        assertThat(ledger.cash()).isEqualByComparingTo("787.50"); // 1000 - 100 - 200 + 90 - 2.50
        assertThat(ledger.equityAt(asset -> 20)).isEqualByComparingTo("1087.50");
        assertThat(ledger.snapshot().fees()).isEqualByComparingTo("2.50");
    }

    @Test
    void aTradeThroughZeroClosesAndOpens() {
        book("10", 10, "0");
        book("-25", 12, "0");
        assertThat(realised()).isEqualByComparingTo("20");
        assertThat(ledger.quantity("A")).isEqualByComparingTo("-15");
        book("15", 9, "0"); // short from 12
        assertThat(realised()).isEqualByComparingTo("65");
        assertThat(ledger.quantity("A")).isEqualByComparingTo("0");
    }

    @Test
    void aThirdOfACentDoesNotGetLost() {
        book("3", 0.335, "0"); // 1.005, exactly between two cents: to even, 1.00
        assertThat(ledger.cash()).isEqualByComparingTo("999.00");
        book("-1", 0.335, "0");
        book("-1", 0.335, "0");
        book("-1", 0.335, "0");
        assertThat(ledger.snapshot().holdings()).isEmpty();
        assertThat(ledger.cash().subtract(new BigDecimal("1000"))).isEqualByComparingTo(realised());
    }

    @Test
    void beingShortIsCharged() {
        ledger.chargeBorrow(new BigDecimal("0.07"));
        assertThat(ledger.cash()).isEqualByComparingTo("999.93");
        assertThat(ledger.snapshot().borrowCost()).isEqualByComparingTo("0.07");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.chargeBorrow(new BigDecimal("-1")))
                .withMessage("amount must be at least 0, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.chargeBorrow(new BigDecimal("0.001")))
                .withMessage("amount must be in whole cents, was 0.001");
    }

    @Test
    void aSnapshotThatDoesNotBalanceIsRefused() {
        BigDecimal zero = BigDecimal.ZERO;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LedgerSnapshot(BigDecimal.TEN, BigDecimal.ONE, new TreeMap<>(), zero, zero, zero))
                .withMessage("the ledger does not balance: cash 1 and holdings at cost 0 make 1, but capital, realised"
                        + " profit, fees and borrow cost make 10");
        assertThatIllegalArgumentException().isThrownBy(() -> new Holding(zero, zero));
    }

    @Test
    void aMissingPriceIsNamedRatherThanTakenForZero() {
        book("1", 10, "0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.equityAt(asset -> Double.NaN))
                .withMessage("price of A must be positive and finite, was NaN");
    }
}
