package io.trimtab.docs.strategies;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** The last trading day of each month: when the demo decides. */
public final class MonthEnds {
    private MonthEnds() {}

    /**
     * The rows of the last trading days of months.
     *
     * <p>The last row of all is none of them, for only the next row could tell that the month is over.
     *
     * @param dates trading days, increasing
     * @return positions in the list, increasing
     */
    public static List<Integer> rows(List<LocalDate> dates) {
        List<Integer> rows = new ArrayList<>();
        for (int t = 0; t + 1 < dates.size(); t++) {
            if (!YearMonth.from(dates.get(t)).equals(YearMonth.from(dates.get(t + 1)))) {
                rows.add(t);
            }
        }
        return List.copyOf(rows);
    }
}
