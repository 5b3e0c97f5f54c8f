package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Simple returns of a universe over dates of which some are missing: NaN where there is none, finite elsewhere.
 *
 * <p>It is no {@link ReturnPanel}, so that nothing which takes one ever meets a gap: what becomes of gaps is for a named policy to
 * say.
 *
 * <pre>{@code
 * GappedReturns returns = prices.gappedReturns();
 * int listed = returns.observations(returns.universe().indexOf("BABA"));
 * ReturnPanel common = returns.onCommonDates();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class GappedReturns extends Panel<GappedReturns> {
    private GappedReturns(Layout layout) {
        super(layout);
    }

    /**
     * Returns with gaps.
     *
     * @param universe the assets, n of them
     * @param dates the T dates the returns end on, strictly increasing
     * @param columnMajor T x n returns, asset by asset: the return of asset j on date t is at {@code j * T + t}; NaN where there is
     *     none; copied
     * @return the returns
     * @throws IllegalArgumentException if a length differs, a date is out of order or a return is infinite (the message names
     *     asset and date)
     */
    public static GappedReturns of(Universe universe, List<LocalDate> dates, double[] columnMajor) {
        Check.notNull(universe, "universe");
        List<LocalDate> days = increasing(dates);
        double[] copy = Check.notNull(columnMajor, "returns").clone();
        Check.length(copy.length, cells(days.size(), universe.size()), "returns");
        return adopt(universe, days, copy);
    }

    /**
     * Returns without a gap, as returns that may have some.
     *
     * @param returns complete returns
     * @return the same returns
     */
    public static GappedReturns of(ReturnPanel returns) {
        int rows = Check.notNull(returns, "returns").rows();
        double[] values = new double[rows * returns.columns()];
        for (int j = 0; j < returns.columns(); j++) {
            returns.columnInto(j, values, j * rows);
        }
        return adopt(returns.universe(), returns.dates(), values);
    }

    /** Takes ownership of {@code values}; checks that none is infinite. */
    static GappedReturns adopt(Universe universe, List<LocalDate> dates, double[] values) {
        GappedReturns returns = new GappedReturns(Layout.owning(universe, dates, values));
        for (int k = 0; k < values.length; k++) {
            if (Double.isInfinite(values[k])) {
                throw returns.refused(k % dates.size(), k / dates.size(), "finite, or NaN where there is none");
            }
        }
        return returns;
    }

    /**
     * How many returns an asset has.
     *
     * @param column the asset's position
     * @return from 0 to {@code rows()}
     */
    public int observations(int column) {
        int count = 0;
        for (int t = 0; t < rows(); t++) {
            count += Double.isNaN(get(t, column)) ? 0 : 1;
        }
        return count;
    }

    /**
     * How many returns are missing.
     *
     * @return 0 if there is no gap
     */
    public int gaps() {
        int count = 0;
        for (int j = 0; j < columns(); j++) {
            count += rows() - observations(j);
        }
        return count;
    }

    /**
     * All returns, if there is no gap.
     *
     * @return the same returns as a panel
     * @throws IllegalArgumentException naming the first gap and what can be done about it
     */
    public ReturnPanel complete() {
        double[] values = new double[rows() * columns()];
        for (int j = 0; j < columns(); j++) {
            columnInto(j, values, j * rows());
            for (int t = 0; t < rows(); t++) {
                if (Double.isNaN(values[j * rows() + t])) {
                    throw new IllegalArgumentException(
                            "return of " + universe().id(j) + " on " + date(t) + " is missing, one of " + gaps()
                                    + ": choose what becomes of gaps, such as onCommonDates()");
                }
            }
        }
        return ReturnPanel.adopt(universe(), dates(), values);
    }

    /**
     * The returns of the dates on which every asset has one.
     *
     * @return a copy, possibly without any date
     */
    public ReturnPanel onCommonDates() {
        List<LocalDate> kept = new ArrayList<>();
        int[] source = new int[rows()];
        for (int t = 0; t < rows(); t++) {
            boolean whole = true;
            for (int j = 0; j < columns() && whole; j++) {
                whole = !Double.isNaN(get(t, j));
            }
            if (whole) {
                source[kept.size()] = t;
                kept.add(date(t));
            }
        }
        double[] values = new double[kept.size() * columns()];
        for (int j = 0; j < columns(); j++) {
            for (int k = 0; k < kept.size(); k++) {
                values[j * kept.size() + k] = get(source[k], j);
            }
        }
        return ReturnPanel.adopt(universe(), List.copyOf(kept), values);
    }

    @Override
    GappedReturns withLayout(Layout layout) {
        return new GappedReturns(layout);
    }

    @Override
    String noun() {
        return "return";
    }
}
