package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.time.LocalDate;
import java.util.List;

/**
 * Simple returns of a universe over dates: T rows (dates, oldest first) by n columns (assets), all finite.
 *
 * <p>Stored column by column, so that the history of one asset is contiguous. Immutable and thread-safe.
 */
public final class ReturnPanel {
    private final Universe universe;
    private final List<LocalDate> dates;
    private final double[] values;

    private ReturnPanel(Universe universe, List<LocalDate> dates, double[] values) {
        this.universe = universe;
        this.dates = dates;
        this.values = values;
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
        List<LocalDate> days = List.copyOf(dates);
        double[] copy = columnMajor.clone();
        int rows = days.size();
        Check.length(copy.length, rows * universe.size(), "returns");
        for (int t = 1; t < rows; t++) {
            if (!days.get(t).isAfter(days.get(t - 1))) {
                throw new IllegalArgumentException("dates must increase strictly, but " + days.get(t) + " at position "
                        + t + " follows " + days.get(t - 1));
            }
        }
        for (int k = 0; k < copy.length; k++) {
            if (!Double.isFinite(copy[k])) {
                throw new IllegalArgumentException("return of " + universe.id(k / rows) + " on " + days.get(k % rows)
                        + " must be finite, was " + copy[k]);
            }
        }
        return new ReturnPanel(universe, days, copy);
    }

    /**
     * The assets.
     *
     * @return the universe, one asset a column
     */
    public Universe universe() {
        return universe;
    }

    /**
     * The dates.
     *
     * @return one date a row, increasing
     */
    public List<LocalDate> dates() {
        return dates;
    }

    /**
     * The number of dates.
     *
     * @return T
     */
    public int rows() {
        return dates.size();
    }

    /**
     * The number of assets.
     *
     * @return n
     */
    public int columns() {
        return universe.size();
    }

    /**
     * One return.
     *
     * @param row the date's position
     * @param column the asset's position
     * @return the simple return
     */
    public double get(int row, int column) {
        return values[column * dates.size() + row];
    }

    /**
     * Copies the history of one asset.
     *
     * @param column the asset's position
     * @param out receives T returns, oldest first
     * @param offset where in {@code out} the first goes
     */
    public void columnInto(int column, double[] out, int offset) {
        System.arraycopy(values, column * dates.size(), out, offset, dates.size());
    }

    @Override
    public String toString() {
        return "ReturnPanel[" + rows() + " x " + columns()
                + (dates.isEmpty() ? "" : ", " + dates.get(0) + " to " + dates.get(rows() - 1)) + "]";
    }
}
