package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.time.LocalDate;
import java.util.List;

/**
 * Simple returns of a universe over dates: T rows (dates, oldest first) by n columns (assets), all finite.
 *
 * <p>A return is a fraction, not a percentage: {@code 0.01} is one percent. The row of a date holds the return that
 * ends on it.
 *
 * <pre>{@code
 * ReturnPanel returns = PriceHistory.readCsv(Path.of("prices.csv")).returns();
 * ReturnPanel lastYear = returns.lastRows(252); // a view: nothing is copied
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ReturnPanel extends Panel<ReturnPanel> {
    private ReturnPanel(Layout layout) {
        super(layout);
    }

    /**
     * A panel of simple returns.
     *
     * @param universe the assets, n of them
     * @param dates the T dates the returns end on, strictly increasing
     * @param columnMajor T x n returns, asset by asset: the return of asset j on date t is at {@code j * T + t}; copied
     * @return the panel
     * @throws IllegalArgumentException if a length differs, a date is out of order or a return is not finite (the
     *     message names asset and date)
     */
    public static ReturnPanel of(Universe universe, List<LocalDate> dates, double[] columnMajor) {
        Check.notNull(universe, "universe");
        List<LocalDate> days = increasing(dates);
        double[] copy = Check.notNull(columnMajor, "returns").clone();
        Check.length(copy.length, cells(days.size(), universe.size()), "returns");
        return adopt(universe, days, copy);
    }

    /** Takes ownership of {@code values}; checks that they are finite. */
    static ReturnPanel adopt(Universe universe, List<LocalDate> dates, double[] values) {
        ReturnPanel panel = new ReturnPanel(Layout.owning(universe, dates, values));
        panel.requireFinite();
        return panel;
    }

    @Override
    ReturnPanel withLayout(Layout layout) {
        return new ReturnPanel(layout);
    }

    @Override
    String noun() {
        return "return";
    }
}
