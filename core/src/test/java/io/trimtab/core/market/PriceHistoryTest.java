package io.trimtab.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null arguments are given on purpose
class PriceHistoryTest {
    private static final double NO = Double.NaN;
    private static final LocalDate D1 = LocalDate.of(2024, 1, 2);
    private static final LocalDate D2 = LocalDate.of(2024, 1, 3);
    private static final LocalDate D3 = LocalDate.of(2024, 1, 4);
    private static final LocalDate D4 = LocalDate.of(2024, 1, 8);
    private static final Universe AB = Universe.of("A", "B");
    private static final PriceHistory PRICES =
            PriceHistory.of(AB, List.of(D1, D2, D3, D4), new double[] {100, 110, 99, 99, 50, 50, 60, 45});

    @Test
    void returnsAreFractionsOnTheLaterDate() {
        ReturnPanel returns = PRICES.returns();

        assertThat(returns.dates()).containsExactly(D2, D3, D4);
        // oracle: by hand; exact to one rounding of the division
        assertThat(returns.get(0, 0)).isEqualTo(0.1);
        assertThat(returns.get(1, 0)).isEqualTo(-0.1);
        assertThat(returns.get(2, 0)).isZero();
        assertThat(returns.get(0, 1)).isZero();
        assertThat(returns.get(1, 1)).isEqualTo(0.2);
        assertThat(returns.get(2, 1)).isEqualTo(-0.25);
    }

    @Test
    void logReturnsHaveTheirOwnTypeAndConvertBack() {
        LogReturnPanel logs = PRICES.logReturns();

        assertThat(logs.get(1, 1)).isEqualTo(StrictMath.log(1.2), within(1e-16));
        ReturnPanel back = logs.simple();
        ReturnPanel simple = PRICES.returns();
        for (int t = 0; t < 3; t++) {
            for (int j = 0; j < 2; j++) {
                assertThat(back.get(t, j)).isEqualTo(simple.get(t, j), within(1e-16));
            }
        }
        assertThat(logs.lastRows(1).get(0, 1)).isEqualTo(logs.get(2, 1));
    }

    @Test
    void logReturnOfACrashThatRoundsToMinusOneIsStillFinite() {
        PriceHistory crash = PriceHistory.of(Universe.of("A"), List.of(D1, D2), new double[] {1, 1e-20});

        // oracle: ln(1e-20) = -20 ln 10
        assertThat(crash.logReturns().get(0, 0)).isEqualTo(-46.051701859880914, within(1e-13));
    }

    @Test
    void aReturnThatOverflowsIsRefusedWithAssetAndDate() {
        PriceHistory absurd = PriceHistory.of(Universe.of("A"), List.of(D1, D2), new double[] {1e-300, 1e300});

        assertThatIllegalArgumentException()
                .isThrownBy(absurd::returns)
                .withMessage("return of A on 2024-01-03 must be finite, was Infinity");
        assertThat(absurd.logReturns().get(0, 0)).isEqualTo(600 * StrictMath.log(10), within(1e-12));
    }

    @Test
    void returnsNameTheAssetAndDateWithoutAPrice() {
        for (double bad : new double[] {NO, 0, -1, Double.POSITIVE_INFINITY}) {
            PriceHistory holed = PriceHistory.of(AB, List.of(D1, D2, D3), new double[] {1, 2, 3, 4, bad, 6});

            assertThatIllegalArgumentException()
                    .isThrownBy(holed::returns)
                    .withMessage("price of B on 2024-01-03 must be positive and finite to have a return, was " + bad);
            assertThatIllegalArgumentException().isThrownBy(holed::logReturns).withMessageContaining("price of B on");
            assertThat(holed.isComplete()).isFalse();
        }
    }

