package io.trimtab.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.trimtab.core.testkit.Fixtures;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null arguments are given on purpose
class ReturnPanelTest {
    private static final LocalDate D1 = LocalDate.of(2024, 1, 2);
    private static final LocalDate D2 = LocalDate.of(2024, 1, 3);
    private static final Universe AB = Universe.of("A", "B");

    @Test
    void refusesAReturnThatIsNotFiniteByAssetAndDate() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ReturnPanel.of(AB, List.of(D1, D2), new double[] {0, 0, 0, bad}))
                    .withMessage("return of B on 2024-01-03 must be finite, was " + bad);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReturnPanel.of(AB, List.of(D1, D2), new double[3]))
                .withMessage("returns must have length 4, had 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReturnPanel.of(AB, List.of(D2, D1), new double[4]))
                .withMessage("dates must increase strictly, but 2024-01-02 at position 1 follows 2024-01-03");
        assertThatNullPointerException()
                .isThrownBy(() -> ReturnPanel.of(AB, List.of(D1), null))
                .withMessage("returns");
    }

    @Test
    void holdsTheLongestHistoryOfTheFixtures() {
        List<String> lines = Fixtures.lines("market/ken_french_10_industry_daily.csv");
        List<String> header = List.of(lines.get(0).split(","));
        int rows = lines.size() - 1;
        List<LocalDate> dates = new ArrayList<>();
        double[] values = new double[rows * 10];
        for (int t = 0; t < rows; t++) {
            String[] cells = lines.get(t + 1).split(",");
            dates.add(LocalDate.parse(cells[0], DateTimeFormatter.BASIC_ISO_DATE));
            for (int j = 0; j < 10; j++) {
                values[j * rows + t] = Double.parseDouble(cells[j + 1]) / 100;
            }
        }

        ReturnPanel panel = ReturnPanel.of(Universe.of(header.subList(1, 11)), dates, values);

        assertThat(panel.rows()).isEqualTo(24_854);
        assertThat(panel.date(0)).isEqualTo("1926-07-01");
        assertThat(panel.get(0, panel.universe().indexOf("HiTec"))).isEqualTo(-0.21 / 100);
        // a view of two months of one industry, against the values at their place in the array
        ReturnPanel autumn =
                panel.select(Universe.of("Enrgy")).between(LocalDate.of(2008, 9, 1), LocalDate.of(2008, 10, 31));
        int first = panel.rowAtOrBefore(LocalDate.of(2008, 9, 1)) + 1;
        assertThat(autumn.rows()).isEqualTo(44);
        for (int t = 0; t < autumn.rows(); t++) {
            assertThat(autumn.get(t, 0)).isEqualTo(values[3 * rows + first + t]);
        }
    }

    @Test
    void aRangeMayBeginAtTheBeginningOfTimeAndOnADayWithoutARow() {
        ReturnPanel panel = ReturnPanel.of(
                Universe.of("A"),
                List.of(LocalDate.of(2024, 1, 2), LocalDate.of(2024, 1, 4), LocalDate.of(2024, 1, 5)),
                new double[] {1, 2, 3});
        assertThat(panel.between(LocalDate.MIN, LocalDate.MAX)).isEqualTo(panel);
        assertThat(panel.between(LocalDate.of(2024, 1, 3), LocalDate.of(2024, 1, 4))
                        .dates())
                .containsExactly(LocalDate.of(2024, 1, 4));
        assertThat(panel.between(LocalDate.of(2024, 1, 4), LocalDate.of(2024, 1, 4))
                        .rows())
                .isEqualTo(1);
        assertThat(panel.between(LocalDate.of(2024, 1, 6), LocalDate.MAX).rows())
                .isZero();
    }

    @Test
    void anArrayWithoutRoomIsRefusedBeforeAnythingIsWritten() {
        ReturnPanel panel =
                ReturnPanel.of(Universe.of("A", "B"), List.of(LocalDate.of(2024, 1, 2)), new double[] {1, 2});
        double[] out = new double[2];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> panel.rowInto(0, out, 1))
                .withMessage("out must have room for 2 numbers from 1, has length 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> panel.columnInto(0, out, -1))
                .withMessage("out must have room for 1 numbers from -1, has length 2");
        assertThat(out).containsExactly(0, 0);
    }
}
