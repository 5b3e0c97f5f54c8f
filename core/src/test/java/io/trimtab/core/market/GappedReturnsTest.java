package io.trimtab.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class GappedReturnsTest {
    private static final Universe PAIR = Universe.of("SAP", "ASML");
    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);
    private static final List<LocalDate> DAYS = List.of(DAY, DAY.plusDays(1), DAY.plusDays(2), DAY.plusDays(3));
    private static final double NONE = Double.NaN;

    @Test
    void noReturnReachesOverAGap() {
        PriceHistory prices = PriceHistory.of(PAIR, DAYS, new double[] {100, 110, NONE, 121, NONE, NONE, 50, 55});
        GappedReturns returns = prices.gappedReturns();
        assertThat(returns.rows()).isEqualTo(3);
        assertThat(returns.get(0, 0)).isEqualTo(0.1);
        assertThat(returns.get(1, 0)).isNaN();
        assertThat(returns.get(2, 0)).isNaN();
        assertThat(returns.get(2, 1)).isEqualTo(0.1);
        assertThat(returns.observations(0)).isEqualTo(1);
        assertThat(returns.gaps()).isEqualTo(4);
        assertThat(returns.onCommonDates().rows()).isZero();
        assertThat(returns.lastRows(1).gaps()).isEqualTo(1);
        assertThat(returns.select(Universe.of("ASML")).observations(0)).isEqualTo(1);
        assertThat(returns)
                .isEqualTo(prices.gappedReturns())
                .hasToString("GappedReturns[3 x 2, 2024-01-02 to 2024-01-04]");
    }

    @Test
    void completeReturnsAreThoseOfAPanel() {
        PriceHistory prices = PriceHistory.of(PAIR, DAYS, new double[] {1, 2, 3, 4, 4, 3, 2, 1});
        assertThat(prices.gappedReturns().complete()).isEqualTo(prices.returns());
        assertThat(prices.gappedReturns().onCommonDates()).isEqualTo(prices.returns());
        assertThat(GappedReturns.of(prices.returns())).isEqualTo(prices.gappedReturns());
    }

    @Test
    void commonDatesAreThoseThatEveryAssetHas() {
        GappedReturns returns = GappedReturns.of(PAIR, DAYS, new double[] {0.1, NONE, 0.3, 0.4, 0.5, 0.6, 0.7, NONE});
        ReturnPanel common = returns.onCommonDates();
        assertThat(common.dates()).containsExactly(DAY, DAY.plusDays(2));
        assertThat(common.get(1, 1)).isEqualTo(0.7);
        assertThatThrownBy(returns::complete)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("return of SAP on 2024-01-02 is missing, one of 2: choose what becomes of gaps, such as"
                        + " onCommonDates()");
    }

    @Test
    void whatIsNoReturnIsRefused() {
        assertThatThrownBy(() -> GappedReturns.of(PAIR, DAYS.subList(0, 1), new double[] {0, 1 / 0.0}))
                .hasMessageContaining("return of ASML on 2024-01-01 must be finite, or NaN");
        assertThatThrownBy(() -> GappedReturns.of(PAIR, DAYS, new double[3])).hasMessageContaining("length 8");
        assertThatThrownBy(() -> PriceHistory.of(PAIR, DAYS, new double[] {1, 1, 0, 1, 1, 1, 1, 1})
                        .gappedReturns())
                .hasMessageContaining("price of SAP on 2024-01-03 must be positive");
        assertThatThrownBy(() -> PriceHistory.of(PAIR, DAYS.subList(0, 1), new double[] {1, 1})
                        .gappedReturns())
                .hasMessageContaining("at least 2 dates");
    }
}