    @Test
    void returnsNeedTwoDates() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PRICES.lastRows(1).returns())
                .withMessage("returns need at least 2 dates of prices, there are 1");
    }

    @Test
    void viewsShowTheirPartOnly() {
        PriceHistory middle = PRICES.between(D2, LocalDate.of(2024, 1, 7));

        assertThat(middle.dates()).containsExactly(D2, D3);
        assertThat(middle.get(1, 1)).isEqualTo(60);
        assertThat(PRICES.upTo(LocalDate.of(2024, 1, 7)).rows()).isEqualTo(3);
        assertThat(PRICES.upTo(LocalDate.of(2023, 1, 1)).rows()).isZero();
        assertThat(PRICES.upTo(D4)).isEqualTo(PRICES);
        assertThat(PRICES.lastRows(2).dates()).containsExactly(D3, D4);
        assertThat(PRICES.firstRows(1).get(0, 1)).isEqualTo(50);
        assertThat(PRICES.select(Universe.of("B")).get(3, 0)).isEqualTo(45);
        assertThat(PRICES.rowAtOrBefore(D3)).isEqualTo(2);
        assertThat(PRICES.rowAtOrBefore(LocalDate.of(2024, 1, 1))).isEqualTo(-1);
    }

    @Test
    void aViewCannotBeReadBeyondItsEdges() {
        PriceHistory view = PRICES.firstRows(2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> view.get(2, 0))
                .withMessage("row must be from 0 to 1, was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> view.get(0, 2))
                .withMessage("column must be from 0 to 1, was 2");
        assertThatIllegalArgumentException().isThrownBy(() -> view.get(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> view.date(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> view.lastRows(3))
                .withMessage("rows must be from 0 to the 2 that are there, was 3");
        assertThatIllegalArgumentException().isThrownBy(() -> view.firstRows(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PRICES.between(D3, D2))
                .withMessage("last must not be before first (2024-01-04), was 2024-01-03");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PRICES.select(Universe.of("C")))
                .withMessageContaining("asset \"C\" is not in the universe");
    }

    @Test
    void onCompleteDatesLeavesOutWhatHasNoPrice() {
        PriceHistory holed = PriceHistory.of(AB, List.of(D1, D2, D3, D4), new double[] {NO, 2, 3, 4, 5, 6, 0, 8});

        PriceHistory complete = holed.onCompleteDates();

        assertThat(complete).isEqualTo(PriceHistory.of(AB, List.of(D2, D4), new double[] {2, 4, 6, 8}));
        assertThat(complete.isComplete()).isTrue();
        assertThat(complete.onCompleteDates()).isSameAs(complete);
    }

    @Test
    void constructionRefusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceHistory.of(AB, List.of(D1), new double[3]))
                .withMessage("prices must have length 2, had 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceHistory.of(AB, List.of(D1, D1), new double[4]))
                .withMessage("dates must increase strictly, but 2024-01-02 at position 1 follows 2024-01-02");
        assertThatNullPointerException()
                .isThrownBy(() -> PriceHistory.of(AB, List.of(D1), null))
                .withMessage("prices");
        assertThatNullPointerException()
                .isThrownBy(() -> PriceHistory.of(null, List.of(D1), new double[1]))
                .withMessage("universe");
        assertThatNullPointerException()
                .isThrownBy(() -> PriceHistory.of(AB, null, new double[1]))
                .withMessage("dates");
        assertThatNullPointerException().isThrownBy(() -> PRICES.upTo(null)).withMessage("date");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Panel.cells(100_000, 100_000))
                .withMessageContaining("100000 dates x 100000 assets are 10000000000: split the universe or the dates");
    }

    @Test
    void anArrayGivenIsCopied() {
        double[] given = {1, 2};
        PriceHistory prices = PriceHistory.of(AB, List.of(D1), given);
        given[0] = 7;

        assertThat(prices.get(0, 0)).isEqualTo(1);
    }

    @Test
    void equalityLooksAtUniverseDatesAndEveryNumber() {
        double[] values = {100, 110, 99, 99, 50, 50, 60, 45};
        assertThat(PriceHistory.of(AB, PRICES.dates(), values))
                .isEqualTo(PRICES)
                .hasSameHashCodeAs(PRICES);
        values[1] = 111;
        assertThat(PriceHistory.of(AB, PRICES.dates(), values)).isNotEqualTo(PRICES);
        assertThat(PRICES.select(Universe.of("B", "A"))).isNotEqualTo(PRICES);
        assertThat(PRICES.firstRows(0))
                .isEqualTo(PRICES.lastRows(0))
                .isNotEqualTo(PRICES.returns().firstRows(0));
        assertThat(PRICES).hasToString("PriceHistory[4 x 2, 2024-01-02 to 2024-01-08]");
        assertThat(PRICES.firstRows(0)).hasToString("PriceHistory[0 x 2]");
    }

    @Test
    void rowIntoCopiesOneDate() {
        double[] out = {-1, -1, -1};
        PRICES.lastRows(2).rowInto(0, out, 1);

        assertThat(out).containsExactly(-1, 99, 60);
    }
}
